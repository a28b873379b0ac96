"""The forms of what the office says of the rules: corrections of single values, and the readings that the firm goes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

import msgspec

from rules.rulebook import CONFIDENCES, WINDOWS
from rules.rulefile import Plain, Single, plain, singles
from storage import rulebooks
from storage.records import Correction, Firm, Record
from tui.forms.draft import Answers
from tui.forms.fields import YES, Day, Field, FormLine, Number, Option, Pick, Several, Text, Unfit, country_options
from tui.forms.form import Form, Problems
from tui.forms.kinds.plain import answer_of
from tui.rule_words import path_text, value_text
from tui.wording import case_text, question_name, rule_name, tr

_COMMON = ("days", "from", "since", "of", "covers")
"""The keys whose values are corrected most: they are offered first."""


class CorrectionForm(Form):
    """What the office says in place of one value of the rules, and why."""

    KIND = "correction"
    RECORD = Correction
    EXPLAINED: ClassVar = {"path-missing": "path", "reason-missing": "reason", "nothing-corrected": "value"}

    @cached_property
    def _singles(self) -> dict[str, Single]:
        """Every single value of the rules by its path, those that are corrected most first."""
        found = sorted(singles(self.desk.book.rules_in_use.base), key=lambda single: single.path.rpartition("/")[2] not in _COMMON)
        return {single.path: single for single in found}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New correction of a rule") if self.id is None else tr("Correction of a rule")

    def start(self) -> dict[str, str]:
        """Returns what the record says."""
        record = self.record
        if not isinstance(record, Correction):
            return {"path": "", "value": "", "reason": "", "note": ""}
        return {"path": record.path, "value": _answer(record.value), "reason": record.reason, "note": record.note}

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns the value, what it should be, and why."""
        options = self.options("paths", lambda: [(path, path_text(path)) for path in self._singles])
        single = self._singles.get(answers.get("path", ""))
        asked = [FormLine(tr("what"), (Pick(id="path", label=tr("letters search"), options=options, needed=True),))]
        if single is not None:
            asked.append(FormLine(tr("should be"), (_field(single, self.desk.today),)))
        return [
            *asked,
            FormLine(tr("why, source"), (Text(id="reason", label=tr("reason of the office"), needed=True),)),
            FormLine(tr("note"), (Text(id="note"),)),
        ]

    def settled(self, before: Answers, answers: Answers, at: str) -> Answers:
        """Begins with the value as the rules have it, where another one is chosen."""
        if at != "path":
            return answers
        single = self._singles.get(answers.get("path", ""))
        return {**answers, "value": _answer(plain(single.value)) if single else ""}

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the correction. Raises ``Unfit`` where it cannot stand."""
        said = self.values(answers)
        value = said.get("value")
        taken: Plain = value.isoformat() if isinstance(value, date) else value  # type: ignore[assignment]
        try:
            made = rulebooks.correction(self.desk.book.rules_in_use, str(said["path"]), taken, str(said["reason"]))
        except rulebooks.CorrectionRefused as error:
            same = error.code == "nothing-corrected"
            raise Unfit(tr("The rules say so already.") if same else tr("That value does not go with the rest of the rules.")) from error
        return [msgspec.structs.replace(made, note=str(said["note"]))]

    def disagreements(self, answers: Answers) -> Problems:
        """Returns why a value cannot stand."""
        try:
            self.changes(answers)
        except Unfit as error:
            return {"value": str(error)}
        return super().disagreements(answers)

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Says what the rules themselves say there, and by which source."""
        single = self._singles.get(answers.get("path", ""))
        return [tr("{value}: the rules say {says}.", value=path_text(single.path), says=value_text(plain(single.value)))] if single else []


class ReadingsForm(Form):
    """Which answer the firm goes by, for each question that the sources of the rules leave open."""

    KIND = "readings"
    RECORD = Firm
    LABEL = 3

    @property
    def record(self) -> Firm:
        """The firm."""
        return self.desk.book.firm

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("Readings of rules")

    def start(self) -> dict[str, str]:
        """Returns what the firm goes by."""
        return dict(self.record.readings)

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns each question of the rules that the firm keeps."""
        rules = self.desk.book.rulebook.rules
        asked: list[FormLine] = []
        for rule in (rules[id] for id in self.record.rules if id in rules):
            for question, readings in rule.questions.items():
                options: list[Option] = [("", tr("open: both figures are shown where they differ"))]
                options += [(reading.id, case_text(f"{question}:{reading.id}")) for reading in readings]
                asked.append(FormLine(f"{rule_name(rule.id)}. {question_name(question)}", heading=True))
                asked.append(FormLine("", (Pick(id=question, options=options, width=76),)))
        return asked

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the firm with what was chosen."""
        chosen = {question: str(value) for question, value in self.values(answers).items() if value}
        return [msgspec.structs.replace(self.record, readings=chosen)]

    def reason(self, changes: Sequence[Record]) -> str:
        """Returns that the readings are written down."""
        return tr("readings of the rules")


def _field(single: Single, on: date) -> Field:
    """Returns the field for a value of its type."""
    kind = str(single.field.type)
    now = single.value
    if kind.startswith("int"):
        return Number(id="value", label="—", width=14)
    if kind.startswith("date"):
        return Day(id="value", near=now or on, today=on)
    if kind == "bool":
        return Pick(id="value", options=[(YES, tr("yes")), ("", tr("no"))], width=14)
    if kind.startswith("frozenset"):
        return Several(id="value", options=country_options(("RU", "BY", "KZ", "KG", "UZ", "TJ", "AM", "AZ")))
    if single.field.name == "window":
        return Pick(id="value", options=[(window, value_text(window)) for window in WINDOWS], width=32)
    if single.field.name.endswith("confidence"):
        return Pick(id="value", options=[(word, value_text(word)) for word in CONFIDENCES], width=32)
    return Text(id="value", longest=1000)


def _answer(value: Plain) -> str:
    """Returns a plain value of a rule as an answer; a date is ISO text in both."""
    return answer_of(value) or ""
