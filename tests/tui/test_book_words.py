"""Who holds a book and where it is damaged, in words."""

from __future__ import annotations

import pytest

from tui import wording
from tui.book_words import holder_text, place_text


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Айгуль@depot, pid 4711, since 2026-11-23 09:05", "Айгуль, ноутбук depot, процесс 4711, с 23.11.2026 09:05"),
        ("Айгуль@depot, pid 4711", "Айгуль, ноутбук depot, процесс 4711"),
        ("?", "?"),
    ],
)
def test_who_holds_a_book_is_told_in_the_language_in_use(word: str, told: str) -> None:
    """The word beside the lock is read; one that another program left stands as it is."""
    wording.use("ru")
    assert holder_text(word) == told


def test_where_a_book_is_damaged_is_told_in_it_too() -> None:
    """Line, byte and change by their number; what the system says of a disk stays."""
    wording.use("kk")
    assert place_text("line 3, byte 120") == "3-жол, 120-байт" and place_text("change 7: No such device") == "7-өзгеріс: No such device"
