"""The words that are read in people's tables: headings, countries, proofs and kinds of paper, from ``words.toml``.

Words are compared by ``word_key``; a phrase is a list of beginnings of words that stand in any order, and the fullest phrase wins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from storage.records import JOINT, Basis
from storage.text import word_key

_WORD = re.compile(r"[^\W_]+|№")
_SEVERAL = re.compile(r"[/,;+&]|\s(?:и|and|және|мен)\s")
_CAPITAL_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?![A-Za-z0-9])")
_NOTED = re.compile(r":\s*$|__|^\*")
SHORT = 3
"""Beginnings of up to this many letters are whole words."""
REMEMBERED = 10_000
"""So many texts are remembered with what they say: the cells of a column repeat themselves."""


def words_of(text: str) -> tuple[str, ...]:
    """Returns the words of a heading or cell as they are compared, signs and digits apart."""
    return tuple(_WORD.findall(word_key(text)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Beginnings of words that must all be found, and what they mean."""

    meaning: str
    stems: tuple[str, ...]

    def fit(self, words: Sequence[str]) -> tuple[int, int]:
        """Returns how many of its stems were found and how many letters they have; (0, 0) where one is missing."""
        free = list(words)
        for stem in sorted(self.stems, key=len, reverse=True):
            found = next((word for word in free if (word == stem if len(stem) <= SHORT else word.startswith(stem))), None)
            if found is None:
                return 0, 0
            free.remove(found)
        return len(self.stems), sum(map(len, self.stems))


