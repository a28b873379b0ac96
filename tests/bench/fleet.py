"""Judge a fleet: used, limit, remaining of every limit and days by country on one date, from stays that are there."""

from __future__ import annotations

from typing import Any

from tests.bench.drivers import AS_OF, fleet
from tests.bench.plain import figures, told
from tests.bench.timing import line, say, timed

GOAL = 15


def measure(size: int = 1000, rounds: int = 7) -> dict[str, Any]:
    """Returns the figure for a fleet of ``size`` drivers. Raises where the two ways differ in an answer."""
    drivers = fleet(size)
    ours, theirs = [], []
    for _ in range(rounds):
        seconds, standings = timed(lambda: [driver.ledger().standing(AS_OF) for driver in drivers])
        ours.append(seconds)
        cases = [driver.case(AS_OF) for driver in drivers]
        seconds, plain = timed(lambda cases=cases: [figures(case) for case in cases])  # type: ignore[misc]
        theirs.append(seconds)
        if [told(standing) for standing in standings] != plain:
            raise ValueError("the two ways give different answers")
    stays = sum(len(driver.stays) for driver in drivers)
    against = "the same in plain sets of dates, in this run"
    return line("judge a fleet on one date", ours, theirs, goal=GOAL, against=against, drivers=size, stays=stays)


if __name__ == "__main__":
    say(measure())
