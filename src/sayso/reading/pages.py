"""Reads one page into one article."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from sayso.errors import UnreadablePage
from sayso.reading.bylines import clean_names
from sayso.reading.decoding import decode_row, decode_text
from sayso.reading.furniture import find_byline, find_furniture, find_title, lines_of, printed_outlet
from sayso.reading.html import HtmlExtractor, HtmlText
from sayso.reading.language import language_of
from sayso.reading.mail import page_in_mail
from sayso.reading.outlets import outlet_of
from sayso.reading.wire import Wire, read_wire
from sayso.records import Article, DateSource, Page, ProblemKind
from sayso.segments import TOKEN
from sayso.spans import OffsetMap, Span

# The year of this release: no report is taken to be from a later one, when a year must be inferred and the carrier
# does not say when the page was fetched.
LATEST_YEAR = 2026
# Words and marks of one article; a text of 2 MB has 400,000. Each takes some 440 bytes further on, so that a page of
# 5 MB of nothing but brackets took 2 GB.
MAX_TOKENS = 500_000


def read_page(page: Page, *, html: HtmlExtractor, latest_year: int = LATEST_YEAR) -> Article:
    """Read one page.

    Args:
        page: bytes as received; what its carrier says wins over what the page itself says.
        html: turns HTML into text.
        latest_year: bound for a year that is inferred, where `page.fetched_at` gives none.

    Raises:
        UnreadablePage: with the kind of problem; the caller records it and goes on.
    """
    content = page_in_mail(page) if page.media_type == "message/rfc822" else page
    if content.media_type == "text/html":
        said = html.extract(content.content, charset=content.charset, url=content.url)
    elif content.media_type == "text/plain":
        said = _plain(content)
    else:
        raise UnreadablePage(ProblemKind.UNSUPPORTED, f"cannot read {content.media_type}; only text, HTML and mail")
    if not said.text.strip():
        raise UnreadablePage(ProblemKind.NO_TEXT, "the page holds no text")
    _refuse_endless(said.text)
    return _article(content, said, sha256=hashlib.sha256(page.content).hexdigest(), latest_year=latest_year)


def _refuse_endless(text: str) -> None:
    if len(text) <= MAX_TOKENS:  # most texts: not worth counting
        return
    if sum(1 for _ in TOKEN.finditer(text)) > MAX_TOKENS:
        raise UnreadablePage(
            ProblemKind.TOO_LARGE,
            f"the text has more than {MAX_TOKENS:,} words and marks, as no report does; split it into articles",
        )


def _plain(page: Page) -> HtmlText:
    """A plain text as it is, with the headline, byline and outlet that its lines give."""
    text = decode_row(page.content) if page.id is not None else decode_text(page.content, page.charset)
    lines = lines_of(text)
    title = find_title(text, lines)
    byline = find_byline(text, lines)
    return HtmlText(
        text=text,
        title=title.surface(text) if title else None,
        byline=clean_names([byline.surface(text)]) if byline else (),
        outlet=printed_outlet(text, lines),
        page_map=OffsetMap.identity(len(text)),
    )


def _article(page: Page, said: HtmlText, *, sha256: str, latest_year: int) -> Article:
    title = page.title or said.title
    byline = page.byline or said.byline
    outlet = page.outlet or said.outlet or outlet_of(page.url)
    published, published_from = _published(page, said)
    lines = lines_of(said.text)
    wire = read_wire(
        said.text,
        lines,
        byline=byline,
        outlet=outlet,
        published=_day(published),
        latest_year=page.fetched_at.year if page.fetched_at else latest_year,
    )
    if published is None and wire.dateline is not None and wire.dateline.on is not None:
        published, published_from = wire.dateline.on.isoformat(), DateSource.DATELINE
    if published is None and page.published_at:
        published, published_from = page.published_at, page.published_from
    return Article(
        id=page.id or hashlib.sha256(f"{page.origin}\0{sha256}".encode()).hexdigest()[:16],
        origin=page.origin,
        sha256=sha256,
        text=said.text,
        url=page.url,
        outlet=outlet,
        agency=wire.agency,
        agency_evidence=wire.evidence,
        byline=byline,
        title=title,
        dateline=wire.dateline,
        published_at=published,
        published_from=published_from,
        language=page.language or language_of(said.text, declared=said.language),
        furniture=find_furniture(said.text, lines, title=title, set_apart=said.set_apart, wire=_apart(wire)),
        page_map=said.page_map,
    )


def _published(page: Page, said: HtmlText) -> tuple[str | None, DateSource | None]:
    # Last-Modified is often the moment of sending, so it is only better than nothing.
    if page.published_at and page.published_from is not DateSource.HTTP:
        return page.published_at, page.published_from or DateSource.GIVEN
    return said.published_at, said.published_from


def _day(moment: str | None) -> date | None:
    """The day of an ISO 8601 date or instant, in the zone it is given in; None if it is neither."""
    try:
        return datetime.fromisoformat(moment).date() if moment else None
    except ValueError:
        return None


def _apart(wire: Wire) -> tuple[Span, ...]:
    """Dateline and credits: they are not the report's sentences."""
    return (*wire.evidence, *((wire.dateline.span,) if wire.dateline else ()))
