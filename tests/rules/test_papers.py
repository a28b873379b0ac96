"""Renewals of papers: from the old end when in time, from the issue when not, and not known where no source gives a period."""

from __future__ import annotations

from datetime import date

import pytest

from rules.papers import renewed_until

OLD_END = date(2026, 6, 15)


@pytest.mark.parametrize("kind", ["adr", "cpc"])
@pytest.mark.parametrize("issued", [date(2025, 6, 15), date(2026, 1, 10), OLD_END])
def test_renewed_in_the_last_twelve_months_it_runs_from_the_old_end(kind: str, issued: date) -> None:
    """Whenever in its last twelve months it is renewed, the new five years begin where the old ones end."""
    assert renewed_until(kind, OLD_END, issued) == date(2031, 6, 15)


@pytest.mark.parametrize(
    ("issued", "until"),
    [(date(2025, 6, 14), date(2030, 6, 13)), (date(2026, 6, 16), date(2031, 6, 15)), (date(2027, 2, 1), date(2032, 1, 31))],
)
def test_renewed_earlier_or_too_late_it_runs_from_the_issue(issued: date, until: date) -> None:
    """A day before those twelve months, or after the old one ended, the day of issue is the first of five years."""
    assert renewed_until("adr", OLD_END, issued) == until


def test_the_first_of_its_kind_runs_from_the_issue() -> None:
    """Without an old one there is nothing to run on from; issued on 29 February, it ends on the day before the next period's first."""
    assert renewed_until("adr", None, date(2026, 3, 1)) == date(2031, 2, 28)
    assert renewed_until("cpc", None, date(2024, 2, 29)) == date(2029, 2, 27)


def test_an_old_end_on_29_february() -> None:
    """Five years after 29 February there is none: it ends on the 28th."""
    assert renewed_until("adr", date(2028, 2, 29), date(2028, 1, 10)) == date(2033, 2, 28)


@pytest.mark.parametrize("kind", ["licence", "passport", "tachograph-card", "medical", "insurance"])
def test_where_no_source_gives_a_period_it_is_not_known(kind: str) -> None:
    """Of a licence or a tachograph card no period was found: its end is typed in."""
    assert renewed_until(kind, OLD_END, date(2026, 1, 10)) is None


def test_a_kind_nobody_knows() -> None:
    """A kind that the rules do not have is refused."""
    with pytest.raises(KeyError):
        renewed_until("fishing-licence", None, OLD_END)
