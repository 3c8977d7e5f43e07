"""The matrix on any width, and hostile letters drawn harmless."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.console import Console, RenderableType

from sayso.cli.drawing import Pen, hit_parts, matrix_tables, overview_parts, page_list, story_parts, story_table
from sayso.records import Hit, How, Relation, Reprint, Stance, StorySummary
from sayso.spans import Span
from sayso.views import Matrix, build_matrix
from tests.views.made import COLLISION, STORY, article, position, quoting


def drawn(*parts: RenderableType, width: int = 80) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=width, markup=False, highlight=False, emoji=False)
    for part in parts:
        console.print(part)
    return [line.rstrip() for line in file.getvalue().splitlines()]


def matrix(n_claims: int, n_speakers: int) -> Matrix:
    """Claims c0, c1, ... on which the first speakers of the made story take positions."""
    kept = dict.fromkeys(each.speaker.id for each in COLLISION.positions if each.speaker)
    speakers = list(kept)[:n_speakers]
    positions = tuple(each for each in COLLISION.positions if each.speaker and each.speaker.id in speakers)
    claims = [replace(COLLISION, id=f"c{number}", positions=positions) for number in range(n_claims)]
    return build_matrix(
        claims, articles=STORY.articles, statements=STORY.statements, reprints=STORY.reprints, limit=None
    )


def table_heads(lines: list[str]) -> list[list[str]]:
    return [before.split() for before, line in pairwise(lines) if line.startswith("\u2500\u2500")]


@pytest.mark.parametrize(
    ("claims", "speakers", "width", "heads"),
    [
        (2, 5, 80, [["A", "B"]]),
        (6, 5, 160, [["A", "B", "C", "D", "E", "F"]]),
        (5, 5, 80, [["A", "B"], ["C", "D"], ["E"]]),
        (1, 5, 20, [["A"]]),
    ],
)
def test_speakers_stand_down_in_as_many_tables_as_it_takes(
    claims: int, speakers: int, width: int, heads: list[list[str]]
) -> None:
    lines = drawn(*matrix_tables(matrix(claims, speakers), Pen(width, styled=False)), width=width)
    assert table_heads(lines) == heads


def test_claims_stand_down_where_only_the_speakers_fit_across() -> None:
    lines = drawn(*matrix_tables(matrix(9, 3), Pen(80, styled=False)), width=80)
    head = next(number for number, line in enumerate(lines) if line.startswith("\u2500\u2500"))
    assert lines[head - 1].split() == "fishermen's union two deckhands Navy of Vastland".split()
    assert lines[head + 1].split() == "A + supports + supports \u2212 denies".split()
    assert lines[head + 2].split() == "\u2192 + supports".split()
    assert [line[0] for line in lines[head + 1 :: 2]] == list("ABCDEFGHI")


@pytest.mark.parametrize("width", [30, 80, 120])
def test_every_stance_has_its_word_whole_on_any_width(width: int) -> None:
    positions = tuple(
        replace(each, stance=stance) for each, stance in zip(COLLISION.positions, Stance, strict=False) if each.speaker
    )
    rows = build_matrix(
        [replace(COLLISION, positions=positions)],
        articles=STORY.articles,
        statements=STORY.statements,
        reprints=STORY.reprints,
        limit=None,
    )
    shown = "\n".join(drawn(*matrix_tables(rows, Pen(width, styled=False)), width=width))
    for words in (
        "+ supports",
        "\u2212 denies",
        "\u25cb not confirmed",
        "? if true",
        "\u203d asks whether",
        "~ mentions",
    ):
        assert words in shown


HOSTILE = "[red]\x1b[31m\u202e<b>:smile:\x07[/red] [link=x]"
SHOWN = "[red][31m<b>:smile:[/red] [link=x]"


def test_hostile_letters_are_drawn_as_letters() -> None:
    speaker = replace(COLLISION.positions[0].speaker, name=HOSTILE, role=HOSTILE)  # type: ignore[type-var]
    positions = (replace(COLLISION.positions[0], speaker=speaker),)
    page = replace(
        STORY.articles[0], title=HOSTILE, outlet=HOSTILE, text=STORY.articles[0].text.replace("calm", HOSTILE)
    )
    claim = replace(COLLISION, gloss=HOSTILE, positions=positions)
    view = replace(
        STORY, story=replace(STORY.story, title=HOSTILE), articles=(page, *STORY.articles[1:]), claims=(claim,)
    )
    rows = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    lines = drawn(*story_parts(view, rows, Pen(300, styled=False)), width=300)
    shown = "\n".join(lines)
    assert not [letter for letter in shown if letter in "\x1b\x07\u202e"]
    assert lines[0] == SHOWN
    assert f"A  \u201c{SHOWN}\u201d" in shown
    assert f"{SHOWN} (Coastwire), 3 Mar 2025" in shown


def test_hostile_letters_around_a_hit_are_drawn_as_letters() -> None:
    page = article("h", f"{HOSTILE} storm {HOSTILE}", "Outlet", "2025-01-01")
    start = page.text.index("storm")
    shown = "\n".join(drawn(*hit_parts(Hit(page, None, (Span(start, start + 5),)), Pen(200, styled=False)), width=200))
    assert f"{SHOWN} **storm** {SHOWN}" in shown
    assert "\x1b" not in shown


def test_a_story_is_listed_by_as_many_letters_of_its_id_as_tell_it_apart() -> None:
    def listed(*ids: str) -> list[str]:
        rows = [StorySummary(id, "The pier", 1, 1, 0, 1, None, None, ()) for id in ids]
        return [line.split()[0] for line in drawn(story_table(rows))[2:]]

    assert listed("s0123456789abcdef", "sfedcba9876543210") == ["s0123456789", "sfedcba9876"]
    assert listed("s0123456789abcdef", "s0123456789abddef") == ["s0123456789abc", "s0123456789abd"]


def test_quotation_marks_are_not_doubled() -> None:
    claim = replace(COLLISION, gloss="\u201cso it is\u201d", positions=(position(STORY.statements[0]),))
    view = replace(STORY, claims=(claim,))
    rows = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    assert "A  \u201cso it is\u201d  one speaker" in drawn(*story_parts(view, rows, Pen(80, styled=False)))


@pytest.mark.parametrize("width", [36, 50, 80])
def test_no_sign_leaves_its_word_at_the_end_of_a_line(width: int) -> None:
    shown = drawn(*overview_parts(STORY, matrix(1, 9), Pen(width, styled=False)), width=width)
    counted = "\n".join(shown)
    for words in ("+ supports in 3", "\u2212 denies in 1", "\u25cb not confirmed in 1", "? if true in 1"):
        assert words in counted


def test_a_quotation_is_drawn_with_signs_for_what_is_gone_and_put_in() -> None:
    view = quoting(STORY)
    rows = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    lines = drawn(*story_parts(view, rows, Pen(200, styled=False)), width=200)
    below = [line.strip() for line in lines[lines.index("Quotations in several pages") + 1 :]]
    assert below[:3] == [
        "fishermen's union",
        "The Lantern, 4 Mar 2025",
        "\u201csix of my men did not see the cutter turn towards us,\u201d",
    ]
    assert below[3].startswith(
        "\u2691 number: [-six-] {+five+} \u00b7 \u2691 negation: [-did not see-] {+saw+} \u00b7 other words"
    )
    assert below[3].endswith("Norden Post (Coastwire), 4 Mar 2025: 2 pages, 1 origin")
    assert below[4] == "\u201c[-six-] {+five+} of my men [-did not see-] {+saw+} the cutter turn towards us,\u201d"


def test_of_many_quotations_some_are_shown_and_the_rest_counted() -> None:
    view = quoting(STORY)
    many = replace(view, quotations=tuple(replace(view.quotations[0], id=f"q@{number}") for number in range(7)))
    rows = build_matrix(
        view.claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    )
    few, everything = (
        drawn(*story_parts(many, rows, Pen(200, styled=False), everything=each)) for each in (False, True)
    )
    assert (few.count("   fishermen's union"), everything.count("   fishermen's union")) == (5, 7)
    assert "\u2026 and 2 more (--all)" in few
    assert not [line for line in everything if "(--all)" in line]


def test_pages_stand_under_their_origin_with_the_sentences_they_have_of_it() -> None:
    lines = drawn(*page_list(STORY.articles, STORY.reprints), width=200)
    assert lines[1:5] == [
        "Pages \u00b7 4 pages, 3 origins",
        "   Else Courier (Coastwire), 3 Mar 2025 \u00b7 Trawler Marit: Else Courier \u00b7 a1",
        "   \u2514 Norden Post (Coastwire), 4 Mar 2025 \u00b7 Trawler Marit: Norden Post \u00b7 a2",
        "     reprint of Else Courier, 3 Mar 2025, abridged: 3 of 3 sentences taken over (credit line: Coastwire)",
    ]


def test_what_changed_in_a_later_version_is_drawn_where_everything_is() -> None:
    first = STORY.articles[0]
    later = replace(STORY.articles[3], text=first.text.replace("any of", "two of"))
    update = Reprint("a4", "a1", Relation.CORRECTION, How.EDITED, ("published later",), 0.9)
    short, whole = (drawn(*page_list((first, later), (update,), everything=each), width=99) for each in (False, True))
    assert short[-1] == "     correction of Else Courier, 3 Mar 2025: 1 sentence changed (published later)"
    assert whole == [
        *short,
        "       The Navy of Vastland denied that [-any-] {+two+} of its ships had touched the Marit.",
    ]
