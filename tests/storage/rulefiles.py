"""Rule files as they come on a stick: the shipped one, and newer ones made from it."""

from __future__ import annotations

from importlib.resources import files

SHIPPED = (files("rules") / "rulebook.toml").read_text(encoding="utf-8")
"""The text of the rules that came with the program."""

_YEARLY = 'window = "calendar-year"\ndays = 90\nconfidence = "law"'


def dated(text: str, day: str) -> str:
    """The same file, dated otherwise."""
    first, _, rest = text.partition("\ndated = ")
    return f"{first}\ndated = {day}{rest[10:]}"


assert SHIPPED.count(_YEARLY) == 1
NEWER = dated(SHIPPED.replace(_YEARLY, _YEARLY.replace("90", "100")), "2027-01-15")
"""The shipped rules of 15 January 2027, under which 100 days a year are allowed in Russia and Belarus."""
