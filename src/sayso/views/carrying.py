"""What a page has of the page above it in the tree of reprints, sentence by sentence; found when it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.linking.reprints import Body, Sentence, Taken, read_body, sentences_of
from sayso.records import Article, Relation, Reprint
from sayso.spans import Span, Spans
from sayso.views.days import day_label, day_of
from sayso.views.edits import Edit, Edited, Printing, edits, letters_of
from sayso.views.pages import VERSIONS, Leaf, page_name, reprint_words
from sayso.views.phrases import in_words

CARRYING_WORDS = {
    Relation.IDENTICAL: "the same text as {}",
    Relation.WHOLLY_DERIVED: "reprint of {}",
    Relation.PARTIALLY_DERIVED: "reprint in part of {}",
    Relation.OWN_UPDATE: "version of {}",
    Relation.CORRECTION: "correction of {}",
    Relation.RETRACTION: "retraction of {}",
}


@dataclass(frozen=True, slots=True)
class Carrying:
    """How the sentences of a page stand to those of the page above it.

    Attributes:
        n_taken, n_edited, n_own: its sentences.
        n_changed, n_gone: of a later version of one outlet's text: stretches in other words, however little other,
            and sentences of the version before that it has no more; else 0.
        changes: of such a version: what changed and what is new, in text order, then what is gone.
    """

    origin: Article
    n_taken: int
    n_edited: int
    n_own: int
    n_changed: int = 0
    n_gone: int = 0
    changes: tuple[tuple[Edited, ...], ...] = ()


def build_carryings(leaves: Iterable[Leaf], articles: Sequence[Article]) -> dict[str, Carrying]:
    """For each page that stands below another, by its id, what it has of that page."""
    known = {article.id: article for article in articles}
    body_of = cache(lambda id: read_body(known[id]))
    return {
        leaf.article.id: _carrying(leaf.reprint, body_of(leaf.article.id), body_of(leaf.reprint.of))
        for leaf in leaves
        if leaf.reprint is not None
    }


def _carrying(reprint: Reprint, carrier: Body, origin: Body) -> Carrying:
    sentences = sentences_of(carrier, origin)
    counted = Counter(sentence.taken for sentence in sentences)
    counts = (counted[Taken.INHERITED], counted[Taken.EDITED], counted[Taken.OWN])
    if reprint.relation not in VERSIONS:
        return Carrying(origin.article, *counts)
    changes = [_change(*passage, carrier.article.text, origin.article.text) for passage in _passages(sentences)]
    told = [change for change in changes if any(piece.edit is not Edit.KEPT for piece in change)]
    gone = [_whole(origin.article.text, span, Edit.GONE) for span in _gone(sentences, carrier, origin)]
    return Carrying(
        origin.article,
        *counts,
        n_changed=len(told) - counted[Taken.OWN],
        n_gone=len(gone),
        changes=(*told, *gone),
    )


def _passages(sentences: Iterable[Sentence]) -> Iterator[tuple[Spans, Spans]]:
    """Sentences with those they go back to; such as go back to one sentence, which was split, are one passage."""
    here: Spans = ()
    there: Spans = ()
    for sentence in sentences:
        if here and not set(sentence.of) & set(there):
            yield here, there
            here = there = ()
        here += (sentence.span,)
        there = tuple(sorted({*there, *sentence.of}))
    if here:
        yield here, there


def _change(here: Spans, there: Spans, text: str, origin: str) -> tuple[Edited, ...]:
    if not there:
        return _whole(text, here[0], Edit.ADDED)
    return edits(Printing(origin, there), Printing(text, here))


def _whole(text: str, span: Span, edit: Edit) -> tuple[Edited, ...]:
    return (Edited(letters_of(text, (span,)), edit),)


def _gone(sentences: Sequence[Sentence], carrier: Body, origin: Body) -> Spans:
    """Sentences of the version before of which nothing is left."""
    left = {span for sentence in sentences for span in sentence.of}
    back = sentences_of(origin, carrier)
    return tuple(each.span for each in back if each.taken is Taken.OWN and each.span not in left)


def carried_words(reprint: Reprint, carrying: Carrying) -> str:
    """How a page carries another's text, counted: "reprint of Else Courier: 4 of 5 sentences taken over, 1 own"."""
    day = day_of(carrying.origin.published_at)
    name = page_name(carrying.origin) + (f", {day_label(day)}" if day else "")
    is_version = reprint.relation in VERSIONS
    counts = _versions_counts(carrying) if is_version else _counts(carrying, has_direction=bool(reprint.evidence))
    return reprint_words(reprint, whose=CARRYING_WORDS[reprint.relation].format(name), counts=counts)


def _counts(carrying: Carrying, *, has_direction: bool) -> str:
    n_sentences = carrying.n_taken + carrying.n_edited + carrying.n_own
    told = "taken over" if has_direction else "in common"
    counts = f"{carrying.n_taken} of {in_words(n_sentences, 'sentence')} {told}"
    counts += f", {carrying.n_edited} edited" if carrying.n_edited else ""
    return counts + (f", {carrying.n_own} own" if carrying.n_own else "")


def _versions_counts(carrying: Carrying) -> str:
    parts = [(carrying.n_own, "new"), (carrying.n_changed, "changed"), (carrying.n_gone, "gone")]
    told = [(number, word) for number, word in parts if number]
    if not told:
        return "no sentence changed"
    first, *rest = told
    return ", ".join((f"{in_words(first[0], 'sentence')} {first[1]}", *(f"{number} {word}" for number, word in rest)))
