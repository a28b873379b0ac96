"""Who is known while a file is read, and whom the names in its cells mean."""

from __future__ import annotations

from collections.abc import Iterable

from storage.reading.results import Problem
from storage.records import Driver
from storage.text import Roll, is_full_name, looks_like_name, name_key, same_person, straightened


class People:
    """Known drivers, found by the names in cells."""

    def __init__(self, drivers: Iterable[Driver]) -> None:
        self._roll = Roll(drivers)

    def find(self, name: str) -> Driver | Problem:
        """Returns the driver that ``name`` means, or what is wrong with it, near names offered."""
        match = self._roll.find(name)
        if match.driver:
            return match.driver
        near = tuple(driver.name for driver in match.near)
        code = "ambiguous-driver" if match.ambiguous else "near-driver" if near else "unknown-driver"
        return Problem(code, "driver", name, near)

    def crew(self, names: Iterable[str]) -> tuple[tuple[Driver, ...], tuple[Problem, ...]]:
        """Returns the drivers whom the names of one cell mean, each once, and what is wrong with the other names."""
        found = [self.find(name) for name in names]
        drivers = dict.fromkeys(each.id for each in found if isinstance(each, Driver))
        by_id = {each.id: each for each in found if isinstance(each, Driver)}
        return tuple(by_id[each] for each in drivers), tuple(each for each in found if isinstance(each, Problem))

    def near(self, name: str) -> tuple[str, ...]:
        """Returns the names of the known drivers that an unknown name is near to."""
        return tuple(driver.name for driver in self._roll.find(name).near)

    def newcomers(self, names: Iterable[str], *, full_only: bool) -> list[Driver]:
        """Returns a new driver for each person among ``names`` whom nobody knows, in the order of the file, citizenship unknown.

        Shortened forms join the fullest one that fits. With ``full_only`` a name that is written out nowhere makes nobody.
        """
        spellings: dict[str, str] = {}
        for name in names:
            match = self._roll.find(name)
            if match.driver or match.ambiguous or not looks_like_name(name) or (full_only and not is_full_name(name)):
                continue
            key = name_key(name)
            if key not in spellings or straightened(spellings[key]) != spellings[key]:
                spellings[key] = name
        made: list[str] = []
        for key in sorted(spellings, key=lambda each: ("?" in each, -len(each.split()), -len(each))):
            if not any(same_person(spellings[key], spellings[other]) for other in made):
                made.append(key)
        return [Driver(name=straightened(name)) for key, name in spellings.items() if key in made]
