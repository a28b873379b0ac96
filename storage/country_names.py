"""What people call the countries, in three languages: names, short names and their forms, as they are read in tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def country_names() -> Mapping[str, Sequence[str]]:
    """Returns all names that a country is known by, by its code; those that nobody calls otherwise are left out."""
    text = files("storage").joinpath("reading", "words.toml").read_text(encoding="utf-8")
    names: Mapping[str, Sequence[str]] = tomllib.loads(text)["countries"]
    return names
