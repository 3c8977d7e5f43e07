"""On how many people, bodies or publications a claim rests: copies, citations and hidden names add none."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sayso.linking.origins import Ground, trace_origins
from sayso.records import (
    Act,
    Factuality,
    Findings,
    How,
    OriginKind,
    OriginTree,
    Position,
    Relation,
    Reprint,
    Sector,
    Sourcing,
    SpeakerKind,
    Stance,
    Tie,
)
from tests.linking.made import Said, report

CLAIM = "the bridge is closed"
OUTLET, ORG, UNNAMED = SpeakerKind.OUTLET, SpeakerKind.NAMED_ORG, SpeakerKind.UNNAMED_PERSON
MINISTER = {"role": "Transport Minister", "sector": Sector.GOVERNMENT}


def told(
    id: str,
    lead: str,
    who: str,
    *,
    outlet: str = "",
    agency: str | None = None,
    claim: str = CLAIM,
    tail: str = ".",
    **more: object,
) -> Findings:
    """A report of one sentence: who says it, that the bridge is closed, and by what way."""
    source = re.split(r",? (?:said|reported|told)", lead)[0]
    said = Said(who, claim, source=source, **more)  # type: ignore[arg-type]
    return report(id, f"{lead} that {claim}{tail}", said, outlet=outlet or f"The {id.title()} Post", agency=agency)


def trace(*findings: Findings, reprints: tuple[Reprint, ...] = ()) -> OriginTree:
    """The tree of the first statement of each report; speakers of one name are one, unless they have none."""
    statements = {statement.id: statement for finding in findings for statement in finding.statements}
    positions = [_position(finding) for finding in findings]
    return trace_origins(positions, Ground({f.article.id: f.article for f in findings}, statements, reprints))


def _position(finding: Findings) -> Position:
    statement = finding.statements[0]
    speaker = statement.speaker
    if speaker is not None and speaker.kind not in (UNNAMED, SpeakerKind.UNNAMED_GROUP):
        speaker = replace(speaker, id=f"e {speaker.name}")
    act, factuality = Act.ASSERT, Factuality.CT_PLUS
    return Position(statement.id, finding.article.id, speaker, Stance.SUPPORTS, act, factuality, None)


def names(tree: OriginTree) -> list[str]:
    return [origin.name for origin in tree.origins]


def test_one_minister_told_to_two_papers_is_one_origin() -> None:
    tree = trace(told("a", "Eva Lund said", "Eva Lund", **MINISTER), told("b", "Eva Lund said", "Eva Lund", **MINISTER))
    assert names(tree) == ["Eva Lund"]
    assert tree.flags == (Sourcing.SINGLE_SOURCE,)


def test_a_minister_and_the_ministry_are_one_origin_and_two_officials_are_two() -> None:
    minister = told("a", "Eva Lund said", "Eva Lund", **MINISTER)
    ministry = told("b", "The Transport Ministry said", "Transport Ministry", kind=ORG)
    other = told("c", "Nils Brandt said", "Nils Brandt", role="Transport Ministry engineer")
    tree = trace(minister, ministry)
    assert [(origin.name, origin.alike) for origin in tree.origins] == [("Eva Lund", ("Transport Ministry",))]
    assert names(trace(minister, other)) == ["Eva Lund", "Nils Brandt"]
    assert len(trace(minister, ministry, other).origins) == 2


def test_a_paper_that_cites_a_paper_rests_on_whom_that_one_heard() -> None:
    tree = trace(
        told("a", "Eva Lund said", "Eva Lund", outlet="The Halden Echo", **MINISTER),
        told("b", "The Halden Echo reported", "Halden Echo", outlet="Daily Beacon", kind=ORG),
        told("c", "The Daily Beacon reported", "Daily Beacon", kind=SpeakerKind.NAMED_PERSON),
    )
    assert names(tree) == ["Eva Lund"]
    assert [(each.article, each.tie, each.of) for each in tree.descents] == [
        ("a", Tie.HEARD, ()),
        ("b", Tie.CITED, ("a",)),
        ("c", Tie.CITED, ("b",)),
    ]


def test_papers_that_cite_a_paper_that_is_not_at_hand_rest_on_that_paper() -> None:
    cited = [told(id, "The Tribune reported", "Tribune", kind=OUTLET) for id in "ab"]
    tree = trace(*cited)
    assert [(origin.kind, origin.name) for origin in tree.origins] == [(OriginKind.OUTLET, "Tribune")]
    assert tree.flags == (Sourcing.SINGLE_SOURCE,)


def test_papers_that_cite_each_other_are_one_origin_and_a_circle() -> None:
    tree = trace(
        told("a", "The Daily Beacon reported", "Daily Beacon", outlet="The Halden Echo", kind=ORG),
        told("b", "The Lakeside Courier reported", "Lakeside Courier", outlet="Daily Beacon", kind=ORG),
        told("c", "The Halden Echo reported", "Halden Echo", outlet="Lakeside Courier", kind=ORG),
        told("d", "The Halden Echo reported", "Halden Echo", outlet="Upland Gazette", kind=ORG),
    )
    assert [origin.kind for origin in tree.origins] == [OriginKind.CIRCLE]
    assert tree.circles == (("a", "b", "c"),)
    assert Sourcing.CIRCULAR in tree.flags


def test_two_circles_that_do_not_meet_are_two_origins() -> None:
    tree = trace(
        told("a", "The Beacon said", "Beacon", outlet="Echo", kind=ORG),
        told("b", "The Echo said", "Echo", outlet="Beacon", kind=ORG),
        told("c", "The Star said", "Star", outlet="Herald", kind=ORG),
        told("d", "The Herald said", "Herald", outlet="Star", kind=ORG),
    )
    assert (len(tree.origins), tree.circles) == (2, (("a", "b"), ("c", "d")))


def test_a_paper_named_in_a_text_that_it_carries_itself_is_no_circle() -> None:
    wire = told("a", "An official told the Halden Echo", "official", outlet="Norden Wire", kind=UNNAMED)
    copy = told("b", "An official told the Halden Echo", "official", outlet="Halden Echo", kind=UNNAMED)
    tree = trace(wire, copy, reprints=(Reprint("b", "a", Relation.IDENTICAL, How.VERBATIM, ("later",), 1.0),))
    assert (len(tree.origins), tree.circles) == (1, ())
    assert tree.flags == (Sourcing.SINGLE_SOURCE, Sourcing.ANONYMOUS_ONLY)


def test_copies_of_one_text_are_one_origin_whoever_their_speakers_were_taken_for() -> None:
    first, second = told("a", "Eva Lund said", "Eva Lund"), told("b", "Lund said", "Lund", kind=ORG)
    whole = Reprint("b", "a", Relation.WHOLLY_DERIVED, How.EDITED, (), 0.9)
    assert names(trace(first, second, reprints=(whole,))) == ["Eva Lund"]


def test_a_later_version_may_have_heard_somebody_new() -> None:
    first = told("a", "Eva Lund said", "Eva Lund")
    update = (Reprint("b", "a", Relation.OWN_UPDATE, How.EDITED, ("later",), 0.9),)
    later = told("b", "Ole Falk said", "Ole Falk", claim="no car may use the bridge")
    assert names(trace(first, later, reprints=update)) == ["Eva Lund", "Ole Falk"]
    again = told("b", "Eva Lund said", "Eva Lund", claim="no car may use the bridge")
    assert names(trace(first, again, reprints=update)) == ["Eva Lund"]


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ({"who": "official"}, {"who": "official"}, 1),
        ({"who": "official"}, {"who": "two officials", "kind": SpeakerKind.UNNAMED_GROUP}, 1),
        ({"who": "French official"}, {"who": "official"}, 1),
        ({"who": "French official"}, {"who": "German official"}, 2),
        ({"who": "official", "sector": Sector.GOVERNMENT}, {"who": "doctor", "sector": Sector.EXPERT}, 2),
        ({"who": "official", "sector": Sector.GOVERNMENT}, {"who": "officer", "sector": Sector.MILITARY}, 1),
    ],
)
def test_people_without_a_name_are_two_only_where_they_cannot_be_one(
    one: dict[str, object], other: dict[str, object], number: int
) -> None:
    findings = [
        told(id, f"A {said['who']} said", **{"kind": UNNAMED, **said})  # type: ignore[arg-type]
        for id, said in (("a", one), ("b", other))
    ]
    tree = trace(*findings)
    assert len(tree.origins) == number
    assert Sourcing.ANONYMOUS_ONLY in tree.flags


def test_a_named_speaker_and_one_without_a_name_are_two() -> None:
    tree = trace(
        told("a", "Eva Lund said", "Eva Lund", **MINISTER), told("b", "An official said", "official", kind=UNNAMED)
    )
    assert ([origin.kind for origin in tree.origins], tree.flags) == ([OriginKind.SPEAKER, OriginKind.UNNAMED], ())


@pytest.mark.parametrize(
    ("lead", "tail", "origin", "through"),
    [
        (
            "Reuters, citing Yonhap, citing an official, said",
            ".",
            (OriginKind.UNNAMED, "an official"),
            ("Reuters", "Yonhap"),
        ),
        ("Reuters said", ", citing Eva Lund.", (OriginKind.SPEAKER, "Eva Lund"), ("Reuters",)),
        ("Reuters said", ", citing the Daily Beacon.", (OriginKind.SPEAKER, "the Daily Beacon"), ("Reuters",)),
        ("Reuters said", ".", (OriginKind.OUTLET, "Reuters"), ("Reuters",)),
    ],
)
def test_a_chain_is_followed_to_its_innermost_source(
    lead: str, tail: str, origin: tuple[OriginKind, str], through: tuple[str, ...]
) -> None:
    tree = trace(told("a", lead, "Reuters", tail=tail, kind=OUTLET, sector=Sector.MEDIA))
    assert [(each.kind, each.name) for each in tree.origins] == [origin]
    assert tree.descents[0].through == through


def test_an_agencys_credit_is_the_origin_of_what_names_nobody() -> None:
    by_author = [
        told(id, "This paper said", "Staff", agency="Norden Wire", kind=SpeakerKind.AUTHOR) for id in ("a", "b")
    ]
    own = told("c", "This paper said", "Staff", outlet="Daily Beacon", kind=SpeakerKind.AUTHOR)
    assert names(trace(*by_author)) == ["Norden Wire"]
    assert names(trace(*by_author, own)) == ["Norden Wire", "Daily Beacon"]


def test_a_report_in_a_paper_is_that_papers_and_a_report_by_a_body_is_the_bodys() -> None:
    paper = told("a", "A report in the Lakeside Courier said", "report", kind=SpeakerKind.DOCUMENT)
    body = told("b", "A report by the Food Office said", "report", kind=SpeakerKind.DOCUMENT)
    tree = trace(paper, body)
    assert [(origin.kind, origin.name) for origin in tree.origins] == [
        (OriginKind.OUTLET, "Lakeside Courier"),
        (OriginKind.SPEAKER, "Food Office"),
    ]


def test_a_claim_without_positions_at_hand_rests_on_nobody() -> None:
    assert trace_origins((), Ground({}, {}, ())) == OriginTree((), (), (), (), 0)
