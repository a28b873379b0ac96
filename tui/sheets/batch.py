"""Many sheets at once: each into a file of its own or all into one, with progress, and an end where it is called off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.sheets.page import Sheet
from tui.sheets.saving import Saved, distinct, save


class CalledOff(Exception):
    """The rest of a batch is not wanted any more. Files that are whole stay, an unfinished one is not there."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sheet to be made: the name of its file, and what makes it."""

    file: str
    make: Callable[[], Sheet]


def write_all(jobs: Sequence[Job], folder: Path, *, together: str = "", step: Callable[[int], None] = lambda done: None) -> list[Saved]:
    """Writes every sheet into ``folder``, or with ``together`` all into the file of that name; returns the files.

    ``step`` is told before each sheet how many are made, and may raise ``CalledOff``. Raises ``OSError`` where a file cannot be written.
    """

    def made(jobs: Sequence[Job], before: int) -> Iterator[Sheet]:
        for place, job in enumerate(jobs):
            step(before + place)
            yield job.make()

    if together:
        return [save(made(jobs, 0), folder / together)]
    names = distinct([job.file for job in jobs])
    return [save(made([job], place), folder / name) for place, (job, name) in enumerate(zip(jobs, names, strict=True))]
