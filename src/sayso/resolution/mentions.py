"""Who is mentioned in a text: people with their titles, and organisations; found by shape and word lists.

Nothing here decides who is who; see `cast`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sayso.names import Name, Role, fold, has_courtesy_ending, is_given_name, is_given_word, is_suffix, parse_name
from sayso.records import MentionKind, SpeakerKind, TypedMention
from sayso.resolution.gazetteer import Institution, Sort, head_sector
from sayso.resolution.units import DAY_NAMES, Unit, UnitKind, is_common_word, is_function_word, read_units
from sayso.segments import Segments
from sayso.spans import Span

# Share of capitalised units above which a sentence without a full stop is a headline, whose capitals tell nothing.
HEADLINE_CAPITALS = 0.6
# Ordinary words with a capital that tell a headline in spite of its full stop.
LEAST_ORDINARY = 3
# Units of a title before a name, and of an apposition after it, that are looked at.
TITLE_UNITS = 8
APPOSITION_UNITS = 14
LONGEST_NAME = 5
# Marks behind which a capital may be the sentence's: full stops, colons, opening quotation marks and brackets.
BEGINNING = frozenset(".?!:;\"\u201c\u2018'([\u2014\u2013~")
# Kinds of typed mentions that say whether a name is a person's; how sure a tagger must be of one, and from where on
# other mentions of the same last word are not asked.
NAMED = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.GROUP})
LEAST_SURE, SURE = 0.6, 0.9
# Lower-case words that belong to a title before a name or role.
TITLE_MODIFIERS = frozenset(
    (
        "former then ex acting deputy senior chief top longtime presidential vice-presidential gubernatorial national "
        "security foreign campaign military police intelligence state federal public first interim outgoing incoming "
        "opposition veteran retired house party union company legal political long-time right-wing left-wing one-time "
        "communications press prime supreme financial economic defense defence finance interior health education"
    ).split()
)
OF_WORDS = frozenset({"of", "for", "at", "to", "with", "from"})
# They speak for the state that is named first: "Ruritania's UN ambassador".
DIPLOMATS = frozenset({"ambassador", "envoy", "representative", "representatives", "delegate", "mission", "delegation"})
# Words for a party, adjectives and nouns -> the noun for one of its people; letters as in "R-Texas".
PARTIES = {"republican": "republican", "gop": "republican", "democratic": "democrat", "democrat": "democrat"}
PARTY_LETTERS = {"R": "republican", "D": "democrat"}
PARTY_BEHIND = re.compile(r"\s*[(,]\s*([RD])-[A-Z]")
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "our", "one"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    Attributes:
        span: the name alone, without title or possessive ending.
        full: the name with the title before it.
        printed: the letters of `span`, on one line.
        name: its parts; None for an organisation.
        role: the title before or the apposition after the name, as printed; None when there is none.
        institution: of an organisation itself, if it is known; of a person the known one that the title names.
        of: whom the title names, by its usual name if known, else as printed; of an organisation the state that its
            name begins with.
        is_seen: whether a tagger takes every word of it for a person's name.
        party: of a person, as the title or "(R-Texas)" behind the name tells; "" where neither does.
    """

    span: Span
    full: Span
    printed: str
    name: Name | None = None
    role: str | None = None
    role_entry: Role | None = None
    institution: Institution | None = None
    of: str | None = None
    is_possessive: bool = False
    is_seen: bool = False
    party: str = ""


def find_mentions(segments: Segments, typed: Sequence[TypedMention] = ()) -> tuple[Mention, ...]:
    """The people and organisations named in the body of a text, in order; states and capitals are organisations.

    Args:
        typed: what a learned tagger takes words for: it tells people from firms where shape and lists cannot.
    """
    text = segments.text
    seen = _agreed(text, [one for one in typed if one.kind in NAMED])
    sentences = [_with_seen(read_units(text, sentence), seen) for sentence in segments.sentences]
    lower = {unit.folded for units in sentences for unit in units if not unit.is_capitalised}
    result: list[Mention] = []
    for sentence, units in zip(segments.sentences, sentences, strict=True):
        headline = is_headline(text, sentence, units)
        result += _full_names_seen(text, units) if headline else mentions_in(text, units, lower)
    kept = _without_common_words(_without_plural_openers(result, segments), text, is_tagged=bool(typed))
    return tuple(_with_shared_surnames(kept, text))


