"""To a printer, the system's own way: ``lp`` on Linux and macOS, the program that prints PDF files on Windows.

Where no printer is to be had the file is shown instead; where nothing shows it, its path is all there is to say.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

Outcome = Literal["printed", "shown", "left"]
"""``printed``: handed to the printer; ``shown``: opened for a person to print; ``left``: only the file is there."""

_PATIENCE = 30.0
"""Seconds that the system's printing commands may take to answer."""


class PrinterRefused(Exception):
    """The printer did not take the file; the argument is what the system says."""


def printers() -> list[str]:
    """Returns the names of the printers of this system, the default one first; none where it has none or does not tell."""
    if sys.platform == "win32":
        return _windows_printers()
    listed = _said("lpstat", "-e").split("\n")
    default = _said("lpstat", "-d").rpartition(":")[2].strip()
    return sorted(filter(None, listed), key=lambda name: (name != default, name))


def send(path: Path, printer: str = "") -> Outcome:
    """Prints a PDF file on A4, on a printer by its name or on the default one. Raises ``PrinterRefused``."""
    if sys.platform == "win32":
        return _windows_send(path, printer)
    if not shutil.which("lp") or not (printer or printers()):
        return show(path)
    command = ["lp", *(["-d", printer] if printer else []), "-o", "media=A4", "-o", "fit-to-page", "-t", path.stem, "--", str(path)]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterRefused(str(error)) from error
    if asked.returncode:
        raise PrinterRefused(asked.stderr.strip() or asked.stdout.strip())
    return "printed"


def show(path: Path) -> Outcome:
    """Opens a file in the program that the system has for it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return "left"
        return "shown"
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    seen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not seen or not shutil.which(opener):
        return "left"
    subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    return "shown"


def _said(*command: str) -> str:
    """Returns what a command prints, nothing where it is not there, fails or does not answer."""
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False, env={**os.environ, "LC_ALL": "C", "LANG": "C"}
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout if asked.returncode == 0 else ""


def _windows_printers() -> list[str]:
    """Asks the system's own PowerShell; the default printer comes first."""
    ask = "Get-CimInstance Win32_Printer | Sort-Object -Property Default -Descending | ForEach-Object { $_.Name }"
    return [name for name in _said("powershell", "-NoProfile", "-Command", ask).splitlines() if name.strip()]


def _windows_send(path: Path, printer: str) -> Outcome:
    """Prints through the program that PDF files are opened with; where that one cannot print (Edge), it only shows the file."""
    if sys.platform == "win32":
        try:
            if printer:
                os.startfile(path, "printto", f'"{printer}"')
            else:
                os.startfile(path, "print")
        except OSError:
            return show(path)
    return "printed"
