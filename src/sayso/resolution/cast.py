"""Who is in an article: mentions joined into people and organisations, by their names alone.

A surname goes to a full name only when one person introduced by then can be meant; two people of one name keep it
open. An acronym goes to the organisation whose initials it has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sayso.names import (
    Gender,
    Name,
    Role,
    fits_acronym,
    fold,
    is_acronym,
    is_misprint_of_acronym,
    may_be_one,
)
from sayso.resolution.gazetteer import Institution, Sort
from sayso.resolution.mentions import Mention
from sayso.spans import Span

# People of one surname that are compared; no article has more, a hostile one may have thousands.
MOST_NAMESAKES = 40
# Letters of a surname, doubled ones counted once, from which on one without its doubles is taken for a misprint.
LEAST_LETTERS = 5
DOUBLED = re.compile(r"(\w)\1")
# Organisations that an acronym is compared with.
MOST_ORGANISATIONS = 400


# Times that one is called by surname alone, and code points behind a namesake, from which the surname goes to that one.
TIMES_SURNAMED = 2
WELL_PAST = 400


@dataclass(slots=True, eq=False)
class Member:
    """One person or organisation of the article while its mentions are being gathered.

    Attributes:
        printed: the fullest printed form.
        at: where it first stands in full; it counts as introduced from there on.
        name: of a person, its parts.
        role, of, institution: of a person what the fullest title or apposition says; of a known organisation itself.
        roles: every role that a title or apposition gives, in order.
        party: as a title or the letters behind a name tell; "" where nothing does.
        is_seen: whether a tagger takes the name for a person's.
        is_body: whether its mentions show that the name is no person's after all.
        is_place: whether it is a state, by its own name or its capital's; it speaks for its government.
    """

    printed: str
    at: int
    name: Name | None = None
    role: str | None = None
    role_entry: Role | None = None
    institution: Institution | None = None
    of: str | None = None
    gender: Gender | None = None
    is_place: bool = False
    is_body: bool = False
    is_seen: bool = False
    party: str = ""
    spans: list[Span] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)


class Register:
    """The people of an article, to be found by the words they may be called by."""

    def __init__(self) -> None:
        self.people: list[Member] = []
        self._by_word: dict[str, list[Member]] = {}
        self._by_letters: dict[str, list[Member]] = {}

    def add(self, person: Member, name: Name) -> Member:
        """Take in somebody new."""
        self.people.append(person)
        self.rename(person, name)
        return person

    def rename(self, person: Member, name: Name) -> None:
        """Let a person be found by the words of a further name as well."""
        for word in {fold(word) for one in name.words for word in (one, *one.split("-"))}:
            known = self._by_word.setdefault(word, [])
            if person not in known[-MOST_NAMESAKES:]:
                known.append(person)
        if len(name.words) > 1:
            self._by_letters.setdefault(_without_doubles(name.words[-1]), []).append(person)

    def like(self, name: Name) -> list[Member]:
        """Those whose names may be one with `name`, in order of introduction; the first namesakes only."""
        if not name.words:
            return []
        words = {fold(name.words[-1]), fold(name.family), fold(name.words[0])}
        near = {id(one): one for word in words for one in self._by_word.get(word, ())[:MOST_NAMESAKES]}
        found = [person for person in near.values() if person.name and may_be_one(person.name, name)]
        return sorted(found, key=lambda person: person.at)

    def of_family(self, word: str, before: int) -> list[Member]:
        """Those of a folded family name who are introduced by an offset."""
        near = self._by_word.get(word, ())[:MOST_NAMESAKES]
        return [one for one in near if one.name and fold(one.name.words[-1]) == word and one.at <= before]

    def misprinted(self, name: Name, before: int) -> list[Member]:
        """The one introduced whose surname has the same letters but for doubled ones: "Labbot" for "Labott"."""
        word = _without_doubles(name.words[0])
        if len(word) < LEAST_LETTERS:
            return []
        found = {id(one): one for one in self._by_letters.get(word, ()) if one.at <= before}
        return list(found.values()) if len(found) == 1 else []

    def called(self, name: Name, before: int) -> list[Member]:
        """Those whom a printed name may mean, of those introduced by offset `before` if any were.

        A family name goes before a given one: "Marsh" is "Anna Marsh" rather than "Marsh Ortiz".
        """
        fitting = self.like(name)
        if name.gender:
            fitting = [person for person in fitting if _gender(person) in (None, name.gender)]
        introduced = [person for person in fitting if person.at <= before] or fitting
        if len(name.words) > 1:
            return introduced
        word = fold(name.words[0])
        by_family = [
            person
            for person in introduced
            if person.name and word in (fold(person.name.family), fold(person.name.words[-1]))
        ]
        return by_family or introduced


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and organisations of an article, in order of first mention.

    Attributes:
        at: start of a mention -> whom it mentions; absent where several may be meant.
        unclear: start of a mention that several share -> why nobody was chosen.
        shared: start of such a mention -> those whom it fits.
        register: finds people by name.
    """

    people: tuple[Member, ...]
    organisations: tuple[Member, ...]
    at: dict[int, Member]
    unclear: dict[int, str]
    register: Register
    shared: dict[int, tuple[Member, ...]] = field(default_factory=dict)