def _full_names_seen(text: str, units: Sequence[Unit]) -> Iterator[Mention]:
    """The full names that a tagger sees in a headline."""
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and units[end].seen is MentionKind.PERSON and (end == at or units[end].is_joined):
            end += 1
            if units[end - 1].is_possessive:
                break
        if end - at > 1:
            yield _of_run(text, units, at, end)
        at = max(end, at + 1)


def _agreed(text: str, typed: Sequence[TypedMention]) -> list[TypedMention]:
    """The typed mentions, unsure ones taken for what the names of the same last word mostly are.

    So "Wood" is a person where "Robert Wood" was one, whatever it looks like in its own sentence.
    """
    names = [fold(one.span.surface(text)) for one in typed]
    last_words = [name.split()[-1] if name.strip() else "" for name in names]
    by_word: dict[str, list[TypedMention]] = {}
    for one, word in zip(typed, last_words, strict=True):
        by_word.setdefault(word, []).append(one)
    families = _family_names(text, typed, last_words)
    agreed = []
    for one, name, word in zip(typed, names, last_words, strict=True):
        if name in families:
            agreed.append(replace(one, kind=MentionKind.PERSON, confidence=SURE))
        else:
            agreed.append(one if one.confidence >= SURE else replace(one, **_most(by_word[word])))
    return [one for one in agreed if one.confidence >= LEAST_SURE]


def _family_names(text: str, typed: Sequence[TypedMention], last_words: Sequence[str]) -> set[str]:
    """The last words of people named in full, and of nothing else: "Hale" alone is a person too."""
    full = [
        (one.kind is MentionKind.PERSON, word)
        for one, word in zip(typed, last_words, strict=True)
        if one.confidence >= SURE and " " in one.span.surface(text)
    ]
    return {word for is_person, word in full if is_person} - {word for is_person, word in full if not is_person}


def _most(alike: Sequence[TypedMention]) -> dict[str, Any]:
    """The kind that mentions of one last word mostly are, and how sure that is: never surer than the surest of them."""
    votes: dict[MentionKind, float] = {}
    for one in alike:
        votes[one.kind] = votes.get(one.kind, 0.0) + one.confidence
    kind = max(votes, key=lambda kind: votes[kind])
    surest = max(one.confidence for one in alike if one.kind is kind)
    return {"kind": kind, "confidence": min(surest, votes[kind] / sum(votes.values()))}


def _with_seen(units: Sequence[Unit], seen: Sequence[TypedMention]) -> Sequence[Unit]:
    """The units of a sentence, those with a capital marked with the kind of the typed mention that holds them."""
    if not units or not seen:
        return units
    first = bisect_right(seen, units[0].start, key=lambda one: one.span.end)
    last = bisect_left(seen, units[-1].end, key=lambda one: one.span.start)
    result = list(units)
    at = 0
    for one in seen[first:last]:
        while at < len(units) and units[at].end <= one.span.start:
            at += 1
        while at < len(units) and units[at].start < one.span.end:
            if units[at].kind is UnitKind.CAPITAL:
                result[at] = units[at]._replace(seen=one.kind)
            at += 1
    return result


def _without_plural_openers(mentions: Sequence[Mention], segments: Segments) -> list[Mention]:
    """Leave out words such as "Findings" that have a capital only because they begin a sentence."""
    starts = {sentence.start for sentence in segments.sentences}
    names = [mention.name for mention in mentions if mention.name]
    known = {fold(word) for name in names if len(name.words) > 1 for word in name.words}
    known |= {fold(one.printed) for one in mentions if one.name and one.span.start not in starts}
    return [
        one
        for one in mentions
        if not (one.span.start in starts and is_plural_opener(one) and fold(one.printed) not in known)
    ]


