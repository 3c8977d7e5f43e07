"""Linking a ledger that grows: whatever came when, it ends with what linking everything at once gives."""

from __future__ import annotations

import random
from datetime import date, timedelta
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.linking import link
from sayso.records import Act, Article, Factuality, Findings, Form, Page, Sector, Speaker, SpeakerKind, Statement
from sayso.spans import Span

HAPPENINGS = (
    "The ferry Halcyon lost thirty crates of tinned fish off Vole Point",
    "Teachers in Upper Sallow walked out over pay and forty schools stayed closed",
    "A dredger rammed the old pier of Marrow and three anglers were rescued",
)
DETAILS = (
    "Two tugs were sent out at dawn and found most of the wreckage near the breakwater.",
    "The mayor of Marrow asked the county council for money on Thursday.",
    "Divers will look on Tuesday whether anything has sunk into the channel used by tankers.",
    "It is the third accident in two years, and an inquiry into the second has not ended yet.",
    "Parents set up a timetable of their own in the library.",
)


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[Findings], list[int]]:
    """Some reports, and in which portions they arrive."""
    n = draw(st.integers(1, 9))
    found = []
    for at in range(n):
        parts = [draw(st.sampled_from(HAPPENINGS)), *draw(st.lists(st.sampled_from(DETAILS), max_size=4))]
        day = draw(st.one_of(st.none(), st.integers(0, 90)))
        found.append(report(f"a{at}", ". ".join(parts), day, draw(st.sampled_from(["", "master", "minister"]))))
    return found, draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))


def report(id: str, text: str, day: int | None, role: str) -> Findings:
    on = None if day is None else (date(2024, 1, 1) + timedelta(day)).isoformat()
    article = Article(id, f"{id}.txt", sha256(text.encode()).hexdigest(), text, published_at=on)
    holm = Speaker(f"{id}.e1", "Ida Holm", SpeakerKind.NAMED_PERSON, Sector.UNKNOWN, role or None, None)
    return Findings(article, (said_by(id, holm),))


def said_by(id: str, speaker: Speaker) -> Statement:
    spans = (Span(0, 3),), (Span(4, 9),), (Span(10, 17),)
    return Statement(
        f"{id}.1", Form.INDIRECT, *spans, Act.ASSERT, Factuality.CT_PLUS, False, speaker, "", (), None, 1.0
    )


@settings(max_examples=25, deadline=None)
@given(arrivals(), st.randoms(use_true_random=False))
def test_a_ledger_that_grows_has_the_links_of_all_at_once(
    arriving: tuple[list[Findings], list[int]], chance: random.Random
) -> None:
    found, portions = arriving
    links = link(found)
    shuffled = list(found)
    chance.shuffle(shuffled)
    with Ledger.open(":memory:") as ledger:
        while shuffled:
            size = portions.pop()
            for findings in shuffled[:size]:
                ledger.add(findings, Page(findings.article.origin, findings.article.text.encode(), "text/plain"))
            shuffled = shuffled[size:]
            relink(ledger)
        assert set(ledger.reprints()) == set(links.reprints)
        assert {ledger.story(story.id).story for story in links.stories} == set(links.stories)
        assert len(ledger.stories()) == len(links.stories)
        assert set(ledger.entities()) == set(links.entities)
        assert {claim["id"] for claim in ledger.export("claims")} == {claim.id for claim in links.claims}


def test_progress_is_told_and_a_linked_ledger_is_left_alone() -> None:
    told: list[int] = []
    with Ledger.open(":memory:") as ledger:
        one = report("a1", HAPPENINGS[0], 3, "master")
        ledger.add(one, Page("a1.txt", one.article.text.encode(), "text/plain"))
        relink(ledger, told.append)
        assert told == [1]
        relink(ledger, told.append)
        assert told == [1]