def gather(mentions: Iterable[Mention]) -> Cast:
    """Join the mentions of one article, given in text order."""
    mentions = tuple(mentions)
    register = Register()
    at: dict[int, Member] = {}
    unclear: dict[int, str] = {}
    shared: dict[int, tuple[Member, ...]] = {}
    surnamed: Counter[int] = Counter()
    latest: dict[int, int] = {}
    named = [(mention, mention.name) for mention in mentions if mention.name and mention.name.words]
    for mention, name in named:
        if len(name.words) > 1:
            at[mention.span.start] = _by_full_name(register, mention, name)
    _introduce_by_courtesy_title(register, named)
    for mention, name in named:
        start = mention.span.start
        if len(name.words) == 1:
            fitting = register.called(name, start) or register.misprinted(name, start)
            usual = _usually_meant(name, fitting, latest, surnamed, start) if len(fitting) > 1 else None
            if len(fitting) > 1 and usual is None:
                unclear[start], shared[start] = unclear_name(name, fitting), tuple(fitting)
                continue
            at[start] = usual or (fitting[0] if fitting else _introduced(register, mention, name))
            surnamed[id(at[start])] += 1
        latest[id(at[start])] = start
        _describe(at[start], mention)
    short: dict[int, set[str]] = {}
    for mention, name in named:
        if len(name.words) == 1 and mention.span.start in at:
            short.setdefault(id(at[mention.span.start]), set()).add(fold(name.words[0]))
    for person in register.people:
        person.is_body = _is_called_by_its_first_word(person, short.get(id(person), set()))
    organisations = _organisations([mention for mention in mentions if not mention.name], at)
    return Cast(_in_order(register.people), _in_order(organisations), at, unclear, register, shared)


def _gender(person: Member) -> Gender | None:
    return person.gender or (person.name.gender if person.name else None)


def _introduce_by_courtesy_title(register: Register, named: Sequence[tuple[Mention, Name]]) -> None:
    """Take in whom only "Mr. Hale" names beside an Ada Hale, from the first "Hale" on: that one is not she."""
    for mention, name in named:
        is_short = len(name.words) == 1 and name.honorific and name.gender
        if is_short and register.like(name) and not register.called(name, mention.span.start):
            first = next(one for one, short in named if short.words == name.words)
            register.add(Member(name.plain, first.span.start, name, gender=name.gender), name)


def _without_doubles(word: str) -> str:
    return DOUBLED.sub(r"\1", fold(word))


def _usually_meant(
    name: Name, fitting: Sequence[Member], latest: Mapping[int, int], surnamed: Mapping[int, int], at: int
) -> Member | None:
    """The one namesake whom the article calls by surname alone, if none of the others was named more lately.

    An article that wrote "Marsh" while only Ada Marsh was introduced goes on so; behind "Bill Marsh" it is open again,
    till he is well past if she has been "Marsh" time and again.
    """
    usual = [person for person in fitting if surnamed.get(id(person))]
    if len(usual) != 1:
        return None
    others = max((latest.get(id(person), -1) for person in fitting if person is not usual[0]), default=-1)
    is_usual = surnamed[id(usual[0])] >= TIMES_SURNAMED and at - others >= WELL_PAST
    is_usual = is_usual and (name.gender is None or name.gender is usual[0].gender)
    return usual[0] if is_usual or latest.get(id(usual[0]), -1) > others else None


