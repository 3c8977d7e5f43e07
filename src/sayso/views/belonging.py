"""Why a page is in its story, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.linking.memberships import explain_memberships
from sayso.records import Article, Membership, Reprint
from sayso.views.inert import inert
from sayso.views.pages import page_name
from sayso.views.phrases import in_words

__all__ = ["belonging_lines"]


def belonging_lines(articles: Sequence[Article], reprints: Iterable[Reprint]) -> dict[str, str]:
    """For each page but the first and the copies: which earlier page it is most alike, by which of its own words.

    Copies need no line: the page whose text they carry is named beside them.
    """
    by_id = {article.id: article for article in articles}
    found = explain_memberships(articles, reprints)
    return {one.article: _line(one, by_id[one.article], by_id[one.like]) for one in found if not one.is_copy}


def _line(membership: Membership, article: Article, other: Article) -> str:
    if not membership.shared:
        return f"shares no telling word with {inert(page_name(other))}: somebody put it here"
    words = ", ".join(inert(span.surface(article.text)) for span in membership.shared)
    line = f"like {inert(page_name(other))} in {words}"
    if membership.days_apart is None:
        return f"{line}; days apart not known"
    apart = in_words(membership.days_apart, "day")
    return f"{line}; of the same day" if membership.days_apart == 0 else f"{line}; {apart} apart"
