"""The papers of the whole office as one list: those that hold now, by the day they end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from storage.reckoning import Reckoning
from storage.records import Driver, Paper, Vehicle


class PaperLine(NamedTuple):
    """A paper with the name, plate or firm that it is of; ``gone``: the driver or truck was deleted."""

    paper: Paper
    holder: str
    gone: bool = False


def paper_lines(book: Reckoning, besides: Collection[str] = ()) -> list[PaperLine]:
    """Returns every paper that no newer one of its kind, country and holder has replaced, and those ``besides``, by their ids.

    The first to end stands on top.
    """
    holders = {driver.id: driver.name for driver in book.all(Driver)}
    holders |= {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)} | {book.firm.id: book.firm.name}
    newest: dict[tuple[str, str, str | None], Paper] = {}
    for paper in book.all(Paper):
        same = (paper.holder, paper.kind, paper.country)
        if same not in newest or (newest[same].until or date.max) < (paper.until or date.max):
            newest[same] = paper
    chosen = {paper.id for paper in newest.values()}.union(besides)
    lines = [
        PaperLine(paper, holders[paper.holder]) if paper.holder in holders else PaperLine(paper, _gone(book, paper.holder), gone=True)
        for paper in book.all(Paper)
        if paper.id in chosen
    ]
    return sorted(lines, key=lambda line: (line.paper.until or date.max, line.holder))


def _gone(book: Reckoning, holder: str) -> str:
    """Returns the name or plate of a holder who was deleted; a dash where there never was one."""
    if driver := book.ever(Driver, holder):
        return driver.name
    vehicle = book.ever(Vehicle, holder)
    return vehicle.plate if vehicle else "—"
