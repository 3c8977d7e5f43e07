"""Every letter that maps must be the same letter on the page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.alignment import align
from sayso.spans import OffsetMap, Span

FIRST = "The harbour master said on Monday that no ship had left the port since the storm."
LETTERS = "ab <>&;!-/pt\n"
SECOND = "None would leave before noon, he told reporters at the pier, and the ferry would wait."


def check(clean: str, source: str, found: OffsetMap) -> None:
    for run in found.runs:
        assert clean[run.clean : run.clean + run.length] == source[run.page : run.page + run.length]


def kept(clean: str, source: str) -> str:
    """What of `clean` was found, with an underscore for each letter that was not."""
    found = align(clean, source)
    check(clean, source, found)
    return "".join(
        letter if found.to_page(at) is not None or letter.isspace() else "_" for at, letter in enumerate(clean)
    )


@pytest.mark.parametrize(
    "source",
    [
        f"<p>{FIRST}</p><p>{SECOND}</p>",
        f"<title>Storm</title><!-- {SECOND} --><script>'{SECOND}'</script><p>{FIRST}<p>{SECOND}",
        f"<p>{FIRST.replace('Monday', '<b>Mon</b><i>day</i>')}</p>\n\n<div>{SECOND.replace(' ', chr(10))}</div>",
        f"<p>{FIRST}</p><a href='x'>Read more</a><p>{SECOND.replace('noon', '<time>noon</time>')}",
        f"<p>{FIRST}</p><STYLE>p {{}}</STYLE><p>{SECOND}</p><!-- unclosed",
    ],
)
def test_letters_are_found_through_markup(source: str) -> None:
    clean = f"{FIRST}\n\n{SECOND}"
    assert kept(clean, source) == clean


def test_a_span_goes_to_the_page_and_comes_back() -> None:
    source = f"<html><p>{FIRST}</p><p>{SECOND.replace('told', '<em>told</em>')}</p>"
    clean = f"{FIRST}\n\n{SECOND}"
    found = align(clean, source)
    start = clean.index("he told reporters")
    place = found.span_to_page(Span(start, start + 17))
    assert place is not None
    assert place.surface(source) == "he <em>told</em> reporters"
    assert all(found.to_clean(found.to_page(at) or 0) == at for at in range(start, start + 2))


def test_letters_written_as_entities_map_to_nothing_and_their_neighbours_to_themselves() -> None:
    clean = "“No ship & no ferry has left,” the harbour master said on Monday."
    source = "<p>&ldquo;No ship &amp; no ferry has left,&#8221; the harbour master said on Monday.</p>"
    assert kept(clean, source) == clean.replace("“", "_").replace("”", "_")


def test_a_paragraph_cut_on_the_way_is_found_in_pieces() -> None:
    source = f"<p>{FIRST[:40]} <span>ADVERTISEMENT</span> {FIRST[40:]}</p>"
    assert kept(FIRST, source) == FIRST


def test_what_the_page_lacks_maps_to_nothing() -> None:
    invented = "A sentence that stands nowhere on this page, and has no twin."
    assert (
        kept(f"{invented}\n\n{FIRST}", f"<p>{FIRST}")
        == "".join(c if c == " " else "_" for c in invented) + f"\n\n{FIRST}"
    )


def test_a_short_line_is_not_looked_for_far_away() -> None:
    source = f"<p>{FIRST}</p><p>{SECOND * 20}</p><p>Share</p>"
    assert kept(f"{FIRST}\n\nShare", source).endswith("_____")


@settings(max_examples=150)
@given(
    st.lists(st.text(alphabet="ab <>&;!-/pt\n", max_size=40), max_size=8),
    st.text(alphabet="ab <>&;!-/pt\n", max_size=200),
)
def test_any_map_is_ordered_and_true(pieces: list[str], page: str) -> None:
    clean = "\n\n".join(pieces)
    source = page + "".join(f"<p>{piece}</p>" for piece in pieces) + page
    check(clean, source, align(clean, source))


@pytest.mark.parametrize(
    "source", ["<" * 1_000_000, "<!-- " * 200_000, "<script>" * 100_000, "&amp" * 250_000, "a " * 400_000]
)
def test_hostile_pages_are_aligned_in_no_time(source: str) -> None:
    start = time.process_time()
    align(f"{FIRST}\n\n" * 300, source)
    assert time.process_time() - start < 4
