"""Linking a ledger that grows: whatever came when, it ends with what linking everything at once gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import NotInLedger
from sayso.ingest.correcting import correct
from sayso.ingest.linking import relink
from sayso.ledger import Extractor, Ledger, placing, rules_extractor
from sayso.linking import link
from sayso.records import (
    Act,
    Article,
    Correction,
    CorrectionKind,
    Factuality,
    Findings,
    Form,
    Page,
    Sector,
    Speaker,
    SpeakerKind,
    Statement,
)
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
NAMES = ("Amble", "Brough", "Corrin", "Dunmoor", "Eskdale", "Farlow")
THINGS = ("new roofs", "smaller forms", "warm kitchens", "two nurses", "a library", "paid holidays")
MONTHS = ("March", "April", "May", "June", "September", "October")


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


def test_a_story_that_waits_to_be_retold_may_lose_its_articles_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.linking.ARTICLES_AT_ONCE", 1)
    ferry = f"{HAPPENINGS[0]}. {DETAILS[0]} {DETAILS[2]} {DETAILS[3]}"
    teachers = f"{HAPPENINGS[1]}. {DETAILS[4]} " + " ".join(
        f"Headmistress {name} of the {name} school wants {thing} before classes begin again in {month}."
        for name, thing, month in zip(NAMES, THINGS, MONTHS, strict=True)
    )
    found = [
        report("a1", ferry, 20, "master"),
        report("b1", f"{teachers} {ferry}", 200, "minister"),  # a part of it is a1's: that story is to be retold
        report("c1", ferry, 10, "master"),  # and has no articles left, since this one was before a1
    ]
    with Ledger.open(":memory:") as ledger:
        store(ledger, found[0])
        relink(ledger)
        for findings in found[1:]:
            store(ledger, findings)
        relink(ledger)
        links = link(found)
        assert set(ledger.reprints()) == set(links.reprints)
        assert {ledger.story(story.id).story for story in links.stories} == set(links.stories)
        assert grouped(ledger) == {("c1", "a1"), ("b1",)}


# --------------------------------------------------------------------------------------------------- corrections


def corrected(
    kind: CorrectionKind, articles: Sequence[str] = (), others: Sequence[str] = (), undoes: int | None = None
) -> Correction:
    return Correction(kind, tuple(articles), tuple(others), undoes, "Ada Quill", "2025-05-07T12:00:00+00:00")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Two stories: three reports of the ferry, two of the strike."""
    texts = [(HAPPENINGS[0], DETAILS[0]), (HAPPENINGS[0], DETAILS[2]), (HAPPENINGS[0], DETAILS[3]),
             (HAPPENINGS[1], DETAILS[1]), (HAPPENINGS[1], DETAILS[4])]  # fmt: skip
    with Ledger.open(":memory:") as opened:
        for at, parts in enumerate(texts):
            store(opened, report(f"a{at}", ". ".join(parts), at, "master"))
        relink(opened)
        assert grouped(opened) == {("a0", "a1", "a2"), ("a3", "a4")}
        yield opened


def store(ledger: Ledger, findings: Findings) -> None:
    ledger.add(findings, Page(findings.article.origin, findings.article.text.encode(), "text/plain"))


def grouped(ledger: Ledger) -> set[tuple[str, ...]]:
    return {tuple(story["articles"]) for story in ledger.export("stories")}


ALL = ("a0", "a1", "a2", "a3", "a4")


def test_stories_are_merged_and_parted_again(ledger: Ledger) -> None:
    number = correct(ledger, corrected(CorrectionKind.ONE_STORY, ALL))
    assert grouped(ledger) == {ALL}
    correct(ledger, corrected(CorrectionKind.UNDO, undoes=number))
    assert grouped(ledger) == {("a0", "a1", "a2"), ("a3", "a4")}
    assert [entry["kind"] for entry in ledger.export("corrections")] == ["one_story", "undo"]


