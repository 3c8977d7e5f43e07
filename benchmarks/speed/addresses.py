"""Which pages of a ledger are asked for: some of every kind by lot, and the heaviest of each that has heavy ones."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

SEED = 20_261_123
# The heaviest stories, claims, speakers and articles of a ledger, which are asked for apart.
LARGEST = 20
# What people ask for; words of half the articles, and of few.
WORDS = ("police", "shooting", "charged", "hospital", "robbery suspect", "coroner", "witness", '"gunshot wound"')
QUESTIONS = ("the police arrested a suspect", "the man was shot dead", "the driver was charged", "a boy was hurt")

# One id and how heavy it is, the heaviest first; only what has claims, as everything has once it is told.
HEAVIEST = {
    "story": "SELECT story_id, count(*) n FROM story_articles WHERE story_id IN (SELECT story_id FROM claims)"
    " GROUP BY 1 ORDER BY n DESC, 1",
    "claim": "SELECT claim_id, count(*) n FROM positions GROUP BY 1 ORDER BY n DESC, 1",
    "speaker": "SELECT e.identity, count(*) n FROM entities e JOIN members m ON m.entity_id = e.id"
    " JOIN statements s ON s.speaker_id = m.speaker_id GROUP BY 1 ORDER BY n DESC, 1",
    "article": "SELECT article_id, count(*) n FROM statements GROUP BY 1 ORDER BY n DESC, 1",
    "quotation": "SELECT quotation_id, count(*) n FROM quotation_forms GROUP BY 1 ORDER BY n DESC, 1",
}
OUTLETS = "SELECT outlet FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1"
PEOPLE = "SELECT name FROM entities WHERE kind = 'named_person' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"
DAYS = "SELECT DISTINCT last_on FROM stories WHERE last_on IS NOT NULL ORDER BY 1"

Asked = dict[str, list[str]]


def asked_of(ledger: Path, n_each: int) -> Asked:
    """A name for each kind of page -> addresses of some, each only once."""
    chance = random.Random(SEED)
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        ids = {kind: [row[0] for row in connection.execute(query)] for kind, query in HEAVIEST.items()}
        outlets = [row[0] for row in connection.execute(OUTLETS) if row[0]]
        people = [row[0] for row in connection.execute(PEOPLE)]
        days = [row[0] for row in connection.execute(DAYS)]
    drawn = {kind: chance.sample(some, min(n_each, len(some))) for kind, some in ids.items()}
    largest = {kind: some[:LARGEST] for kind, some in ids.items()}
    # Outlets of every size, names that many have and few, and what nobody is called.
    named = [*outlets[:5], *chance.sample(outlets, min(10, len(outlets))), "nobody"]
    called = [*people[:5], *chance.sample(people, min(10, len(people))), "Nobody Atall"]
    since = chance.sample(days, min(n_each, len(days)))
    asked = {
        **_lists(named, called, since),
        **_pages(drawn, largest),
        **_feeds(drawn, largest),
        **_tables(drawn, named, called),
    }
    return {kind: list(dict.fromkeys(_again(some, n_each))) for kind, some in asked.items()}


def _again(addresses: Sequence[str], n_least: int) -> list[str]:
    """At least so many; where there are fewer, with a parameter that means nothing and makes it another page."""
    rounds = -(-n_least // max(1, len(addresses))) if len(addresses) < LARGEST else 1
    told = [f"{each}{'&' if '?' in each else '?'}round={n}" for n in range(1, rounds) for each in addresses]
    return [*addresses, *told]


def _lists(outlets: Sequence[str], people: Sequence[str], days: Sequence[str]) -> Asked:
    return {
        "stories": [f"/?offset={30 * n}" for n in range(20)],
        "stories, far": [f"/?offset={n}" for n in range(2_000, 40_000, 2_000)],
        "stories of words": [_with("/", q=words) for words in WORDS],
        "stories of an outlet": [_with("/", outlet=name) for name in outlets],
        "stories of a speaker": [_with("/", speaker=name) for name in people],
        "stories of days": [_with("/", since=day, until=day) for day in days],
        "stories of it all": [
            _with("/", q=words, outlet=name, since=days[0]) for words in WORDS[:4] for name in outlets[::4]
        ],
        "search": [_with("/search", q=words) for words in WORDS],
        "ask": [_with("/ask", q=question) for question in QUESTIONS],
        "corrections": ["/corrections"],
        "problems": ["/problems"],
        "about": ["/about"],
    }


def _pages(drawn: Asked, largest: Asked) -> Asked:
    asked = {kind: [_of(kind, id) for id in some] for kind, some in drawn.items()}
    return asked | {f"{kind}, largest": [_of(kind, id) for id in some] for kind, some in largest.items()}


def _feeds(drawn: Asked, largest: Asked) -> Asked:
    return {
        "feed of changes": [f"/feeds/changes.atom?offset={n}" for n in range(0, 600, 30)],
        "feed of changes, far": [f"/feeds/changes.atom?offset={n}" for n in range(3_000, 5_001, 100)],
        "feed of a story": [_feed("story", id) for id in drawn["story"]],
        "feed of a story, largest": [_feed("story", id) for id in largest["story"]],
        "feed of a claim": [_feed("claim", id) for id in drawn["claim"]],
    }


def _tables(drawn: Asked, outlets: Sequence[str], people: Sequence[str]) -> Asked:
    """Lists and single things over REST."""
    api, further = "/api/v1", [0, 50, 5_000, 20_000]
    asked = {f"api {name}": [f"{api}/{name}?offset={n}" for n in further] for name in ("stories", "claims", "articles")}
    asked |= {f"api {name}": [f"{api}/{name}?offset={n}" for n in further] for name in ("speakers", "quotations")}
    return asked | {
        "api stories of an outlet": [_with(f"{api}/stories", outlet=name) for name in outlets],
        "api articles of an outlet": [_with(f"{api}/articles", outlet=name) for name in outlets],
        "api articles of a story": [_with(f"{api}/articles", story=id) for id in drawn["story"]],
        "api claims of a story": [_with(f"{api}/claims", story=id) for id in drawn["story"]],
        "api claims of a speaker": [_with(f"{api}/claims", speaker=id) for id in drawn["speaker"]],
        "api quotations of a story": [_with(f"{api}/quotations", story=id) for id in drawn["story"]],
        "api speakers of a name": [_with(f"{api}/speakers", name=name) for name in people],
        "api story": [f"{api}/stories/{quote(id)}" for id in drawn["story"]],
        "api claim": [f"{api}/claims/{quote(id)}" for id in drawn["claim"]],
        "api positions": [f"{api}/stories/{quote(id)}/positions" for id in drawn["story"]],
        "api speaker": [f"{api}/speakers/{quote(id)}" for id in drawn["speaker"]],
        "api who": [_with(f"{api}/who", q=id) for id in drawn["speaker"]],
        "api article": [f"{api}/articles/{quote(id)}" for id in drawn["article"]],
        "api search": [_with(f"{api}/search", q=words) for words in WORDS],
        "api ask": [_with(f"{api}/ask", q=question) for question in QUESTIONS],
        "api ledger": [f"{api}/ledger"],
        "api problems": [f"{api}/problems"],
    }


def _of(kind: str, id: str) -> str:
    return f"/{kind}/{quote(id, safe='')}"


def _feed(kind: str, id: str) -> str:
    return f"/feeds/{kind}/{quote(id, safe='')}.atom"


def _with(path: str, **asked: str) -> str:
    return f"{path}?{urlencode(asked)}"
