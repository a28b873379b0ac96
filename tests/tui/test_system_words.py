"""Why the system refused, in the language of the laptop."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from storage.records import Driver
from tests.storage.books import open_book
from tests.tui.running import Haulbook
from tui.cli.context import office
from tui.system_words import system_text
from tui.wording import speaking


def test_usual_reasons_are_worded_and_others_left_as_the_system_says_them() -> None:
    """A full disk in Russian, whether as an error or as the words that were kept of it; what nobody foresaw stands as it is."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with speaking("ru"):
        assert system_text(full) == system_text(os.strerror(errno.ENOSPC)) == "на диске нет места"
        assert system_text(OSError(errno.EDOM, os.strerror(errno.EDOM))) == os.strerror(errno.EDOM)
        assert system_text(OSError("gone")) == "gone"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("--book", "{file}", "status"), "нет книги"),
        (("--book", "{book}", "export", "{none}"), "нет такого файла или папки"),
        (("--book", "{book}", "import", "{book}"), "это папка"),
        (("--book", "{book}", "restore", "{file}"), "не резервная копия книги"),
    ],
)
def test_commands_say_it_without_a_word_of_english(
    haulbook: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[str, ...], said: str
) -> None:
    """A file where a folder is meant, a folder that is not there, one where a file is meant, a text that is no backup."""
    monkeypatch.setenv("HAULBOOK_LANG", "ru")
    office.cache_clear()
    with open_book(folder) as book:
        book.commit([Driver(name="Ахметов")], "test")
    file = folder.parent / "письмо.txt"
    file.write_text("Уважаемые коллеги", encoding="utf-8")
    places = {"file": str(file), "book": str(folder), "none": str(folder.parent / "none" / "a.xlsx")}
    run = haulbook(*(part.format(**places) for part in order))
    assert run.status == 3 and said in run.err, run.err
    told = run.err
    for place in sorted(places.values(), key=len, reverse=True):
        told = told.replace(place, "")
    assert not any(letter.isascii() and letter.isalpha() for letter in told), told