def _without_common_words(mentions: Sequence[Mention], text: str, *, is_tagged: bool) -> list[Mention]:
    """Take names made of ordinary words for no people: "Rust Belt"; where only a beginning gave the capital, leave out.

    What else the text tells goes first: a title, a given name, the tagger, or somebody named in full of that surname.
    Inside a sentence a single word in which a tagger sees nobody is no person either.
    """
    families = _families(mentions, text)
    known = {fold(word) for one in mentions if one.name and _is_surely_name(one) for word in one.name.words} | families
    things = {fold(one.printed.split()[-1]) for one in mentions if one.name is None and " " in one.printed}
    result = []
    for one in mentions:
        if one.name is None and fold(one.printed) in families - things and not _is_the_body(text, one):
            result.append(replace(one, name=parse_name(one.printed)))
        elif one.name is None or _is_surely_name(one) or not known.isdisjoint(fold(word) for word in one.name.words):
            result.append(one)
        elif _may_be_person(text, one, one.name):
            alone = len(one.name.words) == 1 and one.role is None
            is_thing = is_tagged and alone and not begins(text, one.span.start)
            result.append(replace(one, name=None) if is_thing else one)
        elif not begins(text, one.span.start):
            result.append(replace(one, name=None))
    return result


def _is_the_body(text: str, mention: Mention) -> bool:
    """Whether a known institution's name is more than a surname here: "the Guardian", "Israel" beside a Bob Israel."""
    known = mention.institution
    return known is not None and (known.kind is not SpeakerKind.OUTLET or _has_article(text, mention))


def _has_article(text: str, mention: Mention) -> bool:
    return text[max(0, mention.span.start - 5) : mention.span.start].casefold().endswith((" the ", "\nthe "))


