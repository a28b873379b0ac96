"""That every reader that is fuzzed takes its seeds, and bytes that are none, without failing."""

from __future__ import annotations

import pytest

from tests.fuzz.readers import READERS, seeds


@pytest.mark.parametrize("name", READERS)
def test_a_reader_takes_whatever_it_is_given(name: str) -> None:
    """Its seeds whole, cut in half, with a byte turned round; nothing; noise."""
    for seed in seeds(name):
        middle = len(seed) // 2
        for data in (seed, seed[:middle], seed[:middle] + bytes([seed[middle] ^ 0xFF]) + seed[middle + 1 :], b"", bytes(range(256))):
            READERS[name](data)
