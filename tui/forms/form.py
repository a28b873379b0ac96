"""What a form is: the lines it asks, the records its answers become, and what is wrong with them, in words.

A form is declared for a kind of record. It reads the desk and never commits: ``changes`` are the records as they are to stand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, TypeVar

from storage.records import Record, new_id
from tui.forms.draft import Answers
from tui.forms.fields import Day, Field, FormLine, Option, Unfit
from tui.forms.known import going_on
from tui.record_words import problem_text, record_name
from tui.screens.desk import Desk
from tui.wording import capital, tr

T = TypeVar("T")

Problems = dict[str, str]
"""What is wrong, a sentence by the id of the field it is shown at."""


class Form(ABC):
    """One record asked for. ``id`` is None for a new one, which gets ``own_id``.

    A new one may be for a ``driver``, ``like`` the record of an id, on the dates of a ``span``, both ends included, and begin
    with ``given`` answers.
    """

    KIND: ClassVar[str]
    RECORD: ClassVar[type[Record]]
    LABEL: ClassVar[int] = 21
    """Cells before the first field of a line."""
    EXPLAINED: ClassVar[Mapping[str, str]] = {}
    """For each code of the record's own checks the field it is shown at."""

    def __init__(
        self,
        desk: Desk,
        id: str | None = None,
        *,
        driver: str | None = None,
        like: str | None = None,
        span: tuple[date, date] | None = None,
        given: Mapping[str, str] | None = None,
    ) -> None:
        self.desk = desk
        self.id = id
        self.driver = driver
        self.like = like
        self.span = span
        self.given = given or {}
        self.own_id = id or new_id()
        self._offers: dict[str, Callable[[str], Sequence[str]]] = {}
        self._options: dict[str, Sequence[Option]] = {}

    @property
    def key(self) -> str:
        """What its draft is known by: one for each record that is changed, one of each kind, driver and kind of paper for new ones."""
        return f"{self.KIND}:{self.id}::" if self.id else f"{self.KIND}::{self.driver or ''}:{self.given.get('kind', '')}"

    @property
    def record(self) -> Record | None:
        """The record as it stands in the book now; None for a new one, or one that is gone."""
        return self.desk.book.get(self.RECORD, self.id) if self.id else None

    @abstractmethod
    def title(self) -> str:
        """Returns what the form is for."""

    @abstractmethod
    def start(self) -> dict[str, str]:
        """Returns what the form says when it is opened."""

    @abstractmethod
    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked, given the answers so far."""

    @abstractmethod
    def changes(self, answers: Answers) -> list[Record]:
        """Returns the records as they are to stand. Raises ``Unfit`` where an answer cannot be."""

    def reason(self, changes: Sequence[Record]) -> str:
        """Returns in words what is written down."""
        return record_name(self.desk.book, changes[0])

    def settled(self, before: Answers, answers: Answers, at: str) -> Answers:
        """Returns the answers with what follows from the one given at the field ``at``."""
        return answers

    def grown(self, answers: Answers, group: str, at: str) -> tuple[Answers, str] | None:
        """Returns the answers with one more row of a group, and the field to go to; None where it takes no more."""
        return None

    def shrunk(self, answers: Answers, group: str, at: str) -> Answers | None:
        """Returns the answers without the row of a group that ``at`` stands in; None where it has to stay."""
        return None

    def copied(self, answers: Answers) -> Answers | None:
        """Returns the answers as the trip before has them; None where there is none, or the form is for no trip."""
        return None

    def whom(self, answers: Answers) -> str | None:
        """Returns the id of the driver that the form is about."""
        return self.driver

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Returns what should be known before it is kept, though nothing is wrong."""
        return ()

    def doubt(self, answers: Answers) -> str:
        """Returns why this is hardly meant, so that it is written down only when it is asked for again; an empty text where it may be."""
        return ""

    # what is common to all

    def fields(self, answers: Answers) -> Iterator[Field]:
        """Yields the fields that are asked."""
        return (cell for line in self.lines(answers) for cell in line.cells)

    def problems(self, answers: Answers) -> Problems:
        """Returns what is wrong in each field; empty where the record can be kept."""
        found = {}
        for line in self.lines(answers):
            called = line.label.strip() if len(line.cells) == 1 else ""
            for field in line.cells:
                if problem := field.problem(answers.get(field.id, ""), called):
                    found[field.id] = problem
        return found or self.disagreements(answers)

    def disagreements(self, answers: Answers) -> Problems:
        """Returns what is wrong between fields that are each right in themselves."""
        try:
            changes = self.changes(answers)
        except Unfit as error:
            return {next(self.fields(answers)).id: str(error)}
        fields = {field.id: field for field in self.fields(answers)}
        found: Problems = {}
        for code in (code for record in changes for code in record.problems()):
            field = fields.get(self.EXPLAINED.get(code, "")) or next(iter(fields.values()))
            found[field.id] = self.sentence(code, field.shown(answers.get(field.id, "")))
        return found

    def sentence(self, code: str, value: str) -> str:
        """Returns what a code of the record's checks says of the value that stands in a field."""
        problem = problem_text(code)
        if value:
            return tr("“{value}” does not go here: {problem}.", value=value, problem=problem)
        return f"{capital(problem)}."

    def offer(self, name: str, texts: Callable[[], Iterable[str]]) -> Callable[[str], Sequence[str]]:
        """Returns what offers texts of the records; they are gathered once for the life of the form, under a name."""
        return self._offers.setdefault(name, going_on(texts))

    def options(self, name: str, make: Callable[[], Sequence[Option]]) -> Sequence[Option]:
        """Returns the options of a choice, made when first asked for under a name."""
        if name not in self._options:
            self._options[name] = make()
        return self._options[name]

    def forget(self) -> None:
        """Forgets what was gathered from the records: they have changed."""
        self._offers.clear()
        self._options.clear()

    def values(self, answers: Answers) -> dict[str, object]:
        """Returns the values of all fields by their ids. Raises ``Unfit``."""
        return {field.id: field.read(answers.get(field.id, "")) for field in self.fields(answers)}


