"""The ledger as the rest of sayso sees it: one class that owns one connection."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from sayso.formats import Json
from sayso.ledger import asking, database, exports, listing, meanings, news, queries, search, writing
from sayso.ledger.listing import Extent, Sought, Spoken, Told
from sayso.ledger.news import Mark, StoryNews
from sayso.ledger.shelf import LedgerShelf
from sayso.ledger.tables import Table
from sayso.ledger.writing import PERSON, Added, Extractor
from sayso.linking.asking import read_question
from sayso.linking.pairs import PairScorer
from sayso.records import (
    Answer,
    Article,
    Claim,
    Correction,
    Entity,
    Findings,
    Hit,
    Page,
    Problem,
    Quotation,
    Reprint,
    SpeakerView,
    Statement,
    Story,
    StoryLinks,
    StorySummary,
    StoryView,
)
from sayso.showing import table_html

# Seconds a writer waits for another one: longer than any batch takes, shorter than a person's patience.
WAIT_S = 30.0
# With what the address of a served ledger begins.
SCHEMES = ("http://", "https://")


@cache
def rules_extractor() -> Extractor:
    """sayso's own rules, in the version that is installed."""
    try:
        return Extractor("sayso-rules", version("sayso"))
    except PackageNotFoundError:
        # Run from a checkout that was never installed.
        return Extractor("sayso-rules", "0")


