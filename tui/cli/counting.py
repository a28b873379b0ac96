"""The click side of ``haulbook count``: help, and the process's own input and output."""

from __future__ import annotations

import click

from tui.cli import count


@click.command("count")
@click.pass_context
def count_command(ctx: click.Context) -> None:
    """Judges stays from standard input, one JSON question a line; needs no book."""
    ctx.exit(count.main())
