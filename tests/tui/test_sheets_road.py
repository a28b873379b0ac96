"""The road sheet: what a driver may show at a post, from the carrier's own records, and nothing that is the office's business."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.records import Basis, Driver, Leg, Paper, Record, Trip, Unsettled
from tests.storage.journeys import day, trip
from tests.tui.sheeting import AHMET, facts, prose, said, sheet_of, stays, strip
from tui.sheets.page import Heading, Shade, Sheet, Signature
from tui.wording import use

PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N85950748", until=day("01.01.27"))
OLD_PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N11111111", until=day("01.02.26"))
TO_MINSK = trip(AHMET, "RU 01.03–10.03, BY 10.03–14.03, RU 14.03–20.03", route="Алматы–Минск")


def foot(sheet: Sheet) -> str:
    return prose(sheet, "")


def leg(country: str, entry: str, exit: str | None, **more: object) -> Leg:
    known = {"driver": AHMET.id, "country": country, "entry": day(entry), "exit": day(exit) if exit else None, **more}
    known.setdefault("entry_basis", Basis.TOLD)
    known.setdefault("exit_basis", Basis.TOLD if exit else None)
    return msgspec.convert(known, Leg)


def test_it_says_whose_days_these_are(tmp_path: Path) -> None:
    """Firm, driver, citizenship, birth, every passport used (the newest first), the period and the date stand on the sheet."""
    sheet = sheet_of(tmp_path, [OLD_PASSPORT, PASSPORT, TO_MINSK])
    heading = sheet.blocks[0]
    assert isinstance(heading, Heading)
    assert (heading.name, heading.aside) == ("Ахметов Ерлан Серикович", "as of 23.11.2026")
    found = facts(sheet)
    assert found["Carrier"] == "ТОО «Ұлы Дала Транс»"
    assert found["Citizenship"] == "Kazakhstan"
    assert found["Born"] == "07.11.1980"
    assert found["Passports used"] == "N85950748 until 01.01.2027, N11111111 until 01.02.2026"
    assert found["Period"] == "01.01.2026 – 23.11.2026"


def test_days_by_country_and_together(tmp_path: Path) -> None:
    """Russia 17 and Belarus 5, two dates in both: 20 together, each date once, not 22."""
    found = facts(sheet_of(tmp_path, [TO_MINSK]))
    assert found["Russia"] == "17"
    assert found["Belarus"] == "5"
    assert found["In two countries on one date"] == "2"
    assert found["Together, each date once"] == "20"


def test_each_stay_with_its_sum(tmp_path: Path) -> None:
    """Number, country, entry and exit with place and basis, dates of the stay, dates counted, running total."""
    rows = stays(sheet_of(tmp_path, [TO_MINSK]))
    assert rows == [
        ("1", "Russia", "01.03.2026", "", "told", "10.03.2026", "", "told", "10", "10", "10"),
        ("2", "Belarus", "10.03.2026", "", "told", "14.03.2026", "", "told", "5", "4", "14"),
        ("3", "Russia", "14.03.2026", "", "told", "20.03.2026", "", "told", "7", "6", "20"),
    ]


def test_places_and_proofs_stand_beside_the_dates(tmp_path: Path) -> None:
    """A mark that was seen has the number of the card, an authority's answer its number, a told date nothing."""
    seen = leg("RU", "01.03", "10.03", entry_point="Маштаково", entry_basis="shown", entry_proof="46 1234567", exit_point="Сагарчин")
    asked = leg("RU", "01.04", "10.04", exit_basis="official", exit_proof="исх. 12")
    rows = stays(sheet_of(tmp_path, [Trip(legs=(seen,)), Trip(legs=(asked,))]))
    assert rows[0][3:8] == ("Маштаково", "mark seen: 46 1234567", "10.03.2026", "Сагарчин", "told")
    assert rows[1][3:8] == ("", "told", "10.04.2026", "", "authority's answer: исх. 12")


