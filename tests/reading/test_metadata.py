"""What a page says about itself, and when it was published."""

from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from sayso.reading.metadata import Metadata
from sayso.reading.published import publication_date, read_day
from sayso.records import DateSource
from tests.reading.html_pages import page


def metadata(source: str, url: str | None = None) -> Metadata:
    return Metadata(document_fromstring(source), url)


def linked(*entries: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(entry)}</script>' for entry in entries)


def meta(**names: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in names.items())


def when(source: str, url: str | None = None) -> tuple[str, DateSource] | None:
    return publication_date(metadata(source, url), source)


NEWS = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ships stay in port"}
POST = {"@type": "Organization", "name": "The Harbour Post"}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "Ships stay in port"),
        (meta(og__title="Ships stay in port"), "Ships stay in port"),
        (meta(og__title="SHIPS STAY IN PORT"), "Ships stay in port"),
        (meta(og__title="Storm keeps forty ships in port - The Harbour Post", og__site_name="The Harbour Post"),
         "Storm keeps forty ships in port"),
        (linked({**NEWS, "headline": "Forty ships &amp; a ferry stay in port"}), "Forty ships & a ferry stay in port"),
    ],
)  # fmt: skip
def test_title(head: str, title: str) -> None:
    assert metadata(page(head)).title == title


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (meta(og__site_name="The Harbour Post"), "The Harbour Post"),
        (meta(og__site_name="harbourpost") + linked({**NEWS, "publisher": POST}), "The Harbour Post"),
        (linked({**NEWS, "publisher": [POST]}), "The Harbour Post"),
        (meta(og__site_name="https://harbour.example"), None),
        ("", None),
    ],
)  # fmt: skip
def test_outlet(head: str, outlet: str | None) -> None:
    assert metadata(page(head)).outlet == outlet


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (linked({**NEWS, "author": {"@type": "Person", "name": "Jo Roe"}}), ("Jo Roe",)),
        (linked({**NEWS, "author": [{"name": "JO ROE"}, {"name": "Ana Reis"}, "Jo Roe"]}), ("Jo Roe", "Ana Reis")),
        (meta(author="By Jo Roe and Ana Reis"), ("Jo Roe", "Ana Reis")),
        (meta(author="The Harbour Post", og__site_name="The Harbour Post"), ()),
        (meta(article__author="https://social.example/joroe"), ()),
    ],
)
def test_byline(head: str, byline: tuple[str, ...]) -> None:
    assert metadata(page(head)).byline == byline


@pytest.mark.parametrize(
    ("script", "date"),
    [
        ('{"@type":"NewsArticle","datePublished":"2024-10-22"}}', "2024-10-22"),
        ('{"@type":"NewsArticle","datePublished":"2024-10-22",}', "2024-10-22"),
        ('<!-- {"@type":"NewsArticle","datePublished":"2024-10-22"} -->', "2024-10-22"),
        ('//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2024-10-22"}\n//]]>', "2024-10-22"),
        ('{"@type":"NewsArticle","headline":"a\nb","datePublished":"2024-10-22"}', "2024-10-22"),
        ('{"@type":"NewsArticle" "datePublished":"2024-10-22"', "2024-10-22"),
        (
            '{"@graph":[{"@type":"WebSite"},{"@type":["Thing","NewsArticle"],"datePublished":"2024-10-22"}]}',
            "2024-10-22",
        ),
        ('{"@type":"NewsArticle","mainEntityOfPage":{"datePublished":"2024-10-22"}}', "2024-10-22"),
        ("[" * 50_000, None),
        (" " * 500_000 + "x" + "-->" * 50_000, None),
        ('{"a":' * 50_000, None),
    ],
)
def test_broken_json_ld_still_gives_its_date(script: str, date: str | None) -> None:
    found = when(page(f'<script type="application/ld+json">{script}</script>'))
    assert (found[0] if found else None) == date


