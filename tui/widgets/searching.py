"""Finding a name by the letters typed so far, whatever the keyboard layout was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar
from unicodedata import combining, normalize

Row = TypeVar("Row")

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_NEAR = str.maketrans("әғқңөұүһіёʻʼ’", "агкноууние'''")
"""Kazakh letters to the Russian ones that people type for them."""
_APART = str.maketrans(dict.fromkeys("-–—/«»“”()·", " "))
"""Signs that part words as blanks do; none of them is a letter on the other layout."""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Returns text as it is compared: small letters, no accents, Kazakh letters as the Russian ones near them, words apart."""
    lowered = text.lower().translate(_NEAR).translate(_APART)
    return "".join(character for character in normalize("NFD", lowered) if not combining(character) or character == "\u0306")


def as_typed(typed: str) -> tuple[str, str, str]:
    """Returns ``typed`` in small letters: as it is, and the same keys on the Russian and on the Latin layout."""
    small = typed.lower()
    return small, small.translate(_TO_RUSSIAN), small.translate(_TO_LATIN)


def readings(typed: str) -> frozenset[str]:
    """Returns what may have been meant by ``typed``: itself, and the same keys on the other layout."""
    return frozenset(folded(reading) for reading in as_typed(typed) if reading)


def matches(sought: frozenset[str], name: str) -> bool:
    """Returns whether a word of ``name`` (already folded) begins with one of the readings; several words of a reading must all be there."""
    words = name.split()
    return any(parts and all(any(word.startswith(part) for word in words) for part in parts) for parts in map(str.split, sought))


def found(typed: str, rows: Iterable[Row], name_of: Callable[[Row], str], *, inside: bool = True) -> list[Row]:
    """Returns the rows whose name (already folded) has a word that begins with what was typed, whatever the layout was.

    With ``inside`` those follow that have it anywhere else: for what is read before it is taken. Where letters and Enter go together,
    as with drivers, nobody stands there whose name does not begin so.
    """
    sought, begin, within = readings(typed), [], []
    for row in rows:
        name = name_of(row)
        if matches(sought, name):
            begin.append(row)
        elif inside and any(part.strip() and part.strip() in name for part in sought):
            within.append(row)
    return begin + within
