"""When it was said, and when it was printed: two lanes that never mix."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.views import Timeline, build_matrix, build_timeline
from tests.views.made import COLLISION, STORY, on


def timeline() -> Timeline:
    matrix = build_matrix(
        (COLLISION,), articles=STORY.articles, statements=STORY.statements, reprints=STORY.reprints, limit=None
    )
    made = build_timeline(matrix, STORY.articles)
    assert made is not None
    return made


def test_points_stand_on_the_day_they_were_said() -> None:
    found = timeline()
    assert (found.first, found.last) == (date(2025, 3, 3), date(2025, 3, 7))
    lanes = {lane.voice.name: [(point.letter, point.start) for point in lane.points] for lane in found.lanes}
    assert lanes == {
        "fishermen's union": [("A", 0.0)],
        "two deckhands": [("A", 0.25)],
        "Navy of Vastland": [("A", 0.0), ("A", 0.75)],
        "Per Dahl": [("A", 0.25)],
    }


def test_what_has_no_day_is_counted_and_not_put_on_the_day_of_its_page() -> None:
    assert timeline().undated == 1
    assert "Ida Holm" not in {lane.voice.name for lane in timeline().lanes}


def test_pages_have_their_own_lane() -> None:
    assert [(place, page.id) for place, page in timeline().published] == [
        (0.0, "a1"),
        (0.25, "a2"),
        (0.25, "a3"),
        (1.0, "a4"),
    ]


def test_at_most_six_days_are_labelled() -> None:
    found = timeline()
    assert [day.day for _, day in found.ticks] == [3, 4, 5, 6, 7]
    assert len(replace(found, last=date(2027, 1, 1)).ticks) <= 6


def test_without_a_single_day_there_is_no_timeline() -> None:
    pages = tuple(replace(page, published_at=None) for page in STORY.articles)
    bare = replace(COLLISION, positions=tuple(replace(each, said_on=None) for each in COLLISION.positions))
    matrix = build_matrix((bare,), articles=pages, statements=STORY.statements, reprints=(), limit=None)
    assert build_timeline(matrix, pages) is None


def test_points_too_close_to_be_told_apart_lie_on_several_levels() -> None:
    several = tuple(replace(position, speaker=COLLISION.positions[0].speaker) for position in COLLISION.positions)
    claim = replace(COLLISION, positions=several)
    matrix = build_matrix((claim,), articles=STORY.articles, statements=STORY.statements, reprints=(), limit=None)
    made = build_timeline(matrix, STORY.articles)
    assert made is not None
    (lane,) = made.lanes
    places = [(point.start, point.level) for point in lane.points]
    assert places == [(0.0, 0), (0.0, 1), (0.0, 2), (0.0, 3), (0.25, 0), (0.25, 1), (0.75, 0)]
    assert lane.n_levels == 4


def test_an_old_saying_does_not_stretch_the_axis() -> None:
    old = replace(on(3), start=date(2015, 1, 1), end=date(2015, 1, 1))  # type: ignore[type-var]
    positions = (replace(COLLISION.positions[0], said_on=old), *COLLISION.positions[1:])
    claim = replace(COLLISION, positions=positions)
    matrix = build_matrix((claim,), articles=STORY.articles, statements=STORY.statements, reprints=(), limit=None)
    made = build_timeline(matrix, STORY.articles)
    assert made is not None
    assert (made.first, made.outside) == (date(2025, 3, 3), 1)
