"""Tables for other programs: the rows of an export, taken over as Arrow, pandas and polars."""

from __future__ import annotations

import sys

import pyarrow as pa
import pytest

from sayso.errors import ExtraMissing
from sayso.ledger import KINDS, Ledger
from sayso.records import Correction, CorrectionKind, Problem, ProblemKind


@pytest.fixture
def full(ferry: Ledger) -> Ledger:
    """A ledger with rows of every kind that the ferry reports give."""
    ferry.add_problem(Problem("x.html", ProblemKind.EMPTY, "no bytes"))
    ferry.add_correction(Correction(CorrectionKind.ONE_STORY, ("wire",), (), None, "Ada", "2025-05-07T12:00:00Z"))
    return ferry


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_holds_the_rows_of_the_export(full: Ledger, kind: str) -> None:
    wanted = list(full.export(kind))
    table = full.table(kind)
    assert list(table) == wanted
    assert table.to_arrow().to_pylist() == wanted
    assert table.columns == tuple(wanted[0])
    assert table.head(1) == wanted[:1]
    assert repr(table) == f"<sayso table {kind}: {', '.join(table.columns)}>"


@pytest.mark.parametrize("kind", KINDS)
def test_what_takes_arrow_takes_a_table_as_it_is(full: Ledger, kind: str) -> None:
    assert pa.table(full.table(kind)).equals(full.table(kind).to_arrow())


@pytest.mark.parametrize("kind", KINDS)
def test_pandas_gets_every_row(full: Ledger, kind: str) -> None:
    pytest.importorskip("pandas")
    frame = full.table(kind).to_pandas()
    assert list(frame.columns) == list(full.table(kind).columns)
    assert len(frame) == len(list(full.export(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_polars_gets_every_row(full: Ledger, kind: str) -> None:
    polars = pytest.importorskip("polars")
    wanted = list(full.export(kind))
    assert full.table(kind).to_polars().to_dicts() == wanted
    assert polars.DataFrame(full.table(kind)).to_dicts() == wanted


def test_an_empty_table_has_its_columns(ledger: Ledger) -> None:
    assert ledger.table("positions").to_arrow().num_rows == 0
    assert "stance" in ledger.table("positions").to_arrow().column_names


def test_a_table_is_read_anew_whenever_it_is_asked_for(ledger: Ledger) -> None:
    table = ledger.table("problems")
    assert len(list(table)) == 0
    ledger.add_problem(Problem("x.html", ProblemKind.EMPTY, "no bytes"))
    assert len(list(table)) == 1


def test_a_glance_leaves_the_ledger_free_to_be_written(full: Ledger) -> None:
    full.table("statements").head(1)
    full.table("statements")._repr_html_()
    assert full.add_problem(Problem("y.html", ProblemKind.EMPTY, "no bytes"))


@pytest.mark.parametrize(("name", "way"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_what_is_not_installed_is_named_with_what_brings_it(
    full: Ledger, monkeypatch: pytest.MonkeyPatch, name: str, way: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraMissing, match=rf"needs {name}: pip install 'sayso\[tables\]'"):
        getattr(full.table("claims"), way)()


def test_an_unknown_kind_is_refused_at_once(full: Ledger) -> None:
    with pytest.raises(ValueError, match="nothing to export is called 'rows'"):
        full.table("rows")


def test_a_notebook_shows_tables_and_the_ledger(full: Ledger) -> None:
    full.add_problem(Problem("<script>", ProblemKind.EMPTY, "no bytes"))
    html = full.table("problems")._repr_html_()
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    for number in range(30):
        full.add_problem(Problem(f"{number}.html", ProblemKind.EMPTY, "no bytes"))
    assert "and more" in full.table("problems")._repr_html_()
    assert "<td>articles</td><td>3</td>" in full._repr_html_()
    assert repr(full).startswith("<sayso ledger ")
