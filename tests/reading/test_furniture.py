"""What is furniture and what is the report, line by line."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.furniture import (
    find_byline,
    find_furniture,
    find_title,
    is_byline,
    is_furniture,
    lines_of,
    printed_outlet,
)
from sayso.spans import Span

REPORT = "The harbour master said on Monday that no ship had left the port, and that none would leave before noon."
OTHER = "“We wait for the wind,” said Ana Reis, who runs the ferry. “There is nothing else to do.”"


@pytest.mark.parametrize(
    "line",
    [
        "Source link",
        "Exit mobile version",
        "SHARE THIS ARTICLE",
        "Advertisement",
        "Read more: Ships stay in port for a third day",
        "RELATED: What the harbour master said last year",
        "Related | The storm in pictures",
        "Sign up for our morning newsletter and never miss a tide.",
        "Subscribe to The Harbour Post",
        "This website uses cookies to serve you better.",
        "Follow Jo Roe on Twitter @joroe.",
        "Photo: Jo Roe",
        "Site icon The Harbour Post",
        "Editor's note: An earlier version named the wrong pier.",
        "– Ferries wait –",
        "***",
        "https://harbour.example/storm",
        "@joroe",
        "— The Harbour Post (@harbourpost) October 22, 2024",
        "Oct. 22, 2024",
        "Updated: 22 October 2024 at 10:15 a.m. BST",
        "5:07 p.m.",
        "© 2024 The Harbour Post",
        "Copyright 2024 The Harbour Post. All rights reserved.",
        "Ships wait in the port of Lisbon during the storm. File Photo by Jo Roe/EPA-EFE",
        "Ships wait in the port on Monday, Oct. 21, 2024. (AP Photo/Jo Roe)",
        "The ferry on Monday. Jo Roe/Getty Images",
        "A satellite view of the port. Maxar Technologies/Handout via REUTERS",
        "FILE - Ships wait in the port in 2019.",
        "The ferry in the storm. REUTERS/Jo Roe",
        "(Reporting by Jo Roe; Editing by Ana Reis)",
    ],
)
def test_furniture_is_known_wherever_it_stands(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        REPORT,
        OTHER,
        "“No,” he said.",
        "She told Reuters.",
        "The ferry company shared the photos with Getty Images last year, it said.",
        "Share prices fell.",
        "The photo by Ms. Reis shows the pier, the police said on Monday.",
        "Related companies denied the claim on Monday, saying that no one had asked them.",
        "More than 40 ships waited.",
        "Topics of the talks were not known.",
        "Updated figures show that 40 ships waited, the port said.",
        "Watch keepers said the storm had passed.",
        "The AP reported it first.",
        "“It is over,” said the master, according to AFP.",
        "Monday, he said, was quiet.",
        "In May 2024 the port was closed for a week, according to the harbour master.",
        "He agreed.",
        "- The port will reopen on Monday, the master said",
        "Copyright lawyers said the claim was baseless.",
    ],
)
def test_sentences_of_a_report_are_not_furniture(line: str) -> None:
    assert not is_furniture(line)
    text = f"Ships stay in port\n\n{REPORT}\n\n{line}\n\n{OTHER}"
    start = text.index(line, len(REPORT))
    spans = find_furniture(text, lines_of(text), title="Ships stay in port")
    assert not any(span.overlaps(Span(start, start + len(line))) for span in spans)


def marked(text: str, **known: object) -> list[str]:
    lines = lines_of(text)
    return [span.surface(text) for span in find_furniture(text, lines, **known)]  # type: ignore[arg-type]


def test_all_that_leads_to_the_report_is_furniture() -> None:
    top = ["Site icon The Harbour Post", "Ships stay in port", "The Harbour Post - news by the sea", "By Jo Roe"]
    assert marked("\n\n".join([*top, REPORT, OTHER])) == top


def test_the_headline_is_furniture_wherever_it_is_repeated() -> None:
    text = f"{REPORT}\n\nSHIPS STAY IN PORT.\n\n{OTHER}"
    assert marked(text, title="Ships stay in port") == ["SHIPS STAY IN PORT."]


def test_a_headline_printed_as_the_first_sentence_is_text() -> None:
    assert marked(f"Ships stay in port.\n\n{REPORT}\n\n{OTHER}", title="Ships stay in port") == []
    assert marked(f"Ships stay in port\n\n{REPORT}\n\n{OTHER}", title="Ships stay in port") == ["Ships stay in port"]


def test_a_subhead_is_furniture_but_a_line_broken_in_mid_sentence_is_not() -> None:
    assert marked(f"{REPORT}\n\nThird day of waiting\n\n{OTHER}") == ["Third day of waiting"]
    assert marked(f"{REPORT}\n\nThe council met and\n\nthen it parted again.\n\n{OTHER}") == []


def test_markup_and_wire_add_what_they_know() -> None:
    text = f"LISBON (AP) — {REPORT}\n\nThe pier at dusk.\n\n{OTHER}"
    caption = text.index("The pier")
    found = find_furniture(text, lines_of(text), set_apart=(Span(caption, caption + 17),), wire=(Span(0, 13),))
    assert [span.surface(text) for span in found] == ["LISBON (AP) —", "The pier at dusk."]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ships stay in port\n\n{REPORT}", "Ships stay in port"),
        (f"\n\n  Ships stay in port  \n{REPORT}", "Ships stay in port"),
        (f"Site icon The Harbour Post\n\nShips stay in port\n\nnews by the sea\n\n{REPORT}", "Ships stay in port"),
        (f"Share\r\nShips stay in port\r\n\r\n{REPORT}", "Ships stay in port"),
        (REPORT, None),
        ("Ships stay in port", None),
        (f"{REPORT}\n\n{OTHER}", None),
        (f"By Jo Roe\n\n{REPORT}", None),
    ],
)
def test_the_headline_of_a_plain_text(text: str, title: str | None) -> None:
    found = find_title(text, lines_of(text))
    assert (found.surface(text) if found else None) == title


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("By Jo Roe", True),
        ("By JO ROE and ANA REIS Associated Press", True),
        ("By Jo van der Roe, Reuters", True),
        ("Written by: Jo Roe | The Harbour Post", True),
        ("By Monday forty ships had left", False),
        ("By May, Lisbon Port", False),
        ("By law, ships must wait in the port", False),
        ("By the Sea", False),
        ("Bystander", False),
    ],
)
def test_bylines(line: str, is_one: bool) -> None:
    text = f"Ships stay in port\n\n{line}\n\n{REPORT}"
    assert is_byline(line) == is_one
    assert (find_byline(text, lines_of(text)) is not None) == is_one


def test_a_saved_page_names_its_outlet_by_its_icon() -> None:
    text = f"Site icon The Harbour Post\n\nShips stay in port\n\n{REPORT}"
    assert printed_outlet(text, lines_of(text)) == "The Harbour Post"
    assert printed_outlet(REPORT, lines_of(REPORT)) is None


@settings(max_examples=80)
@given(st.text(alphabet="Ab. \n\r“”—(/)@:©1\0", max_size=300))
def test_furniture_is_ordered_disjoint_and_inside_any_text(text: str) -> None:
    spans = find_furniture(text, lines_of(text))
    assert all(span.end <= len(text) for span in spans)
    assert all(before.end < after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize("piece", ["www.a", "“a ", "- ", "Photo: ", "(AP Photo/", "a@b.", "12:", "\0"])
def test_two_megabytes_on_one_line_take_no_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    find_furniture(text, lines_of(text))
    find_title(text, lines_of(text))
