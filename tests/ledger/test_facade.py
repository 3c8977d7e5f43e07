"""What goes into a ledger comes out again, and the views fit together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.errors import LedgerError, NotInLedger
from sayso.ledger import Added, Extractor, Ledger
from sayso.records import Findings, Page, Problem, ProblemKind, Stance, Statement, StoryLinks
from tests import strategies
from tests.ledger import made
from tests.ledger.linked import put_links


def own_speakers(findings: Findings) -> Findings:
    """Speakers named as resolution names them: by article, so that no two of a ledger share an id."""

    def renamed(number: int, statement: Statement) -> Statement:
        if statement.speaker is None:
            return statement
        return replace(statement, speaker=replace(statement.speaker, id=f"{findings.article.id}.e{number}"))

    return replace(
        findings, statements=tuple(renamed(number, found) for number, found in enumerate(findings.statements))
    )


# ---------------------------------------------------------------------------------------------------- writing


@pytest.fixture(scope="module")
def reused() -> Iterator[Ledger]:
    with Ledger.open(":memory:") as opened:
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=strategies.findings().map(own_speakers))
def test_findings_come_back_as_they_were_added(reused: Ledger, found: Findings) -> None:
    page = Page(found.article.origin, b"<p>bytes as received", "text/html")

    class Undo(Exception):
        pass

    with suppress(Undo), reused.batch():
        assert reused.add(found, page) == (Added.NEW, None)
        assert reused.findings([found.article.id]) == (found,)
        assert reused.page_content(found.article.id) == page.content
        raise Undo
    assert reused.article_ids() == ()


def test_the_map_back_to_the_page_is_kept(ferry: Ledger) -> None:
    assert ferry.article("late").page_map == made.late().article.page_map


def test_an_article_added_twice_changes_nothing(ledger: Ledger) -> None:
    findings = made.wire()
    assert ledger.add(findings, made.page(findings)) == (Added.NEW, None)
    before = ledger.counts()
    assert ledger.add(findings, made.page(findings)) == (Added.KNOWN, None)
    assert ledger.counts() == before


def test_other_text_under_a_taken_id_is_a_problem_and_the_stored_one_stays(ledger: Ledger) -> None:
    first = made.late()
    changed = replace(first, article=made.article("late", "Other words.", origin="elsewhere.txt"), statements=())
    ledger.add(first, made.page(first))
    added, problem = ledger.add(changed, made.page(changed))
    assert added is Added.REFUSED
    assert problem is not None
    assert (problem.origin, problem.kind) == ("elsewhere.txt", ProblemKind.ID_TAKEN)
    assert ledger.problems() == (problem,)
    assert ledger.findings(["late"]) == (first,)


@pytest.mark.parametrize("field", ["title", "outlet", "text"])
def test_half_a_surrogate_pair_is_a_problem(ledger: Ledger, field: str) -> None:
    findings = Findings(replace(made.late().article, **{field: "broken \ud83d here"}), ())
    added, problem = ledger.add(findings, Page("late.txt", b"x", "text/plain"))
    assert added is Added.REFUSED
    assert problem is not None
    assert problem.kind is ProblemKind.BAD_ENCODING
    assert ledger.counts()["articles"] == 0
    assert ledger.problems() == (problem,)


def test_an_origin_that_is_not_utf_8_is_stored_readably(ledger: Ledger) -> None:
    findings = Findings(made.article("odd", "Some words.", origin="caf\udce9.txt"), ())
    page = Page("caf\udce9.txt", b"Some words.", "text/plain")
    assert ledger.add(findings, page) == (Added.NEW, None)
    assert ledger.article("odd").origin == "caf\\udce9.txt"
    assert ledger.knows(page, findings.article.sha256)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (made.LATE.encode(), "text/plain"),
        (made.LATE.encode("utf-16"), "text/plain"),
        (b"\xef\xbb\xbf" + made.LATE.encode(), "text/plain"),
        (b"<html><p>" + made.LATE.encode() + b"\x00\xff", "text/html"),
    ],
)
def test_the_bytes_as_received_come_back(ledger: Ledger, content: bytes, media_type: str) -> None:
    ledger.add(made.late(), Page("late.txt", content, media_type, fetched_at=made.FETCHED_AT))
    assert ledger.page_content("late") == content


@pytest.mark.parametrize("again", ["same statement", "unlike speaker"])
def test_findings_that_contradict_themselves_are_refused_whole(ledger: Ledger, again: str) -> None:
    findings = made.wire()
    first = findings.statements[0]
    assert first.speaker is not None
    second = (
        first if again == "same statement" else replace(first, id="wire.9", speaker=replace(first.speaker, name="Xu"))
    )
    with pytest.raises(ValueError, match=r"wire"):
        ledger.add(replace(findings, statements=(first, second)), made.page(findings))
    assert ledger.counts()["articles"] == 0


def test_one_problem_met_twice_is_one_row(ledger: Ledger) -> None:
    problem = Problem("x.jsonl", ProblemKind.BAD_JSON, "no closing bracket", "line 3")
    assert ledger.add_problem(problem)
    assert not ledger.add_problem(problem)
    assert ledger.add_problem(replace(problem, at="line 4"))
    assert ledger.problems() == (problem, replace(problem, at="line 4"))


def test_a_problem_goes_when_its_page_could_be_read_after_all(ledger: Ledger) -> None:
    whole = Problem("late.txt", ProblemKind.NETWORK, "no answer")
    part = Problem("late.txt", ProblemKind.TRUNCATED, "the end is missing", "byte 9")
    ledger.add_problem(whole)
    ledger.add_problem(part)
    ledger.add(made.late(), made.page(made.late()))
    assert ledger.problems() == (part,)


def test_a_batch_is_kept_whole_or_not_at_all(place: Path) -> None:
    with Ledger.open(place) as ledger:

        def interrupted() -> None:
            with ledger.batch():
                ledger.add(made.wire(), made.page(made.wire()))
                ledger.add(made.late(), made.page(made.late()))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert ledger.counts()["articles"] == 0
        with ledger.batch():
            ledger.add(made.wire(), made.page(made.wire()))
            with Ledger.open(place, read_only=True) as other:
                assert other.counts()["articles"] == 0
        with Ledger.open(place, read_only=True) as other:
            assert other.counts()["articles"] == 1


def test_every_row_names_its_extractor(ledger: Ledger) -> None:
    tagger = Extractor("sayso-model-en", "1.2")
    ledger.add(made.wire(), made.page(made.wire()), extractor=tagger)
    ledger.add(made.late(), made.page(made.late()))
    assert ledger.made_by("wire") == tagger
    assert ledger.made_by("late").name == "sayso-rules"


# --------------------------------------------------------------------------------------------------------- links


def test_links_come_back_as_they_were_written(ferry: Ledger) -> None:
    links = made.links()
    assert ferry.reprints() == links.reprints
    assert set(ferry.entities()) == set(links.entities)
    assert ferry.quotations() == links.quotations
    assert [ferry.story(story.id).story for story in links.stories] == list(links.stories)
    for claim in links.claims:
        stored = ferry.claim(claim.id)
        local = tuple(replace(position, speaker=None) for position in claim.positions)
        assert replace(stored, positions=local) == replace(claim, positions=local)
        assert [position.figures for position in stored.positions] == [position.figures for position in claim.positions]


def test_new_articles_wait_until_they_are_linked(ledger: Ledger) -> None:
    for findings in made.all_findings():
        ledger.add(findings, made.page(findings))
    assert ledger.unlinked() == ("copy", "late", "wire")
    assert ledger.unlinked(limit=2) == ("copy", "late")


def test_what_a_story_tells_is_replaced_together(ferry: Ledger) -> None:
    links = made.links()
    story = links.stories[0]
    findings = ferry.findings(story.articles)
    told = StoryLinks(story, links.entities[:1], (), ())
    ferry.replace_story_links(told, findings)
    assert ferry.story(story.id).claims == ()
    assert ferry.quotations() == ()
    assert [claim.id for claim in ferry.story("quill-2").claims] == ["clerk-claim"]
    assert [entity.name for entity in ferry.entities()] == ["The Halcyon Line", "Tom Quill"]


# --------------------------------------------------------------------------------------------------------- views


def test_stories_are_listed_latest_first(ferry: Ledger) -> None:
    first, second = ferry.stories()
    assert (first.id, first.title, first.articles, first.origins) == ("ferry-1", "Ferry loses crates", 2, 1)
    assert (first.claims, first.statements) == (1, 4)
    assert (first.first_on, first.last_on) == ("2025-05-05", "2025-05-06")
    assert first.outlets == ("daily.example", "fjordpress.example")
    assert (second.id, second.first_on, second.outlets) == ("quill-2", None, ())
    assert ferry.stories(limit=1) == (first,)
    assert ferry.stories(limit=5, offset=1) == (second,)


def test_a_story_is_found_by_the_beginning_of_its_id(ferry: Ledger) -> None:
    view = ferry.story("fer")
    assert view == ferry.story("ferry-1")
    assert [article.id for article in view.articles] == ["wire", "copy"]
    assert [statement.id for statement in view.statements] == ["wire.1", "wire.2", "copy.1", "copy.2"]
    assert [claim.id for claim in view.claims] == ["crates-claim"]
    assert [reprint.article for reprint in view.reprints] == ["copy"]


def test_speakers_in_views_carry_the_name_they_have_across_articles(ferry: Ledger) -> None:
    voices = [statement.speaker for statement in ferry.story("ferry-1").statements]
    assert [(voice.id, voice.name) for voice in voices if voice] == [
        ("ingrid-saetre", "Ingrid Sætre"),
        ("halcyon-line", "The Halcyon Line"),
        ("halcyon-line", "The Halcyon Line"),
        ("ingrid-saetre", "Ingrid Sætre"),
    ]


def test_a_claim_shows_who_stands_how(ferry: Ledger) -> None:
    claim = ferry.claim("crates")
    assert [(position.speaker.name, position.stance) for position in claim.positions if position.speaker] == [
        ("Ingrid Sætre", Stance.SUPPORTS),
        ("The Halcyon Line", Stance.DENIES),
    ]


@pytest.mark.parametrize("name", ["Ingrid Sætre", "ingrid sætre", "SÆTRE", "  sætre ", "Ms. Sætre", "ingrid-saetre"])
def test_a_speaker_is_found_by_any_spelling(ferry: Ledger, name: str) -> None:
    (view,) = ferry.who(name)
    assert view.entity.id == "ingrid-saetre"
    assert [(article.id, statement.id) for article, statement in view.statements] == [
        ("wire", "wire.1"),
        ("copy", "copy.2"),
    ]
    assert [claim.id for claim in view.claims] == ["crates-claim"]
    assert view.quotations == made.links().quotations
    assert [article.id for article in view.printed_in] == ["wire", "copy"]


def test_a_story_and_a_speaker_have_their_own_quotations_only(ferry: Ledger) -> None:
    assert ferry.story("ferry-1").quotations == made.links().quotations
    assert ferry.story("quill-2").quotations == ()
    (clerk,) = ferry.who("quill")
    assert (clerk.quotations, clerk.printed_in) == ((), ())


def test_all_speakers_of_one_family_name_are_told(ferry: Ledger) -> None:
    links = made.links()
    halcyon, saetre, quill = links.entities
    namesake = replace(quill, name="Olaf Sætre")
    put_links(ferry, replace(links, entities=(halcyon, saetre, namesake)))
    assert [view.entity.name for view in ferry.who("sætre")] == ["Ingrid Sætre", "Olaf Sætre"]


MISSING = [
    (lambda ledger: ledger.story("nope"), "no story has the id 'nope'"),
    (lambda ledger: ledger.story(""), "no story has the id ''"),
    (lambda ledger: ledger.story("%"), "no story has the id '%'"),
    (lambda ledger: ledger.claim("nope"), "no claim has the id 'nope'"),
    (lambda ledger: ledger.article("nope"), "no article has the id 'nope'"),
    (lambda ledger: ledger.findings(["wire", "nope"]), "no article has the id 'nope'"),
    (lambda ledger: ledger.page_content("nope"), "no article has the id 'nope'"),
    (lambda ledger: ledger.made_by("nope"), "no article has the id 'nope'"),
    (lambda ledger: ledger.who("Ada Quill"), "nobody in the ledger is called 'Ada Quill'; there is Tom Quill"),
    (lambda ledger: ledger.who(""), "nobody in the ledger is called ''"),
]


@pytest.mark.parametrize(("ask", "message"), MISSING)
def test_what_is_not_there_is_said_to_be_missing(ferry: Ledger, ask, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotInLedger) as caught:
        ask(ferry)
    assert message in str(caught.value)


def test_a_beginning_that_several_share_is_not_guessed_at(ferry: Ledger) -> None:
    with pytest.raises(NotInLedger, match="more than one claim id begins with 'c': clerk-claim, crates-claim"):
        ferry.claim("c")


def test_an_article_of_more_parts_than_one_statement_takes(ledger: Ledger) -> None:
    many = [Findings(made.article(f"n{number:04}", f"Report {number}."), ()) for number in range(1_203)]
    with ledger.batch():
        for findings in many:
            ledger.add(findings, made.page(findings))
    ids = [findings.article.id for findings in reversed(many)]
    assert [found.article.id for found in ledger.findings(ids)] == ids
    assert len(list(ledger.export("articles"))) == len(many)


def test_a_closed_ledger_says_so(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError):
        ledger.counts()


def test_an_article_has_one_text(ferry: Ledger, place: Path) -> None:
    ferry.close()
    assert place.read_bytes().count(b"could not say whether") == 1
