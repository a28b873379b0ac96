"""The book against a list of crossings: what agrees, what differs, what either side lacks, and taking the list's word over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.book import RecordBook
from storage.reading import FileRefused, Source, open_file, read_file
from storage.reading.crossings import Crossing, read_crossings
from storage.reconciling import Comparison, Line, reconciled, taken
from storage.records import Basis, Opening, OpeningYear, Trip
from tests.storage.books import open_book
from tests.storage.readings import DATA, DRIVERS, OFFICE, ON, legs_of, named, said, table, take, trips

HEAD = "Водитель | Дата | Направление | Страна | Пункт"


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[RecordBook]:
    """Ким was in Russia from 1 to 5 March, and over Belarus and back from 10 to 20 April."""
    with open_book(tmp_path / "book") as book:
        take(book, table(DRIVERS, "Водители"), file="водители.xlsx")
        journeys = (
            "Ким В.О. | РФ | 01.03.2026 | 05.03.2026",
            "Ким В.О. | РФ | 10.04.2026 | 12.04.2026",
            "Ким В.О. | РБ | 12.04.2026 | 15.04.2026",
            "Ким В.О. | РФ | 15.04.2026 | 20.04.2026",
        )
        take(book, trips(*journeys))
        yield book


def compared(book: RecordBook, *lines: str, on: date = ON) -> Comparison:
    """Compares the book with a list: each line a day and month, ``+`` in or ``-`` out, a country."""
    rows = []
    for line in lines:
        day, direction, country = line.split()
        rows.append(f"Ким В.О. | {day}.2026 | {'въезд' if direction == '+' else 'выезд'} | {country} | ")
    listed = read_crossings(Source("справка.csv", (table("\n".join([HEAD, *rows])),)), book, on)
    assert not listed.refused
    (found,) = reconciled(book, listed.crossings, on)
    return found


def told(found: Comparison) -> list[str]:
    """Returns the lines that do not agree: country, both verdicts, the count before and after."""
    return [f"{line.country} {line.entry} {line.exit} {_effect(line)}" for line in found.lines if not line.agrees]


def _effect(line: Line) -> str:
    return f"{line.effect.before}→{line.effect.after}" if line.effect else "-"


AGREED = ("01.03 + РФ", "05.03 - РФ", "10.04 + РФ", "12.04 - РФ", "12.04 + РБ", "15.04 - РБ", "15.04 + РФ", "20.04 - РФ")


def test_the_list_that_came_with_the_journal_agrees_with_it(tmp_path: Path) -> None:
    """All 591 crossings of the Windows-1251 list, letters lost in the names and all, are those of the journal."""
    with open_book(tmp_path / "book") as book:
        book.commit(read_file(OFFICE, book, ON).changes, "import")
        listed = read_crossings(open_file(DATA / "crossings-cp1251.csv"), book, ON)
        assert (len(listed.crossings), listed.refused) == (591, [])
        found = reconciled(book, listed.crossings, ON)
        assert len(found) == 14
        assert sum(each.dates("agrees") for each in found) == 591
        assert all(line.agrees for each in found for line in each.lines)


def test_what_agrees_is_counted_and_nothing_else_is_said(staffed: RecordBook) -> None:
    """Every date on both sides alike."""
    found = compared(staffed, *AGREED)
    assert (told(found), found.dates("agrees"), found.outer) == ([], 8, False)


def test_a_later_exit_in_the_list_is_two_days_more(staffed: RecordBook) -> None:
    """The border has him out on the 7th, not the 5th: 16 days become 18."""
    found = compared(staffed, "01.03 + РФ", "07.03 - РФ", *AGREED[2:])
    assert told(found) == ["RU agrees differs 16→18"]
    staffed.commit(taken(staffed, found.lines, Basis.OFFICIAL), "taken")
    assert said(legs_of(staffed, "Ким")[0]) == "RU 01.03–07.03 official/official"
    assert told(compared(staffed, "01.03 + РФ", "07.03 - РФ", *AGREED[2:])) == []


def test_days_used_before_the_book_began_count_before_and_after(staffed: RecordBook) -> None:
    """Ten days of January, by his word: 26 become 28, not 18."""
    years = (OpeningYear(year=2026, both=10),)
    staffed.commit([Opening(driver=named(staffed, "Ким").id, as_of=date(2026, 2, 1), said_by="он сам", years=years)], "opening")
    assert told(compared(staffed, "01.03 + РФ", "07.03 - РФ", *AGREED[2:])) == ["RU agrees differs 26→28"]


def test_a_stay_that_the_book_has_not_becomes_a_trip(staffed: RecordBook) -> None:
    """The list has three days in June that nobody wrote down."""
    found = compared(staffed, *AGREED, "01.06 + РФ", "03.06 - РФ")
    assert told(found) == ["RU not-in-book not-in-book 16→19"]
    staffed.commit(taken(staffed, [line for line in found.lines if not line.agrees]), "taken")
    assert said(legs_of(staffed, "Ким")[-1]) == "RU 01.06–03.06 told/told"


def test_a_stay_that_the_list_has_not_is_taken_out(staffed: RecordBook) -> None:
    """The list has nothing of March: taken over, the trip is gone; undo brings it back."""
    found = compared(staffed, "01.02 + РФ", "02.02 - РФ", *AGREED[2:])
    assert told(found) == ["RU not-in-book not-in-book 16→18", "RU not-in-list not-in-list 16→11"]
    staffed.commit(taken(staffed, [line for line in found.lines if line.theirs is None]), "taken")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")] == ["RU 10.04–12.04", "BY 12.04–15.04", "RU 15.04–20.04"]
    staffed.undo()
    assert len(legs_of(staffed, "Ким")) == 4


def test_stays_outside_the_dates_of_the_list_are_not_missing_in_it(staffed: RecordBook) -> None:
    """A certificate about March says nothing about April."""
    assert told(compared(staffed, "01.03 + РФ", "05.03 - РФ")) == []


def test_a_list_with_outer_crossings_only_is_compared_on_them(staffed: RecordBook) -> None:
    """Into Russia on 10 April, out of it on the 20th: the days in Belarus between are neither missing nor different."""
    found = compared(staffed, "01.03 + РФ", "05.03 - РФ", "10.04 + РФ", "20.04 - РФ")
    assert (told(found), found.outer, found.dates("agrees")) == ([], True, 4)
    later = compared(staffed, "01.03 + РФ", "05.03 - РФ", "09.04 + РФ", "21.04 - РФ")
    assert told(later) == ["RU differs differs 16→18"]
    staffed.commit(taken(staffed, later.lines), "taken")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")][1:] == ["RU 09.04–12.04", "BY 12.04–15.04", "RU 15.04–21.04"]


def test_in_by_russia_and_out_by_belarus(staffed: RecordBook) -> None:
    """A stay nobody wrote down, known by its outer dates alone, becomes one in Russia and Belarus together."""
    found = compared(staffed, "01.06 + РФ", "04.06 - РБ")
    assert found.outer
    staffed.commit(taken(staffed, [line for line in found.lines if not line.agrees]), "taken")
    assert said(legs_of(staffed, "Ким")[-1]) == "RU+BY 01.06–04.06 told/told"


def test_out_by_the_other_country_than_the_book_has(staffed: RecordBook) -> None:
    """The book has March in Russia; the list has him out of Belarus: he was in both, and nobody knows when he went over."""
    found = compared(staffed, "01.03 + РФ", "05.03 - РБ", "10.04 + РФ", "20.04 - РФ")
    assert told(found) == ["RU+BY agrees differs 16→16"]
    staffed.commit(taken(staffed, found.lines), "taken")
    assert said(legs_of(staffed, "Ким")[0]) == "RU+BY 01.03–05.03 told/told"


def test_one_country_in_the_book_and_the_other_in_the_list(staffed: RecordBook) -> None:
    """The same dates in Belarus are not those in Russia: the one is missing in the book, the other in the list."""
    found = compared(staffed, "01.03 + РБ", "05.03 - РБ", "10.04 + РФ", "20.04 - РФ")
    assert sorted(told(found)) == ["BY not-in-book not-in-book 16→16", "RU not-in-list not-in-list 16→11"]


def test_an_exit_without_an_entry_cannot_be_taken_over(staffed: RecordBook) -> None:
    """The list has him come out in June, and never in: that is said, and nothing is made up."""
    found = compared(staffed, *AGREED, "03.06 - РФ")
    (line,) = [line for line in found.lines if not line.agrees]
    assert (line.exit, line.can_be_taken, taken(staffed, [line])) == ("not-in-book", False, [])


def test_a_missing_exit_changes_nothing_of_another_journey(staffed: RecordBook) -> None:
    """March lacks its exit; the journey of June, over Belarus and back on the 5th, is alike on both sides and stays so."""
    take(staffed, trips("Ким В.О. | РФ | 01.06.2026 | 05.06.2026", "Ким В.О. | РБ | 05.06.2026 | 05.06.2026"))
    take(staffed, trips("Ким В.О. | РФ | 05.06.2026 | 10.06.2026"))
    june = ("01.06 + РФ", "05.06 - РФ", "05.06 + РБ", "05.06 - РБ", "05.06 + РФ", "10.06 - РФ")
    assert told(compared(staffed, *AGREED, *june)) == []
    (line,) = [line for line in compared(staffed, AGREED[0], *AGREED[2:], *june).lines if not line.agrees]
    assert (line.entry, line.exit, line.hindrance) == ("agrees", "not-in-list", "no-exit")


def test_an_entry_alone_is_stretched_to_no_exit(staffed: RecordBook) -> None:
    """In on 15 February, never out: not the entry of March, with or without the list having March, and no stay since then."""
    for march, more in ((AGREED[:2], []), ((), ["RU not-in-list not-in-list 16→11"])):
        found = compared(staffed, "15.02 + РФ", *march, *AGREED[2:])
        assert told(found) == ["RU not-in-book outside -", *more]
        assert [line.hindrance for line in found.lines if line.theirs and not line.agrees] == ["no-exit"]


def test_no_stay_is_made_over_another_in_between(staffed: RecordBook) -> None:
    """Into Belarus on 1 May and out on the 20th, and in Russia from the 8th to the 12th: two rows are missing in the list."""
    found = compared(staffed, *AGREED, "01.05 + РБ", "08.05 + РФ", "12.05 - РФ", "20.05 - РБ")
    assert told(found) == ["BY not-in-book outside -", "RU not-in-book not-in-book 16→21", "BY outside not-in-book -"]
    assert [line.hindrance for line in found.lines if line.country == "BY" and not line.agrees] == ["no-exit", "no-entry"]


def test_a_country_that_the_list_is_not_about_is_neither_missing_nor_different(staffed: RecordBook) -> None:
    """A certificate of Russia alone: nothing of Belarus, although it has him out and in again on the way, and nothing of Poland."""
    take(staffed, trips("Ким В.О. | Польша | 20.03.2026 | 25.03.2026"))
    russia = [row for row in AGREED if row.endswith("РФ")]
    found = compared(staffed, *russia)
    assert (told(found), found.outer, found.apart) == ([], False, ("PL", "BY"))
    assert told(compared(staffed, *russia[:-1], "22.04 - РФ")) == ["RU agrees differs 16→18"]
    assert compared(staffed, "01.03 + РФ", "05.03 - РФ").apart == ()


def test_an_exit_and_the_next_entry_missing_make_no_long_stay(staffed: RecordBook) -> None:
    """In on 1 March, out on 20 April, nothing between: both stays lack a crossing, and none of them is drawn out over the weeks at home."""
    found = compared(staffed, "01.03 + РФ", "20.04 - РФ", "20.05 + РФ", "21.05 - РФ")
    assert told(found)[:2] == ["RU agrees not-in-list -", "RU not-in-list agrees -"]


def test_what_the_list_has_him_inside_on_is_not_taken_out(staffed: RecordBook) -> None:
    """By the list he was in Russia from 1 March to 21 April: April goes out of the book only after March was drawn out over it."""
    rows = ("01.03 + РФ", "21.04 - РФ")
    found = compared(staffed, *rows)
    assert told(found) == ["RU agrees differs 16→52", "RU+BY not-in-list not-in-list -"]
    assert found.lines[1].hindrance == "inside"
    staffed.commit(taken(staffed, found.lines), "taken")
    again = compared(staffed, *rows)
    assert told(again) == ["RU not-in-list not-in-list 52→52"] * 2
    staffed.commit(taken(staffed, again.lines), "taken")
    assert told(compared(staffed, *rows)) == []


def test_an_entry_that_nothing_follows_is_a_stay_that_lasts(staffed: RecordBook) -> None:
    """In on 20 November, the last that the list knows of him: he is inside since then, in the list alone or earlier than in the book."""
    found = compared(staffed, *AGREED, "20.11 + РФ")
    assert told(found) == ["RU not-in-book outside 16→20"]
    take(staffed, trips("Ким В.О. | РФ | 21.11.2026 | "))
    assert told(compared(staffed, *AGREED, "20.11 + РФ")) == ["RU differs outside 19→20"]


def test_an_entry_and_an_exit_on_the_last_date_leave_nobody_inside(staffed: RecordBook) -> None:
    """Two legs that touch, the exit between them missing: in again on 2 November and out on it; he is not inside since then."""
    take(staffed, trips("Ким В.О. | РФ | 27.10.2026 | 01.11.2026", "Ким В.О. | РФ | 02.11.2026 | 02.11.2026"))
    outer = ("01.03 + РФ", "05.03 - РФ", "10.04 + РФ", "20.04 - РФ")
    found = compared(staffed, *outer, "27.10 + РФ", "02.11 + РФ", "02.11 - РФ")
    assert told(found) == ["RU not-in-book outside -"]


def test_an_exit_alone_closes_a_stay_that_is_open(staffed: RecordBook) -> None:
    """In the book he is inside since 1 November; the list has him out on the 5th, without an entry."""
    take(staffed, trips("Ким В.О. | РФ | 01.11.2026 | "))
    assert told(compared(staffed, *AGREED, "05.11 - РФ")) == ["RU not-in-list not-in-book 39→21"]


def test_a_stay_that_the_list_has_in_two_is_shortened_and_another_made(staffed: RecordBook) -> None:
    """Out on 2 March and in again on the 4th, in order: that is what the list says, and no row too many."""
    found = compared(staffed, "01.03 + РФ", "02.03 - РФ", "04.03 + РФ", "05.03 - РФ", *AGREED[2:])
    staffed.commit(taken(staffed, found.lines), "taken")
    assert {said(leg)[:14] for leg in legs_of(staffed, "Ким")} >= {"RU 01.03–02.03", "RU 04.03–05.03"}


def test_a_day_in_the_other_country_within_a_leg_is_no_outer_date(staffed: RecordBook) -> None:
    """Of a grid Belarus lies within Russia; a list with outer dates alone has neither of its dates, and a later exit moves Russia's."""
    take(staffed, trips("Ким В.О. | РФ | 01.06.2026 | 09.06.2026", "Ким В.О. | РБ | 05.06.2026 | 05.06.2026"))
    outer = ("01.03 + РФ", "05.03 - РФ", "10.04 + РФ", "20.04 - РФ", "01.06 + РФ")
    assert told(compared(staffed, *outer, "09.06 - РФ")) == []
    found = compared(staffed, *outer, "11.06 - РФ")
    assert (told(found), found.outer, found.over) == (["RU agrees differs 25→27"], True, True)
    staffed.commit(taken(staffed, found.lines), "taken")
    assert "RU 01.06–11.06" in [said(leg)[:14] for leg in legs_of(staffed, "Ким")]


