"""Two stays beside each other: where they share dates, and where they only meet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.days import NO_DAYS, Days
from rules.ledger import Ledger
from rules.papers import HeldPaper
from rules.reader import shipped
from rules.stays import Stay
from tests.rules.cases import dates, filings, spans
from tests.rules.literal import day, stays
from tests.rules.oracle import Span

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


@given(spans(), spans(most=3), st.lists(filings(), max_size=1), st.booleans(), dates(length=900))
def test_stays_that_come_later_count_as_if_known_from_the_start(
    first: list[Span], more: list[Span], filed: list[tuple[date, date]], planned: bool, on: date
) -> None:
    """A plan laid over a driver's stays, with his figures asked before, gives what all of them entered at once give."""
    held = [HeldPaper(shipped().paper_kinds["ruid-driver"], "RU", *dates) for dates in filed]
    known = [Stay(each.country, each.entry, each.exit) for each in first]
    added = [Stay(each.country, each.entry, each.exit, planned, planned) for each in more]
    alone, whole = (Ledger(shipped().rule("union-state"), "KZ", given, held) for given in (known, [*known, *added]))
    before = alone.standing(on)
    laid = alone.with_stays(added)
    assert laid.standing(on) == whole.standing(on) and laid.room(on) == whole.room(on) and laid.violation(on) == whole.violation(on)
    assert laid.presence.stays == whole.presence.stays and laid.presence.entered == whole.presence.entered
    assert alone.standing(on) == before, "and the driver's own are as they were"
