"""``haulbook status``, ``explain``, ``demo`` and ``paths``: figures for people and for scripts, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from storage.backups import last_outside
from storage.book import RecordBook
from storage.records import Driver, Opening, OpeningYear, Paper, Trip, Unsettled
from tests.storage.books import files_of, open_book
from tests.storage.journeys import day, trip
from tests.tui.running import Haulbook, Run
from tui import demo
from tui.app import DEMO
from tui.cli.context import office
from tui.wording import use

AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
YUSUF = Driver(name="Юсупов Шерзод", citizenship="UZ")
OTHER = Driver(name="Юсупов Тимур", citizenship="UZ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book: Ахметов in Russia since 20 November, two by the name of Юсупов at home."""
    route = "Алматы–Минск"
    past = trip(AHMET, "RU 28.12.25–02.01, RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03", route=route)
    with open_book(tmp_path / "book") as book:
        book.commit([AHMET, YUSUF, OTHER, past, trip(AHMET, "RU 20.11–"), trip(AHMET, "RU 01.12?–05.12?")], "test")
    return tmp_path / "book"


def commit(folder: Path, *records: Driver | Paper | Trip | Unsettled) -> None:
    with open_book(folder) as book:
        book.commit(records, "test")


def status(haulbook: Haulbook, folder: Path, *arguments: str) -> Run:
    return haulbook("--book", str(folder), "status", "--on", "23.11.2026", *arguments)


# status


def test_scripts_get_one_object_a_driver(haulbook: Haulbook, folder: Path) -> None:
    """An array in the order of the roster, in UTF-8 with the names as they are, and nothing else on the output."""
    run = status(haulbook, folder, "--json")
    told = json.loads(run.out)
    assert [each["driver"] for each in told] == ["Ахметов Ерлан Серикович", "Юсупов Тимур", "Юсупов Шерзод"]
    assert (told[0]["used"], told[0]["by_country"], told[0]["inside"]) == (26, {"BY": 5, "RU": 23}, "RU")
    assert ("Ахметов" in run.out, run.err, run.status) == (True, "", 0)


def test_an_alarm_ends_with_one(haulbook: Haulbook, folder: Path) -> None:
    """A driver over the limit makes the command end with 1, for people and for scripts alike."""
    commit(folder, trip(YUSUF, "RU 01.03–05.06"))
    assert status(haulbook, folder).status == 1
    assert status(haulbook, folder, "--json").status == 1
    assert status(haulbook, folder, "ахметов").status == 0


def test_people_get_a_table_in_80_columns(tmp_path: Path, haulbook: Haulbook) -> None:
    """The whole demonstration firm in 80 columns: names, where, used of what, days left, last day and queue.

    In the queue by the 23rd to be out by the 28th: three days of reserve, and two that the firm's trucks usually wait at that point.
    """
    with open_book(tmp_path / "demo") as book:
        demo.make(book, date(2026, 11, 23))
    run = status(haulbook, tmp_path / "demo")
    assert max(map(len, run.out.splitlines())) <= 80
    table, *rest = run.out.split("\n\n")
    near = next(line for line in table.splitlines() if line.startswith("Асанбеков"))
    assert near.split() == ["Асанбеков", "Таалай", "Russia,", "21.10", "85/90", "5", "28.11,", "queue", "23.11"]
    over = next(part for part in rest if part.startswith("Сейтқали"))
    assert "over the limit by 6 d" in over
    assert "check entry ban and register" in over


def test_no_copy_outside_the_laptop_is_said_as_on_the_screen(haulbook: Haulbook, folder: Path) -> None:
    """Eight days after the book began without a copy the roster says so beside the drivers' findings, as the app does; after seven not."""
    with open_book(folder) as book:
        began = last_outside(book)
    assert began is not None
    late, early = (haulbook("--book", str(folder), "status", "--on", str(began + timedelta(days))) for days in (8, 7))
    said = "no copy of the book outside this laptop"
    assert said in " ".join(late.err.split()) and said not in " ".join(early.err.split())


def test_who_left_today_is_outside(haulbook: Haulbook, folder: Path) -> None:
    """The date counts, but he is there no more: the table says outside, as the screen does."""
    commit(folder, trip(YUSUF, "RU 20.11–23.11"))
    assert status(haulbook, folder, "Юсупов Шерзод").out.count("outside") == 1


def test_after_a_breach_no_date_stands_alone(haulbook: Haulbook, folder: Path) -> None:
    """A driver outside whose breach was never settled gets no return date but "not known"."""
    commit(folder, trip(YUSUF, "RU 01.03–05.06"))
    line = next(line for line in status(haulbook, folder).out.splitlines() if line.startswith("Юсупов Шерзод"))
    assert line.rstrip().endswith("not known")


def test_the_last_day_of_who_is_inside_and_over_has_gone_by(haulbook: Haulbook, folder: Path) -> None:
    """In the table as on screen and paper."""
    commit(folder, trip(OTHER, "RU 01.08–"))
    assert "gone by" in status(haulbook, folder).out


