"""What opens the program in a window of 100 columns and 30 rows: a shortcut on the desktop and in the menu, on Linux a command too."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

WINDOWS = os.name == "nt"


def make(place: Path) -> bool:
    """Makes the shortcuts to the program in ``place``; tells whether there is one at least."""
    if WINDOWS:
        return _by_script_host(str(place))
    for entry in _entries():
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(_ENTRY.format(window=place / "window"), encoding="utf-8")
        entry.chmod(0o755)
    command = _command()
    if command.is_symlink() or not command.exists():
        command.parent.mkdir(parents=True, exist_ok=True)
        command.unlink(missing_ok=True)
        command.symlink_to(place / "haulbook")
    return True


def take_away() -> None:
    """Takes the shortcuts away."""
    if WINDOWS:
        _by_script_host("remove")
        return
    for entry in _entries():
        entry.unlink(missing_ok=True)
    if _command().is_symlink():
        _command().unlink()


def _by_script_host(order: str) -> bool:
    """Has Windows make or remove its links; False where its script host is switched off."""
    with as_file(files("tui.onto_laptop") / "scripts" / "shortcuts.js") as script:
        order_of_host = ["cscript", "//nologo", "//E:JScript", str(script), order]
        return subprocess.run(order_of_host, capture_output=True, check=False).returncode == 0


_ENTRY = """[Desktop Entry]
Type=Application
Name=Haulbook
Comment=Days of drivers in Russia and Belarus
Comment[ru]=Дни водителей в России и Беларуси
Comment[kk]=Жүргізушілердің Ресей мен Беларусьтегі күндері
Exec="{window}"
Terminal=false
Categories=Office;
"""


def _entries() -> Iterator[Path]:
    """Yields where a Linux desktop looks for programs: the menu, and the desktop where there is one."""
    yield Path.home() / ".local/share/applications/haulbook.desktop"
    asks = shutil.which("xdg-user-dir")
    named = subprocess.run([asks, "DESKTOP"], capture_output=True, text=True, check=False).stdout.strip() if asks else ""
    desktop = Path(named) if named else Path.home() / "Desktop"
    if desktop.is_dir() and desktop != Path.home():
        yield desktop / "haulbook.desktop"


def _command() -> Path:
    return Path.home() / ".local/bin/haulbook"
