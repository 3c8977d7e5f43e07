"""What an article costs to add to a ledger of many: real texts multiplied with edits, up to a million.

    python -m benchmarks.speed.scale [--articles N] [--ledger PATH] [--tell-all]

The texts are those of gva_story_clusters (train), read once by rules and cut to their first 120 words. Each round
takes all of them again with other names and every fourth word another one of as many letters, the same way all through
the round, so that its happenings and its wording are others. One article in eight is printed a second time by another
outlet with a word in thirty changed. All rounds arrive together, day by day, one article in fifty up to ten days late.
Rows are told as the ledger grows:

    place   finding reprints and the story of a new article, and putting it there
    tell    gathering the entities, claims and quotations of the stories that new articles are in, for each article
    sketch  articles a CPU-second of which a MinHash sketch is made

Claims are gathered for a sample at each size only, unless --tell-all is given: they depend on a story's size, not on
the ledger's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import count, groupby, islice, pairwise
from pathlib import Path

from benchmarks.quality.measurement import data_folder
from benchmarks.speed.floors import report
from sayso import examine
from sayso.ingest.linking import place_articles, tell_story
from sayso.ledger import Ledger
from sayso.linking import sketch
from sayso.linking.terms import rarity, terms
from sayso.records import Findings, Page, Speaker
from sayso.spans import Span, Spans

DATA = "gva_story_clusters/train.jsonl.gz"
SEED = 20_261_122
# Words of an article that are kept: the more, the slower all of it, whatever the ledger's size.
WORDS = 120
CHANGED = 4
REPRINTED = 8
EDITED = 30
LATE, DAYS_LATE = 50, 10
# Articles placed in one transaction, and of how many at each size the claims are gathered.
BATCH = 500
SAMPLE = 1_000
SIZES = (1_000, 10_000, 100_000, 200_000, 300_000, 500_000, 700_000, 1_000_000)
COLUMNS = ("articles", "add ms", "place ms", "tell ms", "stories", "reprints", "ledger MB", "memory MB")
# Names in fewer articles than one in fifty are changed; cities and institutions stay, as they do in the news.
RARE = 4.0
WORD = re.compile(r"\S+")
SMALL_WORD = re.compile(r"(?<!\w)[a-z]+(?!\w)")
VOWELS, CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True)
class Text:
    """One real report, read, with the words that are changed from round to round.

    Attributes:
        day: days after the earliest report of all.
        names: what telling names are printed as in it, and where.
    """

    findings: Findings
    day: int
    names: Spans


@dataclass(frozen=True)
class Cost:
    """CPU seconds of some articles: of adding them, giving them their places, and telling their stories."""

    n_articles: int
    add_s: float
    place_s: float
    tell_s: float

    @property
    def in_ms(self) -> tuple[float, float, float]:
        """Milliseconds of one article."""
        add, place, tell = (seconds / self.n_articles * 1e3 for seconds in (self.add_s, self.place_s, self.tell_s))
        return add, place, tell


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--ledger", type=Path, help="keep the ledger here; a run that was cut short goes on where it ended"
    )
    parser.add_argument("--tell-all", action="store_true", help="gather the claims of every story")
    given = parser.parse_args(arguments)
    path = data_folder() / DATA
    if not path.exists():
        print(f"scale: {DATA} is not there")
        return 0
    texts = read_texts(path)
    with tempfile.TemporaryDirectory() as scratch, Ledger.open(given.ledger or Path(scratch) / "sayso.db") as ledger:
        figures = {"sketched_per_cpu_second": sketched(texts)}
        figures |= grown(ledger, multiplied(texts, given.articles), given.articles, tell_all=given.tell_all)
    return report("scale", figures)


def grown(ledger: Ledger, made: Iterator[Findings], n_articles: int, *, tell_all: bool) -> dict[str, float]:
    """Let a ledger grow, and tell at each size what one more article costs."""
    print(("{:>11}" * len(COLUMNS)).format(*COLUMNS))
    stored_before = ledger.counts()["articles"]
    sizes = [size for size in SIZES if stored_before + SAMPLE <= size < n_articles]
    costs: list[Cost] = []
    made = islice(made, stored_before, None)
    for before, size in pairwise([stored_before, *sizes, n_articles]):
        stored(ledger, islice(made, max(0, size - SAMPLE - before)), tell_all=tell_all)
        costs.append(stored(ledger, islice(made, SAMPLE), tell_all=True))
        counts = ledger.counts()
        row = [counts["articles"], *costs[-1].in_ms, counts["stories"], counts["reprints"]]
        row += [Path(ledger.place).stat().st_size / 1e6, peak_memory_mb()]
        print("".join(f"{value:>11,.2f}" if isinstance(value, float) else f"{value:>11,}" for value in row), flush=True)
    return {
        "place_ms_max": costs[-1].in_ms[1],
        "place_growth_max": costs[-1].place_s / costs[0].place_s,
        "tell_ms_max": costs[-1].in_ms[2],
        "peak_memory_mb_max": peak_memory_mb(),
    }


def peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stored(ledger: Ledger, made: Iterator[Findings], *, tell_all: bool) -> Cost:
    """Add articles and give them their places, and gather the claims of the stories they are in if asked to."""
    n_articles = 0
    add_s = place_s = tell_s = 0.0
    while batch := list(islice(made, BATCH)):
        ids = [findings.article.id for findings in batch]
        with ledger.batch():
            began = time.process_time()
            for findings in batch:
                ledger.add(findings, Page(findings.article.origin, findings.article.text.encode(), "text/plain"))
            added = time.process_time()
            with ledger.shelf() as shelf:
                place_articles(shelf, ids)
            placed = time.process_time()
            for story in ledger.stories_of(ids) if tell_all else ():
                tell_story(ledger, story)
        n_articles += len(batch)
        add_s, place_s, tell_s = add_s + added - began, place_s + placed - added, tell_s + time.process_time() - placed
    return Cost(n_articles, add_s, place_s, tell_s)


def sketched(texts: Sequence[Text]) -> float:
    """Articles of which a CPU-second makes a sketch."""
    articles = [text.findings.article for text in texts]
    began = time.process_time()
    for article in articles:
        sketch(article.text, article.furniture)
    return len(articles) / (time.process_time() - began)


# -------------------------------------------------------------------------------------------------------- texts


def read_texts(path: Path) -> list[Text]:
    """Read the reports, cut short, by rules alone."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    first = min(date.fromisoformat(row["date"][:10]) for row in rows)
    return [_text(row, (date.fromisoformat(row["date"][:10]) - first).days) for row in rows]


