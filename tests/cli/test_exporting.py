"""The ledger's rows for other programs: whole, the same in every shape, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path

import pytest
from pyarrow import parquet

from sayso.cli import tables
from sayso.cli.edge import Status
from sayso.cli.exporting import Kind
from sayso.cli.files import write_whole
from sayso.ledger import KINDS, Ledger
from tests.cli.conftest import Run


def test_the_kinds_are_the_ledgers_own() -> None:
    assert tuple(Kind) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_shape_holds_the_same_rows(run: Run, made_ledger: Path, tmp_path: Path, kind: str) -> None:
    with Ledger.open(made_ledger, read_only=True) as ledger:
        wanted = list(ledger.export(kind))
    assert wanted
    place = ("--ledger", str(made_ledger))
    lines = run("export", kind, *place).stdout.splitlines()
    assert [json.loads(line) for line in lines] == wanted
    rows = list(csv.DictReader(io.StringIO(run("export", kind, "--format", "csv", *place).stdout)))
    assert [list(row) for row in rows] == [list(record) for record in wanted]
    plain = [{name: value for name, value in record.items() if isinstance(value, str)} for record in wanted]
    assert [{name: row[name] for name in record} for row, record in zip(rows, plain, strict=True)] == plain
    assert run("export", kind, "--format", "parquet", "--output", "x.parquet", *place).exit_code == Status.DONE
    assert parquet.read_table(tmp_path / "x.parquet").to_pylist() == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["x.parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ledger_gives_no_rows_but_a_schema(run: Run, tmp_path: Path, kind: str) -> None:
    Ledger.open("empty.db").close()
    place = ("--ledger", "empty.db")
    assert run("export", kind, *place).stdout == ""
    assert run("export", kind, "--format", "csv", *place).stdout == ""
    run("export", kind, "--format", "parquet", "--output", "x.parquet", *place)
    table = parquet.read_table(tmp_path / "x.parquet")
    assert (table.num_rows, table.num_columns > 2) == (0, True)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://evil.example","click")', '\'=HYPERLINK("http://evil.example","click")'),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
        ("\tindented", "'\tindented"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("5 - 3 = 2", "5 - 3 = 2"),
        (None, ""),
        (-4.5, "-4.5"),
        (True, "true"),
        (["=1", None], '["=1", null]'),
        ({"name": "\u00d8"}, '{"name": "\u00d8"}'),
    ],
)
def test_a_spreadsheet_gets_no_formula(value: object, cell: str) -> None:
    file = io.BytesIO()
    tables.write_csv([{"value": value}], file)
    assert next(csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))) == {"value": cell}


def test_a_lone_surrogate_does_not_stop_an_export(tmp_path: Path) -> None:
    record = {"origin": "a\ud83d", "kind": "empty", "reason": "r", "at": ""}
    lines, table = io.BytesIO(), io.BytesIO()
    tables.write_jsonl([record], lines)
    assert json.loads(lines.getvalue()) == record
    tables.write_csv([record], table)
    assert b"a?" in table.getvalue()
    with (tmp_path / "x.parquet").open("wb") as file:
        tables.write_parquet([record], "problems", file)
    assert parquet.read_table(tmp_path / "x.parquet").column("origin").to_pylist() == ["a?"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with write_whole(path) as file:
        file.write(b"old")
        assert not path.exists()

    def stop_half_way() -> None:
        with write_whole(path) as file:
            file.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_is_written_and_not_replaced() -> None:
    with write_whole(Path("/dev/null")) as file:
        file.write(b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(("name", "reason"), [("nodir/out", "the folder that it should be"), (".", "Is a directory")])
def test_what_cannot_be_written_is_named_as_the_user_named_it(tmp_path: Path, name: str, reason: str) -> None:
    path = tmp_path / name
    with pytest.raises(OSError, match=reason) as caught, write_whole(path) as file:
        file.write(b"new")
    assert caught.value.filename == str(path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_with_the_file() -> None:
    with pytest.raises(OSError, match="No space left") as caught, write_whole(Path("/dev/full")) as file:
        file.write(b"new")
    assert caught.value.filename == "/dev/full"
