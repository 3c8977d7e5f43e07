"""The figures of a claim: one row a speaker and figure, whatever prints it, and a mark where figures are unlike."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib.resources import files

from jsonschema import Draft202012Validator
from rich.console import Console

from sayso.cli.drawing import Pen, claim_parts, overview_parts
from sayso.formats import claim_to_json
from sayso.linking.figures import find_figures
from sayso.records import Act, Article, Claim, How, Relation, Reprint, Speaker, SpeakerKind, Story, StoryView
from sayso.views import FigureTable, build_figure_table, build_matrix, figure_mark, link_words, with_figure_tables
from sayso.views.dossier import Provenance, render_dossier
from sayso.views.figures import MOST_COMPARED
from tests.views.made import CREW, DAHL, NAVY, UNION, article, position, said

SCHEMA = json.loads(files("sayso").joinpath("data/exchange.schema.json").read_text(encoding="utf-8"))
Told = tuple[Speaker | None, str, int | None]


def story_of(*told: Told, copies: int = 0, act: Act = Act.ASSERT) -> StoryView:
    """A story of one claim: each of these told in a page of its own; the first also in some reprints."""
    pages: list[Article] = []
    statements = []
    for number, (speaker, content, day) in enumerate([*told, *[told[0]] * copies], start=1):
        text = f"Somebody said that {content}."
        pages.append(article(f"p{number}", text, f"Paper {number}", f"2025-03-{number % 28 + 1:02}"))
        statements.append(said(pages[-1], 1, speaker, "said", content, act, day, "Somebody"))
    positions = [
        replace(position(each), figures=find_figures(page.text, each.content))
        for page, each in zip(pages, statements, strict=True)
    ]
    first = statements[0]
    gloss = told[0][1]
    claim = Claim("c1", "s1", gloss, first.id, first.content, len(told), len(pages), tuple(positions))
    reprints = tuple(
        Reprint(page.id, "p1", Relation.IDENTICAL, How.VERBATIM, ("credit line",), 1.0) for page in pages[len(told) :]
    )
    story = Story("s1", "Marit", tuple(page.id for page in pages))
    return StoryView(story, tuple(pages), tuple(statements), (claim,), reprints)


def matrix_of(view: StoryView):
    return build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )


def table_of(*told: Told, copies: int = 0, act: Act = Act.ASSERT) -> FigureTable:
    return build_figure_table(matrix_of(story_of(*told, copies=copies, act=act)).rows[0])


TEN, TWELVE = "10 sailors drowned", "12 sailors drowned"


def test_reprints_are_one_row_with_their_pages_counted() -> None:
    (row,) = table_of((UNION, TEN, 3), copies=4).rows
    assert (len(row.pages), row.n_origins, len(row.prints)) == (5, 1, 1)


def test_one_figure_in_two_texts_is_one_row_of_two_origins() -> None:
    (row,) = table_of((UNION, TEN, 3), (UNION, "ten sailors drowned on deck", None)).rows
    assert (len(row.pages), row.n_origins, len(row.prints)) == (2, 2, 2)


def test_a_conflict_is_marked_and_a_mere_difference_said() -> None:
    conflict = table_of((UNION, TEN, 3), (NAVY, TWELVE, 3))
    assert figure_mark(conflict) == ("⚑ figures conflict: “10 sailors drowned”, “12 sailors drowned”", True)
    assert link_words(conflict, conflict.rows[1]) == ("⚑ conflicts with 1",)
    differing = table_of((UNION, TEN, 3), (NAVY, TWELVE, None))
    assert figure_mark(differing) == ("figures differ: “10 sailors drowned”, “12 sailors drowned”", False)


def test_an_update_is_no_conflict_and_says_which_way() -> None:
    table = table_of((UNION, TWELVE, 5), (UNION, TEN, 3))
    assert [row.surface for row in table.rows] == [TEN, TWELVE]
    assert link_words(table, table.rows[1]) == ("updates 1: rose from “10 sailors drowned”",)
    assert figure_mark(table) is None


def test_a_bound_and_an_equal_number_are_no_difference() -> None:
    table = table_of((UNION, TWELVE, 3), (NAVY, "at least 10 sailors drowned", 3), (CREW, "twelve sailors drowned", 3))
    words = [link_words(table, row) for row in table.rows]
    assert sorted(part for each in words for part in each) == [
        "agrees with 1",
        "can be true beside 1",
        "can be true beside 2",
    ]
    assert figure_mark(table) is None


def test_a_denied_figure_is_listed_and_not_compared() -> None:
    denied = table_of((UNION, TEN, 3), (NAVY, TWELVE, 3), act=Act.DENY)
    assert [row.surface for row in denied.rows] == [TEN, TWELVE]
    assert denied.links == ()


def test_a_figure_that_can_be_read_in_two_ways_says_so() -> None:
    (row,) = table_of((UNION, "the net weighed 1.500 kg", 3)).rows
    assert (row.surface, row.reason) == ("1.500", "may be 1.5 or 1,500")


def test_every_row_points_at_its_letters_and_fits_the_schema() -> None:
    view = story_of(
        (UNION, TEN, 3), (NAVY, "more than 12 sailors drowned", 3), (None, "it weighed 1.500 kg", 3), copies=2
    )
    (record,) = with_figure_tables(map(claim_to_json, view.claims), matrix_of(view).rows)
    assert list(Draft202012Validator({**SCHEMA, "$ref": "#/$defs/claim"}).iter_errors(record)) == []
    texts = {page.id: page.text for page in view.articles}
    for row in record["figure_table"]["rows"]:
        for printed in row["prints"]:
            start, end = printed["span"]
            assert texts[printed["article"]][start:end] == row["surface"]
    assert record["figure_table"]["relations"] == [
        {"one": 2, "other": 1, "relation": "differs_in_quantity", "conflict": True}
    ]


def test_all_faces_show_the_conflict() -> None:
    view = story_of((UNION, TEN, 3), (NAVY, TWELVE, 3))
    matrix = matrix_of(view)
    file = io.StringIO()
    console = Console(file=file, width=100, markup=False, highlight=False, emoji=False)
    for part in (*overview_parts(view, matrix, Pen(100, False)), *claim_parts(view, matrix.rows[0], Pen(100, False))):
        console.print(part)
    shown = file.getvalue()
    assert "⚑ figures conflict: “10 sailors drowned”, “12 sailors drowned”" in shown
    assert "2  12 sailors drowned · Navy of Vastland · supports · said 3 Mar 2025 · 1 page, 1 origin" in shown
    assert "⚑ conflicts with 1" in shown
    page = render_dossier(view, Provenance("sayso 0", "desk.db"))
    assert "⚑ figures conflict" in page
    assert "⚑ conflicts with 1" in page


def test_many_figures_are_compared_up_to_a_limit_and_the_rest_counted() -> None:
    speakers = [Speaker(f"s{number}", f"Speaker {number}", SpeakerKind.NAMED_PERSON) for number in range(90)]
    table = table_of(*((speaker, f"{number + 10} sailors drowned", 3) for number, speaker in enumerate(speakers)))
    assert table.n_uncompared == 90 - MOST_COMPARED
    assert len(table.rows) == 90
    assert max(link.one for link in table.links) <= 90


def test_a_claim_without_figures_has_an_empty_table() -> None:
    table = table_of((DAHL, "the sea was calm", 3))
    assert (table.rows, table.links, figure_mark(table)) == ((), (), None)
