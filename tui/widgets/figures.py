"""A driver's figures in words, as several screens say them."""

from __future__ import annotations

from datetime import date

from rules.ledger import Room, Standing
from storage.answers import RosterLine
from storage.records import Trip
from tui.finding_words import filing_text
from tui.leave_words import last_day_text, may_enter
from tui.wording import country_name, date_text, day_and_month, paper_name, short_date, tr, trn, window_name

_WINDOWS = frozenset({"calendar-year", "rolling", "continuous"})


def days_text(row: RosterLine) -> str:
    """Returns used, planned and left days, and the last day or the earliest return; after a breach that is not known."""
    standing = row.standing
    if standing.limit is None:
        if standing.lifted:
            return f"{tr('{used} d used', used=standing.used)}, {lifted_text(row)}"
        return tr("no figure: the rule is not known for this citizenship")
    text = tr("{used} of {limit} d used", used=standing.used, limit=standing.limit)
    if row.planned:
        text += tr(", {planned} planned", planned=row.planned)
    if row.last_day:
        text += tr(
            ", last day within the rule {last}, join the queue by {queue}", last=date_text(row.last_day), queue=date_text(row.queue_by)
        )
    elif last := last_day_text(row):
        text += tr(", last day within the rule {last}", last=last)
    if row.caution:
        return text + tr(", return not known: check entry ban and register first")
    if entry := may_enter(row):
        text += entry_text(*entry) + (f"; {filing_text(row.filing)}" if row.filing else "")
    if row.room and row.room.by and row.room.by != "calendar-year":
        text += f" ({ended_by(row.room, standing)})"
    return text


def lifted_text(row: RosterLine) -> str:
    """Returns that the rule does not hold for him on the date, and by which papers."""
    return tr("the rule not in force: {papers}", papers=", ".join(map(paper_name, row.lifted_by)))


def entry_text(day: date, days: int | None) -> str:
    """Returns from when he may enter and for how long, as the end of a sentence."""
    text = tr(", may enter from {day}", day=date_text(day))
    return text if days is None else text + trn(" for {n} day", " for {n} days", days)


def ended_by(room: Room, standing: Standing) -> str:
    """Returns what ends the room: a limit's window, or the paper that blocks."""
    if room.by is None:
        return ""
    if room.by not in _WINDOWS:
        return paper_name(room.by)
    return window_name(room.by, next((limit.of for limit in standing.limits if limit.window == room.by), None))


def next_trip_text(trip: Trip | None, driver: str, on: date) -> str:
    """Returns a coming trip as its first date, its countries and its route; nothing where there is none."""
    if trip is None:
        return ""
    ahead = [leg for leg in trip.legs_of(driver) if leg.entry >= on] or list(trip.legs_of(driver))
    if not ahead:
        return ""
    return f"{short_date(ahead[0].entry)} {countries_of(trip, driver)} {trip.route}".rstrip()


def countries_of(trip: Trip, driver: str) -> str:
    """Returns the codes of the countries of a driver's legs in their order: ``RU-BY``."""
    return "-".join(dict.fromkeys(leg.country for leg in trip.legs_of(driver)))


def trip_name(trip: Trip, driver: str) -> str:
    """Returns what a trip is called: its route, or its countries in words where it has none."""
    return trip.route or " – ".join(dict.fromkeys(country_name(leg.country) for leg in trip.legs_of(driver)))


def spoken_date(day: date, year: int) -> str:
    """Returns ``12 March``, with the year where it is not ``year``."""
    return day_and_month(day) if day.year == year else f"{day_and_month(day)} {day.year}"
