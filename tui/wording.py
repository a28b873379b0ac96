"""Every text for people passes here: English message ids, Russian and Kazakh from the catalogues in ``locale/``.

Imports no Textual. Codes of countries, papers, windows and findings become words here and nowhere else.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
"""The languages there are, each by its own name."""

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    with as_file(files("tui") / "locale" / code / "LC_MESSAGES" / "haulbook.mo") as path, path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)


def use(code: str) -> bool:
    """Makes ``code`` (``en``, ``ru``, ``kk``) the language of every text from now on; any other code is English.

    Tells whether that is another one than before.
    """
    global _current, _language
    before = _language
    _language = code if code in LANGUAGES else "en"
    _current = _catalogue(_language)
    return _language != before


def language() -> str:
    """Returns the code of the language in use."""
    return _language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Words everything within in that language."""
    before = _language
    use(code)
    try:
        yield
    finally:
        use(before)


def mark(message: str) -> str:
    """Returns ``message`` as it is, marked for the catalogues: for texts kept in tables and worded when shown."""
    return message


def mark_counted(one: str, many: str) -> tuple[str, str]:
    """Returns both forms of a text that counts as they are, marked for the catalogues."""
    return one, many


def tr(message: str, **fields: object) -> str:
    """Returns the text of a message id with its fields filled in."""
    text = _current.gettext(message)
    return text.format(**fields) if fields else text


def trn(one: str, many: str, n: int, **fields: object) -> str:
    """Returns the text for a count; ``{n}`` in it is the count itself."""
    return _current.ngettext(one, many, n).format(n=n, **fields)


def date_text(day: date | None) -> str:
    """Returns a date as the trade writes it, ``23.11.2026``; a dash for none."""
    return day.strftime("%d.%m.%Y") if day else "—"


def span_text(first: date | None, last: date | None) -> str:
    """Returns the dates from one to another, ``01.12.2026 – 14.12.2026``; from or till when where one is not known."""
    if first is None:
        return tr("to {day}", day=date_text(last))
    return f"{date_text(first)} – {date_text(last)}" if last else tr("from {day}", day=date_text(first))


def moment_text(at: str) -> str:
    """Returns day and time of a clock's ISO text, ``23.11.2026 09:00``."""
    return f"{datetime.fromisoformat(at):%d.%m.%Y %H:%M}"


def short_date(day: date | None, year: int | None = None) -> str:
    """Returns day and month, ``23.11``, with the year where one is given and it is another, ``23.11.27``; a dash for none."""
    if day is None:
        return "—"
    return day.strftime("%d.%m" if year in (None, day.year) else "%d.%m.%y")


_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
_MONTHS_OF_DATES = (
    mark("{day} January"),
    mark("{day} February"),
    mark("{day} March"),
    mark("{day} April"),
    mark("{day} May"),
    mark("{day} June"),
    mark("{day} July"),
    mark("{day} August"),
    mark("{day} September"),
    mark("{day} October"),
    mark("{day} November"),
    mark("{day} December"),
)
_WEEKDAYS = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))


def month_name(month: int) -> str:
    """Returns the name of a month (1 to 12)."""
    return tr(_MONTHS[month - 1])


def day_and_month(day: date) -> str:
    """Returns ``12 March`` as one says it in the language in use."""
    return tr(_MONTHS_OF_DATES[day.month - 1], day=day.day)


def weekday_short(day: date) -> str:
    """Returns the two letters of a weekday."""
    return tr(_WEEKDAYS[day.weekday()])


_COUNTRIES = {
    "AM": mark("Armenia"),
    "AZ": mark("Azerbaijan"),
    "BY": mark("Belarus"),
    "CN": mark("China"),
    "DE": mark("Germany"),
    "EE": mark("Estonia"),
    "GE": mark("Georgia"),
    "IR": mark("Iran"),
    "KG": mark("Kyrgyzstan"),
    "KZ": mark("Kazakhstan"),
    "LT": mark("Lithuania"),
    "LV": mark("Latvia"),
    "MD": mark("Moldova"),
    "MN": mark("Mongolia"),
    "PL": mark("Poland"),
    "RU": mark("Russia"),
    "RU+BY": mark("Russia and Belarus"),
    "TJ": mark("Tajikistan"),
    "TM": mark("Turkmenistan"),
    "TR": mark("Türkiye"),
    "UA": mark("Ukraine"),
    "UZ": mark("Uzbekistan"),
}


def countries() -> tuple[str, ...]:
    """Returns the codes of the single countries we have a name for."""
    return tuple(code for code in _COUNTRIES if "+" not in code)


def country_name(code: str | None) -> str:
    """Returns a country's name; its code where we have no name, a dash for none."""
    if not code:
        return "—"
    return tr(_COUNTRIES[code]) if code in _COUNTRIES else code


_PAPERS = {
    "residence-permit": mark("residence permit"),
    "temporary-residence": mark("temporary residence permit"),
    "temporary-residence-application": mark("application for temporary residence"),
    "patent": mark("work patent"),
    "employment-contract": mark("employment contract"),
    "visa": mark("visa"),
    "ruid-driver": mark("ruID driver's application"),
    "other-extension": mark("other extension of stay"),
    "entry-ban": mark("entry ban"),
    "expulsion": mark("expulsion"),
    "turned-back": mark("turned back at the border"),
    "register-check": mark("check of the register of controlled persons"),
    "registration": mark("migration registration"),
    "home-contract": mark("employment contract at home"),
    "licence": mark("driving licence"),
    "passport": mark("passport"),
    "cpc": mark("certificate of professional competence"),
    "adr": mark("ADR certificate"),
    "tachograph-card": mark("tachograph card"),
    "medical": mark("medical certificate"),
    "insurance": mark("insurance"),
    "carriage-permit": mark("carriage permit"),
    "admission": mark("admission to international carriage"),
}