def unclear_name(name: Name, fitting: Sequence[Member]) -> str:
    """Why a name was not given to one of those it fits."""
    return f"{len(fitting)} people here may be called {name.plain}: " + ", ".join(one.printed for one in fitting[:4])


def organisation_called(organisations: Iterable[Member], printed: str) -> Member | None:
    """The one organisation that an acronym stands for: by its initials, else by its initials in another order."""
    named = [one for one in islice(organisations, MOST_ORGANISATIONS) if " " in one.printed and not one.is_place]
    for fits in (fits_acronym, is_misprint_of_acronym):
        fitting = [one for one in named if fits(printed, one.printed)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _is_called_by_its_first_word(member: Member, short: set[str]) -> bool:
    """Whether "Corvane Chemicals" is "Corvane" for short: people go by their last name, firms by their first."""
    name = member.name
    if name is None or len(name.words) < 2 or member.role or member.gender or name.is_family_first:
        return False
    return fold(name.words[0]) in short and fold(name.words[-1]) not in short


def _in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(sorted((one for one in members if one.spans), key=lambda one: one.spans[0]))


def _introduced(register: Register, mention: Mention, name: Name) -> Member:
    return register.add(Member(name.plain, mention.span.start, name), name)


def _by_full_name(register: Register, mention: Mention, name: Name) -> Member:
    fitting = register.like(name)
    if len(fitting) != 1:
        return _introduced(register, mention, name)
    if fitting[0].name and len(name.plain) > len(fitting[0].name.plain):
        fitting[0].printed, fitting[0].name = name.plain, name
        register.rename(fitting[0], name)
    return fitting[0]


def _describe(person: Member, mention: Mention) -> None:
    person.spans.append(mention.span)
    if mention.role_entry:
        person.roles.setdefault(mention.role_entry.name, mention.role_entry)
    person.is_seen = person.is_seen or mention.is_seen
    person.party = person.party or mention.party
    gender = mention.name.gender if mention.name else None
    if mention.role_entry and mention.role_entry.gender:
        gender = gender or mention.role_entry.gender
    person.gender = person.gender or gender
    if mention.role and (person.role is None or (person.of is None and mention.of)):
        person.role, person.role_entry = mention.role, mention.role_entry
        person.institution, person.of = mention.institution, mention.of


def _organisations(mentions: Sequence[Mention], at: dict[int, Member]) -> list[Member]:
    by_key: dict[str, Member] = {}
    acronyms = []
    for mention in mentions:
        if mention.institution and mention.institution.sort is Sort.NATIONALITY:
            continue
        if is_acronym(mention.printed) and not (mention.institution and mention.institution.is_place):
            acronyms.append(mention)
            continue
        _join(by_key, at, mention, _key(mention))
    full = tuple(by_key.values())
    for mention in acronyms:
        known = mention.institution and by_key.get(_key(mention))
        meant = known or organisation_called(full, mention.printed)
        if meant:
            meant.spans.append(mention.span)
            at[mention.span.start] = meant
        else:
            _join(by_key, at, mention, _key(mention))
    for member in by_key.values():
        member.spans.sort()
    return list(by_key.values())


def _key(mention: Mention) -> str:
    known = mention.institution
    if known is None:
        return fold(mention.printed)
    return f"{'state' if known.is_place else 'institution'} {known.name}"


def _join(by_key: dict[str, Member], at: dict[int, Member], mention: Mention, key: str) -> None:
    member = by_key.get(key)
    if member is None:
        place = mention.institution is not None and mention.institution.is_place
        member = by_key[key] = Member(
            mention.printed, mention.span.start, None, institution=mention.institution, of=mention.of, is_place=place
        )
    elif _is_fuller(mention, member):
        member.printed = mention.printed
        member.institution = mention.institution
    member.spans.append(mention.span)
    at[mention.span.start] = member


def _is_fuller(mention: Mention, member: Member) -> bool:
    """A state's own name rather than its capital's; else the longer name."""
    if member.is_place and mention.institution and member.institution:
        if member.printed == member.institution.name:
            return False
        is_own = mention.printed == mention.institution.name
        return is_own or (mention.institution.sort is Sort.COUNTRY and member.institution.sort is Sort.CAPITAL)
    return len(mention.printed) > len(member.printed)
