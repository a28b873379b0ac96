"""What is not known about a driver's days, as a set of cases: each is judged by a ledger of its own that knows nothing of the others.

Four things may not be known: how a rule is to be read, on which dates days lay that were used before the records begin, how much of a
stay in several countries lay in those that a rule counts, and whether days under a paper count later. Where the answers of all cases
agree there is one figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from rules.ledger import Ledger
from rules.openings import UsedBefore, stays_before
from rules.papers import HeldPaper
from rules.rulebook import Rule
from rules.stays import Stay
from rules.traveller import Traveller

T = TypeVar("T")
Name = tuple[tuple[str, str], ...]
"""What a case takes otherwise than the figure shown first: (question, answer) each; empty for that figure."""

OPENING, JOINT = "opening", "joint"
"""The questions that are no reading of a rule: ``opening`` answered by ``earliest``, ``joint`` by ``left-out``.

The name of a kind of paper is a question too, answered by ``not-counted``: days under it do not count later.
"""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One answer, and the cases that give it: those that differ least from the rule as it is written first."""

    value: T
    cases: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Answers(Generic[T]):
    """The answers of all cases to one question, each once; the first is the one shown."""

    values: tuple[Answer[T], ...]

    @property
    def main(self) -> T:
        """Returns the answer by the default readings, the most cautious where days are not known."""
        return self.values[0].value

    @property
    def others(self) -> tuple[Answer[T], ...]:
        """Returns the answers that differ from the one shown."""
        return self.values[1:]

    @property
    def disputed(self) -> bool:
        """Tells whether there is more than one answer."""
        return len(self.values) > 1


class Cases:
    """The ledgers of one driver under one rule: the one shown, and those that can differ from it, made when first asked."""

    def __init__(self, main: Ledger, others: Mapping[Name, Callable[[], Ledger]]) -> None:
        """Use ``cases_of``."""
        self.main = main
        self._others = others
        self._made: dict[Name, Ledger] = {(): main}

    @property
    def names(self) -> tuple[Name, ...]:
        """Returns the names of all cases: the one shown, then those that differ least from it."""
        return ((), *self._others)

    def ledger(self, name: Name) -> Ledger:
        """Returns the ledger of a case. Raises ``KeyError`` where there is none of that name."""
        if name not in self._made:
            self._made[name] = self._others[name]()
        return self._made[name]

    def ask(self, question: Callable[[Ledger], T]) -> Answers[T]:
        """Returns what the cases answer to a question, such as ``lambda ledger: ledger.standing(on)``."""
        found: list[tuple[T, list[Name]]] = []
        for name in self.names:
            value = question(self.ledger(name))
            same = next((names for known, names in found if known == value), None)
            if same is None:
                found.append((value, [name]))
            else:
                same.append(name)
        return Answers(tuple(Answer(value, tuple(names)) for value, names in found))


def cases_of(
    rule: Rule,
    who: Traveller | str | None,
    stays: Iterable[Stay],
    papers: Iterable[HeldPaper] = (),
    openings: Iterable[UsedBefore] = (),
    settled: Mapping[str, str] | None = None,
) -> Cases:
    """Returns the cases of a driver under a rule. Where nothing in doubt touches him there is one ledger and nothing else.

    ``settled`` tells the firm's own answers, a reading's id by its question: only that one is judged. A question or an id that the
    rule does not have settles nothing.
    """
    who, held = Traveller.of(who), tuple(papers)
    layouts = _layouts(rule, tuple(stays), tuple(openings))
    asked = rule.exemption(who) is not None or any(paper.effect == "raise" and paper.acting_for(who, rule) for paper in held)
    readings = _readings(rule, who, tuple(sorted((settled or {}).items()))) if asked else (((), rule),)
    shown = readings[0][1]
    main = Ledger(shown, who, layouts[0][1], held)
    holdings = _holdings(main, layouts)
    if len(layouts) == len(readings) == len(holdings) == 1:
        return Cases(main, {})
    laid = [main, *(Ledger(shown, who, known, held) for _, known in layouts[1:])]

    def maker(ledger: Ledger, read: Rule, holding: tuple[HeldPaper, ...]) -> Callable[[], Ledger]:
        return lambda: Ledger(read, who, ledger.presence, holding)

    others = {
        (*reading, *layout, *chosen): maker(ledger, read, holding)
        for (reading, read), ((layout, _), ledger), (chosen, holding) in product(
            _differing(laid, readings), zip(layouts, laid, strict=True), holdings
        )
        if reading or layout or chosen
    }
    return Cases(main, {name: others[name] for name in sorted(others, key=len)})