def test_a_date_that_cannot_be_is_not_taken_over(staffed: RecordBook) -> None:
    """The list's entry lies after the book's exit, and it has no exit: taken over, he would leave before he came."""
    found = compared(staffed, "05.03 + РФ", *AGREED[2:])
    lines = [line for line in found.lines if not line.agrees]
    assert all(
        not any(leg.problems()) for line in lines for record in taken(staffed, [line]) if isinstance(record, Trip) for leg in record.legs
    )


def test_an_open_stay_is_closed_by_the_list(staffed: RecordBook) -> None:
    """In the book he is still inside; the list has him out two weeks ago."""
    take(staffed, trips("Ким В.О. | РФ | 01.11.2026 | "))
    found = compared(staffed, *AGREED, "01.11 + РФ", "05.11 - РФ")
    assert told(found) == ["RU agrees not-in-book 39→21"]


def test_a_plan_is_not_missing_in_a_list_and_is_filled_by_it(staffed: RecordBook) -> None:
    """What was only planned need not stand in a list of what happened; where it does, the plan becomes what happened."""
    take(staffed, trips("Ким В.О. | РФ | 10.11.2026 | 14.11.2026 | план"))
    assert told(compared(staffed, *AGREED, "20.11 + РК", "21.11 - РК"))[:1] == ["KZ not-in-book not-in-book 16→16"]
    found = compared(staffed, *AGREED, "10.11 + РФ", "15.11 - РФ")
    assert told(found) == ["RU not-in-book not-in-book 16→22"]
    staffed.commit(taken(staffed, found.lines), "taken")
    assert said(legs_of(staffed, "Ким")[-1]) == "RU 10.11–15.11 told/told"