def first_day(field: Day, answers: Answers) -> date | None:
    """Returns the date that a field says so far; None where it says none."""
    try:
        return field.read(answers.get(field.id, ""))
    except Unfit:
        return None


def count(answers: Answers, group: str) -> int:
    """Returns how many rows a group has."""
    return int(answers.get(f"{group}.count", "0") or 0)


def without_row(answers: Answers, group: str, place: int) -> dict[str, str]:
    """Returns the answers without one row of a group; those after it move up."""
    kept: dict[str, str] = {}
    for id, answer in answers.items():
        head, _, rest = id.partition(".")
        number, _, name = rest.partition(".")
        if head != group or not number.isdigit():
            kept[id] = answer
        elif int(number) != place:
            kept[f"{group}.{int(number) - (int(number) > place)}.{name}"] = answer
    kept[f"{group}.count"] = str(count(answers, group) - 1)
    return kept


def with_row(answers: Answers, group: str, row: Mapping[str, str]) -> dict[str, str]:
    """Returns the answers with one more row of a group, at its end."""
    place = count(answers, group)
    return {**answers, f"{group}.count": str(place + 1), **{f"{group}.{place}.{name}": answer for name, answer in row.items()}}


def row_of(id: str) -> int:
    """Returns the number of the row that a field stands in."""
    return int(id.split(".")[1])


def came_from(rows: Sequence[T], answers: Answers, group: str, place: int) -> T | None:
    """Returns which of a record's rows a row of a group came from, by its hidden answer ``of``; None for one that was added."""
    of = answers.get(f"{group}.{place}.of", "")
    return rows[int(of)] if of.isdigit() and int(of) < len(rows) else None
