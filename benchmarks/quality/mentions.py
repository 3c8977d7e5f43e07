"""Mentions: what kind of name stands there, on Wikinews annotated by others (MEANTIME and GUM).

The tagger learned its kinds of mentions from another program's reading of US politics; here people annotated business,
science, sport and disasters. Scored are names of people, organisations and places in all articles of both sets, since
nothing was tuned on them: what the tagger takes each for, and whether `resolution` takes it for a person or not, with
the tagger's help and by shape and word lists alone.

    python -m benchmarks.quality.mentions               figures
    python -m benchmarks.quality.mentions --errors 40   and names that were taken for something else
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import Measurement, data_folder, print_figures, share
from sayso.ingest import installed_tagger
from sayso.records import MentionKind, TypedMention
from sayso.resolution.mentions import find_mentions
from sayso.segments import segment
from sayso.spans import Span

MEANTIME_KINDS = {"PER": MentionKind.PERSON, "ORG": MentionKind.ORGANISATION, "LOC": MentionKind.PLACE}
GUM_KINDS = {
    "person": MentionKind.PERSON,
    "organization": MentionKind.ORGANISATION,
    "place": MentionKind.PLACE,
}
# Capitalised at the start of a sentence only.
PRONOUNS = frozenset("i we he she it they you me us here there this".split())
SETS = ("meantime_wikinews", "gum_wikinews")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldName:
    """A name in a text and what it names."""

    article: str
    span: Span
    kind: MentionKind


def places_of(text: str, tokens: Sequence[str]) -> list[Span]:
    """Where each token stands in the text; an empty span at the token before for one that does not."""
    places, at = [], 0
    for token in tokens:
        start = text.find(token, at)
        places.append(Span(start, start + len(token)) if start >= 0 else Span(at, at))
        at = places[-1].end
    return places


def meantime_names(row: Row) -> Iterator[GoldName]:
    """The names of a MEANTIME article: heads of mentions that are names, typed by what they refer to."""
    kinds = {one["id"]: MEANTIME_KINDS.get(one.get("ent_type", "")) for one in row["instances"]}
    refers: dict[str, MentionKind | None] = {}
    for relation in row["relations"]:
        for target in relation["tgt"] if relation["type"] == "REFERS_TO" else ():
            if kinds.get(target):
                refers |= dict.fromkeys(relation["src"], kinds[target])
    places = [Span(start, end) for start, end, _ in row["tokens"]]
    for mention in row["mentions"]:
        kind = refers.get(mention["id"])
        if kind is None or mention.get("syntactic_type") not in ("NAM", "PRE.NAM"):
            continue
        whole = Span(places[mention["tok"][0]].start, places[mention["tok"][-1]].end)
        head = mention.get("head") or whole.surface(row["text"])
        start = row["text"].find(head, whole.start, whole.end)
        if start >= 0 and head[:1].isupper():
            yield GoldName(row["doc_id"], Span(start, start + len(head)), kind)


def gum_text(row: Row) -> str:
    """A GUM article, a sentence a line."""
    return "\n".join(sentence["text"] for sentence in row["sentences"])


def gum_names(row: Row) -> Iterator[GoldName]:
    """The names of a GUM article: mentions of known kinds that have an encyclopedia's page, or capitals throughout."""
    places = places_of(gum_text(row), row["tokens"])
    for mention in row["mentions"]:
        kind = GUM_KINDS.get(mention["type"])
        first, last = mention["tok"]
        words = row["tokens"][first : last + 1]
        if words[0].lower() in ("the", "a"):
            first, words = first + 1, words[1:]
        if words and words[-1] in ("'s", "’s"):
            last, words = last - 1, words[:-1]
        is_name = all(word[:1].isupper() and word.lower() not in PRONOUNS for word in words)
        if kind and words and is_name and (mention["wiki"] or len(words) > 1):
            yield GoldName(row["doc_id"], Span(places[first].start, places[last].end), kind)


