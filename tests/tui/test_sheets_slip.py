"""The dispatch slip: issued by a commit that keeps what was checked, half a page to sign, a message for the phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.book import RecordBook
from storage.records import Driver, Firm, Paper, Slip, SlipPaper, Trip, Vehicle
from storage.slips import issued_already, slip_for, trip_for_slip
from tests.storage.books import open_book
from tests.storage.journeys import trip
from tests.tui.running import Haulbook
from tests.tui.sheeting import facts, printed
from tui.sheets.slip import LONGEST_MESSAGE, slip_message, slip_sheet
from tui.wording import LANGUAGES, date_text, paper_name, speaking

ON = date(2026, 11, 23)
FIRM = Firm(name="ТОО «Жол»", purpose="служебная", contact="Айгуль +7 700 000 00 00")
AHMET = Driver(name="Ахметов Ерлан", citizenship="KZ")
TRUCK = Vehicle(plate="123 ABC 02")
PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N0000001", until=date(2030, 1, 1))
OLD_PASSPORT = Paper(holder=AHMET.id, kind="passport", number="N0000000", until=date(2026, 1, 1))
BAN_CHECK = Paper(holder=AHMET.id, kind="register-check", result="clear", issued=date(2026, 11, 22))
PERMIT = Paper(holder=TRUCK.id, kind="carriage-permit", number="77", until=date(2026, 12, 31))
RUID = Paper(holder=AHMET.id, kind="ruid-driver", number="R-1", country="RU", issued=date(2026, 11, 20))


def planned(text: str) -> Trip:
    """Returns a trip of Akhmetov's in the firm's truck."""
    return msgspec.structs.replace(trip(AHMET, text, route="Алматы–Москва"), vehicle=TRUCK.id)


def book_of(folder: Path, *trips: Trip) -> RecordBook:
    """Returns an open book with the firm, the driver, his papers and these trips."""
    book = open_book(folder / "book")
    book.commit([FIRM, AHMET, TRUCK, PASSPORT, OLD_PASSPORT, BAN_CHECK, PERMIT, *trips], "test")
    return book


def test_the_last_day_is_that_of_the_stay_the_trip_begins(tmp_path: Path) -> None:
    """60 days used, 30 left: in on 1 December he may stay to the 30th, and three days earlier he joins the queue.

    Worked by hand: 1 March to 29 April is 31 + 29 = 60 days; 90 - 60 = 30 days from 1 December end on 30 December.
    """
    coming = planned("RU 01.12?–10.12?")
    with book_of(tmp_path, trip(AHMET, "RU 01.03–29.04"), coming) as book:
        slip = slip_for(book, coming, AHMET, ON)
    assert (slip.used, slip.limit, slip.remaining) == (60, 90, 30)
    assert (slip.entry, slip.exit) == (date(2026, 12, 1), date(2026, 12, 10))
    assert (slip.last_day, slip.queue_by) == (date(2026, 12, 30), date(2026, 12, 27))


def test_on_his_way_it_is_the_stay_he_is_in(tmp_path: Path) -> None:
    """In since 20 November with 4 of 90 days used and the 90 free: by year and by stay the last day is 31 December + what follows.

    Worked by hand: the yearly count begins anew on 1 January, so the unbroken stay ends it: 20 November + 89 days is 17 February 2027.
    """
    under_way = planned("RU 20.11–")
    with book_of(tmp_path, under_way) as book:
        slip = slip_for(book, under_way, AHMET, ON)
    assert (slip.used, slip.last_day) == (4, date(2027, 2, 17))


def test_inside_and_over_the_last_day_has_gone_by(tmp_path: Path) -> None:
    """It is not unknown: in since 1 August, 115 of 90 days. Of a trip still to come by one who is over, nothing has gone by yet."""
    under_way, coming = planned("RU 01.08–"), planned("RU 01.12?–10.12?")
    with book_of(tmp_path / "inside", under_way) as book:
        slip = slip_for(book, under_way, AHMET, ON)
    figures = facts(slip_sheet(FIRM, AHMET, slip))
    assert (figures["last day within the rule"], figures["join the queue by"]) == ("gone by", "—")
    message = slip_message(AHMET, slip)
    assert "last day within the rule gone by" in message and "join the queue by" not in message
    with book_of(tmp_path / "outside", trip(AHMET, "RU 01.03–03.06"), trip(AHMET, "RU 10.07–10.07"), coming) as book:
        slip = slip_for(book, coming, AHMET, ON)
    assert "gone by" not in slip_message(AHMET, slip) and "join the queue by: not known" in slip_message(AHMET, slip)


def test_only_papers_that_stand_are_to_carry(tmp_path: Path) -> None:
    """His passport and the truck's permit; not the passport that has ended, nor the office's own check of the register."""
    coming = planned("RU 01.12?–10.12?")
    with book_of(tmp_path, coming) as book:
        book.commit([RUID], "test")
        slip = slip_for(book, coming, AHMET, ON)
    assert [(paper.kind, paper.number) for paper in slip.papers] == [
        ("ruid-driver", "R-1"),
        ("passport", "N0000001"),
        ("carriage-permit", "77"),
    ]
    assert (slip.papers[0].first, slip.papers[0].last) == (date(2026, 11, 23), date(2027, 2, 18))


def test_the_trip_it_is_for(tmp_path: Path) -> None:
    """The one under way before the one planned; a finished or cancelled one never."""
    done, off = trip(AHMET, "RU 01.03–10.03"), msgspec.structs.replace(planned("RU 24.11?–25.11?"), cancelled=True)
    now, later = planned("RU 20.11–"), planned("RU 01.12?–10.12?")
    assert trip_for_slip([later, done, off, now], AHMET.id, ON) is now
    assert trip_for_slip([later, done, off], AHMET.id, ON) is later
    assert trip_for_slip([done, off], AHMET.id, ON) is None


def test_issuing_keeps_the_figures_as_they_were(tmp_path: Path) -> None:
    """A day added afterwards changes his count, not the slip that was issued; the same slip is kept once."""
    coming = planned("RU 01.12?–10.12?")
    with book_of(tmp_path, coming) as book:
        book.commit([slip_for(book, coming, AHMET, ON)], "slip")
        again = slip_for(book, coming, AHMET, ON)
        assert issued_already(book, again) is not None
        book.commit([trip(AHMET, "RU 01.03–10.03")], "found out later")
        changed = slip_for(book, coming, AHMET, ON)
        assert issued_already(book, changed) is None
        assert [(slip.used, slip.stamp.author) for slip in book.slips_of(AHMET.id)] == [(0, "Айгуль")]
        assert changed.used == 10


def test_half_a_page_with_everything_on_it(tmp_path: Path) -> None:
    """Truck, route, figures, dates, papers, application, purpose, whom to call, who issued it; places to sign."""
    coming = planned("RU 01.12?–10.12?")
    with book_of(tmp_path, trip(AHMET, "RU 01.03–29.04"), coming) as book:
        book.commit([slip_for(book, coming, AHMET, ON)], "slip")
        sheet = slip_sheet(book.firm, AHMET, book.slips_of(AHMET.id)[0])
    held = facts(sheet)
    assert held["Truck"] == "123 ABC 02" and held["Route"] == "Алматы–Москва"
    assert held["used"] == "60 of 90" and held["join the queue by"] == "27.12.2026"
    assert held["Purpose of entry, for the migration card"] == "служебная" and held["Call"] == "Айгуль +7 700 000 00 00"
    (page,) = printed(sheet).pages
    text = page.extract_text()
    assert "Issued by Айгуль" in text and "dispatcher" in text


papers = st.builds(
    SlipPaper,
    kind=st.sampled_from(["passport", "adr", "ruid-driver", "insurance"]),
    number=st.text(max_size=30),
    first=st.just(ON),
    last=st.none() | st.just(ON),
)
blocks = st.builds(SlipPaper, kind=st.sampled_from(["entry-ban", "expulsion", "register-check"]), last=st.none() | st.just(ON))
slips = st.builds(
    Slip,
    driver=st.just("d"),
    trip=st.just("t"),
    on=st.just(ON),
    rule=st.just("union-state"),
    used=st.integers(0, 400),
    limit=st.sampled_from([None, 90, 180]),
    remaining=st.integers(-300, 180),
    last_day=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    entry=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    route=st.text(max_size=100),
    queue_by=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    papers=st.lists(papers, max_size=12).map(tuple),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    breach=st.none() | st.just(ON),
    purpose=st.text(max_size=300),
    contact=st.text(max_size=300),
)


@given(slips, st.text(min_size=1, max_size=200), st.sampled_from(sorted(LANGUAGES)))
def test_a_message_is_never_too_long_and_never_without_its_figures(slip: Slip, name: str, code: str) -> None:
    """At most 400 letters whatever the office has typed; the days used, the day to queue by and the last day are always in it."""
    with speaking(code):
        message = slip_message(Driver(name=name), slip)
    assert len(message) <= LONGEST_MESSAGE
    assert str(slip.used) in message
    days = [slip.queue_by, slip.last_day] if slip.limit is not None and slip.remaining is not None else []
    assert all(date_text(day) in message for day in [slip.entry, *days] if day)


LONG_SLIP = Slip(
    driver="d",
    trip="t",
    on=ON,
    rule="union-state",
    used=160,
    limit=180,
    remaining=20,
    entry=date(2026, 12, 1),
    exit=date(2026, 12, 10),
    last_day=date(2026, 12, 20),
    queue_by=date(2026, 12, 15),
    route="Алматы – Нур-Султан – Петропавловск – Челябинск – Москва",
    papers=(
        SlipPaper(kind="ruid-driver", number="RUID-2026-000000-0000017", first=date(2026, 6, 1), last=date(2026, 8, 27)),
        SlipPaper(kind="ruid-driver", number="RUID-2026-000000-0000018", first=date(2026, 11, 23), last=date(2027, 2, 18)),
        *(
            SlipPaper(kind=kind)
            for kind in ("passport", "licence", "cpc", "adr", "tachograph-card", "medical", "insurance", "carriage-permit")
        ),
    ),
    purpose="служебная, международные автомобильные грузовые перевозки",
    contact="диспетчер Айгуль Сериковна +7 700 000 00 00",
)
LONG_NAME = "Нурмухамбетов Константин-Александр Абдулмажитович оглы Старший"


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_what_is_shortened_in_a_long_message(code: str) -> None:
    """Every date and whom to call stand whole; what he knows himself is shortened first, the application is the one he enters under."""
    with speaking(code):
        message = slip_message(Driver(name=LONG_NAME), LONG_SLIP)
    assert len(message) <= LONGEST_MESSAGE
    for day in ("23.11.2026", "01.12.2026", "15.12.2026", "20.12.2026", "18.02.2027"):
        assert day in message
    assert "01.06.2026" not in message and LONG_SLIP.contact in message and "…" in message
    assert "RUID-2026-000000-0000018" in message and LONG_NAME not in message


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_message_says_all_that_the_slip_does(code: str) -> None:
    """With names of a usual length nothing is shortened: route, entry, application and its dates, purpose, whom to call, papers."""
    usual = msgspec.structs.replace(
        LONG_SLIP, route="Алматы – Москва", purpose="служебная", papers=(LONG_SLIP.papers[1], SlipPaper(kind="passport"))
    )
    with speaking(code):
        message = slip_message(AHMET, usual)
        papers = paper_name("passport")
    assert "…" not in message and message.startswith(f"{AHMET.name}: ")
    for words in ("Алматы – Москва", "01.12.2026", "0000018", "23.11.2026", "18.02.2027", "служебная", "+7 700 000 00 00", papers):
        assert words in message


def test_the_firms_own_papers_are_to_carry(tmp_path: Path) -> None:
    """What is the firm's, such as its admission to international carriage, goes with the driver."""
    admission = Paper(holder=FIRM.id, kind="admission", number="KZ-9", until=date(2027, 5, 1))
    coming = planned("RU 01.12?–10.12?")
    with book_of(tmp_path, coming) as book:
        book.commit([admission], "test")
        slip = slip_for(book, coming, AHMET, ON)
    assert "KZ-9" in [paper.number for paper in slip.papers]


