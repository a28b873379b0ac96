"""The forms there are, by the kind of record that they ask for; each is imported when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from tui.forms.form import Form

_FORMS = {
    "driver": ("drivers", "DriverForm"),
    "absence": ("drivers", "AbsenceForm"),
    "opening": ("openings", "OpeningForm"),
    "paper": ("papers", "PaperForm"),
    "vehicle": ("vehicles", "VehicleForm"),
    "trip": ("trips", "TripForm"),
    "route": ("routes", "RouteForm"),
    "correction": ("rules", "CorrectionForm"),
    "readings": ("rules", "ReadingsForm"),
}


def form_of(kind: str) -> type[Form]:
    """Returns the form for a kind of record. Raises ``KeyError`` where there is none."""
    module, name = _FORMS[kind]
    return cast("type[Form]", getattr(import_module(f"tui.forms.kinds.{module}"), name))
