"""Who is known while a file is read, and whom the names in its cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storage.reading.results import Problem, RowResult, Stranger
from storage.records import Driver
from storage.text import Match, Roll, is_full_name, looks_like_name, name_key, same_person, straightened


class People:
    """Known drivers, found by the names in cells. ``meant``: names, as they are compared, with those of the drivers whom they mean."""

    def __init__(self, drivers: Iterable[Driver], meant: Mapping[str, str]) -> None:
        self._roll = Roll(drivers)
        self._meant = meant

    def match(self, name: str) -> Match:
        """Returns whom ``name`` means: as the office said, or by what it says itself."""
        return self._roll.find(self._meant.get(name_key(name), name))

    def find(self, name: str) -> Driver | Problem:
        """Returns the driver that ``name`` means, or what is wrong with it, near names offered."""
        match = self.match(name)
        if match.driver:
            return match.driver
        near = tuple(driver.name for driver in match.near)
        code = "ambiguous-driver" if match.ambiguous else "near-driver" if near else "unknown-driver"
        return Problem(code, "driver", name, near)

    def crew(self, names: Iterable[str]) -> tuple[tuple[Driver, ...], tuple[Problem, ...]]:
        """Returns the drivers whom the names of one cell mean, each once, and what is wrong with the other names.

        A surname and a given name with a comma between them, of which neither is anybody's alone, may be one driver.
        """
        names = list(names)
        if (
            len(names) == 2
            and isinstance(one := self.find(" ".join(names)), Driver)
            and not any(isinstance(self.find(name), Driver) for name in names)
        ):
            return (one,), ()
        found = [self.find(name) for name in names]
        drivers = dict.fromkeys(each.id for each in found if isinstance(each, Driver))
        by_id = {each.id: each for each in found if isinstance(each, Driver)}
        return tuple(by_id[each] for each in drivers), tuple(each for each in found if isinstance(each, Problem))

    def near(self, name: str) -> tuple[str, ...]:
        """Returns the names of the known drivers that an unknown name is near to."""
        return tuple(driver.name for driver in self.match(name).near)

    def newcomers(self, names: Iterable[str], *, full_only: bool) -> list[Driver]:
        """Returns a new driver for each person among ``names`` whom nobody knows, in the order of the file, citizenship unknown.

        Shortened forms join the fullest one that fits. With ``full_only`` a name that is written out nowhere makes nobody.
        """
        spellings: dict[str, str] = {}
        for name in names:
            match = self.match(name)
            if match.driver or match.ambiguous or not looks_like_name(name) or (full_only and not is_full_name(name)):
                continue
            key = name_key(name)
            if key not in spellings or straightened(spellings[key]) != spellings[key]:
                spellings[key] = name
        made = set(_fullest(spellings).values())
        return [Driver(name=straightened(name)) for key, name in spellings.items() if key in made]


def strangers(rows: Iterable[RowResult]) -> list[Stranger]:
    """Returns the names in rows that no driver has, or more than one; shortened forms with the fullest, in the order of the file."""
    found: dict[str, tuple[str, Problem, set[tuple[str, int]]]] = {}
    for row in rows:
        for problem in (*row.problems, *row.remarks):
            if problem.code in _STRANGE and (key := name_key(problem.value)):
                found.setdefault(key, (problem.value, problem, set()))[2].add((row.sheet, row.row))
    fullest = _fullest({key: name for key, (name, _, _) in found.items()})
    people: dict[str, list[str]] = {}
    for key in found:
        people.setdefault(fullest[key], []).append(key)
    return [
        Stranger(
            found[main][0],
            tuple(found[key][0] for key in keys),
            tuple(dict.fromkeys(near for key in (main, *keys) for near in found[key][1].near)),
            len(set().union(*(found[key][2] for key in keys))),
            found[main][1].code == "new-near",
            found[main][1].code != "ambiguous-driver" and looks_like_name(found[main][0]),
        )
        for main, keys in people.items()
    ]


_STRANGE = frozenset(("unknown-driver", "near-driver", "ambiguous-driver", "new-near"))


def _fullest(spellings: Mapping[str, str]) -> dict[str, str]:
    """Returns for the key of each name that of the fullest name that can be the same person's."""
    made: list[str] = []
    found: dict[str, str] = {}
    for key in sorted(spellings, key=lambda each: ("?" in each, -len(each.split()), -len(each))):
        same = next((other for other in made if same_person(spellings[key], spellings[other])), None)
        if same is None:
            made.append(key)
        found[key] = same or key
    return found
