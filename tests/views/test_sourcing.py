"""The tree behind the number of origins, as a reader sees it."""

from __future__ import annotations

from dataclasses import replace

from sayso.cli.drawing import Pen, claim_parts
from sayso.formats import origin_tree_to_json
from sayso.records import Descent, Origin, OriginKind, OriginTree, Sourcing, Tie
from sayso.views import branches, build_matrix, flag_words, origin_words
from sayso.views.dossier import Provenance, render_dossier
from tests.cli.test_drawing import drawn
from tests.views.made import ARTICLES, COLLISION, STORY

LUND = Origin("lund", OriginKind.SPEAKER, "Eva Lund", ("Transport Ministry",))
CIRCLE = Origin("circle a3.1", OriginKind.CIRCLE, "")
KNOWN = {article.id: article for article in ARTICLES}
TREE = OriginTree(
    (LUND, CIRCLE),
    (
        Descent("a4.1", "a4", Tie.CITED, ("a3",), (), ("circle a3.1",)),
        Descent("a3.1", "a3", Tie.CITED, ("a4",), (), ("circle a3.1",)),
        Descent("a2.1", "a2", Tie.REPRINTED, ("a1",), (), ("lund",)),
        Descent("a1.1", "a1", Tie.HEARD, (), ("Reuters",), ("lund",)),
    ),
    (("a3", "a4"),),
    (Sourcing.CIRCULAR,),
    2,
)


def test_pages_stand_below_the_page_they_have_it_from() -> None:
    found = [(each.article.id, each.depth, each.words) for each in branches(TREE, LUND, KNOWN)]
    assert found == [("a1", 1, "through Reuters"), ("a2", 2, "carries its text")]


def test_a_circle_begins_with_its_first_page() -> None:
    found = [(each.article.id, each.depth, each.words) for each in branches(TREE, CIRCLE, KNOWN)]
    assert found == [("a3", 1, "cites it"), ("a4", 2, "cites it")]


def test_origins_and_flags_in_words() -> None:
    assert origin_words(LUND) == "Eva Lund (and Transport Ministry)"
    assert origin_words(CIRCLE) == "pages that rest on each other"
    assert origin_words(Origin("x", OriginKind.UNNAMED, "official")) == "no name told: official"
    told = "circular: pages cite each other: The Lantern and Else Courier"
    assert flag_words(Sourcing.CIRCULAR, TREE, KNOWN) == told


def test_a_claim_shows_each_origin_with_its_pages() -> None:
    row = build_matrix(
        [COLLISION], articles=STORY.articles, statements=STORY.statements, reprints=STORY.reprints, limit=None
    ).rows[0]
    lines = drawn(*claim_parts(STORY, row, Pen(100, styled=False)), width=100)
    at = lines.index("Origins · 5 origins of all that is said on it")
    assert lines[at + 1 : at + 4] == [
        "   fishermen's union",
        "     └ Else Courier (Coastwire), 3 Mar 2025",
        "       └ Norden Post (Coastwire), 4 Mar 2025 · carries its text",
    ]
    assert "Pages · 4 pages, 3 texts" in lines


def test_a_claim_that_several_pages_have_from_one_speaker_is_flagged() -> None:
    union = tuple(position for position in COLLISION.positions if position.speaker and position.speaker.id == "union")
    view = replace(STORY, claims=(replace(COLLISION, positions=union, articles=2),))
    page = render_dossier(view, Provenance("sayso", "x.db"))
    assert "single-source: all who assert it rest on one origin" in page
    assert "On whom it rests: 1 origin" in page


def test_the_tree_in_the_exchange_format() -> None:
    record = origin_tree_to_json(TREE)
    assert record["flags"] == ["circular"]
    assert record["circles"] == [["a3", "a4"]]
    assert record["origins"][0] == {
        "id": "lund",
        "kind": "speaker",
        "name": "Eva Lund",
        "alike": ["Transport Ministry"],
    }
    assert [list(each) for each in record["descents"]] == [
        ["statement", "article", "tie", "of", "through", "origins"]
    ] * 4
