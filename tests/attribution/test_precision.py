"""The table of rule precisions and the bar made from it."""

from __future__ import annotations

from sayso.attribution.precision import (
    LEAST_PRECISION,
    LEAST_SEEN,
    POSITION_DISCOUNT,
    UNKNOWN_PRECISION,
    Bar,
    Precisions,
    measured_precisions,
)
from sayso.attribution.rules import Proposal
from sayso.records import Act
from sayso.spans import Span


def proposal(act: Act) -> Proposal:
    return Proposal("np", "say", act, 0, None, (Span(0, 1),), (Span(2, 3),))


def test_the_table_in_the_package_is_read_and_adds_up() -> None:
    counts = measured_precisions().counts
    assert all(right <= found for right, found in counts.values())
    for rule in {rule for rule, _ in counts}:
        entries = [count for (name, entry), count in counts.items() if name == rule and entry != "*"]
        assert counts[rule, "*"] == (sum(right for right, _ in entries), sum(found for _, found in entries))


def test_the_plainest_rules_are_the_surest() -> None:
    precisions = measured_precisions()
    assert precisions.of("tag", "say") > 0.9
    assert precisions.of("that", "say") > 0.8


def test_an_entry_seldom_seen_is_drawn_towards_its_rule() -> None:
    precisions = Precisions({("np", "*"): (40, 100), ("np", "deny"): (1, 1), ("np", "back"): (90, 100)})
    assert precisions.of("np", "never seen") == 0.4
    assert 0.4 < precisions.of("np", "deny") < 0.6
    assert precisions.of("np", "back") > 0.85


def test_a_rule_hardly_seen_has_no_precision_of_its_own() -> None:
    assert Precisions({("np", "*"): (0, LEAST_SEEN - 1)}).of("np", "say") == UNKNOWN_PRECISION


def test_a_denial_needs_less_precision_than_other_acts() -> None:
    just_enough = Precisions({("np", "*"): (round(1000 * LEAST_PRECISION * (POSITION_DISCOUNT + 0.1)), 1000)})
    bar = Bar(just_enough, LEAST_PRECISION)
    assert bar.admits(proposal(Act.DENY))
    assert not bar.admits(proposal(Act.ASSERT))
