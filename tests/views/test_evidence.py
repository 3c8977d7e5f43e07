"""The sentence behind a statement, with what was said marked in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Act, Article, Statement
from sayso.segments import segment
from sayso.spans import Span
from sayso.views import Evidence, Role, evidence
from sayso.views.evidence import LONGEST_SENTENCE
from tests.views.made import ARTICLES, STATEMENTS, UNION, article, said


def shown(found: Evidence) -> str:
    marks = {Role.CONTENT: "[{}]", Role.CUE: "<{}>", Role.SOURCE: "({})", Role.PLAIN: "{}"}
    return "".join(marks[piece.role].format(piece.text) for piece in found.pieces)


def look(page: Article, statement: Statement) -> Evidence:
    return evidence(page, statement, segment(page.text, page.furniture))


def test_the_sentence_is_whole_and_its_parts_are_marked() -> None:
    found = look(ARTICLES[0], STATEMENTS[1])
    assert shown(found) == "(The Navy of Vastland) <denied> that [any of its ships had touched the Marit]."
    assert found.before == "The sea was calm."
    assert found.after == "Harbour master Ida Holm could not confirm a collision."
    assert found.text == found.span.surface(ARTICLES[0].text)


def test_a_split_quote_shows_both_sentences_and_says_what_it_left_out() -> None:
    page = article("x", 'The union said "no". Rain fell. "Never again," it added.', "Outlet", "2025-01-01")
    statement = replace(
        said(page, 1, UNION, "said", '"no"', Act.ASSERT, 1, "The union"),
        content=(Span(15, 19), Span(32, 46)),
    )
    assert shown(look(page, statement)) == '(The union) <said> ["no"]. [\u2026] ["Never again,"] it added.'


def test_an_act_report_says_what_it_is_about() -> None:
    page = article("x", "The cutter rammed us, they said. The navy denied the allegation.", "Outlet", "2025-01-01")
    statement = said(page, 1, None, "denied", "the allegation", Act.DENY, None, "The navy")
    assert look(page, replace(statement, refers_to=(Span(0, 20),))).about == "The cutter rammed us"
    seen = Span(page.text.index("the allegation"), len(page.text) - 1)
    assert look(page, replace(statement, refers_to=(seen,))).about == ""


def test_controls_in_a_sentence_come_out_inert_and_marks_stay_in_place() -> None:
    page = article("x", "The \x1b[1munion\x1b[0m said\n\u202ethat it is so.", "Outlet", "2025-01-01")
    statement = said(page, 1, UNION, "said", "that it is so", Act.ASSERT, 1, "union")
    assert shown(look(page, statement)) == "The [1m(union)[0m <said> [that it is so]."


def test_a_text_without_sentences_is_cut_around_what_was_said() -> None:
    page = article("x", "blah " * 50_000 + "the union said it rained " + "blah " * 50_000, "Outlet", "2025-01-01")
    found = look(page, said(page, 1, UNION, "said", "it rained", Act.ASSERT, 1, "the union"))
    assert "(the union) <said> [it rained]" in shown(found)
    assert len(found.text) <= LONGEST_SENTENCE


def test_a_statement_without_spans_has_no_sentence() -> None:
    page = article("x", "Nothing.", "Outlet", "2025-01-01")
    bare = replace(STATEMENTS[0], source=(), cue=(), content=())
    assert look(page, bare).pieces == ()


@given(st.text(st.sampled_from("ab. \n\"'"), max_size=60), st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_the_content_is_shown_whole_in_any_text(text: str, ends: list[int]) -> None:
    page = article("x", text, "Outlet", "2025-01-01")
    cuts = sorted(min(end, len(text)) for end in ends)
    source, cue, content = (Span(*cuts[at : at + 2]) for at in (0, 2, 4))
    statement = replace(STATEMENTS[0], source=(source,), cue=(cue,), content=(content,))
    marked = "".join(piece.text for piece in look(page, statement).pieces if piece.role is Role.CONTENT)
    assert marked.split() == content.surface(text).split()
