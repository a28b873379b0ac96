"""Who is known while a file is read, and whom the names in its cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from storage.reading.results import Problem, RowResult, Stranger
from storage.records import Driver
from storage.text import Match, Roll, is_full_name, looks_like_name, name_key, same_person, straightened


class People:
    """Known drivers, found by the names in cells.

    ``said``: names, as they are compared, with those of the drivers whom they mean, an empty one for nobody's. ``remembered``: the same as
    it was said before, with the ids of the drivers: it holds where nothing is said now and the known drivers leave it open.
    """

    def __init__(self, drivers: Iterable[Driver], said: Mapping[str, str], remembered: Mapping[str, str]) -> None:
        by_id = {driver.id: driver for driver in drivers}
        self._roll = Roll(by_id.values())
        self._said = said
        self._remembered = {name: by_id[id] for name, id in remembered.items() if id in by_id and name not in said}

    def match(self, name: str) -> Match:
        """Returns whom ``name`` means: as the office says, by what it says itself, or as the office said before."""
        driver = self.remembered(name)
        return Match(driver) if driver else self._roll.find(self._said.get(name_key(name)) or name)

    def remembered(self, name: str) -> Driver | None:
        """Returns whom ``name`` means only because the office said so before."""
        driver = self._remembered.get(name_key(name))
        return None if driver is None or self._roll.find(name).driver else driver

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

    def recalled(self, names: Iterable[tuple[str, tuple[str, int]]]) -> list[Stranger]:
        """Returns a stranger for each driver whom names mean only because the office said so before; each name with its sheet and row."""
        spelt: dict[str, dict[str, None]] = {}
        places: dict[str, set[tuple[str, int]]] = {}
        for name, place in names:
            if driver := self.remembered(name):
                spelt.setdefault(driver.name, {})[name] = None
                places.setdefault(driver.name, set()).add(place)
        return [self._recalled(sorted(names, key=len, reverse=True), driver, len(places[driver])) for driver, names in spelt.items()]

    def _recalled(self, names: Sequence[str], driver: str, rows: int) -> Stranger:
        match = self._roll.find(names[0])
        near = tuple(each.name for each in match.near)
        return Stranger(names[0], tuple(names), near, rows, False, not match.ambiguous and looks_like_name(names[0]), driver)


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
