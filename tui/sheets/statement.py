"""The driver's statement on hiring, half a page to fill in and sign: his days so far, bans, passports used."""

from __future__ import annotations

from datetime import date

from storage.records import Driver, Firm
from tui.private_words import born_text, is_hidden
from tui.sheets.page import Fact, Facts, Heading, Prose, Sheet, Signature
from tui.sheets.parts import BLANK
from tui.wording import country_name, date_text, language, tr


def statement_sheet(firm: Firm, driver: Driver, on: date) -> Sheet:
    """Returns the statement of a driver in the language in use; what he says is written in by hand."""
    title = tr("Driver's statement")
    return Sheet(
        title=tr("{title}, {driver}, {day}", title=title, driver=driver.name, day=date_text(on)),
        language=language(),
        author=firm.name,
        numbering=tr("page {page} of {pages}", page="{page}", pages="{pages}"),
        blocks=(
            Heading(title, date_text(on), driver.name),
            Facts(
                (
                    Fact(tr("Carrier"), firm.name or BLANK),
                    Fact(tr("Citizenship"), country_name(driver.citizenship) if driver.citizenship else BLANK),
                    Fact(tr("Born"), BLANK if firm.keeps_private or is_hidden(driver, "born") else born_text(driver) or BLANK),
                )
            ),
            Prose((tr("I state of the time before this day, of any employer and any purpose of travel:"),)),
            Facts(
                (
                    Fact(tr("Days in Russia since 1 January {year}", year=on.year), BLANK),
                    Fact(tr("Days in Belarus since 1 January {year}", year=on.year), BLANK),
                    Fact(tr("Days in both together, each date once"), BLANK),
                    Fact(tr("Last exit from Russia or Belarus, date and place"), BLANK * 2),
                    Fact(tr("Every passport I have travelled with (number, dates)"), BLANK * 3),
                    Fact(tr("Entry bans, expulsions, refusals at a border (country, date)"), BLANK * 3),
                    Fact(tr("Entries in the register of controlled persons (date of my check)"), BLANK * 2),
                    Fact(tr("Applications filed through ruID (number, date)"), BLANK * 2),
                ),
                columns=1,
                roomy=True,
            ),
            Signature(tr("What I state is complete and true"), (tr("driver's signature"), tr("full name"), tr("date"))),
        ),
    )
