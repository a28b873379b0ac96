"""A bar of used, planned and left days: each share has its own glyph besides its colour."""

from __future__ import annotations

from tui.widgets.drawing import Line

USED, PLANNED, LEFT, OVER = "█", "▒", "░", "▓"


def gauge(used: int, planned: int, left: int, limit: int, width: int) -> Line:
    """Returns a bar of ``width`` cells over ``limit`` days, or over all of them where they are more.

    A share of at least one day takes at least one cell. What the limit allows but another one does not stays empty.
    """
    over = max(0, used - limit)
    whole = max(limit, used + planned + left, 1)
    shares = [(used - over, USED, "used"), (over, OVER, "over"), (planned, PLANNED, "planned"), (left, LEFT, "left")]
    pieces = []
    filled = 0
    for place, (days, glyph, ink) in enumerate(shares):
        if days <= 0:
            continue
        later = sum(1 for more, _, _ in shares[place + 1 :] if more > 0)
        cells = max(1, min(round(days * width / whole), width - filled - later))
        pieces.append((glyph * cells, ink))
        filled += cells
    if filled < width:
        pieces.append(("·" * (width - filled), "dim"))
    return pieces
