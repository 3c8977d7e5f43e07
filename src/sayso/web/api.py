"""REST: the exchange format under /api/v1, a page of rows at a time, as JSON or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, FastAPI, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from sayso import formats
from sayso.formats import Json
from sayso.ingest import installed_scorer
from sayso.ledger import KINDS, Extent, Ledger
from sayso.records import StoryView
from sayso.views import ClaimRow, build_matrix, with_figure_tables
from sayso.views.said import said_rows
from sayso.views.spreadsheet import csv_lines
from sayso.web.addresses import with_query
from sayso.web.answers import ANSWER, SCHEMAS, answer_ref, examples, schemas
from sayso.web.asking import LONGEST_WORDS, Name, Offset, Opened, SoughtStories, Words, settings_of
from sayso.web.failures import Kind, Refused

DESCRIPTION = """What a ledger of sayso holds, in the fields of its exchange format. Nothing here writes.

Lists take `limit` and `offset` and name the `next` address; with `format=csv` their rows come as a table. Every answer
has an ETag: shown again in `If-None-Match`, it is answered with 304 as long as the ledger has not changed. Whatever
fails says so as `{"error": {"status", "kind", "message"}}`. It records what people said. It does not say what is true.
"""
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
# Rows in one answer.
MOST_ROWS = 500
# Articles that a search gives: all that it looks at.
MOST_HITS = 1_000

Item = TypeVar("Item")
router = APIRouter(prefix="/api/v1")


class Shape(StrEnum):
    """How rows are written."""

    JSON = "json"
    CSV = "csv"


class Lines(StrEnum):
    """How a whole table is written."""

    JSONL = "jsonl"
    CSV = "csv"


Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows to give.")]
Format = Annotated[
    Shape, Query(alias="format", description="`csv` for a table; lists and objects are JSON text in it.")
]
Id = Annotated[str, Query(max_length=LONGEST_WORDS)]

_WRONG = {"content": {JSON: {"schema": {"$ref": f"{SCHEMAS}failure"}}}}
FAILURES: dict[int | str, dict[str, Any]] = {
    304: {"description": "The ledger has not changed since the ETag shown."},
    "4XX": {"description": "What was asked cannot be given.", **_WRONG},
    503: {"description": "The ledger cannot be read.", **_WRONG},
}


def _shown(name: str, what: str, *, as_table: bool = False) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of an answer."""
    content: dict[str, Any] = {JSON: {"schema": answer_ref(name)}}
    if as_table:
        content["text/csv"] = {"schema": {"type": "string"}}
    return {200: {"description": what, "content": content}, **FAILURES}


def describe(app: FastAPI) -> None:
    """Put the schemas of answers, and an example of each, into the OpenAPI document of an app."""
    make = app.openapi

    def with_answers() -> dict[str, Any]:
        document = make()
        known = document.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            known.pop(unused, None)
        known.update(schemas())
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                told = operation["responses"]["200"]["content"].get(JSON, {})
                name = told.get("schema", {}).get("$ref", "").rpartition("/")[2].removeprefix(ANSWER)
                # Not given to FastAPI with the schema: it leaves out what is null.
                if name in examples():
                    told["example"] = examples()[name]
        return document

    app.openapi = with_answers  # type: ignore[method-assign]


# ---------------------------------------------------------------------------------------------------------- stories


@router.get("/stories", responses=_shown("stories", "Stories, the one with the latest article first.", as_table=True))
def stories(
    request: Request,
    ledger: Opened,
    sought: SoughtStories,
    limit: Limit = 50,
    offset: Offset = 0,
    shape: Format = Shape.JSON,
) -> Response:
    """The stories that have all that is sought."""
    found = ledger.stories_sought(sought, Extent(limit + 1, offset))
    return _listed(request, found, formats.summary_to_json, Extent(limit, offset), shape)


@router.get(
    "/stories/{id:path}/positions",
    responses=_shown("positions", "Everything said in a story, claim by claim.", as_table=True),
)
def positions_of_story(request: Request, ledger: Opened, id: str, shape: Format = Shape.JSON) -> Response:
    """The table behind a story's matrix and timeline: a row for each thing said, with its sentence."""
    view = ledger.story(id)
    return _whole(request, list(said_rows(_rows(view))), shape)


@router.get("/stories/{id:path}", responses=_shown("story", "A story with all that its page shows."))
def story(ledger: Opened, id: str) -> Response:
    """One story: articles, statements, claims with their sourcing, reprints, quotations."""
    view = ledger.story(id)
    rows = _rows(view)
    told = formats.story_view_to_json(view, {row.claim.id: row.tree for row in rows})
    return _json({**told, "claims": list(with_figure_tables(told["claims"], rows))})


# ----------------------------------------------------------------------------------------------------------- claims


