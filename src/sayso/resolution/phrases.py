"""A source's noun phrase, read: a name, several names, a pronoun, or a description of somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.names import Role, find_role
from sayso.resolution.gazetteer import Institution, Sort, document_nouns, head_sector
from sayso.resolution.mentions import OF_WORDS, Mention, mentions_in, role_phrase, whom_it_names
from sayso.resolution.units import NUMBER_WORDS, Unit, UnitKind, is_function_word, read_units
from sayso.spans import Span

PRONOUNS = frozenset("he she they it we i you who which that this those these his her their its him them both".split())
DEFINITE = frozenset({"the", "this", "that", "these", "those", "said"})
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "their", "its", "our", "my"})
QUANTIFIERS = frozenset(
    (
        "a an another one some any each every no few many most several all both either neither other others such more "
        "certain numerous countless various dozens hundreds thousands scores at least about nearly roughly up to than"
    ).split()
)
NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS)}
RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
LEADING = frozenset(
    "even only just also both neither either not nor and but like as per by from according to meanwhile yet".split()
)
# Words behind a noun at which its description goes on but its head does not lie any more.
BEHIND_HEAD = OF_WORDS | frozenset(
    (
        "who whom whose which that on in by about against among near inside outside within between over under behind "
        "familiar close briefed speaking including involved present working living attending based close aligned loyal"
    ).split()
)
# Nouns for a share of a group, and units in which one may be named: "a third of the", "about 38 percent of".
PARTS = frozenset(
    "third half majority minority quarter percent percentage number group handful pair couple share".split()
)
PART_UNITS = 6
PARTICIPLES = frozenset("taken made seen given known held sent written shown drawn brought kept put".split())
# Units of a description behind its head that are searched for the institution.
BEHIND_UNITS = 9


class PhraseKind(StrEnum):
    """What stands at the head of a source."""

    NAMES = "names"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source, read.

    Attributes:
        names: the names at its head, several when coordinated.
        pronoun: folded; "" for other phrases.
        head: the folded head noun of a description; with several words for a role of several.
        words: the description as printed, without determiner and without what follows the head.
        role: of a description's head, or of the description that a name follows ("the nominee, Jane Doe").
        institution, of: whom the description names, known or as printed; `is_of_inside` if before its head.
        possessor: the pronoun or name before the head ("his", a possessive name), folded; "" when there is none.
        is_definite: whether it points back: "the", "this", a possessive.
        is_another: whether it says that it is somebody else than before ("another official").
        is_nation: whether the head is a people: "the Ruritanians".
        number: how many are claimed; None where no number is given.
        rest: what "and" joins to the pronoun or names at its head without being a name: "and two officials".
    """

    kind: PhraseKind
    span: Span
    names: tuple[Mention, ...] = ()
    pronoun: str = ""
    head: str = ""
    words: str = ""
    role: Role | None = None
    institution: Institution | None = None
    of: str | None = None
    is_of_inside: bool = False
    possessor: str = ""
    is_definite: bool = False
    is_plural: bool = False
    is_another: bool = False
    is_nation: bool = False
    number: int | None = None
    rest: Span | None = None

    @property
    def is_document(self) -> bool:
        """Whether the head is something written."""
        return self.head in document_nouns() and self.role is None


def read_phrase(text: str, span: Span) -> Phrase:
    """Read the source at `span` of `text`."""
    units = read_units(text, span)
    first = 0
    while first < len(units) - 1 and units[first].folded in LEADING:
        first += 1
    units = units[first:]
    if not units:
        return Phrase(PhraseKind.NOTHING, span)
    if units[0].folded in PRONOUNS and (len(units) == 1 or _is_bare_pronoun(units)):
        return Phrase(PhraseKind.PRONOUN, span, pronoun=units[0].folded, rest=_joined_by_and(units, 1, span))
    part = _part_ends(units)
    if part:
        return _part_of(text, span, units, part)
    mentions = list(mentions_in(text, units))
    zone = _zone_end(units, mentions)
    names = _names_at_head(units, mentions, zone)
    if names:
        apposed = zone < len(units) and names[0].span.start >= units[zone].start
        described = [unit for unit in units if unit.start < names[0].full.start] if apposed else ()
        behind = next((at for at, unit in enumerate(units) if unit.start >= names[-1].span.end), len(units))
        rest = None if apposed else _joined_by_and(units, behind, span)
        return replace(_named(text, span, names, described), rest=rest)
    return _description(text, span, units, zone)


