"""The settings as values: what each is called, what it says, what it may be; and the firm or the laptop with one of them changed.

Those of the firm stand in the book, each change a commit; those of the laptop in its own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from rules.rulebook import Rule
from storage.records import Firm
from storage.text import clean
from tui.laptop import GLYPHS, THEMES, Laptop
from tui.wording import LANGUAGES, case_text, countries, country_name, mark, question_name, rule_name, tr, trn

Option = tuple[str, str]


class Unfit(ValueError):
    """An answer that a setting cannot have; the sentence says what it may be."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``answer`` is the text typed or the value chosen; without ``options`` it is typed."""

    id: str
    group: str
    label: str
    answer: str
    about: str
    options: Sequence[Option] = ()

    @property
    def shown(self) -> str:
        """The answer as one reads it."""
        return self._read(self.answer)

    def told(self, answer: str) -> str:
        """Returns what the history says of another answer."""
        return tr("Setting: {setting}, {answer}", setting=self.label, answer=self._read(answer))

    def _read(self, answer: str) -> str:
        return next((words for value, words in self.options if value == answer), answer) or "—"


_NUMBERS = {
    "reserve": (mark("Days of reserve before the last day"), mark("Taken off the last day within the rule for “join the queue by”.")),
    "queue_long": (mark("Days in a queue without news"), mark("After so many it is asked whether he has crossed.")),
    "check_age": (mark("Days a register check stays fresh"), mark("A departure with an older check warns.")),
    "rule_age": (mark("Days a check of the rules stays fresh"), mark("Older rules are said to be old.")),
    "copy_age": (mark("Days a copy of the book stays fresh"), mark("When none outside this laptop is newer, it is said.")),
}
_LISTS = {
    "near": (mark("Days left that warn"), mark("Numbers with blanks between them, such as 14 7 3 1.")),
    "expiring": (mark("Days before a paper ends that warn"), mark("Numbers with blanks between them, such as 60 30 10.")),
}
_TEXTS = {
    "name": (mark("Name of the firm"), mark("Stands on every sheet.")),
    "purpose": (mark("Purpose of entry"), mark("What drivers write in the migration card; stands on dispatch slips.")),
    "contact": (mark("Whom drivers call"), mark("Stands on dispatch slips.")),
}
_OF_LAPTOP = {
    "language": "language",
    "theme": "theme",
    "glyphs": "glyphs",
    "author": "author",
    "laptop": "name",
    "backup_place": "backup_place",
    "sync_every": "sync_every",
}
"""The fields of ``Laptop`` by the ids of its settings."""
_THEMES = {"dark": mark("dark"), "light": mark("light"), "high-contrast": mark("high contrast"), "mono": mark("without colour")}
_GLYPHS = {"auto": mark("what the console shows"), "full": mark("all"), "plain": mark("plain")}

_MINUTES = (5, 10, 30, 60, 240)

_MOST_DAYS = 366


def settings(firm: Firm, rules: Mapping[str, Rule], laptop: Laptop) -> list[Setting]:
    """Returns every setting there is, in the order they are listed."""
    return [*_of_laptop(laptop), *_of_firm(firm, rules)]


def _of_laptop(laptop: Laptop) -> Iterator[Setting]:
    group = tr("This laptop")
    themes = [(name, tr(_THEMES[name])) for name in THEMES]
    yield Setting("language", group, tr("Language"), laptop.language, tr("Of every text, from now on."), tuple(LANGUAGES.items()))
    yield Setting("theme", group, tr("Theme"), laptop.theme, tr("Letters and signs say the same without colour."), themes)
    signs = [(name, tr(_GLYPHS[name])) for name in GLYPHS]
    yield Setting("glyphs", group, tr("Signs"), laptop.glyphs, tr("Plain ones where the window shows boxes in the place of signs."), signs)
    yield Setting("author", group, tr("Who writes here"), laptop.author, tr("Stands with every change made on this laptop."))
    yield Setting("laptop", group, tr("Name of this laptop"), laptop.name, tr("Stands with every change made on this laptop."))
    about = tr("A stick or another disk: a folder on it. A copy that lies on this laptop alone is lost with it.")
    yield Setting("backup_place", group, tr("Where copies of the book go"), laptop.backup_place, about)
    yield from _of_exchange(group, laptop)


