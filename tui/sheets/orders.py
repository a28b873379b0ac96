"""What can be put on paper, as jobs: status sheets, slips, statements, lists, each in a language or two side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

import msgspec

from storage.answers import roster
from storage.book import RecordBook
from storage.papers import paper_lines
from storage.records import Driver, Slip
from tui.book_words import coming_text
from tui.listings import plans_listing
from tui.sheets import Purpose, status_sheet
from tui.sheets.batch import Job
from tui.sheets.bilingual import in_languages
from tui.sheets.lists import fleet_list, papers_list, plan_list
from tui.sheets.page import Prose, Sheet
from tui.sheets.saving import file_name
from tui.sheets.slip import slip_sheet
from tui.sheets.statement import statement_sheet
from tui.wording import mark, speaking, tr, trn

ListOf = Literal["fleet", "papers", "plans"]
LISTS: tuple[ListOf, ...] = ("fleet", "papers", "plans")

_WORDS = {
    "road": mark("road sheet"),
    "office": mark("office sheet"),
    "slip": mark("dispatch slip"),
    "statement": mark("statement"),
    "fleet": mark("file|fleet"),
    "papers": mark("file|papers"),
    "plans": mark("file|plans"),
}


def word(what: str, code: str) -> str:
    """Returns what a kind of paper is called in a file's name, in the first language of ``code``."""
    with speaking(code.partition("+")[0]):
        return tr(_WORDS[what]).rpartition("|")[2]


def status_jobs(book: RecordBook, drivers: Iterable[Driver], on: date, purpose: Purpose, code: str) -> list[Job]:
    """Returns the status sheet of each driver as of a date."""
    return [_job(driver.name, on, purpose, code, _counted(book, partial(status_sheet, book, driver, on, purpose))) for driver in drivers]


def noted(drivers: Iterable[Driver], on: date, today: date) -> list[Driver]:
    """Returns the drivers as they are to stand in the book once their status sheets as of ``on`` are written.

    What is noted is the last day of a year that is over ``today``, once.
    """
    if (on.month, on.day) != (12, 31) or on >= today:
        return []
    return [msgspec.structs.replace(driver, sheets=(*driver.sheets, on.year)) for driver in drivers if on.year not in driver.sheets]


def noted_words(year: int, drivers: int) -> str:
    """Returns why such a change is committed."""
    return trn("Sheet of {year} written for {n} driver", "Sheets of {year} written for {n} drivers", drivers, year=year)


def statement_jobs(book: RecordBook, drivers: Iterable[Driver], on: date, code: str) -> list[Job]:
    """Returns the statement that each driver is to fill in."""
    return [_job(driver.name, on, "statement", code, partial(statement_sheet, book.firm, driver, on)) for driver in drivers]


def slip_job(book: RecordBook, driver: Driver, slip: Slip, code: str) -> Job:
    """Returns a dispatch slip that was issued."""
    return _job(driver.name, slip.on, "slip", code, _counted(book, partial(slip_sheet, book.firm, driver, slip)))


def list_job(book: RecordBook, what: ListOf, on: date, code: str) -> Job:
    """Returns a list of the whole office as of a date."""

    def make() -> Sheet:
        if what == "fleet":
            return fleet_list(book.firm, roster(book, on), on, in_a_word="+" in code)
        if what == "papers":
            return papers_list(book.firm, paper_lines(book), on)
        return plan_list(book.firm, plans_listing(book, on), on)

    return _job(word(what, code), on, "", code, _counted(book, make))


def together(what: str, on: date, code: str) -> str:
    """Returns the name of a file that holds many sheets of a kind."""
    return file_name(word(what, code), on)


def _counted(book: RecordBook, make: Callable[[], Sheet]) -> Callable[[], Sheet]:
    """Returns what makes the same sheet with a word that records are still to come, where they are: over its foot, or at its end."""

    def made() -> Sheet:
        sheet = make()
        if not (coming := coming_text(book)):
            return sheet
        said = Prose((coming,))
        return replace(sheet, closing=(said, *sheet.closing)) if sheet.closing else replace(sheet, blocks=(*sheet.blocks, said))

    return made


def _job(name: str, on: date, what: str, code: str, make: Callable[[], Sheet]) -> Job:
    return Job(file_name(name, on, *([word(what, code)] if what else [])), lambda: in_languages(code, make))
