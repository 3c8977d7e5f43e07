"""One page in, its findings out: reading, attribution and resolution in a row.

`examine_page` is the function every runner maps: the command line, worker processes, a notebook.
"""

from __future__ import annotations

from sayso.attribution import Tagger, find_marks
from sayso.reading import HtmlExtractor, read_page
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
    marks = find_marks(segments, tagger=tagger)
    return Findings(article, resolve(article, segments, marks.attributions, marks.mentions))
