"""Every screen stands as it was last looked at: letters without colour, and the colours, at 80 by 24 in three languages."""

from __future__ import annotations

import pytest

from tests.tui.kept import FRAMES, NAMES, frames, kept
from tui import wording


@pytest.mark.parametrize("language", sorted(wording.LANGUAGES))
async def test_every_frame_is_the_one_that_is_kept(language: str) -> None:
    """What has changed on purpose is looked at, then kept by ``python -m tests.tui.kept``."""
    drawn = await frames(language)
    assert len(drawn) == 2 * len(NAMES)
    changed = [name for name, text in drawn.items() if not (FRAMES / name).exists() or (FRAMES / name).read_text(encoding="utf-8") != text]
    assert not changed


def test_no_frame_is_kept_of_a_screen_that_is_gone() -> None:
    """Each file is of a screen, a language and a theme that are looked at."""
    wanted = {f"{name}.{language}.{theme}.txt" for name in NAMES for language in wording.LANGUAGES for theme in ("mono", "dark")}
    assert {path.name for path in kept()} == wanted