def read_rows(folder: Path) -> Iterator[Row]:
    """All rows of a set, dev and train."""
    for name in ("dev.jsonl", "train.jsonl", "train.jsonl.gz"):
        path = folder / name
        if path.exists():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            yield from (json.loads(line) for line in content.splitlines())


def kind_at(mentions: Sequence[TypedMention], name: Span) -> MentionKind | None:
    """The kind of the typed mention that holds the last letter of a name: what stands before it may be a title."""
    at = bisect_right(mentions, name.end - 1, key=lambda one: one.span.start) - 1
    return mentions[at].kind if at >= 0 and mentions[at].span.end >= name.end else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold name, its letters, and what it was taken for; `person_*` are None where `resolution` saw no name."""

    gold: GoldName
    printed: str
    kind: MentionKind | None
    person_with_tagger: bool | None
    person_by_lists: bool | None

    @property
    def is_seen(self) -> bool:
        """Whether the tagger sees the kind; MEANTIME's places include adjectives ("Japanese"), which are groups."""
        return self.kind is self.gold.kind or (self.gold.kind, self.kind) == (MentionKind.PLACE, MentionKind.GROUP)


def judge(data: Path) -> Iterator[Judged]:
    """Every gold name of both sets, as the program takes it."""
    tagger = installed_tagger()
    for name, names_of in zip(SETS, (meantime_names, gum_names), strict=True):
        for row in read_rows(data / name):
            text = row["text"] if "text" in row else gum_text(row)
            segments = segment(text)
            typed = tagger.tag(segments).mentions if tagger else ()
            helped = _people(find_mentions(segments, typed))
            listed = _people(find_mentions(segments))
            for gold in names_of(row):
                printed = gold.span.surface(text)
                yield Judged(gold, printed, kind_at(typed, gold.span), _at(helped, gold.span), _at(listed, gold.span))


def _people(mentions: Iterable[Any]) -> list[tuple[Span, bool]]:
    return [(mention.span, mention.name is not None) for mention in mentions]


def _at(people: Sequence[tuple[Span, bool]], span: Span) -> bool | None:
    return next((is_person for own, is_person in people if own.overlaps(span)), None)


def measure(data: Path) -> Measurement | None:
    """Shares of names taken for what they are; None where neither set is there, or no tagger is installed."""
    if not any((data / name).exists() for name in SETS) or installed_tagger() is None:
        return None
    judged = list(judge(data))
    figures: dict[str, float] = {}
    for kind in (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE):
        of_kind = [one for one in judged if one.gold.kind is kind]
        figures[f"{kind}_seen"] = share(one.is_seen for one in of_kind)
        figures[f"{kind}_taken_for_another_max"] = share(not one.is_seen and one.kind is not None for one in of_kind)
    apart = [one for one in judged if one.gold.kind is not MentionKind.PLACE]
    figures["people_told_apart"] = share(_tells(one, one.person_with_tagger) for one in apart)
    figures["people_told_apart_by_lists"] = share(_tells(one, one.person_by_lists) for one in apart)
    items = {f"{one.gold.article}/{one.gold.span.start}": one.is_seen for one in judged}
    described = {f"{one.gold.article}/{one.gold.span.start}": f"{one.printed} ({one.gold.kind})" for one in judged}
    return Measurement(figures, items, described)


def _tells(one: Judged, is_person: bool | None) -> bool:
    """Whether a person is taken for one; whether a firm is not."""
    return is_person is True if one.gold.kind is MentionKind.PERSON else is_person is not True


def main() -> None:
    """Print the figures."""
    n_errors = print_figures(measure, __doc__, "a set of mentions, or sayso-model-en,")
    if n_errors is None:
        return
    judged = list(judge(data_folder()))
    print("  names:", *(f"{n} {kind}" for kind, n in Counter(str(one.gold.kind) for one in judged).items()))
    wrong = [one for one in judged if not one.is_seen or not _tells(one, one.person_with_tagger)] if n_errors else []
    for one in wrong[:: max(1, len(wrong) // max(1, n_errors))]:
        print(f"  {one.printed}: {one.gold.kind}, taken for {one.kind}, person: {one.person_with_tagger}")


if __name__ == "__main__":
    main()
