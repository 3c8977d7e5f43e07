"""What several pages print between quotation marks: each wording once, held against the fullest.

Pages of one text are one voice here too: a wording counts its pages and its origins. House style makes no wording and
raises no flag; a flag says in which words the meaning moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.records import (
    Article,
    Change,
    Quotation,
    QuotationChange,
    QuotationForm,
    Reprint,
    Rewording,
    SpeakerKind,
    Statement,
)
from sayso.views.edits import Edit, Edited, Printing, edits, letters_of
from sayso.views.matrix import NOBODY, NOBODY_NAME, Shelf, Voice, voice_of

REWORDING_WORDS = {
    Rewording.IDENTICAL: "the same words",
    Rewording.NORMALISED_IDENTICAL: "the same words",
    Rewording.CUT_START: "cut at its start",
    Rewording.CUT_END: "cut at its end",
    Rewording.ELIDED: "words left out",
    Rewording.EXTENDED: "longer at an end",
    Rewording.MERGED: "sentences run together",
    Rewording.SUBSTITUTED: "other words",
    Rewording.PARAPHRASE: "paraphrased",
}
CHANGE_WORDS = {
    Change.POLARITY: "negation",
    Change.NUMBER: "number",
    Change.SCOPE: "hedge or quantifier",
    Change.SUBJECT: "subject",
}
FLAG = "\u2691"
NAMED = frozenset({SpeakerKind.NAMED_PERSON, SpeakerKind.NAMED_ORG})


@dataclass(frozen=True, slots=True)
class Flag:
    """Where a wording means something else than the fullest.

    Attributes:
        word: in what: "negation", "number", ...
        pieces: the words behind it: those of the fullest as GONE, those here as ADDED.
    """

    word: str
    pieces: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an utterance with all pages that print it.

    Attributes:
        article: the page whose print is shown: an origin where one has it.
        also: the other pages, in the story's order.
        n_origins: texts that all these pages go back to.
        relation: to the fullest wording, in words; "" for the fullest itself.
        pieces: its words, held against the fullest.
    """

    article: Article
    also: tuple[Article, ...]
    n_origins: int
    relation: str
    pieces: tuple[Edited, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Utterance:
    """One thing said that several pages quote.

    Attributes:
        voices: whose words the pages say they are; several where they do not agree, nobody where none decides.
        wordings: the fullest first, then those with a flag, then by how many origins print them.
    """

    id: str
    voices: tuple[Voice, ...]
    wordings: tuple[Wording, ...]

    @cached_property
    def is_flagged(self) -> bool:
        """Whether the meaning moved in one of its wordings."""
        return any(wording.flags for wording in self.wordings)

    @cached_property
    def n_origins(self) -> int:
        """Origins of its wordings; a text that prints it in two wordings counts for both."""
        return sum(wording.n_origins for wording in self.wordings)

    @property
    def is_one_print(self) -> bool:
        """Whether all its pages carry one text's print of it."""
        return self.n_origins == 1


def build_utterances(
    quotations: Iterable[Quotation],
    *,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    reprints: Sequence[Reprint],
) -> tuple[Utterance, ...]:
    """Arrange quotations for a reader: first those whose meaning moved, then those in several wordings.

    Args:
        articles: that print them, in the story's order; quotations with a page that is not among them are left out.
        statements: those known of these articles; they tell whose words the pages say they are.
        reprints: at least those among the articles.
    """
    shelf = Shelf(articles, statements, reprints)
    told = (each for each in quotations if all(form.article in shelf.article for form in each.forms))
    return tuple(sorted((_utterance(each, shelf) for each in told), key=_rank))


def most_telling(utterances: Sequence[Utterance], limit: int) -> tuple[Utterance, ...]:
    """The first few; those that all pages have from one text, unchanged, only where there are no others."""
    told = [utterance for utterance in utterances if not utterance.is_one_print]
    return tuple((told or utterances)[:limit])


def _rank(utterance: Utterance) -> tuple[bool, bool, int]:
    return not utterance.is_flagged, len(utterance.wordings) == 1, -utterance.n_origins


def _utterance(quotation: Quotation, shelf: Shelf) -> Utterance:
    printings = [_printing(form, shelf) for form in quotation.forms]
    alike: dict[object, list[int]] = {}
    for at, (form, printing) in enumerate(zip(quotation.forms, printings, strict=True)):
        kinds = frozenset(change.kind for change in form.changes)
        alike.setdefault((tuple(word.key for word in printing.words), kinds), []).append(at)
    fullest, *others = (_wording(quotation, printings, ats, shelf) for ats in alike.values())
    others.sort(key=lambda wording: (not wording.flags, -wording.n_origins))
    return Utterance(quotation.id, _voices(quotation, shelf), (fullest, *others))


def _printing(form: QuotationForm, shelf: Shelf) -> Printing:
    return Printing(shelf.article[form.article].text, form.spans)


def _wording(quotation: Quotation, printings: Sequence[Printing], ats: Sequence[int], shelf: Shelf) -> Wording:
    """The forms at these places as one. Of the fullest its own letters are shown, which others are held against."""
    is_fullest = ats[0] == 0
    same = [at for at in ats if not is_fullest or printings[at].surface == printings[0].surface]
    at = min(same, key=lambda at: _is_carried(quotation.forms[at], shelf))
    shown, text = quotation.forms[at], printings[at].text
    whole = (Edited(letters_of(text, shown.spans), Edit.KEPT),)
    printers = {quotation.forms[at].article for at in ats}
    return Wording(
        article=shelf.article[shown.article],
        also=tuple(article for article in shelf.articles if article.id in printers - {shown.article}),
        n_origins=len({shelf.origin[id] for id in printers}),
        relation="" if is_fullest else REWORDING_WORDS[shown.relation],
        pieces=whole if is_fullest else edits(printings[0], printings[at]),
        flags=tuple(_flag(change, text, printings[0].text) for change in shown.changes),
    )


def _is_carried(form: QuotationForm, shelf: Shelf) -> bool:
    return shelf.origin[form.article] != form.article


def _flag(change: QuotationChange, text: str, fullest: str) -> Flag:
    sides = ((change.fullest, fullest, Edit.GONE), (change.here, text, Edit.ADDED))
    pieces = tuple(Edited(letters_of(letters, (span,)), edit) for span, letters, edit in sides if span)
    return Flag(CHANGE_WORDS[change.kind], pieces)


def _voices(quotation: Quotation, shelf: Shelf) -> tuple[Voice, ...]:
    """Whose words it is: the one whom linking decided on, else all whom the pages name."""
    said = [shelf.statement[form.statement] for form in quotation.forms if form.statement in shelf.statement]
    speakers = [statement.speaker for statement in said if statement.speaker is not None]
    chosen = [speaker for speaker in speakers if speaker.id == quotation.speaker][:1]
    named = chosen or [speaker for speaker in speakers if speaker.kind in NAMED]
    told = {(voice.name, voice.detail): voice for voice in map(voice_of, named)}
    return tuple(told.values()) or (Voice(NOBODY, NOBODY_NAME, ""),)
