"""Antecedents: which of those met so far "he" or "she" means, by a small learned scorer.

Everyone who agrees and was named or heard lately is a candidate, and nobody is one. What can be seen of a candidate
from the pronoun is a set of signs: how far back it was named or meant, as a subject or not, whether it spoke last, how
much of the article is about it. Each sign has a weight (data/antecedents.toml, learnt from pronouns labelled by hand:
training/antecedents.py); the chance of a candidate is the softmax of its sum (a log-linear ranker: Denis & Baldridge
2008). Pronouns that are no source are read too, in order, since one pronoun leads to the next.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.lexicon import load_entries
from sayso.names import Gender
from sayso.resolution.cast import Member
from sayso.resolution.conversation import MOST_TURNS, Conversation, Place, Turn, may_agree
from sayso.resolution.subjects import Party, Standing
from sayso.resolution.voices import Voice
from sayso.spans import Spans

# Narrative sentences back from which somebody named is a candidate; who is named most often is one from anywhere.
SENTENCES_SEEN = 8
# All sentences back in which these are looked for: what is wholly quoted is passed over.
MOST_SENTENCES = 16
# Names and pronouns looked at; a sentence without an end may hold thousands.
MOST_PARTIES = 60
TURNS_SEEN = 4
# Shares of all mentions so far from which the article is much, or mostly, about one.
MUCH, MOSTLY = 0.25, 0.5
LEAD_SENTENCES = 2
# Chance from which a pronoun that is no source counts as a mention of whom it means.
LEAST_CHANCE_OF_LINK = 0.5
QUOTE_MARKS = "\u201d\"'\u2019"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a pronoun may mean, or nobody (None), and the signs of it."""

    voice: Voice | None
    signs: tuple[str, ...]


class _Seen(NamedTuple):
    """One name, name that others share, or resolved pronoun (`way`), `back` narrative sentences before."""

    at: int
    back: int
    standing: Standing
    way: str


@dataclass(frozen=True, slots=True)
class _View:
    """What can be seen from a pronoun.

    Attributes:
        own: what the pronoun is in its clause.
        turns: of people who agree, latest first.
        said: id() of those named in what the pronoun says.
        behind: the subject of the main clause, if it only follows: "In his reply, Hale".
    """

    conversation: Conversation
    place: Place
    gender: Gender | None
    own: str
    turns: tuple[Turn, ...]
    said: frozenset[int]
    behind: Voice | None


class _Counts(NamedTuple):
    """How many candidates there are, how often they are named together, and the one most often named."""

    candidates: int
    named: int
    most: int


def candidates(
    conversation: Conversation, gender: Gender | None, place: Place, content: Spans = ()
) -> tuple[Candidate, ...]:
    """Everyone whom a pronoun at a place may mean, and nobody as the last.

    Args:
        gender: of the pronoun; None for whatever says no gender, as "the lawmaker".
        content: what the pronoun is the source of; nobody calls themselves by name there.
    """
    _link_pronouns_before(conversation, place)
    return _candidates(conversation, gender, place, content)


def _candidates(
    conversation: Conversation, gender: Gender | None, place: Place, content: Spans
) -> tuple[Candidate, ...]:
    seen = _seen_before(conversation, gender, place)
    heard = [*conversation.turns[-MOST_TURNS:], *conversation.open_turns[-MOST_TURNS:]]
    turns = tuple(
        turn
        for turn in sorted(heard, key=lambda turn: -turn.place.at)
        if turn.place.at < place.at and is_somebody(turn.voice, gender)
    )
    own = _own_standing(conversation, place)
    behind = _subject_behind(conversation, gender, place) if own not in ("main", "tag", "quoted") else None
    said = frozenset(id(one) for span in content for one in conversation.members_between(span.start, span.end))
    view = _View(conversation, place, gender, own, turns, said, behind)
    for voice in (*(turn.voice for turn in turns[:TURNS_SEEN]), *((behind,) if behind else ())):
        seen.setdefault(voice, [])
    for voice in [voice for voice in seen if _is_only_said(view, voice, seen[voice], content)]:
        del seen[voice]
    times = {voice: _times_named(voice, place.at) for voice in seen}
    order = sorted(seen, key=lambda voice: -_last_at(voice, view, seen[voice]))
    counts = _Counts(len(times), sum(times.values()) or 1, max(times.values(), default=0))
    found = [
        Candidate(voice, tuple(_signs(view, voice, seen[voice], order.index(voice), times[voice], counts)))
        for voice in seen
    ]
    return (*found, Candidate(None, tuple(_signs_of_nobody(view, len(found)))))


def chances(found: Sequence[Candidate]) -> list[float]:
    """The chance of each candidate that the pronoun means it; they add up to 1."""
    known = weights()
    sums = [math.fsum(known.get(sign, 0.0) for sign in one.signs) for one in found]
    most = max(sums)
    shares = [math.exp(value - most) for value in sums]
    return [share / sum(shares) for share in shares]


