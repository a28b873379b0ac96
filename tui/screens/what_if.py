"""What can be supposed on the forecast, in words, each with the records as they would stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from storage import supposing
from storage.book import RecordBook
from storage.reckoning import Reckoning
from storage.records import Driver, Record
from tui.widgets.drawing import person
from tui.wording import case_text, date_text, paper_name, rule_name, tr, trn

QUEUE = 3
"""Days that a longer queue is supposed to last more."""
ILL = timedelta(13)
"""How long, after today, a driver who falls ill is supposed to be away."""


@dataclass(frozen=True, slots=True)
class Supposition:
    """One thing supposed: its words, and the records as they would stand over a book."""

    words: str
    records: Callable[[Reckoning], list[Record]]


def suppositions(book: RecordBook, driver: Driver | None, on: date) -> list[Supposition]:
    """Returns what can be supposed: longer queues, what befalls the driver, other limits and readings of the rules that the firm keeps."""
    longer = trn("{n} more day in every queue", "{n} more days in every queue", QUEUE)
    found = [Supposition(longer, partial(supposing.longer_queues, days=QUEUE, on=on))]
    if driver:
        found += _of_driver(book, driver, on)
    for rule in book.rules_kept:
        found += [*_limits(book, rule, on), *_readings(book, rule)]
    return found


def _of_driver(book: RecordBook, driver: Driver, on: date) -> Iterator[Supposition]:
    name, until = person(driver.name, 24), on + ILL
    words = tr("{driver} ill until {day}", driver=name, day=date_text(until))
    yield Supposition(words, lambda view: supposing.driver_ill(driver, on, until, tr("ill")))
    for kind in ("ruid-driver", "residence-permit"):
        words = tr("{driver} gets today: {paper}", driver=name, paper=paper_name(kind))
        yield Supposition(words, partial(supposing.paper_granted, driver=driver, kind=kind, first=on))
    for kind in dict.fromkeys(paper.kind for paper in book.papers_of(driver.id)):
        words = tr("{driver} without: {paper}", driver=name, paper=paper_name(kind))
        yield Supposition(words, partial(supposing.papers_lost, driver=driver, kind=kind))


def _limits(book: RecordBook, rule: str, on: date) -> Iterator[Supposition]:
    """Yields the numbers of days to which papers raise a limit, as if they held for all; and the limit itself as if nothing raised it."""
    version = book.rulebook.rule(rule).version_on(on)
    for days in sorted({more.days for limit in version.limits for more in limit.raises} if version else ()):
        words = tr("{rule}: {days} days allowed", rule=rule_name(rule), days=days)
        yield Supposition(words, partial(supposing.another_limit, rule_id=rule, days=days, on=on, because=words))


def _readings(book: RecordBook, rule: str) -> Iterator[Supposition]:
    """Yields every reading of a rule that the firm does not go by."""
    for question, readings in book.rulebook.rule(rule).questions.items():
        settled = book.firm.readings.get(question, readings[0].id)
        for reading in readings:
            if reading.id != settled:
                words = case_text(f"{question}:{reading.id}")
                yield Supposition(words, partial(supposing.another_reading, question=question, reading=reading.id))


def view_of(book: RecordBook, supposed: Iterable[Supposition]) -> tuple[Reckoning, list[Record]]:
    """Returns the book as it would stand with all that is supposed, one after the other, and the records that differ, each once."""
    view: Reckoning = book
    changed: dict[str, Record] = {}
    for each in supposed:
        records = each.records(view)
        changed |= {record.id: record for record in records}
        view = view.supposing(records)
    return view, list(changed.values())
