"""Acts: what a speaker does with a content, for 800 attributions of PolNeAR train labelled by hand.

voices/acts.jsonl holds ids, offsets and labels, none of the articles' words. Their cues were drawn because they deny,
hedge, ask, withhold or are negated, so the rare acts are not rare here. Source, cue and content are given as the
corpus has them: only the reading of the act is judged. voices.py judges what is found in whole articles.

    python -m benchmarks.quality.acts               figures
    python -m benchmarks.quality.acts --errors 40   and wrong ones

All is for development: rules may be written from these errors. One pass of labels; see voices/README.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.contrasts import sign_of
from benchmarks.quality.measurement import Measurement, data_folder, print_figures, share
from benchmarks.quality.voices import CLASS_OF, CLASSES, LABELS, Row, read_rows
from sayso.records import Act, Attribution, Form
from sayso.resolution.commitment import commit
from sayso.segments import segment
from sayso.spans import Span, Spans

QUOTES = frozenset("\"\u201c\u201d'\u2018\u2019")


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled attribution and the act read from it."""

    gold: Row
    text: str
    act: Act

    @property
    def id(self) -> str:
        """Article, and where the cue begins."""
        return f"{self.gold['article']}/{self.gold['cue'][0][0]}"

    @property
    def is_right(self) -> bool:
        """Whether the act is of the labelled class."""
        return CLASS_OF[self.act] == CLASS_OF[Act(self.gold["act"])]

    @property
    def is_flipped(self) -> bool:
        """Whether it takes the opposite side."""
        return {self.gold["sign"], sign_of(self.act)} == {"+", "-"}


def judge(data: Path) -> Iterator[Judged]:
    """Every labelled attribution with the act read from it."""
    wanted: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(LABELS / "acts.jsonl"):
        wanted[row["article"]].append(row)
    with (data / "polnear" / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            rows = wanted.get(article["id"], [])
            segments = segment(article["text"]) if rows else None
            for row in rows if segments else ():
                yield Judged(row, article["text"], commit(segments, _attribution(row, article["text"])).act)


def _attribution(row: Row, text: str) -> Attribution:
    source, cue, content = (tuple(Span(*span) for span in row[role]) for role in ("source", "cue", "content"))
    return Attribution(_form(text, content), source, cue, content, 1.0, "as labelled")


def _form(text: str, content: Spans) -> Form:
    """By the quotation marks around and in the content."""
    pieces = [span.surface(text).strip() for span in content]
    if all(piece[0] in QUOTES and piece.rstrip(".,")[-1] in QUOTES for piece in pieces):
        return Form.DIRECT
    return Form.MIXED if any(mark in piece for piece in pieces for mark in QUOTES) else Form.INDIRECT


def measure(data: Path) -> Measurement | None:
    """Figures on all labelled attributions; None where PolNeAR is not there."""
    if not (data / "polnear").exists():
        return None
    judged = list(judge(data))
    figures = {
        "right": share(one.is_right for one in judged),
        "macro_f1": sum(f1_of(judged, name) for name in CLASSES) / len(CLASSES),
        "flips_max": share(one.is_flipped for one in judged),
    }
    figures |= {f"{name}_f1": f1_of(judged, name) for name in CLASSES}
    return Measurement(figures, {one.id: one.is_right for one in judged}, {one.id: described_as(one) for one in judged})


def f1_of(judged: Sequence[Judged], name: str) -> float:
    """F1 of one class."""
    gold = [CLASS_OF[Act(one.gold["act"])] == name for one in judged]
    read = [CLASS_OF[one.act] == name for one in judged]
    both = sum(a and b for a, b in zip(gold, read, strict=True))
    return 2 * both / (sum(gold) + sum(read)) if both else 0.0


def described_as(one: Judged) -> str:
    """A labelled attribution and its reading in a line."""

    def letters(role: str, most: int) -> str:
        return " ... ".join(" ".join(one.text[start:end].split()) for start, end in one.gold[role])[:most]

    source, cue, content = letters("source", 60), letters("cue", 80), letters("content", 140)
    return f"{source} | {cue} | {content} -> {one.gold['act']} {one.gold['sign']}; read: {one.act}"


def main() -> None:
    """Print the figures, and wrong answers: flips first, then by the labelled class."""
    n_errors = print_figures(measure, __doc__, "polnear")
    if n_errors is None:
        return
    judged = list(judge(data_folder()))
    for one in [one for one in judged if one.is_flipped][:n_errors]:
        print(f"  FLIP: {described_as(one)}")
    for name in CLASSES:
        wrong = [one for one in judged if not one.is_right and CLASS_OF[Act(one.gold["act"])] == name]
        for one in wrong[:n_errors]:
            print(f"  {name}: {described_as(one)}")


if __name__ == "__main__":
    main()
