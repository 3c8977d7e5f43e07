"""Who says yes, who says no, who will not say, and on how many origins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.records import Act, Claim, Stance
from sayso.spans import Span, Spans
from sayso.views import SIGNS, Contest, Matrix, build_matrix
from sayso.views.matrix import NOBODY_NAME, _letter, voice_of
from tests.views.made import COLLISION, COST, NAVY, RAMMED, STATEMENTS, STORY, article, on, position, said


def build(*claims: Claim, limit: int | None = None) -> Matrix:
    return build_matrix(
        claims, articles=STORY.articles, statements=STORY.statements, reprints=STORY.reprints, limit=limit
    )


def test_each_speaker_has_one_cell_with_sign_and_word() -> None:
    matrix = build(COST, COLLISION)
    cells = {
        voice.name: [str(SIGNS[mark.stance]) for mark in matrix.rows[0].cells[voice.id]] for voice in matrix.voices
    }
    assert cells == {
        "fishermen's union": ["+ supports"],
        "two deckhands": ["+ supports"],
        "Navy of Vastland": ["\u2212 denies", "+ supports"],
        "Ida Holm": ["\u25cb not confirmed"],
        "Per Dahl": ["? if true"],
    }


def test_two_pages_of_one_text_are_one_origin_and_one_line() -> None:
    mark = build(COLLISION).rows[0].cells["union"][0]
    assert (len(mark.articles), len(mark.origins)) == (2, 1)
    assert [(line.article.id, [page.id for page in line.also]) for line in mark.lines] == [("a1", ["a2"])]


def test_the_tally_counts_origins_not_copies() -> None:
    tally = {entry.stance: (entry.n_voices, entry.n_origins) for entry in build(COLLISION).rows[0].tally}
    assert tally == {
        Stance.SUPPORTS: (3, 3),
        Stance.DENIES: (1, 1),
        Stance.NONCOMMITTAL: (1, 1),
        Stance.CONDITIONAL: (1, 1),
    }


def test_what_is_disputed_comes_first_and_one_voice_is_left_out_when_there_are_others() -> None:
    matrix = build(COST, COLLISION, limit=6)
    assert [row.claim.id for row in matrix.rows] == ["c1"]
    assert matrix.hidden == 1
    assert [row.claim.id for row in build(COST, limit=6).rows] == ["c2"]


def test_a_denial_and_then_a_confirmation_is_a_change() -> None:
    row = build(COLLISION).rows[0]
    assert row.changed("navy")
    assert not row.changed("union")


@pytest.mark.parametrize(("denied", "confirmed"), [(None, 6), (3, None), (6, 6), (None, None)])
def test_no_change_is_told_where_the_days_do_not_prove_it(denied: int | None, confirmed: int | None) -> None:
    positions = (
        replace(position(STATEMENTS[1]), said_on=on(denied)),
        replace(position(STATEMENTS[7]), said_on=on(confirmed)),
    )
    row = build(replace(COLLISION, positions=positions)).rows[0]
    assert len(row.cells["navy"]) == 2
    assert not row.changed("navy")


def test_nobody_in_particular_never_changes_their_mind() -> None:
    positions = tuple(replace(position(STATEMENTS[number]), speaker=None) for number in (1, 7))
    matrix = build(replace(COLLISION, positions=positions))
    assert [voice.name for voice in matrix.voices] == [NOBODY_NAME]
    assert not matrix.rows[0].changed("")


def test_two_sentences_of_one_speaker_in_one_page_are_two_lines() -> None:
    page = article("b", "The navy denied it. The navy denied any contact.", "Outlet", "2025-03-03")
    first = said(page, 1, NAVY, "denied", "it", Act.DENY, 3, "The navy")
    other = said(page, 2, NAVY, "denied", "any contact", Act.DENY, 3, "The navy")
    claim = replace(COLLISION, positions=(position(first), position(other)))
    matrix = build_matrix((claim,), articles=(page,), statements=(first, other), reprints=(), limit=None)
    mark = matrix.rows[0].cells["navy"][0]
    assert [line.statement.id for line in mark.lines] == ["b.1", "b.2"]
    assert (len(mark.articles), len(mark.origins)) == (1, 1)


@pytest.mark.parametrize(
    ("stances", "contest"),
    [
        ([Stance.SUPPORTS, Stance.DENIES], Contest.DISPUTED),
        ([Stance.SUPPORTS, Stance.NONCOMMITTAL], Contest.UNSETTLED),
        ([Stance.SUPPORTS, Stance.MENTIONS], Contest.ONE_VOICE),
        ([Stance.DENIES, Stance.DENIES], Contest.AGREED),
        ([Stance.SUPPORTS], Contest.ONE_VOICE),
        ([Stance.MENTIONS, Stance.MENTIONS], Contest.ONE_VOICE),
    ],
)
def test_how_open_a_claim_is(stances: list[Stance], contest: Contest) -> None:
    chosen = [position(STATEMENTS[number]) for number in (0, 1)]
    positions = tuple(replace(each, stance=stance) for each, stance in zip(chosen, stances, strict=False))
    assert build(replace(COLLISION, positions=positions)).rows[0].contest is contest


def test_a_position_of_a_page_outside_the_story_is_left_out() -> None:
    stray = replace(position(STATEMENTS[0]), article="elsewhere")
    assert build(replace(COLLISION, positions=(stray,))).rows[0].cells == {}


def test_letters_go_on_after_z() -> None:
    assert [_letter(number) for number in (0, 25, 26, 51, 52, 702)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]


def test_voices_of_one_name_that_nothing_joins_are_told_apart() -> None:
    officials = replace(NAVY, name="two officials")
    positions = tuple(
        replace(position(STATEMENTS[number]), speaker=replace(officials, id=f"e{number}")) for number in (1, 7)
    )
    voices = build(replace(COLLISION, positions=positions)).voices
    assert [(voice.name, voice.detail) for voice in voices] == [
        ("two officials", "in Else Courier (a4)"),
        ("two officials", "in Else Courier (a1)"),
    ]


@pytest.mark.parametrize(
    ("name", "role", "institution", "detail"),
    [
        ("Ida Holm", "Harbour master", None, "Harbour master"),
        ("Ida Holm", "Harbour master", "Port Else", "Harbour master, Port Else"),
        ("representative, North Korea", "North Korean representative", "North Korea", ""),
        ("envoy, Ukraine", "Ukrainian envoy", None, ""),
        ("representative, North Korea", "United Nations representative", None, "United Nations representative"),
        ("Mark Dahl", "NATO Secretary-General", "NATO", "NATO Secretary-General"),
        ("Kremlin", None, "Kremlin", ""),
        ("Ann Port", "porter", None, "porter"),
    ],
)
def test_role_and_institution_are_told_unless_the_name_tells_them(
    name: str, role: str | None, institution: str | None, detail: str
) -> None:
    assert voice_of(replace(NAVY, name=name, role=role, institution=institution)).detail == detail


def test_what_a_denial_is_about_is_shown_only_where_it_is_of_the_claim() -> None:
    denial = STATEMENTS[1]

    def about(refers_to: Spans) -> str:
        statements = [replace(one, refers_to=refers_to) if one is denial else one for one in STORY.statements]
        matrix = build_matrix(
            [COLLISION], articles=STORY.articles, statements=statements, reprints=STORY.reprints, limit=None
        )
        (line,) = (
            line for mark in matrix.rows[0].cells["navy"] for line in mark.lines if line.statement.id == denial.id
        )
        return line.evidence.about

    assert about(STATEMENTS[0].content) == RAMMED
    assert about((Span(0, 3),)) == ""
