"""Publications: whose article it is, and which ones a report says it has its words from.

A paper is known here by its name less "the"; an agency by all its names (data/agencies.toml).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from sayso.lexicon import load_entries
from sayso.names import fold
from sayso.records import Article, SpeakerKind, Statement

__all__ = [
    "by_outlet",
    "citations",
    "cited_outlet",
    "hearer",
    "known_name",
    "named_outlet",
    "outlet_key",
    "outlets_of",
    "source_of",
    "writer",
]

WORD = re.compile(r"\w+(?:&\w+)*")
# Words of the longest name of a publication, and code points of the longest sentence, that are looked at.
LONGEST_NAME = 6
LONGEST_SENTENCE = 600
SMALL = frozenset({"the", "a", "an", "s"})
# "..., citing an official": what stands behind these words is where the words come from.
CITING = re.compile(
    r"\b(?:citing|quoting)\s+(?P<cited>[^,;:.\u2014\n]+?)(?=\s*(?:[,;:.\u2014\n]|$|\b(?:said|says|reported|reports)\b))",
    re.IGNORECASE,
)
# "told Reuters", "in an interview with Reuters", "speaking to Reuters".
HEARING = re.compile(r"\b(?:told|interview(?:ed)? (?:with|by)|spoke to|speaking to|statement to)\s+", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)]*\s+(?=[A-Z\"\u201c\u2018])|\n")
DOCUMENTS = re.compile(
    r"\b(?P<by>in|by|from|of)\s+(?:the\s+)?(?P<name>[A-Z][\w&.'\u2019-]*(?:\s+[A-Z][\w&.'\u2019-]*)*)"
)
# Kinds a publication is taken for where it is no known one.
TAKEN_FOR = frozenset({SpeakerKind.OUTLET, SpeakerKind.NAMED_ORG, SpeakerKind.NAMED_PERSON, SpeakerKind.METONYM})


def outlet_key(name: str) -> str:
    """A publication's name for comparison: no article, case, accents or marks; of an agency its one short name."""
    words = _words(name)
    return _aliases().get(" ".join(words), " ".join(words))


def outlets_of(article: Article) -> tuple[str, ...]:
    """Keys of the publication that carried an article and of the agency in its credit line, the innermost first."""
    return tuple(dict.fromkeys(outlet_key(name) for name in (article.agency, article.outlet) if name))


@cache
def _aliases() -> dict[str, str]:
    """Names of known publications -> their key."""
    result: dict[str, str] = {}
    for entry in load_entries("agencies.toml", "agency", key="short", required=("name", "source")):
        for name in (entry["short"], entry["name"], *entry.get("aliases", ())):
            result.setdefault(" ".join(_words(name)), " ".join(_words(entry["short"])))
    for entry in load_entries("institutions.toml", "institution", key="name"):
        if entry["kind"] == "outlet":
            for name in (entry["name"], *entry.get("aliases", ())):
                result.setdefault(" ".join(_words(name)), " ".join(_words(entry["name"])))
    return result


def known_name(key: str) -> str:
    """How the lists print the publication of a key; of one in no list the key's words with capitals."""
    return _names().get(key) or key.title()


@cache
def _names() -> dict[str, str]:
    agencies = load_entries("agencies.toml", "agency", key="short", required=("name", "source"))
    outlets = [e for e in load_entries("institutions.toml", "institution", key="name") if e["kind"] == "outlet"]
    printed = [*(entry["short"] for entry in agencies), *(entry["name"] for entry in outlets)]
    return {outlet_key(name): name for name in reversed(printed)}


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for match in WORD.finditer(name) if (word := fold(match[0])) not in SMALL)


# ------------------------------------------------------------------------------------------- what a report names


