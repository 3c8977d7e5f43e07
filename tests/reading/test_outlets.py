"""Names of publications by address."""

from __future__ import annotations

import pytest

from sayso.reading.outlets import outlet_of


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.nytimes.com/2024/10/22/world/ships.html", "The New York Times"),
        ("https://news.sky.com/story/ships", "Sky News"),
        ("http://www.harbour.example/ships", "harbour.example"),
        ("https://HARBOUR.example:8080/", "harbour.example"),
        ("file:///tmp/ships.html", None),
        ("ships.html", None),
        ("https://[half", None),
        ("", None),
        (None, None),
    ],
)
def test_outlet_of(url: str | None, outlet: str | None) -> None:
    assert outlet_of(url) == outlet
