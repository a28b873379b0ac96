"""The papers of the whole office as one list: those that hold now, by the day they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.book import RecordBook
from storage.records import Driver, Paper, Vehicle


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with the name, plate or firm that it is of."""

    paper: Paper
    holder: str


def paper_lines(book: RecordBook) -> list[PaperLine]:
    """Returns every paper that no newer one of its kind, country and holder has replaced; the first to end on top."""
    holders = {driver.id: driver.name for driver in book.all(Driver)}
    holders |= {vehicle.id: vehicle.plate for vehicle in book.all(Vehicle)} | {book.firm.id: book.firm.name}
    newest: dict[tuple[str, str, str | None], Paper] = {}
    for paper in book.all(Paper):
        same = (paper.holder, paper.kind, paper.country)
        if same not in newest or (newest[same].until or date.max) < (paper.until or date.max):
            newest[same] = paper
    lines = [PaperLine(paper, holders.get(paper.holder, "—")) for paper in newest.values()]
    return sorted(lines, key=lambda line: (line.paper.until or date.max, line.holder))
