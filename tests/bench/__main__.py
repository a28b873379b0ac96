"""All benchmarks, one JSON line each: ``python -m tests.bench``; one of them: ``python -m tests.bench.fleet``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = (
    "fleet",
    "second_date",
    "count",
    "sheets",
    "forecast",
    "commit",
    "opening",
    "importing",
    "first_frame",
    "key_to_frame",
    "sync",
)


def main() -> int:
    """Runs each in a process of its own, so that none warms another up."""
    root = Path(__file__).parents[2]
    return max(subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], cwd=root, check=False).returncode for name in NAMES)


if __name__ == "__main__":
    raise SystemExit(main())
