"""The pair scorer's weights into a model package: the int8 graph, and the manifest's entries with their digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import onnx
from benchmarks.quality.stance import judge, measurement_of
from safetensors.numpy import load_file

from sayso.model.labels import RELATIONS, STANCES
from sayso.model.pairs import load_pair_scorer
from training.package import write_manifest
from training.pairs.export import pair_graph

VERSION = "0.4.0"
FILES = ("pairs.onnx", "tokenizer.json")
NO_TEXT = "none stated; its text is not in this package"
DATA = (
    (
        "Emergent, train",
        NO_TEXT,
        "Ferreira, Vlachos. Emergent: a novel data-set for stance classification. NAACL 2016.",
    ),
    ("FNC-1, train", NO_TEXT, "Pomerleau, Rao. The Fake News Challenge. 2017."),
    (
        "RTE 1 to 3, development sets",
        NO_TEXT,
        "Dagan et al. The PASCAL Recognising Textual Entailment Challenge. 2006.",
    ),
    ("STS headlines 2013 and 2014", NO_TEXT, "Agirre et al. SemEval-2014 Task 10. 2014."),
    (
        "Perspectrum, train",
        "CC BY-SA 4.0; its text is not in this package",
        "Chen et al. Seeing Things from a Different Angle. NAACL 2019.",
    ),
    ("ClaimDiff, train", NO_TEXT, "Ko et al. ClaimDiff: Comparing and Contrasting Claims on Contentious Issues. 2023."),
    ("verb veridicality, train", NO_TEXT, "Ross, Pavlick. How well do NLI models capture verb veridicality? 2019."),
    ("sayso's own minimal pairs and made contrasts", "Apache-2.0", "benchmarks/quality/contrasts, training/pairs"),
)


def package(weights: Path, folder: Path, data: Path) -> dict[str, Any]:
    """Write pairs.onnx and the scorer's entries of the manifest, with its scores on dev; return the manifest."""
    onnx.save_model(pair_graph(load_file(weights)), folder / FILES[0])
    path = folder / "manifest.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["version"] = VERSION
    document["pairs"] = {
        "stances": list(STANCES),
        "relations": list(RELATIONS),
        "data": [{"name": name, "licence": licence, "citation": citation} for name, licence, citation in DATA],
        "trained_weights_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    }
    write_manifest(folder, document, FILES)
    document = json.loads(path.read_text(encoding="utf-8"))
    figures = measurement_of(judge(data, scorer := load_pair_scorer(folder)), scorer).figures
    document["pairs"]["scores"] = {name: round(100 * value, 1) for name, value in figures.items()}
    write_manifest(folder, document, FILES)
    return dict(document)
