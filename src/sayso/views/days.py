"""Days as a reader wants them: "21 Oct 2024", "21-23 Oct 2024". Never in the words of the machine's locale."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_of(instant: str | None) -> date | None:
    """The day of an ISO 8601 date or instant, as printed there; None when absent or no such date."""
    if not instant:
        return None
    try:
        return datetime.fromisoformat(instant).date()
    except ValueError:
        return None


def day_label(day: date) -> str:
    """One day: "21 Oct 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def instant_label(instant: str) -> str:
    """An ISO 8601 date or instant to the minute: "21 Oct 2024", "21 Oct 2024 06:05"; as it is where it is none."""
    day = day_of(instant)
    if day is None:
        return instant
    at = datetime.fromisoformat(instant)
    offset = f" {at.isoformat()[-6:]}" if at.utcoffset() else ""
    return f"{day_label(day)} {at:%H:%M}{offset}" if "T" in instant else day_label(day)


def days_label(start: date | None, end: date | None) -> str:
    """A closed range of days, saying month and year once where they are the same; "" when neither is known."""
    if start is None or end is None:
        return day_label(start or end) if start or end else ""  # type: ignore[arg-type]
    if start == end:
        return day_label(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\u2013{day_label(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} \u2013 {day_label(end)}"
    return f"{day_label(start)} \u2013 {day_label(end)}"
