"""The looks: text that can be read in every theme, states that everybody tells apart, and what is left without colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from tests.tui.office import AHMET, office, press
from tui.app import Haulbook
from tui.screens.frame import Frame
from tui.widgets.drawing import INKS
from tui.widgets.inks import Inked
from tui.widgets.roster import Roster
from tui.widgets.themes import SIXTEEN, THEMES, theme_for

Rgb = tuple[float, float, float]

VGA = TerminalTheme(
    (0, 0, 0),
    (170, 170, 170),
    [(0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170)],
    [(85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255), (255, 255, 255)],
)
"""The sixteen colours of a console, as its hardware had them."""

EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
"""What is seen of linear red, green and blue (Machado, Oliveira, Fernandes 2009, severity 1.0)."""

STATES = ("first", "second", "both", "uncounted", "late", "ahead", "plenty", "few", "none", "disputed")
"""The inks of what a day of the year can be."""

LEAST_CONTRAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
APART = 9.0
"""The least distance in CIE Lab at which two patches lying side by side are told apart for sure (2.3 is just noticeable)."""


def linear(colour: Rgb) -> Rgb:
    red, green, blue = (part / 255 for part in colour)
    return _straight(red), _straight(green), _straight(blue)


def _straight(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: Rgb) -> float:
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, 1 to 21, as the web's guidelines (WCAG 2) define it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: Rgb, eye: str) -> Rgb:
    """A colour in CIE Lab (D65) as that eye sees it."""
    seen = [max(0.0, min(1.0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in EYES[eye]]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        _bent(sum(a * b for a, b in zip(row, seen, strict=True)) / white) for row, white in zip(rows, (0.9505, 1.0, 1.089), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _bent(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116


def distance(one: Style, other: Style, eye: str) -> float:
    """How far two patches lie apart: by their ground or by their letters, whichever is more."""
    pairs = zip(colours(one), colours(other), strict=True)
    return float(max(sum((a - b) ** 2 for a, b in zip(lab(mine, eye), lab(yours, eye), strict=True)) ** 0.5 for mine, yours in pairs))


def colours(style: Style) -> tuple[Rgb, Rgb]:
    """The colours of letters and ground, those of a console's sixteen as its hardware has them."""
    ink, ground = (colour.get_truecolor(VGA, foreground=fore) for colour, fore in ((style.color, True), (style.bgcolor, False)) if colour)
    return (ground, ink) if style.reverse else (ink, ground)


def downgraded(style: Style, system: ColorSystem) -> Style:
    """The style as a terminal of fewer colours shows it."""
    assert style.color and style.bgcolor
    return Style(color=_true(style.color.downgrade(system)), bgcolor=_true(style.bgcolor.downgrade(system)))


def _true(colour: Color) -> Color:
    return Color.from_triplet(colour.get_truecolor())


async def texts(folder: Path, theme: str) -> dict[tuple[str, ...], Style]:
    """Every ink on every ground it can lie on, in a theme: the widgets' own, the row of the cursor, the border line."""
    found: dict[tuple[str, ...], Style] = {}
    async with office(folder, AHMET) as pilot:
        app = pilot.app
        assert isinstance(app, Haulbook)
        app.theme = theme
        for keys in ((), ("f9",)):
            await pilot.press(*keys)
            await pilot.pause()
            for widget in app.screen.query(Inked):
                for under in ((), ("cursor",), ("inset",)):
                    for name in INKS:
                        found[(*sorted(widget.classes | {type(widget).__name__}), *under, name)] = widget.ink(*under, name)
    return found


def too_weak(styles: dict[tuple[str, ...], Style], least: float) -> Iterator[str]:
    for names, style in styles.items():
        if names[-1] not in ("cursor", "inset"):
            measured = contrast(*colours(style))
            if measured < least:
                yield f"{' '.join(names)}: {measured:.2f}"


@pytest.mark.parametrize("theme", sorted(LEAST_CONTRAST))
async def test_text_can_be_read_in_every_theme(tmp_path: Path, theme: str) -> None:
    """At least 4.5 to 1 for every ink on every ground, in 256 colours too; 7 to 1 where high contrast was asked for."""
    styles = await texts(tmp_path, THEMES[theme].name)
    assert not list(too_weak(styles, LEAST_CONTRAST[theme]))
    assert not list(too_weak({names: downgraded(style, ColorSystem.EIGHT_BIT) for names, style in styles.items()}, 4.5))


