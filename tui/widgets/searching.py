"""Finding a name by the letters typed so far, whatever the keyboard layout was."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_NEAR = str.maketrans("әғқңөұүһіёʻʼ’", "агкноууние'''")
"""Kazakh letters to the Russian ones that people type for them."""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Returns text as it is compared: small letters, no accents, Kazakh letters as the Russian ones near them."""
    lowered = text.lower().translate(_NEAR)
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
    beginnings = name.split()
    return any(all(any(word.startswith(part) for word in beginnings) for part in reading.split()) for reading in sought)
