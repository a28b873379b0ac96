"""What the sheets need is loaded when it is needed."""

from __future__ import annotations

import subprocess
import sys


def test_reportlab_waits_until_a_page_is_written() -> None:
    """Making a sheet, and reading it as text, loads neither the PDF library nor the screen."""
    code = (
        "import sys, tui.sheets.office, tui.sheets.road, tui.sheets.plain, tui.sheets.pdf.write, tui.sheets.saving, tui.cli.sheets;"
        "print([name for name in ('reportlab', 'textual') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