@cache
def weights() -> Mapping[str, float]:
    """Sign -> weight, from data/antecedents.toml."""
    entries = load_entries("antecedents.toml", "sign", key="name", required=("weight", "source"))
    return {entry["name"]: float(entry["weight"]) for entry in entries}


def is_surely_person(member: Member) -> bool:
    """Whether something besides capitals says so: a title, a gender, a name used again in full or seen by a tagger."""
    if member.name is None or member.is_body:
        return False
    is_used = len(member.spans) > 1 and (len(member.name.words) > 1 or member.is_seen)
    return is_used or bool(member.role or member.gender)


def is_somebody(voice: Voice, gender: Gender | None) -> bool:
    """Whether one human being of that gender, or of none told, speaks; a campaign or "everybody" is none."""
    is_human = voice.member is not None or voice.role_entry is not None or voice.is_open
    return is_human and voice.is_person and may_agree(voice.gender, gender)


# ------------------------------------------------------------------------------------------------ what stands where


def _link_pronouns_before(conversation: Conversation, place: Place) -> None:
    """Decide whom the pronouns before mean, in order, as far as that is still open."""
    for sentence in range(conversation.linked, place.sentence + 1):
        for party in conversation.parties(sentence):
            is_open = party.gender is not None and party.standing is not Standing.QUOTED
            if party.gender is not None and is_open and party.at < place.at and party.at not in conversation.meant:
                found = _candidates(conversation, party.gender, conversation.place(party.at), ())
                conversation.meant[party.at] = likeliest(found, LEAST_CHANCE_OF_LINK)[0]
    conversation.linked = max(conversation.linked, place.sentence)


def likeliest(found: Sequence[Candidate], least: float) -> tuple[Voice | None, float]:
    """The candidate with the best chance, None if that is below `least`; and the chance."""
    shares = chances(found)
    best = max(range(len(found)), key=shares.__getitem__)
    return (found[best].voice if shares[best] >= least else None), shares[best]


def _seen_before(conversation: Conversation, gender: Gender | None, place: Place) -> dict[Voice, list[_Seen]]:
    """Those who agree -> where they are named or meant before the pronoun, in the order of the last time."""
    result: dict[Voice, list[_Seen]] = {}
    back = looked = 0
    for sentence in range(place.sentence, max(-1, place.sentence - MOST_SENTENCES), -1):
        parties = [one for one in conversation.parties(sentence) if one.at < place.at]
        for party in reversed(parties):
            voice = _voice_at(conversation, party, gender)
            if voice is not None:
                seen = _Seen(party.at, back, party.standing, _way_of(conversation, party))
                result.setdefault(voice, []).append(seen)
        looked += len(parties)
        back += sentence == place.sentence or not conversation.is_all_quoted(sentence)
        if back > SENTENCES_SEEN or looked > MOST_PARTIES:
            break
    usual = conversation.usual(gender, place.at)
    if usual is not None:
        result.setdefault(conversation.voice(usual), [])
    return result


def _voice_at(conversation: Conversation, party: Party, gender: Gender | None) -> Voice | None:
    """The person who agrees at a name or a pronoun."""
    if party.gender is not None:
        return conversation.meant.get(party.at) if may_agree(party.gender, gender) else None
    member = conversation.cast.at.get(party.at)
    if member is None and party.at in conversation.cast.unclear:
        return conversation.voice_of_namesakes(party.at, gender)
    if member is None or not may_agree(member.gender, gender) or not (is_surely_person(member) or member.is_seen):
        return None
    return conversation.voice(member)


def _way_of(conversation: Conversation, party: Party) -> str:
    if party.gender is not None:
        return "pronoun"
    return "name" if party.at in conversation.cast.at else "shared name"


def _own_standing(conversation: Conversation, place: Place) -> str:
    party = next((one for one in conversation.parties(place.sentence) if one.at == place.at), None)
    if conversation.is_quoted(place):
        return "quoted"
    if conversation.text[max(0, place.at - 2) : place.at].strip()[-1:] in tuple(QUOTE_MARKS):
        return "tag"
    return party.standing.name.lower() if party else "else"


def _subject_behind(conversation: Conversation, gender: Gender | None, place: Place) -> Voice | None:
    for party in conversation.parties(place.sentence):
        if party.at > place.at and party.standing is Standing.MAIN:
            return _voice_at(conversation, party, gender) if party.gender is None else None
    return None


def _is_only_said(view: _View, voice: Voice, seen: Sequence[_Seen], content: Spans) -> bool:
    """Whether this sentence names somebody in the pronoun's own quotation alone: “Hale is late,” he said."""
    if id(voice.member) not in view.said:
        return False
    here = [one for one in seen if one.back == 0]
    return bool(here) and all(
        one.standing is Standing.QUOTED and any(span.start <= one.at < span.end for span in content) for one in here
    )


