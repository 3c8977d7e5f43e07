"""A page becomes an article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadablePage
from sayso.reading import GuardedExtractor, HtmlText, read_page
from sayso.reading.pages import MAX_TOKENS
from sayso.records import DateSource, Page, ProblemKind
from sayso.spans import OffsetMap
from tests.reading.html_pages import PARAGRAPHS, page

SAVED = "\n\n".join(
    [
        "Site icon The Harbour Post",
        "Ships stay in port",
        "The Harbour Post - news by the sea",
        "Ships wait in the port of Lisbon. File Photo by Jo Roe/EPA-EFE",
        f"LISBON, Oct. 22 (UPI) — {PARAGRAPHS[0]}",
        *PARAGRAPHS[1:],
        "On Sunday the storm had come. The port was rebuilt in 2022, after a fire.",
        "Source link",
        "Exit mobile version",
    ]
)


class NoHtml:
    """An extractor that must not be asked."""

    def extract(self, content: bytes, *, charset: str | None, url: str | None) -> HtmlText:
        raise AssertionError("a plain text was given to the HTML extractor")


def plain(text: str, **known: object) -> Page:
    return Page(origin="ships.txt", content=text.encode(), media_type="text/plain", **known)  # type: ignore[arg-type]


def test_a_saved_wire_story_gives_all_that_its_letters_say() -> None:
    article = read_page(plain(SAVED), html=NoHtml())
    assert (article.outlet, article.title, article.agency) == ("The Harbour Post", "Ships stay in port", "UPI")
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.on) == ("LISBON", date(2024, 10, 22))
    assert article.dateline.rule == "year from weekday"
    assert (article.published_at, article.published_from) == ("2024-10-22", DateSource.DATELINE)
    assert (article.text, article.language) == (SAVED, "en")
    outside = [span.surface(SAVED) for span in article.furniture]
    assert outside == [*SAVED.split("\n\n")[:4], "LISBON, Oct. 22 (UPI) —", "Source link", "Exit mobile version"]


def test_what_the_carrier_says_wins() -> None:
    known = plain(
        SAVED, id="a1", title="Storm", outlet="Sea News", byline=("Jo Roe",), published_at="2023-10-23T08:00:00+01:00",
        published_from=DateSource.FEED, language="pt", url="https://sea.example/storm",
    )  # fmt: skip
    article = read_page(known, html=NoHtml())
    assert (article.id, article.title, article.outlet, article.byline) == ("a1", "Storm", "Sea News", ("Jo Roe",))
    assert (article.published_at, article.published_from) == (known.published_at, DateSource.FEED)
    assert (article.language, article.url) == ("pt", known.url)
    assert article.dateline is not None
    assert (article.dateline.on, article.dateline.rule) == (date(2023, 10, 22), "year from publication date")


def test_a_date_without_a_source_was_given() -> None:
    article = read_page(plain(SAVED, published_at="2024-10-23"), html=NoHtml())
    assert article.published_from == DateSource.GIVEN


def test_no_year_later_than_when_the_page_was_fetched_is_inferred() -> None:
    fetched = plain(SAVED, fetched_at=datetime(2023, 5, 1, tzinfo=UTC))
    article = read_page(fetched, html=NoHtml())
    assert article.dateline is not None
    assert article.dateline.on is None
    assert article.published_at is None
    assert read_page(plain(SAVED), html=NoHtml(), latest_year=2023).published_at is None


def test_the_id_comes_from_origin_and_content() -> None:
    content = SAVED.encode()
    article = read_page(plain(SAVED), html=NoHtml())
    sha256 = hashlib.sha256(content).hexdigest()
    assert article.sha256 == sha256
    assert article.id == hashlib.sha256(f"ships.txt\0{sha256}".encode()).hexdigest()[:16]
    assert read_page(replace(plain(SAVED), origin="copy.txt"), html=NoHtml()).id != article.id


def test_the_domain_stands_for_an_outlet_that_nobody_names() -> None:
    text = "\n\n".join(PARAGRAPHS)
    assert read_page(plain(text, url="https://www.sea.example/1"), html=NoHtml()).outlet == "sea.example"
    assert read_page(plain(text), html=NoHtml()).outlet is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), st.booleans())
def test_the_text_of_a_row_comes_back_unchanged(text: str, has_date: bool) -> None:
    row = plain(text, id="r1", charset="utf-8", published_at="2024-10-22" if has_date else None, language="en")
    article = read_page(row, html=NoHtml())
    assert article.text == text
    assert article.page_map == OffsetMap.identity(len(text))
    assert all(span.end <= len(text) for span in article.furniture)


@pytest.mark.parametrize(
    ("content", "media_type", "kind"),
    [
        (b"", "text/plain", ProblemKind.EMPTY),
        (b"\0\1\2\3" * 99, "text/plain", ProblemKind.BINARY),
        (b"\x89PNG\r\n\x1a\n....", "text/plain", ProblemKind.BINARY),
        (b"{}", "application/json", ProblemKind.UNSUPPORTED),
        ("\ufeff \n".encode(), "text/plain", ProblemKind.NO_TEXT),
        (b"", "message/rfc822", ProblemKind.NO_TEXT),
        (b"Subject: Ships\n\n", "message/rfc822", ProblemKind.NO_TEXT),
    ],
)
def test_a_page_without_a_report_is_refused(content: bytes, media_type: str, kind: ProblemKind) -> None:
    with pytest.raises(UnreadablePage) as refused:
        read_page(Page("x", content, media_type), html=NoHtml())
    assert refused.value.kind == kind


def test_an_html_page_becomes_an_article(html: GuardedExtractor) -> None:
    source = page('<meta property="article:published_time" content="2024-10-23T08:00:00+01:00">')
    source = source.replace(PARAGRAPHS[0], f"LISBON, Oct. 22 (AP) — {PARAGRAPHS[0]}")
    article = read_page(Page("ships.html", source.encode(), "text/html", url="https://sea.example/1"), html=html)
    assert (article.title, article.outlet, article.agency) == ("Ships stay in port", "sea.example", "AP")
    assert article.dateline is not None
    assert article.dateline.on == date(2024, 10, 22)
    furniture = [span.surface(article.text) for span in article.furniture]
    assert "Third day of waiting" in furniture
    assert "LISBON, Oct. 22 (AP) —" in furniture
    assert not any(paragraph in furniture for paragraph in PARAGRAPHS)
    assert "Ships wait in the port. Jo Roe/EPA" not in set(article.text.split("\n\n")) - set(furniture)


def mail(**parts: str) -> Page:
    message = EmailMessage()
    message["Subject"] = "Ships stay in port"
    message["From"] = "Jo Roe <jo@harbour.example>"
    message["Date"] = "Tue, 22 Oct 2024 09:05:00 +0100"
    for subtype, text in parts.items():
        if message.get_content_maintype() == "text" and message.get_payload():
            message.add_alternative(text, subtype=subtype)
        else:
            message.set_content(text, subtype=subtype)
    return Page("ships.eml", message.as_bytes(), "message/rfc822")


def test_a_mail_gives_its_text_with_subject_sender_and_date(html: GuardedExtractor) -> None:
    text = "\n\n".join(PARAGRAPHS)
    for carrier in (mail(plain=text), mail(plain=text, html=page()), mail(html=page())):
        article = read_page(carrier, html=html)
        assert PARAGRAPHS[1] in article.text
        assert (article.title, article.byline) == ("Ships stay in port", ("Jo Roe",))
        assert (article.published_at, article.published_from) == ("2024-10-22T09:05:00+01:00", DateSource.META)
        assert article.sha256 == hashlib.sha256(carrier.content).hexdigest()


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3_000,
        b"From: " + b"<(" * 20_000 + b"\n\nThe harbour master said that no ship had left the port.",
        b"Date: yesterday\nSubject: =?utf-8?q?=ff?=\n\nThe harbour master said that no ship had left.",
        b"Content-Type: text/plain; charset=no-such\n\nThe harbour master said that no ship had left the port.",
        b"Content-Transfer-Encoding: base64\n\n!!!",
    ],
)
def test_a_hostile_mail_is_read_or_refused(content: bytes) -> None:
    try:
        article = read_page(Page("x.eml", content, "message/rfc822"), html=NoHtml())
    except UnreadablePage as refused:
        assert refused.reason  # noqa: PT017 - either outcome is right, an unnamed error is not
    else:
        assert article.text.strip()


@pytest.mark.parametrize(
    ("piece", "is_read"), [("(", False), ("said ", False), ("brackets", True), ("(" + "a" * 14, True)]
)
def test_a_text_of_more_words_and_marks_than_fit_is_refused(piece: str, is_read: bool) -> None:
    text = piece * (MAX_TOKENS * 5 // len(piece)) if len(piece) > 1 else piece * (MAX_TOKENS + 1)
    given_page = Page("a.jsonl#1", (text + " end").encode(), "text/plain", id="a", language="en")
    if is_read:
        assert read_page(given_page, html=NoHtml()).text == text + " end"
        return
    with pytest.raises(UnreadablePage) as refused:
        read_page(given_page, html=NoHtml())
    assert refused.value.kind == ProblemKind.TOO_LARGE
