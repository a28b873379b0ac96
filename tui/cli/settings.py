"""``haulbook settings``: every setting of the firm and of this laptop, shown and changed without the screen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from storage.records import Firm
from tui import laptop as laptops
from tui.cli.context import Failure, Office
from tui.cli.status import existing_book
from tui.settings import Setting, Unfit, firm_with, laptop_with, settings
from tui.wording import tr

if TYPE_CHECKING:
    from storage.book import RecordBook


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object: the name of each setting and its value.")
@click.argument("changes", metavar="NAME=VALUE...", nargs=-1)
@click.pass_context
def settings_command(ctx: click.Context, as_json: bool, changes: tuple[str, ...]) -> None:
    """Shows the settings of the firm and of this laptop, or changes those named: haulbook settings "contact=Aigul, +7 700 000 00 00".

    What is changed of the firm is one commit with one undo; an empty value takes the old one away.
    """
    office: Office = ctx.obj
    with existing_book(office, write=bool(changes)) as book:
        _change(office, book, changes)
        found = settings(book.firm, book.rulebook.rules, laptops.read())
    if as_json:
        click.echo(json.dumps({setting.id: setting.answer for setting in found}, ensure_ascii=False, indent=2))
        return
    for setting in found:
        click.echo(f"{setting.id} = {setting.answer}" + (f"  ({setting.shown})" if setting.options and setting.answer else ""))
        click.echo(f"    {setting.label}. {setting.about}")


def _change(office: Office, book: RecordBook, changes: tuple[str, ...]) -> None:
    known = {setting.id: setting for setting in settings(book.firm, book.rulebook.rules, office.laptop)}
    laptop, firm, said = office.laptop, book.firm, []
    for change in changes:
        setting, answer = _asked(change, known)
        try:
            laptop = laptop_with(laptop, setting.id, answer)
        except KeyError:
            firm = _with(firm, setting, answer)
            said.append(setting.told(answer))
    if firm != book.firm:
        book.commit([firm], "; ".join(said))
    if laptop != office.laptop:
        try:
            laptops.write(laptop)
        except laptops.SettingsRefused as error:
            raise Failure(tr("{file} could not be written: {reason}.", file=error.path, reason=error)) from error


def _asked(change: str, known: Mapping[str, Setting]) -> tuple[Setting, str]:
    """Returns the setting that is to be changed, and its new value. Raises ``UsageError`` where there is none such."""
    name, sign, answer = change.partition("=")
    setting = known.get(name.strip())
    if setting is None or not sign:
        raise click.UsageError(
            tr("No setting “{change}”. Write it as name=value; there are: {names}.", change=change, names=", ".join(known))
        )
    answer = answer.strip()
    values = [value for value, _words in setting.options]
    if values and answer not in values:
        raise click.UsageError(
            tr("{name} cannot be “{value}”. It can be: {values}.", name=name, value=answer, values=", ".join(filter(None, values)))
        )
    return setting, answer


def _with(firm: Firm, setting: Setting, answer: str) -> Firm:
    try:
        return firm_with(firm, setting.id, answer)
    except Unfit as unfit:
        raise click.UsageError(f"{setting.id}: {unfit}") from unfit
