"""On which disks a folder lies, as far as the system tells."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SYSFS = Path("/sys/dev/block")
_MOUNTS = Path("/proc/self/mountinfo")


def is_other(folder: Path, place: Path) -> bool:
    """Tells whether ``place`` lies on another disk than ``folder``: where the system tells, a second partition of one disk is no other."""
    try:
        there = disks_of(place)
        return bool(there) and not there & disks_of(folder)
    except OSError:
        return False


def disks_of(place: Path) -> frozenset[str]:
    """Returns the names of the disks under a folder: on Linux those that its partition or encrypted volume lies on, else its device.

    None for a folder that lies in memory. Raises ``OSError``.
    """
    device = os.stat(place).st_dev
    kind, source = _mounted(place.resolve())
    if kind in ("tmpfs", "ramfs"):
        return frozenset()
    if source.startswith("/dev/"):
        number = os.stat(source).st_rdev
        block = _SYSFS / f"{os.major(number)}:{os.minor(number)}"
        if block.exists():
            return _under(block.resolve())
    return frozenset({str(device)})


def _mounted(place: Path) -> tuple[str, str]:
    """Returns the kind of file system that a folder lies in, and the device it is on, as Linux tells them; empty elsewhere."""
    if not _MOUNTS.exists():
        return "", ""
    best, found = -1, ("", "")
    for line in _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        left, _, right = line.partition(" - ")
        point = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), left.split(" ")[4]))
        if place.is_relative_to(point) and len(point.parts) >= best:
            kind, source, *_ = right.split(" ")
            best, found = len(point.parts), (kind, source)
    return found


def _under(block: Path) -> frozenset[str]:
    """Returns the disks under a block device as sysfs shows it: a mapped volume lies on its slaves, a partition in its disk's folder."""
    slaves = sorted((block / "slaves").iterdir()) if (block / "slaves").is_dir() else []
    if slaves:
        return frozenset().union(*(_under(slave.resolve()) for slave in slaves))
    return frozenset({block.parent.name if (block / "partition").exists() else block.name})
