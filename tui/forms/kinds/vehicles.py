"""The form of a truck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from storage.records import Vehicle
from storage.text import plate_key
from tui.forms.draft import Answers
from tui.forms.fields import FormLine, Text
from tui.forms.kinds.plain import PlainForm
from tui.wording import tr


class VehicleForm(PlainForm):
    """A truck."""

    KIND = "vehicle"
    RECORD = Vehicle
    EXPLAINED: ClassVar = {"plate-missing": "plate"}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New truck") if self.id is None else tr("Truck")

    def fresh(self) -> Vehicle:
        """Returns a truck without a plate."""
        return Vehicle(plate="")

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked of a truck."""
        return [
            FormLine(tr("plate"), (Text(id="plate", label=tr("plate"), width=24, longest=40, needed=True),)),
            FormLine(tr("note"), (Text(id="note"),)),
        ]

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Says that the plate is there already."""
        key = plate_key(answers.get("plate", ""))
        taken = any(vehicle.id != self.own_id and plate_key(vehicle.plate) == key for vehicle in self.desk.book.all(Vehicle))
        return [tr("A truck of this plate is in the book already.")] if key and taken else []
