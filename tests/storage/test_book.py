"""The book: what is committed stays, what is undone goes, and who reads sees it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from storage.book import BookReadOnly, RecordBook, RecordRefused
from storage.records import Basis, Driver, Firm, Leg, Paper, Trip, Unsettled
from tests.storage.books import NOON, deleted, driver, names, open_book, renamed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


def leg(driver: Driver, country: str, entry: date, exit: date | None, *, planned: bool = False, exit_planned: bool = False) -> Leg:
    basis = Basis.PLANNED if planned else Basis.TOLD
    exit_basis = None if exit is None else Basis.PLANNED if exit_planned or planned else Basis.TOLD
    return Leg(driver=driver.id, country=country, entry=entry, entry_basis=basis, exit=exit, exit_basis=exit_basis)


def test_what_was_saved_is_there_after_the_program_is_started_again(folder: Path) -> None:
    """Drivers, papers and trips typed in today are there tomorrow, in the order they were typed in."""
    ahmet, yusuf = driver("Ахметов Ерлан"), driver("Юсупов Тимур")
    licence = Paper(holder=ahmet.id, kind="licence", number="KZ 123", until=date(2027, 1, 31))
    trip = Trip(route="Алматы – Москва", legs=(leg(ahmet, "RU", date(2026, 3, 1), date(2026, 3, 10)),))
    with open_book(folder) as book:
        book.commit([ahmet, yusuf], "drivers typed in")
        book.commit([licence, trip], "trip typed in")
        before = book.drivers(), book.papers_of(ahmet.id), book.trips_of(ahmet.id)
    with open_book(folder) as book:
        assert (book.drivers(), book.papers_of(ahmet.id), book.trips_of(ahmet.id)) == before
        assert names(book) == ["Ахметов Ерлан", "Юсупов Тимур"]


def test_a_record_says_who_changed_it_last_and_how_often(folder: Path) -> None:
    """Each change stamps the record with author, laptop and one revision more."""
    ahmet = driver("Ахметов")
    with open_book(folder, author="Айгуль") as book:
        book.commit([ahmet], "new")
    with open_book(folder, author="Марат") as book:
        book.commit([renamed(ahmet, "Ахметов Е.")], "name")
        stamp = book.drivers()[0].stamp
    assert (stamp.author, stamp.laptop, stamp.revision) == ("Марат", "depot", 2)


def test_saving_what_is_there_already_is_no_change(folder: Path) -> None:
    """Saving a form in which nothing was changed makes no commit and nothing to undo."""
    ahmet = driver("Ахметов")
    with open_book(folder) as book:
        book.commit([ahmet], "new")
        assert book.commit([ahmet], "saved again") is None
        assert book.commit([], "nothing") is None
        assert len(book.history()) == 1


def test_a_deleted_driver_is_out_of_sight_and_comes_back_to_his_place(folder: Path) -> None:
    """A deleted record is seen nowhere; undoing brings it back where it stood."""
    ahmet, yusuf, oleg = driver("Ахметов"), driver("Юсупов"), driver("Олегов")
    with open_book(folder) as book:
        book.commit([ahmet, yusuf, oleg], "three")
        book.commit([deleted(yusuf)], "left the firm")
        assert names(book) == ["Ахметов", "Олегов"]
        assert book.get(Driver, yusuf.id) is None
        book.undo()
        assert names(book) == ["Ахметов", "Юсупов", "Олегов"]


def test_a_commit_is_all_or_nothing(folder: Path) -> None:
    """When one row of a lot is unsound, none of the lot is taken, and the refusal names what is wrong."""
    with open_book(folder) as book:
        with pytest.raises(RecordRefused) as refused:
            book.commit([driver("Ахметов"), driver("  ")], "two drivers")
        assert refused.value.codes == ("name-missing",)
        assert names(book) == [] and book.history() == []


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (Driver(name="Иван\udc80"), "not-text"),
        (Driver(name=5), "wrong-type"),  # type: ignore[arg-type]
        (Driver(name="Иван", born="1990"), "wrong-type"),  # type: ignore[arg-type]
        (Driver(name="Иван", phone=object()), "wrong-type"),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_back_is_not_written(folder: Path, record: Driver, code: str) -> None:
    """A record that the next start could not read is refused before it reaches the disk."""
    with open_book(folder) as book:
        with pytest.raises(RecordRefused) as refused:
            book.commit([record], "broken")
        assert refused.value.codes == (code,)
    with open_book(folder) as book:
        assert names(book) == []


def test_undo_and_redo_reach_back_over_restarts(folder: Path) -> None:
    """Three changes, each made in a run of the program of its own, are taken back one by one, and done again."""
    ahmet = driver("Ахметов")
    for step in (ahmet, renamed(ahmet, "Ахметов Е."), renamed(ahmet, "Ахметов Ерлан")):
        with open_book(folder) as book:
            book.commit([step], step.name)
    seen = []
    for _ in range(3):
        with open_book(folder) as book:
            undone = book.undo()
            seen.append((undone.reason if undone else None, names(book)))
    assert seen == [("Ахметов Ерлан", ["Ахметов Е."]), ("Ахметов Е.", ["Ахметов"]), ("Ахметов", [])]
    with open_book(folder) as book:
        assert book.undo() is None
        assert [(redone.reason, names(book)) for redone in iter(book.redo, None)] == [
            ("Ахметов", ["Ахметов"]),
            ("Ахметов Е.", ["Ахметов Е."]),
            ("Ахметов Ерлан", ["Ахметов Ерлан"]),
        ]


def test_a_new_change_ends_what_could_be_done_again(folder: Path) -> None:
    """After an undo and a change of another kind, redo has nothing left; undo goes on below the change."""
    ahmet = driver("Ахметов")
    with open_book(folder) as book:
        book.commit([ahmet], "new")
        book.commit([renamed(ahmet, "Ахметов Е.")], "initial")
        book.undo()
        book.commit([driver("Юсупов")], "another")
        assert book.redo() is None
        book.undo()
        book.undo()
        assert names(book) == []
        assert book.undo() is None


def test_an_undone_change_can_be_undone_done_again_and_undone_again(folder: Path) -> None:
    """Undo, redo, undo leaves the same as undo; the history keeps all four acts, each pointing at what it turned round."""
    with open_book(folder) as book:
        book.commit([driver("Ахметов")], "new")
        book.undo()
        book.redo()
        book.undo()
        assert names(book) == []
        assert [(act.kind, act.of, act.reason) for act in book.history()] == [
            ("commit", None, "new"),
            ("undo", 1, "new"),
            ("redo", 2, "new"),
            ("undo", 3, "new"),
        ]


def test_the_history_says_who_did_what_when_and_why(folder: Path) -> None:
    """The history, read after a restart, shows author, laptop, time and reason of each commit, and each record before and after."""
    ahmet = driver("Ахметов")
    with open_book(folder, author="Айгуль") as book:
        book.commit([ahmet, driver("Юсупов")], "typed in")
    with open_book(folder, author="Марат") as book:
        book.commit([renamed(ahmet, "Ахметов Е.")], "initial added")
        first, second = book.history()
        assert (first.author, first.laptop, first.reason, first.at) == ("Айгуль", "depot", "typed in", "2026-11-23T12:00:00+00:00")
        assert [change.before for change in first.changes] == [None, None]
        change = second.changes[0]
        assert isinstance(change.before, Driver) and isinstance(change.after, Driver)
        assert (change.before.name, change.after.name) == ("Ахметов", "Ахметов Е.")
        assert [commit.seq for commit in book.history(ahmet.id)] == [1, 2]
        assert book.history("nobody") == []


def test_a_book_held_elsewhere_is_read_and_not_written(folder: Path) -> None:
    """While the office has the book open, a second window reads it, says who holds it, sees new changes on refresh, and writes nothing."""
    with open_book(folder, author="Айгуль") as office:
        office.commit([driver("Ахметов")], "new")
        second = open_book(folder, author="Марат")
        assert second.read_only
        assert (second.held_by or "").startswith("Айгуль@depot, pid ")
        assert (second.held_by or "").endswith("since 2026-11-23 12:00")
        office.commit([driver("Юсупов")], "new")
        assert names(second) == ["Ахметов"]
        assert second.refresh() and names(second) == ["Ахметов", "Юсупов"]
        assert not second.refresh()
        with pytest.raises(BookReadOnly):
            second.commit([driver("Олегов")], "no")
        with pytest.raises(BookReadOnly):
            second.undo()
        assert [commit.seq for commit in second.history()] == [1, 2]
    with open_book(folder) as book:
        assert not book.read_only and book.held_by is None


def test_a_reader_follows_over_snapshots_and_undo(folder: Path) -> None:
    """A reader that stays open sees what was done in later runs of the program too."""
    with open_book(folder) as office:
        office.commit([driver("Ахметов")], "new")
    reader = open_book(folder, read_only=True)
    assert reader.held_by is None
    with open_book(folder) as office:
        office.commit([driver("Юсупов")], "new")
        assert reader.refresh()
    with open_book(folder) as office:
        office.undo()
    assert reader.refresh()
    assert names(reader) == ["Ахметов"]
    assert [commit.kind for commit in reader.history()] == ["commit", "commit", "undo"]


def test_the_firm_is_a_default_one_until_it_is_saved(folder: Path) -> None:
    """Before the office typed anything, the firm is there with the usual settings; saving it keeps its id."""
    with open_book(folder) as book:
        assert book.firm == book.firm and book.firm.rules == ("union-state", "belarus")
        firm = msgspec.structs.replace(book.firm, name="ТОО Каравай")
        book.commit([firm], "name of the firm")
    with open_book(folder) as book:
        assert (book.firm.id, book.firm.name) == (firm.id, "ТОО Каравай")
        assert len(list(book.all(Firm))) == 1


def test_a_paper_of_a_firm_that_was_never_saved_stays_its_own(folder: Path) -> None:
    """The first thing written of the firm is its insurance: the firm comes into the book with it, the view of a reading knows it alike."""
    with open_book(folder) as book:
        insurance = Paper(holder=book.as_it_stands().firm.id, kind="insurance", number="N1")
        book.commit([insurance], "paper")
        assert [paper.id for paper in book.papers_of(book.firm.id)] == [insurance.id]
    with open_book(folder) as book:
        assert [paper.id for paper in book.papers_of(book.firm.id)] == [insurance.id]
        book.undo()
        assert (list(book.all(Firm)), list(book.all(Paper))) == ([], [])


def test_a_trip_handed_over_belongs_to_the_other_driver(folder: Path) -> None:
    """Each driver's trips, papers and unsettled rows are his own, also after a hand-over and its undoing."""
    ahmet, yusuf = driver("Ахметов"), driver("Юсупов")
    first = Trip(legs=(leg(ahmet, "RU", date(2026, 3, 1), date(2026, 3, 5)),))
    second = Trip(legs=(leg(ahmet, "RU", date(2026, 4, 1), date(2026, 4, 5)),))
    row = Unsettled(driver=yusuf.id, file="office-2026.xlsx", sheet="Рейсы", row=49, problem="date-unreadable")
    with open_book(folder) as book:
        book.commit([ahmet, yusuf, first, second, row], "import")
        assert [trip.id for trip in book.trips_of(ahmet.id)] == [first.id, second.id]
        book.commit([msgspec.structs.replace(first, legs=(leg(yusuf, "RU", date(2026, 3, 1), None),))], "handed over")
        assert [trip.id for trip in book.trips_of(ahmet.id)] == [second.id]
        assert [trip.id for trip in book.trips_of(yusuf.id)] == [first.id]
        book.undo()
        assert [trip.id for trip in book.trips_of(ahmet.id)] == [first.id, second.id]
        assert book.trips_of(yusuf.id) == []
        assert [unsettled.row for unsettled in book.unsettled_of(yusuf.id)] == [49]