def test_an_application_that_ran_out_is_not_called_over(haulbook: Haulbook, folder: Path) -> None:
    """120 days under applications that ran out read "no entry without a new application", not "over"."""
    filed = [Paper(holder=YUSUF.id, kind="ruid-driver", country="RU", issued=day(issued)) for issued in ("27.06", "10.08")]
    commit(folder, *filed, *(trip(YUSUF, stay) for stay in ("RU 03.07–20.08", "RU 01.09–31.10", "RU 05.11–14.11")))
    run = status(haulbook, folder, "Юсупов Шерзод")
    assert "no entry without a new application" in run.out
    assert ("over the limit" in run.out, run.status) == (False, 0)


def test_over_another_rule_names_that_rule(haulbook: Haulbook, folder: Path) -> None:
    """95 days in Belarus under raised joint days: the sentence names Belarus, since the figures are joint ones."""
    filed = [Paper(holder=YUSUF.id, kind="ruid-driver", country="RU", issued=day(issued)) for issued in ("20.07", "01.10")]
    commit(folder, *filed, trip(YUSUF, "BY 01.08–29.09"), trip(YUSUF, "BY 10.10–13.11"))
    assert "Belarus alone: over the limit by 5 d" in status(haulbook, folder).out
    assert json.loads(status(haulbook, folder, "--rule", "belarus", "--json", "Юсупов Шерзод").out)[0]["used"] == 95


def test_a_surname_is_enough_where_one_driver_has_it(haulbook: Haulbook, folder: Path) -> None:
    """Ахметов is one driver; of two by the name of Юсупов the full names are offered, with status 2."""
    assert [each["driver"] for each in json.loads(status(haulbook, folder, "--json", "АХМЕТОВ").out)] == ["Ахметов Ерлан Серикович"]
    run = status(haulbook, folder, "юсупов")
    assert (run.status, run.out) == (2, "")
    assert "Юсупов Тимур" in run.err
    assert "Юсупов Шерзод" in run.err


def test_a_name_nobody_has_offers_near_ones(haulbook: Haulbook, folder: Path) -> None:
    """A slip of the finger ends with 2 and names whom it might have meant."""
    run = status(haulbook, folder, "Ахметв")
    assert (run.status, run.out) == (2, "")
    assert "Ахметов Ерлан Серикович" in run.err


@pytest.mark.parametrize("arguments", [("--on", "30.02.2026"), ("--on", "soon"), ("--rule", "atlantis")])
def test_what_cannot_be_meant_ends_with_two(haulbook: Haulbook, folder: Path, arguments: tuple[str, str]) -> None:
    """A date that does not exist and a rule that does not are wrong use, said in one sentence."""
    run = haulbook("--book", str(folder), "status", *arguments)
    assert (run.status, run.out) == (2, "")
    assert arguments[1] in run.err


def test_a_book_that_is_not_there_is_no_empty_firm(haulbook: Haulbook, tmp_path: Path) -> None:
    """A folder mistyped after --book ends with 3, names the folder and makes none."""
    run = haulbook("--book", str(tmp_path / "bok"), "status", "--json")
    assert (run.status, run.out, (tmp_path / "bok").exists()) == (3, "", False)
    assert "bok" in run.err


def test_asking_changes_nothing(haulbook: Haulbook, folder: Path) -> None:
    """The roster is read while the app may hold the book: no file of it is touched."""
    before = files_of(folder)
    with open_book(folder):
        assert status(haulbook, folder, "--json").status == 0
    assert status(haulbook, folder).status == 0
    assert files_of(folder).keys() >= before.keys()


# explain


def test_explain_tells_trip_by_trip(haulbook: Haulbook, folder: Path) -> None:
    """Each stay with its dates and route, what was counted once, what lies outside the year, what is still to come, and the source."""
    run = haulbook("--book", str(folder), "explain", "ахметов", "--on", "23.11.2026")
    assert "per calendar year: 26 of 90 used" in run.out
    assert "   10  Russia, 01.03.2026 – 10.03.2026, Алматы–Минск" in run.out
    assert "1 day counted already: 10.03" in run.out
    assert "4 days not counted, outside the window: 28.12–31.12" in run.out
    assert "5 days not counted, still to come: 01.12–05.12" in run.out
    assert "Together 26 days" in run.out
    assert "115-FZ" in run.out
    assert run.status == 0


