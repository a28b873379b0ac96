"""The form of a trip: its crew, its truck, its route, and the countries that each drives through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

import msgspec

from storage.records import JOINT, UNSTAMPED, Basis, Leg, Record, Route, Trip, Vehicle, new_id
from storage.routes import planned_legs, route_key
from storage.text import plate_key
from tui.forms.draft import Answers
from tui.forms.fields import YES, Country, Day, FormLine, Option, Pick, Text, Tick, country_options
from tui.forms.form import Form, Problems, came_from, count, first_day, row_of, with_row, without_row
from tui.forms.kinds.plain import answers_of, driver_options
from tui.forms.kinds.prefill import begin, last_trip, shifted
from tui.forms.known import crossing_points
from tui.widgets.drawing import person
from tui.wording import basis_name, country_name, date_text, nobody_text, span_text, tr

_DETAILS = ("entry_proof", "entry_queue", "exit_proof", "exit_queue", "leave_by", "handed_over")
_TEXTS = ("entry_point", "entry_proof", "exit_point", "exit_proof")
_DATES = ("entry", "exit", "entry_queue", "exit_queue", "leave_by", "handed_over")
_AUTO = "auto"
"""The head of answers that the form gave itself: one that still stands follows when what it came from changes."""


class TripForm(Form):
    """A trip. All of its crew drive the same legs, unless said otherwise."""

    KIND = "trip"
    RECORD = Trip
    LABEL = 13
    EXPLAINED: ClassVar = {
        "exit-before-entry": "exit",
        "queue-after-entry": "entry_queue",
        "queue-after-exit": "exit_queue",
        "handed-over-outside": "handed_over",
    }

    @cached_property
    def _truck_id(self) -> str:
        """The id of the truck that the trip brings, where its plate is a new one."""
        return new_id()

    def title(self) -> str:
        """Returns what the form is for."""
        return tr("New trip") if self.id is None else tr("Trip")

    # what it says when it is opened

    def start(self) -> dict[str, str]:
        """Returns what the trip says; for a new one the driver's last trip, with the dates moved."""
        trip = self.record
        if isinstance(trip, Trip):
            return self._of_trip(trip)
        like = self.desk.book.get(Trip, self.like) if self.like else last_trip(self.desk.book, self.driver)
        answers = self._crew([self.driver or ""]) | {"same": YES, "vehicle": "", "route": "", "note": "", "leg.count": "0"}
        return self._filled(answers, like)

    def _of_trip(self, trip: Trip) -> dict[str, str]:
        first = trip.legs[0].driver if trip.legs else ""
        bare = {driver: [msgspec.structs.replace(leg, driver="") for leg in trip.legs_of(driver)] for driver in trip.drivers}
        same = all(legs == bare[first] for legs in bare.values())
        truck = self.desk.book.get(Vehicle, trip.vehicle) if trip.vehicle else None
        answers = self._crew(trip.drivers or [""]) | {"same": YES if same else "", "vehicle": truck.plate if truck else ""}
        answers |= {"route": trip.route, "note": trip.note, "leg.count": "0"}
        for place, leg in enumerate(trip.legs):
            if not same or leg.driver == first:
                answers = with_row(answers, "leg", answers_of(leg) | {"of": str(place)})
        return answers

    def _crew(self, drivers: Sequence[str]) -> dict[str, str]:
        return {"crew.count": str(len(drivers)), **{f"crew.{place}.driver": id for place, id in enumerate(drivers)}}

    def _filled(self, answers: Answers, like: Trip | None) -> dict[str, str]:
        """Returns the answers with route, truck and legs as in another trip, its dates moved; with a bare leg where there is none."""
        driver = answers.get("crew.0.driver", "")
        first = self.span[0] if self.span else begin(self.desk.book, driver, self.desk.today)
        truck = self.desk.book.get(Vehicle, like.vehicle) if like and like.vehicle else None
        given = {"vehicle": truck.plate if truck else "", "route": like.route if like else ""}
        route = self._route(given["route"])
        legs = planned_legs(route, first) if route else shifted(like, driver, first) if like else []
        return self._with_legs({**answers, **given, **{f"{_AUTO}.{id}": answer for id, answer in given.items()}}, legs)

    def _with_legs(self, answers: Answers, legs: Sequence[Leg]) -> dict[str, str]:
        """Returns the answers with these legs in place of all that stand there, each of their dates marked as given by the form."""
        kept = {id: answer for id, answer in answers.items() if not id.startswith(("leg.", f"{_AUTO}.leg."))} | {"leg.count": "0"}
        for leg in legs:
            kept = with_row(kept, "leg", answers_of(leg) | {"driver": ""})
        if not legs:
            first = date_text(self.span[0]) if self.span else ""
            kept = with_row(kept, "leg", {"country": self._countries[0][0], "entry": first, "entry_basis": Basis.PLANNED})
        if self.span:
            kept[f"leg.{count(kept, 'leg') - 1}.exit"] = date_text(self.span[1])
        for place in range(count(kept, "leg")):
            for end in ("entry", "exit"):
                kept[f"leg.{place}.{end}_basis"] = self._basis(kept.get(f"leg.{place}.{end}", ""), end)
        return {**kept, **{f"{_AUTO}.{id}": answer for id, answer in kept.items() if id.startswith("leg.")}}

    def _drivers(self) -> list[Option]:
        """Returns the drivers there are, and those of the trip who are no longer in the book."""
        found = driver_options(self.desk)
        known = {id for id, _ in found}
        gone = [id for id in self.record.drivers if id not in known] if isinstance(self.record, Trip) else []
        return [*found, *((id, tr("no longer in the book")) for id in gone)]

    @property
    def _countries(self) -> list[Option]:
        """The countries, those of the rules that the firm keeps first."""
        book = self.desk.book
        members = dict.fromkeys(code for id in book.rules_kept for code in book.rulebook.rules[id].since)
        return [*country_options(list(members)), (JOINT, country_name(JOINT))]

    def _route(self, name: str) -> Route | None:
        wanted = route_key(name)
        return next((route for route in self.desk.book.all(Route) if route_key(route.name) == wanted), None) if wanted else None

    def copied(self, answers: Answers) -> Answers | None:
        """Returns the answers like the driver's last trip; None where he has none, or the trip is not new."""
        like = last_trip(self.desk.book, answers.get("crew.0.driver"))
        return self._filled(answers, like) if like and self.id is None else None

    # what is asked

    def lines(self, answers: Answers) -> Sequence[FormLine]:
        """Returns crew, truck, route, and three lines or more for each country."""
        return list(self._lines(answers))

    def _lines(self, answers: Answers) -> Iterator[FormLine]:
        book = self.desk.book
        drivers = self.options("drivers", self._drivers)
        crew = count(answers, "crew")
        alone = crew == 1
        for place in range(crew):
            options = [*drivers, ("", nobody_text())] if alone else drivers
            label = nobody_text() if alone else tr("driver")
            who = Pick(id=f"crew.{place}.driver", label=label, options=options, width=40, needed=not alone)
            same = (Tick(id="same", label=tr("one way for all"), width=24),) if crew > 1 and place == 1 else ()
            yield FormLine(tr("driver") if not place else tr("with him"), (who, *same), "crew")
        routes = self.offer("routes", lambda: (*(route.name for route in book.all(Route)), *(trip.route for trip in book.all(Trip))))
        yield FormLine(tr("route"), (Text(id="route", known=routes, anew=True),), "leg")
        plates = self.offer("plates", lambda: (vehicle.plate for vehicle in book.all(Vehicle)))
        yield FormLine(tr("truck"), (Text(id="vehicle", label=tr("none yet"), width=20, longest=40, known=plates, anew=True),), "leg")
        mine = {id for id, _ in drivers} & {answers.get(f"crew.{place}.driver", "") for place in range(crew)}
        for place in range(count(answers, "leg")):
            yield from self._leg(answers, place, [option for option in drivers if option[0] in mine])
        yield FormLine(tr("note"), (Text(id="note"),), "leg")

    def _leg(self, answers: Answers, place: int, crew: Sequence[Option]) -> Iterator[FormLine]:
        at = f"leg.{place}."
        detailed = answers.get(at + "more") == YES or any(answers.get(at + name) for name in _DETAILS)
        country = Country(
            id=at + "country", label=tr("country"), options=self.options("countries", lambda: self._countries), width=24, needed=True
        )
        who = Pick(id=at + "driver", label=tr("who drives"), options=crew, width=26, needed=True)
        more = () if detailed else (Tick(id=at + "more", label=tr("more"), width=16),)
        yield FormLine(f"{place + 1} {tr('country')}", (country, *(() if self._is_same(answers) else (who,)), *more), "leg")
        for end, label in (("entry", "  " + tr("entry")), ("exit", "  " + tr("exit"))):
            yield FormLine(label, self._crossing(answers, place, end), "leg")
        if detailed:
            number = Text(id=at + "entry_proof", label=tr("entry: number of proof"), width=30, longest=60)
            yield FormLine("  " + tr("proofs"), (number, Text(id=at + "exit_proof", label=tr("exit: number of proof"), longest=60)), "leg")
            since = self._day(answers, place, "entry_queue", tr("entry: queue since"))
            yield FormLine("  " + tr("queues"), (since, self._day(answers, place, "exit_queue", tr("exit: queue since"))), "leg")
            told = self._day(answers, place, "leave_by", tr("told to leave by"))
            yield FormLine("  " + tr("deadline"), (told, self._day(answers, place, "handed_over", tr("handed over on"))), "leg")

    def _crossing(self, answers: Answers, place: int, end: str) -> tuple[Day | Pick | Text, ...]:
        at = f"leg.{place}.{end}"
        day = self._day(answers, place, end, tr("not known yet") if end == "exit" else tr("day"))
        bases = [(basis.value, basis_name(basis)) for basis in Basis]
        points = self.offer("points", lambda: crossing_points(self.desk.book.all(Trip)))
        point = Text(id=at + "_point", label=tr("crossing point"), longest=60, known=points, name=True, anew=True)
        return day, Pick(id=at + "_basis", options=bases, width=15), point

    def _day(self, answers: Answers, place: int, name: str, label: str) -> Day:
        """Returns the field of a date: short forms start from the date before it in the trip."""
        on = self.desk.today
        near = on
        if name != "entry":
            near = self._date(answers, f"leg.{place}.entry") or on
        elif place:
            near = self._date(answers, f"leg.{place - 1}.exit") or self._date(answers, f"leg.{place - 1}.entry") or on
        happened = answers.get(f"leg.{place}.{name}_basis", "") not in ("", Basis.PLANNED)
        return Day(
            id=f"leg.{place}.{name}",
            label=label,
            near=on if happened and name == "entry" else near,
            today=on,
            lean="back" if happened and name == "entry" else "ahead",
            needed=name == "entry",
        )

    def _date(self, answers: Answers, id: str) -> date | None:
        return first_day(Day(id=id, near=self.desk.today, today=self.desk.today, lean="ahead"), answers)

    def _is_same(self, answers: Answers) -> bool:
        return count(answers, "crew") < 2 or answers.get("same") == YES

    # what follows from an answer

    def settled(self, before: Answers, answers: Answers, at: str) -> Answers:
        """Returns the answers with what follows: legs from driver and route, later dates from earlier ones, the basis from the date."""
        if self.id is None and at in ("crew.0.driver", "route") and self._untouched(before):
            return self._led(answers, at)
        if at == "same":
            return self._apart(answers)
        if at.startswith("leg.") and at.endswith((".entry", ".exit")):
            return self._followed(before, answers, at)
        return answers

    def _untouched(self, answers: Answers) -> bool:
        return all(answers.get(f"{_AUTO}.{id}") == answer for id, answer in answers.items() if id.startswith("leg."))

    def _led(self, answers: Answers, at: str) -> Answers:
        if at == "route":
            route = self._route(answers.get("route", ""))
            first = self._date(answers, "leg.0.entry") or begin(self.desk.book, answers.get("crew.0.driver", ""), self.desk.today)
            return self._with_legs(answers, planned_legs(route, first)) if route else answers
        chosen = any(answers.get(id) != answers.get(f"{_AUTO}.{id}") for id in ("route", "vehicle") if answers.get(id))
        return self._filled(answers, last_trip(self.desk.book, answers[at])) if answers.get(at) and not chosen else answers

    def _apart(self, answers: Answers) -> Answers:
        """Returns the answers with the legs of all as legs of each, or with those of the first as those of all."""
        drivers = [answers.get(f"crew.{place}.driver", "") for place in range(count(answers, "crew"))]
        rows = [_row(answers, place) for place in range(count(answers, "leg"))]
        kept: dict[str, str] = {id: answer for id, answer in answers.items() if not id.startswith("leg.")} | {"leg.count": "0"}
        if answers.get("same") == YES:
            own = [row for row in rows if row.get("driver", "") in ("", drivers[0])] or rows
            wanted = [row | {"driver": ""} for row in own]
        else:
            wanted = [row | {"driver": driver} | ({"of": ""} if driver != drivers[0] else {}) for driver in drivers for row in rows]
        for row in wanted:
            kept = with_row(kept, "leg", row)
        return kept

    def _followed(self, before: Answers, answers: Answers, at: str) -> Answers:
        changed = dict(answers)
        end, place = at.rpartition(".")[2], row_of(at)
        if answers.get(f"{at}_basis", "") in ("", self._basis(before.get(at, ""), end)):
            changed[f"{at}_basis"] = self._basis(answers.get(at, ""), end)
        day = self._date(answers, at)
        was = self._date(answers, f"{_AUTO}.{at}") or self._date(before, at)
        if self.id is None and day and was and day != was:
            for number in range(place, count(answers, "leg")):
                for name in ("entry", "exit"):
                    id = f"leg.{number}.{name}"
                    mark = answers.get(f"{_AUTO}.{id}", "")
                    if (number, name) > (place, end) and mark and mark == answers.get(id) and (moved := self._date(answers, id)):
                        later = date_text(moved + (day - was))
                        changed |= {id: later, f"{_AUTO}.{id}": later, f"{id}_basis": self._basis(later, name)}
            changed[f"{_AUTO}.{at}"] = date_text(day)
        following = f"leg.{place + 1}.entry"
        met = self._date(before, at) is not None and self._date(changed, following) == self._date(before, at)
        if end == "exit" and day and met and changed.get(f"{following}_basis") == Basis.PLANNED:
            changed[following] = date_text(day)
        return changed

    def _basis(self, answer: str, end: str) -> str:
        """Returns how a date is known unless one says better: what is to come is planned, what has been was told."""
        day = self._date({"day": answer}, "day")
        if day is None:
            return Basis.PLANNED if end == "entry" else ""
        return Basis.TOLD if day <= self.desk.today else Basis.PLANNED

    def grown(self, answers: Answers, group: str, at: str) -> tuple[Answers, str]:
        """Adds a driver to the crew, or a country that begins where the last one ends."""
        if group == "crew":
            return with_row(answers, "crew", {"driver": ""}), f"crew.{count(answers, 'crew')}.driver"
        place = count(answers, "leg")
        last = _row(answers, place - 1) if place else {}
        countries = [code for code, _ in self._countries[:2]]
        country = next((code for code in countries if code != last.get("country")), countries[0])
        ends = last.get("exit", "")
        row = {"country": country, "driver": last.get("driver", ""), "entry": ends, "entry_basis": self._basis(ends, "entry")}
        return with_row(answers, "leg", row), f"leg.{place}.country"

    def shrunk(self, answers: Answers, group: str, at: str) -> Answers | None:
        """Takes a driver or a country away; one of each stays."""
        head = at.partition(".")[0]
        if head not in ("crew", "leg") or count(answers, head) < 2:
            return None
        return without_row(answers, head, row_of(at))

    # what it becomes

    def changes(self, answers: Answers) -> list[Record]:
        """Returns the trip, and its truck where it is a new one."""
        said = self.values(answers)
        trip = self.record if isinstance(self.record, Trip) else Trip(id=self.own_id)
        plate = str(said["vehicle"])
        trucks = dict(self.options("trucks", lambda: [(plate_key(truck.plate), truck.id) for truck in self.desk.book.all(Vehicle)]))
        vehicle = trucks.get(plate_key(plate)) if plate else None
        new = [] if vehicle or not plate else [Vehicle(id=self._truck_id, plate=plate)]
        route, note = str(said["route"]), str(said["note"])
        legs = tuple(self._legs(answers, trip))
        return [*new, msgspec.structs.replace(trip, vehicle=new[0].id if new else vehicle, route=route, note=note, legs=legs)]

    def _legs(self, answers: Answers, trip: Trip) -> Iterator[Leg]:
        rows = [_row(answers, place) for place in range(count(answers, "leg"))]
        if not self._is_same(answers):
            yield from (self._one(answers, place, row["driver"], trip) for place, row in enumerate(rows))
            return
        for number in range(count(answers, "crew")):
            driver = answers.get(f"crew.{number}.driver", "")
            yield from (self._one(answers, place, driver, trip) for place in range(len(rows)))

    def _one(self, answers: Answers, place: int, driver: str, trip: Trip) -> Leg:
        """Returns a leg of a driver as the form says it, over the one that it was."""
        at = f"leg.{place}."
        dates = {name: self._day(answers, place, name, "").read(answers.get(at + name, "")) for name in _DATES}
        texts = {name: Text(id="").read(answers.get(at + name, "")) for name in _TEXTS}
        said: dict[str, object] = {**dates, **texts, "driver": driver, "country": answers.get(at + "country", "")}
        said["entry_basis"] = Basis(answers.get(at + "entry_basis") or Basis.PLANNED)
        said["exit_basis"] = Basis(answers.get(at + "exit_basis") or Basis.PLANNED) if dates["exit"] else None
        was = _was(trip, came_from(trip.legs, answers, "leg", place), driver)
        return msgspec.structs.replace(was or Leg(driver=driver, country="", entry=date.min), **said)

    def disagreements(self, answers: Answers) -> Problems:
        """Returns what is wrong between dates, bases and people."""
        found: Problems = {}
        drivers = [answers.get(f"crew.{place}.driver", "") for place in range(count(answers, "crew"))]
        for place, driver in enumerate(drivers):
            if driver in drivers[:place]:
                found[f"crew.{place}.driver"] = tr("He is in the crew already.")
        if drivers == [""] and Trip(legs=tuple(self._legs(answers, Trip()))).has_begun:
            found["crew.0.driver"] = tr("A trip that has begun needs its driver; one without a driver is only planned.")
        for place in range(count(answers, "leg")):
            leg = self._one(answers, place, answers.get(f"leg.{place}.driver") or drivers[0], Trip())
            for code in leg.problems():
                name = self.EXPLAINED.get(code, "country")
                found[f"leg.{place}.{name}"] = self.sentence(code, answers.get(f"leg.{place}.{name}", ""))
            found |= self._bases(answers, place, leg)
        return found

    def _bases(self, answers: Answers, place: int, leg: Leg) -> Problems:
        """Returns where a date cannot be known as is said: one to come is planned, between Russia and Belarus nobody stamps."""
        found: Problems = {}
        for end, day, basis in (("entry", leg.entry, leg.entry_basis), ("exit", leg.exit, leg.exit_basis)):
            if day and day > self.desk.today and basis is not Basis.PLANNED:
                text = tr("{day} is still to come: it can only be planned.", day=date_text(day))
                found[f"leg.{place}.{end}_basis"] = text
            beside, other = (place + 1, "entry") if end == "exit" else (place - 1, "exit")
            meets = answers.get(f"leg.{beside}.{other}", "") == answers.get(f"leg.{place}.{end}")
            if basis is Basis.SHOWN and meets and {leg.country, answers.get(f"leg.{beside}.country", "")} == UNSTAMPED:
                found[f"leg.{place}.{end}_basis"] = tr("Between Russia and Belarus nobody stamps: such a date can be told, not shown.")
        return found

    def cautions(self, answers: Answers) -> Sequence[str]:
        """Says who of the crew is absent, or not with the firm, on dates of the trip; that nobody is on it yet."""
        if self.problems(answers):
            return []
        trip = self.changes(answers)[-1]
        assert isinstance(trip, Trip)
        if trip.for_nobody:
            return [tr("Nobody is on it yet: its days count for nobody.")]
        return list(dict.fromkeys(text for leg in trip.legs for text in self._away(leg)))

    def _away(self, leg: Leg) -> Iterator[str]:
        driver, last = self.desk.driver(leg.driver), leg.exit or leg.entry
        if driver is None:
            return
        name = person(driver.name, 24)
        for absence in self.desk.book.absences_of(driver.id):
            if absence.first <= last and (absence.last or date.max) >= leg.entry:
                dates = span_text(absence.first, absence.last)
                yield tr("{driver} is absent: {dates} {why}", driver=name, dates=dates, why=absence.reason).rstrip()
        if (driver.left or date.max) < last or (driver.joined or date.min) > leg.entry:
            yield tr("{driver} is not with the firm on all of these dates.", driver=name)

    def whom(self, answers: Answers) -> str | None:
        """Returns the first of the crew."""
        return answers.get("crew.0.driver") or None

    def reason(self, changes: Sequence[Record]) -> str:
        """Returns whose trip is written down, whether it is planned."""
        return super().reason(changes[-1:])


def _row(answers: Answers, place: int) -> dict[str, str]:
    """Returns the answers of one leg by the names of its fields."""
    head = f"leg.{place}."
    return {id.removeprefix(head): answer for id, answer in answers.items() if id.startswith(head)}


def _was(trip: Trip, leg: Leg | None, driver: str) -> Leg | None:
    """Returns the leg that a row came from, or the one of another driver that answers to it; None for a new one."""
    if leg is None or leg.driver in ("", driver):
        return leg
    number = next(place for place, one in enumerate(trip.legs_of(leg.driver)) if one is leg)
    own = trip.legs_of(driver)
    return own[number] if number < len(own) else None
