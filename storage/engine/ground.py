"""What kind of disk a folder lies on: another machine's, where a lock does not hold, or one that a program copies elsewhere."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_SHARES = frozenset(("afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs"))
_SHARES |= frozenset(("glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"))
_REMOTE = 4  # what Windows calls a drive that is another machine's

_CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "googledrive": "Google Drive",
    "mydrive": "Google Drive",
    "мойдиск": "Google Drive",
    "iclouddrive": "iCloud",
    "mobiledocuments": "iCloud",
    "yandexdisk": "Яндекс Диск",
    "яндексдиск": "Яндекс Диск",
    "облакоmailru": "Облако Mail",
    "cloudmailru": "Облако Mail",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "syncthing": "Syncthing",
}
"""Folders of programs that synchronise, by the letters of their names."""


def network_share(folder: Path) -> str | None:
    """Returns the kind of network share that a folder lies on, None where it lies on none or that cannot be told."""
    place = os.path.abspath(folder)
    if sys.platform == "win32":
        return _windows_share(place)
    with suppress(OSError):
        return _share(os.path.realpath(place), _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    return None


def cloud(folder: Path) -> str | None:
    """Returns the name of the program that copies a folder elsewhere, as far as the names of the folders above it tell; else None."""
    for name in Path(os.path.abspath(folder)).parts:
        letters = "".join(letter for letter in name.split(" - ")[0].casefold() if letter.isalpha())
        if letters in _CLOUDS:
            return _CLOUDS[letters]
    return None


def _share(place: str, mounts: str) -> str | None:
    """Returns the kind of the share among these mounts that a path lies on: the last one mounted of the longest that lead to it."""
    kinds: dict[str, str] = {}
    for line in mounts.splitlines():
        _, point, kind, *_ = line.split(" ")
        kinds[re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), point)] = kind
    leading = [point for point in kinds if place == point or place.startswith(point.rstrip("/") + "/")]
    kind = kinds[max(leading, key=len)] if leading else ""
    return kind if kind in _SHARES else None


def _windows_share(place: str) -> str | None:
    drive = os.path.splitdrive(place)[0]
    if drive.startswith(("\\\\", "//")):
        return drive
    if sys.platform == "win32":
        import ctypes

        return drive if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE else None
    return None
