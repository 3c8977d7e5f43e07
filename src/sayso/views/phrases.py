"""Small phrases that every face needs alike: counts with their nouns, and somebody's words in quotation marks."""

from __future__ import annotations

from sayso.views.inert import inert

VOWELS = frozenset("aeiou")
DOUBLE_MARKS = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')


def in_words(number: int, noun: str) -> str:
    """A count with its noun: "1 origin", "2 pages", "2 stories", "2 days"."""
    if number == 1:
        return f"1 {noun}"
    takes_ies = noun.endswith("y") and noun[-2:-1] not in VOWELS
    return f"{number:,} {noun[:-1]}ies" if takes_ies else f"{number:,} {noun}s"


def in_quotes(text: str) -> str:
    """Somebody's printed words, inert and in quotation marks; words that have marks of their own get no further ones.

    A second pair around them could not be told from theirs, and to change theirs would be to change what was said.
    """
    words = inert(text).strip()
    return words if DOUBLE_MARKS & set(words) else f"\u201c{words}\u201d"


def shortened(text: str, length: int) -> str:
    """At most `length` code points of `text`, whole words as far as there are any, with "…" where it was cut."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept}\u2026"
