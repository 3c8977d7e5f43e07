"""A ledger whose ids were of 40 bits is brought to those of 64, and is then what a new one is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import NotInLedger
from sayso.ingest.correcting import correct
from sayso.ingest.storing import read_into
from sayso.ledger import Ledger
from sayso.linking import ids
from sayso.records import Correction, CorrectionKind
from tests.ingest import reports
from tests.ingest.test_correcting import DAM, FIXED, LATER, entry, relink, store

N_PAGES = 12
BEFORE = "0007"
OLD_BYTES = 5
WIDE_ID = re.compile(r"(?:[^.]+\.p|[sec])[0-9a-f]{16}")
# Two of one name in one article, whose order by id was the other one before.
TWICE_NAMED = (
    entry(CorrectionKind.SPEAKER, 1, value="Tom Vale", role="engineer"),
    entry(CorrectionKind.SPEAKER, 2, value="Tom Vale", role="chief engineer"),
)
UNDOING = Correction(CorrectionKind.UNDO, (), (), 3, "Per Dahl", "2025-05-08T12:00:00+00:00")
ONE_STORY = Correction(CorrectionKind.ONE_STORY, ("dam", "later"), (), None, "Ada Quill", "2025-05-08T12:00:00+00:00")

Fill = Callable[[Ledger], None]
Rows = dict[str, list[dict[str, object]]]


def read_reports(ledger: Ledger) -> None:
    read_into(ledger, reports.mixed(N_PAGES), workers=0, tagger=None)


def correct_reports(ledger: Ledger) -> None:
    """Reports of a dam, and what people say of them: names, stances, speakers that no article has."""
    for findings in (DAM, LATER):
        store(ledger, findings)
    relink(ledger)
    for each in (*FIXED, UNDOING, *TWICE_NAMED, ONE_STORY):
        correct(ledger, each)


def read_and_leave(ledger: Ledger) -> None:
    """A read that ended before the stories were told anew, and before its last article was linked."""
    read_reports(ledger)
    ledger.mark_stale(ledger.article_ids()[:3])
    store(ledger, DAM)


def name_claim(ledger: Ledger) -> None:
    """A claim that a person calls by other words than those its id is made of."""
    store(ledger, DAM)
    relink(ledger)
    correct(ledger, entry(CorrectionKind.GLOSS, 2, against=(1,)))


FILLS = (read_reports, correct_reports, read_and_leave)


@pytest.fixture(params=FILLS, ids=lambda fill: fill.__name__)
def fill(request: pytest.FixtureRequest) -> Fill:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def old(place: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger as the version before wrote it."""
    with monkeypatch.context() as before:
        before.setattr(ids, "ID_BYTES", OLD_BYTES)
        with Ledger.open(place) as ledger:
            fill(ledger)
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("DROP TABLE meanings")
        raw.execute("ALTER TABLE claims DROP COLUMN related")
        raw.execute("UPDATE alembic_version SET version_num = ?", (BEFORE,))
    return place


@pytest.fixture
def new(tmp_path: Path, fill: Fill) -> Path:
    place = tmp_path / "new.db"
    with Ledger.open(place) as ledger:
        fill(ledger)
    return place


def rows_of(place: Path) -> Rows:
    """All that a ledger holds; of claims not their rank, in which those that are alike stand by their ids."""
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_index%'")
        rows = {name: [dict(row) for row in raw.execute(f"SELECT * FROM {name}")] for (name,) in tables}  # noqa: S608
    for claim in rows["claims"]:
        del claim["rank"]
    return {name: sorted(some, key=repr) for name, some in rows.items()}


def made_ids(rows: Rows) -> set[object]:
    found = {row["id"] for name in ("stories", "entities", "claims") for row in rows[name]}
    found |= {row["identity"] for name in ("identities", "entities") for row in rows[name]}
    return found | {row["id"] for row in rows["speakers"] if ".p" in str(row["id"])}


def test_it_is_then_what_a_new_one_is(old: Path, new: Path) -> None:
    before = made_ids(rows_of(old))
    Ledger.open(old).close()
    rows = rows_of(old)
    assert rows == rows_of(new)
    assert len(made_ids(rows)) == len(before)
    assert not made_ids(rows) & before
    assert all(WIDE_ID.fullmatch(str(id)) for id in made_ids(rows))


def test_it_grows_as_a_new_one_does(old: Path, new: Path) -> None:
    more = replace(LATER, article=replace(LATER.article, id="more", published_at="2025-05-09"))
    told = []
    for place in (old, new):
        with Ledger.open(place) as ledger:
            store(ledger, replace(more, statements=()))
            ledger.mark_stale(ledger.article_ids())
            relink(ledger)
            told.append([list(ledger.export(kind)) for kind in ("stories", "claims", "statements", "quotations")])
    assert told[0] == told[1]
    assert rows_of(old) == rows_of(new)


@pytest.mark.parametrize("fill", [read_reports])
def test_who_is_known_by_a_key_that_was_not_kept_is_told_anew(old: Path, new: Path) -> None:
    with closing(sqlite3.connect(old)) as raw, raw:
        assert raw.execute("DELETE FROM identities WHERE key LIKE 'body:%'").rowcount
    with Ledger.open(old) as ledger:
        assert ledger.stale_stories(1)
        relink(ledger)
    assert rows_of(old) == rows_of(new)


@pytest.mark.parametrize("fill", [name_claim])
def test_a_claim_that_a_person_named_is_told_anew(old: Path, new: Path) -> None:
    with Ledger.open(old) as ledger:
        assert ledger.stale_stories(1)
        relink(ledger)
    assert rows_of(old) == rows_of(new)


@pytest.mark.parametrize("fill", [read_reports])
def test_an_id_of_before_is_not_in_the_ledger(old: Path) -> None:
    id = min(str(row["id"]) for row in rows_of(old)["stories"])
    with Ledger.open(old) as ledger, pytest.raises(NotInLedger, match=id):
        ledger.story(id)
