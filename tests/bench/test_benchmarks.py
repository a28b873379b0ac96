"""That every benchmark runs and says what it compared; how fast is never a matter of a test."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.bench import __main__ as every
from tests.bench import commit, count, first_frame, fleet, forecast, importing, key_to_frame, opening, second_date, sheets, sync
from tests.bench.drivers import fleet as made_up
from tests.bench.timing import say

MEASURES: dict[str, Callable[[], dict[str, Any]]] = {
    "fleet": lambda: fleet.measure(12, 1),
    "second_date": lambda: second_date.measure(12, 1),
    "count": lambda: count.measure(6, 2, 1),
    "sheets": lambda: sheets.measure(2, 1),
    "forecast": lambda: forecast.measure(3, 1),
    "commit": lambda: commit.measure(20, 3, 1),
    "opening": lambda: opening.measure(20, 1),
    "importing": lambda: importing.measure(40, 1),
    "first_frame": lambda: first_frame.measure(20, 1),
    "key_to_frame": lambda: key_to_frame.measure(5, 3),
    "sync": lambda: sync.measure(30, 3),
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_benchmark_prints_one_line_of_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names figure, goal and rival; where there are two ways to one answer they agreed, or it would not come to a figure."""
    say(MEASURES[name]())
    told = json.loads(capsys.readouterr().out)
    assert told["figure"] > 0 and told["goal"] > 0 and told["against"] and isinstance(told["reached"], bool)


def test_every_benchmark_is_run_by_the_one_command() -> None:
    """What is tested here is what ``python -m tests.bench`` runs."""
    assert tuple(MEASURES) == every.NAMES


def test_the_same_fleet_each_time() -> None:
    """A figure can be taken again: drivers are made up the same way each time, 27 stays a year for five years."""
    drivers = made_up(20)
    assert drivers == made_up(20)
    assert all(len(driver.stays) == 135 for driver in drivers)
    assert any(driver.papers for driver in drivers)
