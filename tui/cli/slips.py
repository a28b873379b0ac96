"""``haulbook slip``: a dispatch slip, issued by a commit; ``haulbook statement``: the form a new driver fills in and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from storage.records import Driver, Slip
from storage.slips import issued_already, slip_for, trip_for_slip
from tui.cli.arguments import as_of, named_drivers
from tui.cli.context import Failure
from tui.cli.paper import Wish, deliver, paper_options
from tui.cli.status import existing_book
from tui.wording import date_text, speaking, tr

if TYPE_CHECKING:
    from storage.book import RecordBook


@click.command("slip")
@click.option("--on", "on_text", metavar="DATE", help="The day it is issued; today unless given.")
@click.option("--message", is_flag=True, help="Print it as a message for the phone, of at most 400 letters, instead.")
@paper_options
@click.argument("driver", metavar="DRIVER")
@click.pass_context
def slip_command(ctx: click.Context, on_text: str | None, message: bool, driver: str, wish: Wish) -> None:
    """Issues the dispatch slip of a driver's next trip, or of the one he is on, and writes it as half a page to sign.

    Issuing is a commit: the figures, papers and rules of that day are kept in the book as proof that the firm checked before
    departure. The same slip issued again on one day is kept once.
    """
    from tui.sheets.orders import slip_job
    from tui.sheets.slip import barred_text, slip_message

    on = as_of(on_text)
    with existing_book(ctx.obj, write=True) as book:
        (who,) = named_drivers([driver], book.drivers())
        trip = trip_for_slip(book.trips_of(who.id), who.id, on)
        if trip is None:
            raise Failure(tr("{driver} has no trip under way and none planned: there is nothing to issue a slip for.", driver=who.name))
        slip = _issued(book, slip_for(book, trip, who, on), who)
        if said := barred_text(slip):
            click.echo(f"{who.name}: {said}", err=True)
        if message:
            with speaking(wish.code.partition("+")[0]):
                click.echo(slip_message(who, slip))
            return
        job = slip_job(book, who, slip, wish.code)
        whole = deliver([job], wish, job.file, ctx.obj.laptop.printer)
    ctx.exit(0 if whole else 1)


def _issued(book: RecordBook, slip: Slip, driver: Driver) -> Slip:
    """Returns the slip as it stands in the book, committing it where the same was not issued before."""
    kept = issued_already(book, slip)
    if kept is None:
        book.commit([slip], tr("Dispatch slip of {driver}, {day}", driver=driver.name, day=date_text(slip.on)))
        kept = issued_already(book, slip)
    assert kept is not None
    return kept


@click.command("statement")
@paper_options
@click.argument("drivers", metavar="DRIVER...", nargs=-1, required=True)
@click.option("--on", "on_text", metavar="DATE", help="The day it is made; today unless given.")
@click.pass_context
def statement_command(ctx: click.Context, on_text: str | None, drivers: tuple[str, ...], wish: Wish) -> None:
    """Writes the statement that a driver fills in and signs when he is hired: his days this year, bans, passports used."""
    from tui.sheets.orders import statement_jobs, together

    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        jobs = statement_jobs(book, named_drivers(drivers, book.drivers()), on, wish.code)
        whole = deliver(jobs, wish, together("statement", on, wish.code), ctx.obj.laptop.printer)
    ctx.exit(0 if whole else 1)
