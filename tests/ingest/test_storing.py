"""Reading into a ledger: twice is once, order does not matter, and what was acknowledged survives a kill."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import sayso.linking
from sayso.ingest import linking, storing
from sayso.ingest.linking import place_articles
from sayso.ingest.storing import Progress, read_into
from sayso.ledger import Extractor, Ledger
from sayso.ledger.shelf import LedgerShelf
from sayso.linking import link
from sayso.records import Findings, Page, Problem, ProblemKind
from tests.ingest import reports, taggers, victim
from tests.ingest.victim import LINKING, N_PAGES


def read(place: Path, items: Sequence[Page | Problem], **options: object) -> storing.ReadReport:
    with Ledger.open(place) as ledger:
        return read_into(ledger, items, **({"workers": 0, "tagger": None} | options))  # type: ignore[arg-type]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "BATCH_ROWS", victim.BATCH_ROWS)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("undisturbed") / "sayso.db"
    read(place, reports.mixed(N_PAGES))
    return place


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db"


def links_of(place: Path) -> dict[str, list[object]]:
    kinds = ("articles", "stories", "reprints", "claims", "quotations")
    with Ledger.open(place, read_only=True) as ledger:
        assert ledger.unlinked() == ()
        return {kind: list(ledger.export(kind)) for kind in kinds} | {"entities": list(ledger.entities())}


# ------------------------------------------------------------------------------------------------------- storing


def test_a_read_stores_and_links_and_reports(undisturbed: Path, place: Path) -> None:
    report = read(place, reports.mixed(N_PAGES))
    assert (report.n_articles, report.n_new, report.n_known, report.n_problems) == (N_PAGES, N_PAGES, 0, 3)
    assert [problem.origin for problem in report.problems] == ["gone.txt", "empty.txt", "broken.jsonl"]
    with Ledger.open(place, read_only=True) as ledger:
        assert ledger.problems() == report.problems
        assert ledger.unlinked() == ()
        counts = ledger.counts()
    assert counts["articles"] == N_PAGES
    assert min(counts[kind] for kind in ("statements", "stories", "speakers", "reprints", "claims")) > 0
    assert reports.dump(place) == reports.dump(undisturbed)


def test_reading_twice_is_reading_once(undisturbed: Path, place: Path) -> None:
    shutil.copy(undisturbed, place)
    report = read(place, reports.mixed(N_PAGES))
    assert (report.n_new, report.n_known, report.n_problems) == (0, N_PAGES, 3)
    assert reports.dump(place) == reports.dump(undisturbed)


def test_a_known_page_is_not_examined_again(place: Path) -> None:
    pages = [reports.page(1, "Nothing happens."), reports.page(2, "Please fail now.")]
    read(place, [reports.page(2, "Please fail now.")])
    report = read(place, pages, tagger=taggers.Obedient())
    assert (report.n_new, report.n_known, report.n_problems) == (1, 1, 0)


def test_the_number_of_workers_does_not_matter(undisturbed: Path, place: Path) -> None:
    read(place, reports.mixed(N_PAGES), workers=2)
    assert reports.dump(place) == reports.dump(undisturbed)


@pytest.mark.parametrize("cut", [1, 8, 15])
def test_neither_order_nor_portions_matter_to_the_links(undisturbed: Path, place: Path, cut: int) -> None:
    pages = reports.pages(N_PAGES)[::-1]
    read(place, pages[:cut])
    read(place, pages[cut:])
    assert links_of(place) == links_of(undisturbed)


def test_stored_links_are_those_of_linking_from_scratch(undisturbed: Path) -> None:
    with Ledger.open(undisturbed, read_only=True) as ledger:
        links = link(ledger.findings(ledger.article_ids()))
        assert ledger.reprints() == tuple(sorted(links.reprints, key=lambda reprint: (reprint.article, reprint.of)))
        assert set(ledger.entities()) == set(links.entities)
        assert {ledger.story(story.id).story for story in links.stories} == set(links.stories)
        name = {member: (entity.id, entity.name) for entity in links.entities for member in entity.members}
        for claim in links.claims:
            stored = ledger.claim(claim.id)
            for position, expected in zip(stored.positions, claim.positions, strict=True):
                if expected.speaker and position.speaker:
                    joined = name.get(expected.speaker.id, (expected.speaker.id, expected.speaker.name))
                    assert (position.speaker.id, position.speaker.name) == joined
                assert replace(position, speaker=None) == replace(expected, speaker=None)
            assert replace(stored, positions=()) == replace(claim, positions=())


def test_the_same_id_with_other_text_is_a_problem(place: Path) -> None:
    first = replace(reports.page(0), id="mine")
    other = replace(reports.page(1), id="mine")
    report = read(place, [first, other, first])
    assert (report.n_new, report.n_known) == (1, 1)
    assert [(problem.origin, problem.kind) for problem in report.problems] == [(other.origin, ProblemKind.ID_TAKEN)]
    with Ledger.open(place, read_only=True) as ledger:
        assert ledger.article("mine").text == reports.text(0)


def test_findings_that_contradict_themselves_cost_one_page(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.pipeline import examine_page

    def twice(page: Page, **seams: object) -> Findings:
        found = examine_page(page, **seams)  # type: ignore[arg-type]
        return replace(found, statements=found.statements * 2) if page.origin.endswith("001.txt") else found

    monkeypatch.setattr("sayso.pipeline.examine_page", twice)
    report = read(place, reports.pages(3))
    assert (report.n_new, [problem.kind for problem in report.problems]) == (2, [ProblemKind.INTERNAL])


def test_the_extractor_is_recorded(place: Path) -> None:
    read(place, reports.pages(1), extractor=Extractor("trial", "7"))
    with Ledger.open(place, read_only=True) as ledger:
        assert ledger.made_by(ledger.article_ids()[0]) == Extractor("trial", "7")


@pytest.mark.usefixtures("small_batches")
def test_progress_tells_only_what_another_process_can_see(place: Path) -> None:
    seen: list[Progress] = []

    def check(progress: Progress) -> None:
        with Ledger.open(place, read_only=True) as reader:
            assert reader.counts()["articles"] == progress.n_new
        seen.append(progress)

    read(place, reports.mixed(8), progress=check)
    assert len(seen) > 3
    assert (seen[-1].n_new, seen[-1].n_problems, seen[-1].origin) == (8, 3, "broken.jsonl")


# --------------------------------------------------------------------------------------------------- interrupted


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("after", [0, 1, 9, 15])
def test_ctrl_c_leaves_a_ledger_that_can_be_read_on(undisturbed: Path, place: Path, after: int) -> None:
    def interrupted() -> Iterator[Page | Problem]:
        yield from reports.mixed(N_PAGES)[:after]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(place, interrupted())  # type: ignore[arg-type]
    with Ledger.open(place, read_only=True) as ledger:
        assert set(ledger.unlinked()) == set(ledger.article_ids())
    read(place, reports.mixed(N_PAGES))
    assert reports.dump(place) == reports.dump(undisturbed)


def test_stale_links_are_mended_by_the_next_read(
    undisturbed: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sayso.linking, "link_story", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read(place, reports.mixed(N_PAGES))
    assert read(place, []).n_articles == 0
    assert reports.dump(place) == reports.dump(undisturbed)


def test_articles_that_another_process_adds_during_linking_are_linked_too(
    undisturbed: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = reports.pages(N_PAGES)
    found = list(storing.examine_all(pages[3:], workers=0, tagger=None))

    def slow(shelf: LedgerShelf, ids: Sequence[str]) -> None:
        place_articles(shelf, ids)
        late.extend(found)

    late: list[object] = []
    monkeypatch.setattr(linking, "place_articles", slow)
    monkeypatch.setattr(linking, "ARTICLES_AT_ONCE", 2)
    with Ledger.open(place) as ledger:
        told = Ledger.unlinked

        def unlinked(self: Ledger, limit: int | None = None) -> tuple[str, ...]:
            while late:
                page, findings = late.pop()  # type: ignore[misc]
                self.add(findings, page)
            return told(self, limit)

        monkeypatch.setattr(Ledger, "unlinked", unlinked)
        read_into(ledger, pages[:3], workers=0, tagger=None)
        assert ledger.unlinked() == ()
    assert links_of(place) == links_of(undisturbed)


# When the reading process is killed: after how many messages from it, or once it has begun to link; and how many
# seconds later.
MOMENTS = [
    *((1, 0.0), (1, 0.01), (1, 0.03), (2, 0.0), (3, 0.005), (4, 0.0), (6, 0.01), (8, 0.0)),
    *((LINKING, 0.0), (LINKING, 0.02)),
]


def test_a_killed_read_loses_nothing_that_was_acknowledged(undisturbed: Path, tmp_path: Path) -> None:
    whole = reports.dump(undisturbed)
    n_cut_short = 0
    for number, (mark, seconds) in enumerate(MOMENTS):
        place = tmp_path / f"{number}.db"
        acknowledged = killed_read(place, mark, seconds)
        with Ledger.open(place) as ledger:
            n_stored = len(ledger.article_ids())
            n_cut_short += bool(ledger.unlinked()) or n_stored < N_PAGES
        assert n_stored >= acknowledged
        read(place, reports.mixed(N_PAGES))
        assert reports.dump(place) == whole, f"killed at {mark}, {seconds} s"
    assert n_cut_short >= len(MOMENTS) // 2


def killed_read(place: Path, mark: int | str, seconds: float) -> int:
    """Read in a process of its own and kill it; the number of articles that it had acknowledged."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([victim.__name__])
    ear, mouth = context.Pipe(duplex=False)
    process = context.Process(target=victim.read_and_tell, args=(mouth, place))
    process.start()
    mouth.close()
    acknowledged = n_heard = 0
    # The pipe ends when the process does.
    with ear, suppress(EOFError):
        while True:
            word = ear.recv()
            n_heard += 1
            acknowledged = acknowledged if word == LINKING else word
            if mark in (word, n_heard):
                time.sleep(seconds)
                process.kill()
    process.join()
    process.close()
    return acknowledged
