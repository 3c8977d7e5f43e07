"""Full-text search: whatever is typed, an answer and never an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.errors import LedgerError
from sayso.ledger import Ledger, database, search
from sayso.records import Findings
from tests.ledger import made


def found(ledger: Ledger, words: str) -> list[str]:
    return [hit.article.id for hit in ledger.search(words)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("crates", ["copy", "wire"]),  # the newest first
        ("CRATES lost", ["copy", "wire"]),
        ("cargo", ["copy", "wire", "late"]),  # without a date: last
        ("Sætre", ["copy", "wire"]),
        ('"could not say"', ["late"]),
        ('"say not could"', []),
        ("loses", ["wire"]),  # in the title
        ("clerk harbour", ["late"]),
        ("nowhere", []),
        ("", []),
        ("!!! ---", []),
    ],
)
def test_the_words_are_found(ferry: Ledger, words: str, ids: list[str]) -> None:
    assert found(ferry, words) == ids


def test_a_hit_shows_where_and_in_which_story(ferry: Ledger) -> None:
    (hit,) = ferry.search('tom "cargo was lost"')
    assert [span.surface(hit.article.text) for span in hit.spans] == ["Tom", "cargo was lost"]
    assert hit.story == "quill-2"


@pytest.mark.parametrize(
    "words", ['"', "NEAR(", "a AND", "NOT", "title:x", "*", "cr*", "(", "'", "^lost", "a\x00b", "-"]
)
def test_marks_of_a_query_language_mean_nothing(ferry: Ledger, words: str) -> None:
    ferry.search(words)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_nothing_that_can_be_typed_is_an_error(ferry: Ledger, words: str) -> None:
    ferry.search(words)


@settings(max_examples=100, deadline=None)
@given(st.text("aé\u0301İß ﬁ\"'x", max_size=20), st.text("aé\u0301İß ﬁ\"'x", max_size=40))
def test_spans_lie_in_the_text_in_order(words: str, body: str) -> None:
    spans = search.spans_of(search.phrases_of(words), body)
    assert list(spans) == sorted(set(spans))
    assert all(span.surface(body) for span in spans)


def test_only_the_latest_articles_are_looked_at(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "CANDIDATES", 3)
    for number in range(5):
        findings = Findings(made.article(f"n{number}", "The same words."), ())
        ledger.add(findings, made.page(findings))
    assert found(ledger, "words") == ["n2", "n3", "n4"]


def test_a_lost_index_is_made_again(ferry: Ledger, place: Path) -> None:
    with database.writing(ferry._connection, str(place)) as connection:
        connection.execute(text("DROP TABLE article_index"))
    ferry.close()
    with Ledger.open(place, read_only=True) as reader, pytest.raises(LedgerError, match="search index is missing"):
        reader.search("crates")
    with Ledger.open(place) as again:
        assert found(again, "crates") == ["copy", "wire"]
