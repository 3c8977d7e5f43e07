"""A ledger that another process serves, read by REST: the same answers, in the same records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import NoReturn, TypeVar
from urllib.parse import urlencode

from sayso import formats
from sayso.errors import FormatError, LedgerError, NotInLedger
from sayso.formats import Json
from sayso.ledger import received, search
from sayso.ledger.facade import Ledger
from sayso.ledger.listing import Extent, Sought
from sayso.ledger.server import LONGEST_QUERY, Server
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
    Problem,
    Quotation,
    Reprint,
    SpeakerView,
    Statement,
    Story,
    StorySummary,
    StoryView,
)

Record = TypeVar("Record")


class RemoteLedger(Ledger):
    """A ledger behind `sayso serve`; open it with `Ledger.open("http://127.0.0.1:8642")`.

    It reads. What writes, and what only the machine with the file can tell, raises a LedgerError. Shares and
    confidences come with four digits; speakers name their mentions in `findings` alone; the claim of an `Answer` has no
    id. Each request is one unchanging view, a list of more than 500 rows is several requests.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self.place = server.place
        self.read_only = True

    @classmethod
    def reach(cls, address: str, *, token: str, wait_s: float) -> RemoteLedger:
        """Open the ledger at an address.

        Raises:
            LedgerError: if no server of sayso answers there, or it asks for another token.
        """
        server = Server(address, token=token, wait_s=wait_s)
        try:
            _read(_counts, server.get("ledger"), server.place)
        except BaseException as error:
            server.close()
            if isinstance(error, NotInLedger):
                raise LedgerError(f"{server.place}: no server of this sayso answers there") from error
            raise
        return cls(server)

    def close(self) -> None:
        """Let go of the connection; closing twice does nothing."""
        self._server.close()

    # --------------------------------------------------------------------------------------------------- stories

    def stories(self, *, limit: int | None = None, offset: int = 0) -> tuple[StorySummary, ...]:
        """Stories, the one with the latest article first."""
        return self._all(received.summary, self._server.items("stories", limit=limit, offset=offset))

    def stories_sought(self, sought: Sought, extent: Extent) -> tuple[StorySummary, ...]:
        """Stories that have all that is sought, the one with the latest article first."""
        asked = {"q": sought.words, "outlet": sought.outlet, "speaker": sought.speaker}
        asked |= {"since": sought.since, "until": sought.until}
        return self._listed(received.summary, extent, "stories", **asked)

    def story(self, id: str) -> StoryView:
        """One story with all that its views show, by its id or an unambiguous beginning of it."""
        return self._one(received.story_view, "stories", id)

    def stories_of(self, article_ids: Sequence[str]) -> tuple[Story, ...]:
        """The stories that these articles are in, in the order of ids."""
        wanted = set(article_ids)
        return tuple(
            self._make(received.story, row) for row in self.export("stories") if wanted.intersection(row["articles"])
        )

    # ---------------------------------------------------------------------------------------------------- claims

    def claim(self, id: str) -> Claim:
        """One claim with its positions, by its id or an unambiguous beginning of it."""
        return self._one(received.claim, "claims", id)

    def claim_in_story(self, id: str) -> tuple[Claim, StoryView]:
        """One claim, and the story that it is made in."""
        found = self.claim(id)
        return found, self.story(found.story)

    def claims_listed(self, extent: Extent, *, story: str = "", speaker: str = "") -> tuple[Claim, ...]:
        """Claims, story by story."""
        return self._listed(received.claim, extent, "claims", story=story, speaker=speaker)

    def ask(self, question: str, *, story: str | None = None, scorer: PairScorer | None = None) -> tuple[Answer, ...]:
        """What stories say on a claim in somebody's own words; the story with most to say first.

        It is found by the server's scorer, whatever is given here.
        """
        # What is no question is found out here, and raises what it raises everywhere.
        read_question(question)
        told = self._server.items("ask", q=question, story=story)
        return self._all(self._answer, told)

    def _answer(self, record: Json) -> Answer:
        claim = received.claim(record)
        return Answer(record["question"], claim, tuple(record["claims"]), self.story(claim.story))

    # -------------------------------------------------------------------------------------------------- speakers

    def who(self, name: str) -> tuple[SpeakerView, ...]:
        """Every speaker called `name`: full or family name, a printed name, or an entity's id."""
        return self._all(self._speaker, self._server.items("who", q=name))

    def speaker(self, id: str) -> SpeakerView:
        """What one speaker said, by its id alone."""
        return self._one(self._speaker, "speakers", id)

    def speakers_listed(self, extent: Extent, *, name: str = "") -> tuple[Entity, ...]:
        """Speakers by name, then id."""
        return self._listed(received.entity, extent, "speakers", name=name)

    def entities(self) -> tuple[Entity, ...]:
        """Every speaker of the ledger, by name, then id."""
        found = self._all(received.entity, self._server.items("speakers"))
        return tuple(sorted(found, key=lambda entity: (entity.name, entity.id)))

    def _speaker(self, record: Json) -> SpeakerView:
        quotations = self._all(received.quotation, record["quotations"])
        ids = [said["article"] for said in record["statements"]]
        printing = record["printed_in"]
        known = self._articles([*ids, *printing])
        said = self._all(formats.statement_from_json, record["statements"])
        return SpeakerView(
            entity=self._make(received.entity, record["speaker"]),
            statements=tuple((known[id], statement) for id, statement in zip(ids, said, strict=True)),
            claims=self._all(received.claim, record["claims"]),
            quotations=quotations,
            printed_in=tuple(known[id] for id in printing),
        )

    # ---------------------------------------------------------------------------------- articles and statements

    def article(self, id: str) -> Article:
        """One article, by its id or an unambiguous beginning of it."""
        return self._one(formats.findings_from_json, "articles", id).article

    def article_ids(self) -> tuple[str, ...]:
        """Ids of all articles, sorted."""
        return tuple(sorted(row["id"] for row in self.export("articles")))

    def articles_listed(
        self, extent: Extent, *, story: str = "", outlet: str = "", ids: Sequence[str] = ()
    ) -> tuple[Article, ...]:
        """Articles, the newest first; of one story, of an outlet whose name holds these letters, of these ids."""
        return self._listed(formats.article_from_json, extent, "articles", story=story, outlet=outlet, id=list(ids))

    def findings(self, article_ids: Sequence[str]) -> tuple[Findings, ...]:
        """The findings of these articles as they were added, in the order of `article_ids`."""
        found = tuple(self._one(formats.findings_from_json, "articles", id) for id in article_ids)
        for id, findings in zip(article_ids, found, strict=True):
            if findings.article.id != id:
                raise NotInLedger(f"no article has the id {id!r}")
        return found

    def statement(self, id: str) -> tuple[str, Statement]:
        """One statement as it was found, with its article's id, by its id; the article's part may be cut short."""
        article, _, number = id.rpartition(".")
        findings = self._one(formats.findings_from_json, "articles", article or id)
        whole = f"{findings.article.id}.{number}"
        found = next((each for each in findings.statements if each.id == whole), None)
        if found is None:
            raise NotInLedger(f"no statement has the id {id!r}; `sayso claim ID --ids` shows them")
        return findings.article.id, found

    def statements_in(self, article_id: str) -> tuple[Statement, ...]:
        """The statements of an article in text order; their speakers carry the ids and names of entities."""
        return self._all(formats.statement_from_json, self._server.items("articles", article_id, "statements"))

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """The newest articles that hold all of `words`; words in double quotation marks stand side by side."""
        if not words.strip() or limit < 1:
            return ()
        told = self._server.get("search", q=words, limit=min(limit, search.CANDIDATES))
        return self._make(_hits, told)

    def _articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles by id, some of them in one request."""
        known: dict[str, Article] = {}
        for some in _fitting(dict.fromkeys(ids)):
            known |= {article.id: article for article in self.articles_listed(Extent(len(some)), ids=some)}
        return known

    # ------------------------------------------------------------------------------------ quotations and reprints

    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation that several articles print, with its forms, in the order of ids."""
        return self._all(received.quotation, self._server.items("quotations"))

    def quotations_listed(self, extent: Extent, *, story: str = "") -> tuple[Quotation, ...]:
        """Quotations that several articles print, in the order of ids."""
        return self._listed(received.quotation, extent, "quotations", story=story)

    def quotation(self, id: str) -> Quotation:
        """One quotation by its id."""
        return self._one(received.quotation, "quotations", id)

    def quotations_in(self, article_id: str) -> tuple[Quotation, ...]:
        """The quotations that an article prints and others too, in the order of ids."""
        return tuple(each for each in self.quotations() if any(form.article == article_id for form in each.forms))

    def reprints(self) -> tuple[Reprint, ...]:
        """Every reprint, in the order of the articles that carry the text."""
        return self._all(received.reprint, self.export("reprints"))

    def reprints_in(self, story_id: str) -> tuple[Reprint, ...]:
        """Reprints whose carrying article is in a story."""
        try:
            return self.story(story_id).reprints
        except NotInLedger:
            return ()

    def reprints_among(self, article_ids: Sequence[str]) -> tuple[Reprint, ...]:
        """Reprints that these articles are, in the order of the articles that carry the text."""
        wanted = set(article_ids)
        return tuple(reprint for reprint in self.reprints() if reprint.article in wanted)

    # -------------------------------------------------------------------------------------------------- the whole

    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order met."""
        return self._all(formats.problem_from_json, self._server.items("problems"))

    def problems_listed(self, extent: Extent) -> tuple[Problem, ...]:
        """Problems, in the order met."""
        return self._listed(formats.problem_from_json, extent, "problems")

    def corrections(self) -> dict[int, Correction]:
        """Every correction by its number, in the order in which they were made; undone ones too."""
        return {row["number"]: self._make(received.correction, row) for row in self.export("corrections")}

    def counts(self) -> dict[str, int]:
        """How many articles, statements, speakers, stories, claims, reprints and problems there are."""
        return self._one(_counts, "ledger")

    def programs(self) -> tuple[tuple[str, str], ...]:
        """Name and version of every program that found something in the ledger."""
        return self._one(_programs, "ledger")

    def _exported(self, kind: str) -> Generator[Json, None, None]:
        yield from self._server.lines("export", kind)

    # ------------------------------------------------------------------------------------------------- asking

    def _listed(
        self, make: Callable[[Json], Record], extent: Extent, *path: str, **asked: str | list[str]
    ) -> tuple[Record, ...]:
        rows = self._server.items(*path, limit=extent.limit, offset=extent.offset, **asked)
        return self._all(make, rows)

    def _one(self, make: Callable[[Json], Record], *path: str) -> Record:
        return self._make(make, self._server.get(*path))

    def _all(self, make: Callable[[Json], Record], rows: Iterable[Json]) -> tuple[Record, ...]:
        return tuple(self._make(make, row) for row in rows)

    def _make(self, make: Callable[[Json], Record], row: Json) -> Record:
        return _read(make, row, self.place)

    # What is not answered above reads the file, and what writes writes it.

    def _reading(self) -> NoReturn:
        raise LedgerError(f"{self.place}: only the machine that holds the ledger can tell that")

    def _writing(self) -> NoReturn:
        raise LedgerError(f"{self.place}: a ledger that is read over the network cannot be written")


def _read(make: Callable[[Json], Record], row: Json, place: str) -> Record:
    """A record out of JSON that came from elsewhere."""
    try:
        return make(row)
    except (KeyError, TypeError, ValueError, FormatError) as error:
        raise LedgerError(f"{place}: another version of sayso answers there: {error!r}") from error


def _counts(record: Json) -> dict[str, int]:
    return {name: int(number) for name, number in record["counts"].items()}


def _programs(record: Json) -> tuple[tuple[str, str], ...]:
    return tuple((each["name"], each["version"]) for each in record["programs"])


def _hits(record: Json) -> tuple[Hit, ...]:
    return tuple(
        Hit(formats.article_from_json(each), each["story"], formats.spans_from_json(each["spans"]))
        for each in record["items"]
    )


def _fitting(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in groups that one address can carry."""
    some: list[str] = []
    length = 0
    for id in ids:
        own = len(urlencode({"id": id}, errors="replace")) + 1
        if some and length + own > LONGEST_QUERY:
            yield some
            some, length = [], 0
        some.append(id)
        length += own
    yield from filter(None, [some])
