"""Every command is declared once, and keys, menu, help and key bar come from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from tui import screens, wording
from tui.app import Haulbook
from tui.commands import COMMANDS, EVERYWHERE, command, holding_on, key_bar, key_table, key_text, keys_text, own_of, with_twins
from tui.screens.frame import Frame
from tui.screens.overlays import help_page
from tui.widgets.drawing import label

for _module in iter_modules(screens.__path__):
    import_module(f"tui.screens.{_module.name}")


def _all_of(kind: type[Frame]) -> Iterator[type[Frame]]:
    """Yields the screens of a kind that are shown themselves."""
    kinds = kind.__subclasses__()
    if not kinds:
        yield kind
    for each in kinds:
        yield from _all_of(each)


SCREENS = list(_all_of(Frame))
"""Every screen there is."""


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_labels_of_the_key_bar_have_at_most_six_letters(language: str) -> None:
    """Ten keys of eight columns fit a window of eighty in every language."""
    wording.use(language)
    assert [number for number, _ in key_bar()] == list(range(1, 11))
    labels = [label(command.label) for _, command in key_bar()]
    assert all(0 < len(text) <= 6 for text in labels), labels
    assert len(set(labels)) == 10


def test_a_control_letter_comes_with_its_russian_twin() -> None:
    """Ctrl+Z is Ctrl+Я on a Russian layout; F-keys need none."""
    assert with_twins(("ctrl+z",)) == "ctrl+z,ctrl+я"
    assert with_twins(("f10", "ctrl+q")) == "f10,ctrl+q,ctrl+й"
    for each in COMMANDS:
        for key in each.keys:
            held, _, letter = key.rpartition("+")
            if held == "ctrl" and len(letter) == 1:
                assert with_twins((key,)).count(",") == 1


def test_no_command_stands_on_a_key_that_terminals_take() -> None:
    """F11, F12, digits, and F3 with Shift or Ctrl are not used; nothing stands only on F1, F10 or a Shift+arrow."""
    keys = {key for each in COMMANDS for key in each.keys}
    assert not keys & {"f11", "f12", "shift+f3", "ctrl+f3", *"0123456789"}
    for each in COMMANDS:
        if each.keys and set(each.keys) <= {"f1", "f10", "shift+up", "shift+down", "shift+left", "shift+right"}:
            assert each.menu


def test_every_command_that_is_bound_is_done_by_someone() -> None:
    """An id is the name of an action of the program, or of each screen that it holds on."""
    for each in COMMANDS:
        if each.bound:
            doers = [Haulbook] if each.where == EVERYWHERE else [screen for screen in SCREENS if screen.NAME in each.where]
            assert doers and all(hasattr(doer, f"action_{each.id}") for doer in doers), each.id


def test_no_key_means_two_things_on_one_screen() -> None:
    """Among the commands bound on a screen every key is there once."""
    for screen in SCREENS:
        keys = Counter(key for each in holding_on(screen.NAME) if each.bound for key in each.keys)
        assert max(keys.values()) == 1, screen.NAME


@pytest.mark.parametrize("screen", ["fleet", "trips", "papers", "records"])
def test_insert_adds_and_space_selects_wherever_records_are_listed(screen: str) -> None:
    """And sorting is one command there; the border line has keys of its own while it is open."""
    keys = {key: each.id for each in holding_on(screen) if not each.id.startswith("border-") for key in each.keys}
    assert (keys["insert"], keys["space"], keys["ctrl+o"]) == ("add", "select", "sort")


def test_every_command_can_be_found_by_somebody_without_f_keys() -> None:
    """Whatever is bound stands in the menu, but the menu itself and the step back."""
    assert {each.id for each in COMMANDS if each.bound and not each.menu} == {"menu", "back"}


def test_keys_are_named_as_they_stand_on_the_keyboard() -> None:
    """F3, Ctrl+Z, PageUp, an arrow."""
    assert [key_text(key) for key in ("f3", "ctrl+z", "pageup", "up", "shift+tab")] == ["F3", "Ctrl+Z", "PageUp", "↑", "Shift+Tab"]


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_names_of_keys_are_not_translated(language: str) -> None:
    """Delete is a key, not the command of that name; only the bar without a name is called as people call it."""
    wording.use(language)
    assert [key_text(key) for key in ("delete", "insert", "escape")] == ["Delete", "Insert", "Esc"]
    assert key_text("space") == {"en": "Space", "ru": "Пробел", "kk": "Бос орын"}[language]


def test_the_table_of_keys_for_the_readme_has_every_command() -> None:
    """Keys, title and help of each, and no text is empty."""
    table = key_table()
    assert len(table) == len(COMMANDS)
    assert all(title and help for _keys, title, help in table)
    assert command("border").keys == ("f8",)


def test_every_screen_has_its_place_among_the_commands() -> None:
    """Commands that hold everywhere hold on each screen there is, and on no other."""
    assert {screen.NAME for screen in SCREENS} == EVERYWHERE


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_the_help_of_every_screen_says_what_it_is_for_and_what_can_be_done(language: str) -> None:
    """In words, before the table of keys: what one sees, and at least three things to do there."""
    wording.use(language)
    for screen in SCREENS:
        lines = ["".join(text for text, _ink in line) for line in help_page(screen.NAME)]
        keys = lines.index("", 4)
        heads = [place for place, line in enumerate(lines) if line.startswith(" ") and not line.startswith("  ")]
        assert all(lines[place + 1].startswith("  ") for place in heads), screen.NAME
        assert wording.tr("What this screen is for") in lines[0] and len(lines[1]) > 40, screen.NAME
        assert sum(line.startswith("  · ") for line in lines[:keys]) >= 3, screen.NAME


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
def test_the_help_names_every_key_of_a_command_before_its_title(language: str) -> None:
    """Five keys of one command are not cut, and all titles of a page stand in one column."""
    wording.use(language)
    for screen in SCREENS:
        page = [line for line in help_page(screen.NAME) if line and line[0][1] == "strong"]
        keys = [text for (text, _), _title in page]
        assert {text.strip() for text in keys} >= {keys_text(each) for each in own_of(screen.NAME)}, screen.NAME
        assert len({len(text) for text in keys}) == 1 and all(text.endswith("  ") for text in keys), screen.NAME
