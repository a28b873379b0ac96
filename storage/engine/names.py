"""What the files of a book are called."""

from __future__ import annotations

SNAPSHOT = "db.json"
JOURNAL = "db.json.journal"
HISTORY = "history"
HEAD = "db.head"
BEFORE = "db.json.before"
KEY = "db.key"
