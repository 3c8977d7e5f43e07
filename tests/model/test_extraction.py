from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.extraction import _without_doubtful, encode_windows, find_in_pieces
from sayso.model.manifest import Manifest
from sayso.model.pieces import cut_into_pieces
from sayso.model.tagger import LearnedTagger, calibrated, spans_of_pieces
from sayso.model.windows import windows_over
from sayso.records import Attribution
from sayso.segments import segment
from tests.model.small import HashEncoder, SayingEncoder, small_tokenizer, small_weights

TOKENIZER = small_tokenizer()
FLAT = dict.fromkeys(("content", "cue", "source", "content_cue", "cue_source", "pieces", "no_source"), 0.0)


def tagger(tmp_path_factory: pytest.TempPathFactory, least: float = 0.0, bias: float = 2.0) -> LearnedTagger:
    manifest = Manifest(tmp_path_factory.getbasetemp(), "small 1", {**FLAT, "bias": bias}, least)
    return LearnedTagger(SayingEncoder(), nearest_weights(), TOKENIZER, manifest)


def nearest_weights() -> dict[str, np.ndarray]:
    """Arcs that prefer whatever is near."""
    weights = {name: np.zeros_like(values) for name, values in small_weights().items()}
    for kind in ("cue_of_content.", "source_of_cue."):
        for distance in range(11):
            for after in (0, 11):
                weights[f"{kind}relation"][distance + after] = 11 - distance
        weights[f"{kind}out"] += 1.0
        weights[f"{kind}none_bias"] += 1.0
    return weights


def surfaces(text: str, found: Attribution) -> tuple[list[str], list[str], list[str]]:
    return tuple([span.surface(text) for span in spans] for spans in (found.source, found.cue, found.content))


def test_content_cue_and_source_are_put_together(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The mayor said the bridge is safe.\n\nThe bridge is safe, the ministry said."
    found = tagger(tmp_path_factory).tag(segment(text)).attributions
    assert [surfaces(text, one) for one in found] == [
        (["mayor"], ["said"], ["bridge is safe"]),
        (["ministry"], ["said"], ["bridge is safe"]),
    ]
    assert all(one.rule == "small 1" for one in found)


def test_a_cue_without_content_and_a_content_without_cue_are_no_attribution(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    assert tagger(tmp_path_factory).tag(segment("The mayor said.")).attributions == ()
    assert tagger(tmp_path_factory).tag(segment("The bridge is safe.")).attributions == ()


def test_a_cue_alone_names_no_source(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "It said the bridge is safe."
    assert [surfaces(text, one) for one in tagger(tmp_path_factory).tag(segment(text)).attributions] == [
        ([], ["said"], ["bridge is safe"])
    ]


def test_what_is_less_sure_than_the_package_asks_for_is_left_out(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The mayor said the bridge is safe."
    assert len(tagger(tmp_path_factory, least=0.4, bias=0.0).tag(segment(text)).attributions) == 1
    assert tagger(tmp_path_factory, least=0.6, bias=0.0).tag(segment(text)).attributions == ()


def test_pieces_apart_by_white_space_are_one_span_but_paragraphs_are_not() -> None:
    text = "the bridge is safe\n\nshe said"
    pieces = cut_into_pieces(segment(text), TOKENIZER)
    joined = spans_of_pieces(text, pieces, ((0, 2), (2, 4)))
    assert [span.surface(text) for span in joined] == ["the bridge is safe"]
    apart = spans_of_pieces(text, pieces, ((2, 4), (4, 6)))
    assert [span.surface(text) for span in apart] == ["is safe", "she said"]


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("abcdehimorsty .\n\"“”'é\u0130\u00ad\0😀中"), max_size=300))
def test_spans_of_any_text_slice_to_trimmed_letters(text: str) -> None:
    manifest = Manifest(None, "hash", {**FLAT, "bias": 0.0}, 0.0)  # type: ignore[arg-type]
    reader = LearnedTagger(HashEncoder(), small_weights(), TOKENIZER, manifest)
    for one in reader.tag(segment(text)).attributions:
        assert one.content
        for span in one.source + one.cue + one.content:
            surface = span.surface(text)
            assert surface
            assert surface == surface.strip()


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.sampled_from([64, 128, 254]))
def test_windows_leave_no_seam(n_paragraphs: int, size: int) -> None:
    text = "\n\n".join(f"The mayor said bridge {number} is safe." for number in range(n_paragraphs))
    pieces = cut_into_pieces(segment(text), TOKENIZER)
    _, *whole = encode_windows(pieces, windows_over(pieces.blocks, size=10_000), HashEncoder())
    _, *parts = encode_windows(pieces, windows_over(pieces.blocks, size=size), HashEncoder())
    for one, other in zip(whole, parts, strict=True):
        np.testing.assert_array_equal(one, other)


def test_parts_that_are_encoded_apart_are_linked_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The mayor said.\n\n" + "Police deny it. " * 40 + "\n\nThe bridge is safe.\n\n" + "It is. " * 300
    pieces = cut_into_pieces(segment(text * 6), TOKENIZER)
    together = find_in_pieces(pieces, SayingEncoder(), nearest_weights())
    monkeypatch.setattr("sayso.model.extraction.WINDOWS_AT_ONCE", 1)
    assert find_in_pieces(pieces, SayingEncoder(), nearest_weights()) == together
    assert together


def test_a_doubtful_piece_goes_only_where_its_cue_has_a_surer_one() -> None:
    cues = np.array([0, 0, 1, 2, 2, -1])
    sure = np.array([0.9, 0.4, 0.4, 0.6, 0.7, 0.9], dtype=np.float32)
    assert _without_doubtful(cues, sure).tolist() == [0, -1, 1, 2, 2, -1]
    assert _without_doubtful(cues[:0], sure[:0]).tolist() == []


def test_a_paragraph_more_leaves_those_before_it_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "The mayor said the bridge is safe.\n\n" * 30
    reader = tagger(tmp_path_factory)
    assert reader.tag(segment(text + "Police deny it.")).attributions[:30] == reader.tag(segment(text)).attributions


def test_confidence_rises_with_each_probability_it_weighs() -> None:
    weights = {**FLAT, "bias": -1.0, "content": 1.0, "content_cue": 0.5}
    text = "The mayor said the bridge is safe."
    pieces = cut_into_pieces(segment(text), TOKENIZER)
    (found,), _ = find_in_pieces(pieces, SayingEncoder(), nearest_weights())
    less_sure = type(found)(found.source, found.cue, found.content, (0.5, *found.roles[1:]), found.links)
    assert 0 <= calibrated(less_sure, weights) < calibrated(found, weights) <= 1


def test_a_text_without_letters_has_no_attributions(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert tagger(tmp_path_factory).tag(segment("")).attributions == ()
    assert tagger(tmp_path_factory).tag(segment(" \n\n\0 ")).attributions == ()
