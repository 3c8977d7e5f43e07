"""The two reports this project began with: who asserts, who denies, who will not confirm, and on which day.

Nothing of the reports is copied here: a statement is meant by its file, the line it stands on and a word of its cue.

    python -m benchmarks.quality.seeds
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from benchmarks.quality.answers import scorer_beside
from benchmarks.quality.measurement import Measurement, data_folder
from sayso.ingest import installed_tagger
from sayso.linking import link
from sayso.linking.figure_tellings import bearing
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Act, Claim, Factuality, Findings, Links, Page, Stance, Statement
from sayso.spans import Span
from sayso.views import FigureRow, build_figure_table, build_matrix
from sayso.views.figures import UNLIKE

NAME = "seeds"
UPI, AFP = "000", "002"
SAYING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.PREDICT})
DENYING = frozenset({Act.DENY, Act.DISPUTE})
SILENT = frozenset({Act.DECLINES_TO_CONFIRM, Act.CANNOT_CONFIRM, Act.NO_RESPONSE})
POSITIVE = frozenset({Factuality.CT_PLUS, Factuality.PR_PLUS, Factuality.PS_PLUS})
NEGATIVE = frozenset({Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.PS_MINUS})
FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2024, 10, day) for day in (18, 19, 20, 21, 22))
WEEK_BEFORE = (date(2024, 10, 14), date(2024, 10, 20))


@dataclass(frozen=True, slots=True)
class Expected:
    """One statement of a report.

    Attributes:
        file: the first figures of the file's name.
        line: on which the cue stands, from 1.
        cue: a word of the cue; the first time it stands on that line.
        acts: those that are right.
        signs: factualities that are right; empty: not looked at.
        speaker: words that the speaker's name or institution must hold.
        days: first and last day; None: none must be given; an empty tuple: not looked at.
    """

    file: str
    line: int
    cue: str
    acts: frozenset[Act]
    speaker: tuple[str, ...]
    signs: frozenset[Factuality] = frozenset()
    days: tuple[date, date] | tuple[()] | None = ()


def one(day: date) -> tuple[date, date]:
    """A range of that day alone."""
    return day, day


UNSAID = frozenset({Factuality.UU})
EXPECTED = (
    Expected(UPI, 9, "denied", DENYING, ("North Korea",), NEGATIVE, None),
    Expected(UPI, 9, "calling", DENYING, ("North Korea",), NEGATIVE, None),
    Expected(UPI, 11, "said", SAYING, ("National Intelligence Service",), POSITIVE, WEEK_BEFORE),
    Expected(UPI, 11, "said it", SAYING, ("National Intelligence Service",), POSITIVE, None),
    Expected(UPI, 13, "said", DENYING, ("North Korea",), NEGATIVE, one(MONDAY)),
    Expected(UPI, 19, "confirm", SILENT, ("Russia",), UNSAID, one(MONDAY)),
    Expected(UPI, 19, "saying", SAYING, ("Russia",), POSITIVE, one(MONDAY)),
    Expected(UPI, 21, "said", SAYING, ("Peskov",), POSITIVE, None),
    Expected(UPI, 21, "says", SILENT, ("Pentagon",), UNSAID, None),
    Expected(UPI, 23, "said", SAYING, ("Dmitry Peskov",), POSITIVE, None),
    Expected(UPI, 25, "confirm", frozenset({Act.CANNOT_CONFIRM}), ("Lloyd Austin",), UNSAID, one(SATURDAY)),
    Expected(UPI, 27, "condemned", frozenset({Act.CONDEMN}), ("Hwang Joon-kook",), POSITIVE, one(MONDAY)),
    Expected(UPI, 31, "said", SAYING, ("Hwang Joon-kook",), POSITIVE, None),
    Expected(UPI, 37, "said", SAYING | {Act.PROMISE}, ("National Security Council",), frozenset(), one(TUESDAY)),
    Expected(UPI, 39, "said", SAYING | {Act.PROMISE}, ("National Security Council",), frozenset(), None),
    Expected(UPI, 43, "said", SAYING, ("National Intelligence Service",), POSITIVE, WEEK_BEFORE),
    Expected(UPI, 45, "said", SAYING | {Act.SUPPOSE}, ("Mark Rutte",), frozenset(), one(MONDAY)),
    Expected(UPI, 47, "said", SAYING, ("Britain", "South Korea"), POSITIVE, None),
    Expected(UPI, 49, "called", frozenset({Act.DEMAND}), ("Zelensky",), frozenset(), one(SUNDAY)),
    Expected(UPI, 51, "said", frozenset({Act.DEMAND, Act.ASSERT}), ("Zelensky",), frozenset(), None),
    Expected(AFP, 5, "said", SAYING | DENYING, ("North Korea",), NEGATIVE, None),
    Expected(AFP, 5, "dismissing", DENYING, ("North Korea",), NEGATIVE, None),
    Expected(AFP, 7, "said", SAYING, ("South Korea", "spy agency"), POSITIVE, None),
    Expected(AFP, 7, "claiming", SAYING, ("South Korea", "spy agency"), POSITIVE, None),
    Expected(AFP, 9, "said", DENYING, ("North Korea",), NEGATIVE, None),
    Expected(AFP, 11, "told", SAYING | DENYING, ("North Korea",), frozenset(), None),
    Expected(AFP, 13, "claiming", SAYING, ("South Korea", "United States"), POSITIVE, None),
    Expected(AFP, 15, "commented", SILENT, ("North Korean state media",), UNSAID, None),
    Expected(AFP, 17, "confirmed", SILENT, ("Russia",), UNSAID, None),
    Expected(AFP, 23, "confirmed", SILENT, ("NATO", "United States"), UNSAID, None),
    Expected(AFP, 25, "told", SAYING, ("Robert Wood",), UNSAID, None),
    Expected(AFP, 27, "said", frozenset({Act.SUPPOSE}), ("Robert Wood",), UNSAID, None),
    Expected(AFP, 33, "urging", frozenset({Act.DEMAND}), ("South Korea",), frozenset(), None),
    Expected(AFP, 35, "said", SAYING, ("National Security Council",), POSITIVE, None),
    Expected(AFP, 43, "reported", SAYING, ("Yonhap",), POSITIVE, None),
    Expected(AFP, 45, "According", SAYING | {Act.SUPPOSE}, ("government source",), frozenset(), None),
    Expected(AFP, 47, "reported", SAYING, ("Yonhap",), POSITIVE, None),
)
ASPECTS = ("found", "act", "sign", "speaker", "day")
# Lines of page furniture that must not be read as the report.
FURNITURE = {UPI: (1, 5, 53, 55), AFP: (49,)}


def measure(data: Path) -> Measurement | None:
    """Read both reports as installed and hold them against the labels; None: they are not there."""
    files = sorted((data / "seeds").glob("0*.txt"))
    if len(files) != 2:
        return None
    tagger = installed_tagger()
    with GuardedExtractor() as html:
        read = {
            file.name[:3]: examine_page(Page(file.name, file.read_bytes(), "text/plain"), tagger=tagger, html=html)
            for file in files
        }
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    flips = 0
    for expected in EXPECTED:
        key = f"{expected.file}:{expected.line}:{expected.cue}"
        statement = statement_at(read[expected.file], expected)
        for aspect, right in aspects(expected, statement).items():
            items[f"{key}:{aspect}"] = right
            describe[f"{key}:{aspect}"] = told(statement, aspect)
        flips += statement is not None and is_flipped(expected, statement)
    items |= dict(pages(read))
    links = link(list(read.values()), scorer_beside(tagger))
    items |= dict(dispute(read, links))
    unlike = dict(unlike_figures(read, links))
    describe |= unlike
    items |= dict.fromkeys(unlike, False)
    return Measurement(figures(items, flips, len(unlike)), items, describe)


def unlike_figures(read: dict[str, Findings], links: Links) -> Iterator[tuple[str, str]]:
    """Pairs of figures, of one claim or of two, that are told to differ; the two reports hold none that do.

    12,000 are to be sent, 1,500 were sent, thousands are denied: no two are of one thing in one scope.
    """
    matrix = build_matrix(
        links.claims,
        articles=[found.article for found in read.values()],
        statements=[statement for found in read.values() for statement in found.statements],
        reprints=links.reprints,
        limit=None,
    )
    rows = [row for claim in matrix.rows for row in build_figure_table(claim).rows]
    for one, other in combinations(rows, 2):
        found = bearing(other.telling, one.telling)
        if found and found.relation in UNLIKE:
            kind = "conflict" if found.is_conflict else "differs"
            yield f"figures {kind}: {where(one)} {where(other)}", f"{one.surface} | {other.surface}"


def where(row: FigureRow) -> str:
    """Where a figure stands, without its letters."""
    return f"{row.prints[0].article.id}:{row.prints[0].span.start}"


def statement_at(findings: Findings, expected: Expected) -> Statement | None:
    """The statement whose cue holds the word meant, or that refuses by a content that does."""
    text = findings.article.text
    start = line_start(text, expected.line)
    end = text.find("\n", start) if "\n" in text[start:] else len(text)
    word = re.search(rf"\b{re.escape(expected.cue)}", text[start:end])
    if word is None:
        raise ValueError(f"line {expected.line} of {expected.file} does not hold {expected.cue!r}")
    meant = Span(start + word.start(), start + word.start() + len(expected.cue.split()[0]))
    by_cue = [one for one in findings.statements if any(span.overlaps(meant) for span in one.cue)]
    by_content = [one for one in findings.statements if any(span.overlaps(meant) for span in one.content)]
    refusing = [one for one in by_content if one.act in SILENT]
    return next(iter(by_cue or refusing), None)


def line_start(text: str, line: int) -> int:
    """Offset of a line, from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start


