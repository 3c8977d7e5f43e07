"""Names as texts print them: headlines, capitals, other scripts, courtesies; epithets; and what is no name at all."""

from __future__ import annotations

import pytest

from sayso.attribution import find_marks
from sayso.records import SpeakerKind
from sayso.resolution import resolve
from sayso.segments import segment
from tests.resolution.markup import article
from tests.resolution.test_mentions import people
from tests.resolution.test_speakers import reason_of, speaker_of


def speakers_in(text: str) -> list[str | None]:
    """Who speaks in a text without marks, in order; by rules alone."""
    attributions = find_marks(segment(text), tagger=None).attributions
    return [one.speaker.name if one.speaker else None for one in resolve(*article(text), attributions)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Олег Петров said the dam burst. Петров denied that it was old.", ["Олег Петров"] * 2),
        ("Νίκος Παππάς said the dam burst. Παππάς denied that it was old.", ["Νίκος Παππάς"] * 2),
        ("كريم حداد said the dam burst. He denied that it was old.", ["كريم حداد"] * 2),
        ("王小明 said the dam burst. He denied that it was old.", ["王小明"] * 2),
        ("OSLO (AP) - SENATOR LENA ROE SAID THAT THE DAM BURST. ROE DENIED THAT IT WAS OLD.", ["Lena Roe"] * 2),
        ("J. K. Roe said the dam burst. Roe denied that it was old.", ["J. K. Roe"] * 2),
        ("W.E.B. Roe said the dam burst. Roe denied that it was old.", ["W.E.B. Roe"] * 2),
        ("Sukarno said the dam burst. Sukarno denied that it was old.", ["Sukarno"] * 2),
        ("Tanaka-san said the dam burst. Tanaka denied that it was old.", ["Tanaka"] * 2),
        ("Datuk Seri Azmi Latif said the dam burst. Azmi denied that it was old.", ["Azmi Latif"] * 2),
        ("Ustad Bashir Mir said the dam burst. Mir denied that it was old.", ["Bashir Mir"] * 2),
        ("Lord Ashby said the dam burst. He denied that it was old.", ["Ashby"] * 2),
        ("Daw Khin Myat said the dam burst. She denied that it was old.", ["Khin Myat"] * 2),
        ("Tom Hale and Ada Hale came. Hale said the dam burst.", [None]),
        ("it was said that the dam burst.", [None]),
    ],
)
def test_names_of_many_kinds(text: str, names: list[str | None]) -> None:
    assert speakers_in(text) == names


@pytest.mark.parametrize("text", ["", "... ? ! “” said", "“ said said “ ” he said", "Mr. President said no."])
def test_nothing_crashes_and_nobody_is_named(text: str) -> None:
    attributions = find_marks(segment(text), tagger=None).attributions
    for statement in resolve(*article(text), attributions):
        assert statement.reason or (statement.speaker and statement.speaker.kind is not SpeakerKind.NAMED_PERSON)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They knew the Rust Belt well.", "Rust Belt"),
        ("It was late. Remember what they saw.", "Remember"),
        ("It was late on Sept. 4 there.", "Sept"),
        ("It was late. Instead, the minister left.", "Instead"),
        ("They went to the Bureau of Labor Records.", "Bureau of Labor Records"),
    ],
)
def test_ordinary_words_are_no_people(text: str, word: str) -> None:
    assert not people(text).get(word, False)


