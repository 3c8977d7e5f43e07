"""What a page says about itself: JSON-LD (schema.org), meta elements and its headline.

Runs inside the worker process, since it handles parsed HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from sayso.reading.bylines import clean_names

# schema.org types of a page's main piece: all names that end so, such as NewsArticle or LiveBlogPosting.
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|Story)$")
# Types that describe the whole page; they are asked when there is no article.
PAGE_TYPES = re.compile(r"(?:Web[Pp]age|CreativeWork)$")
# Nested objects looked at in one page's JSON-LD, so that a hostile one costs no time.
MAX_OBJECTS = 2_000
# Code points a headline may have; the longest in html_fundus has 150.
MAX_TITLE = 300
MAX_OUTLET = 80

CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
# Wrappings around one another; "//<![CDATA[" is the most that is met.
MAX_WRAPPINGS = 3
# What sites wrap a script in, so that browsers of long ago do not print it.
WRAPPING = ("//", "<!--", "<![CDATA[", "/*", "*/", "-->", "]]>", ";")
FIELD = re.compile(r'"(headline|datePublished|dateCreated|inLanguage)"\s{0,9}:\s{0,9}"([^"\\]{1,300})"')
LAST_COMMA = re.compile(r",\s{0,20}(?=[}\]])")
SPACE = re.compile(r"\s+")
# What parts a headline from the name of its site in <title>.
SITE_MARK = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb\u2022:-]\s+|\s*\|\s*")

TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "citation_title", "headline")
AUTHOR_NAMES = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dc.creator.name",
    "dcterms.creator",
    "cxenseparse:author",
    "og:article:author",
    "mediator_author",
    "citation_author",
    "authors",
)
OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")


@dataclass(frozen=True)
class Metadata:
    """A parsed page, asked for what it says about itself.

    Attributes:
        tree: the parsed page; never altered.
        url: its address if the carrier knows it.
    """

    tree: HtmlElement
    url: str | None

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Meta elements: name, property or itemprop in lower case -> contents in page order, none empty."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = _squeezed(element.get("content") or element.get("value") or "")
            if content:
                for attribute in ("name", "property", "itemprop", "http-equiv"):
                    for name in (element.get(attribute) or "").lower().split():
                        found.setdefault(name, []).append(content)
        return found

    def first_meta(self, names: tuple[str, ...]) -> str | None:
        """Content of the first of these names that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @cached_property
    def address(self) -> str | None:
        """The carrier's address, else the canonical one that the page names, else where it sends its reader."""
        if self.url:
            return self.url
        links = [link.get("href") for link in self.tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
        refreshed = [content.partition("=")[2].strip("'\" ") for content in self.metas.get("refresh", ())]
        places = [*links, self.first_meta(("og:url", "twitter:url")), *refreshed]
        return next((place for place in places if place and urlsplit_or_none(place)), None)

    @cached_property
    def linked(self) -> tuple[dict[str, Any], ...]:
        """All objects of the page's JSON-LD, outer before inner, in page order."""
        return tuple(_objects(self.tree))

    @cached_property
    def article(self) -> dict[str, Any]:
        """The JSON-LD object of the page's main piece; empty if there is none, or several and no telling which."""
        for wanted in (ARTICLE_TYPES, PAGE_TYPES):
            candidates = [entry for entry in self.linked if wanted.search(_type(entry))]
            if len(candidates) > 1:
                candidates = [entry for entry in candidates if self._is_this_page(entry)] or candidates[:1]
            if candidates:
                return candidates[0]
        return {}

    def _is_this_page(self, entry: dict[str, Any]) -> bool:
        headline = _string(entry.get("headline") or entry.get("name"))
        shown = self.first_meta(TITLE_NAMES) or self._title_element or ""
        if headline and shown and (_key(headline) in _key(shown) or _key(shown) in _key(headline)):
            return True
        addresses = (entry.get("url"), entry.get("@id"), _inner(entry.get("mainEntityOfPage"), "@id"))
        return self.address is not None and any(
            isinstance(address, str) and _path(urljoin(self.address, address)) == _path(self.address)
            for address in addresses
            if address
        )

    @cached_property
    def _title_element(self) -> str | None:
        element = next(self.tree.iter("title"), None)
        return (_squeezed(element.text_content()) or None) if element is not None else None

    @cached_property
    def headline(self) -> HtmlElement | None:
        """The element that prints the headline: the first h1 that agrees with the title, else the only h1."""
        shown = _key(" ".join(filter(None, (self.first_meta(TITLE_NAMES), self._title_element))))
        headings = [element for element in self.tree.iter("h1", "h2") if _squeezed(element.text_content())]
        for element in headings:
            if (key := _key(element.text_content())) and len(key) > 8 and key in shown:
                return element
        firsts = [element for element in headings if element.tag == "h1"]
        return firsts[0] if len(firsts) == 1 else None

    @cached_property
    def title(self) -> str | None:
        """The headline as printed, where what the page says about itself bears it out; else as it says."""
        printed = _squeezed(self.headline.text_content())[:MAX_TITLE] if self.headline is not None else None
        stated = [_string(self.article.get("headline")), self.first_meta(TITLE_NAMES)]
        titles = [_without_site(text, self.outlet)[:MAX_TITLE] for text in stated if text]
        if printed and any(_key(printed) == _key(text) for text in titles):
            return printed
        if titles:
            return titles[0]
        whole = self._title_element or ""
        if printed and (not whole or _key(printed) in _key(whole)):
            return printed
        return _without_site(whole, self.outlet)[:MAX_TITLE] or None

    @cached_property
    def outlet(self) -> str | None:
        """The name of the publication, or None; never an address or an account name."""
        stated = (
            self.first_meta(OUTLET_NAMES[:1]),
            _string(_inner(self.article.get("publisher"), "name")),
            self.first_meta(OUTLET_NAMES[1:]),
        )
        names = [(name or "").lstrip("@").strip() for name in stated]
        names = [name for name in names if 1 < len(name) <= MAX_OUTLET and "://" not in name and not name.isdigit()]
        # "financialpost" is the key of a site; its name has a capital or a space.
        return next((name for name in names if not name.islower() or " " in name), names[0] if names else None)

    @cached_property
    def byline(self) -> tuple[str, ...]:
        """The authors that JSON-LD or meta elements name, cleaned; empty if they name none."""
        stated = [_names(self.article.get("author")), _names(self.article.get("creator"))]
        stated += [self.metas.get(name, []) for name in AUTHOR_NAMES]
        found = (clean_names(names, outlet=self.outlet) for names in stated)
        return next((names for names in found if names), ())

    @cached_property
    def language(self) -> str | None:
        """ISO 639-1 language that the page declares, or None."""
        stated = [self.tree.get("lang"), self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
        stated += [
            _string(self.article.get("inLanguage")),
            self.first_meta(("og:locale", "content-language", "language")),
        ]
        for code in stated:
            primary = re.match(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*$", code or "")
            if primary:
                return primary[1].lower()
        return None

    @cached_property
    def region(self) -> str | None:
        """ISO 3166 region of the declared language ("US" of "en-US"), else of the address's domain; or None."""
        for code in (self.tree.get("lang"), self.first_meta(("og:locale",))):
            region = re.match(r"\s*[A-Za-z]{2}[-_]([A-Za-z]{2})\b", code or "")
            if region:
                return region[1].upper()
        parts = urlsplit_or_none(self.address or "")
        last = (parts or "").rpartition(".")[2]
        return {"uk": "GB"}.get(last, last.upper()) if len(last) == 2 else None


def urlsplit_or_none(url: str) -> str | None:
    """The host name in a web address, or None if it is no web address."""
    try:
        parts = urlsplit(url.strip())
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects of a page, outer before inner, at most `MAX_OBJECTS`."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting.append(_parsed(script.text or ""))
    waiting.reverse()
    seen = 0
    while waiting and seen < MAX_OBJECTS:
        entry = waiting.pop()
        seen += 1
        if isinstance(entry, dict):
            yield entry
            waiting.extend(reversed(list(entry.values())))
        elif isinstance(entry, list):
            waiting.extend(reversed(entry))


def _parsed(script: str) -> Any:
    """JSON as sites write it: wrapped in comments, with control characters, or with a comma or a bracket too many.

    Where even that is no JSON, the first of each field that tells a headline or a date; None if there is no date.
    """
    text = _unwrapped(CONTROLS.sub(" ", script))
    for attempt in (text, LAST_COMMA.sub("", text)):
        with suppress(ValueError, RecursionError):
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
    fields = {found[1]: found[2] for found in reversed(list(FIELD.finditer(text)))}
    return {"@type": "Article", **fields} if "datePublished" in fields else None


def _unwrapped(script: str) -> str:
    text = script.strip()
    for _ in range(MAX_WRAPPINGS):
        for mark in WRAPPING:
            text = text.removeprefix(mark).removesuffix(mark).strip()
    return text


def _type(entry: dict[str, Any]) -> str:
    """The type that names an article, else the first; "" without one."""
    kind = entry.get("@type")
    kinds = [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]
    return next((name for name in kinds if ARTICLE_TYPES.search(name)), kinds[0] if kinds else "")


def _inner(value: Any, key: str) -> Any:
    """`value[key]` of an object or of the first object in a list; a string stands for itself."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get(key) if isinstance(value, dict) else value


def _names(value: Any) -> list[str]:
    """The names of persons and organisations in a JSON-LD value."""
    values = value if isinstance(value, list) else [value]
    names = [_string(entry.get("name") if isinstance(entry, dict) else entry) for entry in values]
    return [name for name in names if name]


def _string(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return _squeezed(unescape(value)) or None


def _squeezed(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def _key(text: str) -> str:
    """What two prints of one headline share: letters and digits, case folded."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _without_site(title: str, outlet: str | None) -> str:
    """`title` without a last part that is the site's name."""
    parts = list(SITE_MARK.finditer(title))
    if parts and outlet:
        last = parts[-1]
        tail, name = _key(title[last.end() :]), _key(outlet)
        if last.start() >= 12 and tail and (tail in name or name in tail):
            return title[: last.start()].strip()
    return title
