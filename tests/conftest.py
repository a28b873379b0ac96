"""The whole suite: the same examples on every run, no time limit on a single example, texts in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tui import wording

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    wording.use("en")
    yield
    wording.use("en")
