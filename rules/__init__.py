"""The law as data, and the arithmetic of days: no clock, no database, no text for people."""
