"""The ledger's rows as tables that other programs take over without copying them by hand: Arrow, pandas, polars."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.errors import ExtraMissing
from sayso.formats import Json
from sayso.showing import table_html

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

# Rows held in memory at once while they are written; a row group of a Parquet file.
ROWS_AT_ONCE = 5_000
# Rows that a notebook shows of a table.
ROWS_SHOWN = 20

Fields = dict[str, Any]


class Table:
    """All rows of one kind, read from the ledger whenever they are asked for; the ledger must still be open then.

    It speaks the Arrow PyCapsule interface: `polars.DataFrame(table)`, `pyarrow.table(table)`, `duckdb` and others
    take it as it is, a few thousand rows at a time.

    Example:
        >>> from sayso.ledger import Ledger
        >>> with Ledger.open(":memory:") as ledger:
        ...     ledger.table("problems").to_arrow().column_names
        ['origin', 'kind', 'reason', 'at']
    """

    def __init__(self, kind: str, rows: Callable[[], Generator[Json, None, None]]) -> None:
        self.kind = kind
        self._rows = rows

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, as `sayso export` gives them."""
        return tuple(schema_of(self.kind).names)

    def __iter__(self) -> Iterator[Json]:
        """Row by row, as plain JSON objects."""
        return self._rows()

    def __repr__(self) -> str:
        return f"<sayso table {self.kind}: {', '.join(self.columns)}>"

    def head(self, n_rows: int) -> list[Json]:
        """The first rows."""
        with closing(self._rows()) as rows:
            return list(islice(rows, n_rows))

    def _repr_html_(self) -> str:
        return table_html(self.kind, self.columns, self.head(ROWS_SHOWN + 1), ROWS_SHOWN)

    def reader(self) -> pa.RecordBatchReader:
        """The rows as Arrow batches, each read when it is asked for."""
        import pyarrow as pa

        schema = schema_of(self.kind)
        return pa.RecordBatchReader.from_batches(schema, batches(self._rows(), schema))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule interface."""
        return self.reader().__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """All rows as a `pyarrow.Table`."""
        with closing(self.reader()) as reader:
            return reader.read_all()

    def to_pandas(self) -> pd.DataFrame:
        """All rows as a `pandas.DataFrame`; lists and objects stay what they are.

        Raises:
            ExtraMissing: if pandas is not installed.
        """
        _check_installed("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """All rows as a `polars.DataFrame`.

        Raises:
            ExtraMissing: if polars is not installed.
        """
        _check_installed("polars")
        import polars as pl

        return pl.DataFrame(self.to_arrow())


def _check_installed(name: str) -> None:
    from importlib import import_module

    try:
        import_module(name)
    except ImportError as error:
        raise ExtraMissing(f"this needs {name}: pip install 'sayso[tables]' brings it") from error


def batches(records: Iterable[Json], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Records as Arrow batches of `ROWS_AT_ONCE` rows."""
    import pyarrow as pa

    rows = iter(records)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield pa.RecordBatch.from_pylist([_storable(record) for record in some], schema=schema)


