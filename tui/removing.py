"""Deleting a record and cancelling a trip: what is committed, and what is said of the days that leave the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from storage.effects import drivers_of, effects
from storage.reckoning import Reckoning
from storage.records import Basis, Record, Trip
from tui.forms.effect import freed_text
from tui.record_words import record_name
from tui.screens.messages import Wanted
from tui.wording import tr, trn


def removal(book: Reckoning, records: Sequence[Record], on: date, *, cancelled: bool = False) -> Wanted | str:
    """Returns what is to be committed at once, with what to say of it; a sentence where there is nothing to do.

    With ``cancelled`` the records are trips; of several those that cannot be cancelled are left as they are.
    """
    if cancelled:
        kept = [record for record in records if isinstance(record, Trip) and not record.cancelled and not _has_happened(record, on)]
        if not kept:
            return _why_not([record for record in records if isinstance(record, Trip)])
        records = kept
    changes = [msgspec.structs.replace(record, **{"cancelled" if cancelled else "deleted": True}) for record in records]
    names = "; ".join(record_name(book, record) for record in records[:_NAMED])
    if len(records) > _NAMED:
        names += trn(" and {n} more", " and {n} more", len(records) - _NAMED)
    reason = tr("cancelled: {record}", record=names) if cancelled else tr("deleted: {record}", record=names)
    said = [text for effect in effects(book, changes, drivers_of(book, changes), on) if (text := freed_text(effect))]
    happened = sum(leg.entry_basis is not Basis.PLANNED for record in records if isinstance(record, Trip) for leg in record.legs)
    if cancelled and happened:
        said.insert(0, trn("{n} leg that has happened stays", "{n} legs that have happened stay", happened))
    what = "; ".join([reason[:1].upper() + reason[1:], *said])
    return Wanted(changes, reason, tr("{what}. Ctrl+Z brings it back.", what=what))


_NAMED = 3
"""How many of several records are named; the others are counted."""


def _why_not(trips: Sequence[Trip]) -> str:
    if all(trip.cancelled for trip in trips):
        return tr("This trip is cancelled already.")
    return tr("This trip has happened whole: there is nothing left to cancel. Delete takes it out of the book.")


def _has_happened(trip: Trip, on: date) -> bool:
    """Tells whether nothing of a trip is planned or open any more."""
    return all(Basis.PLANNED not in (leg.entry_basis, leg.exit_basis) and leg.exit and leg.exit <= on for leg in trip.legs)
