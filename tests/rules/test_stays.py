"""Two stays beside each other: where they share dates, and where they only meet."""

from __future__ import annotations

from datetime import date

import pytest

from rules.days import NO_DAYS, Days
from tests.rules.literal import day, stays

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("01.03-10.03 RU, 10.03-14.03 BY", None),
        ("01.03-10.03 RU, 09.03-14.03 BY", ("09.03", "10.03")),
        ("01.03-10.03 RU, 03.03-05.03 RU", ("03.03", "05.03")),
        ("01.03-10.03 RU, 12.03-14.03 BY", None),
        ("01.11- RU, 20.11- BY", ("20.11", "23.11")),
        ("01.11- RU, ?25.11-?28.11 BY", None),
        ("01.11-?30.11 RU, ?25.11-?28.11 BY", ("25.11", "28.11")),
        ("01.11-10.11 RU, ?05.11-?08.11 BY", None),
    ],
)
def test_two_stays_overlap_where_they_share_more_than_one_date(text: str, shared: tuple[str, str] | None) -> None:
    """Legs that meet on one date do not overlap; an open one goes on to the day; a plan that never began shares nothing."""
    one, other = stays(text)
    expected = Days.between(day(shared[0]), day(shared[1])) if shared else NO_DAYS
    assert one.overlap(other, ON) == other.overlap(one, ON) == expected
