"""Lists, a page at a time: the same rows in the same order, however a page of them is looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import NotInLedger
from sayso.ledger import Extent, Ledger, Sought, listing
from tests.cli.conftest import made_ledger

__all__ = ["made_ledger"]
ALL = Extent(1_000)


@pytest.mark.parametrize("few", [0, listing.FEW])
@pytest.mark.parametrize("outlet", ["norden", "LANTERN", "e", "%", "tribune"])
def test_outlets_hold_the_letters_whether_few_or_many(
    made_ledger: Path, monkeypatch: pytest.MonkeyPatch, few: int, outlet: str
) -> None:
    monkeypatch.setattr(listing, "FEW", few)
    with Ledger.open(made_ledger, read_only=True) as ledger:
        holding = [a for a in ledger.articles_listed(ALL) if outlet.casefold() in (a.outlet or "").casefold()]
        assert ledger.articles_listed(ALL, outlet=outlet) == tuple(holding)
        told = ledger.stories_of([article.id for article in holding])
        assert {each.id for each in ledger.stories_sought(Sought(outlet=outlet), ALL)} == {each.id for each in told}


def test_speakers_are_listed_by_name_a_page_at_a_time(made_ledger: Path) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        everybody = ledger.speakers_listed(ALL)
        assert everybody == ledger.entities()
        assert len(everybody) > 2
        pages = [ledger.speakers_listed(Extent(2, start)) for start in range(0, len(everybody), 2)]
        assert sum(pages, ()) == everybody
        assert ledger.speakers_listed(ALL, name="holm") == tuple(e for e in everybody if "holm" in e.name.lower())


def test_the_parts_of_what_a_speaker_said_are_the_whole(made_ledger: Path) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        for entity in ledger.entities():
            whole = ledger.speaker(entity.id)
            parts = [ledger.spoken(entity.id, Extent(1, start)) for start in range(len(whole.statements))]
            assert sum((part.view.statements for part in parts), ()) == whole.statements
            assert {claim.id for part in parts for claim in part.view.claims} == {claim.id for claim in whole.claims}
            assert {part.n_statements for part in parts} == {len(whole.statements)}
            assert all(part.view.entity == whole.entity for part in parts)


def test_turns_are_told_with_the_first_part_whatever_it_holds(made_ledger: Path) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        turned = 0
        for entity in ledger.entities():
            whole = ledger.speaker(entity.id)
            own = {statement.id for _, statement in whole.statements}
            unlike = {
                claim.id
                for claim in whole.claims
                if len({position.stance for position in claim.positions if position.statement in own}) > 1
            }
            first, later = (ledger.spoken(entity.id, Extent(1, start)) for start in (0, 1))
            # What was said on them may be said on other claims too.
            assert unlike <= {claim.id for claim in first.turns.claims}
            assert bool(unlike) == bool(first.turns.statements)
            assert later.turns.statements == ()
            turned += len(unlike)
        assert turned


def test_a_part_of_nobody_is_refused(made_ledger: Path) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger, pytest.raises(NotInLedger, match="no speaker has the id"):
        ledger.spoken("nobody", ALL)
