"""RSS, Atom and JSON Feed to Pages, one an entry; nothing is fetched here."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from time import struct_time
from typing import Any

from sayso.errors import UnreadableOrigin
from sayso.origins.rows import Outcome, read_iso
from sayso.records import DateSource, Page, Problem, ProblemKind

Follow = Callable[[Page], Iterator[Outcome]]

# What expat says when the document stops before its end, against all other ways of being broken.
_CUT_SHORT = ("no element found", "unclosed token", "unclosed CDATA section")

# Letters of a title or name that are looked at for markup; the longest real headline has some 300.
_TITLE_LIMIT = 1000

# Years that a feed's date may lie in; feedparser makes 9999 out of "99999-99-99".
_YEARS = range(1990, 2100)

_BLOCK_TAGS = frozenset("p div br li ul ol blockquote h1 h2 h3 h4 h5 h6 table tr figure figcaption section".split())
_SILENT_TAGS = frozenset({"script", "style", "template"})
_MARKUP = re.compile(r"<[A-Za-z!/]|&#?\w{2,31};")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed of any of the three formats; `full_html` is None when there is only a summary.

    Attributes:
        unread_date: a date as printed that could not be read; "" if there is none.
    """

    key: str
    link: str | None = None
    title: str | None = None
    full_html: str | None = None
    text: str = ""
    is_summary: bool = True
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published_at: str | None = None
    unread_date: str = ""
    language: str | None = None


def read_feed(
    content: bytes, *, origin: str, url: str | None = None, charset: str | None = None, follow: Follow | None = None
) -> Iterator[Outcome]:
    """The pages of an RSS or Atom feed, in its order.

    An entry's origin is the feed's, "#" and the entry's own id, which stays when newer entries push it down.

    Args:
        url: address of the feed, against which relative links are read.
        charset: from an HTTP header.
        follow: given the page made of an entry that has only a summary, gives what stands behind its link; None: the
            summary is the page.

    Raises:
        UnreadableOrigin: UNREADABLE when it is no feed, EMPTY when it has no entries, TRUNCATED when it breaks off
            (the entries before were given, the one cut in two was not), UNREADABLE when its XML is broken.
    """
    import feedparser

    headers = {"content-location": url} if url else {}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    # A stream, never bytes: feedparser would try bytes as the name of a file.
    feed = feedparser.parse(BytesIO(content), response_headers=headers)
    broken = _breakage(feed)
    if not feed.get("version") and not feed.entries:
        reason = broken or "its XML has neither <rss> nor <feed>"
        raise UnreadableOrigin(origin, ProblemKind.UNREADABLE, f"not a feed: {reason}")
    cut_short = broken.startswith(_CUT_SHORT)
    entries = feed.entries[:-1] if cut_short else feed.entries
    yield from _give(
        (_entry_of(entry, feed.feed, number) for number, entry in enumerate(entries, start=1)),
        origin=origin,
        follow=follow,
    )
    if cut_short:
        raise UnreadableOrigin(origin, ProblemKind.TRUNCATED, f"the feed breaks off ({broken}); fetch it again")
    if broken:
        reason = f"the XML is broken ({broken}); what could be made out of it was read"
        raise UnreadableOrigin(origin, ProblemKind.UNREADABLE, reason)
    if not entries:
        raise UnreadableOrigin(origin, ProblemKind.EMPTY, "the feed has no entries")


def read_json_feed(document: Mapping[str, Any], *, origin: str, follow: Follow | None = None) -> Iterator[Outcome]:
    """The pages of a JSON Feed (version 1 or 1.1) that is parsed already; as `read_feed`."""
    items = document.get("items")
    if not isinstance(items, list):
        raise UnreadableOrigin(origin, ProblemKind.UNREADABLE, 'the JSON Feed has no list "items"')
    if not items:
        raise UnreadableOrigin(origin, ProblemKind.EMPTY, "the feed has no entries")
    entries = (
        _json_entry_of(item if isinstance(item, Mapping) else {}, document, number)
        for number, item in enumerate(items, start=1)
    )
    yield from _give(entries, origin=origin, follow=follow)


