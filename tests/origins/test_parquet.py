"""Rows of Parquet files."""

from datetime import UTC, date, datetime
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.errors import UnreadableOrigin
from sayso.origins.parquet import read_parquet
from sayso.records import ProblemKind
from tests.origins.made import brief


def packed(columns, **how):
    stream = BytesIO()
    pq.write_table(pa.table(columns), stream, **how)
    return stream.getvalue()


def read(content):
    return list(read_parquet(BytesIO(content), origin="a.parquet"))


def test_rows_become_pages_over_all_row_groups():
    ids = [f"r{number}" for number in range(100)]
    content = packed({"id": ids, "text": ["The mayor said no."] * 100, "other": ids}, row_group_size=30)
    pages = read(content)
    assert [page.id for page in pages] == ids
    assert pages[99].origin == "a.parquet#100"
    assert pages[0].content == b"The mayor said no."


def test_dates_of_any_column_type_are_iso():
    days = packed({"id": ["a"], "text": ["x"], "date": [date(2024, 3, 4)]})
    instants = packed({"id": ["a"], "text": ["x"], "published_at": [datetime(2024, 3, 4, 9, tzinfo=UTC)]})
    assert read(days)[0].published_at == "2024-03-04"
    assert read(instants)[0].published_at == "2024-03-04T09:00:00+00:00"


def test_bad_rows_cost_themselves_alone():
    outcomes = read(packed({"id": ["a", None, "a", "d"], "text": ["1", "2", "3", None]}))
    assert [brief(outcome) for outcome in outcomes] == [
        ("a.parquet#1", "text/plain"),
        ("a.parquet", "bad_record", "row 2"),
        ("a.parquet", "id_taken", "row 3"),
        ("a.parquet", "bad_record", "row 4"),
    ]


GOOD = packed({"id": ["a"], "text": ["x"]})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PAR1", ProblemKind.BAD_ARCHIVE),
        (GOOD[:-20], ProblemKind.BAD_ARCHIVE),
        (b"PAR1" + bytes(100) + b"PAR1", ProblemKind.BAD_ARCHIVE),
        (packed({"name": ["a"]}), ProblemKind.BAD_RECORD),
    ],
)
def test_files_that_cannot_be_read(content, kind):
    with pytest.raises(UnreadableOrigin) as caught:
        read(content)
    assert caught.value.kind == kind


# Texts of a file, how they are packed, and why none of it is unpacked.
BOMBS = [
    ("packed", ["a" * 30_000_000], "zstd", "expands more than 200 times, as no report does; not read"),
    ("plain", ["a" * 30_000_000], "none", "its rows are larger than 10 MB; not read"),
    ("list", [["a" * 30_000_000]], "zstd", "expands more than 200 times, as no report does; not read"),
]


@pytest.mark.parametrize(("texts", "compression", "reason"), [case[1:] for case in BOMBS], ids=[c[0] for c in BOMBS])
def test_a_bomb_is_not_unpacked(texts, compression, reason):
    content = packed({"id": ["a"], "text": texts}, compression=compression, use_dictionary=False)
    with pytest.raises(UnreadableOrigin) as caught:
        read(content)
    assert (caught.value.kind, caught.value.reason, caught.value.at) == ("too_large", reason, 'column "text"')


def test_what_is_wrong_with_a_damaged_file_is_one_phrase():
    noise = bytes(range(40))
    with pytest.raises(UnreadableOrigin) as caught:
        read(GOOD[:10] + noise + GOOD[10 + len(noise) :])
    assert caught.value.kind == "bad_archive"
    assert "\n" not in caught.value.reason
    assert not caught.value.reason.endswith((".", " "))
