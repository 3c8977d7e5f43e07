"""Reprints: copies in every form are found, independent reports are not, and who came first is never guessed."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking import reprints
from sayso.linking.reprints import Taken, find_reprints, quoted_spans, read_body, reprints_among, sentences_of
from sayso.records import Article, How, Relation, Reprint
from sayso.spans import Span

SENTENCES = (
    "The ferry Halcyon lost thirty crates of tinned fish off Vole Point early on Monday, the harbour master said.",
    "Two tugs were sent out at dawn and found most of the crates drifting near the old breakwater.",
    "The owner of the ferry said that its hatches had been checked before it left the port of Marrow.",
    "A crew of nine was aboard, and all of them were brought ashore in the afternoon without a scratch.",
    "Divers will look on Tuesday whether any of the cargo has sunk into the channel used by tankers.",
    "The coast guard asked skippers of smaller boats to keep clear of the point until the search is over.",
    "It is the third time in two years that a ship of the line has shed part of its load in the strait.",
    "An inquiry into the earlier losses ended in March and found that lashings had been worn through.",
)
TEXT = " ".join(SENTENCES)
OTHER = (
    "Teachers in Upper Sallow walked out for a third day over pay, and forty schools stayed closed. "
    "The county council has offered two per cent, which the union calls an insult to its members. "
    "Parents set up a timetable of their own in the town hall, with knitting in the first lesson. "
    "Both sides are to meet again on Thursday in the library, since the council chamber has no heating."
)
QUOTE = (
    '"We checked every hatch on that vessel twice, in daylight and with three officers present, and I will not be told '
    'by anybody on shore that my crew sailed with an open deck in a gale of that kind," captain Per Dahl said.'
)


def article(id: str, text: str, **fields: object) -> Article:
    return Article(id, f"{id}.txt", "0" * 64, text, **fields)  # type: ignore[arg-type]


def only(one: Article, other: Article) -> Reprint:
    (found,) = find_reprints(one, [other])
    assert find_reprints(other, [one]) == (found,)
    return found


@pytest.mark.parametrize(
    ("copy", "relation", "how"),
    [
        (TEXT, Relation.IDENTICAL, How.VERBATIM),
        (TEXT.replace(" ", "\n").upper(), Relation.IDENTICAL, How.VERBATIM),
        (" ".join(SENTENCES[:4]), Relation.WHOLLY_DERIVED, How.ABRIDGED),
        (TEXT.replace("crates", "boxes").replace("early", "late"), Relation.WHOLLY_DERIVED, How.EDITED),
        (f"{OTHER} {' '.join(SENTENCES[2:5])} The weather stays mild.", Relation.PARTIALLY_DERIVED, How.VERBATIM),
    ],
    ids=["identical", "other type", "abridged", "edited", "part"],
)
def test_a_copy_is_found_in_whatever_form(copy: str, relation: Relation, how: How) -> None:
    found = only(article("b", copy, published_at="2024-05-08"), article("a", TEXT, published_at="2024-05-07"))
    assert (found.article, found.of, found.relation, found.how) == ("b", "a", relation, how)


def test_furniture_is_not_compared() -> None:
    chrome = "Skip to content and read our morning mail. "
    framed = article("b", chrome + TEXT, furniture=(Span(0, len(chrome)),))
    assert only(framed, article("a", TEXT)).relation is Relation.IDENTICAL


def test_a_shared_quotation_makes_no_reprint() -> None:
    one = article("a", f"{QUOTE} {' '.join(SENTENCES[:2])}")
    other = article("b", f"{OTHER} {QUOTE}")
    assert find_reprints(one, [other]) == ()


def test_a_printed_statement_is_a_reprint_all_the_same() -> None:
    assert only(article("a", QUOTE), article("b", QUOTE)).relation is Relation.IDENTICAL


def test_independent_reports_of_one_happening_are_none() -> None:
    own = (
        "Thirty crates went overboard when the Halcyon rolled in a swell near Vole Point. Nobody was hurt. Tugs picked "
        "up what floated, and police closed the beach to people looking for free tins of fish."
    )
    assert find_reprints(article("a", TEXT), [article("b", own), article("c", OTHER)]) == ()


@pytest.mark.parametrize(
    ("one", "other", "carrier", "evidence"),
    [
        ({"agency": "UPI"}, {"outlet": "upi.com"}, "a", "agency: UPI"),
        ({"outlet": "UPI"}, {"agency": "UPI", "outlet": "Vole Gazette"}, "b", "agency: UPI"),
        (
            {"published_at": "2024-05-08"},
            {"published_at": "2024-05-07"},
            "a",
            "published later: 2024-05-08, 2024-05-07",
        ),
        (
            {"published_at": "2024-05-07T10:00:00+00:00"},
            {"published_at": "2024-05-07T12:30:00+02:00"},
            "b",
            "published later: 2024-05-07T12:30:00+02:00, 2024-05-07T10:00:00+00:00",
        ),
        (
            {"agency": "UPI", "published_at": "2024-05-01"},
            {"outlet": "upi.com", "published_at": "2024-05-02"},
            "a",
            "agency: UPI",
        ),
        ({"published_at": "2024-05-07"}, {"published_at": "2024-05-07T10:00:00"}, "b", None),
        ({"agency": "UPI"}, {"agency": "UPI"}, "b", None),
        ({}, {}, "b", None),
        ({"published_at": "soon"}, {"published_at": "2024-05-07"}, "a", None),
    ],
)
def test_direction_rests_on_evidence(
    one: dict[str, str], other: dict[str, str], carrier: str, evidence: str | None
) -> None:
    found = only(article("a", TEXT, **one), article("b", TEXT, **other))
    assert found.evidence == ((evidence,) if evidence else ())
    assert found.article == carrier


def test_without_evidence_the_fuller_text_is_first() -> None:
    found = only(article("a", " ".join(SENTENCES[:4])), article("b", TEXT))
    assert (found.article, found.of, found.how) == ("a", "b", How.ABRIDGED)


@pytest.mark.parametrize(
    ("opening", "relation"),
    [("", Relation.OWN_UPDATE), ("Correction: an earlier version gave the wrong day. ", Relation.CORRECTION)],
)
def test_an_outlets_later_version_is_its_own_update(opening: str, relation: Relation) -> None:
    first = article("a", TEXT, outlet="Vole Gazette", published_at="2024-05-07")
    second = article("b", opening + TEXT, outlet="vole gazette", published_at="2024-05-08")
    assert only(first, second).relation is relation


def test_each_copy_is_tied_to_its_closest() -> None:
    texts = {"a": TEXT, "b": TEXT, "c": " ".join(SENTENCES[:5]), "d": OTHER, "e": f"{OTHER} {' '.join(SENTENCES[3:6])}"}
    articles = [article(id, text, published_at=f"2024-05-0{day}") for day, (id, text) in enumerate(texts.items(), 1)]
    found = [(reprint.article, reprint.of) for reprint in reprints_among(reversed(articles))]
    assert found[:2] == [("b", "a"), ("c", "a")]
    assert {pair[0] for pair in found[2:]} == {"e"}
    assert ("e", "d") in found


@pytest.mark.parametrize("text", ["", "One line.", '"', "… — !", "\x00"])
def test_texts_with_nothing_to_compare(text: str) -> None:
    assert find_reprints(article("a", text), [article("b", TEXT), article("c", "")]) == ()


def test_an_article_is_no_reprint_of_itself() -> None:
    assert find_reprints(article("a", TEXT), [article("a", TEXT)]) == ()


def test_thousands_of_near_identical_pages_end_in_a_warning_not_in_millions_of_pairs(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reprints, "MOST_SHARERS", 20)
    pages = [article(f"w{n:03}", f"{TEXT} It is now {n} degrees.") for n in range(60)]
    with caplog.at_level(logging.WARNING):
        found = reprints_among(pages)
    assert len(found) == 59
    assert "later ones were not added" in caplog.text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” and «no».", ["“yes”", "«no»"]),
        ('"One" and "two"', ['"One"', '"two"']),
        ('"Never closed\n\nNext paragraph', ['"Never closed']),
        ("no marks, but it's 5'", []),
        ("” stray", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, quoted: list[str]) -> None:
    assert [span.surface(text) for span in quoted_spans(text)] == quoted


@given(st.text(alphabet='ab “”"«»\n.', max_size=200))
def test_any_text_can_be_read_for_comparing(text: str) -> None:
    body = read_body(article("a", text))
    assert set(body.own.tolist()) <= set(body.every.tolist())


def test_two_million_letters_with_an_unclosed_quotation_are_read() -> None:
    assert len(read_body(article("a", '"' + "word " * 400_000)).words) == 400_000


def taken(text: str, origin: str = TEXT) -> list[Taken]:
    return [each.taken for each in sentences_of(read_body(article("a", text)), read_body(article("b", origin)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, [Taken.INHERITED] * 8),
        (f"{OTHER.split('. ')[0]}. {SENTENCES[3]}", [Taken.OWN, Taken.INHERITED]),
        (SENTENCES[1].replace("found most of the", "picked up many"), [Taken.EDITED]),
        (SENTENCES[5].replace("The coast", "A coast"), [Taken.INHERITED]),
        ("", []),
    ],
)
def test_each_sentence_is_inherited_edited_or_own(text: str, expected: list[Taken]) -> None:
    assert taken(text) == expected


def test_quotations_and_short_sentences_are_told_by_their_words() -> None:
    assert taken(f"{QUOTE} So it went.", f"Nobody slept. {QUOTE} He sighed. So it went.") == [Taken.INHERITED] * 2
    assert taken("He sighed. So it went.", f"So it went. {TEXT}") == [Taken.OWN, Taken.INHERITED]


def test_a_sentence_goes_back_to_all_that_were_run_together_in_it() -> None:
    one, other = SENTENCES[1], SENTENCES[2]
    merged = f"{one[:-1]}, while {other[0].lower()}{other[1:]}"
    (found,) = sentences_of(read_body(article("a", merged)), read_body(article("b", TEXT)))
    assert [span.surface(TEXT) for span in found.of] == [one, other]


@given(st.text(st.sampled_from("ab .\n“”"), max_size=60), st.text(st.sampled_from("ab .\n“”"), max_size=60))
def test_any_two_texts_can_be_held_against_each_other(text: str, origin: str) -> None:
    for each in sentences_of(read_body(article("a", text)), read_body(article("b", origin))):
        assert each.span.surface(text).strip()
        assert (each.taken is Taken.OWN) == (not each.of)
        assert all(span.end <= len(origin) for span in each.of)
