"""The commands of the forecast: planned trips, who can go, how the days run down."""

from __future__ import annotations

from tui.commands.command import Command
from tui.wording import mark

_PLANS, _WHO = frozenset({"plan"}), frozenset({"who"})

COMMANDS: tuple[Command, ...] = (
    Command(
        "who",
        mark("Forecast: who else can go"),
        mark("All drivers for the trip under the cursor, best first, each with the reason he cannot and from when he could."),
        keys=("enter",),
        where=_PLANS,
        bound=False,
        menu=False,
    ),
    Command(
        "plan_route",
        mark("Forecast: plan a route"),
        mark("Choose a route and a day, and see who can take it; routes that were driven are offered."),
        keys=("insert",),
        where=_PLANS,
    ),
    Command(
        "what_if",
        mark("Forecast: what if"),
        mark("Longer queues, a driver ill, a paper granted or lost, another limit or reading: beside what is, until it is kept."),
        keys=("space",),
        where=_PLANS,
    ),
    Command(
        "run_down",
        mark("Forecast: days to New Year"),
        mark("How the days of the firm and of each driver run down with all that is planned, and how many more trips they allow."),
        keys=("right",),
        where=_PLANS,
    ),
    Command(
        "take",
        mark("Who can go: plan it"),
        mark("Plans the trip for the driver under the cursor, or for the crew selected with Space."),
        keys=("enter",),
        where=_WHO,
        bound=False,
        menu=False,
    ),
    Command(
        "plan_for_nobody",
        mark("Who can go: nobody yet"),
        mark("Keeps the trip with its route and dates and nobody on it yet: it counts for nobody until it is given to a driver."),
        keys=("insert",),
        where=_WHO,
    ),
    Command("depart_later", mark("Who can go: a day later"), mark("Departs a day later."), keys=("right",), where=_WHO),
    Command("depart_earlier", mark("Who can go: a day earlier"), mark("Departs a day earlier."), keys=("left",), where=_WHO),
    Command("depart_on", mark("Who can go: another date"), mark("Type or choose the day of departure."), keys=("delete",), where=_WHO),
    Command("queue_more", mark("Who can go: a day more in the queue"), mark("Supposes a longer queue."), keys=("tab",), where=_WHO),
    Command("queue_less", mark("Who can go: a day less in the queue"), mark("Back to the usual queue."), keys=("shift+tab",), where=_WHO),
)
