"""The form of a paper: it asks what its kind has, no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from rules.papers import renewed_until
from rules.rulebook import PaperKind
from storage.records import Driver, Paper
from tui.forms.draft import Answers
from tui.forms.fields import YES, Country, Day, Field, FormLine, Number, Pick, Text, Tick, country_options
from tui.forms.form import first_day
from tui.forms.kinds.plain import PlainForm, holder_options
from tui.wording import date_text, mark, paper_name, tr

_FIRST_KINDS = ("ruid-driver", "register-check", "registration", "passport", "licence", "adr", "cpc", "tachograph-card")
_OF = ("RU", "BY", "KZ", "KG", "UZ", "TJ", "AM", "AZ")

_ISSUED = {
    "ruid-driver": mark("filed on"),
    "register-check": mark("checked on"),
    "registration": mark("registered from"),
    "entry-ban": mark("from"),
    "expulsion": mark("from"),
    "turned-back": mark("turned back on"),
}
_UNTIL = {"ruid-driver": mark("entry allowed until"), "entry-ban": mark("until"), "registration": mark("registered until")}
_NO_END = frozenset({"register-check"})
_NO_NUMBER = frozenset({"register-check", "turned-back"})
_CHOICE_OF_COUNT = frozenset({"lift", "lift-country"})


class PaperForm(PlainForm):
    """Anything with a number and dates, of a driver, a truck or the firm."""

    KIND = "paper"
    RECORD = Paper
    EXPLAINED: ClassVar = {
        "holder-missing": "holder",
        "until-before-issued": "until",
        "allows-nothing": "entries",
        "reason-missing": "because",
    }

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New paper") if self.id is None else tr("Paper")

    def fresh(self) -> Paper:
        """Returns a paper of the holder, of the kind and the country that were given; else of the country that most such papers are of."""
        kind, holder = self.given.get("kind", "ruid-driver"), self.driver or ""
        return Paper(holder=holder, kind=kind, country=self.given.get("country") or self._usual_country(kind, holder) or None)

    def _usual_country(self, kind: str, holder: str) -> str:
        """Returns the country of which a paper is where nothing else is said: a passport that of its holder; empty where none is likely."""
        known, driver = self.desk.book.rulebook.paper_kinds.get(kind), self.desk.book.get(Driver, holder)
        if kind == "passport" and driver:
            return driver.citizenship or ""
        return "RU" if known is None or known.needs_country else ""

    def start(self) -> dict[str, str]:
        """Returns what the record says; the office's choice whether days count as one of three."""
        record = self.record
        answers = super().start()
        if isinstance(record, Paper) and record.days_count is not None:
            answers["days_count"] = YES if record.days_count else "no"
        return answers

    def kind(self, answers: Answers) -> PaperKind | None:
        """Returns the kind chosen, as the rules in use have it."""
        return self.desk.book.rulebook.paper_kinds.get(answers.get("kind", ""))

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked of a paper of that kind."""
        kinds = self.desk.book.rulebook.paper_kinds
        named = [*(kind for kind in _FIRST_KINDS if kind in kinds), *(kind for kind in kinds if kind not in _FIRST_KINDS)]
        options = [(kind, paper_name(kind)) for kind in named]
        holders = self.options("holders", lambda: holder_options(self.desk))
        holder = Pick(id="holder", label=tr("driver, truck or firm"), options=holders, width=48, needed=True)
        return [
            FormLine(tr("paper"), (Pick(id="kind", label=tr("paper"), options=options, width=48, needed=True),)),
            FormLine(tr("holder"), (holder,)),
            *(self.line(label, field) for label, field in self._asked(answers)),
        ]

    def _asked(self, answers: Answers) -> Iterator[tuple[str, Field]]:
        kind, on = answers.get("kind", ""), self.desk.today
        known = self.kind(answers)
        issued = Day(id="issued", near=on, today=on, needed=kind in ("ruid-driver", "register-check"))
        none = tr("not known") if known is None or known.needs_country else "—"
        nations = self.options(f"countries {none}", lambda: country_options(_OF, none=none))
        yield tr("country"), Country(id="country", options=nations, width=24)
        if kind not in _NO_NUMBER:
            yield tr("number"), Text(id="number", width=30, longest=60)
        yield tr(_ISSUED.get(kind, mark("issued"))), issued
        if kind not in _NO_END:
            near = first_day(issued, answers) or on
            yield tr(_UNTIL.get(kind, mark("last day"))), Day(id="until", label=tr("no end"), near=near, today=on, lean="ahead")
        if kind == "register-check":
            results = [("clear", tr("not listed")), ("listed", tr("listed"))]
            now = answers.get("result", "")
            options = results if now in ("", "clear", "listed") else [*results, (now, now)]
            yield tr("result"), Pick(id="result", label=tr("result"), options=options, width=24, needed=True)
        if kind == "visa":
            yield tr("entries"), Number(id="entries", label=tr("not known"), least=1, most=999, width=18)
            yield tr("days of stay"), Number(id="days", label=tr("not known"), least=1, most=3660, width=18)
        if known and known.effect in _CHOICE_OF_COUNT:
            counts = [("", tr("as the rules say")), (YES, tr("they count later")), ("no", tr("they do not count later"))]
            yield tr("days under it"), Pick(id="days_count", options=counts, width=32)
        if kind == "other-extension":
            yield tr("it lifts the limit"), Tick(id="confirmed", width=6)
        if answers.get("days_count") or answers.get("confirmed"):
            yield tr("why, who said so"), Text(id="because", label=tr("reason of the office"), needed=True)
        yield tr("place and note"), Text(id="note", known=self.offer("notes", lambda: (paper.note for paper in self.desk.book.all(Paper))))

    def fitted(self, said: Mapping[str, object]) -> dict[str, object]:
        """Returns the values; what a paper of that kind does not have is as in a new one."""
        values = super().fitted(said)
        empty = Paper(holder="", kind="")
        if said.get("days_count"):
            values["days_count"] = said["days_count"] == YES
        return {name: getattr(empty, name) for name in _OPTIONAL} | values

    def settled(self, before: Answers, answers: Answers, at: str) -> Answers:
        """Returns the answers with the end that follows from issue and kind, and the country from kind and holder, where none was typed."""
        if at not in ("issued", "kind", "holder"):
            return answers
        usual, now = (self._usual_country(each.get("kind", ""), each.get("holder", "")) for each in (before, answers))
        if self.id is None and answers.get("country", "") == usual:
            answers = {**answers, "country": now}
        due = self._due(before)
        if answers.get("until", "") in ("", due):
            return {**answers, "until": self._due(answers)}
        return answers

    def _due(self, answers: Answers) -> str:
        """Returns the last day of such a paper issued that day, in place of the holder's newest of its kind; empty where not known."""
        kind = self.kind(answers)
        issued = first_day(Day(id="issued", near=self.desk.today, today=self.desk.today), answers)
        if kind is None or issued is None:
            return ""
        papers = self.desk.book.papers_of(answers.get("holder", ""))
        older = [paper.until for paper in papers if paper.kind == kind.id and paper.id != self.id]
        until = renewed_until(kind.id, max(filter(None, older), default=None), issued, self.desk.book.rulebook)
        return date_text(until) if until else ""

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Says what an application allows, and what a paper does not do while its country is not known or its holder no citizen for it."""
        return list(self._cautions(answers))

    def _cautions(self, answers: Answers) -> Iterator[str]:
        kind = self.kind(answers)
        if kind is None:
            return
        on = self.desk.today
        issued = first_day(Day(id="issued", near=on, today=on), answers)
        if kind.effect == "raise" and issued:
            yield _entry_text(kind, issued, first_day(Day(id="until", near=issued, today=on, lean="ahead"), answers))
        if not answers.get("country") and kind.needs_country and not kind.default_country and kind.effect not in ("none", "warn"):
            yield tr("While the country is not known this paper changes nothing.")
        driver = self.desk.book.get(Driver, answers.get("holder", ""))
        if driver and not kind.acts_for(driver.citizenship):
            yield tr("For his citizenship a paper of this kind changes nothing.")

    def whom(self, answers: Answers) -> str | None:
        """Returns its holder, where he is a driver."""
        return answers.get("holder") if self.desk.driver(answers.get("holder", "")) else None


_OPTIONAL = ("number", "country", "issued", "until", "result", "entries", "days", "days_count", "confirmed", "because")


def _entry_text(kind: PaperKind, filed: date, until: date | None) -> str:
    """Returns on which dates entry is allowed under an application filed on a date."""
    first = filed + timedelta(kind.entry_after)
    sure = filed + timedelta(kind.entry_surely_after)
    last = until or (filed + timedelta(kind.entry_until) if kind.entry_until is not None else None)
    return tr(
        "Entry under it from {sure} (on {first} close: check the hour) to {last}.",
        sure=date_text(sure),
        first=date_text(first),
        last=date_text(last),
    )
