"""What running the program gives back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Run(NamedTuple):
    """What a command left: its exit status, and what it wrote."""

    status: int
    out: str
    err: str


Haulbook = Callable[..., Run]
"""Runs the program with these arguments."""
