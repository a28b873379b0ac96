"""Onto the clipboard by the system's own tool: ``clip`` on Windows, ``wl-copy`` or ``xclip`` on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

_PATIENCE = 5.0
"""Seconds that the tool may take."""


def hand_over(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Hands a text to the tool there is; returns whether it took it, which is no word that another program finds it there."""
    tool = _tool(environ)
    if tool is None:
        return False
    encoded = text.encode("utf-16" if tool[0].endswith("clip.exe") else "utf-8")
    try:  # xclip stays to serve the text: it must not keep our output open
        done = subprocess.run(tool, input=encoded, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _tool(environ: Mapping[str, str]) -> list[str] | None:
    wanted = [["clip.exe"]] if sys.platform == "win32" else []
    if environ.get("WAYLAND_DISPLAY"):
        wanted.append(["wl-copy"])
    if environ.get("DISPLAY"):
        wanted.append(["xclip", "-selection", "clipboard"])
    for name, *arguments in wanted:
        if found := shutil.which(name, path=environ.get("PATH")):
            return [found, *arguments]
    return None