def test_of_several_articles_the_one_of_this_page_counts() -> None:
    other = {"@type": "NewsArticle", "headline": "Ferry sails at last", "datePublished": "2024-10-29"}
    assert when(page(linked(other, {**NEWS, "datePublished": "2024-10-22"}))) == ("2024-10-22", DateSource.JSON_LD)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2024-10-22", "2024-10-22"),
        ("2024-10-22T09:05:00+02:00", "2024-10-22T09:05:00+02:00"),
        ("2024-10-22T09:05:0Z", "2024-10-22T09:05:00+00:00"),
        ("2024-10-22 09:05:00 -0400", "2024-10-22T09:05:00-04:00"),
        ("2024-10-22T09:05:00.123Z", "2024-10-22T09:05:00+00:00"),
        ("2024-10-22T09:05+05:30", "2024-10-22T09:05:00+05:30"),
        ("2024-10-22|09h05", "2024-10-22T09:05:00"),
        ("20241022", "2024-10-22"),
        ("2024/10/22", "2024-10-22"),
        ("1729587900", "2024-10-22T09:05:00+00:00"),
        ("1729587900000", "2024-10-22T09:05:00+00:00"),
        ("Tue, 22 Oct 2024 09:05:00 GMT", "2024-10-22T09:05:00+00:00"),
        ("Tue, Oct 22 2024 09:05:41 EDT", "2024-10-22T09:05:41-04:00"),
        ("October 22, 2024 9:05 PM", "2024-10-22T21:05:00"),
        ("22 October 2024", "2024-10-22"),
        ("0001-01-01T00:00:00Z", None),
        ("2024-13-45", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_dates_are_read_however_sites_write_them(said: str, read: str | None) -> None:
    found = when(page(meta(article__published_time=said)))
    assert found == ((read, DateSource.META) if read else None)


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("06.09.2021", "de", "2021-09-06"),
        ("06.09.2021", "en", "2021-09-06"),
        ("06/09/2021", "en-US", "2021-06-09"),
        ("06/09/2021", "en-GB", "2021-09-06"),
        ("06/09/2021", "fr", "2021-09-06"),
        ("06/09/2021", "en", None),
        ("26/09/2021", "en", "2021-09-26"),
        ("09-26-2021", "en", "2021-09-26"),
        ("2021年9月6日", "ja", "2021-09-06"),
        ("2021년 9월 6일", "ko", "2021-09-06"),
        ("6 settembre 2021", "it", "2021-09-06"),
        ("6 de septiembre de 2021", "es", "2021-09-06"),
        ("6. September 2021, 10:15 Uhr", "de", "2021-09-06"),
        ("le 6 août 2021 à 10h15", "fr", "2021-08-06"),
        ("6 сентября 2021", "ru", "2021-09-06"),
        ("6 Eylül 2021", "tr", "2021-09-06"),
        ("Monday, Sept. 6, 2021", "en", "2021-09-06"),
        ("Sep 6th, 2021", "en", "2021-09-06"),
        ("31 February 2021", "en", None),
        ("3 hours ago", "en", None),
        ("Room 12 of 2021", "en", None),
    ],
)
def test_printed_days_follow_language_and_day_order(text: str, lang: str, day: str | None) -> None:
    found = read_day(text, metadata(page(lang=lang)))
    assert (found.day.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour.example/2024/10/22/ships", ("2024-10-22", DateSource.URL)),
        ("https://harbour.example/2024/oct/22/ships", ("2024-10-22", DateSource.URL)),
        ("https://harbour.example/news/20241022-ships.html", ("2024-10-22", DateSource.URL)),
        ("https://harbour.example/2024/10/ships", None),
        ("https://harbour.example/a/12024102299", None),
        ("not a url", None),
    ],
)
def test_a_whole_date_in_the_address_counts(url: str, expected: tuple[str, DateSource] | None) -> None:
    assert when(page(), url) == expected


def test_what_json_ld_says_outweighs_meta_address_and_print() -> None:
    head = linked({**NEWS, "datePublished": "2024-10-22", "dateModified": "2024-10-25"}) + meta(date="2024-10-23")
    source = page(head, before="<time>24 October 2024</time>")
    assert when(source, "https://harbour.example/2024/10/21/ships") == ("2024-10-22", DateSource.JSON_LD)


def test_the_date_beside_the_headline_counts_not_that_of_the_masthead_or_of_an_update() -> None:
    source = page(before="<p>Updated 25 October 2024</p><p>22 <b>October</b> <i>2024</i></p>")
    source = source.replace("<nav>", "<div>Friday, 1 November 2024</div><nav>")
    assert when(source) == ("2024-10-22", DateSource.VISIBLE)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("", "2024-10-22T23:15:00+00:00"),
        ("23 October 2024", "2024-10-23"),
        ("23 October 2024 01:15", "2024-10-23T01:15:00+02:00"),
        ("22 October 2024", "2024-10-22T23:15:00+00:00"),
        ("5 October 2024", "2024-10-22T23:15:00+00:00"),
    ],
)
def test_an_instant_in_utc_gives_way_to_the_day_that_the_page_prints(printed: str, expected: str) -> None:
    source = page(linked({**NEWS, "datePublished": "2024-10-22T23:15:00Z"}), before=f"<p>{printed}</p>")
    assert when(source) == (expected, DateSource.JSON_LD)


def test_a_year_or_a_month_alone_is_no_date() -> None:
    assert when(page(after="<p>Copyright 2020 The Harbour Post</p><p>Archive: March 2019</p>")) is None


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [("en-US", "", "en"), ("", meta(og__locale="pt_BR"), "pt"), ("", "", None), ("english", "", None)],
)
def test_language(lang: str, head: str, language: str | None) -> None:
    assert metadata(page(head, lang=lang)).language == language