@pytest.mark.parametrize("opener", ["Given", "Meanwhile", "Praising"])
def test_an_opener_is_no_part_of_the_name_behind_it(opener: str) -> None:
    assert people(f"{opener} Ada Hale, they left. Hale waved.") == {"Ada Hale": True, "Hale": True}


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        # Epithets: whom the last sentence was about.
        ("Tom Hale won. {S The billionaire} {C said} {T it burst}.", "Tom Hale"),
        ("Sen. Tom Hale, R-Ohio, won. {S The Republican} {C said} {T it burst}.", "Tom Hale"),
        ("Tom Hale won. {T “It burst. It fell,”} {S the candidate} {C said}.", "Tom Hale"),
        ("Iowa Gov. Tom Hale and Ohio Gov. Ann Fox met. {S The Ohio governor} {C said} {T no}.", "Ann Fox"),
        # Somebody else of the role, another party, or two who can be meant: nobody is named.
        ("Tom Hale (R-Ohio) won. {S The Democrat} {C said} {T it burst}.", "Democrat"),
        ("Tom Hale thanked Bill Marsh. {S The billionaire} {C said} {T it burst}.", "billionaire"),
        ("A candidate met Tom Hale. {S The candidate} {C said} {T it burst}.", "candidate"),
        # Families, misprints, particles, and several with only one of them named.
        ("Ada Marsh and Bill Marsh came. {S The Marshes} {C said} {T it burst}.", "Ada Marsh and Bill Marsh"),
        ("Elise Labott came. {S Labbot} {C said} {T it burst}.", "Elise Labott"),
        ("Ada de Marsh came. {S De Marsh} {C said} {T it burst}.", "Ada de Marsh"),
        ("Ada Marsh came. {S She and two pilots} {C said} {T it burst}.", "Ada Marsh and pilots"),
        ("Ada Marsh came. {S Marsh and other pilots} {C said} {T it burst}.", "Ada Marsh and pilots"),
        # Of a couple the surname is both's: the courtesy title tells whose.
        ("Omar and Lena Marsh came. {S Mr. Marsh} {C said} {T it burst}.", "Omar Marsh"),
        ("Omar and Lena Marsh came. {S Mrs. Marsh} {C said} {T it burst}.", "Lena Marsh"),
        ("Rubio and Lena Marsh came. {S Rubio} {C said} {T it burst}.", "Rubio"),
        # A title in "-man" says nothing of who holds it; a surname is no newspaper where somebody bears it.
        ("Spokesman Hope Fenn denied it. {T “It burst,”} {S she} {C said}.", "Hope Fenn"),
        ("Ada Guardian came. {S Guardian} {C said} {T it burst}.", "Ada Guardian"),
        ("Ada Guardian came. A page of the {S Guardian} {C said} {T it burst}.", "Guardian"),
        ("They met Mr. Guardian. {S He} {C said} {T it burst}.", "Guardian"),
        ("Don Marsh came. {S Marsh} {C said} {T it burst}.", "Don Marsh"),
        # A headline's verbs are no part of a name.
        (
            "{S Marsh Just Revealed} {C Her} {T Plan For The Old Bridge In Town}.\n\nAda Marsh came.",
            "Ada Marsh",
        ),
    ],
)
def test_who_is_meant(marked: str, name: str) -> None:
    assert speaker_of(marked).name == name


def test_what_ends_a_quotation_is_no_apposition() -> None:
    assert speaker_of("{T “They like Corvo,”} {S the minister} {C said}.").name == "minister"


def test_mr_hale_is_not_ada_hale() -> None:
    assert speaker_of("Ada Hale came. {S Mr. Hale} {C said} {T it burst}.").name == "Hale"


def test_of_a_couple_with_names_unheard_of_neither_is_chosen() -> None:
    text = "Khovar and Zhalina Marsh came. {S Mr. Marsh} {C said} {T it burst}."
    assert "2 people here may be called Marsh" in reason_of(text)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("{S Per Dahl} {C said} {T the pier was safe}.", "Per Dahl"),
        ("Officials met Will Marsh on Monday. {S Marsh} {C said} {T the pier was safe}.", "Will Marsh"),
    ],
)
def test_a_given_name_may_be_a_word_of_grammar(marked: str, name: str) -> None:
    assert speaker_of(marked).name == name


def test_a_namesake_whose_given_name_is_a_word_of_grammar_is_a_namesake() -> None:
    reason = reason_of("Ida Holm and Per Holm spoke on Monday. {S Holm} {C said} {T the pier was safe}.")
    assert "2 people here may be called Holm: Ida Holm, Per Holm" in reason


def test_one_of_a_family_is_not_all_of_it() -> None:
    assert "Ada Marsh only" in reason_of("Ada Marsh came. {S The Marshes} {C said} {T it burst}.")


def test_nobody_denies_what_they_said_a_moment_before() -> None:
    reason = reason_of("{S Ida Holm} {C said} {T the pier leaked}. {S2 She} {C2 denied} {T2 it}.")
    assert "“she” denies what Ida Holm said" in reason
    held = "{S Ida Holm} {C said} {T the pier leaked}. {S2 She} {C2 did not deny} {T2 it}."
    assert speaker_of(held).name == "Ida Holm"
