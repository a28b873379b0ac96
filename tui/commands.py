"""Every command once: its id, keys, words and the screens it holds on.

Key bindings with their Cyrillic twins, the key bar, the menu, the help of each screen and the README's table of keys all come from here.
Nothing here imports Textual; key names are those it uses (``f3``, ``pageup``, ``ctrl+z``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.wording import mark, tr

EVERYWHERE: frozenset[str] = frozenset({"fleet", "driver", "year", "trips", "plan", "papers"})
"""The screens that show the key bar; a command of these holds on all of them."""

_LISTS = frozenset({"fleet", "trips", "papers", "menu"})

_TWINS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю", strict=True))
"""The letter that a Russian layout puts on the key of a Latin one."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for.

    ``id`` is the name of its action; ``where`` the screens it holds on; ``label`` its word on the key bar, at most six letters.
    ``bound`` is false for keys that the part of the screen with the focus takes itself (arrows in a list, letters that search).
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...] = ()
    label: str = ""
    where: frozenset[str] = EVERYWHERE
    bound: bool = True
    menu: bool = True


COMMANDS: tuple[Command, ...] = (
    Command(
        "help",
        mark("Help for this screen"),
        mark("What this screen shows and which keys it has."),
        keys=("f1",),
        label=mark("F1|Help"),
    ),
    Command(
        "fleet",
        mark("Fleet"),
        mark("All drivers, those who need attention first. Pressed again it puts the rows in order anew."),
        keys=("f2",),
        label=mark("F2|Fleet"),
    ),
    Command(
        "year",
        mark("A driver's year"),
        mark("Every day of the year of the driver under the cursor."),
        keys=("f3",),
        label=mark("F3|Year"),
    ),
    Command("trips", mark("Trips"), mark("All trips: under way, planned, done, cancelled."), keys=("f4",), label=mark("F4|Trips")),
    Command(
        "plan",
        mark("Forecast for a planned trip"),
        mark("Type a trip and see day by day whether the driver stays within the rule."),
        keys=("f5",),
        label=mark("F5|Plan"),
    ),
    Command("papers", mark("Papers"), mark("All papers, the first to end on top."), keys=("f6",), label=mark("F6|Papers")),
    Command(
        "print",
        mark("Print the status sheet"),
        mark("Writes the status sheet of the driver under the cursor as a PDF file."),
        keys=("f7",),
        label=mark("F7|Print"),
    ),
    Command(
        "border",
        mark("At the border"),
        mark("Opens a line under the driver with what comes next at the border."),
        keys=("f8",),
        label=mark("F8|Border"),
    ),
    Command(
        "menu",
        mark("Menu"),
        mark("Every command there is. Esc on the fleet opens it too."),
        keys=("f9",),
        label=mark("F9|Menu"),
        menu=False,
    ),
    Command(
        "undo",
        mark("Undo"),
        mark("Takes back the last change of the book, also after a restart."),
        keys=("ctrl+z",),
    ),
    Command("redo", mark("Redo"), mark("Brings back what was undone last."), keys=("ctrl+y",)),
    Command(
        "leave",
        mark("Leave the program"),
        mark("Closes the book and ends the program; everything is already kept."),
        keys=("f10", "ctrl+q"),
        label=mark("F10|Quit"),
    ),
    Command("back", mark("One step back"), mark("To the screen you came from."), keys=("escape",), menu=False),
    Command(
        "open",
        mark("Open"),
        mark("The driver under the cursor: his figures with their explanation, trips, papers, findings."),
        keys=("enter",),
        where=frozenset({"fleet", "trips", "papers"}),
        bound=False,
        menu=False,
    ),
    Command(
        "run",
        mark("Do it"),
        mark("Does the command under the cursor."),
        keys=("enter",),
        where=frozenset({"menu"}),
        bound=False,
        menu=False,
    ),
    Command(
        "search",
        mark("Search"),
        mark("Letters search in the list at once. Backspace and Esc take the search away."),
        keys=("letters",),
        where=_LISTS,
        bound=False,
        menu=False,
    ),
    Command(
        "move",
        mark("Move"),
        mark("Up, Down, PageUp, PageDown, Home and End move through the list."),
        keys=("up", "down"),
        where=_LISTS,
        bound=False,
        menu=False,
    ),
    Command(
        "border-take",
        mark("At the border: write it down"),
        mark("Takes the event as it stands in the border line."),
        keys=("enter",),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-other",
        mark("At the border: another event"),
        mark("In, out, over into the other country, joined the queue, turned back."),
        keys=("up", "down"),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-date",
        mark("At the border: the date"),
        mark("Type day and month, or Left and Right by a day, PageUp and PageDown by a month."),
        keys=("left", "right"),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "border-place",
        mark("At the border: the place"),
        mark("Goes between the date and the place; letters then write the crossing point."),
        keys=("tab",),
        where=frozenset({"fleet"}),
        bound=False,
        menu=False,
    ),
    Command(
        "day",
        mark("Move from day to day"),
        mark("Arrows name each day; beyond January and December they go into the next year."),
        keys=("left", "right", "up", "down"),
        where=frozenset({"year"}),
        bound=False,
        menu=False,
    ),
    Command("today", mark("To today"), mark("Puts the cursor on today."), keys=("home",), where=frozenset({"year"})),
    Command(
        "year_before",
        mark("The year before"),
        mark("Shows the year before."),
        keys=("shift+tab", "delete"),
        where=frozenset({"year"}),
    ),
    Command("year_after", mark("The year after"), mark("Shows the year after."), keys=("tab", "insert"), where=frozenset({"year"})),
    Command(
        "driver_before",
        mark("The driver before"),
        mark("The driver above in the fleet."),
        keys=("pageup",),
        where=frozenset({"year", "driver"}),
    ),
    Command(
        "driver_after",
        mark("The driver after"),
        mark("The driver below in the fleet."),
        keys=("pagedown",),
        where=frozenset({"year", "driver"}),
    ),
    Command(
        "read",
        mark("Read on"),
        mark("Up, Down, Home and End move through the page."),
        keys=("up", "down"),
        where=frozenset({"driver", "help"}),
        bound=False,
        menu=False,
    ),
    Command(
        "keep",
        mark("Keep the planned trip"),
        mark("Writes what was typed into the book as a planned trip."),
        keys=("enter",),
        where=frozenset({"plan"}),
    ),
    Command("leg_add", mark("Another country"), mark("Adds a country to the trip."), keys=("insert",), where=frozenset({"plan"})),
    Command(
        "leg_remove",
        mark("One country less"),
        mark("Takes the last country of the trip away."),
        keys=("ctrl+delete",),
        where=frozenset({"plan"}),
    ),
    Command(
        "field",
        mark("From field to field"),
        mark("Tab goes on, Shift+Tab goes back."),
        keys=("tab",),
        where=frozenset({"plan"}),
        bound=False,
        menu=False,
    ),
    Command(
        "value",
        mark("Change without typing"),
        mark("Up and Down change a date by a day and a choice by one; PageUp and PageDown change a date by a month."),
        keys=("up", "down", "pageup", "pagedown"),
        where=frozenset({"plan"}),
        bound=False,
        menu=False,
    ),
)

