"""``haulbook list``: the fleet, the papers, the plans on paper."""

from __future__ import annotations

import click

from tui.cli.arguments import as_of
from tui.cli.paper import Wish, deliver, paper_options
from tui.cli.status import existing_book

_LISTS = ("fleet", "papers", "plans")


@click.command("list")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@paper_options
@click.argument("what", metavar="WHAT", type=click.Choice(_LISTS))
@click.pass_context
def list_command(ctx: click.Context, on_text: str | None, what: str, wish: Wish) -> None:
    """Writes a list of the whole office as a PDF: fleet, papers or plans."""
    from tui.sheets.orders import LISTS, list_job

    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        job = list_job(book, next(known for known in LISTS if known == what), on, wish.code)
        whole = deliver([job], wish, job.file, ctx.obj.laptop.printer)
    ctx.exit(0 if whole else 1)
