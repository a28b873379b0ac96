"""Reminders as a calendar file that phones and mail programs take: whole days, stable ids, so that the next file renews the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Reminder:
    """A whole day to be reminded of, and how many days before; ``uid`` is the same each time it is written."""

    uid: str
    day: date
    title: str
    text: str = ""
    before: tuple[int, ...] = ()


def calendar_of(reminders: Iterable[Reminder], written: datetime, name: str) -> bytes:
    """Returns reminders as the bytes of an .ics file; ``written`` is when, with its zone."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Haulbook//Haulbook//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for reminder in reminders:
        event = Event()
        event.add("uid", f"{reminder.uid}@haulbook")
        event.add("dtstamp", written)
        event.add("dtstart", reminder.day)
        event.add("dtend", reminder.day + timedelta(days=1))
        event.add("summary", reminder.title)
        event.add("transp", "TRANSPARENT")
        if reminder.text:
            event.add("description", reminder.text)
        for days in reminder.before:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", reminder.title)
            alarm.add("trigger", timedelta(days=-days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