def test_from_the_command_line(tmp_path: Path, haulbook: Haulbook) -> None:
    """The slip is written and committed; issued twice on a day it stands in the book once; as a message it fits a phone."""
    with book_of(tmp_path, planned("RU 01.12?–10.12?")):
        pass
    folder = str(tmp_path / "book")
    first = haulbook("--book", folder, "slip", "Ахметов", "--on", "23.11.2026", "-o", str(tmp_path))
    again = haulbook("--book", folder, "slip", "Ахметов", "--on", "23.11.2026", "--message", "--lang", "ru")
    assert first.status == again.status == 0
    assert Path(first.out.strip()).name == "Ахметов Ерлан 2026-11-23 dispatch slip.pdf"
    assert again.out.startswith("Ахметов Ерлан: на 23.11.2026 использовано 0 из 90 дн.")
    with open_book(tmp_path / "book", read_only=True) as book:
        assert len(book.slips_of(AHMET.id)) == 1


@pytest.mark.parametrize("arguments", [("slip", "Никто"), ("slip", "Ахметов")])
def test_nothing_to_issue(tmp_path: Path, haulbook: Haulbook, arguments: tuple[str, ...]) -> None:
    """A driver nobody knows, or one without a trip: said, and nothing is written."""
    with book_of(tmp_path):
        pass
    run = haulbook("--book", str(tmp_path / "book"), *arguments, "-o", str(tmp_path / "out"))
    assert run.status in (2, 3) and run.err and not run.out
    assert not (tmp_path / "out").exists()


