"""Records in a notebook: tables and the matrix as HTML, escaped, without a script; `repr` stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sayso.records import Answer, Findings, Hit, Problem, ProblemKind, SpeakerView, StorySummary, StoryView
from sayso.spans import Span
from tests.cli.conftest import entity, quotation
from tests.views.made import ARTICLES, COLLISION, NAVY, REPRINTS, STATEMENTS, STORY

SCRIPT = '<script>alert(1)</script><img src=x onerror="alert(2)"> & \u202egnp'


def hostile() -> StoryView:
    """The same story, told by somebody who wants a notebook to do as they say."""
    speaker = replace(NAVY, name=SCRIPT, role=SCRIPT)
    statements = tuple(replace(each, speaker=speaker) for each in STATEMENTS)
    claims = tuple(
        replace(each, gloss=SCRIPT, positions=tuple(replace(one, speaker=speaker) for one in each.positions))
        for each in STORY.claims
    )
    articles = tuple(
        replace(each, title=SCRIPT, outlet=SCRIPT, text=f"{each.text} {SCRIPT}", url="javascript:alert(3)")
        for each in ARTICLES
    )
    return StoryView(replace(STORY.story, title=SCRIPT), articles, statements, claims, REPRINTS)


HOSTILE = hostile()
RECORDS = [
    HOSTILE,
    HOSTILE.claims[1],
    HOSTILE.articles[0],
    HOSTILE.statements[0],
    HOSTILE.statements[0].speaker,
    HOSTILE.claims[0].positions[0],
    Findings(HOSTILE.articles[0], HOSTILE.statements[:3]),
    Hit(HOSTILE.articles[0], "s1", (Span(75, 80),)),
    SpeakerView(replace(entity(NAVY), name=SCRIPT), ((HOSTILE.articles[0], HOSTILE.statements[1]),), HOSTILE.claims),
    Answer(SCRIPT, HOSTILE.claims[1], ("c1",), HOSTILE),
    StorySummary("s1", SCRIPT, 4, 3, 2, 9, "2025-03-03", None, (SCRIPT,)),
    Problem(SCRIPT, ProblemKind.EMPTY, SCRIPT),
    HOSTILE.story,
    REPRINTS[0],
    quotation(),
]


class Outline(HTMLParser):
    """The elements of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.text += " " if tag == "br" else ""
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_what_strangers_wrote_stays_letters(record: object) -> None:
    html = record._repr_html_()  # type: ignore[attr-defined]
    outline = Outline(html)
    assert "table" in outline.elements
    assert not {"script", "img", "a", "iframe", "link"} & set(outline.elements)
    assert outline.attributes <= {"class", "scope", "title", "aria-hidden"}
    assert "\u202e" not in html
    assert repr(record).startswith(type(record).__name__)


def test_a_story_is_its_matrix_with_every_sentence() -> None:
    outline = Outline(STORY._repr_html_())
    text = re.sub(r"\s+", " ", outline.text)
    assert "Navy of Vastland" in text
    assert "\u2212 denies then + supports" in text
    assert "The Navy of Vastland denied that any of its ships had touched the Marit." in text
    assert outline.elements.count("details") == 1
    assert "\u2026 and 1 claim more" in text


def test_a_story_without_claims_says_so() -> None:
    assert "No claim was found" in replace(STORY, claims=())._repr_html_()


def test_a_claim_is_a_table_of_its_positions() -> None:
    outline = Outline(COLLISION._repr_html_())
    assert outline.elements.count("tr") == 1 + len(COLLISION.positions)
    assert "Ida Holm, Harbour master" in outline.text


def test_findings_are_a_table_of_who_says_what() -> None:
    text = Outline(Findings(ARTICLES[0], STATEMENTS[:3])._repr_html_()).text
    assert "any of its ships had touched the Marit" in text
    assert "cannot confirm" in text


def test_a_record_is_a_table_of_its_fields() -> None:
    text = Outline(ARTICLES[0]._repr_html_()).text
    assert "published_at" in text
    assert "2025-03-03" in text
    assert "page_map" not in text


def test_an_answer_is_headed_by_the_question() -> None:
    question = "A navy cutter rammed the trawler Marit"
    assert question in Outline(Answer(question, COLLISION, (), STORY)._repr_html_()).text


def test_a_long_text_is_cut_to_a_cell() -> None:
    long = replace(ARTICLES[0], text="word " * 100_000)
    assert len(long._repr_html_()) < 10_000