def is_json_feed(document: object) -> bool:
    """Whether parsed JSON is a JSON Feed."""
    return isinstance(document, Mapping) and "jsonfeed.org/version" in str(document.get("version", ""))


def _give(entries: Iterator[Entry], *, origin: str, follow: Follow | None) -> Iterator[Outcome]:
    for number, entry in enumerate(entries, start=1):
        page = _page_of(entry, origin=origin)
        if entry.unread_date:
            reason = f"read without its date: {entry.unread_date[:40]!r} is no date that can be told"
            yield Problem(origin, ProblemKind.BAD_RECORD, reason, f"entry {number}")
        if page is not None and not (follow and entry.is_summary and page.url):
            yield page
        elif follow and entry.link:
            yield from follow(page or _bare_page(entry, origin=origin))
        else:
            reason = "neither content nor summary" + (f"; read {entry.link} itself" if entry.link else "")
            yield Problem(origin, ProblemKind.EMPTY, reason, f"entry {number}")


def _page_of(entry: Entry, *, origin: str) -> Page | None:
    """The page of an entry's own words; None when it has none."""
    if entry.full_html:
        return _bare_page(entry, origin=origin, content=_as_document(entry), media_type="text/html")
    if entry.text.strip():
        return _bare_page(entry, origin=origin, content=entry.text)
    return None


def _bare_page(entry: Entry, *, origin: str, content: str = "", media_type: str = "text/plain") -> Page:
    return Page(
        origin=f"{origin}#{entry.key}",
        content=content.encode("utf-8", "replace"),
        media_type=media_type,
        charset="utf-8",
        url=entry.link,
        title=entry.title,
        outlet=entry.outlet,
        byline=entry.byline,
        published_at=entry.published_at,
        published_from=DateSource.FEED if entry.published_at else None,
        language=entry.language,
    )


def _as_document(entry: Entry) -> str:
    """A whole HTML document around an entry's content, since extractors are made for those."""
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<title>{html.escape(entry.title or '')}</title></head>\n<body><article>\n{entry.full_html}\n"
        "</article></body></html>\n"
    )


# ------------------------------------------------------------------------------------------------- RSS and Atom


def _breakage(feed: Any) -> str:
    """What the XML parser objected to; "" for nothing, or for a wrong charset label that was put right."""
    from xml.sax import SAXException

    error = feed.get("bozo_exception")
    if not isinstance(error, SAXException):
        return ""
    line = getattr(error, "getLineNumber", lambda: None)()
    return error.getMessage() + (f", line {line}" if line else "")


def _entry_of(entry: Any, feed: Any, number: int) -> Entry:
    link = _http(entry.get("link"))
    full, plain, is_summary = _words_of(entry)
    source = entry.get("source") or {}
    published_at = _published(entry)
    return Entry(
        key=_key(entry.get("id"), link, number),
        link=link,
        title=_plain(entry.get("title")),
        full_html=full,
        text=plain,
        is_summary=is_summary,
        outlet=_plain(source.get("title")) or _plain(feed.get("title")),
        byline=tuple(name for name in (_plain(author.get("name")) for author in entry.get("authors", ())) if name),
        published_at=published_at,
        unread_date="" if published_at else _printed_date(entry),
        language=_language(feed.get("language")),
    )


def _words_of(entry: Any) -> tuple[str | None, str, bool]:
    """An entry's full HTML or None, its plain words, and whether they are only a summary."""
    for part in entry.get("content", ()):
        value = part.get("value") or ""
        if value.strip() and part.get("type") == "text/plain":
            return None, value, False
        if value.strip():
            return value, "", False
    summary = entry.get("summary") or ""
    is_plain = (entry.get("summary_detail") or {}).get("type") == "text/plain"
    return None, summary if is_plain else _plain_paragraphs(summary), True


