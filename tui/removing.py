"""Deleting a record and cancelling a trip: what is committed, and what is said of the days that leave the count."""

from __future__ import annotations

from datetime import date

import msgspec

from storage.effects import drivers_of, effects
from storage.reckoning import Reckoning
from storage.records import Basis, Record, Trip
from tui.forms.effect import freed_text
from tui.record_words import record_name
from tui.screens.messages import Wanted
from tui.wording import tr, trn


def removal(book: Reckoning, record: Record, on: date, *, cancelled: bool = False) -> Wanted | str:
    """Returns what is to be committed, with what to say of it; a sentence where there is nothing to do."""
    if cancelled and isinstance(record, Trip):
        if record.cancelled:
            return tr("This trip is cancelled already.")
        if _has_happened(record, on):
            return tr("This trip has happened whole: there is nothing left to cancel. Delete takes it out of the book.")
        changed: Record = msgspec.structs.replace(record, cancelled=True)
        reason = tr("cancelled: {record}", record=record_name(book, record))
    else:
        changed = msgspec.structs.replace(record, deleted=True)
        reason = tr("deleted: {record}", record=record_name(book, record))
    touched = list(effects(book, [changed], drivers_of(book, [changed]), on))
    days = [text for effect in touched if (text := freed_text(effect))]
    if cancelled and isinstance(record, Trip):
        planned = sum(leg.entry_basis is Basis.PLANNED for leg in record.legs)
        kept = len(record.legs) - planned
        if kept:
            days.insert(0, trn("{n} leg that has happened stays", "{n} legs that have happened stay", kept))
    what = "; ".join([reason[:1].upper() + reason[1:], *days])
    return Wanted([changed], reason, tr("{what}. Ctrl+Z brings it back.", what=what))


def _has_happened(trip: Trip, on: date) -> bool:
    """Tells whether nothing of a trip is planned or open any more."""
    return all(Basis.PLANNED not in (leg.entry_basis, leg.exit_basis) and leg.exit and leg.exit <= on for leg in trip.legs)