class Phrases:
    """A table of phrases: what each says, and which says most of a text.

    Where ``alone`` is set a phrase of one short word ("с", "до") fits only where nothing else is said.
    """

    def __init__(self, table: Mapping[str, Iterable[str]], *, alone: bool = False) -> None:
        self._phrases = [Phrase(meaning, words_of(text)) for meaning, texts in table.items() for text in texts]
        self._alone = alone
        self.meanings = frozenset(table)
        self._fits: dict[str, dict[str, tuple[int, int]]] = {}

    def fits(self, text: str) -> dict[str, tuple[int, int]]:
        """Returns each meaning found in ``text`` with how fully it is said there (words, letters)."""
        if text in self._fits:
            return self._fits[text]
        words = words_of(text)
        best: dict[str, tuple[int, int]] = {}
        for phrase in self._phrases:
            if self._alone and len(words) > 1 and len(phrase.stems) == 1 and len(phrase.stems[0]) <= SHORT:
                continue
            fit = phrase.fit(words)
            if fit > best.get(phrase.meaning, (0, 0)):
                best[phrase.meaning] = fit
        if len(self._fits) < REMEMBERED:
            self._fits[text] = best
        return best

    def meaning(self, text: str) -> str | None:
        """Returns the one meaning that ``text`` says most fully; None where nothing is found or two are said alike."""
        ranked = sorted(((fit, meaning) for meaning, fit in self.fits(text).items()), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def leftover(self, text: str, meaning: str) -> tuple[str, ...]:
        """Returns the words of ``text`` that no phrase of ``meaning`` begins like."""
        stems = {stem for phrase in self._phrases if phrase.meaning == meaning for stem in phrase.stems}
        return tuple(
            word for word in words_of(text) if not any(word == stem or (len(stem) > SHORT and word.startswith(stem)) for stem in stems)
        )


class Countries:
    """Countries by their names in three languages, their short names and their codes."""

    def __init__(self, names: Mapping[str, Iterable[str]], codes: str) -> None:
        self._by_name = {words_of(text): code for code, texts in names.items() for text in texts}
        self._longest = max(map(len, self._by_name))
        two_and_three = codes.split()
        self._by_code = {code: code for code in (*two_and_three[::2], *(name for name in names if name.isalpha()))}
        self._by_code |= dict(zip(two_and_three[1::2], two_and_three[::2], strict=True))

    def find(self, text: str) -> str | None:
        """Returns the code of the country that ``text`` names, ``RU+BY`` for both of these, None for any other text.

        A code whose letters look like the short name of another country ("PK" and "РК") names none.
        """
        found = self._one(text)
        if found:
            return found
        parts = [self._one(part) for part in _SEVERAL.split(f" {text} ")]
        return JOINT if len(parts) == 2 and set(parts) == {"RU", "BY"} else None

    def _one(self, text: str) -> str | None:
        by_name = self._by_name.get(words_of(text))
        code = text.strip().upper()
        if code.isascii() and code in self._by_code:
            return self._by_code[code] if by_name in (None, self._by_code[code]) else None
        return by_name

    def within(self, text: str) -> tuple[set[str], set[str]]:
        """Returns the countries named somewhere in ``text`` and the words that name them. Codes count in capitals only."""
        words = words_of(text)
        found: set[str] = set()
        naming: set[str] = set()
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                run = words[at : at + length]
                if run in self._by_name:
                    found.add(self._by_name[run])
                    naming.update(run)
                    at += length
                    break
            else:
                at += 1
        if not text.isupper():
            for code in _CAPITAL_CODE.findall(text):
                if code in self._by_code and words_of(code) not in self._by_name:
                    found.add(code)
                    naming.add(word_key(code))
        return found, naming


class Words:
    """All words that are read, ready to be asked."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.headings = {kind: Phrases(fields, alone=True) for kind, fields in table["headings"].items()}
        self.countries = Countries(table["countries"], table["codes"]["all"])
        self.papers = Phrases(table["papers"])
        self._basis = Phrases(table["basis"])
        self._results = Phrases(table["results"])
        self._no_end = Phrases({"no-end": table["cells"]["no_end"]})
        self._inside = Phrases({"inside": table["border"]["inside"]})
        self._directions = Phrases(table["directions"])
        self._grid = Phrases({name: texts for name, texts in table["grid"].items() if name != "letters"})
        self._letters = {word_key(text): code for code, texts in table["grid"]["letters"].items() for text in texts}
        self._small = frozenset(map(word_key, table["cells"]["small"]))
        self._not = frozenset(map(word_key, table["cells"]["not"]))
        self._total = frozenset(map(word_key, table["rows"]["total"]))
        self._notes = frozenset(map(words_of, table["rows"]["note"]))
        self._blank = frozenset(table["cells"]["blank"])
        self._firm = frozenset(map(words_of, table["cells"]["firm"]))
        self._nobody = frozenset(map(words_of, table["cells"]["nobody"]))
        joined = "|".join(map(re.escape, table["cells"]["and"]))
        self._crew = re.compile(rf"[/,;+&\n]|\s(?:{joined})\s", re.IGNORECASE)

    def basis(self, text: str) -> Basis | None:
        """Returns the basis that a word of proof gives; None where it gives none, or says that there is none."""
        if self._not.intersection(words_of(text)):
            return None
        meaning = self._basis.meaning(text)
        return Basis(meaning) if meaning else None

    def unsaid(self, text: str, kind: str) -> bool:
        """Tells whether the words of a paper say more than its kind and country do: the "D" of a visa."""
        _, naming = self.countries.within(text)
        return bool(set(self.papers.leftover(text, kind)) - naming - self._small)

    def result(self, text: str) -> str | None:
        """Returns ``listed`` or ``clear`` for the result of a check of the register, None where it cannot be told."""
        return self._results.meaning(text)

    def direction(self, text: str) -> str | None:
        """Returns ``in`` or ``out`` for the direction of a crossing, None where it cannot be told."""
        return self._directions.meaning(text)

    def mark(self, text: str) -> tuple[str, ...] | None:
        """Returns the countries that the legend of a grid means by its words, none for a day at home; None where it cannot be told.

        Two countries are both on one date; the Union State as one is ``RU+BY``.
        """
        named, _ = self.countries.within(text)
        if JOINT in named:
            return (JOINT,)
        meanings = self._grid.fits(text)
        if not named and "both" in meanings:
            return ("RU", "BY")
        return tuple(sorted(named, reverse=True)) if named else () if "none" in meanings or self.is_blank(text) else None

    def letter(self, text: str) -> str | None:
        """Returns the country that a letter in a grid without a legend stands for."""
        return self._letters.get(word_key(text))

    def is_blank(self, text: str) -> bool:
        """Tells whether a cell says nothing: it is empty or holds a dash."""
        return not text or text in self._blank

    def is_no_end(self, text: str) -> bool:
        """Tells whether a cell says that a paper has no end."""
        return bool(self._no_end.fits(text))

    def is_firm(self, text: str, name: str) -> bool:
        """Tells whether a cell for the holder of a paper means the firm, by a word for it or by its own name."""
        words = words_of(text)
        return bool(words) and (words in self._firm or words == words_of(name))

    def is_nobody(self, text: str) -> bool:
        """Tells whether a cell for the driver says that nobody is on the trip yet."""
        return words_of(text) in self._nobody

    def is_total(self, text: str) -> bool:
        """Tells whether a line that begins with this cell is one of totals."""
        words = words_of(text)
        return bool(words) and words[0] in self._total

    def is_note(self, text: str) -> bool:
        """Tells whether a line below a table that begins with this cell is a note: by its words, a colon, an asterisk, a place to sign."""
        words = words_of(text)
        return any(words[: len(note)] == note for note in self._notes) or bool(_NOTED.search(text))

    def is_between_members(self, point: str) -> bool:
        """Tells whether a crossing point lies between Russia and Belarus, where nobody stamps."""
        return bool(self._inside.fits(point))

    def crew(self, text: str) -> list[str]:
        """Returns the names that stand in one cell, in their order."""
        return [name.strip() for name in self._crew.split(text.replace("\xa0", " ")) if name.strip()]


@cache
def shipped() -> Words:
    """Returns the words of ``words.toml``."""
    return Words(tomllib.loads(files("storage.reading").joinpath("words.toml").read_text(encoding="utf-8")))