@router.get("/claims", responses=_shown("claims", "Claims, story by story.", as_table=True))
def claims(
    request: Request,
    ledger: Opened,
    story: Annotated[Id, Query(description="Id of the only story.")] = "",
    speaker: Annotated[Id, Query(description="Id of a speaker who takes a position on each.")] = "",
    limit: Limit = 50,
    offset: Offset = 0,
    shape: Format = Shape.JSON,
) -> Response:
    """Claims with their positions."""
    found = ledger.claims_listed(Extent(limit + 1, offset), story=story, speaker=speaker)
    return _listed(request, found, formats.claim_to_json, Extent(limit, offset), shape)


@router.get("/claims/{id:path}/positions", responses=_shown("positions", "Everything said on a claim.", as_table=True))
def positions_of_claim(request: Request, ledger: Opened, id: str, shape: Format = Shape.JSON) -> Response:
    """The table behind a claim's page: a row for each thing said, with its sentence."""
    claim, view = ledger.claim_in_story(id)
    return _whole(request, list(said_rows(_rows(view, only=claim.id))), shape)


@router.get("/claims/{id:path}", responses=_shown("claim", "A claim, and on whom it rests."))
def claim(ledger: Opened, id: str) -> Response:
    """One claim with its positions and its sourcing."""
    found, view = ledger.claim_in_story(id)
    rows = _rows(view, only=found.id)
    told = formats.claim_to_json(found) | {"sourcing": formats.origin_tree_to_json(rows[0].tree)}
    return _json(next(with_figure_tables([told], rows)))


# --------------------------------------------------------------------------------- speakers, articles, quotations


@router.get("/speakers", responses=_shown("speakers", "Speakers by name.", as_table=True))
def speakers(
    request: Request,
    ledger: Opened,
    name: Annotated[Name, Query(description="Letters of the name.")] = "",
    limit: Limit = 50,
    offset: Offset = 0,
    shape: Format = Shape.JSON,
) -> Response:
    """Everybody who speaks in the ledger."""
    found = ledger.speakers_listed(Extent(limit + 1, offset), name=name)
    return _listed(request, found, formats.entity_to_json, Extent(limit, offset), shape)


@router.get("/speakers/{id:path}", responses=_shown("speaker", "What one speaker said."))
def speaker(ledger: Opened, id: str) -> Response:
    """One speaker's statements in order of time, the claims behind them, the quotations."""
    return _json(formats.speaker_view_to_json(ledger.speaker(id)))


@router.get("/who", responses=_shown("who", "Speakers of a name, each with what it said."))
def who(
    request: Request,
    ledger: Opened,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_WORDS, description="Full or family name, or an id.")],
) -> Response:
    """Everybody of that name; nothing says that they are one."""
    return _whole(request, [formats.speaker_view_to_json(view) for view in ledger.who(q)], Shape.JSON)


@router.get("/articles", responses=_shown("articles", "Articles, the newest first.", as_table=True))
def articles(
    request: Request,
    ledger: Opened,
    story: Annotated[Id, Query(description="Id of the only story.")] = "",
    outlet: Annotated[Name, Query(description="Letters of the outlet's name.")] = "",
    id: Annotated[Sequence[Id], Query(description="Ids of the only articles.")] = (),
    limit: Limit = 50,
    offset: Offset = 0,
    shape: Format = Shape.JSON,
) -> Response:
    """Articles with their texts."""
    found = ledger.articles_listed(Extent(limit + 1, offset), story=story, outlet=outlet, ids=id)
    return _listed(request, found, formats.article_to_json, Extent(limit, offset), shape)


@router.get(
    "/articles/{id:path}/statements",
    responses=_shown("statements", "What is said in an article, in text order.", as_table=True),
)
def statements(request: Request, ledger: Opened, id: str, shape: Format = Shape.JSON) -> Response:
    """The statements of one article; their speakers carry the ids and names that the ledger knows them by."""
    found = ledger.article(id).id
    rows = [{"article": found, **formats.statement_to_json(each)} for each in ledger.statements_in(found)]
    return _whole(request, rows, shape)


@router.get("/articles/{id:path}", responses=_shown("article", "An article with everything found in it."))
def article(ledger: Opened, id: str) -> Response:
    """One article as `sayso extract` prints it."""
    (findings,) = ledger.findings([ledger.article(id).id])
    return _json(formats.findings_to_json(findings))


@router.get("/quotations", responses=_shown("quotations", "Quotations that several articles print.", as_table=True))
def quotations(
    request: Request,
    ledger: Opened,
    story: Annotated[Id, Query(description="Id of the only story.")] = "",
    limit: Limit = 50,
    offset: Offset = 0,
    shape: Format = Shape.JSON,
) -> Response:
    """Quotations with all their printed forms."""
    found = ledger.quotations_listed(Extent(limit + 1, offset), story=story)
    return _listed(request, found, formats.quotation_to_json, Extent(limit, offset), shape)


@router.get("/quotations/{id:path}", responses=_shown("quotation", "A quotation with all its printed forms."))
def quotation(ledger: Opened, id: str) -> Response:
    """One quotation."""
    return _json(formats.quotation_to_json(ledger.quotation(id)))


