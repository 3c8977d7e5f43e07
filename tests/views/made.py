"""A story made by hand, in our own words: a trawler, four reports, two of them one text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.linking import find_quotations
from sayso.records import (
    Act,
    Anchor,
    Article,
    Claim,
    Factuality,
    Findings,
    Form,
    How,
    Position,
    Relation,
    Reprint,
    SaidOn,
    Sector,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    StoryView,
)
from sayso.spans import Span, Spans

WIRE = (
    "PORT ELSE, March 3 (Coastwire) - The fishermen's union said on Monday that a navy cutter rammed the trawler "
    "Marit. The sea was calm.\n\n"
    "The Navy of Vastland denied that any of its ships had touched the Marit.\n\n"
    "Harbour master Ida Holm could not confirm a collision."
)
REPRINT = (
    "The fishermen's union said on Monday that a navy cutter rammed the trawler Marit. The sea was calm.\n\n"
    "The Navy of Vastland denied that any of its ships had touched the Marit."
)
OWN_REPORT = (
    "Two deckhands told this paper that a grey cutter rammed the Marit at dawn.\n\n"
    '"If this is true, somebody must answer for it," opposition leader Per Dahl said.'
)
LATER = (
    "The Navy of Vastland confirmed on Thursday that its cutter had struck the Marit.\n\n"
    "The repair will cost at least 40,000 crowns, the union said."
)

UNION = Speaker("union", "fishermen's union", SpeakerKind.NAMED_ORG, Sector.NGO)
NAVY = Speaker("navy", "Navy of Vastland", SpeakerKind.NAMED_ORG, Sector.MILITARY)
HOLM = Speaker("holm", "Ida Holm", SpeakerKind.NAMED_PERSON, role="Harbour master")
CREW = Speaker("crew", "two deckhands", SpeakerKind.UNNAMED_GROUP, Sector.EYEWITNESS, claimed_number=2)
DAHL = Speaker("dahl", "Per Dahl", SpeakerKind.NAMED_PERSON, Sector.LEGISLATURE, role="opposition leader")

STANCES = {
    Act.ASSERT: (Stance.SUPPORTS, Factuality.CT_PLUS),
    Act.ACKNOWLEDGE: (Stance.SUPPORTS, Factuality.CT_PLUS),
    Act.DENY: (Stance.DENIES, Factuality.CT_MINUS),
    Act.CANNOT_CONFIRM: (Stance.NONCOMMITTAL, Factuality.UU),
    Act.SUPPOSE: (Stance.CONDITIONAL, Factuality.UU),
}


def article(name: str, text: str, outlet: str, day: str, **more: object) -> Article:
    """A report; its hash is made up."""
    made = Article(
        id=name, origin=f"reports/{name}.txt", sha256=(name.encode().hex() * 32)[:64], text=text, outlet=outlet
    )
    return replace(made, title=f"Trawler Marit: {outlet}", published_at=day, **more)  # type: ignore[arg-type]


ARTICLES = (
    article("a1", WIRE, "Else Courier", "2025-03-03", agency="Coastwire"),
    article("a2", REPRINT, "Norden Post", "2025-03-04", agency="Coastwire"),
    article("a3", OWN_REPORT, "The Lantern", "2025-03-04", url="https://lantern.example/marit"),
    article("a4", LATER, "Else Courier", "2025-03-07"),
)
REPRINTS = (Reprint("a2", "a1", Relation.WHOLLY_DERIVED, How.ABRIDGED, ("credit line: Coastwire",), 0.97),)


def spans(text: str, *surfaces: str) -> Spans:
    """Where these words first stand in `text`."""
    found = [text.index(surface) for surface in surfaces]
    return tuple(Span(start, start + len(surface)) for start, surface in zip(found, surfaces, strict=True))


def on(day: int | None) -> SaidOn | None:
    """A day of March 2025."""
    return None if day is None else SaidOn(date(2025, 3, day), date(2025, 3, day), Anchor.DATELINE, "weekday")


def said(
    source: Article, number: int, speaker: Speaker | None, cue: str, content: str, act: Act, day: int | None, name: str
) -> Statement:
    """One statement of an article, its spans found by their words."""
    return Statement(
        id=f"{source.id}.{number}",
        form=Form.INDIRECT,
        source=spans(source.text, name),
        cue=spans(source.text, cue),
        content=spans(source.text, content),
        act=act,
        factuality=STANCES[act][1],
        presupposed=False,
        speaker=speaker,
        reason="" if speaker else "two candidates",
        via=(),
        said_on=on(day),
        confidence=0.9,
    )


RAMMED = "a navy cutter rammed the trawler Marit"
TOUCHED = "any of its ships had touched the Marit"
STATEMENTS = (
    said(ARTICLES[0], 1, UNION, "said", RAMMED, Act.ASSERT, 3, "The fishermen's union"),
    said(ARTICLES[0], 2, NAVY, "denied", TOUCHED, Act.DENY, 3, "The Navy of Vastland"),
    said(ARTICLES[0], 3, HOLM, "could not confirm", "a collision", Act.CANNOT_CONFIRM, None, "Ida Holm"),
    said(ARTICLES[1], 1, UNION, "said", RAMMED, Act.ASSERT, 3, "The fishermen's union"),
    said(ARTICLES[1], 2, NAVY, "denied", TOUCHED, Act.DENY, 3, "The Navy of Vastland"),
    said(ARTICLES[2], 1, CREW, "told", "a grey cutter rammed the Marit at dawn", Act.ASSERT, 4, "Two deckhands"),
    said(ARTICLES[2], 2, DAHL, "said", '"If this is true, somebody must answer for it,"', Act.SUPPOSE, 4, "Per Dahl"),
    said(
        ARTICLES[3], 1, NAVY, "confirmed", "its cutter had struck the Marit", Act.ACKNOWLEDGE, 6, "The Navy of Vastland"
    ),
    said(ARTICLES[3], 2, UNION, "said", "The repair will cost at least 40,000 crowns", Act.ASSERT, None, "the union"),
)


def position(statement: Statement) -> Position:
    """The position a statement takes by its act."""
    stance = STANCES[statement.act][0]
    return Position(
        statement.id,
        statement.id.split(".")[0],
        statement.speaker,
        stance,
        statement.act,
        statement.factuality,
        statement.said_on,
    )


COST = Claim("c2", "s1", "The repair will cost at least 40,000 crowns", "a4.2", (), 1, 1, (position(STATEMENTS[8]),))
COLLISION = Claim(
    "c1",
    "s1",
    RAMMED,
    "a1.1",
    STATEMENTS[0].content,
    origins=3,
    articles=4,
    positions=tuple(position(STATEMENTS[number]) for number in (0, 1, 3, 4, 5, 6, 7, 2)),
)
STORY = StoryView(
    Story("s1", "Navy cutter and trawler Marit", tuple(each.id for each in ARTICLES)),
    ARTICLES,
    STATEMENTS,
    (COST, COLLISION),
    REPRINTS,
)


def quoting(view: StoryView) -> StoryView:
    """The same story with a quotation that three of its pages print, one of them with another number and a "not"."""
    words = (
        "five of my men saw the cutter turn towards us",
        "five of my men saw the cutter turn towards us",
        "six of my men did not see the cutter turn towards us",
    )
    pages = tuple(
        replace(page, text=f'{page.text}\n\n"{said}," the union said.')
        for page, said in zip(view.articles, words, strict=False)
    )
    own = [
        replace(statement, id=f"{page.id}.9", content=spans(page.text, f'"{said},"'))
        for page, said, statement in zip(pages, words, (STATEMENTS[0], STATEMENTS[3], STATEMENTS[0]), strict=True)
    ]
    found = find_quotations(Findings(page, (said,), ()) for page, said in zip(pages, own, strict=True))
    return replace(view, articles=(*pages, *view.articles[3:]), statements=(*view.statements, *own), quotations=found)
