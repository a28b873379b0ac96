"""Choosing by letters: what is found is taken, what is not found takes nothing, and a country answers to every name it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.journeys import told, trip
from tests.tui.office import AHMET, GAGIK, YUSUF, book_of, journeys, line_with, office, press, screen_of, type_in
from tui.forms.fields import Country, Option, Pick, Several, country_options
from tui.forms.picking import PickEditor, SeveralEditor
from tui.wording import use

DRIVERS: list[Option] = [("", "—"), ("a", "Абаев Асан"), ("p", "Петросян Гагик")]


def keys(editor: PickEditor, *pressed: str) -> PickEditor:
    """The editor after these keys; a word is typed letter by letter."""
    for key in pressed:
        if key in ("enter", "space", "up", "down", "end", "backspace"):
            editor.take(key, " " if key == "space" else None)
        else:
            for letter in key:
                editor.take(letter, letter)
    return editor


def test_letters_that_find_nothing_leave_what_stood_there() -> None:
    """Ас finds Asan, Аст nobody: Enter takes nothing and says what was typed; a letter less, and he can be taken."""
    editor = PickEditor(Pick(id="who", options=DRIVERS), "p")
    keys(editor, "аст", "enter")
    assert "“аст”" in editor.refusal() and editor.below(60)[0][0][0].strip() == editor.refusal()
    assert "Абаев" not in editor.cell(40)[0][0] and "аст_" in editor.cell(40)[0][0]
    keys(editor, "backspace")
    assert "Абаев" in editor.cell(40)[0][0] and not editor.refusal()
    assert keys(editor, "enter").answer == "a"


def test_what_lies_open_changes_nothing_before_it_is_taken() -> None:
    """Down goes through the list, Esc gives back what stood there, Enter and leaving the field take what is chosen."""
    editor = PickEditor(Pick(id="who", options=DRIVERS), "a")
    keys(editor, "space", "down")
    assert editor.answer == "a" and "Петросян" in editor.cell(40)[0][0]
    assert editor.close() and editor.answer == "a"
    keys(editor, "space", "end")
    editor.accept()
    assert editor.answer == "p"
    keys(editor, "а", "backspace").accept()
    assert editor.answer == "p"


def test_several_are_ticked_among_what_is_found() -> None:
    """A tick more by its letters; where nothing is found Space ticks nothing."""
    editor = SeveralEditor(Several(id="who", options=DRIVERS[1:]), "a")
    keys(editor, "пет", "space")
    assert editor.answer == "a,p"
    keys(editor, "щ", "space", "enter")
    assert editor.answer == "a,p"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Кирг", "KG"),
        ("Киргизия", "KG"),
        ("rbhubpb", "KG"),
        ("кыр", "KG"),
        ("Белоруссия", "BY"),
        ("Молдавия", "MD"),
        ("туркмения", "TM"),
        ("рф", "RU"),
        ("рк", "KZ"),
        ("рб", "BY"),
        ("Қырғыз", "KG"),
        ("Uzb", "UZ"),
        ("kg", "KG"),
        ("ту", "TM"),
        ("ар", "AM"),
    ],
)
def test_a_country_is_found_by_every_name_that_people_have_for_it(typed: str, code: str) -> None:
    """Old names, short ones, those of the other languages, codes, on either layout: the first found is the one that was meant."""
    use("ru")
    field = Country(id="country", options=country_options(("KZ", "KG", "UZ", "TJ", "AM", "AZ", "RU", "BY")))
    assert field.found(typed)[0][0] == code


async def test_a_new_driver_does_not_become_a_citizen_of_what_was_not_typed(tmp_path: Path) -> None:
    """Нарния: Enter, Tab and the click on another field stay in it, Insert adds nothing; the driver is not written down."""
    async with office(tmp_path, AHMET) as pilot:
        await press(pilot, "insert")
        await type_in(pilot, "Каримов")
        await press(pilot, "tab")
        await type_in(pilot, "нарния")
        await press(pilot, "enter", "enter", "tab", "insert")
        assert "“нарния”: nothing is found." in screen_of(pilot) and "citizen before" not in screen_of(pilot)
        assert len(book_of(pilot).drivers()) == 1
        await press(pilot, *["backspace"] * 6)
        await type_in(pilot, "кирг")
        await press(pilot, "enter", "enter")
        assert {driver.citizenship for driver in book_of(pilot).drivers()} == {"KZ", "KG"}


async def test_half_a_name_changes_neither_driver_nor_truck_nor_route_of_a_trip(tmp_path: Path) -> None:
    """Ю finds Yusupov, Юм nobody: the trip stays that of Akhmetov, as it was filled in."""
    mine, his = trip(AHMET, "RU 01.03–10.03", route="Алматы–Минск"), trip(YUSUF, "RU 01.02–10.02", route="Ташкент–Казань")
    async with office(tmp_path, AHMET, YUSUF, mine, his) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f4", "insert")
        await type_in(pilot, "юм")
        await press(pilot, "tab")
        assert "Ташкент–Казань" not in screen_of(pilot) and "Алматы–Минск" in line_with(pilot, "route")
        await press(pilot, "escape")
        assert "Ахметов" in line_with(pilot, "driver")


async def test_the_truck_is_handed_to_nobody_who_was_not_named(tmp_path: Path) -> None:
    """Of several none stands there at first; letters that nobody has are refused; digits are the date, and then too he must be named."""
    async with office(tmp_path, AHMET, YUSUF, GAGIK, trip(AHMET, "RU 10.11–"), trip(YUSUF, "RU 09.11–")) as pilot:
        await type_in(pilot, "ахм")
        await press(pilot, "f8", "up")
        assert "—" in line_with(pilot, "handed over the truck")
        await press(pilot, "enter")
        assert "Nobody is named who takes the truck over." in screen_of(pilot)
        await type_in(pilot, "юм")
        await press(pilot, "enter")
        assert "“юм”: nobody is found." in screen_of(pilot) and "Юсупов" not in line_with(pilot, "handed over the truck")
        await press(pilot, "tab")
        assert "“юм”: nobody is found." in screen_of(pilot)
        await press(pilot, "backspace", "backspace")
        await type_in(pilot, "22.11")
        assert "22.11_" in line_with(pilot, "handed over the truck")
        await press(pilot, "enter")
        assert "Nobody is named" in screen_of(pilot) and journeys(pilot, AHMET, told) == ["RU 10.11–"]
        await press(pilot, "shift+tab")
        await type_in(pilot, "юсу")
        await press(pilot, "enter")
        assert "to Юсупов Шерзод, 22.11.2026" in " ".join(screen_of(pilot).split())
