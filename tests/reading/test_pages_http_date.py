"""A Last-Modified header is the weakest word on when a report was published."""

import pytest

from sayso.reading import read_page
from sayso.reading.html import HtmlText
from sayso.records import DateSource, Page

SENT_AT = "2024-03-09T11:00:00+00:00"


class Said:
    """An extractor that gives the same text for every page, with the date that the page itself says."""

    def __init__(self, published_at, published_from, text="The mayor said no."):
        self.text = HtmlText(text, published_at=published_at, published_from=published_from)

    def extract(self, content, *, charset, url):
        return self.text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said("2024-03-04", DateSource.META), ("2024-03-04", DateSource.META)),
        (
            Said(None, None, "BRENNICK, March 5, 2024 (Meridian Press) — The mayor of the town said no on Tuesday."),
            ("2024-03-05", DateSource.DATELINE),
        ),
        (Said(None, None), (SENT_AT, DateSource.HTTP)),
    ],
)
def test_the_page_and_its_dateline_win_over_the_header(said, expected):
    page = Page("http://paper.example/a", b"<p>", "text/html", published_at=SENT_AT, published_from=DateSource.HTTP)
    article = read_page(page, html=said)
    assert (article.published_at, article.published_from) == expected


def test_what_a_feed_says_wins_over_the_page():
    page = Page("feed#1", b"<p>", "text/html", published_at="2024-03-08", published_from=DateSource.FEED)
    article = read_page(page, html=Said("2024-03-04", DateSource.META))
    assert (article.published_at, article.published_from) == ("2024-03-08", DateSource.FEED)