@pytest.mark.parametrize("journey", ["RU 20.11–", "RU 20.11–22.11?", "RU 20.11–28.11?", "RU 20.11–28.11"])
def test_a_stay_that_goes_on_is_counted_to_the_date(tmp_path: Path, journey: str) -> None:
    """Whatever exit is planned, passed or foretold: the road sheet says that the end is calculated, and counts four days."""
    rows = stays(sheet_of(tmp_path, [trip(AHMET, journey)]))
    assert rows == [("1", "Russia", "20.11.2026", "", "told", "—", "", "calculated, to 23.11.2026", "4", "4", "4")]


def test_a_stay_ended_today_is_ended(tmp_path: Path) -> None:
    """Who left today is shown with today's exit."""
    assert stays(sheet_of(tmp_path, [trip(AHMET, "RU 20.11–23.11")]))[0][5:8] == ("23.11.2026", "", "told")


def over_everything() -> list[Record]:
    """A driver far over the limit, with plans, notes, a row nobody could read, and papers that alarm."""
    noted = msgspec.structs.replace(trip(AHMET, "RU 10.09–20.09", route="Алматы–Москва"), note="Секретный груз")
    return [
        trip(AHMET, "RU 20.12.25–25.04"),
        noted,
        trip(AHMET, "RU 10.11–20.11?"),
        trip(AHMET, "RU 12.11?–14.11?"),
        trip(AHMET, "BY 01.12?–14.12?"),
        Paper(holder=AHMET.id, kind="licence", number="56 571865", until=day("01.02.26")),
        Paper(holder=AHMET.id, kind="entry-ban", country="RU", issued=day("01.11"), until=day("01.11.30")),
        Unsettled(driver=AHMET.id, file="office.xlsx", sheet="Рейсы", row=49, problem="no-such-date"),
    ]


def test_nothing_that_is_the_offices_business(tmp_path: Path) -> None:
    """No over, no limit, no breach, no plan, no finding, no note, no route, no paper but the passport, whatever is in the book."""
    text = said(sheet_of(tmp_path, over_everything())).lower()
    for word in (
        "over",
        "limit",
        "breach",
        "plan",
        "left",
        "ban",
        "licence",
        "секретный",
        "москва",
        "office",
        "01.12.2026",
        "12.11.2026",
        "90",
        "180",
    ):
        assert word not in text, word


def test_the_strip_shows_only_what_happened(tmp_path: Path) -> None:
    """Days beyond the limit look like any day inside; nothing is drawn after the date of the sheet."""
    year = strip(sheet_of(tmp_path, over_everything()))
    shades = {cell.shade for month in year.months for cell in month.cells}
    assert shades == {Shade.NONE, Shade.OUTSIDE, Shade.FIRST}
    assert all(cell.text == "" and not cell.marks for cell in year.months[11].cells)
    assert year.sum_titles == ("days",)


def test_what_was_not_counted_is_said(tmp_path: Path) -> None:
    """Days of the old year, dates counted once though two stays share them, days under a residence permit: each with its reason."""
    permit = Paper(holder=AHMET.id, kind="residence-permit", number="83 1204417", country="RU", issued=day("01.06"), until=day("01.06.31"))
    sheet = sheet_of(tmp_path, [trip(AHMET, "RU 28.12.25–02.01"), TO_MINSK, trip(AHMET, "RU 30.05–10.06"), permit])
    reasons = prose(sheet, "Not counted")
    assert "№ 1: 4 days outside the period" in reasons
    assert "№ 3, 4: 1 date already counted with an earlier stay" in reasons
    assert "№ 5: 10 days not counted under: residence permit 83 1204417" in reasons


def test_stays_of_other_countries_are_left_out(tmp_path: Path) -> None:
    """Poland and Georgia are no part of these days."""
    rows = stays(sheet_of(tmp_path, [trip(AHMET, "RU 01.03–03.03, PL 03.03–10.03, GE 01.04–02.04")]))
    assert [row[1] for row in rows] == ["Russia"]


def test_a_cancelled_trip_keeps_what_happened(tmp_path: Path) -> None:
    """Of a cancelled trip the planned leg is gone and the leg he is on is open."""
    cancelled = msgspec.structs.replace(trip(AHMET, "RU 20.11–30.11?, BY 30.11?–02.12?"), cancelled=True)
    assert stays(sheet_of(tmp_path, [cancelled])) == [
        ("1", "Russia", "20.11.2026", "", "told", "—", "", "calculated, to 23.11.2026", "4", "4", "4")
    ]


