"""Voices: who stands behind an attribution, and what they do; 1,154 attributions of PolNeAR train labelled by hand.

voices/dev.jsonl and kept.jsonl hold ids, offsets and labels, none of the articles' words. Each article is read as a
user's is. A statement answers a gold attribution if their contents share half of the tokens of both; only those found
are judged, and how many were found is told.

    python -m benchmarks.quality.voices               figures
    python -m benchmarks.quality.voices --errors 40   and wrong ones

dev.jsonl (830) is for development: rules may be written from its errors, and --errors shows them. kept.jsonl (324, of
other articles) is for figures: its errors are never printed.

A voice is *right* if it is the labelled person, body or document, or is left without a name where the text gives none.
It is *misnamed* if it bears the name of somebody else: the worst error, and counted apart. Acts are compared in the
classes below; a *flip* is a statement for its content where the label is against it, or the other way round.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.contrasts import sign_of
from benchmarks.quality.measurement import Measurement, data_folder, print_figures, share
from sayso.ingest import installed_tagger
from sayso.names import fold
from sayso.origins import read_origins
from sayso.pipeline import examine_page
from sayso.reading import GuardedExtractor
from sayso.records import Act, Findings, Page, Speaker, SpeakerKind, Statement
from sayso.segments import TOKEN
from sayso.spans import Span

LABELS = Path(__file__).resolve().parent / "voices"
CLASSES = {
    "assert": (Act.ASSERT, Act.ACKNOWLEDGE),
    "hedge": (Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT),
    "against": (Act.DENY, Act.DISPUTE),
    "noncommittal": (Act.CANNOT_CONFIRM, Act.DECLINES_TO_CONFIRM, Act.DOES_NOT_DENY, Act.NO_RESPONSE),
    "open": (Act.SUPPOSE, Act.QUESTION),
    "off_axis": (Act.DEMAND, Act.PROMISE, Act.THREATEN, Act.CONDEMN, Act.PRAISE, Act.RETRACT),
}
CLASS_OF = {act: name for name, acts in CLASSES.items() for act in acts}
NAMED = frozenset({SpeakerKind.NAMED_PERSON, SpeakerKind.NAMED_ORG, SpeakerKind.METONYM, SpeakerKind.OUTLET})
# Labels of `who` for which the text gives a name.
WITH_NAME = frozenset({"person", "org", "several"})
MIN_SHARED = 0.5
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold attribution and the statement that answers it, if one was found."""

    gold: Row
    is_kept: bool
    text: str
    statement: Statement | None

    @property
    def id(self) -> str:
        """Article, and where the content begins."""
        return f"{self.gold['article']}/{self.gold['content'][0][0]}"

    @property
    def voice_is_right(self) -> bool:
        """Whether the speaker is the labelled one."""
        speaker = self.statement.speaker if self.statement else None
        if self.gold["who"] in ("author", "nobody", "unclear"):
            return speaker is None or speaker.kind in (SpeakerKind.UNSPECIFIED, SpeakerKind.AUTHOR)
        if speaker is None:
            return False
        if self.gold["who"] in WITH_NAME:
            return all(_is_called(speaker, Span(*span), self.text) for span in self.gold["speaker"])
        return speaker.kind not in NAMED or any(
            _is_called(speaker, Span(*span), self.text) for span in self.gold["speaker"]
        )

    @property
    def is_misnamed(self) -> bool:
        """Whether the speaker bears the name of somebody else."""
        speaker = self.statement.speaker if self.statement else None
        return speaker is not None and speaker.kind in NAMED and not self.voice_is_right

    @property
    def act_is_right(self) -> bool:
        """Whether the act is of the labelled class."""
        return self.statement is not None and CLASS_OF[self.statement.act] == CLASS_OF[Act(self.gold["act"])]

    @property
    def is_flipped(self) -> bool:
        """Whether the statement takes the opposite side."""
        return self.statement is not None and {self.gold["sign"], sign_of(self.statement.act)} == {"+", "-"}


def _is_called(speaker: Speaker, name: Span, text: str) -> bool:
    """Whether the speaker is mentioned where the labelled name stands, or bears that name."""
    printed = fold(" ".join(name.surface(text).split()))
    own = fold(speaker.name)
    return any(mention.overlaps(name) for mention in speaker.mentions) or printed in own or own in printed


def judge(data: Path) -> Iterator[Judged]:
    """Every gold attribution with its answer; gold rows of one article stand together."""
    tagger = installed_tagger()
    wanted: dict[str, list[tuple[Row, bool]]] = defaultdict(list)
    for part in ("dev", "kept"):
        for row in read_rows(LABELS / f"{part}.jsonl"):
            wanted[row["article"]].append((row, part == "kept"))
    with GuardedExtractor() as html:
        for page in read_origins([str(data / "polnear" / "train.jsonl")]):
            assert isinstance(page, Page), page
            rows = wanted.get(str(page.id), [])
            if rows:
                findings = examine_page(page, tagger=tagger, html=html)
                for row, is_kept in rows:
                    yield Judged(row, is_kept, findings.article.text, answer(findings, row))


