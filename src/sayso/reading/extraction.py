"""HTML to text with trafilatura. Runs inside the worker process only: the imports are heavy, the input is hostile."""

from __future__ import annotations

import re
from typing import Any

import trafilatura
from lxml.etree import ErrorTypes
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.utils import HTML_PARSER

from sayso.errors import UnreadablePage
from sayso.reading.alignment import align
from sayso.reading.bylines import clean_names
from sayso.reading.decoding import decode_html
from sayso.reading.metadata import Metadata
from sayso.reading.published import publication_date
from sayso.records import ProblemKind

# Rules that the cleaning draws under the head of a table.
TABLE_RULE = re.compile(r"^[|\s-]*$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|photo-?credit|image-?credit|wp-caption-text)(?:$|[\s_-])", re.IGNORECASE)
# Code points up to which an element with a caption's class is one: a class on a whole section is not meant.
MAX_CAPTION = 600
# Code points up to which a heading that ends like a sentence is one: some sites set whole paragraphs as headings.
MAX_SENTENCE_HEADING = 100


def extract_html(content: bytes, *, charset: str | None, url: str | None) -> dict[str, Any]:
    """What a page says, as the plain values of `HtmlText`, fit for JSON.

    Raises:
        UnreadablePage: `too_large`, `empty`, `binary`, `bad_encoding` or `no_text`.
        MemoryError: if it does not fit into the worker.
    """
    source = decode_html(content, charset)
    tree = _parsed(source)
    text = _paragraphs(_cleaned(tree, url)) if tree is not None else ""
    if not text:
        raise UnreadablePage(ProblemKind.NO_TEXT, "no report was found on the page; it may need JavaScript or a login")
    metadata = Metadata(tree, url)
    published = publication_date(metadata, source)
    return {
        "text": text,
        "title": metadata.title,
        "byline": metadata.byline or _printed_byline(tree, metadata.outlet),
        "outlet": metadata.outlet,
        "published_at": published[0] if published else None,
        "published_from": published[1].value if published else None,
        "language": metadata.language,
        "set_apart": _set_apart(text, tree),
        "page_map": [[run.clean, run.page, run.length] for run in align(text, source).runs],
    }


def _parsed(source: str) -> HtmlElement | None:
    """The tree of a page; None if it is no HTML at all.

    Raises:
        UnreadablePage: `unreadable` if elements stand deeper in one another than the parser goes. It would stop
            there without a word, and half a report would pass for the whole.
    """
    tree = trafilatura.load_html(source)
    if not _stopped_short(HTML_PARSER):
        return tree
    # Tags that are never closed pile up to some hundreds on real pages; the usual limit of the parser is 256.
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    tree = document_fromstring(source.encode("utf-8", "surrogatepass"), parser=parser)
    if _stopped_short(parser):
        raise UnreadablePage(ProblemKind.UNREADABLE, "its elements are nested too deeply to be read whole")
    return tree


def _stopped_short(parser: HTMLParser) -> bool:
    return any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _cleaned(tree: HtmlElement, url: str | None) -> str:
    # deduplicate stays off: its cache would let the pages read before decide.
    document = trafilatura.bare_extraction(tree, url=url, fast=True, include_comments=False)
    return str(getattr(document, "text", None) or "")


def _paragraphs(text: str) -> str:
    lines = (line.strip() for line in text.replace("\0", "").split("\n"))
    return "\n\n".join(line for line in lines if line and not TABLE_RULE.match(line))


def _printed_byline(tree: HtmlElement, outlet: str | None) -> tuple[str, ...]:
    from trafilatura.metadata import extract_author

    author = extract_author(tree)
    return clean_names([author], outlet=outlet) if author else ()


def _set_apart(text: str, tree: HtmlElement) -> list[tuple[int, int]]:
    """Spans of the paragraphs that are headings or captions in the page's markup."""
    apart = {_key(element.text_content()) for element in tree.iter("figcaption")}
    for element in tree.iter(*HEADINGS):
        heading = element.text_content().strip()
        if len(heading) <= MAX_SENTENCE_HEADING or not heading.endswith((".", "”", '"')):
            apart.add(_key(heading))
    for element in tree.iter("div", "p", "span", "em", "small", "dd"):
        if CAPTION.search(element.get("class") or "") and len(caption := element.text_content()) <= MAX_CAPTION:
            apart.add(_key(caption))
    spans, start = [], 0
    for paragraph in text.split("\n\n"):
        if _key(paragraph) in apart:
            spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return spans


def _key(text: str) -> str:
    return "".join(text.split()).removeprefix("-")
