"""Printed names: their parts, and whether two may be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.names import (
    Gender,
    find_role,
    fits_acronym,
    fold,
    is_acronym,
    is_misprint_of_acronym,
    may_be_one,
    parse_name,
    role_at,
)


@pytest.mark.parametrize(
    ("printed", "honorific", "title", "given", "family", "suffix"),
    [
        ("Anna Weber", "", "", "Anna", "Weber", ""),
        ("Mr. Okafor", "Mr.", "", "", "Okafor", ""),
        ("Sen. Robert F. Marlow Jr.'s", "", "Sen.", "Robert F.", "Marlow", "Jr."),
        ("U.S. Defense Secretary Dana Holt", "", "U.S. Defense Secretary", "Dana", "Holt", ""),
        ("Lt. Gen. Ben Ortiz", "", "Lt. Gen.", "Ben", "Ortiz", ""),
        ("President Sir Edwin Bako", "Sir", "President", "Edwin", "Bako", ""),
        ("Kim Jong Il", "", "", "Jong Il", "Kim", ""),
        ("Park Chan-su", "", "", "Chan-su", "Park", ""),
        ("Li Wei", "", "", "Li", "Wei", ""),
        ("Pieter van der Meer", "", "", "Pieter", "van der Meer", ""),
        ("Faisal bin Nayef", "", "", "Faisal", "bin Nayef", ""),
        ("Sheikha Noura al-Sabah", "Sheikha", "", "Noura", "al-Sabah", ""),
        ("CARLA MENDES", "", "", "Carla", "Mendes", ""),
        ("J. K. Loring", "", "", "J. K.", "Loring", ""),
        ("Suharto", "", "", "", "Suharto", ""),
        ("Rep. Steve King", "", "Rep.", "Steve", "King", ""),
        ("King Olav V", "King", "", "Olav", "V", ""),
        ("Señora Ruiz\u2019s", "Señora", "", "", "Ruiz", ""),
    ],
)
def test_a_printed_name_has_parts(
    printed: str, honorific: str, title: str, given: str, family: str, suffix: str
) -> None:
    name = parse_name(printed)
    assert (name.honorific, name.title, " ".join(name.given), name.family, name.suffix) == (
        honorific,
        title,
        given,
        family,
        suffix,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Donald J. Marsh", "Marsh"),
        ("Donald J. Marsh", "Donald Marsh"),
        ("D. Marsh", "Donald Marsh"),
        ("Mike Ferris", "Gov. Michael Ferris"),
        ("Kim Jong Il", "Kim"),
        ("Kim Jong Il", "KIM JONG IL"),
        ("Muller", "Jürgen Müller"),
        ("Noura al-Sabah", "al-Sabah"),
        ("Maria Lopez-Garcia", "Garcia"),
        ("Hillary", "Hillary Marsh"),
        ("Pieter van der Meer", "van der Meer"),
        ("Pieter van der Meer", "Meer"),
    ],
)
def test_two_printed_names_may_be_one(first: str, second: str) -> None:
    assert may_be_one(first, second)
    assert may_be_one(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Bill Marsh", "Hillary Marsh"),
        ("Mr. Marsh", "Mrs. Marsh"),
        ("John Marsh Jr.", "John Marsh Sr."),
        ("Kim Jong Il", "Kim Yo Jong"),
        ("Donald J. Marsh", "Donald F. Marsh"),
        ("Anna Weber", "Anna Becker"),
        ("Weber", "Webern"),
        ("", "Weber"),
    ],
)
def test_two_printed_names_are_two(first: str, second: str) -> None:
    assert not may_be_one(first, second)
    assert not may_be_one(second, first)


@pytest.mark.parametrize(
    ("printed", "gender"),
    [
        ("Mrs. Marsh", Gender.FEMALE),
        ("Queen Ingrid", Gender.FEMALE),
        ("Congressman Lee Marsh", Gender.MALE),
        ("Susan Marsh", Gender.FEMALE),
        ("Dr. Marsh", None),
        ("Robin Marsh", None),
        ("Kim Song-nam", None),
    ],
)
def test_gender_is_told_by_title_or_given_name_or_not_at_all(printed: str, gender: Gender | None) -> None:
    assert parse_name(printed).gender == gender


def test_an_acronym_fits_the_initials_of_a_name() -> None:
    assert fits_acronym("NIS", "National Intelligence Service")
    assert fits_acronym("N.I.S.", "National Intelligence Service")
    assert fits_acronym("BoE".upper(), "Bank of England")
    assert not fits_acronym("NSC", "National Intelligence Service")
    assert is_misprint_of_acronym("NCS", "National Security Council")
    assert not is_misprint_of_acronym("NSC", "National Security Council")
    assert not is_misprint_of_acronym("UE", "European Union")


def test_what_is_printed_as_an_acronym() -> None:
    assert all(is_acronym(word) for word in ("NATO", "U.N.", "AT&T", "M23"))
    assert not any(is_acronym(word) for word in ("Nato", "I", "2024", "UNPRECEDENTED"))


def test_a_role_is_found_at_the_end_of_its_phrase() -> None:
    minister = find_role(["Ruritania", "\u2019s", "foreign", "minister"])
    assert minister is not None
    assert (minister.name, minister.sector) == ("foreign minister", "government")
    plural = find_role(["two", "attorneys", "general"])
    assert plural is not None
    assert plural.is_plural
    assert find_role(["a", "table"]) is None
    assert role_at(["Lt.", "Gen.", "Ortiz"], 0) is not None
    assert role_at(["the", "minister"], 0) is None


def test_an_envoy_may_be_an_ambassador() -> None:
    envoy = find_role(["envoy"])
    assert envoy is not None
    assert "ambassador" in envoy.fits


@given(st.text(max_size=40), st.text(max_size=40))
def test_whether_two_are_one_does_not_depend_on_their_order(first: str, second: str) -> None:
    assert may_be_one(first, second) == may_be_one(second, first)


@given(st.text(max_size=60))
def test_any_text_has_parts_made_of_its_own_letters(printed: str) -> None:
    name = parse_name(printed)
    if name.words:
        assert may_be_one(name, printed)
    assert all(fold(word) in fold(printed) or word.upper() in printed for word in name.words)
