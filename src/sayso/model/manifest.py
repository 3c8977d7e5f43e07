"""A model package's manifest: what it is, and the digests that its files must have.

A package is a folder: `manifest.json`, `encoder.onnx` and `heads.npz` (the tagger), `pairs.onnx` and `meanings.onnx`
(the pair scorer; not in packages before 0.3.0 and 0.4.0) and `tokenizer.json` (of all). Nothing in it is code and
nothing is unpickled. It is installed as the data-only distribution sayso-model-en.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from sayso.errors import ModelError, ModelMissing
from sayso.model.labels import LABELS, MENTION_LABELS, RELATIONS, STANCES

PACKAGE = "sayso_model_en"
# Of the manifest and of what the files mean; raised when an older sayso could not read a newer package.
FORMAT = 2
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
PAIR_FILES = ("pairs.onnx", "meanings.onnx", "tokenizer.json")
Checked = TypeVar("Checked")
REMEDY = "install it with: pip install --force-reinstall sayso-model-en"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model package says about itself.

    Attributes:
        folder: where its files are.
        name: name and version, recorded with every attribution as the rule that found it.
        calibration: weights of the logistic curve that turns raw scores into confidence, by name.
        least_confidence: attributions less sure than this are left out.
    """

    folder: Path
    name: str
    calibration: dict[str, float]
    least_confidence: float


@dataclass(frozen=True, slots=True)
class PairManifest:
    """What a model package says about its pair scorer.

    Attributes:
        folder: where its files are.
        name: name and version, recorded with every row that rests on the scorer.
    """

    folder: Path
    name: str


def read_manifest(folder: Path | None = None) -> Manifest:
    """Read a package's manifest and check every file against it.

    Args:
        folder: the package's folder; None: the installed sayso-model-en.

    Raises:
        ModelError: if the package is absent, a file of it is missing or has other bytes than the manifest says, or
            it is not of a format, or with labels, that this sayso knows.
    """
    return _read(folder, _checked)


def read_pair_manifest(folder: Path | None = None) -> PairManifest:
    """Read what a package's manifest says of its pair scorer and check the scorer's files against it.

    Args:
        folder: the package's folder; None: the installed sayso-model-en.

    Raises:
        ModelError: as `read_manifest`, or if the package is so old that it has no pair scorer.
    """
    return _read(folder, _checked_pairs)


def _read(folder: Path | None, checked: Callable[[Any, Path], Checked]) -> Checked:
    folder = _installed() if folder is None else folder
    path = folder / "manifest.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"no model package in {folder}: it has no manifest.json; {REMEDY}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}); {REMEDY}") from error
    try:
        return checked(document, folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path} is not a manifest of a sayso model ({error!r}); {REMEDY}") from error


def _installed() -> Path:
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelMissing(
            "sayso-model-en, the learned tagger and pair scorer, is not installed "
            "(pip install ./models/en in a checkout of sayso)"
        )
    return Path(next(iter(found.submodule_search_locations)))


def _check_format(document: Any, folder: Path) -> None:
    if document["format"] != FORMAT:
        raise ModelError(
            f"the model in {folder} has format {document['format']}, this sayso reads {FORMAT}: "
            "install versions of sayso and sayso-model-en that belong together"
        )


def _checked(document: Any, folder: Path) -> Manifest:
    _check_format(document, folder)
    if (tuple(document["labels"]), tuple(document["mention_labels"])) != (LABELS, MENTION_LABELS):
        raise ModelError(f"the model in {folder} has other labels than this sayso knows; {REMEDY}")
    for name in FILES:
        _check_digest(folder / name, document["files"][name])
    return Manifest(
        folder=folder,
        name=f"{document['name']} {document['version']}",
        calibration={str(name): float(weight) for name, weight in document["calibration"].items()},
        least_confidence=float(document["least_confidence"]),
    )


def _checked_pairs(document: Any, folder: Path) -> PairManifest:
    _check_format(document, folder)
    name = f"{document['name']} {document['version']}"
    for part, since in (("pairs", "0.3.0"), ("meanings", "0.4.0")):
        if part not in document:
            raise ModelMissing(f"{name} in {folder} is too old: it has no {part} (they came with {since}); {REMEDY}")
    if (tuple(document["pairs"]["stances"]), tuple(document["pairs"]["relations"])) != (STANCES, RELATIONS):
        raise ModelError(f"the pair scorer in {folder} has other classes than this sayso knows; {REMEDY}")
    for file in PAIR_FILES:
        _check_digest(folder / file, document["files"][file])
    return PairManifest(folder, name)


def _check_digest(path: Path, expected: str) -> None:
    try:
        with path.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the model's file {path} cannot be read ({error.strerror}); {REMEDY}") from error
    if found != expected:
        raise ModelError(f"the model's file {path} is damaged: SHA-256 {found}, not {expected}; {REMEDY}")