def _text(row: Mapping[str, str], day: int) -> Text:
    printed = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in row["text"])
    end = next(islice((match.end() for match in WORD.finditer(printed)), WORDS, None), len(printed))
    findings = examine(printed[:end], rules_alone=True)
    names = tuple(
        Span(term.start, term.end)
        for term in terms(findings.article.text)
        if term.is_name and rarity(term.stem) >= RARE
    )
    article = replace(findings.article, id=row["doc_id"], title=None, outlet=row.get("outlet"))
    return Text(replace(findings, article=article), day, names)


def multiplied(texts: Sequence[Text], n_articles: int) -> Iterator[Findings]:
    """At least so many articles: round after round of all texts, in the order in which they arrive."""
    chance = random.Random(SEED)
    rounds = [Wording.of(texts, chance) for _ in range(-(-n_articles // len(texts)))]
    length = max(text.day for text in texts) + 1
    arriving = []
    for number in range(len(rounds)):
        # The calendar is turned, so that one text of many rounds does not stand on one day.
        turn = chance.randrange(length)
        for at, text in enumerate(texts):
            day = (text.day + turn) % length
            delay = chance.randrange(DAYS_LATE) if chance.randrange(LATE) == 0 else 0
            arriving.append((day + delay, day, at, number))
    for _, days, at, number in sorted(arriving):
        text = texts[at]
        printed = rounds[number].change(text) if number else text.findings.article.text
        day = (date(2014, 1, 1) + timedelta(days=days)).isoformat()
        outlet = text.findings.article.outlet or "a.example"
        yield _made(text, f"{number}-{at}", printed, day, outlet, rounds[number])
        if at % REPRINTED == 0:
            edited = (word[::-1] if n % EDITED == 0 else word for n, word in enumerate(printed.split(" ")))
            yield _made(text, f"{number}-{at}r", " ".join(edited), day, f"re-{outlet}", rounds[number])


@dataclass(frozen=True)
class Wording:
    """The names and words of one round.

    Attributes:
        letters: for each letter another one; vowels stay vowels and consonants consonants.
        vocabulary: the words in small letters by length, and where each stands among those; the same for all rounds.
        steps: how many words further a word's replacement stands, by length.
    """

    letters: Mapping[int, str]
    vocabulary: Mapping[int, Sequence[str]]
    at: Mapping[str, int]
    steps: Mapping[int, int]

    @classmethod
    def of(cls, texts: Sequence[Text], chance: random.Random) -> Wording:
        letters: dict[int, str] = {}
        for kind in (VOWELS, CONSONANTS):
            others = chance.sample(kind, len(kind))
            letters |= {ord(one): other for one, other in zip(kind, others, strict=True)}
            letters |= {ord(one.upper()): other.upper() for one, other in zip(kind, others, strict=True)}
        vocabulary, at = _vocabulary(tuple(text.findings.article.text for text in texts))
        return cls(
            letters, vocabulary, at, {length: chance.randrange(len(some)) for length, some in vocabulary.items()}
        )

    def change(self, text: Text) -> str:
        """The text with other names and other words; every letter stands where it stood."""
        printed, parts, start = text.findings.article.text, [], 0
        for span in text.names:
            parts += [printed[start : span.start], self.name(span.surface(printed))]
            start = span.end
        numbers = count()
        named = "".join([*parts, printed[start:]])
        return SMALL_WORD.sub(lambda match: match[0] if next(numbers) % CHANGED else self._word(match[0]), named)

    def name(self, printed: str) -> str:
        """Another name of as many letters."""
        return printed.translate(self.letters)

    def _word(self, word: str) -> str:
        others = self.vocabulary.get(len(word), (word,))
        return others[(self.at.get(word, 0) + self.steps.get(len(word), 0)) % len(others)]


@cache
def _vocabulary(printed: tuple[str, ...]) -> tuple[dict[int, list[str]], dict[str, int]]:
    words = {match[0] for text in printed for match in SMALL_WORD.finditer(text)}
    by_length = {length: sorted(some) for length, some in groupby(sorted(words, key=len), len)}
    return by_length, {word: at for some in by_length.values() for at, word in enumerate(some)}


def _made(text: Text, id: str, printed: str, day: str, outlet: str, wording: Wording) -> Findings:
    digest = sha256(printed.encode()).hexdigest()
    article = replace(text.findings.article, id=id, origin=id, sha256=digest, text=printed, outlet=outlet,
                      published_at=day)  # fmt: skip
    known: dict[str, Speaker] = {}
    for statement in text.findings.statements:
        if (one := statement.speaker) and one.id not in known:
            known[one.id] = replace(one, id=f"{id}.{one.id}", name=wording.name(one.name))
    statements = tuple(
        replace(
            statement,
            id=f"{id}.{number}",
            via=(),
            speaker=known[statement.speaker.id] if statement.speaker else None,
        )
        for number, statement in enumerate(text.findings.statements)
    )
    return Findings(article, statements)


if __name__ == "__main__":
    sys.exit(main())
