"""Full-text search: the one place with SQL that only one database understands.

The index is an FTS5 table over the titles and texts of `articles`, which it does not copy. It is derived: when it is
missing it is made again. Letters match whatever their case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from sqlalchemy import ColumnElement, Connection, Integer, TextClause, TextualSelect, false, text

from sayso.errors import LedgerError
from sayso.ledger.schema import articles
from sayso.linking.asking import Lookup
from sayso.spans import Span, Spans

# Articles looked at for one search, the latest added; among them the newest by date are shown. Keeps the cost of
# "the" the same in a ledger of a thousand articles and of ten million.
CANDIDATES = 1_000
# Articles read for one question, those that name most of what it names (BM25).
MOST_NAMING = 200
# Articles that are ranked for that, the latest added: to rank all that have "man" and "dead" takes a tenth of a second
# for every ten thousand.
MOST_RANKED = 5_000
# Words of one query that count: more is a pasted text, not a search.
LONGEST_QUERY = 32

LATEST_MATCHING = text(
    "SELECT rowid FROM article_index WHERE article_index MATCH :match ORDER BY rowid DESC LIMIT :most"
)
CLOSEST_MATCHING = text(
    "SELECT rowid FROM (SELECT rowid, bm25(article_index) AS distance FROM article_index "
    "WHERE article_index MATCH :match ORDER BY rowid DESC LIMIT :ranked) ORDER BY distance, rowid DESC LIMIT :most"
)
QUERY_PART = re.compile(r'"([^"]*)"|([^\s"]+)')
# Letters, digits and the accents that stand behind their letters, as FTS5's unicode61 cuts them.
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")

Phrase = tuple[str, ...]


def ensure_index(connection: Connection) -> None:
    """Make the index if it is missing, out of the articles there are."""
    if has_index(connection):
        return
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE article_index USING fts5("
            "title, text, content='articles', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
        )
    )
    connection.execute(text("INSERT INTO article_index(article_index) VALUES ('rebuild')"))


def index_article(connection: Connection, article_id: str) -> None:
    """Add one article, just written, to the index."""
    connection.execute(
        text(
            "INSERT INTO article_index(rowid, title, text) "
            "SELECT number, coalesce(title, ''), text FROM articles WHERE id = :id"
        ),
        {"id": article_id},
    )


def phrases_of(query: str) -> tuple[Phrase, ...]:
    """What a query asks for: single words, and words in double quotation marks as one phrase.

    Marks have no further meaning, so that nothing a user types is an error. Words are folded as in the index.
    """
    phrases = []
    for quoted, bare in QUERY_PART.findall(query):
        # A bare part such as "twenty-one" stands for its words in a row, as it does in a text.
        words = tuple(folded(word) for word in WORD.findall(quoted or bare))
        if words:
            phrases.append(words)
    return tuple(phrases[:LONGEST_QUERY])


def holding(connection: Connection, phrases: tuple[Phrase, ...]) -> ColumnElement[bool]:
    """The condition that an article is one of the latest that hold every phrase, at most CANDIDATES.

    Raises:
        LedgerError: if the index is missing and the ledger cannot be written.
    """
    if not phrases:
        return false()
    every = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
    return articles.c.number.in_(_matching(connection, LATEST_MATCHING, every, CANDIDATES))


def _matching(connection: Connection, ordered: TextClause, match: str, most: int) -> TextualSelect:
    """The numbers of the first articles that match."""
    if not has_index(connection):
        raise LedgerError("the search index is missing; any `sayso read` makes it again")
    return ordered.bindparams(match=match, most=most).columns(rowid=Integer)


def find_naming(connection: Connection, lookup: Lookup) -> list[int]:
    """Numbers of the articles that name what a question names, at most MOST_NAMING, those that name most of it first.

    Raises:
        LedgerError: if the index is missing and the ledger cannot be written.
    """
    names, others = (
        [f"({' OR '.join(map(_term, words))})" for words in named] for named in (lookup.names, lookup.others)
    )
    together = [f"({' AND '.join(some)})" for some in combinations(others, 1 if names else 2)]
    match = " AND ".join([*names, f"({' OR '.join(together)})"] if together else [*names, *others])
    ranked = CLOSEST_MATCHING.bindparams(ranked=MOST_RANKED)
    return list(connection.scalars(_matching(connection, ranked, match, MOST_NAMING))) if match else []


def _term(word: str) -> str:
    letters = " ".join(folded(part) for part in WORD.findall(word))
    return f'"{letters}"*' if word.endswith("*") else f'"{letters}"'


def spans_of(phrases: tuple[Phrase, ...], body: str) -> Spans:
    """Where the phrases stand in `body`, in order; time is linear in its length for a query of given length."""
    words = [(folded(match[0]), match.start(), match.end()) for match in WORD.finditer(body)]
    return tuple(sorted(set(_places(phrases, words))))


def _places(phrases: tuple[Phrase, ...], words: list[tuple[str, int, int]]) -> Iterator[Span]:
    beginnings: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        beginnings.setdefault(phrase[0], []).append(phrase)
    for at, (word, start, _) in enumerate(words):
        for phrase in beginnings.get(word, ()):
            last = at + len(phrase) - 1
            if last < len(words) and all(words[at + i][0] == part for i, part in enumerate(phrase)):
                yield Span(start, words[last][2])


def folded(word: str) -> str:
    """A word without case and accents; only ever compared, never measured."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def has_index(connection: Connection) -> bool:
    """Whether the index is there."""
    return connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'article_index'")) is not None