def cited_outlet(article: Article, statement: Statement, known: Collection[str]) -> str | None:
    """The publication that speaks in a statement ("the Halden Echo reported", "a report in the Tribune").

    Args:
        known: keys of the publications whose articles are at hand; they need no entry in any list.

    Returns:
        Its key; None where somebody else speaks, be it of a publication ("the Echo's editor").
    """
    speaker = statement.speaker
    if speaker is None:
        return None
    printed = source_of(article, statement)
    found = named_outlet(printed, known)
    name = set(_words(speaker.name))
    if speaker.kind is SpeakerKind.DOCUMENT:
        return found or _printer(printed)
    if speaker.kind in TAKEN_FOR and found and name <= set(found.split()) | set(_words(speaker.role or "")):
        return found
    if speaker.kind is SpeakerKind.OUTLET:
        return found or outlet_key(speaker.name)
    is_bare = found is not None and " ".join(_words(printed)) == found
    if is_bare:
        return found
    return _short_name(printed, known) if speaker.kind in TAKEN_FOR else None


def source_of(article: Article, statement: Statement) -> str:
    """The words that name whose a statement is, as printed."""
    return " ".join(span.surface(article.text) for span in statement.source)


def named_outlet(printed: str, known: Collection[str], *, at_start: bool = False) -> str | None:
    """The publication of the longest name in some words, of equals the first.

    Args:
        at_start: only where the words begin with it.
    """
    words = [match[0] for match in WORD.finditer(printed)]
    folded = [fold(word) for word in words]
    aliases = _aliases()
    found = [
        (end - at, -at, aliases.get(name, name))
        for at in range(len(words))
        for end in range(at + 1, min(len(words), at + LONGEST_NAME) + 1)
        if words[at][:1].isupper() and ((name := " ".join(folded[at:end])) in known or name in aliases)
        if not at_start or all(word in SMALL for word in folded[:at])
    ]
    return max(found)[2] if found else None


def _short_name(printed: str, known: Collection[str]) -> str | None:
    """The one publication at hand that "the Echo" is short for."""
    words = _words(printed)
    is_definite = printed[:4].lower() == "the "
    fitting = [name for name in known if len(words) == 1 and name.split()[-1:] == [*words]]
    return fitting[0] if is_definite and len(fitting) == 1 else None


def _printer(printed: str) -> str | None:
    """The publication in "a report in the Tribune"; None for documents that stand in none."""
    found = DOCUMENTS.search(printed)
    is_in = found is not None and found["by"].lower() == "in"
    return outlet_key(found["name"]) if found and is_in else None


def writer(printed: str) -> str | None:
    """Whose a document is, as printed: "a report by the Food Office", "a statement from the Food Office"."""
    found = DOCUMENTS.search(printed)
    return found["name"] if found and found["by"].lower() != "in" else None


def citations(article: Article, statement: Statement) -> tuple[str, ...]:
    """What the sentence of a statement says it cites, as printed, outermost first: "citing Yonhap, citing an official".

    Nothing that stands inside the content counts: it is the speaker who cites there.
    """
    return tuple(match["cited"] for match in CITING.finditer(_frame(article, statement)))


def _frame(article: Article, statement: Statement) -> str:
    """The sentence of a statement with its content blanked: who says it, and by what way it came."""
    pieces = [*statement.source, *statement.cue, *statement.content]
    first, last = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    earliest = max(0, first - LONGEST_SENTENCE)
    before = [match.end() for match in SENTENCE_END.finditer(article.text, earliest, first)]
    start = before[-1] if before else earliest
    after = SENTENCE_END.search(article.text, last, last + LONGEST_SENTENCE)
    letters = article.text[start : after.start() if after else last + LONGEST_SENTENCE]
    for piece in statement.content:
        at, end = piece.start - start, piece.end - start
        letters = letters[:at] + " " * (end - at) + letters[end:]
    return letters


def hearer(article: Article, statement: Statement, known: Collection[str]) -> str | None:
    """The publication whom a speaker told it ("told Yonhap", "in an interview with Yonhap"); None for nobody known."""
    letters = _frame(article, statement)
    for match in HEARING.finditer(letters):
        if outlet := named_outlet(letters[match.end() : match.end() + LONGEST_SENTENCE], known, at_start=True):
            return outlet
    return None


def by_outlet(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """Key of each publication -> ids of its articles, and of those that carry its credit."""
    result: dict[str, tuple[str, ...]] = {}
    for article in articles:
        for key in outlets_of(article):
            result[key] = (*result.get(key, ()), article.id)
    return result
