"""Records as JSON lines, as CSV that a spreadsheet may open, and as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.formats import Json, dumps
from sayso.views.spreadsheet import csv_lines

if TYPE_CHECKING:
    import pyarrow as pa

# Rows held in memory at once; a row group of a Parquet file.
ROWS_AT_ONCE = 5_000


def write_jsonl(records: Iterable[Json], file: BinaryIO) -> None:
    """One object a line; a lone surrogate is written as JSON's own escape for it."""
    for record in records:
        file.write((dumps(record) + "\n").encode("utf-8", "backslashreplace"))


def write_csv(records: Iterable[Json], file: BinaryIO) -> None:
    """A line of names, then a line for each record; nothing at all when there are no records."""
    for line in csv_lines(records):
        file.write(line)


def write_parquet(records: Iterable[Json], kind: str, file: BinaryIO) -> None:
    """A Parquet file with a stated schema, the same whether or not there is a row for every field.

    Args:
        kind: what the records are, one of the ledger's kinds.
    """
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema(kind)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _batched(records):
            writer.write_table(pa.Table.from_pylist([_storable(record) for record in some], schema=schema))


def _batched(records: Iterable[Json]) -> Iterator[list[Json]]:
    rows = iter(records)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some


def _storable(value: Any) -> Any:
    """The same value with lone surrogates, which Arrow's UTF-8 refuses, replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list) else value


def _schema(kind: str) -> pa.Schema:
    import pyarrow as pa

    text, number, share, flag = pa.string(), pa.int64(), pa.float64(), pa.bool_()
    span = pa.list_(number)
    spans, texts = pa.list_(span), pa.list_(text)
    said_on = pa.struct({"start": text, "end": text, "anchor": text, "rule": text, "span": span})
    dateline = pa.struct({"place": text, "on": text, "span": span, "rule": text})
    speaker = pa.struct(
        dict.fromkeys(("id", "name", "kind", "sector", "role", "institution", "on_record"), text)
        | {"claimed_number": number, "anonymity_reason": span}
    )
    figure = pa.struct(
        {"span": span, "surface": text, "low": share, "high": share}
        | dict.fromkeys(("bound", "unit", "counted_thing", "as_of"), text)
    )
    position = pa.struct(
        {"statement": text, "article": text, "speaker": speaker, "stance": text, "act": text, "factuality": text}
        | {"said_on": said_on, "figures": pa.list_(figure), "speaker_by": text, "stance_by": text}
    )
    article = dict.fromkeys(("id", "origin", "sha256", "url", "outlet", "agency"), text)
    article |= {"byline": texts, "title": text, "dateline": dateline}
    article |= dict.fromkeys(("published_at", "published_from", "language", "story", "reprint_of"), text)
    article |= {"relation": text, "how": text, "evidence": texts}
    statement = {"article": text, "id": text, "form": text, "source": spans, "cue": spans, "content": spans}
    statement |= {"act": text, "factuality": text, "presupposed": flag, "speaker": speaker, "reason": text}
    statement |= {"via": texts, "said_on": said_on, "confidence": share, "refers_to": spans}
    statement |= {"author": pa.struct({"act": text, "factuality": text, "span": span}), "speaker_by": text}
    claim = {"id": text, "story": text, "gloss": text, "gloss_statement": text, "gloss_spans": spans}
    claim |= {"origins": number, "articles": number, "positions": pa.list_(position)}
    form = {"article": text, "span": span, "spans": spans, "relation": text}
    form |= dict.fromkeys(("polarity_changed", "number_changed", "scope_changed", "subject_changed"), flag)
    correction = {"number": number, "kind": text, "articles": texts, "others": texts, "undoes": number}
    excerpts = pa.list_(pa.struct({"article": text, "span": span, "frame": span}))
    correction |= {"author": text, "at": text, "statements": excerpts, "against": excerpts}
    correction |= dict.fromkeys(("value", "speaker_kind", "role"), text)
    fields = {
        "articles": article,
        "statements": statement,
        "stories": {"id": text, "title": text, "articles": texts},
        "reprints": {"article": text, "of": text, "relation": text, "how": text, "evidence": texts, "shared": share},
        "quotations": {"id": text, "speaker": text, "forms": pa.list_(pa.struct(form))},
        "claims": claim,
        "corrections": correction,
        "problems": dict.fromkeys(("origin", "kind", "reason", "at"), text),
    }
    return pa.schema(fields[kind])
