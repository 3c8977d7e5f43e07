"""How the time of `sayso extract` grows with a text's length: a hostile text four times as long costs four times more.

    python -m benchmarks.speed.growth

Each text is made here: one line without a full stop, one line of sentences, quotation marks that never close, letters
of other scripts, marks alone. `KIND_growth_max` is the CPU time of the long one over that of the short one, both less
the time of an empty text, divided by the ratio of their lengths: 1 is a straight line.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.costs import Cost, run
from benchmarks.speed.floors import report

SHORT, TIMES = 100_000, 4
SENTENCE = "The mayor said that the bridge is safe, but Ida Brandt of the union denied it on Friday. "
TEXTS = {
    "one_line": SENTENCE,
    "no_sentence_ends": "the mayor said the bridge is safe and police deny it ",
    "pronouns": "he said that she said that Ida Brandt met Tom Hale and he denied it ",
    "open_quotes": "“The bridge is safe, the mayor said “and it will stay open. ",
    "other_scripts": "市长说大桥是安全的 мэр сказал что мост безопасен ",
    "marks": "\" ' “ ( [ — … 😀 \u00ad\u200b ",
    "one_word": "abcdefghij",
    "paragraphs": SENTENCE + "\n\n",
}


def articles(letters: int) -> Iterator[tuple[str, str]]:
    """Each kind of text with so many letters."""
    for kind, piece in TEXTS.items():
        yield kind, (piece * (letters // len(piece) + 1))[:letters]


def cost_of(text: str, folder: Path) -> Cost:
    """What extracting one text costs."""
    path = folder / "text.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text}) + "\n", encoding="utf-8")
    return run([sys.executable, "-m", "sayso", "extract", "--workers", "1", path])


def main() -> int:
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        start = cost_of("The mayor said that the bridge is safe.", folder).cpu_s
        longer = dict(articles(SHORT * TIMES))
        for kind, text in articles(SHORT):
            short, long = cost_of(text, folder), cost_of(longer[kind], folder)
            figures[f"{kind}_growth_max"] = (long.cpu_s - start) / TIMES / max(short.cpu_s - start, 0.05)
            figures[f"{kind}_cpu_seconds"] = long.cpu_s
            figures[f"{kind}_peak_mb"] = long.peak_mb
    return report("growth", figures)


if __name__ == "__main__":
    sys.exit(main())
