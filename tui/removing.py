"""Deleting a record and cancelling a trip: what is committed, and what is said of the days that leave the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from storage.effects import drivers_of, effects
from storage.records import Basis, Record, Trip
from tui.forms.effect import leaving_text
from tui.record_words import record_name
from tui.screens.desk import Desk
from tui.screens.messages import Wanted
from tui.widgets.figures import trip_name
from tui.wording import and_more, capital, short_date, tr, trn


def removal(desk: Desk, records: Sequence[Record], *, cancelled: bool = False) -> Wanted | str:
    """Returns what is to be committed at once, with what to say of it; a sentence where there is nothing to do.

    Of each driver are said the dates that leave his count, and his figures before and after, as of the desk's date.
    With ``cancelled`` the records are trips; of several those that cannot be cancelled are left as they are.
    """
    book = desk.book
    if cancelled:
        kept = [record for record in records if isinstance(record, Trip) and not record.cancelled and not _has_happened(record, desk.today)]
        if not kept:
            return _why_not([record for record in records if isinstance(record, Trip)])
        records = kept
    trips = [record for record in records if isinstance(record, Trip)]
    changes = [msgspec.structs.replace(record, **{"cancelled" if cancelled else "deleted": True}) for record in records]
    names = "; ".join(record_name(book, record) for record in records[:_NAMED]) + and_more(len(records) - _NAMED)
    reason = _said(names, cancelled=cancelled)
    weighed = effects(book, changes, drivers_of(book, changes), desk.on, desk.line_of)
    said = [text for effect in weighed if (text := leaving_text(effect, trips=bool(trips)))]
    if len(said) > _NAMED:
        said[_NAMED:] = [trn("{n} more driver", "{n} more drivers", len(said) - _NAMED)]
    happened = sum(leg.entry_basis is not Basis.PLANNED for trip in trips for leg in trip.legs)
    if cancelled and happened:
        said.insert(0, trn("{n} leg that has happened stays", "{n} legs that have happened stay", happened))
    if len(trips) > 1:
        names = ", ".join(
            f"{trip_name(trip, trip.legs[0].driver)} {short_date(trip.legs[0].entry, desk.on.year)}" for trip in trips[:_NAMED]
        )
        names += and_more(len(trips) - _NAMED)
    what = _said(names, cancelled=cancelled)
    done = tr("{what}. Ctrl+Z brings it back.", what=capital(what))
    return Wanted(changes, reason, f"{done} {'; '.join(said)}." if said else done)


_NAMED = 3
"""How many of several records and of their drivers are named; the others are counted."""


def _said(names: str, *, cancelled: bool) -> str:
    return tr("cancelled: {record}", record=names) if cancelled else tr("deleted: {record}", record=names)


def _why_not(trips: Sequence[Trip]) -> str:
    if all(trip.cancelled for trip in trips):
        return tr("This trip is cancelled already.")
    return tr("This trip has happened whole: there is nothing left to cancel. Delete takes it out of the book.")


def _has_happened(trip: Trip, on: date) -> bool:
    """Tells whether nothing of a trip is planned or open any more."""
    return all(Basis.PLANNED not in (leg.entry_basis, leg.exit_basis) and leg.exit and leg.exit <= on for leg in trip.legs)