BAN = Paper(holder=AHMET.id, kind="entry-ban", number="114", country="RU", issued=date(2026, 11, 1), until=date(2029, 11, 1))
LISTED = Paper(holder=AHMET.id, kind="register-check", result="listed", country="RU", issued=date(2026, 11, 1))


def barred_slip(folder: Path, *records: Trip | Paper) -> Slip:
    """Returns the slip of his trip of December with these records in the book besides."""
    coming = planned("RU 01.12?–10.12?")
    with book_of(folder, coming) as book:
        book.commit(records, "test")
        return slip_for(book, coming, AHMET, ON)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ((BAN,), "entry ban stands until 01.11.2029"),
        ((msgspec.structs.replace(BAN, until=None),), "entry ban stands, no end date"),
        ((msgspec.structs.replace(BAN, kind="expulsion"),), "expulsion stands until 01.11.2029"),
        ((trip(AHMET, "RU 01.03–03.06"), msgspec.structs.replace(BAN_CHECK, id="x" * 26, issued=date(2026, 5, 1))), "limit broken"),
    ],
)
def test_what_stands_in_his_way_comes_first(tmp_path: Path, records: tuple[Trip | Paper, ...], said: str) -> None:
    """The slip keeps it, as proof of what was checked; sheet and message say it before the days left."""
    coming = planned("RU 01.12?–10.12?")
    with open_book(tmp_path / "book") as book:
        book.commit([FIRM, AHMET, coming, *records], "test")
        book.commit([slip_for(book, coming, AHMET, ON)], "slip")
        (slip,) = book.slips_of(AHMET.id)
    assert said in facts(slip_sheet(FIRM, AHMET, slip))["Stands in the way"]
    message = slip_message(AHMET, slip)
    assert message.startswith(f"{AHMET.name}: {said}") and message.index(said) < message.index("days used")