_BY_ID = {command.id: command for command in COMMANDS}


def command(id: str) -> Command:
    """Returns the command of that id; KeyError when there is none."""
    return _BY_ID[id]


def with_twins(keys: tuple[str, ...]) -> str:
    """Returns keys as a binding takes them, each ctrl+letter with its ЙЦУКЕН twin: ``ctrl+z,ctrl+я``."""
    every: list[str] = []
    for key in keys:
        every.append(key)
        held, _, letter = key.rpartition("+")
        if held and letter in _TWINS:
            every.append(f"{held}+{_TWINS[letter]}")
    return ",".join(every)


def holding_on(screen: str) -> Iterator[Command]:
    """Yields the commands that hold on a screen, in their order."""
    return (each for each in COMMANDS if screen in each.where)


def own_of(screen: str) -> Iterator[Command]:
    """Yields the commands that hold on a screen but not everywhere."""
    return (each for each in holding_on(screen) if each.where != EVERYWHERE)


def key_bar() -> Iterator[tuple[int, Command]]:
    """Yields the number and the command of each F-key that has one, F1 first."""
    for each in COMMANDS:
        if each.label:
            yield int(each.keys[0].removeprefix("f")), each


def key_table() -> list[tuple[str, str, str]]:
    """Returns keys, title and help of every command, for the README."""
    return [(keys_text(each), tr(each.title), tr(each.help)) for each in COMMANDS]


_KEY_NAMES = {
    "letters": mark("letters"),
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "Delete",
    "insert": "Insert",
}


def key_text(key: str) -> str:
    """Returns a key as it stands on the keyboard: ``F3``, ``Ctrl+Z``, ``PageUp``."""
    return "+".join(tr(_KEY_NAMES[part]) if part in _KEY_NAMES else part.capitalize() for part in key.split("+"))


def keys_text(command: Command) -> str:
    """Returns the keys of a command as one reads them, arrows together."""
    return " ".join(key_text(key) for key in command.keys)