def paper_name(kind: str) -> str:
    """Returns the name of a kind of paper; the kind itself where we have no name."""
    return tr(_PAPERS[kind]) if kind in _PAPERS else kind


def paper_named(kind: str, *more: str) -> str:
    """Returns the name of a kind of paper with its number and what else there is to tell it by."""
    return " ".join(filter(None, (paper_name(kind), *more)))


def masked(number: str) -> str:
    """Returns a number of which only the last four signs are shown: ``••••5678``; a shorter one not at all, none for none."""
    return f"••••{number[-4:] if len(number) > 4 else ''}" if number else ""


def listed_number(kind: str, number: str) -> str:
    """Returns the number of a paper as lists show it: a passport's masked."""
    return masked(number) if kind == "passport" else number


def capital(text: str) -> str:
    """Returns a text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def and_more(n: int) -> str:
    """Returns that a list goes on by ``n``, with the blank before it; empty where it does not."""
    return tr(" (and {n} more)", n=n) if n > 0 else ""


def nobody_text() -> str:
    """Returns what stands in the place of the driver of a trip that nobody is on yet."""
    return tr("nobody yet")


def hidden_text() -> str:
    """Returns what stands in the place of a value that came sealed from another laptop."""
    return tr("hidden: needs the firm's key")


_RULES = {
    "union-state": mark("Russia and Belarus together"),
    "belarus": mark("Belarus alone"),
    "kazakhstan": mark("Kazakhstan"),
    "kyrgyzstan": mark("Kyrgyzstan"),
    "schengen": mark("Schengen area"),
}


def rule_name(rule: str) -> str:
    """Returns the name of a shipped rule; the id of any other."""
    return tr(_RULES[rule]) if rule in _RULES else rule


_WINDOWS = {
    "calendar-year": mark("per calendar year"),
    "rolling": mark("in any {of} days"),
    "continuous": mark("without a break"),
    "visa": mark("by the visa"),
}


def window_name(window: str, of: int | None = None) -> str:
    """Returns a window in words: ``per calendar year``, ``in any 180 days``, ``without a break``."""
    return tr(_WINDOWS[window], of=of)


_CONFIDENCE = {
    "law": mark("by law"),
    "reported": mark("by reports"),
    "draft": mark("draft only"),
    "check": mark("to be checked"),
}


def confidence_name(confidence: str) -> str:
    """Returns how sure a rule is, in words."""
    return tr(_CONFIDENCE[confidence])


def source_text(source: str) -> str:
    """Returns the source of a rule in the language in use, a dash for none; one of another rule file as it stands there."""
    return tr(source) if source else "—"


_BASES = {"planned": mark("planned"), "told": mark("told"), "shown": mark("shown"), "official": mark("official")}


def basis_name(basis: str) -> str:
    """Returns where a date comes from, in words."""
    return tr(_BASES[basis])


_READINGS = {
    "ruid-covers:stay": mark("if an application covers the stay entered under it"),
    "ruid-covers:dates": mark("if an application covers only its own dates"),
    "ruid-covers:year": mark("if an application covers the whole calendar year"),
    "ruid-from:2026-07": mark("if 180 days are allowed from July 2026 on"),
    "ruid-from:2026-01": mark("if 180 days are allowed from January 2026 on"),
    "ruid-continuous:holds": mark("if 90 days on end remain the most"),
    "ruid-continuous:raised": mark("if 180 days may be on end"),
    "ruid-belarus:taken-over": mark("if 180 days hold in Belarus too"),
    "ruid-belarus:not-taken-over": mark("if 180 days do not hold in Belarus"),
    "ruid-az:not-raised": mark("if 180 days are not for citizens of Azerbaijan"),
    "ruid-az:raised": mark("if 180 days are for citizens of Azerbaijan too"),
    "opening:earliest": mark("if the days before the book lay as early as can be"),
    "joint:left-out": mark("if of the stays in Russia and Belarus no day counts here"),
    "kz-carriers:exempt": mark("if drivers of carriers from outside Kazakhstan are exempt"),
    "kz-carriers:not-exempt": mark("if drivers of carriers from outside Kazakhstan are not exempt"),
    "patent:not-counted": mark("if days under a patent do not count later"),
    "employment-contract:not-counted": mark("if days under an employment contract do not count later"),
    "temporary-residence-application:not-counted": mark("if days under an application for temporary residence do not count later"),
}


_QUESTIONS = {
    "ruid-covers": mark("What a ruID application covers"),
    "ruid-from": mark("Since when 180 days are allowed"),
    "ruid-continuous": mark("Whether 90 days on end remain the most"),
    "ruid-az": mark("Whether 180 days are for Azerbaijan too"),
    "ruid-belarus": mark("Whether 180 days hold in Belarus too"),
    "kz-carriers": mark("Whether carriers outside KZ are exempt"),
}


def question_name(question: str) -> str:
    """Returns what a question that the sources of a rule leave open is about; its id where we have no words for it."""
    return tr(_QUESTIONS[question]) if question in _QUESTIONS else question


def case_text(code: str) -> str:
    """Returns in words what a case takes for granted, of a code such as ``ruid-covers:dates opening:earliest``."""
    return ", ".join(tr(_READINGS[part]) if part in _READINGS else part for part in code.split())
