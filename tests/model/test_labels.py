from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.labels import (
    LABELS,
    MENTION_LABELS,
    MENTIONS,
    allowed_transitions,
    label_of,
    labels_of_spans,
    may_begin,
    may_end,
    mention_labels_of_spans,
    mentions_of_labels,
    spans_of_labels,
)

SPANS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(1, 6)), max_size=8)


@given(SPANS)
def test_spans_become_labels_and_come_back(parts: list[tuple[int, int, int]]) -> None:
    spans, at = [], 0
    for role, gap, length in parts:
        spans.append((role, at + gap, at + gap + length))
        at += gap + length
    labels = labels_of_spans(at + 2, spans)
    assert spans_of_labels(labels) == spans
    assert allowed_transitions()[labels[:-1], labels[1:]].all()
    assert may_begin()[labels[0]]
    assert may_end()[labels[-1]]


def test_a_span_must_close_with_the_role_it_opened_with() -> None:
    allowed = allowed_transitions()
    names = {name: number for number, name in enumerate(LABELS)}
    assert allowed[names["B-cue"], names["E-cue"]]
    assert not allowed[names["B-cue"], names["E-source"]]
    assert not allowed[names["B-content"], names["O"]]
    assert not allowed[names["O"], names["I-content"]]
    assert allowed[names["E-content"], names["B-content"]]


def test_each_label_has_its_number() -> None:
    assert [LABELS[label_of("content", part)] for part in "BIES"] == [
        "B-content",
        "I-content",
        "E-content",
        "S-content",
    ]
    assert len(np.unique([label_of(role, part) for role in ("source", "cue", "content") for part in "BIES"])) == 12


@given(SPANS)
def test_mentions_become_labels_and_come_back(parts: list[tuple[int, int, int]]) -> None:
    spans, at = [], 0
    for kind, gap, length in parts:
        spans.append((kind, at + gap, at + gap + length))
        at += gap + length
    labels = mention_labels_of_spans(at + 2, spans)
    assert mentions_of_labels(labels, np.array([0])) == spans


def test_a_mention_ends_at_a_break_and_begins_without_its_first_label() -> None:
    inside = MENTION_LABELS.index("I-person")
    assert mentions_of_labels(np.array([0, inside, inside, inside]), np.array([0, 2])) == [(0, 1, 2), (0, 2, 4)]
    assert MENTIONS[0] == "person"
