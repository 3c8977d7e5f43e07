"""Meanings that a ledger keeps: read once, the same afterwards, and never those of other weights."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from sayso.ingest.linking import relink
from sayso.ledger import Ledger
from sayso.ledger.writing import Extractor
from sayso.linking.pairs import Meanings, RelationChances, StanceChances, packed, unpacked
from tests.ledger.made import page
from tests.linking.made import Said, report

WIDTH = 16
MILL = report(
    "mill",
    "Mayor Ida Holm said the Sallow mill burned on Monday. The brewer said his sacks of barley were stolen.",
    Said("Ida Holm", "the Sallow mill burned on Monday"),
    Said("The brewer", "his sacks of barley were stolen"),
)


@dataclass
class Counting:
    """A meaning of its own for each text; it tells which were read."""

    name: str = "counting 1"
    read: list[str] = field(default_factory=list)

    def meanings(self, texts: Sequence[str]) -> Meanings:
        self.read += texts
        rows = [np.random.default_rng(len(text) + sum(map(ord, text))).standard_normal(WIDTH) for text in texts]
        return unpacked(packed(np.array(rows, dtype=np.float32)))

    def stances(self, pairs: Sequence[tuple[str, str]]) -> tuple[StanceChances, ...]:
        return tuple(StanceChances(0.1, 0.1, 0.1, 0.7) for _ in pairs)

    def relations(self, pairs: Sequence[tuple[str, str]]) -> tuple[RelationChances, ...]:
        return tuple(RelationChances(0.1, 0.1, 0.1, 0.7) for _ in pairs)


def test_packing_loses_little_and_packing_again_nothing() -> None:
    vectors = np.random.default_rng(7).standard_normal((50, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    once = unpacked(packed(vectors))
    np.testing.assert_allclose(np.linalg.norm(once, axis=1), 1, atol=1e-6)
    assert (once * vectors).sum(axis=1).min() > 0.9998
    np.testing.assert_array_equal(unpacked(packed(once)), once)
    np.testing.assert_array_equal(packed(np.zeros((1, 4), dtype=np.float32)), np.zeros((1, 4), dtype=np.int8))


def test_no_text_is_read_twice_and_each_meaning_stays_what_it_was(place: Path) -> None:
    texts = ["the dam leaks", "the dam holds", "the dam leaks", "\ud800"]
    with Ledger.open(place) as ledger:
        first = Counting()
        told = ledger.remembering(first).meanings(texts)
        assert sorted(first.read) == sorted(set(texts))
        np.testing.assert_array_equal(told, Counting().meanings(texts))
    with Ledger.open(place) as ledger:
        second = Counting()
        told = ledger.remembering(second).meanings([*texts, "rain"])
        np.testing.assert_array_equal(told, Counting().meanings([*texts, "rain"]))
        assert second.read == ["rain"]


def test_other_weights_find_nothing_of_these(place: Path) -> None:
    with Ledger.open(place) as ledger:
        ledger.remembering(Counting()).meanings(["the dam leaks"])
        other = Counting("counting 2")
        ledger.remembering(other).meanings(["the dam leaks"])
        assert other.read == ["the dam leaks"]


def test_to_ask_reads_what_is_not_kept_and_writes_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Counting()
    monkeypatch.setattr("sayso.ingest.single.installed_scorer", lambda: told)
    with Ledger.open(place) as ledger:
        ledger.add(MILL, page(MILL), extractor=Extractor("sayso with a tagger", "1"))
        relink(ledger)
    assert told.read
    n_kept = kept(place)
    asking = Counting()
    with Ledger.open(place, read_only=True) as ledger:
        ledger.ask("A fire destroyed the mill", scorer=asking)
    assert kept(place) == n_kept == len(set(told.read))
    assert not set(asking.read) & set(told.read)


def kept(place: Path) -> int:
    with closing(sqlite3.connect(place)) as raw:
        (number,) = raw.execute("SELECT count(*) FROM meanings").fetchone()
    return int(number)


def test_a_story_that_grows_is_read_only_where_it_is_new(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Counting()
    monkeypatch.setattr("sayso.ingest.single.installed_scorer", lambda: told)
    with Ledger.open(place) as ledger:
        ledger.add(MILL, page(MILL), extractor=Extractor("sayso with a tagger", "1"))
        relink(ledger)
        first = set(told.read)
        told.read.clear()
        ledger.mark_stale(ledger.article_ids())
        relink(ledger)
        assert first
        assert told.read == []
