"""How two figures out of reports of one happening stand to each other.

Only figures of one thing in one scope can conflict: killed against injured, planned against sent, a day against a year
are no conflict, however far apart the numbers. In doubt about the scope no conflict is told.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from math import floor, inf, log10

from sayso.linking.figure_words import word_group
from sayso.linking.measures import Measure, MeasureKind, Scope, value_of
from sayso.linking.terms import stem
from sayso.records import Bound

__all__ = ["FigureRelation", "compare_figures"]

# Share of a rough number within which the true one may lie.
ROUGHLY = 0.05
# Minutes within which two rough times are one.
ROUGH_MINUTES = 15
# Minutes beyond which two times are of one happening only if their sentences say so.
FAR_MINUTES = 150
# Years by which two tellings of one person's age differ; further apart they are of two persons.
AGE_SLIP = 4
# Share by which a converted length may miss.
CONVERTED = 0.03
# Share of the words of the shorter sentence from which two sentences tell one thing, whatever their verbs.
ONE_HAPPENING = 0.35
LEAST_ROUNDED = 1000
CURRENCIES = frozenset({"USD", "EUR", "GBP", "JPY", "INR", "KRW"})
# Between the least and the most that a unit of one currency was worth in another, dollars, euros and pounds.
EXCHANGE = 1.7
CONVERTIBLE = frozenset({"m", "kg", "hour"})


class FigureRelation(StrEnum):
    """What two figures make of each other."""

    SAME = "same"
    DIFFERS = "differs"
    COMPATIBLE = "compatible"
    OTHER_SCOPE = "other_scope"


def compare_figures(one: Measure, other: Measure) -> FigureRelation:
    """Compare two figures of reports of one happening.

    Returns:
        SAME: one number. COMPATIBLE: both can be true of one count ("at least 12", "15"). DIFFERS: they cannot.
        OTHER_SCOPE: they are not of one thing, or it cannot be told that they are.
    """
    if one.kind is not other.kind or one.doubt or other.doubt:
        return FigureRelation.OTHER_SCOPE
    return _COMPARING[one.kind](one, other)


# ------------------------------------------------------------------------------------------------------- amounts


def _amounts(one: Measure, other: Measure) -> FigureRelation:
    if not _are_of_one_unit(one, other) or _are_scopes_apart(one, other):
        return FigureRelation.OTHER_SCOPE
    if one.unit != other.unit:
        return _in_two_currencies(one, other)
    relation = _values(one, other)
    if not _count_one_thing(one, other, is_same=relation is FigureRelation.SAME):
        return FigureRelation.OTHER_SCOPE
    if relation is FigureRelation.DIFFERS and (_are_parts_apart(one, other) or _are_of_unlike_words(one, other)):
        return FigureRelation.OTHER_SCOPE
    return relation


def _are_of_one_unit(one: Measure, other: Measure) -> bool:
    return one.unit == other.unit or (one.unit in CURRENCIES and other.unit in CURRENCIES)


def _in_two_currencies(one: Measure, other: Measure) -> FigureRelation:
    """Without a rate: near each other may be one sum, the same number or far apart is not."""
    if min(one.low, other.low) <= 0:
        return FigureRelation.COMPATIBLE
    ratio = max(one.low, other.low) / min(one.low, other.low)
    return FigureRelation.COMPATIBLE if 1 < ratio < EXCHANGE else FigureRelation.DIFFERS


def _are_scopes_apart(one: Measure, other: Measure) -> bool:
    """Whether the words near say of two figures that they are of unlike things, whatever their numbers."""
    a, b = one.scope, other.scope
    if a.outcome and b.outcome and a.outcome != b.outcome:
        return True
    if a.is_ahead != b.is_ahead and not _are_alike(one, other):
        return True
    return bool(a.rate or b.rate) and a.rate != b.rate and not _are_alike(one, other)


def _are_parts_apart(one: Measure, other: Measure) -> bool:
    """Whether unlike numbers are explained by a part, a day or a place that only one of them is of."""
    a, b = one.scope, other.scope
    if a.part != b.part:
        return True
    if a.period and b.period and a.period != b.period:
        return True
    return bool(a.places and b.places) and a.places.isdisjoint(b.places)


def _are_of_unlike_words(one: Measure, other: Measure) -> bool:
    """Whether unlike numbers stand among unlike words, or one of them stands in the other's sentence, too."""
    a, b = one.scope, other.scope
    if _stand_in_one_sentence(one, other) or _are_unlike(a.governor, b.governor) or _are_unlike(a.whole, b.whole):
        return True
    if bool(a.local and b.local) and a.local.isdisjoint(b.local):
        return True
    if a.outcome is None and b.outcome is None and _do_unlike_things(a, b):
        return True
    if one.unit is None and _stems("light").isdisjoint(one.things[:1]):
        return False
    is_of_another = bool(a.complement and b.complement) and a.complement.isdisjoint(b.complement)
    return is_of_another or (one.unit is None and bool(a.doing and b.doing) and a.doing.isdisjoint(b.doing))


