"""Why a page is in its story: a line in the page's own words, or an admission that there are none."""

from __future__ import annotations

from sayso.records import Article, How, Relation, Reprint
from sayso.views import belonging_lines

FERRY = "The ferry Halcyon lost thirty crates off Vole Point on Monday, harbour master Ida Holm said."
DIVERS = "Divers searched Vole Point on Wednesday for crates that the ferry Halcyon lost."
BAKER = "A baker in Upper Sallow has made the longest loaf of the county."


def article(id: str, text: str, on: str | None) -> Article:
    return Article(id, f"{id}.txt", "0" * 64, text, published_at=on, outlet=f"{id}.example")


def test_each_page_but_the_first_and_the_copies_has_a_line() -> None:
    pages = [
        article("a", FERRY, "2024-05-06"),
        article("b", DIVERS, "2024-05-08"),
        article("c", FERRY, "2024-05-08"),
        article("d", DIVERS, "2024-05-08"),
        article("e", BAKER, "2024-05-09"),
        article("f", DIVERS.replace("Divers", "Two divers"), None),
    ]
    found = belonging_lines(pages, [Reprint("c", "a", Relation.IDENTICAL, How.VERBATIM, (), 1.0)])
    assert sorted(found) == ["b", "d", "e", "f"]
    assert found["b"].startswith("like a.example in ")
    assert "Halcyon" in found["b"]
    assert found["b"].endswith("; 2 days apart")
    assert found["d"].endswith("; of the same day")
    assert found["e"] == "shares no telling word with a.example: somebody put it here"
    assert found["f"].endswith("; days apart not known")
