"""What is new, as Atom (RFC 4287): of the whole ledger, of a story, of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.ledger import Extent, rules_extractor
from sayso.records import Article, Claim, Reprint, Statement
from sayso.views import build_matrix, inert
from sayso.views.matrix import ClaimRow
from sayso.views.news import Event, claim_events, newest_first, position_events
from sayso.views.phrases import in_quotes, shortened
from sayso.web.addresses import claim_address, claim_feed_address, story_address, story_feed_address, with_query
from sayso.web.asking import Opened, settings_of

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
CHANGES = "/feeds/changes.atom"
# What ids are made under (RFC 4151): a name that is nobody's, since a ledger has none of its own, and stays so.
TAG = "tag:sayso.invalid,2026:"
# The time of a feed in which nothing is.
NEVER = "1970-01-01T00:00:00Z"
MOST = 100
# Claims that can be passed over: enough to catch up on a month away. Older ones are found in pages.
FURTHEST = 5_000

Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=FURTHEST)]

router = APIRouter(prefix="/feeds", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Place:
    """One feed.

    Attributes:
        name: what its id ends with.
        own: its address on this server, without a page of it.
        page: address of the page that shows the same.
    """

    name: str
    title: str
    own: str
    page: str
    extent: Extent


@router.get("/changes.atom")
def changes(request: Request, ledger: Opened, limit: Limit = 30, offset: Offset = 0) -> Response:
    """Claims on which something was said lately, and changes of position on them; paged by claims."""
    told = ledger.claims_lately(Extent(limit + 1, offset))
    rows = _rows(told.claims[:limit], told.articles, told.statements, told.reprints)
    events = newest_first(event for row in rows for event in claim_events(row))
    title = f"Claims and changes of position: {settings_of(request).ledger_name}"
    place = Place("changes", title, CHANGES, "/", Extent(limit, offset))
    return _feed(request, place, events, is_more=len(told.claims) > limit and offset + limit <= FURTHEST)


@router.get("/story/{id:path}.atom")
def story(request: Request, ledger: Opened, id: str, limit: Limit = 30, offset: Offset = 0) -> Response:
    """The claims of a story, and changes of position on them."""
    view = ledger.story(id)
    rows = _rows(view.claims, view.articles, view.statements, view.reprints)
    events = newest_first(event for row in rows for event in claim_events(row))
    own = view.story.id
    place = Place(f"story/{own}", view.story.title, story_feed_address(own), story_address(own), Extent(limit, offset))
    return _paged(request, place, events)


@router.get("/claim/{id:path}.atom")
def claim(request: Request, ledger: Opened, id: str, limit: Limit = 30, offset: Offset = 0) -> Response:
    """Everything said on a claim, and changes of position on it."""
    found, view = ledger.claim_in_story(id)
    (row,) = _rows([found], view.articles, view.statements, view.reprints)
    title = in_quotes(shortened(row.gloss, 200))
    place = Place(
        f"claim/{found.id}", title, claim_feed_address(found.id), claim_address(found.id), Extent(limit, offset)
    )
    return _paged(request, place, newest_first(position_events(row)))


def _rows(
    claims: Sequence[Claim], articles: Sequence[Article], statements: Sequence[Statement], reprints: Sequence[Reprint]
) -> tuple[ClaimRow, ...]:
    return build_matrix(claims, articles=articles, statements=statements, reprints=reprints, limit=None).rows


def _paged(request: Request, place: Place, events: Sequence[Event]) -> Response:
    end = place.extent.offset + place.extent.limit
    return _feed(request, place, events[place.extent.offset : end], is_more=len(events) > end)


def _feed(request: Request, place: Place, events: Sequence[Event], *, is_more: bool) -> Response:
    home = str(request.base_url).rstrip("/")
    extent = place.extent
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    # Another ledger has other changes; a story and a claim are the same wherever they are read.
    whose = f"{quote(settings_of(request).ledger_name, safe='')}/" if place.name == "changes" else ""
    _say(root, "id", f"{TAG}{whose}{quote(place.name)}")
    _say(root, "title", place.title)
    _say(root, "updated", _time(max(event.at for event in events)) if events else NEVER)
    _say(SubElement(root, "author"), "name", "sayso")
    SubElement(root, "generator", {"version": rules_extractor().version}).text = "sayso"
    _link(root, "self", home + _page(place, extent.offset), MEDIA_TYPE.partition(";")[0])
    _link(root, "alternate", home + place.page, "text/html")
    if is_more:
        _link(root, "next", home + _page(place, extent.offset + extent.limit), MEDIA_TYPE.partition(";")[0])
    if extent.offset:
        back = max(0, extent.offset - extent.limit)
        _link(root, "previous", home + _page(place, back), MEDIA_TYPE.partition(";")[0])
    for event in events:
        _entry(root, event, home)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")
    return Response(body, media_type=MEDIA_TYPE)


def _page(place: Place, offset: int) -> str:
    limit = place.extent.limit
    return with_query(place.own, limit="" if limit == 30 else limit, offset=offset)


def _entry(root: Element, event: Event, home: str) -> None:
    entry = SubElement(root, "entry")
    _say(entry, "id", TAG + "/".join((event.kind.value, *(quote(part, safe="@") for part in event.key))))
    _say(entry, "title", event.headline)
    _say(entry, "updated", _time(event.at))
    _say(entry, "published", _time(event.since))
    _link(entry, "alternate", home + claim_address(event.claim, event.statement), "text/html")
    SubElement(entry, "category", {"term": event.kind.value})
    _say(entry, "summary", event.told)


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _legal(text)


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": media_type, "href": _legal(address)})


def _legal(text: str) -> str:
    """The text without the letters that XML cannot hold, escaped or not."""
    return inert(text).replace("\ufffe", "").replace("\uffff", "")


def _time(instant: datetime) -> str:
    """As RFC 3339 writes it."""
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
