"""Files of other programs read into the book: a source gives tables of typed cells, columns are recognised, rows become records."""

from storage.reading.draft import BookView, NoBook
from storage.reading.reader import Source, open_workbook, read_source, read_workbook
from storage.reading.results import FieldChange, FileRefused, NewDriver, Outcome, Problem, Reading, RowResult, SheetResult

__all__ = [
    "BookView",
    "FieldChange",
    "FileRefused",
    "NewDriver",
    "NoBook",
    "Outcome",
    "Problem",
    "Reading",
    "RowResult",
    "SheetResult",
    "Source",
    "open_workbook",
    "read_source",
    "read_workbook",
]
