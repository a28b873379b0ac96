"""One reader under the fuzzer: ``python -m tests.fuzz.one READER CORPUS [options of libFuzzer]``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["storage", "openpyxl", "csv"]):
    from tests.fuzz.readers import READERS


def main() -> None:
    """Hands inputs to the reader until the time is over."""
    reader = READERS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], reader)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
