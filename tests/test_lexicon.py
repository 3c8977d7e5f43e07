"""Word lists load, and what is wrong with one is said."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sayso import lexicon
from sayso.errors import LexiconError

BAD_LISTS = [
    ("", r"no \[\[word\]\] entries"),
    ("word = []", r"no \[\[word\]\] entries"),
    ("[[word]\n", "list.toml"),
    ("[[word]]\nname = 'say'\n", "lacks 'source'"),
    ("[[word]]\nsource = 'a style book'\n", "lacks 'name'"),
    ("[[word]]\nname = ''\nsource = 'a style book'\n", "lacks 'name'"),
    ("[[word]]\nname='say'\nsource='x'\n[[word]]\nname='Say'\nsource='x'\n", "stands twice"),
]


@pytest.mark.parametrize(("content", "message"), BAD_LISTS)
def test_a_bad_list_is_refused(content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=message):
        lexicon.load_entries.__wrapped__("list.toml", "word", key="name")


def test_a_missing_list_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"data/no-such\.toml"):
        lexicon.load_entries("no-such.toml", "word", key="name")


@pytest.mark.parametrize("path", sorted(Path(str(files("sayso") / "data")).glob("*.toml")), ids=lambda path: path.name)
def test_every_entry_of_every_list_names_its_source(path: Path) -> None:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {name: table for name, table in document.items() if isinstance(table, list)}
    assert tables, f"{path.name} holds no list"
    for name, entries in tables.items():
        assert all(entry.get("source") for entry in entries), f"{path.name} [[{name}]]"
