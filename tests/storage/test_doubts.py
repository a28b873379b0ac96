"""What is not known of a driver: both figures in the fleet list, days used before the book began, and what the firm holds for settled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.explain import explain
from storage import answers
from storage.answers import RosterLine
from storage.book import RecordBook, RecordRefused
from storage.openings import counted_twice
from storage.records import Driver, Firm, Opening, OpeningYear, Paper, Record
from storage.status_json import status_json
from tests.storage.books import open_book
from tests.storage.journeys import day, trip

ON = day("23.11")
AHMET = Driver(name="Ахметов Ерлан Серикович", citizenship="KZ")
ELCHIN = Driver(name="Гулиев Эльчин", citizenship="AZ")
UNDER_APPLICATION = (
    trip(ELCHIN, "RU 01.01–31.03"),
    trip(ELCHIN, "RU 05.09–14.09"),
    Paper(holder=ELCHIN.id, kind="ruid-driver", country="RU", issued=day("01.09"), until=day("10.09")),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with open_book(tmp_path / "book") as opened:
        opened.commit([AHMET, ELCHIN], "test")
        yield opened


def line_of(book: RecordBook, *records: Record, driver: Driver = AHMET, rule: str | None = None) -> RosterLine:
    """The driver's line once these records are in the book."""
    book.commit(records, "test")
    return answers.line(book, driver, ON, rule)


def opening(as_of: str, *years: OpeningYear, driver: Driver = AHMET) -> Opening:
    return Opening(driver=driver.id, as_of=day(as_of), said_by="Ахметов", years=years)


def params(line: RosterLine, code: str) -> dict[str, Any]:
    (found,) = (finding for finding in line.findings if finding.code == code)
    return dict(found.params)


def codes(line: RosterLine) -> list[str]:
    return [finding.code for finding in line.findings]


def test_where_all_is_known_there_is_one_figure(book: RecordBook) -> None:
    """No application, no opening: nothing is disputed, and one ledger is kept."""
    line = line_of(book, trip(AHMET, "RU 01.03–10.03"))
    assert (line.state, line.disputed, status_json(line)["disputed"]) == ("within", (), None)
    assert book.cases(AHMET.id, "union-state").main is book.ledger(AHMET.id, "union-state")
    assert line_of(book, trip(AHMET, "RU 01.04–20.07")).state == "over"


def test_a_driver_over_by_one_reading_only_is_neither_within_nor_over(book: RecordBook) -> None:
    """A hundred days of an Azerbaijani driver, ten of them under an application: 100 of 90, or at best 100 of 180."""
    line = line_of(book, *UNDER_APPLICATION, driver=ELCHIN)
    assert (line.standing.over, line.state) == (10, "disputed")
    assert "over" not in codes(line) and line.caution == "breach-open"
    told = params(line, "disputed")
    assert {name: told[name] for name in ("rule", "used", "limit", "other_used", "other_limit", "reading")} == {
        "rule": "union-state",
        "used": 100,
        "limit": 90,
        "other_used": 100,
        "other_limit": 180,
        "reading": "ruid-covers:year ruid-az:raised",
    }


def test_scripts_get_the_other_figures_with_their_cases(book: RecordBook) -> None:
    """`disputed` lists each other set of figures once, with the readings that give it."""
    told = status_json(line_of(book, *UNDER_APPLICATION, driver=ELCHIN))
    assert told["state"] == "disputed"
    first = told["disputed"][0]
    assert first["cases"][0] == {"ruid-az": "raised"}
    assert {name: first[name] for name in ("used", "limit", "remaining", "over")} == {"used": 100, "limit": 90, "remaining": -10, "over": 0}
    assert first["room"] == told["room"]


def test_a_reading_that_the_firm_has_settled_is_the_one_figure(book: RecordBook) -> None:
    """The firm holds that Azerbaijan is meant: no dispute about it any more, and taking that back brings it back."""
    settled = Firm(readings={"ruid-az": "raised", "ruid-covers": "stay", "ruid-continuous": "holds", "ruid-from": "2026-07"})
    line_of(book, *UNDER_APPLICATION, driver=ELCHIN)
    line = line_of(book, settled, driver=ELCHIN)
    assert (line.state, line.standing.over, line.disputed) == ("within", 0, ())
    book.undo()
    assert answers.line(book, ELCHIN, ON).state == "disputed"


def test_more_room_by_another_reading_is_shown_and_not_disputed(book: RecordBook) -> None:
    """In since 20 November under an application: 86 more days on end, or 176 where 180 may be on end. The 86 hold either way."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("10.11"))
    line = line_of(book, trip(AHMET, "RU 20.11–"), paper)
    assert line.room and line.room.days == 86
    assert [other.figures.room_days for other in line.disputed] == [176]
    assert (line.state, "disputed" in codes(line)) == ("within", False)


def test_less_room_by_another_reading_is_disputed(book: RecordBook) -> None:
    """80 days before, in since 20 November under an application that ends on the 25th: 86 more days, or 6 where it covers its own dates."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("10.11"), until=day("25.11"))
    line = line_of(book, trip(AHMET, "RU 01.01–21.03"), trip(AHMET, "RU 20.11–"), paper)
    told = params(line, "disputed")
    assert (line.state, told["left"], told["other_left"], told["reading"]) == ("disputed", 86, 6, "ruid-covers:dates")
    assert line.standing.over == 0