def _is_bare_pronoun(units: Sequence[Unit]) -> bool:
    if units[0].folded in POSSESSIVE_PRONOUNS | {"this", "that", "these", "those"}:
        return False
    return units[1].kind is UnitKind.OTHER


def _joined_by_and(units: Sequence[Unit], at: int, span: Span) -> Span | None:
    """The noun phrase behind an "and" that stands right there: "she and two officials"."""
    if at + 1 >= len(units) or units[at].folded not in ("and", "&") or not units[at + 1].is_joined:
        return None
    return Span(units[at + 1].start, span.end)


def _part_ends(units: Sequence[Unit]) -> int:
    """Index of "of" in "one of", "38% of", "a majority of the"; 0 when the phrase begins otherwise."""
    for at, unit in enumerate(units[:PART_UNITS]):
        if unit.folded == "of" and 0 < at < len(units) - 1:
            return at
        if not (_determines(unit) or unit.folded in PARTS or unit.folded[:1].isdecimal()):
            return 0
    return 0


def _part_of(text: str, span: Span, units: Sequence[Unit], of: int) -> Phrase:
    """ "One of its representatives", "two of the officials"."""
    rest = read_phrase(text, Span(units[of + 1].start, span.end))
    number = NUMBERS.get(units[0].folded) if of == 1 else None
    if rest.kind is not PhraseKind.DESCRIPTION:
        if rest.kind is PhraseKind.NAMES:
            return rest
        return Phrase(
            PhraseKind.DESCRIPTION, span, head=units[0].folded, words=role_phrase(text, units), is_plural=True
        )
    return Phrase(
        PhraseKind.DESCRIPTION,
        span,
        head=rest.head,
        words=rest.words,
        role=rest.role,
        institution=rest.institution,
        of=rest.of,
        is_of_inside=rest.is_of_inside,
        possessor=rest.possessor,
        is_plural=number != 1,
        number=None if number == 1 else number,
    )


def _zone_end(units: Sequence[Unit], mentions: Sequence[Mention]) -> int:
    """Index behind the first noun phrase; a preposition inside a name or title does not end it."""
    for at, unit in enumerate(units):
        if at == 0:
            continue
        if any(mention.full.start < unit.start < mention.full.end for mention in mentions):
            continue
        if _sets_off(unit) or unit.folded in BEHIND_HEAD or _goes_on_behind(units, at):
            return at
    return len(units)


def _sets_off(unit: Unit) -> bool:
    """Whether a mark stands before the unit; the comma of "1,100" is none."""
    return unit.gap != "," and any(mark in unit.gap for mark in ',;:()\u2014\u2013"\u201c\u201d')


def _goes_on_behind(units: Sequence[Unit], at: int) -> bool:
    """Whether a preposition, or a participle behind a role, begins the words behind the head."""
    unit, before = units[at], units[at - 1]
    if unit.kind is not UnitKind.OTHER or _determines(before) or before.folded in LEADING:
        return False
    noun = before.kind is UnitKind.ROLE or _singular(before.folded) in document_nouns()
    if noun and (unit.folded.endswith(("ing", "ed")) or unit.folded in PARTICIPLES):
        return True
    return is_function_word(unit.folded) and unit.folded not in ("and", "or", "&") and not _determines(unit)


def _names_at_head(units: Sequence[Unit], mentions: Sequence[Mention], zone: int) -> tuple[Mention, ...]:
    end = units[zone].start if zone < len(units) else units[-1].end + 1
    inside = [mention for mention in mentions if mention.span.start < end and _is_head(units, mention)]
    if inside:
        return _coordinated(units, inside[0], mentions)
    comma = next((at for at in range(zone, min(len(units), zone + BEHIND_UNITS)) if "," in units[at].gap), None)
    if (
        comma is None
        or not _may_be_apposed(units[:zone])
        or any(unit.folded in RELATIVES for unit in units[zone:comma])
    ):
        return ()
    apposed = [mention for mention in mentions if mention.full.start == units[comma].start and mention.name]
    return (apposed[0],) if apposed and _is_head(units, apposed[0]) else ()


def _may_be_apposed(zone: Sequence[Unit]) -> bool:
    role = find_role(zone[-1].folded.split())
    return role is not None and not role.is_plural and not zone[-1].is_possessive


