"""``haulbook doctor``: what is wrong with a book said in words, and mended where nothing is guessed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from storage import doctor, records
from storage.records import Paper
from tests.storage.books import driver, files_of, names, open_book
from tests.tui.running import Haulbook
from tui.cli import doctor as command
from tui.record_words import problem_text
from tui.wording import use


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The laptop's own book, closed twice: it has a snapshot before the present one."""
    for name in ("Ахметов", "Юсупов"):
        with open_book(tmp_path / "home" / "book") as book:
            book.commit([driver(name)], name)
    return tmp_path / "home" / "book"


def test_a_sound_book_is_said_to_be_sound(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Nothing is wrong, nothing is changed; where there is no book, that is said."""
    before = files_of(folder)
    told = haulbook("doctor")
    assert (told.status, told.out, told.err) == (0, "The book is sound.\n", "") and files_of(folder) == before
    assert json.loads(haulbook("doctor", "--json").out) == {"repaired": [], "found": []}
    assert haulbook("--book", str(tmp_path / "nowhere"), "doctor").status == 3


def test_a_damaged_snapshot_is_named_and_made_anew(haulbook: Haulbook, folder: Path) -> None:
    """Without --repair it is only said; with it the book opens again, and the damaged file lies beside."""
    (folder / "db.json").write_bytes(b"torn" + (folder / "db.json").read_bytes())
    told = haulbook("doctor")
    assert told.status == 3 and "checksum" in told.out and "--repair" in told.err
    told = haulbook("doctor", "--repair")
    assert told.status == 0 and "made anew" in told.out and ".damaged" in told.out
    with open_book(folder) as book:
        assert names(book) == ["Ахметов", "Юсупов"]


def test_what_only_a_person_can_put_right_is_named(haulbook: Haulbook, folder: Path) -> None:
    """A paper of nobody: the table and id are told, and it ends with 1 after a repair too."""
    with open_book(folder) as book:
        book.commit([Paper(id="p1", holder="nobody", kind="passport")], "new")
    told = haulbook("doctor", "--repair")
    assert told.status == 1 and "papers p1: it belongs to nobody" in told.out


def test_a_book_in_use_is_read_but_not_mended(haulbook: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the app has it open it can be examined; a repair says who holds it."""
    monkeypatch.setattr(
        doctor, "repaired", lambda folder, on, owner, wait=0.0, passphrase=None, real=doctor.repaired: real(folder, on, owner, 0.0)
    )
    with open_book(folder):
        assert haulbook("doctor").status == 0
        told = haulbook("doctor", "--repair")
    assert told.status == 3 and "Айгуль" in told.err


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_code_has_its_words(language: str) -> None:
    """Whatever is found or mended is said in each language."""
    use(language)
    assert set(command._TROUBLES) == set(doctor.TROUBLES) and set(command._REPAIRS) == set(doctor.REPAIRS)
    for code in doctor.TROUBLES:
        assert "{" not in command._text(doctor.Trouble(code, Path("db.json"), "1", "x"))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_code_of_a_record_has_its_words(language: str) -> None:
    """What a check of a record may find wrong is said in words in every language, never by its code."""
    use(language)
    sources = Path(records.__file__).parent.glob("*.py")
    codes = {code for source in sources for code in re.findall(r'yield "([a-z-]+)"', source.read_text(encoding="utf-8"))}
    assert len(codes) > 25 and not {code for code in codes if problem_text(code) == code}
