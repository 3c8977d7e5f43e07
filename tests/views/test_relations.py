"""What a claim is to others of its story, in every view: a few plain words before printed ones."""

from __future__ import annotations

from dataclasses import replace

from sayso.cli.drawing import Pen, claim_parts, overview_parts
from sayso.formats import claim_to_json
from sayso.ledger.received import claim as received
from sayso.ledger.rows import claim_from_row, claim_to_row
from sayso.records import Claim, ClaimRelation, RelatedClaim
from sayso.views import build_matrix
from sayso.views.dossier import Provenance, render_dossier
from sayso.views.relations import related_of_rows, related_to
from tests.cli.test_drawing import drawn
from tests.views.made import ARTICLES, COLLISION, STORY

OTHER = replace(COLLISION, id="other", gloss="that its cutter had struck the Marit")


def related(claim: Claim, relation: ClaimRelation, to: Claim) -> Claim:
    """The claim, related to another one by the words of both glosses."""
    entry = RelatedClaim(
        to.id, relation, claim.gloss_statement, claim.gloss_spans, to.gloss_statement, to.gloss_spans, "reply", 0.5
    )
    return replace(claim, related=(entry,))


REPLY = related(OTHER, ClaimRelation.RESPONDS_TO, COLLISION)
VIEW = replace(STORY, claims=(COLLISION, REPLY))


def matrix(*claims: Claim):  # type: ignore[no-untyped-def]
    return build_matrix(claims, articles=ARTICLES, statements=VIEW.statements, reprints=VIEW.reprints, limit=None)


def test_a_reply_is_told_of_both_sides() -> None:
    (here,), (there,) = related_to(REPLY, VIEW.claims), related_to(COLLISION, VIEW.claims)
    assert (here.words, here.id, here.gloss) == ("responds to", COLLISION.id, COLLISION.gloss)
    assert (there.words, there.id) == ("answered by", REPLY.id)


def test_a_claim_is_told_by_its_letter_where_the_view_shows_it() -> None:
    rows = matrix(*VIEW.claims).rows
    letters = {row.claim.id: row.letter for row in rows}
    assert [each.letter for each in related_of_rows(rows, VIEW.claims)[REPLY.id]] == [letters[COLLISION.id]]
    assert [each.letter for each in related_of_rows(rows[:0], VIEW.claims).get(REPLY.id, ())] == []


def test_what_is_not_in_the_story_any_more_is_not_told() -> None:
    assert related_to(REPLY, (REPLY,)) == ()
    assert related_to(COLLISION, ()) == ()


def test_the_terminal_and_the_dossier_show_it() -> None:
    found = matrix(*VIEW.claims)
    shown = " ".join(" ".join(drawn(*overview_parts(VIEW, found, Pen(100, styled=False)))).split())
    assert "responds to A: “" in shown or "responds to B: “" in shown
    assert "answered by" in shown
    claim = " ".join(" ".join(drawn(*claim_parts(VIEW, matrix(COLLISION).rows[0], Pen(100, styled=False)))).split())
    assert f"answered by: “{OTHER.gloss}”" in claim
    page = render_dossier(VIEW, Provenance("sayso 0", "made"))
    assert "answered by" in page
    assert "responds to" in page


def test_relations_go_through_json_and_rows_unchanged() -> None:
    record = claim_to_json(REPLY)
    assert record["related"][0]["relation"] == "responds_to"
    assert received(record).related == REPLY.related
    assert received({name: value for name, value in record.items() if name != "related"}).related == ()
    row = claim_to_row(REPLY, 0)
    assert claim_from_row({**row, "gloss_statement_id": REPLY.gloss_statement}, REPLY.positions) == REPLY
    assert claim_to_row(COLLISION, 0)["related"] is None