def _are_unlike(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _stand_in_one_sentence(one: Measure, other: Measure) -> bool:
    """Whether the sentence of one also holds the number of the other: then that is its twin, not this one."""
    return value_of(one) in other.scope.siblings or value_of(other) in one.scope.siblings


def _do_unlike_things(a: Scope, b: Scope) -> bool:
    """Whether two sentences with little in common tell of unlike doings."""
    return _have_little_in_common(a, b) and bool(a.doing and b.doing) and a.doing.isdisjoint(b.doing)


def _have_little_in_common(a: Scope, b: Scope) -> bool:
    return len(a.beside & b.beside) < ONE_HAPPENING * min(len(a.beside), len(b.beside))


def _are_alike(one: Measure, other: Measure) -> bool:
    """Whether two figures are of one number and count one thing by name."""
    if one.scope.outcome != other.scope.outcome or _are_unlike(one.scope.governor, other.scope.governor):
        return False
    return _values(one, other) is FigureRelation.SAME


def _count_one_thing(one: Measure, other: Measure, *, is_same: bool) -> bool:
    if one.unit in CONVERTIBLE and is_same:
        return True
    if one.unit or other.unit:
        return _are_beside_the_same(one, other)
    if not one.things or not other.things:
        return is_same or _are_beside_the_same(one, other)
    if not set(one.things).isdisjoint(other.things):
        return True
    is_of_one_outcome = one.scope.outcome is not None and one.scope.outcome == other.scope.outcome
    if is_same and (is_of_one_outcome or not _have_little_in_common(one.scope, other.scope)):
        return True
    people = [not _stems("people").isdisjoint(measure.things[:2]) for measure in (one, other)]
    if all(people):
        return True
    return any(people) and (is_same or one.bound is not other.bound) and is_of_one_outcome


def _are_beside_the_same(one: Measure, other: Measure) -> bool:
    if one.things and other.things and one.unit == other.unit:
        return not set(one.things).isdisjoint(other.things)
    return one.scope.beside == other.scope.beside or not one.scope.beside.isdisjoint(other.scope.beside)


# -------------------------------------------------------------------------------------------------------- values


def _values(one: Measure, other: Measure) -> FigureRelation:
    if (one.low, one.high) == (other.low, other.high):
        return FigureRelation.SAME
    if _nearly(one.low, other.low, 0.0005) and _nearly(one.high, other.high, 0.0005):
        return FigureRelation.SAME
    (a, b), (c, d) = _interval(one), _interval(other)
    if a <= d and c <= b:
        return FigureRelation.COMPATIBLE
    if one.unit in CONVERTIBLE and _nearly(one.low, other.low, CONVERTED):
        return FigureRelation.COMPATIBLE
    return FigureRelation.COMPATIBLE if _is_rounding(one, other) else FigureRelation.DIFFERS


def _interval(measure: Measure) -> tuple[float, float]:
    if not measure.is_rough or measure.bound is Bound.RANGE:
        return measure.low, measure.high
    slack = max(ROUGHLY * measure.low, _last_digit(measure.low) / 2)
    return measure.low - slack, measure.high + slack


def _is_rounding(one: Measure, other: Measure) -> bool:
    """Whether one number is the other with its last digits made round."""
    rounder, finer = sorted((one, other), key=lambda measure: -_last_digit(measure.low))
    if Bound.RANGE in (one.bound, other.bound) or finer.low < LEAST_ROUNDED or inf in (one.high, other.high):
        return False
    step = _last_digit(rounder.low)
    return step > _last_digit(finer.low) and abs(rounder.low - finer.low) <= step / 2 and step <= rounder.low / 10


def _last_digit(number: float) -> float:
    """What the last digit that is no nought is worth: 1,500 -> 100."""
    if number < 1 or number == inf or number != floor(number):
        return 0.0
    step = 10.0 ** floor(log10(number))
    while number % step:
        step /= 10
    return step


def _nearly(one: float, other: float, share: float) -> bool:
    return one == other or (inf not in (one, other) and abs(one - other) <= share * max(abs(one), abs(other)))


# --------------------------------------------------------------------------------- ages, times, days, places


def _ages(one: Measure, other: Measure) -> FigureRelation:
    are_told_apart = bool(one.who and other.who) and one.who.isdisjoint(other.who)
    if one.low <= other.high and other.low <= one.high:
        return FigureRelation.SAME if (one.low, one.high) == (other.low, other.high) else FigureRelation.COMPATIBLE
    is_slip = abs(one.low - other.low) <= AGE_SLIP or (not are_told_apart and _are_named(one, other))
    if are_told_apart or not is_slip or one.scope.period != other.scope.period or _stand_in_one_sentence(one, other):
        return FigureRelation.OTHER_SCOPE
    return FigureRelation.DIFFERS


def _are_named(one: Measure, other: Measure) -> bool:
    """Whether two ages are of one person by name: two words of it, not a noun like "boy"."""
    return len(one.who & other.who) > 1


def _times(one: Measure, other: Measure) -> FigureRelation:
    if (one.low, one.high) == (other.low, other.high):
        return FigureRelation.SAME
    if _are_parts_apart(one, other) or _stand_in_one_sentence(one, other):
        return FigureRelation.OTHER_SCOPE
    slack = ROUGH_MINUTES if one.is_rough or other.is_rough else 0
    if one.low - slack <= other.high and other.low - slack <= one.high:
        return FigureRelation.COMPATIBLE
    is_far = max(one.low, other.low) - min(one.high, other.high) > FAR_MINUTES
    is_apart = is_far and _have_little_in_common(one.scope, other.scope)
    return FigureRelation.OTHER_SCOPE if is_apart else FigureRelation.DIFFERS


def _days(one: Measure, other: Measure) -> FigureRelation:
    printed, other_printed = dict(one.fields), dict(other.fields)
    common = printed.keys() & other_printed.keys()
    is_one_event = not one.scope.before.isdisjoint(other.scope.before)
    clash = any(printed[name] != other_printed[name] for name in common - {"part"})
    if clash or not common:
        conflict = clash and is_one_event and one.scope.outcome == other.scope.outcome
        return FigureRelation.DIFFERS if conflict else FigureRelation.OTHER_SCOPE
    is_one_day = {"month", "day"} <= common
    return FigureRelation.SAME if is_one_day or printed == other_printed else FigureRelation.COMPATIBLE


def _numbers_in_street(one: Measure, other: Measure) -> FigureRelation:
    if one.who.isdisjoint(other.who):
        return FigureRelation.OTHER_SCOPE
    return FigureRelation.SAME if one.low == other.low else FigureRelation.DIFFERS


def _places(one: Measure, other: Measure) -> FigureRelation:
    if one.who == other.who:
        return FigureRelation.SAME
    is_one_event = not one.scope.before.isdisjoint(other.scope.before)
    return FigureRelation.DIFFERS if is_one_event else FigureRelation.OTHER_SCOPE


_COMPARING: dict[MeasureKind, Callable[[Measure, Measure], FigureRelation]] = {
    MeasureKind.AMOUNT: _amounts,
    MeasureKind.ORDINAL: _amounts,
    MeasureKind.AGE: _ages,
    MeasureKind.TIME: _times,
    MeasureKind.DAY: _days,
    MeasureKind.NUMBER_IN_STREET: _numbers_in_street,
    MeasureKind.PLACE: _places,
}


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(map(stem, word_group(name)))
