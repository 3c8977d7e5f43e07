"""A claim as a paragraph to cite, and the table behind its drawing."""

from __future__ import annotations

from dataclasses import replace

from sayso.records import StoryView
from sayso.views import ClaimRow, build_matrix
from sayso.views.citing import cited_paragraph
from sayso.views.said import said_rows
from tests.views.made import STATEMENTS, STORY


def collision(view: StoryView = STORY) -> ClaimRow:
    claims = [claim for claim in view.claims if claim.id == "c1"]
    return build_matrix(
        claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    ).rows[0]


def test_it_names_who_takes_which_stance_and_where() -> None:
    assert cited_paragraph(collision(), "http://desk/claim/c1") == (
        "“a navy cutter rammed the trawler Marit” (disputed; 4 pages, 3 origins). "
        "Supports: fishermen's union (says it is so; Else Courier, 3 Mar 2025); "
        "Navy of Vastland (confirms; Else Courier, 7 Mar 2025); "
        "two deckhands (says it is so; The Lantern, 4 Mar 2025). "
        "Denies: Navy of Vastland (denies; Else Courier, 3 Mar 2025). "
        "Not confirmed: Ida Holm, Harbour master (cannot confirm; Else Courier, 3 Mar 2025). "
        "If true: Per Dahl, opposition leader (supposes; The Lantern, 4 Mar 2025). "
        "http://desk/claim/c1"
    )


def test_it_holds_nothing_that_a_screen_would_obey() -> None:
    articles = tuple(replace(article, outlet="Else \u202eCourier\x1b[1m") for article in STORY.articles)
    told = cited_paragraph(collision(replace(STORY, articles=articles)), "")
    assert "\u202e" not in told
    assert "\x1b" not in told


def test_the_table_has_a_row_for_each_thing_said_with_its_sentence() -> None:
    rows = list(said_rows([collision()]))
    lines = collision().lines
    assert [row["statement"] for row in rows] == [line.statement.id for line in lines]
    first = rows[0]
    assert (first["claim"], first["stance"], first["name"]) == ("c1", "supports", "fishermen's union")
    assert (first["said_from"], first["article"], first["also_in"]) == ("2025-03-03", "a1", ["a2"])
    assert STATEMENTS[0].content[0].surface(STORY.articles[0].text) in first["sentence"]
    assert {tuple(row) for row in rows} == {tuple(first)}