def test_figures_that_differ_in_the_limit_alone_are_shown_and_not_disputed(book: RecordBook) -> None:
    """60 days, the application of September covers the year or not: the limit differs, what he may do today does not."""
    paper = Paper(holder=AHMET.id, kind="ruid-driver", country="RU", issued=day("01.09"), until=day("10.09"))
    line = line_of(book, trip(AHMET, "RU 05.09–10.09"), paper)
    assert {other.figures.limit for other in line.disputed} == {180} and line.standing.limit == 90
    assert (line.state, "disputed" in codes(line)) == ("within", False)


def test_a_joint_stay_is_disputed_for_belarus_alone(book: RecordBook) -> None:
    """100 days in Russia and Belarus, nobody knows where: over the joint 90, and perhaps over Belarus's own."""
    line = line_of(book, trip(AHMET, "RU+BY 01.03–08.06"))
    assert (line.state, codes(line)[:2]) == ("over", ["over", "breach-open"])
    told = params(line, "disputed")
    assert (told["rule"], told["used"], told["other_used"], told["reading"]) == ("belarus", 100, 0, "joint:left-out")
    assert line_of(book, rule="belarus").state == "disputed"


def test_days_used_before_the_book_began_count(book: RecordBook) -> None:
    """70 days told as of 1 June and 10 since: 80 of 90, and the explanation names the opening."""
    before = opening("01.06", OpeningYear(year=2026, both=70, russia=60, belarus=12))
    line = line_of(book, before, trip(AHMET, "RU 10.06–19.06"))
    assert (line.standing.used, line.state) == (80, "within")
    assert dict(line.standing.by_country) == {"BY": 12, "RU": 70}
    assert [(each.stay.ref == before.id, len(each.counted)) for each in explain(book.ledger(AHMET.id, "union-state"), ON).lines] == [
        (True, 60),
        (True, 10),
        (False, 10),
    ]
    assert line_of(book, msgspec.structs.replace(before, deleted=True)).standing.used == 10


def test_an_opening_of_unknown_countries_is_a_range_for_belarus(book: RecordBook) -> None:
    """95 days together, nobody knows where: over Belarus's own 90, or not in Belarus at all."""
    line = line_of(book, opening("01.06", OpeningYear(year=2026, both=95)), rule="belarus")
    assert (line.state, line.standing.used, [other.figures.used for other in line.disputed]) == ("disputed", 95, [0])


def test_an_opening_is_kept_like_any_record(book: RecordBook, tmp_path: Path) -> None:
    """It is there when the book is opened again, with its years."""
    before = opening("01.06", OpeningYear(year=2025, both=40), OpeningYear(year=2026, both=12, belarus=0))
    book.commit([before], "test")
    book.close()
    with open_book(tmp_path / "book") as again:
        (kept,) = again.openings_of(AHMET.id)
        assert kept.years == before.years and kept.said_by == "Ахметов"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"driver": ""}, "driver-missing"),
        ({"said_by": " "}, "said-by-missing"),
        ({"years": ()}, "years-missing"),
        ({"years": (OpeningYear(year=2026, both=1), OpeningYear(year=2026, both=2))}, "year-twice"),
        ({"years": (OpeningYear(year=0, both=1),)}, "year-impossible"),
        ({"years": (OpeningYear(year=2026, both=-1),)}, "days-negative"),
        ({"years": (OpeningYear(year=2026, both=152),)}, "days-too-many"),
        ({"years": (OpeningYear(year=2027, both=1),)}, "days-too-many"),
        ({"years": (OpeningYear(year=2026, both=10, russia=11),)}, "days-disagree"),
        ({"years": (OpeningYear(year=2026, both=10, russia=4, belarus=5),)}, "days-disagree"),
    ],
)
def test_an_opening_that_cannot_be_true_is_refused(book: RecordBook, change: dict[str, Any], code: str) -> None:
    """Nobody who said it, a year twice, more days than the year had before the date, countries that do not add up."""
    sound = opening("01.06", OpeningYear(year=2026, both=151))
    assert not list(sound.problems())
    with pytest.raises(RecordRefused) as refused:
        book.commit([msgspec.structs.replace(sound, **change)], "test")
    assert refused.value.codes == (code,)


def test_trips_of_the_time_before_are_told(book: RecordBook) -> None:
    """A recorded trip of May beside an opening as of 1 June may be counted twice: the two are named together."""
    before = opening("01.06", OpeningYear(year=2026, both=20))
    book.commit([before, trip(AHMET, "RU 10.05–12.05"), trip(AHMET, "RU 10.06–12.06")], "test")
    ((found, recorded),) = counted_twice(book.openings_of(AHMET.id), book.stays_of(AHMET.id))
    assert found.id == before.id and [stay.entry for stay in recorded] == [day("10.05")]
    assert book.ledger(AHMET.id, "union-state").standing(ON).used == 26
