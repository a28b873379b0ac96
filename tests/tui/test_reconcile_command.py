"""``haulbook reconcile``: what an office sees of a comparison, taking differences over by number, the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.storage.books import files_of, open_book
from tests.storage.readings import DATA, OFFICE, legs_of, said
from tests.tui.running import Haulbook, Run

HEAD = "Водитель;Дата;Направление;Страна"


@pytest.fixture
def command(folder: Path, haulbook: Haulbook) -> Haulbook:
    """Runs a command on a book that the office's journal was taken into, as of 23 November 2026."""
    haulbook("--book", str(folder), "import", "--on", "2026-11-23", str(OFFICE))

    def run(*arguments: str) -> Run:
        return haulbook("--book", str(folder), "reconcile", "--on", "2026-11-23", *arguments)

    return run


@pytest.fixture
def listed(tmp_path: Path) -> str:
    """A certificate of Ахметов: a later exit in January, a stay of March that the book has not, nothing of February."""
    path = tmp_path / "справка.csv"
    lines = ("04.01.2026;въезд", "12.01.2026;выезд", "10.03.2026;въезд", "11.03.2026;выезд", "29.03.2026;въезд", "31.03.2026;выезд")
    path.write_text("\n".join([HEAD, *(f"Ахметов Е.С.;{line};Россия" for line in lines)]), encoding="cp1251")
    return str(path)


