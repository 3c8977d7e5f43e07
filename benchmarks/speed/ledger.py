"""How fast a ledger takes articles in and gives them back; on made-up articles, so that no data is needed.

    python -m benchmarks.speed.ledger [--articles N]

The peer is bare sqlite3 storing the same texts with the same search index and the same commits: the ratio says what
provenance costs, and means the same on any disk.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks.speed.floors import report
from sayso.ledger import Ledger
from sayso.records import Act, Article, Factuality, Findings, Form, Page, Sector, Speaker, SpeakerKind, Statement
from sayso.spans import Span

# As in PolNeAR: an article has some 900 words and 24 attributions by 9 speakers; the rest is chance.
WORDS, STATEMENTS, SPEAKERS = 900, 24, 9
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
VOCABULARY = 20_000
SEED = 20_250_505
# Articles a transaction, as a read commits them.
BATCH = 20


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=600, metavar="N")
    n_articles = parser.parse_args(arguments).articles
    made = made_up(n_articles)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sayso.db"
        with Ledger.open(place) as ledger:
            add_s = cpu_seconds(lambda: add(ledger, made))
            findings_s = cpu_seconds(lambda: ledger.findings(ledger.article_ids()))
            search_s = cpu_seconds(lambda: ledger.search(f"{_word(1)} {_word(2)}"))
        bare_s = cpu_seconds(lambda: add_bare(Path(folder) / "bare.db", made))
        size = place.stat().st_size
    text = sum(len(findings.article.text) for findings in made)
    return report(
        "ledger",
        {
            "articles_added_per_cpu_second": n_articles / add_s,
            "articles_given_back_per_cpu_second": n_articles / findings_s,
            "search_cpu_seconds_max": search_s,
            "adding_times_bare_sqlite_max": add_s / bare_s,
            "size_times_text_max": size / text,
        },
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def add(ledger: Ledger, made: list[Findings]) -> None:
    """Add the articles as a read does."""
    for start in range(0, len(made), BATCH):
        with ledger.batch():
            for findings in made[start : start + BATCH]:
                article = findings.article
                ledger.add(findings, Page(article.origin, article.text.encode(), "text/plain"))


def add_bare(place: Path, made: list[Findings]) -> None:
    """Store and index the same texts without anything that was found in them."""
    connection = sqlite3.connect(place, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, text TEXT)")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='texts', content_rowid='number')")
    for start in range(0, len(made), BATCH):
        connection.execute("BEGIN IMMEDIATE")
        for number, findings in enumerate(made[start : start + BATCH], start):
            article = findings.article
            row = (number, article.id, article.title, article.text)
            connection.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", row)
            connection.execute("INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)", (number, *row[2:]))
        connection.execute("COMMIT")
    connection.close()


def made_up(n_articles: int) -> list[Findings]:
    """Articles of made-up words, each time the same."""
    chance = random.Random(SEED)
    return [_findings(chance, f"a{number:06}", number) for number in range(n_articles)]


def _findings(chance: random.Random, id: str, number: int) -> Findings:
    words = [_word(chance.randrange(VOCABULARY)) for _ in range(WORDS)]
    text = " ".join(words)
    published_on = date(2024, 1, 1) + timedelta(days=number // 20)
    article = Article(
        id, f"{id}.txt", sha256(text.encode()).hexdigest(), text, outlet=f"outlet{number % 7}.example",
        title=" ".join(words[:8]), published_at=published_on.isoformat(), language="en",
    )  # fmt: skip
    speakers = [_speaker(chance, id, place) for place in range(SPEAKERS)]
    step = len(text) // STATEMENTS
    return Findings(article, tuple(_statement(id, place, step, speakers) for place in range(STATEMENTS)))


def _word(number: int) -> str:
    """A word that only this number has."""
    word = ""
    while number or not word:
        number, syllable = divmod(number, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word + "n"


def _speaker(chance: random.Random, id: str, place: int) -> Speaker:
    name = f"{_word(chance.randrange(300)).title()} {_word(300 + chance.randrange(3_000)).title()}"
    mentions = tuple(Span(start, start + 9) for start in sorted(chance.sample(range(0, 4_000, 10), 4)))
    return Speaker(f"{id}.e{place}", name, SpeakerKind.NAMED_PERSON, Sector.GOVERNMENT, "minister", mentions=mentions)


def _statement(id: str, place: int, step: int, speakers: list[Speaker]) -> Statement:
    start = place * step
    return Statement(
        id=f"{id}.{place + 1}",
        form=Form.INDIRECT,
        source=(Span(start, start + 9),),
        cue=(Span(start + 10, start + 14),),
        content=(Span(start + 15, start + step - 2),),
        act=Act.ASSERT,
        factuality=Factuality.CT_PLUS,
        presupposed=False,
        speaker=speakers[place % len(speakers)],
        reason="",
        via=(),
        said_on=None,
        confidence=0.8,
    )


if __name__ == "__main__":
    sys.exit(main())
