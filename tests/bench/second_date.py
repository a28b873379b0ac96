"""Judge a fleet on a second date: the ledgers have been asked for one date before, plain sets are made for each date."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.bench.drivers import AS_OF, fleet
from tests.bench.plain import figures, told
from tests.bench.timing import line, say, timed

SECOND = date(2026, 10, 5)
GOAL = 200


def measure(size: int = 1000, rounds: int = 7) -> dict[str, Any]:
    """Returns the figure for a fleet of ``size`` drivers. Raises where the two ways differ in an answer."""
    drivers = fleet(size)
    ours, theirs = [], []
    for _ in range(rounds):
        ledgers = [driver.ledger() for driver in drivers]
        for ledger in ledgers:
            ledger.standing(AS_OF)
        seconds, standings = timed(lambda ledgers=ledgers: [ledger.standing(SECOND) for ledger in ledgers])  # type: ignore[misc]
        ours.append(seconds)
        cases = [driver.case(SECOND) for driver in drivers]
        seconds, plain = timed(lambda cases=cases: [figures(case) for case in cases])  # type: ignore[misc]
        theirs.append(seconds)
        if [told(standing) for standing in standings] != plain:
            raise ValueError("the two ways give different answers")
    stays = sum(len(driver.stays) for driver in drivers)
    against = "the whole of that date in plain sets of dates, in this run"
    return line("judge a fleet on a second date", ours, theirs, goal=GOAL, against=against, drivers=size, stays=stays)


if __name__ == "__main__":
    say(measure())