def test_a_list_that_agrees_ends_with_0(command: Haulbook) -> None:
    """The office's own list of crossings: a line a driver, nothing to settle."""
    run = command(str(DATA / "crossings-cp1251.csv"))
    assert (run.status, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "crossings-cp1251.csv: 591 crossings"
    assert "Ким Вячеслав Олегович: 68 dates agree; 0 differ; 0 are not in the book; 0 are not in the list" in lines


def test_differences_are_numbered_with_what_they_do_to_the_count(command: Haulbook, listed: str) -> None:
    """Each difference: both sides, and the days used if it were taken over."""
    run = command(listed)
    assert run.status == 1
    assert run.out.splitlines()[1:] == [
        "Ахметов Ерлан Серикович: 3 dates agree; 1 differs; 2 are not in the book; 4 are not in the list",
        "  1 Russia: in 04.01.2026; out 10.01.2026, the list says 12.01.2026",
        "    taken over, days used on 23.11.2026: 64 → 66",
        "  2 Russia: 05.02.2026 – 07.02.2026, not in the list",
        "    taken over, days used on 23.11.2026: 64 → 61",
        "  3 Russia: 01.03.2026 – 05.03.2026, not in the list",
        "    taken over, days used on 23.11.2026: 64 → 59",
        "  4 Russia: 10.03.2026 – 11.03.2026 by the list only",
        "    taken over, days used on 23.11.2026: 64 → 66",
    ]


def test_differences_are_taken_over_by_number_in_one_change(command: Haulbook, folder: Path, listed: str) -> None:
    """1 and 4 are taken; one undo brings both back."""
    run = command(listed, "--take", "1,4", "--basis", "official")
    assert run.status == 1
    assert run.err == "2 differences were taken over.\n"
    with open_book(folder) as book:
        stays = [said(leg) for leg in legs_of(book, "Ахметов")]
        assert "RU 04.01–12.01 official/official" in stays
        assert "RU 10.03–11.03 official/official" in stays
        assert book.history()[-1].reason == "Taken over from справка.csv: Ахметов Ерлан Серикович"
        book.undo()
        assert len(book.history()) == 3
    assert "4 Russia: 10.03.2026 – 11.03.2026 by the list only" in command(listed).out


def test_all_takes_what_the_list_has_and_never_takes_a_stay_away(command: Haulbook, listed: str) -> None:
    """What the list has not is taken out only by its own number."""
    run = command(listed, "--take", "all")
    assert run.err == "2 differences were taken over.\n"
    assert "01.03.2026 – 05.03.2026, not in the list" in run.out
    assert command(listed, "--take", "1,2").status == 0


def test_one_driver_of_a_list(command: Haulbook) -> None:
    """A surname is enough where it is one; the rest of the list is left aside."""
    found = json.loads(command(str(DATA / "crossings-cp1251.csv"), "ким", "--json").out)
    assert [driver["driver"] for driver in found["drivers"]] == ["Ким Вячеслав Олегович"]
    assert found["drivers"][0]["dates"] == {"agrees": 68, "differs": 0, "not_in_book": 0, "not_in_list": 0}


def test_a_script_gets_both_sides(command: Haulbook, listed: str) -> None:
    """Dates, verdicts and the count, with the numbers that --take wants."""
    (driver,) = json.loads(command(listed, "--json").out)["drivers"]
    assert (driver["outer_only"], driver["not_compared"]) == (True, [])
    assert driver["differences"][0] == {
        "number": 1,
        "country": "RU",
        "book": {"entry": "2026-01-04", "exit": "2026-01-10"},
        "list": {"entry": "2026-01-04", "exit": "2026-01-12"},
        "entry": "agrees",
        "exit": "differs",
        "hindrance": None,
        "count": {"on": "2026-11-23", "before": 64, "after": 66},
    }


@pytest.mark.parametrize("numbers", ["0", "5", "один", "", "1;2"])
def test_numbers_that_there_are_not(command: Haulbook, folder: Path, listed: str, numbers: str) -> None:
    """Status 2, what may be given, and the book is as it was."""
    before = files_of(folder)
    run = command(listed, "--take", numbers)
    assert run.status == 2
    assert "give numbers of differences from 1 to 4, or all" in " ".join(run.err.split())
    assert files_of(folder) == before


def test_of_whom_only_outer_dates_are_compared(command: Haulbook, tmp_path: Path) -> None:
    """Said of Гасанов, who was in Belarus and is listed without it, not of Ахметов, who never was; a crossing alone is not taken over."""
    path = tmp_path / "справка.csv"
    rows = (
        "Гасанов Тофик;02.01.2026;въезд",
        "Гасанов Тофик;12.01.2026;выезд",
        "Ахметов Е.С.;04.01.2026;въезд",
        "Ахметов Е.С.;09.01.2026;въезд",
    )
    path.write_text("\n".join([HEAD, *(f"{row};Россия" for row in rows)]), encoding="utf-8")
    assert command(str(path)).out.splitlines()[1:] == [
        "Ахметов Ерлан Серикович: 1 date agrees; 0 differ; 1 is not in the book; 1 is not in the list",
        "  1 Russia: in 04.01.2026; out 10.01.2026, not in the list",
        "    cannot be taken over: the list has no exit for it",
        "  2 Russia: in 09.01.2026 by the list only; out —",
        "    cannot be taken over: the list has no exit for it",
        "Гасанов Тофик: 2 dates agree; 0 differ; 0 are not in the book; 0 are not in the list",
        "    the list names no crossing between Russia and Belarus, so only the outer dates of the two together are compared",
    ]
    assert command(str(path), "--take", "2").status == 2


def test_rows_that_cannot_be_read_are_named(command: Haulbook, tmp_path: Path) -> None:
    """A stranger and a wrong date: said after the comparison, status 1."""
    path = tmp_path / "справка.csv"
    path.write_text(f"{HEAD}\nАхметов Е.С.;04.01.2026;въезд;Россия\nКто Угодно;31.02.2026;въезд;Россия", encoding="utf-8")
    run = command(str(path))
    assert run.status == 1
    wrong = "“Кто Угодно” is not a known driver; date of crossing: there is no such date as “31.02.2026”"
    assert run.out.splitlines()[-1] == f"справка.csv, row 3 could not be read: {wrong}"


def test_an_error_in_a_cell_says_what_to_do_with_the_file(command: Haulbook, tmp_path: Path) -> None:
    """The row is named with its cell; the list has to be mended and held against the book again."""
    path = tmp_path / "справка.csv"
    path.write_text(f"{HEAD}\nАхметов Е.С.;04.01.2026;въезд;Россия\nАхметов Е.С.;#REF!;выезд;Россия", encoding="utf-8")
    wrong = "cell B3 holds an error: #REF!; the formula mended in the file, and the file imported again"
    assert command(str(path)).out.splitlines()[-1] == f"справка.csv, row 3 could not be read: {wrong}"


def test_a_list_that_is_none(command: Haulbook, tmp_path: Path) -> None:
    """A file with other columns is refused in words, status 3; so is a list handed to import."""
    path = tmp_path / "прайс.csv"
    path.write_text("Товар;Цена\nХлеб;100", encoding="utf-8")
    run = command(str(path))
    assert (run.status, "прайс.csv has no list of border crossings" in run.err) == (3, True)


def test_import_points_to_reconcile(command: Haulbook, haulbook: Haulbook, folder: Path) -> None:
    """A list of crossings is no journal: import says which command is meant."""
    run = haulbook("--book", str(folder), "import", str(DATA / "crossings-cp1251.csv"))
    assert (run.status, "haulbook reconcile crossings-cp1251.csv" in run.err) == (3, True)


def test_what_a_plan_became_is_said_with_the_list_s_dates(command: Haulbook, haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Planned for 19 to 20 November, in the list until the 21st: the list's dates are shown, not the plan's."""
    plan = tmp_path / "план.csv"
    plan.write_text("Водитель;Страна;Въезд;Выезд;Основание\nКим В.О.;РФ;19.11.2026;20.11.2026;план", encoding="utf-8")
    haulbook("--book", str(folder), "import", "--on", "2026-11-18", str(plan))
    path = tmp_path / "справка.csv"
    path.write_text(f"{HEAD}\nКим В.О.;19.11.2026;въезд;РФ\nКим В.О.;21.11.2026;выезд;РФ", encoding="utf-8")
    assert "19.11.2026 – 21.11.2026 by the list only" in command(str(path)).out
