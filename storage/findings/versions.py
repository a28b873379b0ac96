"""What there is to say of values that two laptops changed at once, until a person has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.findings import Finding
from storage.findings.case import Case, finding
from storage.records import Conflict


def findings(case: Case) -> Iterator[Finding]:
    """Yields one finding a conflict in a record that bears on the driver."""
    yield from of_conflicts(case.conflicts)


def of_conflicts(conflicts: Iterable[Conflict]) -> Iterator[Finding]:
    """Yields one finding a conflict, with the table and the fields of the record; none where they lie sealed on this laptop."""
    for each in conflicts:
        yield finding("two-versions", each.id, table=each.table, fields=" ".join(each.fields))