def read_rows(file: Path) -> list[Row]:
    """The labelled attributions of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def answer(findings: Findings, row: Row) -> Statement | None:
    """The statement whose content is about that of a gold attribution."""
    text = findings.article.text
    wanted = _tokens(text, (Span(*span) for span in row["content"]))
    best, most = None, MIN_SHARED
    for statement in findings.statements:
        found = _tokens(text, statement.content)
        share = len(wanted & found) / len(wanted | found) if wanted | found else 0.0
        if share >= most:
            best, most = statement, share
    return best


def _tokens(text: str, spans: Iterable[Span]) -> set[int]:
    return {match.start() for span in spans for match in TOKEN.finditer(text, span.start, span.end)}


def measure(data: Path) -> Measurement | None:
    """Figures on all gold attributions; None where PolNeAR is not there."""
    if not (data / "polnear").exists():
        return None
    judged = list(judge(data))
    found = [one for one in judged if one.statement]
    figures = {"found": share(one.statement is not None for one in judged)}
    figures |= figures_of(found, "")
    for part, is_kept in (("dev_", False), ("kept_", True)):
        figures |= figures_of([one for one in found if one.is_kept is is_kept], part)
    for name in CLASSES:
        figures[f"acts_{name}_f1"] = f1_of(found, name)
    for form in sorted({one.gold["form"] for one in found}):
        figures[f"voices_right_{form}"] = share(one.voice_is_right for one in found if one.gold["form"] == form)
    items = {f"{one.id} {what}": bool(one.statement) and right for one in judged for what, right in _answers(one)}
    described = {
        f"{one.id} {what}": "kept, not shown" if one.is_kept else described_as(one)
        for one in judged
        for what, _ in _answers(one)
    }
    return Measurement(figures, items, described)


def figures_of(found: Sequence[Judged], part: str) -> dict[str, float]:
    """The main figures of some statements found."""
    pronouns = [one for one in found if one.gold["form"] == "pronoun"]
    return {
        f"{part}voices_right": share(one.voice_is_right for one in found),
        f"{part}pronouns_right": share(one.voice_is_right for one in pronouns),
        f"{part}voices_misnamed_max": share(one.is_misnamed for one in found),
        f"{part}acts_right": share(one.act_is_right for one in found),
        f"{part}acts_macro_f1": sum(f1_of(found, name) for name in CLASSES) / len(CLASSES),
        f"{part}flips_max": share(one.is_flipped for one in found),
    }


def _answers(one: Judged) -> tuple[tuple[str, bool], ...]:
    return ("voice", one.voice_is_right), ("act", one.act_is_right)


def f1_of(found: Sequence[Judged], name: str) -> float:
    """F1 of one class of acts among the statements found."""
    gold = [CLASS_OF[Act(one.gold["act"])] == name for one in found]
    given = [one.statement is not None and CLASS_OF[one.statement.act] == name for one in found]
    both = sum(a and b for a, b in zip(gold, given, strict=True))
    return 2 * both / (sum(gold) + sum(given)) if both else 0.0


def described_as(one: Judged) -> str:
    """A gold attribution and its answer in a line."""

    def letters(role: str) -> str:
        return " ... ".join(" ".join(one.text[start:end].split())[:70] for start, end in one.gold[role])

    found = one.statement
    speaker = (found.speaker.name if found.speaker else f"nobody: {found.reason}") if found else "not found"
    act = found.act if found else "-"
    return (
        f"{letters('source')} | {letters('cue')} | {letters('content')} -> {one.gold['who']} {letters('speaker')}, "
        f"{one.gold['act']}; read: {speaker}, {act}"
    )


def main() -> None:
    """Print the figures, and wrong answers."""
    n_errors = print_figures(measure, __doc__, "polnear")
    if n_errors is None:
        return
    found = [one for one in judge(data_folder()) if one.statement]
    print(f"  {len(found)} statements found, of them {sum(one.is_kept for one in found)} kept")
    judged = [one for one in found if not one.is_kept]
    kinds = (("MISNAMED", lambda one: one.is_misnamed), ("FLIP", lambda one: one.is_flipped))
    others = (("voice", lambda one: not one.voice_is_right and not one.is_misnamed),)
    more = (("act", lambda one: not one.act_is_right and not one.is_flipped),)
    for label, is_wrong in (*kinds, *others, *more):
        for one in [one for one in judged if is_wrong(one)][:n_errors]:
            print(f"  {label}: {described_as(one)}")


if __name__ == "__main__":
    main()
