"""The firm's records: frozen typed values, and the checks that belong to one record alone.

Dates are calendar dates of the border's own country; both ends of a stay count. Nothing here reads the clock.
"""

from __future__ import annotations

from storage.records.exchange import Conflict, Peer, Synced, synced_id
from storage.records.firm import Firm, Vehicle
from storage.records.papers import Paper
from storage.records.people import Absence, Driver, FormerCitizenship, Opening, OpeningYear
from storage.records.record import JOINT, UNSTAMPED, Record, Stamp, new_id
from storage.records.rows import Layout, NameMeant, Unsettled
from storage.records.rules import Correction, RuleFile
from storage.records.slips import Slip, SlipPaper
from storage.records.trips import Basis, Leg, Route, RouteLeg, Trip

__all__ = [
    "JOINT",
    "OWN_TABLES",
    "TABLES",
    "UNSTAMPED",
    "Absence",
    "Basis",
    "Conflict",
    "Correction",
    "Driver",
    "Firm",
    "FormerCitizenship",
    "Kind",
    "Layout",
    "Leg",
    "NameMeant",
    "Opening",
    "OpeningYear",
    "Paper",
    "Peer",
    "Record",
    "Route",
    "RouteLeg",
    "RuleFile",
    "Slip",
    "SlipPaper",
    "Stamp",
    "Synced",
    "Trip",
    "Unsettled",
    "Vehicle",
    "new_id",
    "synced_id",
]

Kind = Firm | Driver | Vehicle | Paper | Trip | Unsettled | RuleFile | Correction | Opening | Absence | Route | Slip | Layout | Conflict

TABLES: dict[str, type[Record]] = {
    "firm": Firm,
    "drivers": Driver,
    "vehicles": Vehicle,
    "papers": Paper,
    "trips": Trip,
    "unsettled": Unsettled,
    "openings": Opening,
    "rulefiles": RuleFile,
    "corrections": Correction,
    "absences": Absence,
    "routes": Route,
    "slips": Slip,
    "layouts": Layout,
    "conflicts": Conflict,
    "peers": Peer,
    "synced": Synced,
}
"""The TinyDB table of each kind of record."""

OWN_TABLES = frozenset({"peers", "synced"})
"""The tables of this copy of the book alone: they leave it by no way, and undo does not touch them."""
