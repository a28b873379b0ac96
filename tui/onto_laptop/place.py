"""The place of the program on a laptop: a virtual environment made from the stick's wheels, scripts to start it, shortcuts.

A new version is made whole beside the old one and takes its place in one step. The book lies elsewhere and is not touched.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tui.onto_laptop import shortcuts
from tui.onto_laptop.shortcuts import WINDOWS
from tui.wording import tr

PLATFORMS = {"windows": "win-amd64", "linux": "linux-x86_64"}
"""The systems there are sticks for, and what Python calls them."""

SERVED = "wheels/pythons.txt"
"""The file on the stick that names the versions of Python it has every wheel for."""

_PYTHON = "Scripts/python.exe" if WINDOWS else "bin/python"
_SCRIPTS = ("haulbook.cmd", "window.cmd", "remove.cmd") if WINDOWS else ("haulbook", "window", "remove")


class NotPut(Exception):
    """It was not done; the sentence says why and what to do. The program that was there is as it was."""


def fits(stick: Path) -> bool:
    """Tells whether this Python is one that the stick has wheels for: version, system, processor, C library."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        version in (stick / SERVED).read_text(encoding="ascii").split()
        and sys.implementation.name == "cpython"
        and sysconfig.get_platform() in PLATFORMS.values()
        and not sysconfig.get_config_var("Py_GIL_DISABLED")
        and "WindowsApps" not in sys.base_prefix  # the Store's Python keeps a program's files where no other Python finds them
        and (WINDOWS or platform.libc_ver()[0] == "glibc")
    )


def home() -> Path:
    """Returns the place of the program for this user."""
    return Path.home() / ("Haulbook" if WINDOWS else ".local/lib/haulbook")


def install(stick: Path, place: Path) -> str:
    """Makes the program in ``place`` from the wheels on the stick, or a newer one in the old one's stead; returns what to say.

    Raises ``NotPut`` or ``OSError`` with what was there before as it was.
    """
    program, fresh, old = place / "program", place / "program.new", place / "program.old"
    if old.exists() and not program.exists():  # the power went between the two renames below
        old.rename(program)
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    upgrade = program.exists()
    try:
        _make(fresh, stick / "wheels")
        if _run(fresh, "-m", "tui.onto_laptop", "idle"):
            raise NotPut(_open())
        if upgrade:
            program.rename(old)
        fresh.rename(program)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists() and not program.exists():
            old.rename(program)
        raise
    shutil.rmtree(old, ignore_errors=True)
    for name in _SCRIPTS:
        script = place / name
        script.write_bytes((files("tui.onto_laptop") / "scripts" / name).read_bytes())
        script.chmod(0o755)
    done = tr("Haulbook was renewed; the book is as it was.") if upgrade else tr("Haulbook is on this laptop now.")
    if shortcuts.make(place):
        return done + " " + tr("Open it with the shortcut “Haulbook”.")
    return done + " " + tr("No shortcut could be made; open it with {script}.", script=place / _SCRIPTS[1])


def _make(folder: Path, wheels: Path) -> None:
    """Makes a virtual environment with the program in it, from the wheels alone; the wheel of pip runs by itself."""
    venv.EnvBuilder(symlinks=not WINDOWS).create(folder)
    pip = next(wheels.glob("pip-*.whl")) / "pip"
    offline = ("--isolated", "--no-index", "--find-links", str(wheels), "--disable-pip-version-check", "--quiet")
    if _run(folder, str(pip), "install", *offline, "haulbook[sync]") or _run(folder, "-m", "tui", "--version"):
        raise NotPut(tr("The packages on the stick could not be installed. Is the stick whole? Copy the zip to it again."))


def _run(folder: Path, *arguments: str) -> int:
    """Runs the Python of a virtual environment, apart from the settings of the one that runs here; returns its status."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    return subprocess.run([folder / _PYTHON, *arguments], env=own, stdout=subprocess.DEVNULL, check=False).returncode


def remove(book: Path) -> str:
    """Takes the shortcuts away; the script that asks for it takes the folder. Returns what to say. Raises ``NotPut``."""
    if not idle(book):
        raise NotPut(_open())
    shortcuts.take_away()
    return tr("Haulbook was removed. The book stays: {folder}.", folder=book)


def idle(book: Path) -> bool:
    """Tells whether no program has the book open."""
    from storage.engine.lock import BookLock, LockHeld

    if not book.exists():
        return True
    lock = BookLock(book)
    try:
        lock.take("", 0)
    except LockHeld:
        return False
    lock.free()
    return True


def _open() -> str:
    return tr("Haulbook is open. Close it, then start this again; nothing was changed.")


def python_needed(pythons: Sequence[str], file: str) -> str:
    """Returns the sentence that says which file to put on the stick where a laptop has no Python of these versions."""
    return tr(
        "There is no Python {first} to {last} (64-bit) here: put the file of one, such as {file}, beside this script and start it again.",
        first=pythons[0],
        last=pythons[-1],
        file=file,
    )
