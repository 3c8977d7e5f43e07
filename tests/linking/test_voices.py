"""Which speakers of a claim can be shown to be two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.voices import fold_voices, voice_of
from sayso.records import Sector, Speaker, SpeakerKind

PERSON, ORG, UNNAMED = SpeakerKind.NAMED_PERSON, SpeakerKind.NAMED_ORG, SpeakerKind.UNNAMED_PERSON
OFFICE, METONYM = SpeakerKind.OFFICE_ROLE, SpeakerKind.METONYM

LUND = Speaker("lund", "Eva Lund", PERSON, Sector.GOVERNMENT, "Transport Minister", "Transport")
BRANDT = Speaker("brandt", "Nils Brandt", PERSON, Sector.GOVERNMENT, "engineer", "Transport Ministry")
MINISTRY = Speaker("ministry", "Transport Ministry", ORG, Sector.GOVERNMENT)
FRENCH = Speaker("french", "Jean Morel", PERSON, Sector.GOVERNMENT, "French foreign minister")


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        (LUND, MINISTRY, True),
        (LUND, Speaker("x", "Lund", PERSON), True),
        (LUND, Speaker("x", "minister", OFFICE, Sector.GOVERNMENT, "transport minister"), True),
        (LUND, Speaker("x", "Interior Ministry", ORG), False),
        (LUND, BRANDT, False),
        (LUND, Speaker("x", "Karl Lund", PERSON), False),
        (LUND, Speaker("x", "official", UNNAMED), False),
        (MINISTRY, Speaker("x", "official", UNNAMED, role="transport ministry official"), True),
        (FRENCH, Speaker("x", "Paris", METONYM, Sector.GOVERNMENT), True),
        (FRENCH, Speaker("x", "Berlin", METONYM, Sector.GOVERNMENT), False),
        (FRENCH, Speaker("x", "French official", UNNAMED, Sector.GOVERNMENT), False),
        (Speaker("y", "Ana Roux", PERSON, Sector.NGO, "French farmer"), Speaker("x", "France", ORG), False),
    ],
)
def test_a_body_and_who_speaks_for_it_are_one_and_two_people_are_two(
    one: Speaker, other: Speaker, are_one: bool
) -> None:
    folded = fold_voices(map(voice_of, (one, other)))
    assert (len(set(folded.values())) == 1) == are_one


ALL = [LUND, BRANDT, MINISTRY, FRENCH, Speaker("x", "official", UNNAMED), Speaker("z", "Lund", PERSON)]


@given(st.permutations(ALL))
def test_the_order_of_speakers_never_matters(speakers: list[Speaker]) -> None:
    folded = fold_voices(map(voice_of, speakers))
    assert len(set(folded.values())) == 4
    assert (folded["z"], folded["x"]) == ("lund", "x")