async def test_text_can_be_read_in_sixteen_colours(tmp_path: Path) -> None:
    """On a console every theme but the mono one is drawn in colours chosen from its sixteen."""
    assert theme_for("light", "standard") is SIXTEEN and theme_for("mono", "standard") is THEMES["mono"]
    assert not list(too_weak(await texts(tmp_path, SIXTEEN.name), 4.5))


@pytest.mark.parametrize("eye", sorted(EYES))
@pytest.mark.parametrize("theme", sorted(LEAST_CONTRAST))
async def test_days_are_told_apart_by_every_eye(tmp_path: Path, theme: str, eye: str) -> None:
    """Whoever sees no red, no green or no blue still tells one state of a day from another, in 256 colours too."""
    styles = await texts(tmp_path, THEMES[theme].name)
    days = {
        name: style for (kind, *rest), style in styles.items() if kind == "Roster" and len(rest) == 1 for name in rest if name in STATES
    }
    assert len(days) == len(STATES)
    for one, other in combinations(STATES, 2):
        assert distance(days[one], days[other], eye) >= APART, (one, other)
        first, second = (downgraded(days[name], ColorSystem.EIGHT_BIT) for name in (one, other))
        assert distance(first, second, eye) >= APART, (one, other, "256 colours")


async def test_without_colour_not_one_code_of_a_colour_is_left(tmp_path: Path) -> None:
    """The mono theme draws with the terminal's own two colours: what stands out is bold, underlined or reversed."""
    for style in (await texts(tmp_path, THEMES["mono"].name)).values():
        assert style.color is None or style.color.is_default
        assert style.bgcolor is None or style.bgcolor.is_default
    assert theme_for("dark", None) is THEMES["mono"]


async def test_what_stands_out_in_colour_stands_out_without(tmp_path: Path) -> None:
    """The day over the limit, the cursor, the key bar and a field differ from plain text."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = THEMES["mono"].name
        await pilot.pause()
        front = pilot.app.screen
        assert isinstance(front, Frame)
        widget = front.query(Inked).first()
        plain = widget.ink("plain")
        for name in ("late", "cursor", "label", "title", "field", "empty", "wrong", "chosen", "match", "over", "today"):
            assert widget.ink(name) != plain, name


async def test_the_cursor_is_seen_in_a_row_that_is_reversed_itself(tmp_path: Path) -> None:
    """Without colour the row of the cursor is reversed, and the cell under it, on the year of the fleet, is not."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = THEMES["mono"].name
        await press(pilot, "f3", "f3")
        strips = pilot.app.screen._compositor.render_strips()
        row = next(strip for strip in strips if "►Ахметов" in strip.text)
        upright = [segment.text for segment in row if segment.style and not segment.style.reverse]
        assert [len(text) for text in upright if text.strip()] == [1]


async def test_the_letters_of_a_search_stand_in_one_bar(tmp_path: Path) -> None:
    """Without colour the whole line of a search is reversed, its letters with it."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = THEMES["mono"].name
        await press(pilot, "а")
        bar = next(strip for strip in pilot.app.screen._compositor.render_strips() if "Search: а_" in strip.text)
        (letters,) = (segment for segment in bar if "Search" in segment.text)
        assert letters.style and letters.style.reverse and len(letters.text) > 70


@pytest.mark.parametrize("theme", ["high-contrast", "mono"])
async def test_where_a_field_ends_is_seen(tmp_path: Path, theme: str) -> None:
    """In the two themes whose grounds are all but one, a field is underlined as far as it goes, an empty one too."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = THEMES[theme].name
        await press(pilot, "ctrl+e")
        strips = pilot.app.screen._compositor.render_strips()
        for words in ("citizenship", "role"):
            row = next(strip for strip in strips if words in strip.text)
            assert any(segment.style and segment.style.underline for segment in row), words


@pytest.mark.parametrize("theme", [*sorted(each.name for each in THEMES.values()), SIXTEEN.name])
async def test_the_day_under_the_cursor_is_seen_among_days_of_every_kind(tmp_path: Path, theme: str) -> None:
    """Its ground is as white as that of a day in both countries, or as reversed as that of one over the limit: it is underlined too."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        widget = pilot.app.screen.query_one(Roster)
        here = widget.ink("here")
        for name in (*STATES, "today"):
            other = widget.ink(name)
            shape = other.underline != here.underline or other.reverse != here.reverse
            assert shape or (here.bgcolor != other.bgcolor and not other.reverse), name


async def test_where_to_type_is_seen_in_high_contrast_too(tmp_path: Path) -> None:
    """A field on black is a line under its room: two grounds as dark as these are one to many eyes."""
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.theme = THEMES["high-contrast"].name
        await pilot.pause()
        assert pilot.app.screen.query_one(Roster).ink("field").underline