@router.get("/problems", responses=_shown("problems", "What could not be read, in the order met.", as_table=True))
def problems(
    request: Request, ledger: Opened, limit: Limit = 50, offset: Offset = 0, shape: Format = Shape.JSON
) -> Response:
    """What could not be read, and why."""
    found = ledger.problems_listed(Extent(limit + 1, offset))
    return _listed(request, found, formats.problem_to_json, Extent(limit, offset), shape)


# ------------------------------------------------------------------------------------------------- search, questions


@router.get("/ledger", responses=_shown("ledger", "How much there is, and which programs found it."))
def whole(ledger: Opened) -> Response:
    """The ledger as a whole."""
    programs = [{"name": name, "version": version} for name, version in ledger.programs()]
    return _json({"counts": ledger.counts(), "programs": programs})


@router.get("/search", responses=_shown("search", "Articles that hold all the words, the newest first.", as_table=True))
def search(
    request: Request,
    ledger: Opened,
    q: Words,
    limit: Annotated[int, Query(ge=1, le=MOST_HITS, description="Rows to give.")] = 20,
    shape: Format = Shape.JSON,
) -> Response:
    """Full-text search; words in double quotation marks stand side by side."""
    return _whole(request, [formats.hit_to_json(hit) for hit in ledger.search(q, limit=limit)], shape)


@router.get("/ask", responses=_shown("ask", "What stories say on a claim, the one with most to say first."))
def ask(
    request: Request,
    ledger: Opened,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_WORDS, description="A claim in your own words.")],
    story: Annotated[Id, Query(description="Id of the only story to ask.")] = "",
) -> Response:
    """Who says yes and who says no. No item means that no statement was found near enough, not that nobody said so."""
    found = ledger.ask(q, story=story or None, scorer=installed_scorer())
    return _whole(request, [formats.answer_to_json(answer) for answer in found], Shape.JSON)


@router.get(
    "/export/{kind}",
    response_class=StreamingResponse,
    responses={200: {"description": "Every row.", "content": {"text/csv": {}, "application/x-ndjson": {}}}, **FAILURES},
)
def export(
    request: Request,
    kind: Annotated[str, Path(json_schema_extra={"enum": list(KINDS)})],
    shape: Annotated[Lines, Query(alias="format")] = Lines.JSONL,
) -> StreamingResponse:
    """A whole table, row by row; its kind is one of those that `sayso export` knows."""
    if kind not in KINDS:
        raise Refused(Kind.NOT_FOUND, f"nothing to export is called {kind!r}; there is {', '.join(KINDS)}")
    lines = csv_lines if shape is Lines.CSV else _json_lines
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{shape.value}"'}
    media_type = CSV if shape is Lines.CSV else "application/x-ndjson"
    return StreamingResponse(_exported(settings_of(request).ledger, kind, lines), 200, headers, media_type)


def _exported(place: str, kind: str, lines: Callable[[Iterator[Json]], Iterator[bytes]]) -> Iterator[bytes]:
    with Ledger.open(place, read_only=True) as ledger:
        yield from lines(ledger.export(kind))


def _json_lines(records: Iterator[Json]) -> Iterator[bytes]:
    for record in records:
        yield (formats.dumps(record) + "\n").encode("utf-8", "backslashreplace")


# ----------------------------------------------------------------------------------------------------------- answers


def _rows(view: StoryView, only: str = "") -> tuple[ClaimRow, ...]:
    claims = [claim for claim in view.claims if not only or claim.id == only]
    return build_matrix(
        claims, articles=view.articles, statements=view.statements, reprints=view.reprints, limit=None
    ).rows


def _json(record: Json, headers: dict[str, str] | None = None) -> Response:
    return Response(formats.dumps(record).encode("utf-8", "backslashreplace"), 200, headers, JSON)


def _whole(request: Request, rows: Sequence[Json], shape: Shape) -> Response:
    """All rows there are, in the shape of a list."""
    return _table(request, rows) if shape is Shape.CSV else _json({"items": rows, "next": None})


def _listed(
    request: Request, found: Sequence[Item], to_json: Callable[[Item], Json], extent: Extent, shape: Shape
) -> Response:
    """A page of a list; `found` has one more than that where another page follows."""
    onward = None
    if len(found) > extent.limit:
        asked = {**request.query_params, "limit": extent.limit, "offset": extent.offset + extent.limit}
        onward = with_query(request.url.path, **asked)
    headers = {"Link": f'<{onward}>; rel="next"'} if onward else {}
    rows = [to_json(each) for each in found[: extent.limit]]
    return _table(request, rows, headers) if shape is Shape.CSV else _json({"items": rows, "next": onward}, headers)


def _table(request: Request, rows: Sequence[Json], headers: dict[str, str] | None = None) -> Response:
    name = request.url.path.rpartition("/")[2]
    told = {"Content-Disposition": f'attachment; filename="{name}.csv"', **(headers or {})}
    return Response(b"".join(csv_lines(rows)), 200, told, CSV)
