"""Linking as a whole: a function of the set of findings, safe on any of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking import link
from sayso.records import Act, Findings, Links, Relation, Stance
from tests.linking.made import Said, report

LOST = "the ferry Halcyon had lost thirty crates of tinned fish off Vole Point"
WIRE_TEXT = (
    f"Harbour master Ida Holm said on Monday that {LOST}. The owner denied that any crates had been lost. "
    "Two tugs were sent out at dawn to look for wreckage near the old breakwater, and police closed the beach. "
    "It is the third accident of the Halcyon in two years, and an inquiry into the second has not ended yet."
)


def wire(id: str, **fields: str) -> Findings:
    return report(
        id,
        WIRE_TEXT,
        Said("Ida Holm", LOST, role="harbour master"),
        Said("owner", "that any crates had been lost", Act.DENY, cue="denied"),
        **fields,  # type: ignore[arg-type]
    )


NEWS = (
    wire("a1", published_at="2024-05-06", outlet="Fjordpress"),
    wire("a2", published_at="2024-05-07", outlet="Vole Gazette"),
    report(
        "a3",
        "The ferry Halcyon may have lost crates off Vole Point. Coast guard officer Per Dahl could not confirm the "
        "loss of the crates of fish.",
        Said("Per Dahl", "the loss of the crates of fish", Act.CANNOT_CONFIRM, role="coast guard officer"),
        published_at="2024-05-07",
    ),
    report(
        "a4",
        "Teachers in Upper Sallow walked out over pay.",
        Said("teachers", "Teachers in Upper Sallow walked out over pay"),
        published_at="2024-05-07",
    ),
    report("a5", ""),
    report("a6", "One line."),
)


def test_reports_become_reprints_stories_entities_and_claims() -> None:
    links = link(NEWS)
    assert [(r.article, r.of, r.relation) for r in links.reprints] == [("a2", "a1", Relation.IDENTICAL)]
    assert [story.articles for story in links.stories] == [("a1", "a2", "a3"), ("a4",), ("a5",), ("a6",)]
    assert [e.members for e in links.entities if e.name == "Ida Holm"] == [("a1.e1", "a2.e1")]
    claim = links.claims[0]
    assert (claim.gloss, claim.origins, claim.articles) == (LOST, 3, 3)
    assert [p.stance for p in claim.positions].count(Stance.DENIES) == 2
    assert claim.positions[-1].stance is Stance.NONCOMMITTAL


@settings(max_examples=20)
@given(st.permutations(NEWS))
def test_the_order_of_findings_never_matters(shuffled: list[Findings]) -> None:
    assert link(shuffled) == link(NEWS)


def test_nothing_links_to_nothing() -> None:
    assert link(()) == Links((), (), (), ())


def test_every_claim_stands_on_the_letters_of_its_article() -> None:
    texts = {finding.article.id: finding.article.text for finding in NEWS}
    statements = {statement.id: finding for finding in NEWS for statement in finding.statements}
    for claim in link(NEWS).claims:
        text = texts[statements[claim.gloss_statement].article.id]
        assert " … ".join(span.surface(text) for span in claim.gloss_spans) == claim.gloss