def test_an_article_is_taken_out_of_its_story_with_what_it_says(ledger: Ledger) -> None:
    correct(ledger, corrected(CorrectionKind.NOT_ONE_STORY, ["a0"], ["a1", "a2"]))
    assert grouped(ledger) == {("a0",), ("a1", "a2"), ("a3", "a4")}
    claims = {claim["story"]: claim for claim in ledger.export("claims")}
    stories = {story["id"]: tuple(story["articles"]) for story in ledger.export("stories")}
    for id, claim in claims.items():
        assert {position["article"] for position in claim["positions"]} <= set(stories[id])


def test_what_comes_later_keeps_to_the_correction(ledger: Ledger) -> None:
    correct(ledger, corrected(CorrectionKind.NOT_ONE_STORY, ["a0"], ["a1", "a2"]))
    store(ledger, report("b0", ". ".join((HAPPENINGS[0], DETAILS[3])), 1, "master"))
    relink(ledger)
    stories = grouped(ledger)
    assert not any({"a0", "a1"} <= set(story) for story in stories)
    assert sum("b0" in story for story in stories) == 1


def test_corrections_survive_a_rebuild(ledger: Ledger, tmp_path: Path) -> None:
    correct(ledger, corrected(CorrectionKind.NOT_ONE_STORY, ["a0"], ["a1", "a2"]))
    correct(ledger, corrected(CorrectionKind.ONE_STORY, ["a0", "a3", "a4"]))
    with Ledger.open(tmp_path / "rebuilt.db") as rebuilt:
        for correction in ledger.corrections().values():
            rebuilt.add_correction(correction)
        for findings in reversed(ledger.findings(ledger.article_ids())):
            store(rebuilt, findings)
            relink(rebuilt)
        assert grouped(rebuilt) == grouped(ledger) == {("a0", "a3", "a4"), ("a1", "a2")}


@pytest.mark.parametrize(
    ("correction", "error", "says"),
    [
        (corrected(CorrectionKind.ONE_STORY, ["a0"]), ValueError, "two articles at least"),
        (corrected(CorrectionKind.NOT_ONE_STORY, ["a0", "a1"]), ValueError, "two articles at least"),
        (corrected(CorrectionKind.NOT_ONE_STORY, ["a0"], ["a0", "a1"]), ValueError, "apart from itself"),
        (corrected(CorrectionKind.ONE_STORY, ["a0", "zz"]), NotInLedger, "no article has the id 'zz'"),
        (corrected(CorrectionKind.UNDO, undoes=7), NotInLedger, "there is no correction 7"),
    ],
)
def test_a_correction_of_nothing_is_refused(
    ledger: Ledger, correction: Correction, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        correct(ledger, correction)
    assert ledger.corrections() == {}


def test_pages_that_share_a_form_are_counted_and_kept_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.linking.reprints.MOST_SHARERS", 5)
    placing.sharers.cache_clear()
    form = f"{HAPPENINGS[0]}. {' '.join(DETAILS)} {HAPPENINGS[1]}. {HAPPENINGS[2]}."
    with Ledger.open(":memory:") as ledger:
        for at in range(12):
            store(ledger, report(f"w{at:02}", f"{form} Today {at} degrees.", at, "master"))
        n_boilerplate = relink(ledger)
        assert 0 < n_boilerplate <= 12
        assert len(ledger.reprints()) == 11
        assert len(grouped(ledger)) == 1
    placing.sharers.cache_clear()


@pytest.mark.parametrize(("name", "n_asked"), [("sayso", 0), ("sayso with weights 1", 1)])
def test_what_rules_alone_have_read_is_gathered_by_rules_alone(
    name: str, n_asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []
    monkeypatch.setattr("sayso.ingest.single.installed_scorer", lambda: asked.append(None))
    made_by = Extractor(rules_extractor().name if name == "sayso" else name, "1")
    findings = report("a1", HAPPENINGS[0], 1, "")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(findings, Page("a1.txt", b"page", "text/plain"), extractor=made_by)
        relink(ledger)
    assert len(asked) == n_asked
