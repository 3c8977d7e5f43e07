from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import ModelError, SaysoError
from sayso.model import load_tagger
from sayso.model.labels import LABELS, MENTION_LABELS
from sayso.model.manifest import FILES, FORMAT, read_manifest
from sayso.segments import segment


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package whose files are all of one byte, with a manifest that is right about them."""
    for name in FILES:
        (tmp_path / name).write_bytes(b"0")
    write(tmp_path, {})
    return tmp_path


def write(folder: Path, changes: dict[str, Any]) -> None:
    document = {
        "format": FORMAT,
        "name": "sayso-model-en",
        "version": "0.1.0",
        "labels": list(LABELS),
        "mention_labels": list(MENTION_LABELS),
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
        "calibration": {"bias": 0.5},
        "least_confidence": 0.2,
    }
    (folder / "manifest.json").write_text(json.dumps({**document, **changes}), encoding="utf-8")


def test_a_right_manifest_is_read(package: Path) -> None:
    manifest = read_manifest(package)
    assert manifest.name == "sayso-model-en 0.1.0"
    assert manifest.least_confidence == 0.2


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(package: Path, name: str) -> None:
    (package / name).write_bytes(b"1")
    with pytest.raises(ModelError, match=rf"{name} is damaged: SHA-256"):
        read_manifest(package)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(package: Path, name: str) -> None:
    (package / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} cannot be read"):
        read_manifest(package)


def test_an_empty_folder_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match=r"no model package in .*pip install"):
        load_tagger(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT + 1}, "versions of sayso and sayso-model-en that belong together"),
        ({"labels": ["O"]}, "other labels"),
        ({"mention_labels": ["O"]}, "other labels"),
        ({"files": {}}, "is not a manifest"),
        ({"calibration": {"bias": "much"}}, "is not a manifest"),
        ({"calibration": None}, "is not a manifest"),
    ],
)
def test_a_wrong_manifest_is_refused_in_plain_words(package: Path, changes: dict[str, Any], message: str) -> None:
    write(package, changes)
    with pytest.raises(ModelError, match=message):
        read_manifest(package)


@pytest.mark.parametrize("letters", ["", "{", "[]", "null", "\0"])
def test_a_manifest_that_is_no_json_object_is_refused(package: Path, letters: str) -> None:
    (package / "manifest.json").write_text(letters, encoding="utf-8")
    with pytest.raises(ModelError):
        read_manifest(package)


def test_a_package_whose_files_are_no_model_is_refused(package: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_tagger(package).tag(segment("It rained."))
