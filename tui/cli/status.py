"""``haulbook status``: how every driver stands; ``demo``: a made-up firm to look at; ``paths``: where things lie."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rules.findings import Finding
from storage.answers import RosterLine, findings_of_firm, line
from storage.backups import last_outside
from storage.book import RecordBook
from storage.status_json import status_json
from tui.book_words import coming_text
from tui.cli.arguments import as_of, known_rule, named_drivers, today
from tui.cli.context import Failure, Office
from tui.finding_words import finding_text
from tui.leave_words import last_day_text, left_text, may_enter
from tui.wording import country_name, date_text, rule_name, short_date, tr, trn

_STYLES = {"alarm": "bold reverse", "warning": "bold", "notice": ""}
_GAP = 2
_LEAST_NAME = 8


@click.command("status")
@click.option("--on", "on_text", metavar="DATE", help="The date the figures are for; today unless given.")
@click.option("--rule", "rule_id", metavar="ID", help="The rule to count by; the firm's first unless given.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, one object a driver.")
@click.argument("drivers", metavar="[DRIVER]...", nargs=-1)
@click.pass_context
def status_command(ctx: click.Context, on_text: str | None, rule_id: str | None, as_json: bool, drivers: Sequence[str]) -> None:
    """Shows how many days each driver has used, how many are left, and who needs attention.

    A surname is enough where one driver has it. Ends with 1 where something needs a person today.
    """
    on = as_of(on_text)
    with existing_book(ctx.obj) as book:
        rule_id = known_rule(rule_id, book.rulebook)
        asked = named_drivers(drivers, book.drivers()) if drivers else book.drivers()
        lines = sorted((line(book, driver, on, rule_id) for driver in asked), key=RosterLine.urgency)
        of_firm = findings_of_firm(book, on, last_outside(book))
    if as_json:
        click.echo(json.dumps([status_json(each) for each in lines], ensure_ascii=False, indent=2))
    elif lines:
        print_roster(lines, Console(highlight=False, emoji=False, markup=False))
        for finding in of_firm:
            click.echo(_sentence(finding, ""), err=True)
    else:
        click.echo(tr("There are no drivers in this book yet."), err=True)
    ctx.exit(1 if any(each.alarmed for each in lines) else 0)


def print_roster(lines: Sequence[RosterLine], console: Console) -> None:
    """Prints the figures of the drivers as a table, then everything there is to say about each."""
    console.print(tr("{rule}, on {day}", rule=rule_name(lines[0].rule), day=date_text(lines[0].standing.on)))
    headings = (tr("Where"), tr("Used"), tr("Left"), tr("Last day, or entry"))
    rows = [(_where(each), _used(each), left_text(each), _until(each)) for each in lines]
    taken = sum(max(map(cell_len, column)) + _GAP for column in zip(headings, *rows, strict=True))
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0))
    table.add_column(tr("Driver"), no_wrap=True)
    for heading in headings:
        table.add_column(heading, no_wrap=True, justify="right" if heading in headings[1:3] else "left")
    for each, row in zip(lines, rows, strict=True):
        name = Text(each.driver.name, style=_STYLES["alarm"] if each.alarmed else "")
        name.truncate(max(console.width - taken - _GAP, _LEAST_NAME), overflow="ellipsis")
        table.add_row(name, *(Text(cell) for cell in row))
    console.print(table)
    for each in lines:
        sentences = attention(each)
        if sentences:
            console.print()
            console.print(Text(each.driver.name, style="bold"))
            for style, sentence in sentences:
                console.print(Text(f"  {sentence}", style=style))


def attention(line: RosterLine) -> list[tuple[str, str]]:
    """Returns what there is to say about a driver, worst first: each sentence after the style it is printed in."""
    said = [(_STYLES[finding.severity], _sentence(finding, line.rule)) for finding in line.findings]
    standing = line.standing
    if not line.is_inside and standing.remaining is not None and standing.remaining < 0 and not standing.over:
        said.append((_STYLES["warning"], tr("no entry without a new application")))
    if line.planned:
        said.append((_STYLES["notice"], trn("{n} day is planned, and kept free", "{n} days are planned, and kept free", line.planned)))
    return said


def _sentence(finding: Finding, rule_id: str) -> str:
    """Returns a finding in words; one under another rule than that of the figures names its rule."""
    rule = finding.params.get("rule", rule_id)
    return finding_text(finding) if rule == rule_id else tr("{rule}: {text}", rule=rule_name(str(rule)), text=finding_text(finding))


def _where(line: RosterLine) -> str:
    return f"{country_name(line.inside)}, {short_date(line.since, line.standing.on.year)}" if line.is_inside else tr("outside")


def _used(line: RosterLine) -> str:
    limit = line.standing.limit
    return f"{line.standing.used}/{'—' if limit is None else limit}{'?' if line.state == 'disputed' else ''}"


def _until(line: RosterLine) -> str:
    """Returns the last day within the rule with the day to join the queue, or the next entry; after a breach no date is given."""
    if line.is_inside:
        last = last_day_text(line, lambda day: short_date(day, line.standing.on.year))
        queue = line.queue_by and short_date(line.queue_by, line.standing.on.year)
        return tr("{last}, queue {queue}", last=last, queue=queue) if queue else last or "—"
    if line.caution:
        return tr("not known")
    entry = may_enter(line)
    return tr("entry {day}", day=date_text(entry[0])) if entry else "—"


def existing_book(office: Office, *, write: bool = False) -> RecordBook:
    """Opens the book, only to be read unless ``write`` is set. Raises ``Failure`` where there is none: its figures would say nothing."""
    if not office.folder.is_dir():
        raise Failure(tr("There is no book in {folder}.", folder=office.folder))
    book = office.open_book(write=write)
    if coming := coming_text(book):
        click.echo(coming, err=True)
    return book


def has_terminal() -> bool:
    """Tells whether there is a terminal to draw on."""
    return sys.stdout.isatty()


@click.command("demo")
@click.pass_context
def demo_command(ctx: click.Context) -> None:
    """Opens the full-screen program on a made-up firm; nothing of it is kept."""
    ctx.exit(show_demo(ctx.obj))


def show_demo(office: Office) -> int:
    """Shows a made-up firm until the user leaves; returns the exit status. Raises ``UsageError`` where there is no terminal."""
    if not has_terminal():
        raise click.UsageError(tr("The full-screen program needs a terminal; see haulbook --help for commands that do not."))
    from tui.app import run
    from tui.demo import make

    with TemporaryDirectory(prefix="haulbook-demo-", ignore_cleanup_errors=True) as folder:

        def made() -> RecordBook:
            book = replace(office, folder=Path(folder) / "book").open_book(write=True)
            make(book, today())
            return book

        return run(made, office.laptop, today, is_demo=True)


@click.command("paths")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def paths_command(ctx: click.Context, as_json: bool) -> None:
    """Shows where the firm's book, this laptop's settings and the log lie."""
    office: Office = ctx.obj
    places = {"book": office.folder, "settings": office.laptop.places.settings, "log": office.laptop.places.log}
    if as_json:
        click.echo(json.dumps({name: str(place.absolute()) for name, place in places.items()}, ensure_ascii=False, indent=2))
        return
    names = {"book": tr("book"), "settings": tr("settings"), "log": tr("log")}
    width = max(map(len, names.values()))
    for name, place in places.items():
        click.echo(f"{names[name]:<{width}}  {place.absolute()}")
    if "file" in office.laptop.refused:
        click.echo(tr("The settings cannot be read and are not used; they are left as they are."), err=True)
