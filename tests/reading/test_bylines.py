"""Names in bylines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.bylines import MAX_NAMES, clean_names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (["By Jane Doe"], ("Jane Doe",)),
        (["by JANE DOE"], ("Jane Doe",)),
        (["Written by: Jane Doe"], ("Jane Doe",)),
        (["Jane Doe and John Roe"], ("Jane Doe", "John Roe")),
        (["Jane Doe, John Roe & Ana Reis"], ("Jane Doe", "John Roe", "Ana Reis")),
        (["Jane Doe", "Jane Doe", "jane doe"], ("Jane Doe",)),
        (["Jane Doe jane@paper.example"], ("Jane Doe",)),
        (["Jane Doe, Staff Writer"], ("Jane Doe",)),
        (["Jane Doe | Senior Correspondent | @janedoe"], ("Jane Doe",)),
        (["John Roe, Jr."], ("John Roe Jr",)),
        (["Jane van der Doe"], ("Jane van der Doe",)),
        (["Par Jeanne Dupont"], ("Jeanne Dupont",)),
        (["Jane Doe in Lisbon"], ("Jane Doe",)),
        (["Jane Doe, Image: Getty Images"], ("Jane Doe",)),
        (["AFP"], ("AFP",)),
        (["Jane Doe\nReuters"], ("Jane Doe", "Reuters")),
        (["The Harbour Post"], ()),
        (["https://paper.example/jane"], ()),
        (["Published 22 October 2024"], ()),
        (["admin"], ()),
        (["12:30"], ()),
        ([""], ()),
    ],
)
def test_names_are_cleaned(printed: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(printed, outlet="The Harbour Post") == names


@given(st.lists(st.text(max_size=80), max_size=20))
def test_names_are_few_trimmed_and_each_stands_once(printed: list[str]) -> None:
    names = clean_names(printed)
    assert len(names) <= MAX_NAMES
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name == name.strip() and name for name in names)