def test_drivers_whom_the_list_does_not_name_are_left_out(staffed: RecordBook) -> None:
    """A certificate of one driver says nothing about the others; one may be named."""
    crossings = [Crossing(named(staffed, "Ким").id, "RU", date(2026, 3, 1), True)]
    assert [each.driver.name for each in reconciled(staffed, crossings, ON)] == ["Ким Вячеслав Олегович"]
    assert reconciled(staffed, crossings, ON, [named(staffed, "Ахметов").id]) == []
    assert reconciled(staffed, [], ON) == []


def test_rows_that_cannot_be_read_are_named(staffed: RecordBook) -> None:
    """No date, no direction, no such country, a stranger: each row with its reason."""
    lines = (
        "Ким В.О. | 30.02.2026 | въезд | РФ",
        "Ким В.О. | 01.03.2026 | туда | РФ",
        "Кто Угодно | 01.03.2026 | въезд | Атлантида",
        "Ким В.О. | | |",
    )
    listed = read_crossings(Source("с.csv", (table("\n".join([HEAD, *lines])),)), staffed, ON)
    codes = [[problem.code for problem in row.problems] for row in listed.refused]
    assert codes == [
        ["no-such-date"],
        ["unknown-direction"],
        ["unknown-driver", "unknown-country"],
        ["date-missing", "direction-missing", "country-missing"],
    ]