class Ledger:
    """The stored statements and claims, with their provenance. Open one with `Ledger.open`.

    A ledger owns a connection and belongs to one thread at a time. Any number of processes may read while one
    writes; a second writer waits, then gets a LedgerError. Every answer is one unchanging view. What a method has
    returned from writing is on the disk, unless a `batch` is open around it: then it is once the batch has ended.

    Raises, from every method:
        LedgerError: if the database cannot be read or written; the message says what can be done.

    Example:
        >>> with Ledger.open(":memory:") as ledger:
        ...     ledger.counts()["articles"]
        0
    """

    def __init__(self, connection: Connection, place: str, *, read_only: bool) -> None:
        self._connection = connection
        self.place = place
        self.read_only = read_only

    @classmethod
    def open(
        cls,
        path_or_url: str | os.PathLike[str],
        *,
        read_only: bool = False,
        wait_s: float = WAIT_S,
        token: str = "",
    ) -> Ledger:
        """Open a ledger; make it if there is none and it may be written.

        Args:
            path_or_url: a file's path, a sqlite:/// URL, ":memory:" for one that ends with the process, or the address
                of `sayso serve` for one that is read over the network.
            read_only: never write; the ledger must be there. A ledger at an address is never written.
            wait_s: how long a write waits for another process that is writing; how long a server may be silent.
            token: what the server at an address asks for; it may also stand in the address.

        Raises:
            LedgerTooNew: if a newer sayso wrote it.
            LedgerError: if it cannot be opened, is no ledger, or is not there and `read_only` is set.
        """
        if os.fspath(path_or_url).startswith(SCHEMES):
            # Here, since it is a ledger itself, and loads an HTTP client that files do not need.
            from sayso.ledger.remote import RemoteLedger

            return RemoteLedger.reach(os.fspath(path_or_url), token=token, wait_s=wait_s)
        place = database.location(path_or_url)
        connection = database.connect(place, read_only=read_only, wait_s=wait_s)
        try:
            if not read_only:
                with database.reading(connection, place):
                    complete = search.has_index(connection)
                if not complete:
                    with database.writing(connection, place):
                        search.ensure_index(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection, place, read_only=read_only)

    def close(self) -> None:
        """Give the connection back; the file is then complete in itself. Closing twice does nothing."""
        if not (self.read_only or self._connection.closed or self._connection.invalidated):
            database.take_over(self._connection)
        self._connection.close()

    def __repr__(self) -> str:
        return f"<sayso ledger {self.place}>"

    def _repr_html_(self) -> str:
        return table_html(self.place, ("what", "number"), [{"what": k, "number": n} for k, n in self.counts().items()])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several writes in one transaction: all of them are kept, or after an exception none."""
        with self._writing():
            yield

    # ------------------------------------------------------------------------------------------------- writing

    def add(
        self, findings: Findings, page: Page, *, extractor: Extractor | None = None
    ) -> tuple[Added, Problem | None]:
        """Write one article with all that was found in it; the same article twice changes nothing.

        Args:
            extractor: what found it; sayso's rules if not given.

        Returns:
            NEW, KNOWN (the same id with the same bytes was there) or REFUSED with the problem, which is recorded
            (the id is taken by other text, or a field holds what cannot be stored).

        Raises:
            ValueError: if the findings contradict themselves: two unlike speakers of one id, a statement twice.
        """
        with self._writing() as connection:
            made_by = self._made_by(connection, extractor)
            added, problem = writing.add_findings(connection, findings, page, made_by)
            if problem is not None:
                writing.add_problem(connection, problem, made_by)
            return added, problem

    def add_problem(self, problem: Problem, *, extractor: Extractor | None = None) -> bool:
        """Record a problem; False if the same one was there already."""
        with self._writing() as connection:
            return writing.add_problem(connection, problem, self._made_by(connection, extractor))

    @contextmanager
    def shelf(self, *, extractor: Extractor | None = None) -> Iterator[LedgerShelf]:
        """Where articles are given their places among all others, in one transaction."""
        with self._writing() as connection:
            yield LedgerShelf(connection, self._made_by(connection, extractor))

    def replace_story_links(
        self, links: StoryLinks, findings: Iterable[Findings], *, extractor: Extractor | None = None
    ) -> None:
        """Put what the articles of a story say together in the place of what they said before.

        Args:
            findings: of the story's articles, as they were found, of which linking made `links`.
        """
        said = (statement for finding in findings for statement in finding.statements)
        speakers = {statement.speaker.id: statement.speaker for statement in said if statement.speaker}
        with self._writing() as connection:
            made_by = self._made_by(connection, extractor)
            person = Extractor(PERSON, rules_extractor().version)
            writing.replace_story_links(connection, links, speakers, made_by, person)

    def mark_stale(self, article_ids: Sequence[str]) -> None:
        """Have the stories of these articles told anew at the next linking."""
        with self._writing() as connection:
            writing.mark_stale(connection, article_ids)

    def add_correction(self, correction: Correction) -> int:
        """Record what a person says against what was found; `ingest.correcting.correct` also acts on it.

        Returns:
            The entry's number.
        """
        with self._writing() as connection:
            return writing.add_correction(connection, correction)

    # ------------------------------------------------------------------------------------------------- reading

    def knows(self, page: Page, sha256: str) -> bool:
        """Whether this very page (same id, or same origin where it has none, and same bytes) was read before."""
        with self._reading() as connection:
            return queries.known(connection, id=page.id, origin=page.origin, sha256=sha256)

    def unlinked(self, limit: int | None = None) -> tuple[str, ...]:
        """Ids of the articles that have no place among the others yet, sorted; the first `limit` of them."""
        with self._reading() as connection:
            return queries.waiting(connection, limit)

    def stale_stories(self, limit: int) -> tuple[Story, ...]:
        """Stories that gained or lost articles since their claims were gathered; the first `limit` of them."""
        with self._reading() as connection:
            return queries.stale_stories(connection, limit)

    def corrections(self) -> dict[int, Correction]:
        """Every correction by its number, in the order in which they were made; undone ones too."""
        with self._reading() as connection:
            return queries.corrections_by_number(connection)

    def stories_of(self, article_ids: Sequence[str]) -> tuple[Story, ...]:
        """The stories that these articles are in, in the order of ids."""
        with self._reading() as connection:
            return queries.stories_of(connection, article_ids)

    def reprints_in(self, story_id: str) -> tuple[Reprint, ...]:
        """Reprints whose carrying article is in a story."""
        with self._reading() as connection:
            return queries.reprints_in(connection, story_id)

    def article_ids(self) -> tuple[str, ...]:
        """Ids of all articles, sorted."""
        with self._reading() as connection:
            return queries.article_ids(connection)

    def findings(self, article_ids: Sequence[str]) -> tuple[Findings, ...]:
        """The findings of these articles as they were added, in the order of `article_ids`.

        Raises:
            NotInLedger: if there is no such article.
        """
        with self._reading() as connection:
            return queries.findings_of(connection, article_ids)

    def article(self, id: str) -> Article:
        """One article, by its id or an unambiguous beginning of it.

        Raises:
            NotInLedger: if none has it, or several have.
        """
        with self._reading() as connection:
            return queries.article(connection, id)

    def statement(self, id: str) -> tuple[str, Statement]:
        """One statement as it was found, with its article's id, by its id; the article's part may be cut short.

        Raises:
            NotInLedger: if none has it, or several have.
        """
        with self._reading() as connection:
            return queries.statement(connection, id)

    def page_content(self, article_id: str) -> bytes:
        """The bytes of an article's page, as received.

        Raises:
            NotInLedger: if there is no such article.
        """
        with self._reading() as connection:
            return queries.content(connection, article_id)

    def made_by(self, article_id: str) -> Extractor:
        """The program, with its version, that found what an article holds.

        Raises:
            NotInLedger: if there is no such article.
        """
        with self._reading() as connection:
            return Extractor(*queries.extractor_of(connection, article_id))

    def stories(self, *, limit: int | None = None, offset: int = 0) -> tuple[StorySummary, ...]:
        """Stories, the one with the latest article first."""
        with self._reading() as connection:
            return queries.story_summaries(connection, limit=limit, offset=offset)

    def story(self, id: str) -> StoryView:
        """One story with all that its views show, by its id or an unambiguous beginning of it.

        Raises:
            NotInLedger: if none has it, or several have.
        """
        with self._reading() as connection:
            return queries.story_view(connection, id)

    def remembering(self, scorer: PairScorer) -> PairScorer:
        """A scorer that reads no meaning twice: what this ledger keeps is taken from it, and what is new is kept.

        For use inside a `batch`, else every new meaning is a transaction of its own.
        """
        return meanings.Remembering(scorer, self._kept_meanings, self._keep_meanings)

    def _kept_meanings(self, keys: Sequence[int]) -> dict[int, bytes]:
        with self._reading() as connection:
            return meanings.find(connection, keys)

    def _keep_meanings(self, rows: Mapping[int, bytes]) -> None:
        with self._writing() as connection:
            meanings.keep(connection, rows)

    def claim(self, id: str) -> Claim:
        """One claim with its positions, by its id or an unambiguous beginning of it.

        The statements and articles behind it are those of `story(claim.story)`.

        Raises:
            NotInLedger: if none has it, or several have.
        """
        with self._reading() as connection:
            return queries.claim(connection, id)

    def claim_in_story(self, id: str) -> tuple[Claim, StoryView]:
        """One claim, as `claim` gives it, and the story that it is made in.

        Raises:
            NotInLedger: if none has it, or several have.
        """
        with self._reading() as connection:
            return queries.claim_in_story(connection, id)

    def ask(self, question: str, *, story: str | None = None, scorer: PairScorer | None = None) -> tuple[Answer, ...]:
        """What stories say on a claim in somebody's own words; the story with most to say first.

        Args:
            question: one claim, or a question whether it is so.
            story: id, or an unambiguous beginning of it, of the only story to ask; None: all of them.
            scorer: by which statements in other words are found, such as `sayso.installed_scorer()`; None: by words
                alone, which finds a tenth of them.

        Raises:
            NoQuestion: if nothing in the words could be affirmed or denied.
            NotInLedger: if there is no such story.
        """
        asked = read_question(question)
        kept = meanings.Remembering(scorer, self._kept_meanings) if scorer else None
        with self._reading() as connection:
            return tuple(asking.answers(connection, asked, story=story, scorer=kept))

    def who(self, name: str) -> tuple[SpeakerView, ...]:
        """Every speaker called `name`, whatever its case: full or family name, a printed name, or an entity's id.

        Raises:
            NotInLedger: if there is none; the message names similar ones.
        """
        with self._reading() as connection:
            return queries.who(connection, name)

    def entities(self) -> tuple[Entity, ...]:
        """Every speaker of the ledger, by name, then id."""
        with self._reading() as connection:
            return queries.all_entities(connection)

    def reprints(self) -> tuple[Reprint, ...]:
        """Every reprint, in the order of the articles that carry the text."""
        with self._reading() as connection:
            return tuple(queries.reprints_where(connection))

    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation that several articles print, with its forms, in the order of ids."""
        with self._reading() as connection:
            return tuple(queries.quotations_where(connection))

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """The newest articles that hold all of `words`; words in double quotation marks stand side by side.

        Nothing a user may type is an error. Case and accents make no difference. Among more than
        `search.CANDIDATES` articles only the latest added are looked at.
        """
        with self._reading() as connection:
            return queries.hits(connection, words, limit=limit)

    # ------------------------------------------------------------------------------------------- a page at a time

    def stories_sought(self, sought: Sought, extent: Extent) -> tuple[StorySummary, ...]:
        """Stories that have all that is sought, the one with the latest article first."""
        with self._reading() as connection:
            return listing.stories_sought(connection, sought, extent)

    def claims_listed(self, extent: Extent, *, story: str = "", speaker: str = "") -> tuple[Claim, ...]:
        """Claims, story by story; of one story, and on which one speaker takes a position, where ids are given."""
        with self._reading() as connection:
            return listing.claims_listed(connection, extent, story=story, speaker=speaker)

    def claims_lately(self, extent: Extent) -> Told:
        """Claims on which something was said in the latest articles, the latest first.

        What only articles without a day tell of is not among them.
        """
        with self._reading() as connection:
            return listing.claims_lately(connection, extent)

    def mark(self) -> Mark:
        """How far the ledger has come: what `story_news` takes."""
        with self._reading() as connection:
            return news.mark(connection)

    def article_numbered(self, number: int) -> str:
        """The id of the article that was added as the one of this number; "" if there is none."""
        with self._reading() as connection:
            return news.article_numbered(connection, number)

    def n_added(self, since: Mark) -> int:
        """How many articles were added since a mark."""
        with self._reading() as connection:
            return news.n_added(connection, since)

    def story_news(self, since: Mark, story_ids: Sequence[str]) -> dict[str, StoryNews]:
        """What is new since a mark in those of these stories that have something new."""
        with self._reading() as connection:
            return news.story_news(connection, since, story_ids)

    def speakers_listed(self, extent: Extent, *, name: str = "") -> tuple[Entity, ...]:
        """Speakers by name, then id; those whose name holds these letters, if any are given."""
        with self._reading() as connection:
            return listing.speakers_listed(connection, extent, name=name)

    def articles_listed(
        self, extent: Extent, *, story: str = "", outlet: str = "", ids: Sequence[str] = ()
    ) -> tuple[Article, ...]:
        """Articles, the newest first; of one story, of an outlet whose name holds these letters, of these ids."""
        with self._reading() as connection:
            return listing.articles_listed(connection, extent, story=story, outlet=outlet, ids=ids)

    def quotations_listed(self, extent: Extent, *, story: str = "") -> tuple[Quotation, ...]:
        """Quotations that several articles print, in the order of ids; of one story if its id is given."""
        with self._reading() as connection:
            return listing.quotations_listed(connection, extent, story=story)

    def problems_listed(self, extent: Extent) -> tuple[Problem, ...]:
        """Problems, in the order met."""
        with self._reading() as connection:
            return listing.problems_listed(connection, extent)

    def speaker(self, id: str) -> SpeakerView:
        """What one speaker said, by its id alone.

        Raises:
            NotInLedger: if none has it.
        """
        with self._reading() as connection:
            return listing.speaker(connection, id)

    def spoken(self, id: str, extent: Extent) -> Spoken:
        """A part of what one speaker said, by its id alone.

        Raises:
            NotInLedger: if none has it.
        """
        with self._reading() as connection:
            return listing.spoken(connection, id, extent)

    def quotation(self, id: str) -> Quotation:
        """One quotation by its id.

        Raises:
            NotInLedger: if none has it.
        """
        with self._reading() as connection:
            return listing.quotation(connection, id)

    def quotations_in(self, article_id: str) -> tuple[Quotation, ...]:
        """The quotations that an article prints and others too, in the order of ids."""
        with self._reading() as connection:
            return listing.quotations_in(connection, article_id)

    def statements_in(self, article_id: str) -> tuple[Statement, ...]:
        """The statements of an article in text order; their speakers carry the ids and names of entities."""
        with self._reading() as connection:
            return tuple(statement for _, statement in queries.statements_in(connection, [article_id]))

    def reprints_among(self, article_ids: Sequence[str]) -> tuple[Reprint, ...]:
        """Reprints that these articles are, in the order of the articles that carry the text."""
        with self._reading() as connection:
            return listing.reprints_among(connection, article_ids)

    def programs(self) -> tuple[tuple[str, str], ...]:
        """Name and version of every program that found something in the ledger."""
        with self._reading() as connection:
            return listing.programs(connection)

    # ------------------------------------------------------------------------------------------------- the whole

    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order met."""
        with self._reading() as connection:
            return queries.all_problems(connection)

    def counts(self) -> dict[str, int]:
        """How many articles, statements, speakers, stories, claims, reprints and problems there are."""
        with self._reading() as connection:
            return queries.counts(connection)

    def export(self, kind: str) -> Iterator[Json]:
        """One JSON object after another, in the fields of the exchange format.

        Args:
            kind: one of `exports.KINDS`.

        Raises:
            ValueError: if there is no such kind.
        """
        exports.check_kind(kind)
        return self._exported(kind)

    def table(self, kind: str) -> Table:
        """The rows of `export` as a table for pandas, polars or whatever takes Arrow.

        Args:
            kind: one of `exports.KINDS`; "positions" has a flat row for each statement on each claim.

        Raises:
            ValueError: if there is no such kind.
        """
        exports.check_kind(kind)
        return Table(kind, lambda: self._exported(kind))

    def _exported(self, kind: str) -> Generator[Json, None, None]:
        with self._reading() as connection:
            yield from exports.export(connection, kind)

    # -------------------------------------------------------------------------------------------- transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database.reading(self._connection, self.place) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with database.writing(self._connection, self.place) as connection:
            yield connection

    def _made_by(self, connection: Connection, extractor: Extractor | None) -> int:
        return writing.extractor_id(connection, extractor or rules_extractor())