def test_one_driver_of_a_crew_has_his_own_legs(tmp_path: Path) -> None:
    """A crew of two: only his own dates stand on his sheet."""
    other = Driver(name="Юсупов Шерзод")
    crew = Trip(legs=(*trip(other, "RU 01.03–30.03").legs, *trip(AHMET, "RU 05.03–06.03").legs))
    assert [row[2] for row in stays(sheet_of(tmp_path, [other, crew]))] == ["05.03.2026"]


def test_the_foot_says_how_the_dates_are_known_and_what_the_sheet_is_not(tmp_path: Path) -> None:
    """How many dates were checked against a mark, told, calculated; that the authority's records hold; both ends; no proof, no advice."""
    seen = Trip(legs=(leg("RU", "01.03", "10.03", entry_basis="shown", exit_basis="shown"),))
    text = foot(sheet_of(tmp_path, [seen, trip(AHMET, "RU 20.11–")]))
    assert "Made by the carrier from its own records as of 23.11.2026." in text
    assert "Dates of entry and exit above: 2 checked against a border mark, 1 told by the driver, 1 calculated" in text
    assert "the records of the border authority hold" in text
    assert "both counted in full, there being no official text on it" in text
    assert "The rules are those known on 23.11.2026." in text
    assert "not a proof of a right to stay, not a lawyer's advice and not an admission of anything" in text


def test_it_is_signed_as_an_extract(tmp_path: Path) -> None:
    """Signature and stamp stand under "true extract from the carrier's records"."""
    signature = next(block for block in sheet_of(tmp_path, []).closing if isinstance(block, Signature))
    assert signature.statement == "True extract from the carrier's records"
    assert signature.captions == ("position", "signature", "full name", "date")
    assert signature.stamp == "stamp"


def test_the_article_it_is_counted_by(tmp_path: Path) -> None:
    """The article and from when Belarus counts are named."""
    by = facts(sheet_of(tmp_path, []))["Counted by"]
    assert by.startswith("115-FZ art. 5 p. 1")
    assert by.endswith("Belarus counts from 11.01.2025")


def test_what_is_not_known_is_left_to_be_written_in(tmp_path: Path) -> None:
    """Without a passport there is a line to write on; an unknown citizenship is said, not guessed."""
    found = facts(sheet_of(tmp_path, [], driver=Driver(name="Ким Вячеслав")))
    assert set(found["Passports used"]) == {"_"}
    assert found["Citizenship"] == "not known"


def test_no_stay_at_all(tmp_path: Path) -> None:
    """A driver who was nowhere has a sheet that says so."""
    sheet = sheet_of(tmp_path, [])
    assert stays(sheet) == []
    assert "No stay in this period." in said(sheet)
    assert facts(sheet)["Together, each date once"] == "0"


@pytest.mark.parametrize("purpose", ["road", "office"])
def test_never_the_word(tmp_path: Path, purpose: str) -> None:
    """No sheet says legal or lawful."""
    text = said(sheet_of(tmp_path, over_everything(), "office" if purpose == "office" else "road")).lower()
    assert "legal" not in text
    assert "lawful" not in text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_letters_of_the_strip_in_russian_and_kazakh(tmp_path: Path, language: str) -> None:
    """Р for Russia, Б for Belarus, Х for both, and the legend says so."""
    use(language)
    year = strip(sheet_of(tmp_path, [TO_MINSK]))
    assert "".join(cell.text for cell in year.months[2].cells) == "РРРРРРРРРХБББХРРРРРР" + "·" * 11
    assert [cell.text for cell, _ in year.legend] == ["Р", "Б", "Х", ""]


def test_the_day_of_the_sheet_is_marked(tmp_path: Path) -> None:
    """23 November is marked on the strip and explained beneath it."""
    year = strip(sheet_of(tmp_path, []))
    marked = [
        date(2026, number, place + 1) for number, month in enumerate(year.months, 1) for place, cell in enumerate(month.cells) if cell.marks
    ]
    assert marked == [date(2026, 11, 23)]
    assert [meaning for _, meaning in year.legend] == ["date of this sheet"]
