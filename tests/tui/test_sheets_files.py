"""Sheets as files: names that every system takes, whole files or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.sheeting import sheet_of
from tui.sheets.saving import distinct, file_name, save

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("driver", "name"),
    [
        ("Ахметов Ерлан", "Ахметов Ерлан 2026-11-23 road.pdf"),
        ("Ахметов Е.С.", "Ахметов Е.С 2026-11-23 road.pdf"),
        ('Ким \\/:*?"<>| В.', "Ким В 2026-11-23 road.pdf"),
        ("../../etc/passwd", "etc passwd 2026-11-23 road.pdf"),
        ("NUL", "_NUL 2026-11-23 road.pdf"),
        ("com1.x", "_com1.x 2026-11-23 road.pdf"),
        ("Коновалов", "Коновалов 2026-11-23 road.pdf"),
        ("Con Ван", "Con Ван 2026-11-23 road.pdf"),
        ("...", "_ 2026-11-23 road.pdf"),
        ("", "_ 2026-11-23 road.pdf"),
        ("Али\x07\tВели", "Али Вели 2026-11-23 road.pdf"),
    ],
)
def test_a_name_every_system_takes(driver: str, name: str) -> None:
    """No sign that Windows refuses, no name of a device, no way out of the folder, no dot at the end of the name."""
    assert file_name(driver, DAY, "road") == name


def test_a_long_name_is_cut_to_what_file_systems_take() -> None:
    """200 Kazakh letters are 400 bytes; a file's name takes 255."""
    name = file_name("Ң" * 200, DAY, "road sheet")
    assert len(name.encode()) < 255
    assert name.endswith(" 2026-11-23 road sheet.pdf")


def test_namesakes_do_not_overwrite_each_other() -> None:
    """A second driver of the same name gets a number, also where only capitals differ."""
    assert distinct(["Ким.pdf", "Ли.pdf", "ким.pdf", "Ким.pdf"]) == ["Ким.pdf", "Ли.pdf", "ким (2).pdf", "Ким (3).pdf"]


def test_a_sheet_is_written_whole_and_says_so(tmp_path: Path) -> None:
    """The folder is made, the file is there, nothing unfinished is left; written again it is said to be replaced."""
    sheet = sheet_of(tmp_path, [])
    path = tmp_path / "out" / "deep" / "лист.pdf"
    first = save([sheet], path)
    again = save([sheet], path)
    assert (first.pages, first.missing, first.replaced, again.replaced) == (1, "", False, True)
    assert [file.name for file in path.parent.iterdir()] == ["лист.pdf"]
    assert path.read_bytes().startswith(b"%PDF-")


def test_where_writing_fails_the_older_file_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up half way: the sheet of yesterday is still there, and no torn one."""
    path = tmp_path / "лист.pdf"
    path.write_bytes(b"yesterday")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.sheets.pdf.write.write_sheets", full)
    with pytest.raises(OSError, match="No space"):
        save([sheet_of(tmp_path / "b", [])], path)
    assert path.read_bytes() == b"yesterday"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["лист.pdf"]