def test_legs_become_stays_with_what_is_planned_marked(folder: Path) -> None:
    """Each leg of a driver is one stay; planned dates are marked as such, the legs of his mate are not his."""
    ahmet, yusuf = driver("Ахметов"), driver("Юсупов")
    trip = Trip(
        legs=(
            leg(ahmet, "RU", date(2026, 3, 1), date(2026, 3, 10)),
            leg(yusuf, "RU", date(2026, 3, 1), date(2026, 3, 11)),
            leg(ahmet, "BY", date(2026, 3, 10), date(2026, 3, 14), exit_planned=True),
        )
    )
    with open_book(folder) as book:
        book.commit([ahmet, yusuf, trip], "trip")
        stays = book.stays_of(ahmet.id)
    assert [(stay.country, stay.entry_planned, stay.exit_planned, stay.ref) for stay in stays] == [
        ("RU", False, False, f"{trip.id}/0"),
        ("BY", False, True, f"{trip.id}/2"),
    ]


def test_of_a_cancelled_trip_what_happened_is_kept(folder: Path) -> None:
    """Cancelling under way: the leg he is on stays, now without a planned exit; the leg to come is gone."""
    ahmet = driver("Ахметов")
    trip = Trip(
        cancelled=True,
        legs=(
            leg(ahmet, "RU", date(2026, 3, 1), date(2026, 3, 4)),
            leg(ahmet, "BY", date(2026, 3, 4), date(2026, 3, 9), exit_planned=True),
            leg(ahmet, "RU", date(2026, 3, 9), date(2026, 3, 12), planned=True),
        ),
    )
    with open_book(folder) as book:
        book.commit([ahmet, trip], "cancelled")
        stays = book.stays_of(ahmet.id)
    assert [(stay.country, stay.entry, stay.exit, stay.exit_planned) for stay in stays] == [
        ("RU", date(2026, 3, 1), date(2026, 3, 4), False),
        ("BY", date(2026, 3, 4), None, False),
    ]


