"""States and institutions under their many names."""

from __future__ import annotations

import pytest

from sayso.linking.places import institution_key, state_at


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Pyongyang denied it", ("state:north korea", 1)),
        ("North Korean troops", ("state:north korea", 2)),
        ("DPRK delegates", ("state:north korea", 1)),
        ("Kremlin sources", ("state:russia", 1)),
        ("turkey with gravy", None),
        ("Harbour masters", None),
    ],
)
def test_a_state_is_known_by_capital_nationality_and_house(words: str, state: tuple[str, int] | None) -> None:
    assert state_at(words.split(), 0) == state


@pytest.mark.parametrize(
    ("name", "same"), [("the Kremlin", "Kremlin"), ("Moscow", "Russia"), ("Tide Office", "tide office")]
)
def test_an_alias_has_its_institutions_key(name: str, same: str) -> None:
    assert institution_key(name) == institution_key(same)
