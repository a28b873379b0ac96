"""From a key to the frame it gives, on the fleet and on the year: the program against a bare list that draws its own lines."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from rich.console import RenderableType
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.events import Key
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tests.bench.made_book import make, opened
from tests.bench.timing import say
from tui.app import Haulbook
from tui.laptop import Laptop, Places

GOAL = 2
AS_OF = date(2026, 11, 23)
SIZE = (80, 24)
MOVES = {
    "fleet": ("down", "down", "down", "pagedown", "up", "down", "pageup", "down"),
    "year": ("right", "right", "down", "left", "up", "right", "down", "right"),
    "fleet year": ("down", "down", "right", "pagedown", "up", "left", "pageup", "down"),
}


class Bare(App[None]):
    """A list of so many rows and nothing else: Up, Down and the pages move its cursor."""

    class Rows(ScrollView, can_focus=True):
        """The rows."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.place, self.rows = 0, rows

        def on_mount(self) -> None:
            self.virtual_size = Size(0, self.rows)

        def render_line(self, y: int) -> Strip:
            place = y + round(self.scroll_y)
            text = f"{'>' if place == self.place else ' '} row {place}"
            return Strip([Segment(text.ljust(self.size.width))], self.size.width)

        def key_up(self) -> None:
            self.move(-1)

        def key_down(self) -> None:
            self.move(1)

        def key_pageup(self) -> None:
            self.move(-self.size.height)

        def key_pagedown(self) -> None:
            self.move(self.size.height)

        def move(self, by: int) -> None:
            self.place = max(0, min(self.rows - 1, self.place + by))
            top = round(self.scroll_y)
            self.scroll_to(y=min(max(top, self.place - self.size.height + 1), self.place), animate=False, force=True)
            self.refresh()

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self.Rows(self._rows)


async def frames(pilot: Pilot[Any], keys: Sequence[str]) -> list[float]:
    """Returns the seconds from each key to the moment the terminal has the first frame that it gives."""
    app, found, drawn = pilot.app, [], asyncio.Event()
    display = app._display

    def displayed(screen: Screen[Any], renderable: RenderableType | None) -> None:
        display(screen, renderable)
        drawn.set()

    app._display = displayed  # type: ignore[method-assign]  # Textual tells nobody that a frame was written
    for key in keys:
        await pilot.pause()
        gc.collect(0)
        drawn.clear()
        begun = perf_counter()
        app.post_message(Key(key, None))
        await asyncio.wait_for(drawn.wait(), 5)
        found.append(perf_counter() - begun)
    return found


async def _bare(rows: int, keys: int) -> list[float]:
    async with Bare(rows).run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await frames(pilot, list(islice(cycle(MOVES["fleet"]), keys)))


async def _ours(folder: Path, begin: Sequence[str], moves: Sequence[str], keys: int) -> list[float]:
    nowhere = Path("nowhere")
    with opened(folder) as book:
        app = Haulbook(lambda: book, Laptop(Places(nowhere, nowhere, nowhere), "en"), lambda: AS_OF)
        async with app.run_test(size=SIZE) as pilot:
            while not app.is_open or not app.desk.is_ready:
                await pilot.pause()
            await pilot.press(*begin)
            await pilot.pause()
            return await frames(pilot, list(islice(cycle(moves), keys)))


def measure(drivers: int = 1000, keys: int = 200) -> dict[str, Any]:
    """Returns medians and 99th percentiles of each screen as multiples of the bare list's, taken in one run."""
    with TemporaryDirectory() as folder:
        make(Path(folder), drivers * 20, drivers)
        bare = asyncio.run(_bare(drivers, keys))
        screens = {"fleet": (), "year": ("f3",), "fleet year": ("f3", "f3")}
        ours = {name: asyncio.run(_ours(Path(folder), begin, MOVES[name], keys)) for name, begin in screens.items()}
    ratios = {f"{name} {what}": of(found) / of(bare) for name, found in ours.items() for what, of in (("median", median), ("p99", p99))}
    figure = max(ratios.values())
    return {
        "what": "key to frame, the worst of median and 99th percentile of all screens",
        "figure": round(figure, 2),
        "goal": GOAL,
        "reached": figure <= GOAL,
        "against": "a bare list that draws its own lines, in this run",
        "against_seconds": {"median": round(median(bare), 5), "p99": round(p99(bare), 5)},
        "drivers": drivers,
        "keys": keys,
    } | {name: round(ratio, 2) for name, ratio in ratios.items()}


def p99(found: Sequence[float]) -> float:
    """Returns the value that 99 of 100 do not exceed."""
    return sorted(found)[min(len(found) - 1, len(found) * 99 // 100)]


if __name__ == "__main__":
    say(measure())
