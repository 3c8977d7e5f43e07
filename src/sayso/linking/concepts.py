"""Concepts: the content words of a sentence, with synonyms and the many names of a state brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from sayso.lexicon import load_entries
from sayso.linking.places import STATE, STATE_WORDS, names_of, state_at
from sayso.linking.terms import WORD, forms_of, is_function_word, is_verb_form, rarity, stem
from sayso.spans import Span

__all__ = ["Concepts", "concept_of", "is_event", "printed_as", "read_concepts", "word_group", "words_in"]

# A proposition that shares a state's name is not much likelier to be the same: half a name's rarity.
STATE_RARITY = 2.0
NUMBER_RARITY = 1.5
# Concepts before the first event that are taken for what it happens to, or who does it.
SUBJECT_LENGTH = 4
# Letters by which a word may be looked up; fewer begin too many others.
LEAST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Concepts:
    """What a row of words is about.

    Attributes:
        weights: concept -> how telling it is; states begin with "state:", groups of synonyms with "like:".
        names: those of the concepts that are names or numbers.
        events: those of the concepts that name what happens; verbs, as far as their forms give them away.
        subject: the concepts before the first event, four at most; empty if there is none, or only a pronoun or a
            word for anybody ("the man").
    """

    weights: dict[str, float]
    names: frozenset[str]
    events: frozenset[str]
    subject: frozenset[str]

    def renamed(self, bases: Mapping[str, str]) -> Concepts:
        """The same with other concepts in place of some."""
        weights: dict[str, float] = {}
        for concept, weight in self.weights.items():
            base = bases.get(concept, concept)
            weights[base] = min(weights.get(base, weight), weight)
        names, events, subject = (
            frozenset(bases.get(concept, concept) for concept in group)
            for group in (self.names, self.events, self.subject)
        )
        return Concepts(weights, names, events, subject)


def read_concepts(words: Sequence[str]) -> Concepts:
    """The concepts of `words`, as printed and in order."""
    weights: dict[str, float] = {}
    names: set[str] = set()
    order: list[str] = []
    events: list[str] = []
    at = 0
    while at < len(words):
        word = _singular(words[at])
        state = _state_from(words, at) if word[0].isupper() else None
        at += state[1] if state else 1
        if state:
            concept, weight = state[0], STATE_RARITY
        elif _says_nothing(word):
            continue
        else:
            concept = concept_of(word)
            weight = NUMBER_RARITY if word[0].isdigit() else max(1.0, rarity(stem(word)))
        weights[concept] = min(weights.get(concept, weight), weight)
        if state or word[0].isdigit() or (word[0].isupper() and at > 1):
            names.add(concept)
        elif is_event(concept) or is_verb_form(word):
            events.append(concept)
        order.append(concept)
    return Concepts(weights, frozenset(names), frozenset(events), _subject(order, events))


def _state_from(words: Sequence[str], at: int) -> tuple[str, int] | None:
    return state_at([_singular(word) for word in words[at : at + STATE_WORDS]], 0)


def _subject(order: Sequence[str], events: Sequence[str]) -> frozenset[str]:
    if not events:
        return frozenset()
    before = frozenset(order[: order.index(events[0])][:SUBJECT_LENGTH])
    return before if before.isdisjoint(_anybody()) else frozenset()


def _says_nothing(word: str) -> bool:
    lower = word.lower()
    return len(word) < 2 or is_function_word(lower) or lower in _ignored()


def words_in(text: str, span: Span) -> Iterator[str]:
    """The words of a stretch of text, as printed; "didn't" as "did" and "n't"."""
    for match in WORD.finditer(text, span.start, span.end):
        word = match[0]
        if word.lower().endswith(("n't", "n’t")):
            yield from (part for part in (word[:-3], "n't") if part)
        else:
            yield word


def concept_of(word: str) -> str:
    """The concept that a word stands for: its group of synonyms, else its stem."""
    by_word, by_stem = _synonyms()
    stemmed = stem(word)
    if word.lower().endswith(("ated", "ating", "ates")) and len(stemmed) > 5:
        stemmed = stemmed.removesuffix("at")  # as of "negotiation" and "negotiate"
    return by_word.get(word.lower()) or by_stem.get(stemmed) or stemmed


def printed_as(concept: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words by which texts may name a concept, in lower case and sorted; what begins like one ends in "*".

    Args:
        words: some of which are known to stand for it, if it is no state and no group of synonyms.
    """
    if concept.startswith(STATE):
        return names_of(concept)
    group = _words_of().get(concept) or tuple(word.lower() for word in words if concept_of(_singular(word)) == concept)
    forms = [form for word in group for form in (word, *forms_of(word))]
    return tuple(sorted({_beginning(form) for form in forms}))


def _beginning(word: str) -> str:
    """What all forms of a word begin with: "country" and "countries" as "countr*"."""
    alike = takewhile(lambda letters: letters[0] == letters[1], zip(word, stem(word), strict=False))
    shared = "".join(letter for letter, _ in alike)
    return f"{shared}*" if len(shared) >= LEAST_BEGINNING and word.isalpha() else word


def is_event(concept: str) -> bool:
    """Whether a group of synonyms names what happens."""
    return concept in _events()


@cache
def word_group(name: str) -> frozenset[str]:
    """A list of data/propositions.toml, in lower case."""
    groups = load_entries("propositions.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(entry["words"]) for entry in groups if entry["name"] == name)


@cache
def _ignored() -> frozenset[str]:
    """Words that say how a proposition is put or judged, not what it is about."""
    groups = ("reference heads", "light heads", "futurity", "planning", "negators", "negating predicates", "times")
    return frozenset().union(*map(word_group, groups))


@cache
def _anybody() -> frozenset[str]:
    return frozenset(concept_of(word) for word in word_group("anybody"))


def _singular(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@cache
def _events() -> frozenset[str]:
    entries = load_entries("synonyms.toml", "group", key="name", required=("words", "source"))
    return frozenset(f"like:{entry['name']}" for entry in entries if entry.get("is_event"))


@cache
def _words_of() -> dict[str, tuple[str, ...]]:
    entries = load_entries("synonyms.toml", "group", key="name", required=("words", "source"))
    return {f"like:{entry['name']}": tuple(entry["words"]) for entry in entries}


@cache
def _synonyms() -> tuple[dict[str, str], dict[str, str]]:
    """Word -> its group; and stem -> group, of stems that belong to one group only ("plane" and "plan" share one)."""
    by_word: dict[str, str] = {}
    by_stem: dict[str, set[str]] = {}
    for entry in load_entries("synonyms.toml", "group", key="name", required=("words", "source")):
        for word in entry["words"]:
            by_word[word] = f"like:{entry['name']}"
            by_stem.setdefault(stem(word), set()).add(f"like:{entry['name']}")
    return by_word, {key: min(found) for key, found in by_stem.items() if len(found) == 1}
