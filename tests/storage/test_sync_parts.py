"""A long exchange goes by parts, so that a key pressed meanwhile waits for one of them: what stands between two, and after a break."""

from __future__ import annotations

from itertools import islice

import pytest

from storage.records import Conflict, Driver, Peer, Record, Synced, Trip
from storage.sync import exchange
from storage.sync.conflicts import waiting
from storage.sync.exchange import Exchange
from storage.sync.server import SyncFailed, fetched
from tests.storage.journeys import trip
from tests.storage.offices import Couch, Depot, Make, agree, change, driver

PEOPLE = [Driver(name=f"Водитель {number}") for number in range(12)]
TRIPS = [trip(person, "RU 01.03–10.03") for person in PEOPLE]


@pytest.fixture
def full(laptop: Make, monkeypatch: pytest.MonkeyPatch) -> tuple[Couch, Depot]:
    """A server that got the trips before their drivers, and the laptop that sent them; a part is five records."""
    monkeypatch.setattr(exchange, "PART", 5)
    server, office = Couch(), laptop("office")
    for records in (TRIPS, PEOPLE):
        office.book.commit(records, "begun")
        office.sync(server)
    return server, office


def taken(depot: Depot, server: Couch, parts: int) -> Exchange:
    """Takes in so many parts of a pull and no more, as where the program ends then."""
    begun = depot.begin(server)
    pulled = fetched(server, begun.since, begun.again, begun.newest)
    list(islice(begun.take(pulled), parts))
    return begun


def coming(depot: Depot) -> int:
    return sum(peer.coming for peer in depot.book.all(Peer))


def test_no_commit_of_a_pull_is_long_and_nothing_refers_to_what_comes_later(full: tuple[Couch, Depot], laptop: Make) -> None:
    """Drivers come before their trips whatever the server's order was; the history says which part of how many each was."""
    server, _ = full
    depot = laptop("depot")
    depot.sync(server)
    came = [commit for commit in depot.book.history() if commit.kind == "sync"]
    assert [commit.reason for commit in came] == [f"exchange {number}/6" for number in range(1, 6)]
    assert all(len(commit.changes) <= 5 for commit in came)
    seen: set[str] = set()
    for change_ in (change_ for commit in came for change_ in commit.changes):
        if isinstance(change_.after, Trip):
            assert {leg.driver for leg in change_.after.legs} <= seen
        seen.add(change_.id)
    assert coming(depot) == 0


@pytest.mark.parametrize("parts", range(1, 7))
def test_a_pull_that_breaks_off_goes_on_where_it_was(full: tuple[Couch, Depot], laptop: Make, parts: int) -> None:
    """After any part: what came stands, the book says how much is missing, and the next exchange writes none of it a second time."""
    server, office = full
    depot = laptop("depot")
    taken(depot, server, parts)
    depot.restart()
    assert (coming(depot) > 0) == (parts < 6) and len(depot.book.drivers()) == min(12, 5 * parts)
    change(depot, PEOPLE[0].id, role="старший") if depot.book.get(Driver, PEOPLE[0].id) else None
    edited = bool(depot.book.get(Driver, PEOPLE[0].id))
    agree(server, depot, office)
    assert coming(depot) == 0 and len(list(depot.book.all(Trip))) == 12 and not waiting(depot.book)
    assert driver(office, PEOPLE[0].id).role == ("старший" if edited else "")
    came = [each.id for commit in depot.book.history() if commit.kind == "sync" for each in commit.changes]
    assert len(came) == len(set(came)) == 24


def test_what_is_written_between_two_parts_meets_what_comes_after(full: tuple[Couch, Depot], laptop: Make) -> None:
    """The office changes a note, the depot another of the same driver in the middle of its pull: both values are kept, one is asked of."""
    server, office = full
    depot = laptop("depot")
    depot.sync(server)
    for person in PEOPLE:
        change(office, person.id, note="офис")
    office.sync(server)
    begun = depot.begin(server)
    steps = begun.take(fetched(server, begun.since, begun.again, begun.newest))
    next(steps)
    for person in (PEOPLE[0], PEOPLE[11]):
        change(depot, person.id, note="склад")
    list(steps)
    agree(server, depot, office)
    first, last = (driver(office, person.id).note for person in (PEOPLE[0], PEOPLE[11]))
    assert sorted([first, last]) == ["офис", "склад"]
    (found,) = waiting(office.book)
    assert (found.mine, found.theirs) == ({"note": "склад"}, {"note": "офис"})


def test_a_restored_server_that_is_left_in_the_middle_is_still_noticed(full: tuple[Couch, Depot]) -> None:
    """The comparison of everything breaks off after a part: the next exchange begins it anew, and the server gets back what it lost."""
    server, office = full
    kept = {id: dict(tree) for id, tree in server.trees.items()}, dict(server.seqs), server.seq
    office.book.commit([lost := Driver(name="После копии")], "hired")
    office.sync(server)
    server.trees, server.seqs, server.seq = kept
    begun = office.begin(server)
    list(begun.take(fetched(server, begun.since, begun.again, begun.newest)))
    assert begun.went_back
    next(begun.take(fetched(server, begun.since, begun.again, begun.newest)))
    office.restart()
    office.sync(server)
    assert server.content(f"drivers:{lost.id}")["name"] == "После копии" and not waiting(office.book)


class ThirdReplyLost:
    """A server whose answer to the third sending gets lost after it acted."""

    at_once = 5

    def __init__(self, server: Couch) -> None:
        self.place, self._server, self.number = server.place, server, 0
        self.changes, self.get = server.changes, server.get

    def bulk(self, docs: list[dict[str, object]]) -> list[object]:
        self.number += any(str(doc["_id"]).startswith("drivers:") for doc in docs)
        answers = self._server.bulk(docs)
        if self.number == 3:
            raise SyncFailed("unreachable", self.place)
        return answers  # type: ignore[return-value]


def test_what_was_answered_is_not_sent_again(laptop: Make) -> None:
    """Twelve drivers go in parts of five; the third answer is lost: ten are known to be there, two are known again, nobody is asked."""
    server, office = Couch(), laptop("office")
    office.book.commit(PEOPLE, "begun")
    with pytest.raises(SyncFailed):
        office.sync(ThirdReplyLost(server))  # type: ignore[arg-type]
    assert sum(bool(each.rev) for each in office.book.every(Synced)) == 10
    before = dict(server.seqs)
    office.sync(server)
    assert {id: seq for id, seq in server.seqs.items() if id.startswith("drivers")} == {
        id: seq for id, seq in before.items() if id.startswith("drivers")
    }
    kinds: list[type[Record]] = [Conflict, Driver]
    assert [len(list(office.book.all(kind))) for kind in kinds] == [0, 12]
