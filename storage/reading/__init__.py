"""Files of other programs read into the book: a source gives tables of typed cells, columns are recognised, rows become records."""

from storage.reading.draft import BookView, NoBook
from storage.reading.hints import NO_HINTS, Hints
from storage.reading.reader import read_file, read_source
from storage.reading.results import FieldChange, FileRefused, NewDriver, Outcome, Problem, Reading, RowResult, SheetResult
from storage.reading.sources import Source, open_file, source_of

__all__ = [
    "NO_HINTS",
    "BookView",
    "FieldChange",
    "FileRefused",
    "Hints",
    "NewDriver",
    "NoBook",
    "Outcome",
    "Problem",
    "Reading",
    "RowResult",
    "SheetResult",
    "Source",
    "open_file",
    "read_file",
    "read_source",
    "source_of",
]