def test_a_table_of_trips_is_a_list_of_crossings_too(staffed: RecordBook) -> None:
    """A driver's own list often has an entry and an exit in a row."""
    listed = read_crossings(Source("с.xlsx", (trips("Ким В.О. | РФ | 01.03.2026 | 06.03.2026"),)), staffed, ON)
    (found,) = reconciled(staffed, listed.crossings, ON)
    assert told(found) == ["RU agrees differs 16→17"]


def test_a_file_without_such_a_list_is_refused(staffed: RecordBook) -> None:
    """A list of drivers is no list of crossings."""
    with pytest.raises(FileRefused) as refused:
        read_crossings(Source("в.xlsx", (table(DRIVERS),)), staffed, ON)
    assert refused.value.code == "no-crossings"


def test_a_day_over_the_other_country_and_back_cuts_no_stay(staffed: RecordBook) -> None:
    """Of a grid Russia is one stretch from 1 to 9 June; the list has him over in Belarus and back on the 5th: the dates in Russia agree."""
    take(staffed, trips("Ким В.О. | РФ | 01.06.2026 | 09.06.2026", "Ким В.О. | РБ | 05.06.2026 | 05.06.2026"))
    june = ("01.06 + РФ", "05.06 - РФ", "05.06 + РБ", "05.06 - РБ", "05.06 + РФ", "09.06 - РФ")
    assert told(compared(staffed, *AGREED, *june)) == []
    assert told(compared(staffed, *AGREED, *june[:-1], "10.06 - РФ")) == ["RU agrees differs 25→26"]


def test_two_legs_of_the_book_may_be_one_stay_of_the_list(staffed: RecordBook) -> None:
    """The book has 1 to 5 June and 6 to 9 June, the list one stay: nothing is missing, and a later exit moves the second leg."""
    take(staffed, trips("Ким В.О. | РФ | 01.06.2026 | 05.06.2026", "Ким В.О. | РФ | 06.06.2026 | 09.06.2026"))
    found = compared(staffed, *AGREED, "01.06 + РФ", "11.06 - РФ")
    assert told(found) == ["RU agrees differs 25→27"]
    staffed.commit(taken(staffed, [line for line in found.lines if not line.agrees]), "taken")
    assert [said(leg)[:14] for leg in legs_of(staffed, "Ким")][-2:] == ["RU 01.06–05.06", "RU 06.06–11.06"]
