"""``haulbook rules``: the rules in use with their sources, and taking in a newer rule file."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from rules.reader import RulebookError
from storage.book import BookUnreadable
from storage.records import Firm
from storage.rulebooks import OlderRules, RulesInUse, RulesLacking, Taking, in_use, needs_person, taking
from storage.text import clean
from tui.cli.arguments import known_rule
from tui.cli.context import Failure, Office
from tui.cli.rules_report import rules_json, show_rules, show_taking, taking_json
from tui.rule_words import broken_text
from tui.system_words import system_text
from tui.wording import date_text, rule_name, tr

_LARGEST = 1_000_000


@click.group("rules")
def rules_command() -> None:
    """Shows the rules that days are counted by, or takes a newer rule file in."""


@rules_command.command("show")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.argument("rule", required=False)
@click.pass_context
def show_command(ctx: click.Context, as_json: bool, rule: str | None) -> None:
    """Shows the rules in use: who counts where, the limits, what papers do; how sure each is, its source, when it was last checked.

    Corrections of the office are marked. Ends with 1 where newer rules bear on one of them.
    """
    rules, _ = _rules_of(ctx.obj)
    known_rule(rule, rules.book)
    if as_json:
        click.echo(json.dumps(rules_json(rules, rule), ensure_ascii=False, indent=2))
    else:
        show_rules(rules, rule, _console())
    ctx.exit(1 if needs_person(rules.fits) or rules.refused else 0)


@rules_command.command("take")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option("--older", is_flag=True, help="Take the file even where it is dated before the rules in use.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def take_command(ctx: click.Context, file: Path, dry_run: bool, older: bool, as_json: bool) -> None:
    """Takes a newer rule file into the book, in one change, and shows what it says otherwise than the rules in use, with the sources.

    Ends with 1 where a correction of the office needs another look, with 3 where the file cannot be taken.
    """
    office: Office = ctx.obj
    text, name = _text(file), clean(file.name)
    rules, firm = _rules_of(office)
    found = _taking(text, name, rules, firm, older=older)
    if found.record and not dry_run:
        with office.open_book(write=True) as book:
            rules = book.rules_in_use
            found = _taking(text, name, rules, book.firm, older=older)
            book.commit([found.record] if found.record else [], tr("Rules of {file}", file=name))
    if as_json:
        click.echo(json.dumps(taking_json(found, rules, name, dry_run=dry_run), ensure_ascii=False, indent=2))
    else:
        show_taking(found, rules, name, _console(), dry_run=dry_run)
    ctx.exit(1 if needs_person(found.fits) else 0)


def _console() -> Console:
    return Console(highlight=False, emoji=False, markup=False)


def _rules_of(office: Office) -> tuple[RulesInUse, Firm]:
    """Returns the rules in use and the firm; the program's own rules where no book was made yet."""
    try:
        book = office.open_book(write=False)
    except Failure as failure:
        if isinstance(failure.__cause__, BookUnreadable) and failure.__cause__.code == "no-book":
            return in_use((), ()), Firm()
        raise
    with book:
        return book.rules_in_use, book.firm


def _text(file: Path) -> str:
    """Returns the text of a file. Raises ``Failure`` where it cannot be read or is no text."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise Failure(tr("There is no file {file}.", file=file)) from error
    except OSError as error:
        raise Failure(
            tr(
                "The file {file} cannot be read: {why}. If it is open in another program, close it there.",
                file=file,
                why=system_text(error),
            )
        ) from error
    if len(content) > _LARGEST:
        raise Failure(tr("{file} is far too large for a rule file. Nothing was changed.", file=file))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(tr("{file} is no rule file: it is not text in UTF-8. Nothing was changed.", file=file)) from error


def _taking(text: str, name: str, rules: RulesInUse, firm: Firm, *, older: bool) -> Taking:
    """Returns what taking the file would do. Raises ``Failure`` for a file that is broken, older, or lacks a rule that the firm keeps."""
    try:
        return taking(text, name, rules, firm.rules, older=older)
    except RulebookError as error:
        raise Failure(f"{broken_text(error)} {tr('Nothing was changed.')}") from error
    except RulesLacking as error:
        lacking = ", ".join(f"{id} ({rule_name(id)})" for id in error.rules)
        raise Failure(tr("{file} has no rule {rules}, which the firm keeps. Nothing was changed.", file=name, rules=lacking)) from error
    except OlderRules as error:
        raise Failure(
            tr(
                "{file} is dated {dated}, before the rules in use ({in_use}). Nothing was changed. --older takes it all the same.",
                file=name,
                dated=date_text(error.dated),
                in_use=date_text(error.in_use),
            )
        ) from error
