"""Sheets as PDF: A4, one page where it can be. Everything here draws a ``tui.sheets.page.Sheet`` and knows nothing else."""
