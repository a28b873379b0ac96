"""First push and first pull of 50,000 trips and a delta of 20, against the bare HTTP calls with the same documents; peak of memory.

The server is the one in memory on loopback, in this process, for both.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from storage.records import Trip
from storage.sync.couch import CouchServer
from storage.sync.server import fetched
from storage.sync.talk import sent
from tests.bench.made_book import make
from tests.bench.timing import line, say, timed
from tests.storage.loopback import running
from tests.storage.offices import Depot

GOAL = 3.0


def measure(trips: int = 50_000, delta: int = 20) -> dict[str, Any]:
    """Returns the figures. Raises where the other laptop does not have every trip."""
    with TemporaryDirectory() as place, running() as loopback, running() as other:
        (folder := Path(place) / "one").mkdir()
        make(folder, trips)
        one, two = Depot(folder, "one"), Depot(Path(place) / "two", "two")
        server, bare = (CouchServer(each.address, "admin", "secret") for each in (loopback, other))
        for each in (server, bare):
            each.set_up()
        push, _ = timed(lambda: one.sync(server))
        pull, _ = timed(lambda: two.sync(server))
        docs = [doc for doc in fetched(server, None).docs if ":" in doc["_id"]]
        fresh = [{name: value for name, value in doc.items() if name != "_rev"} for doc in docs]
        bare_push, _ = timed(lambda: sent(bare, fresh))
        bare_pull, _ = timed(lambda: fetched(bare, None))
        one.sync(server)
        some = [trip for _, trip in zip(range(delta), one.book.all(Trip), strict=False)]
        one.book.commit([msgspec.structs.replace(trip, note="delta") for trip in some], "delta")
        few, _ = timed(lambda: one.sync(server))
        if sum(1 for _ in two.book.all(Trip)) != trips:
            raise ValueError("not every trip arrived")
        for laptop in (one, two):
            laptop.book.close()
    status = Path("/proc/self/status")
    peak = int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024 if status.exists() else 0
    figures = {"push": round(push, 2), "pull": round(pull, 2), "bare_push": round(bare_push, 2), "bare_pull": round(bare_pull, 2)}
    against = "bare HTTP calls with the same documents to a server of the same kind, in this run"
    told = line("first push and pull", [push + pull], [bare_push + bare_pull], goal=GOAL, against=against, at_most=True, trips=trips)
    return told | figures | {"delta": round(few, 3), "memory_of_both_laptops_and_servers": peak}


if __name__ == "__main__":
    say(measure())
