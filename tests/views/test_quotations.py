"""Each wording once, against the fullest; pages of one text are one voice; a flag only where the meaning moved."""

from __future__ import annotations

from dataclasses import replace

from sayso.linking import find_quotations
from sayso.linking.reprints import quoted_spans
from sayso.records import (
    Act,
    Article,
    Factuality,
    Findings,
    Form,
    How,
    Relation,
    Reprint,
    Speaker,
    SpeakerKind,
    Statement,
)
from sayso.views import Edit, Utterance, build_utterances, most_telling
from tests.views.made import article

KELLER = Speaker("keller", "Nora Keller", SpeakerKind.NAMED_PERSON, role="bridge warden")
BRANDT = Speaker("brandt", "Otto Brandt", SpeakerKind.NAMED_PERSON)
FULL = "Not one of the nine cables had been greased since the autumn, and I don't think the span was safe"
STYLED = FULL.replace("nine", "9").replace("don't", "do not")
WRONG = FULL.replace("nine", "six").replace("Not one", "One")


def telling(name: str, words: str, speaker: Speaker | None = KELLER) -> tuple[Article, Statement]:
    """An article that quotes somebody with these words, and its one statement."""
    found = article(name, f"“{words},” she said of the footbridge in {name}.", f"The {name} Paper", "2025-03-04")
    statement = Statement(
        id=f"{name}.1",
        form=Form.DIRECT,
        source=(),
        cue=(),
        content=quoted_spans(found.text),
        act=Act.ASSERT,
        factuality=Factuality.CT_PLUS,
        presupposed=False,
        speaker=speaker,
        reason="",
        via=(),
        said_on=None,
        confidence=1.0,
    )
    return found, statement


def found(*told: tuple[Article, Statement], copies: tuple[tuple[str, str], ...] = ()) -> tuple[Utterance, ...]:
    """The quotations of these articles, found and arranged."""
    quotations = find_quotations(Findings(one, (said,), ()) for one, said in told)
    reprints = [Reprint(one, of, Relation.IDENTICAL, How.VERBATIM, ("credit line",), 1.0) for one, of in copies]
    return build_utterances(
        quotations, articles=[one for one, _ in told], statements=[said for _, said in told], reprints=reprints
    )


def test_wordings_stand_against_the_fullest_with_the_words_by_which_meaning_moves() -> None:
    (utterance,) = found(telling("a", FULL), telling("b", STYLED), telling("c", WRONG))
    fullest, wrong = utterance.wordings
    assert (utterance.is_flagged, [voice.name for voice in utterance.voices]) == (True, ["Nora Keller"])
    assert (fullest.article.id, [each.id for each in fullest.also], fullest.n_origins) == ("a", ["b"], 2)
    assert (fullest.relation, fullest.flags) == ("", ())
    assert [piece.text for piece in fullest.pieces] == [f"{FULL},"]
    assert wrong.relation == "other words"
    assert [(piece.text, piece.edit) for piece in wrong.pieces[:4]] == [
        ("Not", Edit.GONE),
        ("One of the", Edit.KEPT),
        ("nine", Edit.GONE),
        ("six", Edit.ADDED),
    ]
    assert [flag.word for flag in wrong.flags] == ["negation", "number"]
    assert [(piece.text, piece.edit) for piece in wrong.flags[1].pieces] == [("nine", Edit.GONE), ("six", Edit.ADDED)]


def test_pages_of_one_text_are_one_origin() -> None:
    (utterance,) = found(telling("a", FULL), telling("b", FULL), copies=(("a", "b"),))
    (wording,) = utterance.wordings
    assert (wording.article.id, [each.id for each in wording.also], wording.n_origins) == ("b", ["a"], 1)
    assert utterance.is_one_print
    assert not utterance.is_flagged


def test_a_long_stretch_that_is_gone_is_shown_by_its_ends() -> None:
    middle = " ".join(f"and the {number} rope had been cut" for number in ("first", "second", "third", "fourth"))
    (utterance,) = found(telling("a", f"{FULL} {middle} by somebody"), telling("b", f"{FULL} ... by somebody"))
    (gone,) = (piece.text for piece in utterance.wordings[1].pieces if piece.edit is Edit.GONE)
    assert gone == "and the first rope had […] fourth rope had been cut"


def test_pages_that_name_two_people_are_both_shown() -> None:
    (utterance,) = found(telling("a", FULL), telling("b", FULL, BRANDT), telling("c", FULL, None))
    assert [voice.name for voice in utterance.voices] == ["Nora Keller", "Otto Brandt"]
    namesake = replace(KELLER, id="keller2")
    (alike,) = found(telling("a", FULL), telling("b", FULL, BRANDT), telling("c", FULL, namesake))
    assert [voice.name for voice in alike.voices] == ["Nora Keller", "Otto Brandt"]
    (nobody,) = found(telling("a", FULL, None), telling("b", FULL, None))
    assert [voice.name for voice in nobody.voices] == ["speaker not decided"]


def test_what_moved_comes_first_and_one_text_s_print_only_where_there_is_no_other() -> None:
    other = "The planks were laid in April by a joiner from Vessin who had never seen a drawing of the bridge"
    told = [telling("a", FULL), telling("b", WRONG), telling("c", other), telling("d", other)]
    moved, same = found(*told, copies=(("d", "c"),))
    assert (moved.is_flagged, same.is_flagged) == (True, False)
    assert most_telling((moved, same), 5) == (moved,)
    assert most_telling((same,), 5) == (same,)


def test_a_quotation_whose_page_is_not_at_hand_is_left_out() -> None:
    told = [telling("a", FULL), telling("b", WRONG)]
    quotations = find_quotations(Findings(one, (said,), ()) for one, said in told)
    assert len(quotations) == 1
    assert build_utterances(quotations, articles=[told[0][0]], statements=(), reprints=()) == ()


def test_control_letters_are_not_shown() -> None:
    (utterance,) = found(telling("a", FULL.replace("cables", "ca\x1bbles")), telling("b", WRONG))
    assert not any("\x1b" in piece.text for wording in utterance.wordings for piece in wording.pieces)