def _storable(value: Any) -> Any:
    """The same value with lone surrogates, which Arrow's UTF-8 refuses, replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list) else value


def schema_of(kind: str) -> pa.Schema:
    """The columns of one kind of rows, the same whether or not there is a row for every field.

    Args:
        kind: one of the ledger's kinds.
    """
    import pyarrow as pa

    makers: dict[str, Callable[[], Fields]] = {
        "articles": _article_fields,
        "statements": _statement_fields,
        "stories": lambda: _texts("id", "title") | {"articles": pa.list_(pa.string())},
        "reprints": _reprint_fields,
        "quotations": _quotation_fields,
        "claims": _claim_fields,
        "positions": _position_fields,
        "figures": lambda: _place_fields() | _figure_fields(),
        "corrections": _correction_fields,
        "problems": lambda: _texts("origin", "kind", "reason", "at"),
    }
    return pa.schema(makers[kind]())


def _texts(*names: str) -> Fields:
    import pyarrow as pa

    return dict.fromkeys(names, pa.string())


def _span() -> pa.DataType:
    import pyarrow as pa

    return pa.list_(pa.int64())


def _article_fields() -> Fields:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    dateline = pa.struct(_texts("place", "on") | {"span": _span()} | _texts("rule"))
    fields = _texts("id", "origin", "sha256", "url", "outlet", "agency") | {"byline": texts} | _texts("title")
    fields |= {"dateline": dateline}
    fields |= _texts("published_at", "published_from", "language", "story", "reprint_of", "relation", "how")
    return fields | {"evidence": texts}


def _speaker() -> pa.DataType:
    import pyarrow as pa

    texts = _texts("id", "name", "kind", "sector", "role", "institution", "on_record")
    return pa.struct(texts | {"claimed_number": pa.int64(), "anonymity_reason": _span()})


def _said_on() -> pa.DataType:
    import pyarrow as pa

    return pa.struct(_texts("start", "end", "anchor", "rule") | {"span": _span()})


def _statement_fields() -> Fields:
    import pyarrow as pa

    spans = pa.list_(_span())
    fields = _texts("article", "id", "form") | dict.fromkeys(("source", "cue", "content"), spans)
    fields |= _texts("act", "factuality") | {"presupposed": pa.bool_(), "speaker": _speaker()} | _texts("reason")
    fields |= {"via": pa.list_(pa.string()), "said_on": _said_on(), "confidence": pa.float64(), "refers_to": spans}
    author = pa.struct(_texts("act", "factuality") | {"span": _span()})
    return fields | {"author": author} | _texts("speaker_by")


def _reprint_fields() -> Fields:
    import pyarrow as pa

    fields = _texts("article", "of", "relation", "how")
    return fields | {"evidence": pa.list_(pa.string()), "shared": pa.float64()}


def _quotation_fields() -> Fields:
    import pyarrow as pa

    form = _texts("article") | {"span": _span(), "spans": pa.list_(_span())} | _texts("relation")
    changes = ("polarity_changed", "number_changed", "scope_changed", "subject_changed")
    form |= dict.fromkeys(changes, pa.bool_()) | _texts("statement")
    form |= {"changes": pa.list_(pa.struct(_texts("kind") | {"here": _span(), "fullest": _span()}))}
    return _texts("id", "speaker") | {"forms": pa.list_(pa.struct(form))}


def _figure_fields() -> Fields:
    import pyarrow as pa

    amount = {"low": pa.float64(), "high": pa.float64()}
    return {"span": _span()} | _texts("surface") | amount | _texts("bound", "unit", "counted_thing", "as_of")


def _claim_fields() -> Fields:
    import pyarrow as pa

    position = _texts("statement", "article") | {"speaker": _speaker()} | _texts("stance", "act", "factuality")
    position |= {"said_on": _said_on(), "figures": pa.list_(pa.struct(_figure_fields()))}
    position |= _texts("speaker_by", "stance_by")
    fields = _texts("id", "story", "gloss", "gloss_statement") | {"gloss_spans": pa.list_(_span())}
    fields |= _texts("gloss_by")
    fields |= {"origins": pa.int64(), "articles": pa.int64(), "positions": pa.list_(pa.struct(position))}
    related = _texts("claim", "relation", "statement") | {"spans": pa.list_(_span())} | _texts("of_statement")
    related |= {"of_spans": pa.list_(_span())} | _texts("rule") | {"score": pa.float64()}
    return fields | {"related": pa.list_(pa.struct(related))}


def _place_fields() -> Fields:
    return _texts("claim", "story", "statement", "article", "speaker", "name", "stance", "said_from", "said_to")


def _position_fields() -> Fields:
    import pyarrow as pa

    fields = _place_fields() | _texts("gloss", "kind", "sector", "role", "institution", "act", "factuality", "words")
    fields |= {"content": pa.list_(_span()), "confidence": pa.float64()}
    return fields | _texts("outlet", "published_at", "url", "speaker_by", "stance_by")


def _correction_fields() -> Fields:
    import pyarrow as pa

    texts = pa.list_(pa.string())
    excerpts = pa.list_(pa.struct(_texts("article") | {"span": _span(), "frame": _span()}))
    fields = {"number": pa.int64()} | _texts("kind") | {"articles": texts, "others": texts, "undoes": pa.int64()}
    fields |= _texts("author", "at") | {"statements": excerpts, "against": excerpts}
    return fields | _texts("value", "speaker_kind", "role")