def test_a_ledger_is_kept_until_something_of_that_driver_changes(folder: Path) -> None:
    """The same ledger is handed out again and again; a trip, a paper or a change of the driver makes a new one, his mate's stays."""
    ahmet, yusuf = Driver(name="Ахметов", citizenship="KZ"), Driver(name="Юсупов", citizenship="UZ")
    trip = Trip(legs=(leg(ahmet, "RU", date(2026, 3, 1), date(2026, 3, 10)),))
    permit = Paper(holder=ahmet.id, kind="residence-permit", country="RU", issued=date(2026, 3, 5))
    on = date(2026, 11, 23)
    with open_book(folder) as book:
        book.commit([ahmet, yusuf], "drivers")
        empty, other = book.ledger(ahmet.id, "union-state"), book.ledger(yusuf.id, "union-state")
        assert empty is book.ledger(ahmet.id, "union-state")
        assert empty.standing(on).used == 0
        book.commit([trip], "trip")
        assert book.ledger(ahmet.id, "union-state").standing(on).used == 10
        book.commit([permit], "permit")
        assert book.ledger(ahmet.id, "union-state").standing(on).lifted
        book.undo()
        assert not book.ledger(ahmet.id, "union-state").standing(on).lifted
        book.undo()
        assert book.ledger(ahmet.id, "union-state").standing(on).used == 0
        assert book.ledger(yusuf.id, "union-state") is other


