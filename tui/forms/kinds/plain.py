"""Forms whose fields are the fields of their record, one to one, and the rows that some have beside them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date

import msgspec

from storage.records import Driver, Record, Vehicle
from tui.forms.draft import Answers
from tui.forms.fields import YES, Field, FormLine, Option
from tui.forms.form import Form
from tui.private_words import is_hidden
from tui.screens.desk import Desk
from tui.wording import date_text, hidden_text

_NOT_ASKED = frozenset({"id", "stamp", "deleted", "beyond"})


class PlainForm(Form):
    """A form of one record: each field is named as the record's own."""

    @abstractmethod
    def fresh(self) -> Record:
        """Returns a new record as the form begins with it."""

    def start(self) -> dict[str, str]:
        """Returns what the record says."""
        return answers_of(self.record or self.fresh())

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the record with the answers; what is not asked of such a record is as in a new one."""
        said = self.values(answers)
        return [msgspec.structs.replace(self.record or self.fresh(), id=self.own_id, **self.fitted(said))]

    def line(self, label: str, field: Field) -> FormLine:
        """Returns the line of a field; of one that is hidden here that it is: it is not asked, and kept as it is."""
        if self.record is not None and is_hidden(self.record, field.id):
            return FormLine(label, told=hidden_text())
        return FormLine(label, (field,))

    def fitted(self, said: Mapping[str, object]) -> dict[str, object]:
        """Returns the values as the record takes them: an empty text for none where it has no other none."""
        fields = {field.name: field for field in msgspec.structs.fields(self.RECORD)}
        return {name: "" if value is None and fields[name].default == "" else value for name, value in said.items() if name in fields}


def answers_of(record: msgspec.Struct) -> dict[str, str]:
    """Returns the single values of a record as answers by the names of its fields."""
    found: dict[str, str] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in _NOT_ASKED and (answer := answer_of(value)) is not None:
            found[name] = answer
    return found


def answer_of(value: object) -> str | None:
    """Returns a value as an answer; None for one that is rows of its own."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else ""
        case date():
            return date_text(value)
        case str() | int():
            return str(value)
        case tuple() if all(isinstance(each, str) for each in value):
            return ",".join(value)
        case tuple() if all(isinstance(each, int) for each in value):
            return " ".join(map(str, value))
    return None


def driver_options(desk: Desk) -> list[Option]:
    """Returns the drivers by name; those who have left the firm last."""
    return [
        (driver.id, driver.name) for driver in sorted(desk.book.all(Driver), key=lambda driver: (_gone(driver, desk.today), driver.name))
    ]


def _gone(driver: Driver, on: date) -> bool:
    return driver.left is not None and driver.left < on


def holder_options(desk: Desk) -> list[Option]:
    """Returns who may hold a paper: drivers, trucks, the firm."""
    firm = desk.book.firm
    trucks = sorted((vehicle.plate, vehicle.id) for vehicle in desk.book.all(Vehicle))
    return [*driver_options(desk), *((id, plate) for plate, id in trucks), (firm.id, firm.name or "—")]
