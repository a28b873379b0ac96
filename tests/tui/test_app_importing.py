"""Taking a file in on screen: the rows that cannot be taken are saved beside it and come back mended."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.tui.office import AHMET, book_of, office, press, screen_of
from tui.screens.importing import ImportScreen


async def test_refused_rows_are_saved_from_the_preview(tmp_path: Path) -> None:
    """Delete writes them beside the file with what is wrong, twice into two files; the preview stays, and Enter still takes the rest."""
    path = tmp_path / "рейсы.csv"
    path.write_text("Водитель;Страна;Въезд;Выезд\nАхметов Е.С.;Россия;01.03.2026;05.03.2026\nАхметов Е.С.;Россия;31.02.2026;\n", "utf-8")
    async with office(tmp_path, AHMET) as pilot:
        pilot.app.push_screen(ImportScreen(pilot.app.desk, tmp_path))  # type: ignore[attr-defined]
        await pilot.pause()
        pilot.app.screen.go_to(path)  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "delete", "delete")
        assert "refused rows 2.xlsx" in screen_of(pilot)
        saved = sorted(tmp_path.glob("*.xlsx"))
        assert [file.name for file in saved] == ["рейсы - refused rows 2.xlsx", "рейсы - refused rows.xlsx"]
        rows = list(load_workbook(saved[0]).worksheets[0].values)
        assert "31.02.2026" in rows[1] and len(rows) == 2
        await press(pilot, "enter")
        assert [len(trip.legs) for trip in book_of(pilot).trips_of(AHMET.id)] == [1]
