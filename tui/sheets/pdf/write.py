"""Sheets into one PDF document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from tui.sheets.page import Sheet
from tui.sheets.pdf.pages import PAGE_HEIGHT, PAGE_WIDTH, draw_page, pages_of
from tui.sheets.pdf.pen import Pen

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def write_sheets(sheets: Iterable[Sheet], target: BinaryIO) -> int:
    """Writes sheets one after another into ``target`` as one PDF; returns the number of its pages.

    The document takes title, author and language from its first sheet; each sheet has its entry in the outline.
    """
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    canvas = Canvas(target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1)
    canvas.setCreator("Haulbook")
    count = 0
    for sheet in sheets:
        if not count:
            _describe(canvas, sheet)
        pages = pages_of(sheet)
        for place, page in enumerate(pages, 1):
            count += 1
            if place == 1:
                canvas.bookmarkPage(f"sheet{count}")
                canvas.addOutlineEntry(sheet.title, f"sheet{count}")
            pen = Pen(PAGE_HEIGHT)
            draw_page(pen, page, sheet.numbering.format(page=place, pages=len(pages)))
            pen.finish(canvas)
            canvas.showPage()
    canvas.save()
    return count


def _describe(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setSubject(sheet.title)
    canvas.setCatalogEntry("Lang", sheet.language)