def aspects(expected: Expected, statement: Statement | None) -> dict[str, bool]:
    """Which aspects of one label are right."""
    if statement is None:
        return dict.fromkeys(ASPECTS, False)
    speaker = statement.speaker
    named = f"{speaker.name} {speaker.institution} {speaker.role}" if speaker else ""
    said_on = (statement.said_on.start, statement.said_on.end) if statement.said_on else None
    return {
        "found": True,
        "act": statement.act in expected.acts,
        "sign": not expected.signs or statement.factuality in expected.signs,
        "speaker": all(words in named for words in expected.speaker),
        "day": expected.days == () or said_on == expected.days,
    }


def is_flipped(expected: Expected, statement: Statement) -> bool:
    """Whether a denial or silence came out as saying so, or the reverse."""
    if expected.signs <= POSITIVE:
        return bool(expected.signs) and statement.factuality in NEGATIVE
    return statement.factuality in POSITIVE and statement.act in SAYING


def pages(read: dict[str, Findings]) -> Iterator[tuple[str, bool]]:
    """What the pages say of themselves: agency, dateline, furniture."""
    upi, afp = read[UPI].article, read[AFP].article
    yield "agency of the first", upi.agency == "UPI"
    yield "agency of the second", afp.agency == "AFP"
    dateline = upi.dateline
    yield "dateline's place", dateline is not None and dateline.place == "SEOUL"
    yield "dateline's day", dateline is not None and dateline.on == TUESDAY
    for file, lines in FURNITURE.items():
        article = read[file].article
        for line in lines:
            at = line_start(article.text, line)
            yield f"{file}:{line} is furniture", any(span.start <= at < span.end for span in article.furniture)


