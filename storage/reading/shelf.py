"""Papers of a file against those of the book: which of them it has already, which have changed."""

from __future__ import annotations

import msgspec

from storage.reading.draft import Draft
from storage.reading.merging import changed_fields, with_lines
from storage.reading.results import FieldChange, Outcome
from storage.records import Paper
from storage.text import plate_key

_FACTS = ("number", "country", "issued", "until", "result", "entries", "days")


class Shelf:
    """Puts the papers of one file into a draft.

    What the file leaves open stays as it is kept. Where two rows of a file are about one paper, the second only fills what the first left
    open: a row that contradicts it is another paper.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._placed: set[str] = set()

    def place(self, paper: Paper, *, endless: bool = False) -> tuple[Outcome, tuple[FieldChange, ...]]:
        """Takes a paper as a new one, or into the one that it is already, and returns what became of it.

        An end that is kept goes only where the file says outright that there is none (``endless``).
        """
        offers = [(kept, self._merged(kept, paper, endless)) for kept in self._draft.papers_of(paper.holder) if _same_paper(kept, paper)]
        fitting = [(kept, new) for kept, new in offers if kept.id not in self._placed or _only_fills(kept, new)]
        if not fitting:
            self._placed.add(paper.id)
            self._draft.put(paper)
            return "taken", ()
        old, new = min(fitting, key=lambda offer: len(changed_fields(offer[0], offer[1], (*_FACTS, "note"))))
        self._placed.add(old.id)
        changes = changed_fields(old, new, (*_FACTS, "note"))
        if changes:
            self._draft.put(new)
        return ("changed" if changes else "known"), changes

    def _merged(self, old: Paper, paper: Paper, endless: bool) -> Paper:
        notes = paper.note.split("\n") if paper.note else []
        number = paper.number if paper.number and plate_key(paper.number) != plate_key(old.number) else old.number
        if old.number and old.id in self._placed and number != old.number:
            notes.append(number)
            number = old.number
        return msgspec.structs.replace(
            old,
            number=number,
            country=paper.country or old.country,
            issued=paper.issued or old.issued,
            until=paper.until or (None if endless else old.until),
            result=paper.result or old.result,
            entries=paper.entries or old.entries,
            days=paper.days or old.days,
            note=with_lines(old.note, notes),
        )


def _only_fills(old: Paper, new: Paper) -> bool:
    return not any(change.old for change in changed_fields(old, new, _FACTS))


def _same_paper(kept: Paper, read: Paper) -> bool:
    """Tells whether two papers of one holder are one: by number, or by dates where a number is missing or they are passports."""
    if kept.kind != read.kind or (kept.country and read.country and kept.country != read.country):
        return False
    numbers = plate_key(kept.number), plate_key(read.number)
    if all(numbers) and numbers[0] == numbers[1]:
        return not _follows(kept, read) and not _follows(read, kept)
    if all(numbers) and kept.kind != "passport":
        return False
    if not any(numbers) and (kept.issued, kept.until) == (read.issued, read.until):
        return True
    same_issue = kept.issued == read.issued or None in (kept.issued, read.issued)
    dated = (kept.issued and read.issued) or (kept.until and read.until)
    return bool(dated) and same_issue and kept.until == read.until


def _follows(earlier: Paper, later: Paper) -> bool:
    """Tells whether one begins after the other has ended: a renewal under the old number."""
    return bool(earlier.until and later.issued and later.issued > earlier.until)