def _of_exchange(group: str, laptop: Laptop) -> Iterator[Setting]:
    if laptop.sync_url:
        about = tr("With {address}; also when the program is opened, and before it is left.", address=laptop.sync_url)
        minutes = sorted({*_MINUTES, laptop.sync_every} - {0})
        options = [*((str(each), trn("every {n} minute", "every {n} minutes", each)) for each in minutes), ("0", tr("when asked for"))]
        yield Setting("sync_every", group, tr("Exchange with the office"), str(laptop.sync_every), about, options)


def _of_firm(firm: Firm, rules: Mapping[str, Rule]) -> Iterator[Setting]:
    group = tr("The firm")
    for id, (label, about) in _TEXTS.items():
        yield Setting(id, group, tr(label), getattr(firm, id), tr(about))
    yield Setting("country", group, tr("Country of the firm"), firm.country, tr("Some rules ask where the carrier is from."), _countries())
    answer = "yes" if firm.keeps_private else ""
    about = tr("Left out of sheets, lists and exports; the road sheet keeps the passport.")
    private = [("", tr("printed")), ("yes", tr("left out"))]
    yield Setting("keeps_private", group, tr("Passports and days of birth on paper"), answer, about, private)
    group = tr("Rules kept")
    places = [(str(place), tr("kept, number {place}", place=place)) for place in range(1, len(rules) + 1)]
    for rule in rules:
        place = str(firm.rules.index(rule) + 1) if rule in firm.rules else ""
        about = tr("Days of every driver are counted under each rule kept; the first is the one shown.")
        yield Setting(f"rule:{rule}", group, rule_name(rule), place, about, [*places, ("", tr("not kept"))])
    group = tr("Readings")
    about = tr("What the sources do not settle. Where the firm leaves it open, both figures are shown and the state is disputed.")
    questions = {question: found for rule in rules.values() for question, found in rule.questions.items()}
    for question, readings in questions.items():
        options = [("", tr("left open")), *((reading.id, case_text(f"{question}:{reading.id}")) for reading in readings)]
        yield Setting(f"reading:{question}", group, question_name(question), firm.readings.get(question, ""), about, options)
    group = tr("Warnings")
    for id, (label, about) in _LISTS.items():
        yield Setting(id, group, tr(label), " ".join(map(str, getattr(firm, id))), tr(about))
    for id, (label, about) in _NUMBERS.items():
        yield Setting(id, group, tr(label), str(getattr(firm, id)), tr(about))


def _countries() -> list[Option]:
    return [(code, country_name(code)) for code in countries()]


def laptop_with(laptop: Laptop, id: str, answer: str) -> Laptop:
    """Returns the laptop with a setting of its own answered. Raises ``KeyError`` for a setting that is none of its own."""
    changed: dict[str, Any] = {_OF_LAPTOP[id]: int(answer) if id == "sync_every" else clean(answer)}
    return replace(laptop, **changed)


def firm_with(firm: Firm, id: str, answer: str) -> Firm:
    """Returns the firm with a setting answered. Raises ``Unfit`` for an answer that it cannot have."""
    kind, _, name = id.partition(":")
    if kind == "rule":
        return structs.replace(firm, rules=_ordered(firm.rules, name, answer))
    if kind == "reading":
        others = {question: reading for question, reading in firm.readings.items() if question != name}
        return structs.replace(firm, readings=others | ({name: answer} if answer else {}))
    if id == "keeps_private":
        return structs.replace(firm, keeps_private=answer == "yes")
    if id in _LISTS:
        return structs.replace(firm, **{id: tuple(sorted(set(map(_number, answer.replace(",", " ").split())), reverse=True))})
    if id in _NUMBERS:
        return structs.replace(firm, **{id: _number(answer)})
    return structs.replace(firm, **{id: clean(answer)})


def _ordered(kept: tuple[str, ...], rule: str, place: str) -> tuple[str, ...]:
    """Returns the rules kept with one of them in a place (from 1), or left out where none is named; one rule is always kept."""
    others = [each for each in kept if each != rule]
    if place:
        others.insert(int(place) - 1, rule)
    if not others:
        raise Unfit(tr("One rule at least is kept: keep another one first."))
    return tuple(others)


def _number(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_DAYS:
        raise Unfit(tr("“{text}” is no number of days from 0 to {most}.", text=text, most=_MOST_DAYS))
    return int(text)