def _with_shared_surnames(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Of "Omar and Lena Marsh" Omar is a Marsh too, so that "Mr. Marsh" is not she.

    Not where "Omar" stands anywhere else: as a surname, before one, or as all that somebody is called by.
    """
    result = list(mentions)
    for at, (first, second) in enumerate(pairwise(mentions)):
        if second.name is None or not _shares_surname(text, first, second):
            continue
        whole = parse_name(f"{first.printed} {second.name.family}")
        if sum(whole.words[0] in one.name.words for one in mentions if one.name) == 1:
            result[at] = replace(first, name=whole)
    return result


def _shares_surname(text: str, first: Mention, second: Mention) -> bool:
    """Whether a given name stands before "and" and a full name without a title."""
    if first.name is None or second.name is None or second.span != second.full or first.span != first.full:
        return False
    if len(first.name.words) > 1 or len(second.name.given) == 0 or second.name.honorific or first.role:
        return False
    is_listed = text[max(0, first.span.start - 5) : first.span.start].rstrip().endswith((",", "and"))
    given = [parse_name(f"{word} {second.name.family}").gender for word in (first.printed, second.name.given[0])]
    is_alike = given[0] is not None or given[1] is None
    return text[first.span.end : second.span.start] == " and " and is_alike and not is_listed


def _families(mentions: Sequence[Mention], text: str) -> set[str]:
    """The last words of people named in full."""
    full = [(one, one.name) for one in mentions if one.name and len(one.name.words) > 1]
    return {fold(name.words[-1]) for one, name in full if _may_be_person(text, one, name)}


def _may_be_person(text: str, mention: Mention, name: Name) -> bool:
    """Whether no article stands before a name, and one of its words at least is none that print gives no capital."""
    return not _has_article(text, mention) and not all(_tells_nothing(word) for word in name.words)


def _is_surely_name(mention: Mention) -> bool:
    name = mention.name
    if name is None or not name.words:
        return False
    is_titled = mention.role is not None and mention.full.start < mention.span.start
    return mention.is_seen or is_titled or bool(name.honorific) or is_given_name(name.words[0])


def _tells_nothing(word: str) -> bool:
    return len(word.rstrip(".")) < 2 or is_function_word(fold(word)) or is_common_word(fold(word))


def begins(text: str, at: int) -> bool:
    """Whether a sentence, a quotation, a bracket or what a colon announces begins at an offset."""
    before = text[max(0, at - 3) : at].rstrip(" \n")
    return not before or before[-1] in BEGINNING or text[max(0, at - 1) : at] == "\n"


def is_plural_opener(mention: Mention) -> bool:
    """Whether a single word could be a plural noun at the start of its sentence as well as a name."""
    if mention.name is None or len(mention.name.words) != 1 or mention.role or mention.name.honorific:
        return False
    word = fold(mention.printed)
    return word.endswith("s") and not word.endswith("ss") and not is_given_name(word) and not mention.is_possessive


def is_headline(text: str, sentence: Span, units: Sequence[Unit]) -> bool:
    """Whether capitals tell nothing in this sentence: most words have one, and no full stop ends it.

    Behind a full stop it is one if ordinary words inside have capitals too: "Hale Just Revealed The Plan."
    """
    if len(units) < 5 or sum(unit.is_capitalised for unit in units) < HEADLINE_CAPITALS * len(units):
        return False
    if text[sentence.end - 1] not in ".?!\"\u201d'\u2019:":
        return True
    ordinary = [unit for unit in units[1:] if unit.kind in (UnitKind.OTHER, UnitKind.CAPITAL) and _is_ordinary(unit)]
    capitals = sum(unit.is_capitalised for unit in ordinary)
    return capitals >= LEAST_ORDINARY and capitals >= HEADLINE_CAPITALS * len(ordinary)


def _is_ordinary(unit: Unit) -> bool:
    is_day = unit.folded in DAY_NAMES
    return not is_day and (is_function_word(unit.folded) or is_common_word(unit.folded))


def mentions_in(text: str, units: Sequence[Unit], lower: set[str] | frozenset[str] = frozenset()) -> Iterator[Mention]:
    """The mentions in one row of units.

    Args:
        lower: folded words that the text prints in lower case too: such a word at the start says nothing.
    """
    at = 0
    while at < len(units):
        unit = units[at]
        if at == 0 and unit.kind is UnitKind.CAPITAL and _is_participle_before_name(units):
            at += 1
            continue
        if unit.kind is UnitKind.CAPITAL and not (at == 0 and _is_only_first(units, lower)):
            end = _end_of_run(units, at)
            at = _behind_common_words(units, at, end)
            unit = units[at]
            if _is_adjective_of(units, at, end):
                span = Span(unit.start, units[end].end)
                printed = " ".join(span.surface(text).split())
                yield Mention(span, span, printed, of=unit.span.surface(text), is_possessive=units[end].is_possessive)
                at = end + 1
                continue
            first, last = _full_name_in(units, at, end)
            yield _of_run(text, units, first, last)
            at = end if last == end or last - at < 2 else last
        else:
            if unit.kind is UnitKind.INSTITUTION and not _starts_a_name(units, at):
                yield organisation(text, unit)
            at += 1


def organisation(text: str, unit: Unit) -> Mention:
    """The mention of a known institution."""
    printed = " ".join(unit.span.surface(text).split())
    return Mention(unit.span, unit.span, printed, institution=unit.institution, is_possessive=unit.is_possessive)


def apposition_after(text: str, units: Sequence[Unit], at: int) -> tuple[int, int, int] | None:
    """The role phrase set off by a comma at `units[at]`: indices of its first unit, its role, and past its end.

    "Wood, US ambassador to the United Nations, told": yes. "Wood, President Hale and others": no.
    """
    if at >= len(units) or not units[at].gap.lstrip().startswith((",", "(", "\u2014", "\u2013")):
        return None
    if any(mark in units[at].gap for mark in '"\u201c\u201d'):
        return None  # the name ends a quotation: "... of Hale," the minister said
    limit = min(len(units), at + APPOSITION_UNITS)
    end = next((index for index in range(at + 1, limit) if _sets_off(units[index])), limit)
    first = at + (units[at].folded in DETERMINERS)
    for index in range(first, min(end, first + TITLE_UNITS)):
        unit = units[index]
        if unit.role and unit.role.is_plural:
            return None
        if unit.role and not unit.is_possessive:
            name_follows = index + 1 < end and units[index + 1].kind is UnitKind.CAPITAL and units[index + 1].is_joined
            return None if name_follows else (first, index, end)
        if unit.kind is UnitKind.OTHER and is_function_word(unit.folded) and unit.folded not in TITLE_MODIFIERS:
            return None
    return None


def title_before(units: Sequence[Unit], at: int) -> tuple[int, int] | None:
    """The title that stands right before `units[at]`: indices of its first unit and of its role; None without role."""
    if at == 0 or not units[at].is_joined:
        return None
    role = at - 1
    if units[role].kind is UnitKind.INSTITUTION and at >= 3 and not units[role].is_possessive:
        role -= 1  # "ambassador to the United Nations Jane Doe"
        if units[role].folded == "the":
            role -= 1
        role = role - 1 if role > 0 and units[role].folded in OF_WORDS else -1
    title = units[role].role if role >= 0 else None
    if title is None or title.is_plural or units[role].is_possessive:
        return None
    if any(not unit.is_joined for unit in units[role + 1 : at]):
        return None
    first = role
    while first > max(0, role - TITLE_UNITS) and units[first].is_joined and belongs_to_title(units[first - 1]):
        first -= 1
    return first, role


def role_phrase(text: str, units: Sequence[Unit]) -> str:
    """The printed letters of a row of units, on one line."""
    return " ".join(text[units[0].start : units[-1].end].split())


def whom_it_names(text: str, units: Sequence[Unit]) -> tuple[Institution | None, str | None]:
    """The institution in a title or role phrase: before the role the nearest, else after "of", "for" or "at".

    "South Korean ambassador to the United Nations" speaks for South Korea, as does "South Korea's UN envoy".
    """
    university = _name_with_of(text, units)
    if university:
        return None, university
    role = max((index for index, unit in enumerate(units) if unit.kind is UnitKind.ROLE), default=len(units))
    before = units[:role] if role < len(units) and units[role].folded in DIPLOMATS else units[:role][::-1]
    for unit in [*before, *units[role + 1 :]]:
        if unit.kind is UnitKind.INSTITUTION and not _is_of_longer(units, unit):
            longer = _longer_name(text, units, unit)
            return (None, longer) if longer else (unit.institution, _printed(text, unit))
    for index, unit in enumerate(units):
        if unit.kind is not UnitKind.CAPITAL or unit.folded in PARTIES:
            continue
        if index < role and unit.folded in TITLE_MODIFIERS:
            continue
        end = _end_of_run(units, index)
        title = title_before(units, index)
        first = title[0] if title else index
        behind = OF_WORDS if title else OF_WORDS | {"the"}
        if index < role or (first and units[first - 1].folded in behind):
            return None, " ".join(text[unit.start : units[end - 1].end].split())
    return None, None


def _name_with_of(text: str, units: Sequence[Unit]) -> str | None:
    """An organisation's name around a state's: "University of Illinois College of Law"."""
    for at, unit in enumerate(units):
        if unit.kind is UnitKind.CAPITAL and head_sector(unit.folded) and not unit.is_possessive:
            end = _end_of_run(units, at)
            if any(inside.kind is UnitKind.INSTITUTION for inside in units[at:end]):
                return " ".join(text[unit.start : units[end - 1].end].split())
    return None


def _is_of_longer(units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a known name behind a role only begins another: "chair of the Florida Democratic Party"."""
    at = units.index(unit)
    if at == 0 or units[at - 1].folded not in OF_WORDS | {"the"}:
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.kind is UnitKind.INSTITUTION and following.is_joined


def _longer_name(text: str, units: Sequence[Unit], first: Unit) -> str | None:
    """The name of an organisation that begins with a state's: "Washington University"."""
    at = units.index(first)
    if not _starts_a_name(units, at):
        return None
    end = _end_of_run(units, at + 1)
    return " ".join(text[first.start : units[end - 1].end].split())


def _of_run(text: str, units: Sequence[Unit], at: int, end: int) -> Mention:
    run = units[at:end]
    span = Span(run[0].start, run[-1].end)
    printed = " ".join(span.surface(text).split())
    if not _is_person(units, at, end):
        first = at
        if at and units[at - 1].kind is UnitKind.INSTITUTION and run[0].is_joined and not units[at - 1].is_possessive:
            first = at - 1
            span = Span(units[first].start, span.end)
            printed = " ".join(span.surface(text).split())
        of = _printed(text, units[first]) if first < at else None
        return Mention(span, span, printed, of=of, is_possessive=run[-1].is_possessive)
    honorific = at > 0 and units[at - 1].kind is UnitKind.HONORIFIC and run[0].is_joined
    start = at - honorific
    title = title_before(units, start)
    full = Span(units[title[0] if title else start].start, span.end)
    name = parse_name(text[units[start].start : span.end])
    described = (title[0], title[1], start) if title else apposition_after(text, units, end)
    is_seen = all(unit.seen is MentionKind.PERSON for unit in run)
    party = _party(text, units, start, span)
    mention = Mention(span, full, printed, name, is_possessive=run[-1].is_possessive, is_seen=is_seen, party=party)
    if described is None:
        return mention
    phrase = units[described[0] : described[2]]
    institution, of = whom_it_names(text, phrase)
    role = role_phrase(text, phrase if title else _without_clause(phrase))
    return replace(mention, role=role, role_entry=units[described[1]].role, institution=institution, of=of)


def _party(text: str, units: Sequence[Unit], at: int, span: Span) -> str:
    """The party that a title before or letters behind a name tell: "Republican Sen. Tom Hale", "Hale (R-Texas)"."""
    behind = PARTY_BEHIND.match(text, span.end)
    if behind:
        return PARTY_LETTERS[behind[1]]
    first = at
    while first and units[first].is_joined and belongs_to_title(units[first - 1]):
        first -= 1
    told = {PARTIES[word] for unit in units[first:at] for word in unit.folded.split() if word in PARTIES}
    return told.pop() if len(told) == 1 else ""


def _is_person(units: Sequence[Unit], at: int, end: int) -> bool:
    run = units[at:end]
    if len(run) > LONGEST_NAME + 2 or any(unit.folded in ("of", "for", "the", "and") for unit in run):
        return False
    before = units[at - 1] if at and run[0].is_joined else None
    if before and before.kind is UnitKind.HONORIFIC:
        return True
    if before and before.role and not before.role.is_plural and not before.is_possessive:
        return len(run) > 1 or not head_sector(run[-1].folded)
    if len(run) > 1 and before and before.kind is UnitKind.INSTITUTION and title_before(units, at) is not None:
        return True
    if len(run) == 1 and has_courtesy_ending(run[0].folded):
        return True
    kinds = {unit.seen for unit in run}
    if len(kinds) == 1 and None not in kinds:
        return MentionKind.PERSON in kinds
    last = run[-1].folded.split("-")[-1]
    named = (UnitKind.INSTITUTION, UnitKind.ROLE)
    if head_sector(last) and (len(run) > 1 or (before is not None and before.kind in named)):
        return False
    if len(run) == 1 and run[0].is_acronym:
        return False
    if before and before.kind is UnitKind.INSTITUTION and not before.is_possessive:
        return title_before(units, at) is not None or (len(run) > 1 and is_given_name(run[0].folded))
    return len(run) <= LONGEST_NAME


def _end_of_run(units: Sequence[Unit], at: int) -> int:
    end = at + 1
    while end < len(units) and units[end].kind is UnitKind.CAPITAL and not units[end - 1].is_possessive:
        suffix = is_suffix(units[end].folded) and units[end].gap.strip() == ","
        if not (units[end].is_joined or suffix):
            break
        end += 1
    return _with_of(units, at, end)


def _full_name_in(units: Sequence[Unit], at: int, end: int) -> tuple[int, int]:
    """The full name that a tagger sees in a row of capitals, as headlines have them: "Praises Ada Hale"."""
    people = [index for index in range(at, end) if units[index].seen is MentionKind.PERSON]
    others = [index for index in range(at, end) if units[index].seen not in (None, MentionKind.PERSON)]
    if len(people) in (0, 1, end - at) or others:
        return at, end
    first, last = people[0], people[0] + 1
    while last < end and (units[last].seen is MentionKind.PERSON or is_suffix(units[last].folded)):
        last += 1
    return (first, last) if last - first > 1 else (at, end)


def _behind_common_words(units: Sequence[Unit], at: int, end: int) -> int:
    """Where a name begins behind ordinary words with a capital: "Given Obama", "Meanwhile Rihanna", "Team Trump".

    The first word of a sentence is told by the list alone, others only where the tagger sees a name behind them.
    """
    first = at
    while first < end - 1 and _is_no_name(units[first].folded):
        is_person = units[first].seen is MentionKind.PERSON or units[first].is_possessive
        if is_person or not (first == 0 or units[first + 1].seen is MentionKind.PERSON):
            break
        first += 1
    return first


def _is_no_name(folded: str) -> bool:
    is_given = is_given_name(folded) or (is_function_word(folded) and is_given_word(folded))
    return (is_common_word(folded) or folded in TITLE_MODIFIERS) and not is_given


def _with_of(units: Sequence[Unit], at: int, end: int) -> int:
    """Past "of ..." when an organisation's name goes on there: "Ministry of Defence", "University of the Arts"."""
    if units[end - 1].is_possessive or not head_sector(units[end - 1].folded):
        return end
    following = end
    while (
        following < len(units) and units[following].folded in ("of", "the", "for", "and") and units[following].is_joined
    ):
        following += 1
    if (
        following == end
        or following >= len(units)
        or not units[following].is_joined
        or units[end].folded in ("the", "and")
    ):
        return end
    if units[following].kind not in (UnitKind.CAPITAL, UnitKind.INSTITUTION):
        return end
    following += 1
    while following < len(units) and units[following].kind is UnitKind.CAPITAL and units[following].is_joined:
        following += 1
    return following


def _is_only_first(units: Sequence[Unit], lower: set[str] | frozenset[str]) -> bool:
    alone = len(units) == 1 or units[1].kind is not UnitKind.CAPITAL or not units[1].is_joined
    return units[0].folded in lower and not units[0].is_possessive and (alone or not is_given_name(units[0].folded))


def _is_adjective_of(units: Sequence[Unit], at: int, end: int) -> bool:
    """Whether a single capitalised word only says whose known institution: "the Aldrian Defense Department"."""
    if end - at > 1 or end >= len(units) or units[at].is_possessive or not units[end].is_joined:
        return False
    known = units[end].institution
    titled = at > 0 and units[at].is_joined and units[at - 1].kind in (UnitKind.ROLE, UnitKind.HONORIFIC)
    if known is None or known.sort is not Sort.INSTITUTION or titled:
        return False
    return head_sector(units[end].folded.split()[-1]) is not None and " " in units[end].folded


def _is_participle_before_name(units: Sequence[Unit]) -> bool:
    """ "Citing Hale, she said": the capital is the sentence's."""
    word = units[0].folded
    if not word.endswith(("ing", "ed")) or len(word) < 5 or is_given_name(word) or units[0].is_possessive:
        return False
    return len(units) > 1 and units[1].is_joined and units[1].is_capitalised


def _starts_a_name(units: Sequence[Unit], at: int) -> bool:
    """Whether the institution is the first part of a longer name: "South Korean Defense Ministry"."""
    following = at + 1
    if following >= len(units) or units[following].kind is not UnitKind.CAPITAL or not units[following].is_joined:
        return False
    return not units[at].is_possessive and not _is_person(units, following, _end_of_run(units, following))


def belongs_to_title(unit: Unit) -> bool:
    """Whether the unit can stand inside a title, before its role."""
    if unit.kind in (UnitKind.INSTITUTION, UnitKind.ROLE):
        return True
    if unit.kind is UnitKind.CAPITAL:
        return True
    words = unit.folded
    return unit.kind is UnitKind.OTHER and (words in TITLE_MODIFIERS or head_sector(words) is not None)


def _sets_off(unit: Unit) -> bool:
    return any(mark in unit.gap for mark in ',;:()\u2014\u2013"\u201c\u201d') or unit.folded in (
        "who",
        "which",
        "whose",
    )


def _without_clause(units: Sequence[Unit]) -> Sequence[Unit]:
    end = next((index for index, unit in enumerate(units) if unit.folded in ("who", "which", "that")), len(units))
    return units[: max(1, end)]


def _printed(text: str, unit: Unit) -> str:
    return unit.institution.name if unit.institution else " ".join(unit.span.surface(text).split())
