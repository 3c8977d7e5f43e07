"""Where everything is: each story, claim, cell, speaker, article and quotation has one address that can be cited."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def story_address(id: str) -> str:
    """The page of a story."""
    return f"/story/{_part(id)}"


def claim_address(id: str, statement: str = "") -> str:
    """The page of a claim; with a statement's id, what is said there."""
    return f"/claim/{_part(id)}{anchor(statement)}"


def speaker_address(id: str) -> str:
    """The page of a speaker."""
    return f"/speaker/{_part(id)}"


def article_address(id: str, statement: str = "") -> str:
    """The page of an article; with a statement's id, the place where it begins."""
    return f"/article/{_part(id)}{anchor(statement)}"


def quotation_address(id: str) -> str:
    """The page of a quotation."""
    return f"/quotation/{_part(id)}"


def story_feed_address(id: str) -> str:
    """What is new on the claims of a story."""
    return f"/feeds/story/{_part(id)}.atom"


def claim_feed_address(id: str) -> str:
    """What is new on a claim."""
    return f"/feeds/claim/{_part(id)}.atom"


def anchor(statement: str) -> str:
    """The place of a statement in a page."""
    return f"#{_part(statement)}" if statement else ""


def with_query(path: str, **values: object) -> str:
    """An address with those of these values that say something."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path


def _part(id: str) -> str:
    # An id may be anything: JSON lines keep their own.
    return quote(id, safe="", errors="replace")
