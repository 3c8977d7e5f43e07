"""What is new on claims: that they were made, what was said on them, and who changed position; each with its time.

A ledger keeps no clock. The time of what was said is that of the article that prints it, so it is the same wherever the
article was read, and however late. What has no day is no news.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

from sayso.linking.stories import publication_day
from sayso.records import Article
from sayso.views.citing import CONTESTS, stances_in_words
from sayso.views.matrix import ClaimRow, Line, Mark
from sayso.views.phrases import in_quotes, shortened
from sayso.views.signs import SIGNS

# Code points of a claim in a headline.
LONGEST_GLOSS = 140


class Kind(StrEnum):
    """What an event is."""

    CLAIM = "claim"
    POSITION = "position"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is new.

    Attributes:
        key: what it is known by for good, within its kind: ids of claim, speaker and statement.
        statement: id of the statement to show; "" for a whole claim.
        headline, told: inert.
        since, at: when it began, and when the last of it was printed.
    """

    kind: Kind
    key: tuple[str, ...]
    claim: str
    statement: str
    headline: str
    told: str
    since: datetime
    at: datetime


def claim_events(row: ClaimRow) -> list[Event]:
    """That the claim is made, and every change of position on it."""
    times = _times(row)
    if not times:
        return []
    headline = f"{in_quotes(shortened(row.gloss, LONGEST_GLOSS))}: {CONTESTS[row.contest]}"
    made = Event(Kind.CLAIM, (row.claim.id,), row.claim.id, "", headline, stances_in_words(row), min(times), max(times))
    return [made, *_changes(row)]


def position_events(row: ClaimRow) -> list[Event]:
    """Everything said on the claim, and every change of position on it."""
    said = [event for line in row.lines if (event := _position(row, line))]
    return [*said, *_changes(row)]


def newest_first(events: Iterable[Event]) -> list[Event]:
    """In the order of a feed."""
    return sorted(sorted(events, key=lambda event: (event.kind, event.key)), key=lambda event: event.at, reverse=True)


def time_of(article: Article) -> datetime | None:
    """When an article was published, as far as it says; the beginning of the day where it says no more."""
    try:
        instant = datetime.fromisoformat(article.published_at) if article.published_at else None
    except ValueError:
        instant = None
    if instant is None:
        day = publication_day(article)
        return datetime.combine(day, time(), UTC) if day else None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _times(row: ClaimRow) -> list[datetime]:
    return [when for line in row.lines for article in (line.article, *line.also) if (when := time_of(article))]


def _position(row: ClaimRow, line: Line) -> Event | None:
    times = [when for article in (line.article, *line.also) if (when := time_of(article))]
    if not times:
        return None
    headline = f"{line.voice.name}: {SIGNS[line.position.stance].word}"
    key = (row.claim.id, line.statement.id)
    told = line.evidence.text
    return Event(Kind.POSITION, key, row.claim.id, line.statement.id, headline, told, min(times), min(times))


def _changes(row: ClaimRow) -> list[Event]:
    return [
        event
        for voice, marks in row.cells.items()
        if row.changed(voice)
        for event in (_change(row, marks[:n]) for n in range(2, len(marks) + 1))
        if event
    ]


def _change(row: ClaimRow, marks: tuple[Mark, ...]) -> Event | None:
    """That a speaker came from the one before the last of these stances to the last."""
    line = marks[-1].lines[0]
    when = time_of(line.article)
    if when is None:
        return None
    stances = ", then ".join(SIGNS[mark.stance].word for mark in marks)
    headline = f"{line.voice.name} changed position: {stances}"
    told = f"On {in_quotes(shortened(row.gloss, LONGEST_GLOSS))}. {line.evidence.text}"
    key = (row.claim.id, line.voice.id, line.statement.id)
    return Event(Kind.CHANGE, key, row.claim.id, line.statement.id, headline, told, when, when)