def _times_named(voice: Voice, before: int) -> int:
    """How often the article has named a person so far, or let somebody unnamed speak."""
    spans = voice.member.spans if voice.member else voice.spans if voice.is_open else voice.sources
    return bisect_left(spans, before, key=lambda span: span.start)


def _last_at(voice: Voice, view: _View, seen: Sequence[_Seen]) -> int:
    """Where somebody was last named, meant or heard outside quotation marks."""
    named = max((one.at for one in seen if one.standing is not Standing.QUOTED), default=-1)
    return max(named, max((turn.place.at for turn in view.turns if turn.voice is voice), default=-1))


# ------------------------------------------------------------------------------------------------------------ signs


def _signs(view: _View, voice: Voice, seen: Sequence[_Seen], rank: int, times: int, counts: _Counts) -> Iterator[str]:
    yield "somebody"
    yield from _signs_of_person(view, voice)
    plain = [one for one in seen if one.standing is not Standing.QUOTED]
    yield f"rank {min(rank, 3)}"
    yield f"rank {min(rank, 3)}, own {view.own}"
    if counts.candidates == 1:
        yield "only one"
    yield from _signs_of_places(view, plain)
    for one in {one.back for one in seen if one.standing is Standing.QUOTED and one.back < 2}:
        yield f"in a quote {one} back"
    yield from _signs_of_turns(view, voice)
    share = times / counts.named
    if times == counts.most:
        yield "most named"
    yield "share " + ("most" if share >= MOSTLY else "much" if share >= MUCH else "little")
    if id(voice.member) in view.said:
        yield "in what is said"
    if voice is view.behind:
        yield f"subject behind, own {view.own}"


def _signs_of_person(view: _View, voice: Voice) -> Iterator[str]:
    member = voice.member
    yield "gender " + ("known" if voice.gender is (view.gender or voice.gender) is not None else "unknown")
    if member is None:
        yield "shared name" if voice.is_open else "unnamed"
        return
    yield "person " + ("seen" if member.is_seen else "not seen") + (", with a role" if member.role else "")
    if view.conversation.place(member.spans[0].start).sentence < LEAD_SENTENCES:
        yield "in lead"


def _signs_of_places(view: _View, plain: Sequence[_Seen]) -> Iterator[str]:
    if not plain:
        yield "not lately"
        return
    last = plain[0]
    yield f"back {_bucket(last.back)}"
    yield f"last {last.standing.name}, back {_bucket(last.back)}"
    yield f"last by {last.way}, back {_bucket(last.back)}"
    yield "last in paragraph " + _paragraphs(view.place.paragraph - view.conversation.place(last.at).paragraph)
    here = {one.standing for one in plain if one.back == 0}
    for standing in here:
        yield f"0 back {standing.name}, own {view.own}"
    for back in (1, 2):
        for standing in {one.standing for one in plain if one.back == back}:
            yield f"{back} back {standing.name}"
            if not here:
                yield f"{back} back {standing.name}, own {view.own}"
    yield f"mains {min(3, sum(one.standing is Standing.MAIN for one in plain))}"
    if sum(one.way == "pronoun" for one in plain) > 1:
        yield "often by pronoun"


def _signs_of_turns(view: _View, voice: Voice) -> Iterator[str]:
    place = view.place
    order = next((order for order, turn in enumerate(view.turns) if turn.voice is voice), None)
    if order is None:
        return
    turn = view.turns[order]
    back = _bucket(place.sentence - turn.place.sentence)
    yield f"spoke {'last' if order == 0 else 'earlier'}, back {back}"
    if order:
        return
    yield f"spoke last, own {view.own}"
    yield "spoke last, paragraph " + _paragraphs(place.paragraph - turn.place.paragraph)
    yield "spoke last, quoted" if turn.is_quoted else "spoke last, not quoted"
    if turn.is_nested:
        yield "spoke last, nested"
    if back == "0":
        yield f"spoke here, own {view.own}"


def _signs_of_nobody(view: _View, number: int) -> Iterator[str]:
    yield "nobody"
    yield f"nobody of {min(number, 4)}"
    yield f"nobody, own {view.own}"
    if not view.turns:
        yield "nobody spoke"
    last = view.conversation.turns[-1].voice if view.conversation.turns else None
    if last is not None and last not in [turn.voice for turn in view.turns[:1]]:
        yield "nobody, another spoke last" + (", unnamed" if last.member is None and last.is_person else "")


def _bucket(value: int) -> str:
    return str(value) if value < 3 else "few" if value < 5 else "many"


def _paragraphs(value: int) -> str:
    return ("same", "next")[value] if value < 2 else "far"