def dispute(read: dict[str, Findings], links: Links) -> Iterator[tuple[str, bool]]:
    """One story, and one claim in it on which the four sides stand as they should."""
    both = {findings.article.id for findings in read.values()}
    yield "one story", any(set(story.articles) == both for story in links.stories)
    sides = (
        ("spy agency supports", Stance.SUPPORTS, ("National Intelligence Service", "spy agency")),
        ("representative denies", Stance.DENIES, ("representative, North Korea",)),
        ("Moscow does not confirm", Stance.NONCOMMITTAL, ("Russia", "Kremlin", "Peskov")),
        ("US defence secretary does not confirm", Stance.NONCOMMITTAL, ("Lloyd Austin",)),
    )
    best = max(links.claims, key=lambda claim: sum(takes(claim, side, who) for _, side, who in sides), default=None)
    for name, side, who in sides:
        yield f"one claim: {name}", best is not None and takes(best, side, who)


def takes(claim: Claim, stance: Stance, names: tuple[str, ...]) -> bool:
    """Whether one of these speakers takes this stance on the claim."""
    return any(
        position.stance is stance
        and position.speaker is not None
        and any(name in position.speaker.name for name in names)
        for position in claim.positions
    )


def told(statement: Statement | None, aspect: str) -> str:
    """What was read instead, for a person who looks at what was lost."""
    if statement is None:
        return "no statement there"
    if aspect == "speaker":
        return statement.speaker.name if statement.speaker else statement.reason
    if aspect == "day":
        return f"{statement.said_on.start} to {statement.said_on.end}" if statement.said_on else "no day"
    return f"{statement.act.value} {statement.factuality.value if statement.factuality else 'none'}"


def figures(items: dict[str, bool], flips: int, n_unlike: int) -> dict[str, float]:
    """Shares of labels right, an aspect each, the polarities turned round, and the figures wrongly told to differ."""
    result = {}
    for aspect in ASPECTS:
        right = [value for key, value in items.items() if key.endswith(f":{aspect}")]
        result[aspect] = sum(right) / len(right)
    rest = [
        value
        for key, value in items.items()
        if key.rsplit(":", 1)[-1] not in ASPECTS and not key.startswith("figures ")
    ]
    result["pages and dispute"] = sum(rest) / len(rest)
    result["polarity flips_max"] = float(flips)
    result["figures told to differ_max"] = float(n_unlike)
    return result


def main() -> int:
    measurement = measure(data_folder())
    if measurement is None:
        print("seeds: the data is not there")
        return 0
    for name, value in measurement.figures.items():
        print(f"{name:<24}{value:8.3f}")
    for item, right in measurement.items.items():
        if not right:
            print("wrong:", item, "|", measurement.describe.get(item, ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
