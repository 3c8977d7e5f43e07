"""What one speaker said, each thing once, and on which claims the position is known."""

from __future__ import annotations

from sayso.records import Entity, SpeakerView, Stance
from sayso.views import build_profile
from tests.views.made import ARTICLES, COLLISION, NAVY, REPRINTS, STATEMENTS

ENTITY = Entity("navy", NAVY.name, NAVY.kind, NAVY.sector, None, None, ("a1.navy", "a2.navy", "a4.navy"), "same name")
VIEW = SpeakerView(
    ENTITY,
    ((ARTICLES[1], STATEMENTS[4]), (ARTICLES[0], STATEMENTS[1]), (ARTICLES[3], STATEMENTS[7])),
    (COLLISION,),
)


def test_a_reprint_is_the_same_saying_shown_from_its_origin() -> None:
    sayings = build_profile(VIEW, REPRINTS).sayings
    assert [(each.article.id, [page.id for page in each.also]) for each in sayings] == [("a1", ["a2"]), ("a4", [])]


def test_without_the_reprint_two_pages_are_two_sayings() -> None:
    assert [each.article.id for each in build_profile(VIEW, ()).sayings] == ["a2", "a1", "a4"]


def test_each_saying_tells_its_stance_on_each_claim() -> None:
    sayings = build_profile(VIEW, REPRINTS).sayings
    assert [each.stances for each in sayings] == [
        ((COLLISION.gloss, Stance.DENIES),),
        ((COLLISION.gloss, Stance.SUPPORTS),),
    ]


def test_only_the_speakers_own_positions_are_in_its_rows() -> None:
    (row,) = build_profile(VIEW, REPRINTS).rows
    assert list(row.cells) == ["navy"]
    assert row.changed("navy")
