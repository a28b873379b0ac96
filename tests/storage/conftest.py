"""What tests of the exchange share: laptops that are closed at the end, and two that begin with the same book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.offices import AHMET, CODE, Couch, Depot, Make


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Make]:
    made: list[Depot] = []

    def make(name: str, code: str = CODE) -> Depot:
        depot = Depot(tmp_path / name, name)
        if code:
            depot.has_key(code)
        made.append(depot)
        return depot

    yield make
    for depot in made:
        depot.book.close()


@pytest.fixture
def two(laptop: Make) -> tuple[Couch, Depot, Depot]:
    """Two laptops that both have Ахметов from the server."""
    server, office, depot = Couch(), laptop("office"), laptop("depot")
    office.book.commit([AHMET], "hired")
    office.sync(server)
    depot.sync(server)
    return server, office, depot