def test_a_paper_of_an_unknown_kind_acts_on_nothing(folder: Path) -> None:
    """An imported paper of a kind that no rule names leaves the driver's figures as they are."""
    ahmet = Driver(name="Ахметов", citizenship="KZ")
    with open_book(folder) as book:
        book.commit([ahmet, Paper(holder=ahmet.id, kind="library-card", country="RU")], "import")
        assert book.ledger(ahmet.id, "union-state").standing(date(2026, 11, 23)).limit is not None


def test_asking_for_the_ledger_of_nobody_says_so(folder: Path) -> None:
    """A driver or rule that is not there is the caller's mistake."""
    with open_book(folder) as book:
        ahmet = driver("Ахметов")
        with pytest.raises(KeyError):
            book.ledger(ahmet.id, "union-state")
        book.commit([ahmet], "new")
        with pytest.raises(KeyError):
            book.ledger(ahmet.id, "no-such-rule")


def test_the_order_is_the_journals_not_the_clocks(folder: Path) -> None:
    """With the laptop's clock set back by a year between two changes, history and undo keep the order in which they were made."""
    ahmet = driver("Ахметов")
    with open_book(folder) as book:
        book.commit([ahmet], "first")
    year_before = RecordBook.open(folder, now=lambda: NOON.replace(year=2025), author="Айгуль", laptop="depot", wait=0)
    with year_before as book:
        book.commit([renamed(ahmet, "Ахметов Е.")], "second")
        assert [commit.reason for commit in book.history()] == ["first", "second"]
        assert [commit.reason for commit in book.history(day=NOON.date())] == ["first"]
        assert [commit.reason for commit in book.history(ahmet.id, NOON.date().replace(year=2025))] == ["second"]
        book.undo()
        assert names(book) == ["Ахметов"]


def test_a_change_of_one_million_letters_comes_back_whole(folder: Path) -> None:
    """A very long note is kept to its last letter."""
    with open_book(folder) as book:
        book.commit([Driver(name="Ахметов", note="ә" * 1_000_000)], "long")
    with open_book(folder) as book:
        assert book.drivers()[0].note == "ә" * 1_000_000
