"""Weak consoles: every sign the program draws has a plain one that they have too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from rich.segment import Segment
from textual.color import Color

from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.office import AHMET, LAPTOP, program, screen_of
from tui import laptop, wording
from tui.widgets.glyphs import PlainGlyphs

KAZAKH = frozenset("ӘәҒғҚқҢңӨөҰұҮүҺһІі")
"""Letters that CP866 has not and that nothing can stand for."""


def plain(text: str) -> str:
    return "".join(segment.text for segment in PlainGlyphs().apply([Segment(text)], Color(0, 0, 0)))


@pytest.mark.parametrize("language", sorted(set(wording.LANGUAGES) - {"en"}))
def test_every_text_can_be_shown(language: str) -> None:
    """Whatever stands in the catalogue of a language comes out in letters of CP866, each in one cell as before."""
    with (Path(wording.__file__).parent / "locale" / language / "LC_MESSAGES" / "haulbook.po").open("rb") as source:
        messages = list(read_po(source, locale=language))
    texts = [text for message in messages for text in (message.string if isinstance(message.string, tuple) else (message.string,))]
    assert len(texts) > 500
    for text in map(str, texts):
        shown = plain(text)
        assert len(shown) == len(text)
        assert not {letter for letter in shown if letter not in KAZAKH and not _fits(letter)}, text


def _fits(letter: str) -> bool:
    return letter.encode("cp866", errors="ignore") != b""


async def test_no_screen_shows_another_sign(tmp_path: Path) -> None:
    """Lists, gauges, the year, borders and scroll bars: letters, plain signs and shades are all there is."""
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, trip(AHMET, "RU 01.03–10.05"), trip(AHMET, "RU 21.11–")], "test")
        async with program(book, size=(100, 16), laptop=replace(LAPTOP, glyphs="plain")) as pilot:
            for key in ("f8", "escape", "f3", "f9", "escape", "f1"):
                await pilot.press(key)
                await pilot.pause()
                drawn = screen_of(pilot)
                assert not {sign for sign in drawn if not _fits(sign)}, key
                assert ">" in drawn or key != "f8"


def test_plain_signs_come_by_themselves_where_the_console_is_weak(tmp_path: Path) -> None:
    """The bare console of Linux and letters that are no Unicode; the settings say otherwise where they say anything."""
    home = {"HAULBOOK_HOME": str(tmp_path)}
    mine = laptop.read(home)
    assert not laptop.with_plain_glyphs(mine, {"TERM": "xterm-256color", "LANG": "ru_RU.UTF-8"})
    assert laptop.with_plain_glyphs(mine, {"TERM": "linux", "LANG": "ru_RU.UTF-8"})
    assert laptop.with_plain_glyphs(mine, {"TERM": "xterm", "LANG": "ru_RU.CP866"})
    (tmp_path / "settings.toml").write_text('glyphs = "full"\n')
    assert not laptop.with_plain_glyphs(laptop.read(home), {"TERM": "linux"})
