"""What was typed into a form and is not in the book yet: answers by the ids of their fields, and the way back through the typing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Answers = Mapping[str, str]
"""What a form says so far: an answer for each field; one that is missing is empty."""


@dataclass
class Draft:
    """The typing in one form. ``start`` is what the form said when it was opened, or when the record was last seen to change."""

    title: str
    start: Answers
    answers: Answers = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Fields that were changed here and in the book meanwhile, with what the book says now."""

    def __post_init__(self) -> None:
        self.answers = self.answers or dict(self.start)
        self._before: list[tuple[Answers, str]] = []
        self._after: list[tuple[Answers, str]] = []
        self._goes_on = False

    @property
    def is_typed(self) -> bool:
        """Tells whether anything is said here that the book does not say."""
        return bool(self.changed)

    @property
    def changed(self) -> set[str]:
        """Returns the fields that say something else than at the start."""
        return {id for id in {*self.start, *self.answers} if self.start.get(id, "") != self.answers.get(id, "")}

    def put(self, answers: Answers, at: str) -> None:
        """Takes new answers, given in the field ``at``; typing goes on in one step of undoing while it stays in a field."""
        if answers == self.answers:
            return
        if not (self._goes_on and self._before and self._before[-1][1] == at):
            self._before.append((self.answers, at))
        self._goes_on = True
        self._after.clear()
        self.answers = answers
        self.elsewhere.pop(at, None)

    def pause(self) -> None:
        """Ends the step of undoing: the field is left."""
        self._goes_on = False

    def undo(self) -> str | None:
        """Takes the last typing back; returns the field it was in, None where there is none."""
        return self._turn(self._before, self._after)

    def redo(self) -> str | None:
        """Brings back what was taken back last."""
        return self._turn(self._after, self._before)

    def _turn(self, pile: list[tuple[Answers, str]], other: list[tuple[Answers, str]]) -> str | None:
        if not pile:
            return None
        answers, at = pile.pop()
        other.append((self.answers, at))
        self.answers = answers
        self.pause()
        return at

    def rebase(self, now: Answers) -> set[str]:
        """Takes in that the book now says ``now``; returns the fields in which it says something else than before.

        What was typed here stays; a field that was changed on both sides is remembered as changed ``elsewhere``. Where the book has
        more or fewer rows of a kind than before, every row typed here counts as such.
        """
        news = {id for id in {*self.start, *now} if self.start.get(id, "") != now.get(id, "")}
        if not news:
            return news
        mine = self.changed
        moved = {id.partition(".")[0] for id in news if id.endswith(".count")}
        for id in mine:
            said = now.get(id, "")
            if (id in news or id.partition(".")[0] in moved) and said != self.answers.get(id, ""):
                self.elsewhere[id] = said
        self.answers = {**now, **{id: self.answers.get(id, "") for id in mine}}
        self.start = now
        self._before.clear()
        self._after.clear()
        return news
