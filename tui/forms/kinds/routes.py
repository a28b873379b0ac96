"""The form of a route."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from storage.records import Record, Route, RouteLeg, Trip
from storage.routes import route_key
from tui.forms.draft import Answers
from tui.forms.fields import Country, Dates, Day, FormLine, Number, Option, Pick, Several, Text, country_options
from tui.forms.form import Problems, came_from, count, row_of, with_row, without_row
from tui.forms.kinds.plain import PlainForm, answers_of
from tui.forms.known import crossing_points
from tui.wording import mark, paper_name, tr

_LEG = "legs"
_NAMES = ("country", "days", "entry_point", "exit_point")
_RECURS = {
    "": mark("not regular"),
    "FREQ=WEEKLY": mark("every week"),
    "FREQ=WEEKLY;INTERVAL=2": mark("every two weeks"),
    "FREQ=MONTHLY": mark("every month"),
}


class RouteForm(PlainForm):
    """Countries with usual days, crossing points and queues; the papers it asks for; when it departs where it is regular."""

    KIND = "route"
    RECORD = Route
    EXPLAINED: ClassVar = {"name-missing": "name", "legs-missing": "name", "begins-missing": "begins"}

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New route") if self.id is None else tr("Route")

    def fresh(self) -> Route:
        """Returns a route without a name."""
        return Route(name="")

    def start(self) -> dict[str, str]:
        """Returns what the record says, each country; a new one begins with a bare one."""
        record = self.record
        answers = super().start()
        if isinstance(record, Route):
            answers["skips"] = " ".join(f"{day:%d.%m.%Y}" for day in record.skips)
        legs = record.legs if isinstance(record, Route) else ()
        for place, leg in enumerate(legs):
            answers = with_row(answers, _LEG, answers_of(leg) | {"of": str(place)})
        return answers if legs else with_row(answers, _LEG, {"country": "RU"})

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns what is asked of a route."""
        on, book = self.desk.today, self.desk.book
        names = self.offer("routes", lambda: (trip.route for trip in book.all(Trip)))
        known = book.rulebook.paper_kinds
        kinds = [(kind, paper_name(kind)) for kind in known if known[kind].effect in ("warn", "raise", "replace")]
        recurs = [(rule, tr(words)) for rule, words in _RECURS.items()]
        now = answers.get("recurs", "")
        options: list[Option] = recurs if now in _RECURS else [*recurs, (now, now)]
        asked = [
            FormLine(tr("route"), (Text(id="name", label=tr("such as Almaty – Moscow"), known=names, needed=True),), _LEG),
            *(line for place in range(count(answers, _LEG)) for line in self._leg(place)),
            FormLine(tr("papers it asks for"), (Several(id="needs", options=kinds),), _LEG),
            FormLine(tr("departs"), (Pick(id="recurs", options=options, width=28),), _LEG),
        ]
        if now:
            asked.append(FormLine("  " + tr("first on"), (Day(id="begins", near=on, today=on, needed=True),), _LEG))
            asked.append(FormLine("  " + tr("but not on"), (Dates(id="skips", near=on),), _LEG))
        return [*asked, FormLine(tr("note"), (Text(id="note"),), _LEG)]

    def _leg(self, place: int) -> Sequence[FormLine]:
        at = f"{_LEG}.{place}."
        points = self.offer("points", lambda: crossing_points(self.desk.book.all(Trip)))
        days = Number(id=at + "days", label=tr("both ends"), least=1, most=366, width=12, needed=True)
        countries = self.options("countries", lambda: country_options(("RU", "BY", "KZ")))
        country = Country(id=at + "country", label=tr("country"), options=countries, width=24, needed=True)
        return [
            FormLine(tr("{number} country", number=place + 1), (country,), _LEG),
            FormLine(
                "  " + tr("usual days in it"),
                (days,),
                _LEG,
            ),
            FormLine("  " + tr("queue to leave it"), (Number(id=at + "queue", label=tr("days"), most=90, width=12),), _LEG),
            FormLine(
                "  " + tr("crossing points"),
                (
                    Text(id=at + "entry_point", label=tr("crossing point"), width=26, longest=60, known=points, name=True),
                    Text(id=at + "exit_point", label=tr("crossing point"), longest=60, known=points, name=True),
                ),
                _LEG,
            ),
        ]

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the route."""
        said = self.values(answers)
        before = self.record.legs if isinstance(self.record, Route) else ()
        legs = []
        for place in range(count(answers, _LEG)):
            row = {name: said[f"{_LEG}.{place}.{name}"] for name in _NAMES} | {"queue": said[f"{_LEG}.{place}.queue"] or 0}
            was = came_from(before, answers, _LEG, place)
            legs.append(msgspec.structs.replace(was or RouteLeg(country="", days=1), **row))
        return [msgspec.structs.replace(record, legs=tuple(legs)) for record in super().changes(answers)]

    def disagreements(self, answers: Answers) -> Problems:
        """Returns what is wrong between answers, and a name that another route has."""
        name = route_key(answers.get("name", ""))
        others = (route for route in self.desk.book.all(Route) if route.id != self.own_id)
        if any(route_key(route.name) == name for route in others):
            return {"name": tr("There is a route of this name already.")}
        return super().disagreements(answers)

    def grown(self, answers: Answers, group: str, at: str) -> tuple[Answers, str]:
        """Adds a country."""
        place = count(answers, _LEG)
        last = answers.get(f"{_LEG}.{place - 1}.country", "") if place else ""
        return with_row(answers, _LEG, {"country": "BY" if last == "RU" else "RU"}), f"{_LEG}.{place}.country"

    def shrunk(self, answers: Answers, group: str, at: str) -> Answers | None:
        """Takes a country away; one stays."""
        return without_row(answers, _LEG, row_of(at)) if at.startswith(_LEG) and count(answers, _LEG) > 1 else None