def _layouts(rule: Rule, stays: tuple[Stay, ...], openings: tuple[UsedBefore, ...]) -> list[tuple[Name, tuple[Stay, ...]]]:
    """Returns what the driver's stays may have been, the most cautious first."""
    partly = [stay for stay in stays if rule.since and 0 < len(rule.since.keys() & set(stay.countries)) < len(set(stay.countries))]
    whole: list[tuple[Name, tuple[Stay, ...]]] = [((), stays)]
    if partly:
        whole.append((((JOINT, "left-out"),), tuple(stay for stay in stays if stay not in partly)))
    if not openings:
        return whole
    latest = tuple(stays_before(rule, openings, stays, latest=True))
    earliest = tuple(stays_before(rule, openings, stays, latest=False))
    before: list[tuple[Name, tuple[Stay, ...]]] = [((), latest)]
    if earliest != latest:
        before.append((((OPENING, "earliest"),), earliest))
    return [((*laid, *left), (*recorded, *unrecorded)) for (left, recorded), (laid, unrecorded) in product(whole, before)]


def _holdings(main: Ledger, layouts: Sequence[tuple[Name, tuple[Stay, ...]]]) -> list[tuple[Name, tuple[HeldPaper, ...]]]:
    """Returns the driver's papers as written, and for each kind of which it is disputed whether its days count, as if they did not.

    Papers of which the office has chosen, and those that no stay can have a day under, leave nothing in doubt.
    """
    stays = [stay for _, known in layouts for stay in known if main.presence.is_of_rule(stay)]
    doubtful = [
        paper
        for paper in main.papers
        if paper.kind.days_disputed and paper.days_count is None and paper.acting_for(main.who, main.rule)
        if any(paper.touches(stay.entry, stay.exit if stay.exit and not stay.exit_planned else date.max) for stay in stays)
    ]
    found: list[tuple[Name, tuple[HeldPaper, ...]]] = [((), main.papers)]
    for kind in sorted({paper.kind.id for paper in doubtful}):
        found += [
            (
                (*name, (kind, "not-counted")),
                tuple(replace(paper, days_count=False) if paper.kind.id == kind and paper in doubtful else paper for paper in holding),
            )
            for name, holding in found
        ]
    return found


@lru_cache(maxsize=256)
def _readings(rule: Rule, who: Traveller, settled: tuple[tuple[str, str], ...]) -> tuple[tuple[Name, Rule], ...]:
    """Returns the rule under every reading of its open questions that differs for such a citizen, the default first."""
    found: list[tuple[Name, Rule]] = [((), rule)]
    answers = dict(settled)
    for question, readings in rule.questions.items():
        chosen = [reading for reading in readings if reading.id == answers.get(question)] or readings
        found = [
            ((*name, *(((question, reading.id),) if reading is not chosen[0] else ())), read.read_as(reading))
            for name, read in found
            for reading in chosen
        ]
    different: dict[tuple[object, ...], tuple[Name, Rule]] = {}
    for name, read in sorted(found, key=lambda pair: len(pair[0])):
        different.setdefault(_for_traveller(read, who), (name, read))
    return tuple(different.values())


def _for_traveller(rule: Rule, who: Traveller) -> tuple[object, ...]:
    """Returns whether a rule exempts him, and its limits without the raises that are never for him."""
    citizenships = [period.citizenship for period in who.periods()]
    return rule.exemption(who), tuple(
        (limit.window, limit.days, tuple(more for more in limit.raises if any(map(more.is_for, citizenships))))
        for version in rule.versions
        for limit in version.limits
    )


def _differing(laid: Sequence[Ledger], readings: Iterable[tuple[Name, Rule]]) -> list[tuple[Name, Rule]]:
    """Returns those readings that raise other days than an earlier one for this driver, whatever his stays may have been."""
    different: dict[tuple[object, ...], tuple[Name, Rule]] = {}
    for name, read in readings:
        different.setdefault(tuple(ledger.read_as(read).allowance.effect() for ledger in laid), (name, read))
    return list(different.values())
