"""Veridicality: whether what a verb does to its clause agrees with what readers take from it.

Ross & Pavlick 2019 asked readers of sentences such as "Tommy did not think that modesty was a weakness" whether the
clause is so, from 3 (it is) to -3 (it is not); plain sentences and their negations. The last words before the clause
that the lexicon knows are its cue; the factuality that is read from both is set beside the mean judgement.

    python -m benchmarks.quality.veridicality               figures
    python -m benchmarks.quality.veridicality --errors 40   and conflicts

Readers judge what the writer lets them believe, the program what the speaker says: where an unknown "he" says so, both
are near one another, never the same. A *conflict* is a reading on the opposite side of a clear judgement (1.5 or more).
`agreement` is Spearman's rank correlation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.measurement import Measurement, data_folder, print_figures, share
from sayso.cues import read_cue
from sayso.records import Attribution, Factuality, Form
from sayso.resolution.acts import Commitment
from sayso.resolution.commitment import commit
from sayso.segments import segment
from sayso.spans import Span

SCALE = {
    Factuality.CT_PLUS: 3.0,
    Factuality.PR_PLUS: 2.0,
    Factuality.PS_PLUS: 1.0,
    Factuality.PS_MINUS: -1.0,
    Factuality.PR_MINUS: -2.0,
    Factuality.CT_MINUS: -3.0,
}
CLEAR = 1.5
OPENERS = frozenset({"that", "whether", "if", "to"})
CUE_TOKENS = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, the mean judgement of its clause, and what is read, if the lexicon knows the cue."""

    id: str
    text: str
    clause: str
    judgement: float
    reading: Commitment | None

    @property
    def read(self) -> float:
        """The factuality on the scale of the judgements; 0 where nobody commits to anything."""
        factuality = self.reading.factuality if self.reading else None
        return SCALE.get(factuality, 0.0) if factuality else 0.0

    @property
    def is_conflict(self) -> bool:
        """Whether both sides are clear, and opposite."""
        return abs(self.judgement) >= CLEAR and self.judgement * self.read < 0


def judge(data: Path) -> Iterator[Judged]:
    """Every sentence with its reading."""
    with (data / "verb_veridicality_rp" / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = row["text"].split()
            first, last = row["tok"][0], row["tok"][1]
            # Where only the verb is labelled its clause begins behind the "that" or "to" before it.
            opener = max((at for at in range(first) if words[at].lower() in OPENERS), default=None)
            first = opener + 1 if opener is not None and last - first == 1 else first
            text, start = " ".join(words), len(" ".join(words[:first])) + 1
            clause = Span(start, max(start + 1, len(" ".join(words[:last]))))
            yield Judged(row["id"], text, clause.surface(text), row["factuality"], _reading(text, clause))


def _reading(text: str, clause: Span) -> Commitment | None:
    """What the words before a clause do with it; None where the lexicon knows none of the last few."""
    segments = segment(text)
    before = [token for token in segments.tokens_in(Span(0, clause.start)) if token.span.end <= clause.start]
    if before and before[-1].text.lower() in OPENERS:
        clause = Span(before.pop().span.start, clause.end)
    for length in range(1, min(CUE_TOKENS, len(before)) + 1):
        if read_cue([token.text.lower() for token in before[-length:]]) is not None:
            cue = Span(before[-length].span.start, before[-1].span.end)
            return commit(segments, Attribution(Form.INDIRECT, (), (cue,), (clause,), 1.0, "as labelled"))
    return None


def measure(data: Path) -> Measurement | None:
    """Figures over all sentences; None where the set is not there."""
    if not (data / "verb_veridicality_rp").exists():
        return None
    judged = list(judge(data))
    found = [one for one in judged if one.reading is not None]
    figures = {
        "in_the_lexicon": share(one.reading is not None for one in judged),
        "agreement": spearman([one.judgement for one in found], [one.read for one in found]),
        "conflicts_max": share(one.is_conflict for one in found),
    }
    return Measurement(
        figures,
        {one.id: one.reading is not None and not one.is_conflict for one in judged},
        {one.id: described_as(one) for one in judged},
    )


def spearman(ones: Sequence[float], others: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank; 0 where one side never changes."""
    first, second = _ranks(ones), _ranks(others)
    middle = (len(first) + 1) / 2
    over = sum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    under = (sum((a - middle) ** 2 for a in first) * sum((b - middle) ** 2 for b in second)) ** 0.5
    return over / under if under else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [sum(places[value]) / len(places[value]) for value in values]


def described_as(one: Judged) -> str:
    """A sentence and its reading in a line."""
    read = f"{one.reading.act} {one.reading.factuality}" if one.reading else "not in the lexicon"
    return f"{one.text[:160]} [{one.clause[:60]}] -> {one.judgement:+.1f}; read: {read}"


def main() -> None:
    """Print the figures, and conflicts."""
    n_errors = print_figures(measure, __doc__, "verb_veridicality_rp")
    if n_errors is None:
        return
    for one in [one for one in judge(data_folder()) if one.is_conflict][:n_errors]:
        print(f"  {described_as(one)}")


if __name__ == "__main__":
    main()
