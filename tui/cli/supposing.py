"""The what-if options of ``haulbook forecast``: each as it is typed, and the book as it would stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import click

from storage import supposing
from storage.reckoning import Reckoning
from storage.records import Driver, Record
from storage.text import DateRefused, parse_date
from tui.cli.arguments import named_drivers, today
from tui.wording import mark, tr

FORMS = mark("reading:QUESTION=ID, limit:RULE=DAYS, grant:KIND=DRIVER, lose:KIND=DRIVER, ill:DRIVER=FIRST..LAST, queue=DAYS")
"""What can be supposed, as it is typed: the words before the sign stay as they are, those after it stand for others."""


def supposed(book: Reckoning, wishes: Sequence[str], on: date) -> Reckoning:
    """Returns the book as it would stand with all that is supposed, one after the other. Raises ``UsageError``."""
    for wish in wishes:
        book = book.supposing(_records(book, wish, on))
    return book


def queue_days(wishes: Sequence[str]) -> int:
    """Returns how many days are put to every queue."""
    return sum(_number(wish, wish.partition("=")[2]) for wish in wishes if wish.startswith("queue="))


def _records(book: Reckoning, wish: str, on: date) -> list[Record]:
    what, _, rest = wish.partition("=" if wish.startswith("queue=") else ":")
    name, _, value = rest.partition("=")
    makers: dict[str, Callable[[], list[Record]]] = {
        "reading": lambda: supposing.another_reading(book, name, value),
        "limit": lambda: supposing.another_limit(book, name, _number(wish, value), on, tr("what if")),
        "grant": lambda: supposing.paper_granted(book, _driver(book, value), name, on),
        "lose": lambda: supposing.papers_lost(book, _driver(book, value), name),
        "ill": lambda: supposing.driver_ill(_driver(book, name), *_span(wish, value), tr("what if")),
        "queue": lambda: supposing.longer_queues(book, _number(wish, rest), on),
    }
    if what not in makers:
        raise click.UsageError(tr("“{wish}” cannot be supposed. There are: {forms}.", wish=wish, forms=tr(FORMS)))
    try:
        return makers[what]()
    except KeyError as error:
        raise click.UsageError(tr("“{wish}”: the rules have no {what}.", wish=wish, what=error.args[0])) from error


def _driver(book: Reckoning, name: str) -> Driver:
    (driver,) = named_drivers([name], book.drivers())
    return driver


def _number(wish: str, text: str) -> int:
    if not text.isdecimal():
        raise click.UsageError(tr("“{wish}”: a number of days is missing.", wish=wish))
    return int(text)


def _span(wish: str, text: str) -> tuple[date, date | None]:
    first, _, last = text.partition("..")
    try:
        return parse_date(first, today=today()), parse_date(last, today=today()) if last else None
    except DateRefused as error:
        raise click.UsageError(tr("“{wish}”: write the dates as 01.12.2026..20.12.2026.", wish=wish)) from error
