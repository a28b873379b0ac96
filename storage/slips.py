"""Issuing a dispatch slip: the driver's figures, dates and papers for one trip, as the book has them on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from rules.ledger import Ledger
from rules.papers import held
from rules.stays import Stay
from storage.answers import first_rule, line
from storage.book import RecordBook
from storage.findings.case import trip_of
from storage.findings.limits import breach_is_open
from storage.records import Driver, Leg, Paper, Slip, SlipPaper, Trip, Vehicle

NOT_CARRIED = frozenset({"entry-ban", "expulsion", "turned-back", "register-check", "home-contract"})
"""Kinds of paper that a driver need not have with him."""


def trip_for_slip(trips: Sequence[Trip], driver_id: str, on: date) -> Trip | None:
    """Returns the trip that a slip issued on ``on`` is for: the first that he is still to end; None where there is none."""
    open_ones = [
        (legs[0].entry, trip.id, trip)
        for trip in trips
        if not trip.cancelled and (legs := trip.legs_of(driver_id)) and (legs[-1].exit is None or legs[-1].exit >= on)
    ]
    return min(open_ones, key=lambda each: each[:2])[2] if open_ones else None


def slip_for(book: RecordBook, trip: Trip, driver: Driver, on: date) -> Slip:
    """Returns the slip of a driver for a trip as of a date, not yet committed: issuing it is committing it.

    The last day within the rule is that of the stay he is in, else of one entered on the trip's first day there. What bars him is looked
    for under every rule the firm keeps into whose territory the trip goes.
    """
    ledger = book.ledger(driver.id, first_rule(book))
    standing = ledger.standing(on)
    stays = [stay for stay in ledger.presence.stays if trip_of(stay) == trip.id]
    last = trip.legs[int(stays[-1].ref.partition("/")[2])] if stays else None
    last_day, queue_by = _out_by(book, ledger, driver, stays, last, on) if stays else (None, None)
    vehicle = book.get(Vehicle, trip.vehicle) if trip.vehicle else None
    legs = trip.legs_of(driver.id)
    blocks, breach = _barred(book, trip, driver, on)
    return Slip(
        driver=driver.id,
        trip=trip.id,
        on=on,
        rule=ledger.rule.id,
        rules_dated=book.rulebook.dated,
        used=standing.used,
        limit=standing.limit,
        remaining=standing.remaining,
        entry=stays[0].entry if stays else None,
        exit=last.exit if last else None,
        last_day=last_day,
        queue_by=queue_by,
        point=last.exit_point if last else "",
        route=trip.route,
        plate=vehicle.plate if vehicle else "",
        countries=tuple(leg.country for place, leg in enumerate(legs) if not place or legs[place - 1].country != leg.country),
        papers=_to_carry(book, trip, driver.id, max(on, legs[0].entry)),
        blocks=blocks,
        breach=breach,
        purpose=book.firm.purpose,
        contact=book.firm.contact,
    )


def issued_already(book: RecordBook, slip: Slip) -> Slip | None:
    """Returns the slip in the book that says the same of the same trip and day; None where there is none."""
    return next(
        (kept for kept in book.slips_of(slip.driver) if msgspec.structs.replace(kept, id=slip.id, stamp=slip.stamp) == slip),
        None,
    )


def _out_by(
    book: RecordBook, ledger: Ledger, driver: Driver, stays: Sequence[Stay], last: Leg | None, on: date
) -> tuple[date | None, date | None]:
    """Returns the last day within the rule and the day to join the queue by; None where nothing limits him."""
    if stays[0].entry <= on:
        row = line(book, driver, on)
        return row.last_day, row.queue_by
    alone = ledger.with_only(stay for stay in ledger.presence.stays if stay not in stays)
    room = alone.enter(stays[0].entry, on)
    if room.until is None:
        return None, None
    wait = book.usual_wait(last.country, last.exit_point) if last and last.exit_point else None
    return room.until, room.until - timedelta(book.firm.reserve + (wait or 0))


def _barred(book: RecordBook, trip: Trip, driver: Driver, on: date) -> tuple[tuple[SlipPaper, ...], date | None]:
    """Returns the papers that block on the trip's entries, or today where he is in, and the first day of a breach not looked into."""
    papers = book.papers_of(driver.id)
    blocks: set[str] = set()
    breaches = []
    for rule in book.rules_kept:
        ledger = book.ledger(driver.id, rule)
        entries = [stay.entry for stay in ledger.presence.stays if trip_of(stay) == trip.id and (stay.exit is None or stay.exit >= on)]
        blocks |= {block.ref for entry in entries for block in ledger.allowance.blocking(max(on, entry))}
        if entries and (violation := ledger.violation(on)) and breach_is_open(violation, papers, on):
            breaches.append(violation.first_day)
    return tuple(_slip_paper(book, paper) for paper in papers if paper.id in blocks), min(breaches, default=None)


def _to_carry(book: RecordBook, trip: Trip, driver_id: str, departs: date) -> tuple[SlipPaper, ...]:
    """Returns the papers of driver, truck and firm that stand on the day of departure, in the order of the rulebook's kinds."""
    kinds = book.rulebook.paper_kinds
    holders = filter(None, (driver_id, trip.vehicle, book.firm.id))
    papers = [paper for holder in holders for paper in book.papers_of(holder)]
    order = {kind: place for place, kind in enumerate(kinds)}
    carried = [paper for paper in papers if paper.kind in kinds and paper.kind not in NOT_CARRIED and not _ended(paper, departs)]
    return tuple(_slip_paper(book, paper) for paper in sorted(carried, key=lambda paper: (order[paper.kind], paper.until or date.max)))


def _ended(paper: Paper, day: date) -> bool:
    return paper.until is not None and paper.until < day


def _slip_paper(book: RecordBook, paper: Paper) -> SlipPaper:
    stands = held(paper.kind, paper.country, paper.issued, paper.until, book=book.rulebook)
    return SlipPaper(kind=paper.kind, number=paper.number, first=stands.first, last=stands.last)