def _published(entry: Any) -> str | None:
    """The entry's own date, else that of its last change, as ISO 8601; in the printed time zone if it can be told."""
    for field in ("published", "updated"):
        if field not in entry:
            continue
        as_printed = read_iso(entry[field])
        if as_printed:
            return as_printed
        parsed = entry.get(f"{field}_parsed")
        # A leap second is one that no datetime can hold.
        if isinstance(parsed, struct_time) and parsed.tm_year in _YEARS and parsed.tm_sec < 60:
            return datetime(*parsed[:6], tzinfo=UTC).isoformat()
    return None


def _printed_date(entry: Any) -> str:
    # Asked for one that is not there, feedparser would give the other, with a warning.
    printed = (_string(entry[field]) for field in ("published", "updated") if field in entry)
    return next((date for date in printed if date), "")


# --------------------------------------------------------------------------------------------------- JSON Feed


def _json_entry_of(item: Mapping[str, Any], feed: Mapping[str, Any], number: int) -> Entry:
    link = _http(item.get("url")) or _http(item.get("external_url"))
    full, plain = item.get("content_html"), item.get("content_text")
    summary = item.get("summary")
    has_full = isinstance(full, str) and bool(full.strip())
    has_plain = isinstance(plain, str) and bool(plain.strip())
    published_at = read_iso(item.get("date_published")) or read_iso(item.get("date_modified"))
    return Entry(
        key=_key(item.get("id"), link, number),
        link=link,
        title=_string(item.get("title")),
        full_html=full if has_full else None,
        text=plain if isinstance(plain, str) and has_plain else _string(summary) or "",
        is_summary=not (has_full or has_plain),
        outlet=_string(feed.get("title")),
        byline=_json_authors(item) or _json_authors(feed),
        published_at=published_at,
        unread_date="" if published_at else _string(item.get("date_published") or item.get("date_modified")) or "",
        language=_language(item.get("language") or feed.get("language")),
    )


def _json_authors(holder: Mapping[str, Any]) -> tuple[str, ...]:
    authors = holder.get("authors")
    people = authors if isinstance(authors, list) else [holder.get("author")]
    names = (_string(person.get("name")) for person in people if isinstance(person, Mapping))
    return tuple(name for name in names if name)


# ------------------------------------------------------------------------------------------------------ fields


def _key(entry_id: object, link: str | None, number: int) -> str:
    if isinstance(entry_id, int):
        return str(entry_id)
    return _string(entry_id) or link or str(number)


def _http(value: object) -> str | None:
    address = _string(value)
    return address if address and address.lower().startswith(("http://", "https://")) else None


def _string(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    # JSON can hold half a surrogate pair; no database can.
    return value.strip().encode("utf-8", "replace").decode("utf-8")


def _language(value: object) -> str | None:
    """ISO 639-1 from a language tag such as "en-GB"."""
    tag = (_string(value) or "").split("-")[0].split("_")[0].lower()
    return tag if len(tag) == 2 and tag.isalpha() else None


def _plain(value: object) -> str | None:
    """A title or name without markup and entities, on one line."""
    text = _string(value)
    return (" ".join(_plain_paragraphs(text[:_TITLE_LIMIT]).split()) or None) if text else None


def _plain_paragraphs(markup: str) -> str:
    """The words of a summary: tags dropped, entities resolved, a blank line between paragraphs."""
    if not _MARKUP.search(markup):
        return markup
    stripper = _Stripper()
    stripper.feed(markup)
    stripper.close()
    paragraphs = (" ".join(part.split()) for part in "".join(stripper.parts).split("\0"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


class _Stripper(HTMLParser):
    """Gathers the words of markup; NUL stands for the edge of a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT_TAGS
        if tag in _BLOCK_TAGS:
            self.parts.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT_TAGS and self._silent > 0
        if tag in _BLOCK_TAGS:
            self.parts.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\0", " "))
