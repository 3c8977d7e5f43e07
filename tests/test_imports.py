"""Imports go one way; this reads them and says so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sayso

PACKAGE = Path(sayso.__file__).parent
# Each room may import the rooms in the layers below its own; those named together in `FREE` also each other.
LAYERS = (
    {"errors", "spans", "showing"},
    {"records"},
    {"lexicon", "names", "dates", "segments", "cues", "formats", "scoring"},
    {"reading", "attribution", "resolution", "linking"},
    {"pipeline", "origins", "model", "ledger"},
    {"ingest", "runners", "views"},
    {"web"},
    {"mcp", "spacy"},
    {"cli"},
)
FREE = {"errors", "spans", "lexicon", "names", "dates", "segments", "cues", "formats", "scoring", "ingest", "views"}
DOOR = {"__init__", "__main__"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "sayso" else [node.module]
        else:
            continue
        found |= {([*name.split("."), "__init__"])[1] for name in names if name and name.split(".")[0] == "sayso"}
    return found


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if room(path) not in DOOR)


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = room(path)
    for other in imported_rooms(path) - {own}:
        assert other not in DOOR, f"{path} imports the front door"
        allowed = layer(other) < layer(own) or ({own, other} <= FREE and layer(other) == layer(own))
        assert allowed, f"{own} imports {other}"


def test_only_a_notebook_s_view_is_looked_up_by_name() -> None:
    looked_up = [path for path in modules() if "import_module(" in path.read_text(encoding="utf-8")]
    assert {str(path.relative_to(PACKAGE)) for path in looked_up} == {"showing.py", "ledger/tables.py"}


def test_every_room_has_a_layer() -> None:
    assert {room(path) for path in modules()} <= set().union(*LAYERS)


def test_rooms_of_one_layer_do_not_form_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in modules():
        graph.setdefault(room(path), set()).update(imported_rooms(path) - {room(path)})
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle of imports: {' -> '.join((*trail, name))}"
        if name not in done:
            for other in sorted(graph.get(name, ())):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
