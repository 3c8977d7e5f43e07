"""One page in, its findings out: reading, attribution and resolution in a row.

`examine_page` is the function every runner maps: the command line, worker processes. `examine` is the same for a
notebook, with one text in hand.
"""

from __future__ import annotations

from sayso.attribution import Tagger, find_attributions
from sayso.reading import GuardedExtractor, HtmlExtractor, read_page
from sayso.records import Findings, Page
from sayso.resolution import resolve
from sayso.segments import segment


def examine_page(page: Page, *, tagger: Tagger | None, html: HtmlExtractor) -> Findings:
    """Read one page and find who says what in it.

    Args:
        page: bytes as received, with where they came from.
        tagger: the learned tagger; None: rules alone.
        html: turns HTML into text; a guarded worker process in production.

    Raises:
        UnreadablePage: if the page cannot become an article; the caller records the problem and goes on.
    """
    article = read_page(page, html=html)
    segments = segment(article.text, article.furniture)
    attributions = find_attributions(segments, tagger=tagger)
    return Findings(article, resolve(article, segments, attributions))


def examine(text_or_page: str | Page, *, tagger: Tagger | None = None) -> Findings:
    """Find who says what in one text or page.

    Args:
        text_or_page: an article's plain text, kept letter for letter, or a page of any kind.
        tagger: the learned tagger; None: rules alone.

    Raises:
        UnreadablePage: if there is no article in it; the message says why.
    """
    if isinstance(text_or_page, str):
        content = text_or_page.encode("utf-8", "surrogatepass")
        text_or_page = Page("text", content, "text/plain", charset="utf-8")
    with GuardedExtractor() as html:
        return examine_page(text_or_page, tagger=tagger, html=html)
