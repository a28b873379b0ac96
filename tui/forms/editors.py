"""Which editor answers which field."""

from __future__ import annotations

from tui.forms.editor import Editor
from tui.forms.fields import Day, Field, Pick, Several, Tick
from tui.forms.picking import PickEditor, SeveralEditor, TickEditor
from tui.forms.typed import DayEditor, TextEditor


def editor_of(field: Field, answer: str) -> Editor:
    """Returns the editor for a field."""
    match field:
        case Day():
            return DayEditor(field, answer)
        case Several():
            return SeveralEditor(field, answer)
        case Pick():
            return PickEditor(field, answer)
        case Tick():
            return TickEditor(field, answer)
        case _:
            return TextEditor(field, answer)
