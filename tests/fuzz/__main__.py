"""Fuzzes every reader, or the one that is named, for so many seconds altogether: ``python -m tests.fuzz SECONDS [READER]``.

Each runs in a process of its own. A line of JSON a reader says how many inputs were tried and how far the code was covered; a crash
ends with the input that did it and with 1.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.readers import READERS, seeds

_DONE = re.compile(r"#(\d+)\s+DONE\s+cov: (\d+) ft: (\d+)")


def main(arguments: list[str]) -> int:
    """Runs the fuzzer on each reader for its share of the time."""
    names = arguments[1:] or list(READERS)
    return max(_fuzzed(name, int(arguments[0]) // len(names)) for name in names)


def _fuzzed(name: str, seconds: int) -> int:
    with TemporaryDirectory() as folder:
        corpus = Path(folder)
        for number, seed in enumerate(seeds(name)):
            (corpus / f"seed-{number}").write_bytes(seed)
        limits = ("-timeout=60", "-rss_limit_mb=1500", "-max_len=60000", f"-artifact_prefix={folder}/")
        command = (sys.executable, "-m", "tests.fuzz.one", name, folder, f"-max_total_time={seconds}", *limits)
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    done = _DONE.search(run.stderr)
    figures = {"inputs": int(done[1]), "covered": int(done[2]), "features": int(done[3])} if done else {}
    print(json.dumps({"reader": name, "seconds": seconds, "crashed": run.returncode != 0, **figures}), flush=True)
    if run.returncode:
        print(run.stdout[-3000:], run.stderr[-3000:], file=sys.stderr)
    return 1 if run.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