def test_explain_holds_the_dates_behind_the_figure(haulbook: Haulbook, folder: Path) -> None:
    """The dates counted, put together from the JSON, are as many as the figure; the ends of each span are both in."""
    commit(folder, Unsettled(driver=AHMET.id, file="office.xlsx", sheet="Рейсы", row=49, problem="unreadable"))
    told = json.loads(haulbook("--book", str(folder), "explain", "ахметов", "--on", "23.11.2026", "--json").out)
    spans = [span for stay in told["stays"] for span in stay["counted"]["dates"]]
    lengths = [(date.fromisoformat(last) - date.fromisoformat(first)).days + 1 for first, last in spans]
    assert (told["used"], sum(lengths), sum(stay["counted"]["days"] for stay in told["stays"])) == (26, 26, 26)
    assert told["window"] == {"name": "calendar-year", "first": "2026-01-01", "last": "2026-11-23"}
    assert (told["source"]["confidence"], told["unsettled"][0]["row"]) == ("law", 49)
    assert (told["stays"][1]["route"], told["stays"][1]["entry_basis"]) == ("Алматы–Минск", "told")


# paths and demo


def test_paths_say_where_things_lie(haulbook: Haulbook, folder: Path, tmp_path: Path) -> None:
    """Book, settings and log, for people and for scripts; settings that cannot be read are said."""
    told = json.loads(haulbook("--book", str(folder), "paths", "--json").out)
    assert told["book"] == str(folder)
    assert told["settings"] == str(tmp_path / "home" / "settings.toml")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text("theme = light")
    office.cache_clear()
    run = haulbook("paths")
    assert str(tmp_path / "home" / "book") in run.out
    assert "left as they are" in run.err


def test_the_demonstration_needs_a_terminal(haulbook: Haulbook) -> None:
    """Without a terminal to draw on it says so and ends with 2."""
    run = haulbook("demo")
    assert (run.status, run.out) == (2, "")
    assert "terminal" in run.err


def test_the_demonstration_leaves_nothing_behind(haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The app is opened on 14 made-up drivers in a folder of their own, which is gone when it is left."""
    seen: list[tuple[int, Path]] = []

    def look(open_book: Callable[[], RecordBook], laptop: object, today: object, *, is_demo: bool) -> int:
        assert is_demo
        with open_book() as book:
            seen.append((len(book.drivers()), book.folder))
        return 0

    monkeypatch.setattr("tui.app.run", look)
    monkeypatch.setattr("tui.cli.status.has_terminal", lambda: True)
    assert haulbook("demo").status == 0
    ((drivers, folder),) = seen
    assert (drivers, folder.exists(), (tmp_path / "home" / "book").exists()) == (14, False, False)


def test_who_leaves_the_demonstration_of_the_first_start_is_back_in_his_own_book(
    haulbook: Haulbook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Looking around first is no way out of the program: the own book is opened again, still empty."""
    seen: list[tuple[bool, int]] = []

    def look(open_book: Callable[[], RecordBook], laptop: object, today: object, *, is_demo: bool = False) -> int:
        with open_book() as book:
            seen.append((is_demo, len(book.drivers())))
        return DEMO if len(seen) == 1 else 0

    monkeypatch.setattr("tui.app.run", look)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("tui.cli.status.has_terminal", lambda: True)
    assert haulbook().status == 0 and seen == [(False, 0), (True, 14), (False, 0)]


def test_sentences_come_in_the_language_of_the_laptop(haulbook: Haulbook, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Russian laptop the roster is Russian; scripts get the same JSON names."""
    monkeypatch.setenv("HAULBOOK_LANG", "ru")
    office.cache_clear()
    run = status(haulbook, folder)
    assert "Водитель" in run.out
    assert max(map(len, run.out.splitlines())) <= 80
    assert json.loads(status(haulbook, folder, "--json").out)[0]["used"] == 26
    use("en")


# what is not known


def test_both_figures_are_said_where_readings_differ(haulbook: Haulbook, folder: Path) -> None:
    """A driver in under an application: 86 more days on end, which hold in any case, or 176 where 180 may be on end: said in full."""
    commit(folder, Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("16.11")))
    run = status(haulbook, folder, "ахметов")
    assert ("26/180" in run.out, "26/180?" in run.out, run.status) == (True, False, 0)
    run = haulbook("--book", str(folder), "explain", "--on", "23.11.2026", "ахметов")
    assert "Or, if 180 days may be on end: 26 of 180 used, 176 d left" in run.out


def test_days_used_before_the_book_are_named_in_the_explanation(haulbook: Haulbook, folder: Path) -> None:
    """20 days told as of 1 February: counted, with who said so, and no trip made up for them."""
    before = Opening(driver=YUSUF.id, as_of=day("01.02"), said_by="Юсупов", years=(OpeningYear(year=2026, both=20),))
    with open_book(folder) as book:
        book.commit([before], "test")
    run = haulbook("--book", str(folder), "explain", "--on", "23.11.2026", "Юсупов Шерзод")
    assert "dates not known: used before 01.02.2026, told by Юсупов" in run.out
    told = json.loads(haulbook("--book", str(folder), "explain", "--json", "--on", "23.11.2026", "Юсупов Шерзод").out)
    assert [(each["opening"], each["trip"], each["counted"]["days"]) for each in told["stays"]] == [(before.id, None, 20)]