def test_listed_in_the_register(tmp_path: Path) -> None:
    """A check that found him there blocks; so does each of two papers, and the message says there is more."""
    message = slip_message(AHMET, barred_slip(tmp_path, LISTED, BAN))
    assert "register of controlled persons" in str(slip_sheet(FIRM, AHMET, barred_slip(tmp_path / "b", LISTED)))
    assert " (and 1 more);" in message


@pytest.mark.parametrize(
    "records", [(msgspec.structs.replace(BAN, until=date(2026, 11, 30)),), (msgspec.structs.replace(BAN, country="KG"),)]
)
def test_what_bars_him_elsewhere_or_before_is_left_out(tmp_path: Path, records: tuple[Paper, ...]) -> None:
    """A ban that ends before the entry, one of another country: nothing stands in his way."""
    slip = barred_slip(tmp_path, *records)
    assert (slip.blocks, slip.breach) == ((), None) and "Stands in the way" not in facts(slip_sheet(FIRM, AHMET, slip))


def test_a_slip_of_before_is_read() -> None:
    """One kept by an older version, without what bars him, reads as one of a driver nothing barred."""
    old = msgspec.to_builtins(LONG_SLIP)
    del old["blocks"], old["breach"]
    assert msgspec.convert(old, Slip) == LONG_SLIP


def test_the_command_line_says_it_first(tmp_path: Path, haulbook: Haulbook) -> None:
    """The ban is said beside the message, which says it too."""
    with book_of(tmp_path, planned("RU 01.12?–10.12?")) as book:
        book.commit([BAN], "test")
    run = haulbook("--book", str(tmp_path / "book"), "slip", "Ахметов", "--on", "23.11.2026", "--message")
    assert run.err == "Ахметов Ерлан: entry ban stands until 01.11.2029\n" and "entry ban" in run.out