def _is_head(units: Sequence[Unit], mention: Mention) -> bool:
    """Whether the name stands for itself and does not merely describe the noun behind it: "Marsh aides"."""
    known = mention.institution if mention.name is None else None
    if mention.is_possessive or (known and known.sort is Sort.NATIONALITY):
        return False
    following = next((unit for unit in units if unit.start >= mention.span.end), None)
    if following is None or not following.is_joined:
        return True
    if following.kind in (UnitKind.ROLE, UnitKind.CAPITAL, UnitKind.HONORIFIC, UnitKind.INSTITUTION):
        return False
    return (
        is_function_word(following.folded)
        or following.folded in BEHIND_HEAD
        or following.folded.endswith(("ing", "ed"))
    )


def _coordinated(units: Sequence[Unit], first: Mention, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    result = [first]
    for mention in mentions:
        if mention.full.start < result[-1].span.end:
            continue
        between = [unit for unit in units if result[-1].span.end <= unit.start < mention.full.start]
        joins = {"and", "nor", "or", "the", "&"}
        if not any(unit.folded in joins - {"the"} for unit in between) or any(
            unit.folded not in joins for unit in between
        ):
            break
        if not _is_head(units, mention):
            break
        result.append(mention)
    return tuple(result)


def _named(text: str, span: Span, names: tuple[Mention, ...], described: Sequence[Unit]) -> Phrase:
    described = [unit for unit in described if unit.folded not in DEFINITE | QUANTIFIERS | POSSESSIVE_PRONOUNS]
    if not described:
        return Phrase(PhraseKind.NAMES, span, names)
    institution, of = whom_it_names(text, described)
    role = next((unit.role for unit in described if unit.role), None)
    words = role_phrase(text, described)
    return Phrase(PhraseKind.NAMES, span, names, words=words, role=role, institution=institution, of=of)


def _description(text: str, span: Span, units: Sequence[Unit], zone: int) -> Phrase:
    start, number, definite, another = 0, None, False, False
    possessor = ""
    while start < zone - 1 and _determines(units[start]):
        folded = units[start].folded
        number = NUMBERS.get(folded, int(folded) if folded.isdecimal() and len(folded) < 7 else number)
        definite = definite or folded in DEFINITE | POSSESSIVE_PRONOUNS
        another = another or folded in ("another", "other", "second", "third")
        possessor = folded if folded in POSSESSIVE_PRONOUNS else possessor
        start += 1
    core = units[start:zone]
    head = core[-1]
    nation = head.institution is not None and head.institution.sort is Sort.NATIONALITY
    owner = next((unit for unit in core[:-1] if unit.is_possessive), None)
    if owner:
        definite, possessor = True, owner.folded
    behind = units[zone : zone + BEHIND_UNITS] if zone < len(units) and units[zone].folded in OF_WORDS else []
    clause = next(
        (at for at, unit in enumerate(behind) if unit.folded in ("who", "which") or "," in unit.gap), len(behind)
    )
    institution, of = whom_it_names(text, core)
    is_of_inside = of is not None
    if of is None:
        institution, of = whom_it_names(text, [*core, *behind[:clause]])
    role = head.role or find_role(head.folded.split())
    noun = role.name if role else _singular(head.folded)
    plural = role.is_plural if role else noun != head.folded or head.folded in ("people", "police", "media")
    plural = plural or head.folded[:1].isdecimal() or nation
    return Phrase(
        PhraseKind.DESCRIPTION,
        span,
        head=noun,
        words=role_phrase(text, core),
        role=role,
        institution=institution,
        of=of,
        is_of_inside=is_of_inside,
        possessor=possessor,
        is_definite=definite,
        is_plural=plural or (number or 1) > 1,
        is_another=another,
        is_nation=nation,
        number=number if number != 1 else None,
    )


def _determines(unit: Unit) -> bool:
    folded = unit.folded
    if unit.kind is not UnitKind.OTHER:
        return False
    return folded in DEFINITE | POSSESSIVE_PRONOUNS | QUANTIFIERS or folded in NUMBERS or folded.isdecimal()


def _singular(noun: str) -> str:
    if noun in document_nouns() or head_sector(noun):
        for ending, instead in (("ies", "y"), ("s", "")):
            if noun.endswith(ending) and not noun.endswith(("ss", "news")):
                single = noun.removesuffix(ending) + instead
                if single in document_nouns() or head_sector(single):
                    return single
        return noun
    return re.sub(r"(?<=[^su])s$", "", noun)
