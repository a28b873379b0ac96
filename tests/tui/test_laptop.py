"""This laptop's settings: defaults that work, a file that is never spoilt, and places that can be named."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest

from tui import laptop
from tui.laptop import SettingsRefused


def home(folder: Path, **more: str) -> dict[str, str]:
    return {"HAULBOOK_HOME": str(folder), "LANG": "ru_RU.UTF-8"} | more


def settings(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_folder_takes_the_place_of_all(tmp_path: Path) -> None:
    """HAULBOOK_HOME moves the settings, the book and the log into one folder, and makes nothing there by itself."""
    where = laptop.places(home(tmp_path / "home"))
    assert {where.settings.parent, where.book.parent, where.log.parent} == {tmp_path / "home"}
    assert not (tmp_path / "home").exists()


def test_without_it_the_places_are_the_users_own() -> None:
    """Settings, data and log lie where the system keeps them for this user, in folders that bear the program's name."""
    where = laptop.places({})
    assert all("haulbook" in str(place) for place in (where.settings, where.book, where.log))


def test_a_first_start_has_sane_settings(tmp_path: Path) -> None:
    """Without a settings file: the system's language, the dark theme, nothing refused."""
    mine = laptop.read(home(tmp_path))
    assert (mine.language, mine.theme, mine.refused) == ("ru", "dark", ())


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    """Names with quotes, backslashes and Kazakh letters come back as they were typed."""
    mine = dataclasses.replace(laptop.read(home(tmp_path)), language="kk", theme="mono", author='Айгүл "Ай" \\ Ә', name="склад 2")
    laptop.write(mine)
    again = laptop.read(home(tmp_path))
    assert (again.language, again.theme, again.author, again.name) == ("kk", "mono", 'Айгүл "Ай" \\ Ә', "склад 2")


def test_remarks_and_newer_keys_stay(tmp_path: Path) -> None:
    """Saving changes its own lines only: a remark, a key of a newer program and a table stay."""
    path = settings(tmp_path, '# наш склад\ntheme = "light"\nprinter = "HP"\n\n[backup]\nplace = "D:/"\n')
    laptop.write(dataclasses.replace(laptop.read(home(tmp_path)), theme="mono"))
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (found["theme"], found["printer"], found["backup"]) == ("mono", "HP", {"place": "D:/"})
    assert path.read_text(encoding="utf-8").startswith("# наш склад\n")
    assert [each.name for each in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("text", ["theme = light", "language = \xff", '"""'])
def test_a_broken_file_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    """Settings that cannot be read are not used, said to be broken, and never written over."""
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode("latin-1"))
    mine = laptop.read(home(tmp_path))
    assert (mine.refused, mine.theme) == (("file",), "dark")
    with pytest.raises(SettingsRefused) as refused:
        laptop.write(mine)
    assert (refused.value.code, path.read_bytes()) == ("broken", text.encode("latin-1"))


def test_values_that_make_no_sense_are_named(tmp_path: Path) -> None:
    """A theme that does not exist and a number for a name fall back to the defaults, and both are named."""
    settings(tmp_path, 'theme = "rainbow"\nauthor = 7\nlaptop = "склад"\n')
    mine = laptop.read(home(tmp_path))
    assert (mine.theme, mine.name, mine.refused) == ("dark", "склад", ("theme", "author"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Where the settings' folder cannot be made, saving is refused rather than lost in silence."""
    (tmp_path / "home").write_text("a file, not a folder")
    mine = laptop.read(home(tmp_path / "home"))
    with pytest.raises(SettingsRefused):
        laptop.write(mine)


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """A byte order mark at the start does no harm."""
    settings(tmp_path, '\ufefflanguage = "kk"\n')
    assert laptop.read(home(tmp_path)).language == "kk"


def test_the_environment_names_the_language(tmp_path: Path) -> None:
    """HAULBOOK_LANG stands over the settings; one that we do not speak does not."""
    settings(tmp_path, 'language = "kk"\n')
    assert laptop.read(home(tmp_path, HAULBOOK_LANG="en")).language == "en"
    assert laptop.read(home(tmp_path, HAULBOOK_LANG="fr")).language == "kk"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ru_RU.UTF-8", "ru"), ("kk_KZ.UTF-8", "kk"), ("ky_KG", "ru"), ("uz_UZ@cyrillic", "ru"), ("de_DE.UTF-8", "en"), ("C.UTF-8", "en")],
)
def test_the_systems_language_is_taken(monkeypatch: pytest.MonkeyPatch, locale: str, language: str) -> None:
    """Offices whose system speaks Kazakh read Kazakh; those around Russia read Russian; all others English."""
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    monkeypatch.setattr("sys.platform", "linux")
    assert laptop.system_language({"LANG": locale}) == language
    assert laptop.system_language({"LC_ALL": locale, "LANG": "ru_RU"}) == language


def test_the_backup_place_is_kept_and_the_number_is_read(tmp_path: Path) -> None:
    """The folder of a stick comes back as it was typed; how many backups stay is a number above nought, else 14."""
    settings(tmp_path, "backups_kept = 30\n")
    mine = dataclasses.replace(laptop.read(home(tmp_path)), backup_place="E:\\копии")
    laptop.write(mine)
    again = laptop.read(home(tmp_path))
    assert (again.backup_place, again.backups_kept, again.refused) == ("E:\\копии", 30, ())
    settings(tmp_path, "backups_kept = 0\n")
    assert (laptop.read(home(tmp_path)).backups_kept, laptop.read(home(tmp_path)).refused) == (14, ("backups_kept",))
