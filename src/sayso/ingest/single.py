"""One text in hand: the whole reading of it, for a notebook or another program."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from sayso.attribution import Tagger
from sayso.errors import ModelMissing
from sayso.linking.pairs import PairScorer
from sayso.model import load_pair_scorer, load_tagger
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Findings, Page

logger = logging.getLogger(__name__)

Loaded = TypeVar("Loaded")


def examine(text_or_page: str | Page, *, rules_alone: bool = False) -> Findings:
    """Find who says what in one text or page.

    Args:
        text_or_page: an article's plain text, kept letter for letter, or a page of any kind.
        rules_alone: do without the learned tagger.

    Raises:
        UnreadablePage: if there is no article in it; the message says why.
        ModelError: if the learned tagger's package is damaged.
    """
    if isinstance(text_or_page, str):
        content = text_or_page.encode("utf-8", "surrogatepass")
        text_or_page = Page("text", content, "text/plain", charset="utf-8")
    tagger = None if rules_alone else installed_tagger()
    with GuardedExtractor() as html:
        return examine_page(text_or_page, tagger=tagger, html=html)


@cache
def installed_tagger() -> Tagger | None:
    """The learned tagger of the installed model package; None, and a warning, when there is none.

    Raises:
        ModelError: if the package is damaged or not one that this sayso can read.
    """
    return _unless_missing(load_tagger, "reading with rules alone, which find fewer statements")


@cache
def installed_scorer() -> PairScorer | None:
    """The pair scorer of the installed model package; None, and a warning, when it has none that claims go by.

    Raises:
        ModelError: if the package is damaged or not one that this sayso can read.
    """
    return _unless_missing(load_pair_scorer, "gathering claims by rules alone, which put fewer statements together")


def _unless_missing(load: Callable[[], Loaded], instead: str) -> Loaded | None:
    try:
        return load()
    except ModelMissing as error:
        logger.warning("%s; %s", error, instead)
        return None
