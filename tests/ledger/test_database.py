"""Opening, locking and migrating a ledger, and what is said when that fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from sayso.errors import LedgerError, LedgerTooNew
from sayso.ingest.linking import relink
from sayso.ledger import Ledger, schema
from sayso.ledger.database import connect
from sayso.records import StoryLinks
from tests.ledger import made

# ---------------------------------------------------------------------------------------------------- migrations


def test_the_migrations_end_in_the_schema(place: Path) -> None:
    connection = connect(str(place), read_only=False, wait_s=1)
    # The schema is compared as it is before the search index, which is derived, is made beside it.
    assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    connection.close()


def test_the_known_revisions_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "sayso.ledger:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == schema.REVISIONS
    assert scripts.get_current_head() == schema.HEAD


def test_a_ledger_of_the_first_revision_is_brought_up_to_date(ferry: Ledger, place: Path) -> None:
    before = ferry.findings(ferry.article_ids())
    ferry.close()
    old = place.with_name("old.db")
    with create_engine(f"sqlite:///{old}").connect() as connection, connection.begin():
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "sayso.ledger:migrations")
        command.upgrade(config, "0001")
    with sqlite3.connect(old) as raw:
        raw.execute("ATTACH ? AS new", (str(place),))
        for table in ("extractors", "articles", "pages", "speakers", "statements"):
            columns = ", ".join(row[1] for row in raw.execute(f"PRAGMA main.table_info({table})"))
            raw.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
    raw.close()
    place = old
    with pytest.raises(LedgerError, match="older sayso"):
        Ledger.open(place, read_only=True)
    with Ledger.open(place) as ledger:
        after = ledger.findings(ledger.article_ids())
        assert ledger.unlinked() == ("copy", "late", "wire")
        relink(ledger)
        joined = ledger.entities()
    assert before
    assert after == before
    with Ledger.open(":memory:") as fresh:
        for findings in before:
            fresh.add(findings, made.page(findings))
        relink(fresh)
        assert joined == fresh.entities()


def test_opening_again_migrates_nothing(place: Path) -> None:
    Ledger.open(place).close()
    before = place.read_bytes()
    Ledger.open(place).close()
    assert place.read_bytes() == before


def test_a_ledger_of_a_newer_sayso_is_not_touched(ferry: Ledger, place: Path) -> None:
    ferry.close()
    with sqlite3.connect(place) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    for read_only in (False, True):
        with pytest.raises(LedgerTooNew, match="written by a newer sayso"):
            Ledger.open(place, read_only=read_only)


# ------------------------------------------------------------------------------------------------------- opening


def test_a_ledger_at_rest_is_one_file(ferry: Ledger, place: Path) -> None:
    ferry.close()
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("address", ["{}", "sqlite:///{}"])
def test_a_path_and_a_url_name_the_same_ledger(ferry: Ledger, place: Path, address: str) -> None:
    ferry.close()
    with Ledger.open(address.format(place)) as ledger:
        assert ledger.counts()["articles"] == 3


def test_a_path_may_hold_marks_that_mean_something_in_a_url(tmp_path: Path) -> None:
    place = tmp_path / "what? 100%#1 ü.db"
    with Ledger.open(place) as ledger:
        ledger.add(made.late(), made.page(made.late()))
    assert place.exists()
    with Ledger.open(place, read_only=True) as ledger:
        assert ledger.counts()["articles"] == 1


def test_no_ledger_is_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger there yet; `sayso read` makes one"):
        Ledger.open(tmp_path / "none.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_ledger_but_cannot_be_read_as_one(place: Path) -> None:
    place.touch()
    with pytest.raises(LedgerError, match="still empty"):
        Ledger.open(place, read_only=True)
    with Ledger.open(place) as ledger:
        assert ledger.counts()["articles"] == 0


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_left_alone(place: Path, read_only: bool) -> None:
    place.write_text("Dear diary, " * 200)
    before = place.read_bytes()
    with pytest.raises(LedgerError, match="it is not a database"):
        Ledger.open(place, read_only=read_only)
    assert place.read_bytes() == before


def test_the_database_of_another_program_is_left_alone(place: Path) -> None:
    with sqlite3.connect(place) as raw:
        raw.execute("CREATE TABLE articles (mine)")
    raw.close()
    before = place.read_bytes()
    with pytest.raises(LedgerError, match="database of another program"):
        Ledger.open(place)
    assert place.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    place = tmp_path / "missing" / "sayso.db"
    with pytest.raises(LedgerError, match="it cannot be opened") as caught:
        Ledger.open(place)
    assert str(place) in str(caught.value)


def test_a_database_server_is_not_there_yet() -> None:
    with pytest.raises(LedgerError, match="no ledger can be kept at a postgresql:// address"):
        Ledger.open("postgresql://localhost/news")


def test_a_damaged_ledger_says_so(ferry: Ledger, place: Path) -> None:
    ferry.close()
    content = bytearray(place.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    place.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(place) as ledger:
        ledger.stories()


def test_a_full_disk_loses_the_batch_and_nothing_before_it(ledger: Ledger, place: Path) -> None:
    ledger.add(made.late(), made.page(made.late()))
    driver = ledger._connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count={pages}").fetchall()
    big = made.Findings(made.article("big", "Water everywhere. " * 20_000), ())

    def add_both() -> None:
        with ledger.batch():
            ledger.add(made.wire(), made.page(made.wire()))
            ledger.add(big, made.page(big))

    with pytest.raises(LedgerError, match="the disk is full"):
        add_both()
    assert ledger.article_ids() == ("late",)
    ledger.close()
    with Ledger.open(place, read_only=True) as reader:
        assert reader.article_ids() == ("late",)


# Run by a user without rights, which root can become and others are.
READ_ONLY_FOLDER = """
    import os, sys
    from sayso.errors import LedgerError
    from sayso.ledger import Ledger
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    with Ledger.open(sys.argv[1], read_only=True) as ledger:
        print(ledger.counts()["articles"], [hit.article.id for hit in ledger.search("clerk")])
    for place in (sys.argv[1], sys.argv[1] + ".new"):
        try:
            with Ledger.open(place) as ledger:
                ledger.add_problem(None)
        except LedgerError as error:
            print(error)
"""


def test_a_ledger_in_a_folder_that_cannot_be_written_is_read(ready: Path) -> None:
    # Not pytest's folder: only its owner may look into that.
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "sayso.db"
        shutil.copy(ready / "ferry.db", place)
        place.chmod(0o444)
        place.parent.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(READ_ONLY_FOLDER), str(place)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=False
        )  # fmt: skip
        place.parent.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "3 ['late']",
        f"{place}: it may not be written: the file, its folder or its disk is read-only",
        f"{place}.new: it cannot be opened: the folder is missing, or it may not be read or written",
    ]


# ----------------------------------------------------------------------------------------------- several at once


def test_a_reader_sees_one_state_while_another_process_writes(ferry: Ledger, place: Path) -> None:
    with Ledger.open(place, read_only=True) as reader:
        exported = reader.export("articles")
        first = next(exported)
        more = made.Findings(made.article("more", "A fourth report."), ())
        ferry.add(more, made.page(more))
        assert [first["id"], *(row["id"] for row in exported)] == ["copy", "late", "wire"]
        assert reader.counts()["articles"] == 4


def test_a_reader_cannot_write(ferry: Ledger, place: Path) -> None:
    with Ledger.open(place, read_only=True) as reader, pytest.raises(LedgerError, match="it may not be written"):
        reader.add(made.Findings(made.article("more", "A fourth report."), ()), made.page(made.late()))


def test_a_second_writer_waits_then_is_told(ledger: Ledger, place: Path) -> None:
    with Ledger.open(place, wait_s=0.05) as second:
        with ledger.batch():
            ledger.add(made.late(), made.page(made.late()))
            with pytest.raises(LedgerError, match="another sayso is writing to it"):
                second.add(made.wire(), made.page(made.wire()))
            assert second.article_ids() == ()
        second.add(made.wire(), made.page(made.wire()))
        assert second.article_ids() == ("late", "wire")


def test_two_processes_may_make_one_ledger(place: Path) -> None:
    program = "import sys; from sayso.ledger import Ledger; Ledger.open(sys.argv[1]).close(); print('ok')"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(place)], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0] for process in both] == ["ok\n", "ok\n"]


def test_foreign_keys_are_kept(ledger: Ledger, place: Path) -> None:
    ledger.add(made.wire(), made.page(made.wire()))
    links = made.links()
    with pytest.raises(LedgerError, match="FOREIGN KEY"):
        ledger.replace_story_links(StoryLinks(links.stories[0], (), links.claims, ()), [made.wire()])
    assert ledger.unlinked() == ("wire",)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_folder_is_no_ledger(tmp_path: Path, read_only: bool) -> None:
    with pytest.raises(LedgerError, match=r"it is a folder; name a file in it, such as .*sayso\.db"):
        Ledger.open(tmp_path, read_only=read_only)
