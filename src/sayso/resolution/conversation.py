"""What has been said so far in one article: the state that pronouns and definite descriptions are read against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.names import Gender, Role, find_role
from sayso.records import OnRecord, Sector, SpeakerKind, TypedMention
from sayso.resolution.cast import Cast, Member, gather
from sayso.resolution.mentions import find_mentions
from sayso.resolution.subjects import PRONOUN_GENDERS, Party, is_all_quoted, is_quoted, read_parties
from sayso.resolution.voices import Voice, voice_of_member
from sayso.segments import Segments, index_before
from sayso.spans import Span

# Paragraphs back to the speaker that "he", "the statement" or a quote without a source can go on from.
PARAGRAPHS_BACK = 1
# Sentences back in which a pronoun or a definite role finds whom it means, if nobody has spoken.
SENTENCES_BACK = 3
# Bounds that no article reaches, so that a text without any full stop is still read in linear time: turns and
# described voices looked back at, mentions compared, code points of a sentence before a source.
MOST_TURNS = 12
MOST_DESCRIBED = 150
MOST_MENTIONS = 60
MOST_LETTERS = 600

CANDIDATE = "candidate"
CAMPAIGN = re.compile(r"(?:['\u2019]s?)?\s+(?:\w+\s+)?(?:campaign|candidacy|running mate)\b")

AND_OWN = re.compile(r"\s+and\s+(his|her)\s")

UNNAMED = frozenset({SpeakerKind.UNNAMED_PERSON, SpeakerKind.UNNAMED_GROUP, SpeakerKind.OFFICE_ROLE})

# What each way to a speaker is worth; judged on sources of PolNeAR train read by hand, not measured as a rate.
TRUST_NAME = 1.0
TRUST_SHORT_NAME = 0.95
TRUST_DESCRIPTION = 0.9
TRUST_ROLE = 0.85
TRUST_PRONOUN = 0.8
TRUST_CONTINUED = 0.7


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is behind one source.

    Attributes:
        voice: None when nobody could be decided on; then `reason` says why.
        trust: 0 to 1, how sure the way was that led to the voice.
    """

    voice: Voice | None
    reason: str = ""
    trust: float = TRUST_NAME


class Place(NamedTuple):
    """Where a source stands: its first offset, its sentence and its paragraph, the last two as indices."""

    at: int
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Turn:
    """That somebody spoke, and where.

    Attributes:
        end: behind the source.
        is_quoted: whether the words are given in quotation marks.
        is_nested: whether it is told inside what somebody else says.
    """

    voice: Voice
    place: Place
    end: int
    is_quoted: bool
    is_nested: bool = False


class Scene(NamedTuple):
    """The names and pronouns of a sentence, and whether all of it is between quotation marks."""

    parties: tuple[Party, ...]
    is_all_quoted: bool


@dataclass(slots=True)
class Conversation:
    """Who is mentioned in an article, who has spoken in it so far, and the voices made for them.

    Attributes:
        turns: in the order in which sources and cues stand.
        open_turns: turns of names that several share, by nobody in particular.
        last_unknown: where, outside quotation marks, somebody spoke last of whom nothing could be decided; -1 for none.
        by_namesakes: gender -> id() of all who share a name -> the voice that stands for them.
        described: voices without a name, and joint ones, in the order in which they were met.
        governments: country -> the state that was spoken of as "the Ruritanian government".
        pointed: noun -> the organisation that "the court", "the agency" was decided to mean.
        mention_starts, unclear_starts: where the cast is mentioned, and where several can be meant, in order.
        by_role: role -> the people who hold it.
        by_sentence: index of a sentence -> what is seen in it, as far as it was asked for.
        linked: how many sentences the pronouns are decided of.
        meant: offset of a pronoun -> whom it means, as far as it was decided; None for nobody.
    """

    segments: Segments
    cast: Cast
    turns: list[Turn] = field(default_factory=list)
    described: list[Voice] = field(default_factory=list)
    governments: dict[str, Voice] = field(default_factory=dict)
    pointed: dict[str, Voice] = field(default_factory=dict)
    by_member: dict[int, Voice] = field(default_factory=dict)
    mention_starts: tuple[int, ...] = ()
    unclear_starts: tuple[int, ...] = ()
    by_role: dict[str, list[Member]] = field(default_factory=dict)
    by_sentence: dict[int, Scene] = field(default_factory=dict)
    linked: int = 0
    meant: dict[int, Voice | None] = field(default_factory=dict)
    open_turns: list[Turn] = field(default_factory=list)
    last_unknown: int = -1
    by_namesakes: dict[Gender | None, dict[frozenset[int], Voice]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.segments.text

    def voice(self, member: Member) -> Voice:
        """The one voice of a member of the cast."""
        if id(member) not in self.by_member:
            self.by_member[id(member)] = voice_of_member(member)
        return self.by_member[id(member)]

    def describe(self, voice: Voice) -> Voice:
        """Remember a voice that has no member of its own."""
        self.described.append(voice)
        return voice

    def together(self, voices: Sequence[Voice], span: Span) -> Voice:
        """Several who spoke as one, once they are named side by side in `span`."""
        name = " and ".join(voice.name for voice in voices)
        for voice in self.lately_described():
            if voice.name == name and voice.is_plural:
                return voice
        sectors, kinds = {voice.sector for voice in voices}, {voice.kind for voice in voices}
        is_named = not kinds & UNNAMED
        joint = Voice(
            name,
            kinds.pop() if len(kinds) == 1 else SpeakerKind.NAMED_ORG if is_named else SpeakerKind.UNNAMED_GROUP,
            sectors.pop() if len(sectors) == 1 else Sector.UNKNOWN,
            institution=" and ".join(voice.institution for voice in voices if voice.institution) or None,
            on_record=OnRecord.ON_RECORD if is_named else OnRecord.UNKNOWN,
            is_plural=True,
            reason="" if is_named else next(voice.reason for voice in voices if voice.reason),
            spans=[span],
        )
        return self.describe(joint)

    def lately_described(self) -> list[Voice]:
        """The voices without a name that can still be meant."""
        return self.described[-MOST_DESCRIBED:]

    def recent_turns(self, paragraph: int) -> Iterator[Turn]:
        """The last turns, latest first, as far back as a pronoun reaches."""
        for turn in reversed(self.turns[-MOST_TURNS:]):
            if paragraph - turn.place.paragraph > PARAGRAPHS_BACK:
                return
            yield turn

    def place(self, at: int) -> Place:
        """Where an offset lies."""
        sentence = index_before(self.segments.sentence_starts, at)
        paragraph = index_before(self.segments.paragraph_starts, at)
        return Place(at, max(0, sentence), max(0, paragraph))

    def opening(self, sentence: int, before: int) -> int:
        """Where a sentence begins, or a bounded way before an offset in it."""
        sentences = self.segments.sentences
        start = sentences[sentence].start if sentences else 0
        return max(start, before - MOST_LETTERS, 0)

    def members_between(self, start: int, end: int) -> list[Member]:
        """Those mentioned between two offsets, in order, each as often as mentioned; the last ones if they are many."""
        return [member for _, member in self.mentioned_between(start, end)]

    def mentioned_between(self, start: int, end: int) -> list[tuple[int, Member]]:
        """Where between two offsets somebody is mentioned, and who; the last ones if they are many."""
        first, last = bisect_left(self.mention_starts, start), bisect_left(self.mention_starts, end)
        return [(at, self.cast.at[at]) for at in self.mention_starts[max(first, last - MOST_MENTIONS) : last]]

    def is_quoted(self, place: Place) -> bool:
        """Whether a place lies between quotation marks."""
        paragraphs = self.segments.paragraphs
        return bool(paragraphs) and is_quoted(self.text, paragraphs[place.paragraph], place.at)

    def unclear_in(self, start: int, end: int) -> tuple[int, ...]:
        """Where names that several share stand between two offsets; the last ones if they are many."""
        first, last = bisect_left(self.unclear_starts, start), bisect_left(self.unclear_starts, end)
        return self.unclear_starts[max(first, last - MOST_MENTIONS) : last]

    def namesakes(self, at: int, gender: Gender | None) -> list[Member]:
        """Those of a gender whom a name that several share may mean."""
        return [one for one in self.cast.shared.get(at, ()) if may_agree(one.gender, gender)]

    def voice_of_namesakes(self, at: int, gender: Gender | None) -> Voice | None:
        """Whom a name that several share means to a pronoun: the one of the gender, else a voice that is left open."""
        members = self.namesakes(at, gender)
        if len(members) < 2:
            return self.voice(members[0]) if members else None
        if gender not in self.by_namesakes:
            self.by_namesakes[gender] = self._open_voices(gender)
        return self.by_namesakes[gender][frozenset(map(id, members))]

    def _open_voices(self, gender: Gender | None) -> dict[frozenset[int], Voice]:
        """A voice for all who share a name, wherever that name stands."""
        voices: dict[frozenset[int], Voice] = {}
        for at in self.unclear_starts:
            members = self.namesakes(at, gender)
            name = next((one.name.family for one in members if one.name), "")
            fresh = Voice(name, SpeakerKind.NAMED_PERSON, reason=self.cast.unclear[at], is_open=True)
            voices.setdefault(frozenset(map(id, members)), fresh).spans.append(Span(at, at + 1))
        return voices

    def parties(self, sentence: int) -> tuple[Party, ...]:
        """The names and pronouns of a sentence."""
        return self._scene(sentence).parties

    def is_all_quoted(self, sentence: int) -> bool:
        """Whether a sentence is no more than a stretch of somebody's quoted words."""
        return self._scene(sentence).is_all_quoted

    def _scene(self, sentence: int) -> Scene:
        if not self.segments.sentences:
            return Scene((), False)
        if sentence not in self.by_sentence:
            span = self.segments.sentences[sentence]
            paragraph = self.segments.paragraphs[self.place(span.start).paragraph]
            parties = read_parties(self.text, span, paragraph)
            self.by_sentence[sentence] = Scene(parties, is_all_quoted(self.text, span, paragraph))
        return self.by_sentence[sentence]

    def usual(self, gender: Gender | None, before: int) -> Member | None:
        """The person of a gender, or of none told, who is named most often before an offset."""
        best, most = None, 0
        for person in self.cast.people[:MOST_MENTIONS]:
            if may_agree(person.gender, gender) and not person.is_body and (person.role or person.gender):
                times = bisect_left(person.spans, before, key=lambda span: span.start)
                if times > most:
                    best, most = person, times
        return best

    def give_role(self, person: Member, role: Role) -> None:
        """Remember that a person was called by a role."""
        holders = self.by_role.setdefault(role.name, [])
        if person not in holders[:MOST_MENTIONS]:
            holders.append(person)
        person.roles.setdefault(role.name, role)

    def holders_of(self, role: Role) -> list[Member]:
        """The people whose printed role is this one, or one that it may stand for."""
        return [one for name in (role.name, *sorted(role.fits)) for one in self.by_role.get(name, ())]


def may_agree(own: Gender | None, wanted: Gender | None) -> bool:
    """Whether somebody may be of a gender; None is one that is not told."""
    return own is None or wanted is None or own is wanted


def begin(segments: Segments, typed: Sequence[TypedMention] = ()) -> Conversation:
    """Read who is mentioned in a text, before anybody has spoken.

    Args:
        typed: the mentions that a learned tagger sees in the text.
    """
    cast = gather(find_mentions(segments, typed))
    by_role: dict[str, list[Member]] = {}
    for person in cast.people:
        person.gender = person.gender or _gender_of_owner(segments.text, person)
        for role in dict.fromkeys((*person.roles, *_role_of_campaigner(segments.text, person))):
            by_role.setdefault(role, []).append(person)
    bounded = {role: people[:MOST_MENTIONS] for role, people in by_role.items()}
    return Conversation(
        segments,
        cast,
        mention_starts=tuple(sorted(cast.at)),
        unclear_starts=tuple(sorted(cast.unclear)),
        by_role=bounded,
    )


def _role_of_campaigner(text: str, person: Member) -> Iterator[str]:
    """The role of whom the text gives a campaign: "Marsh's campaign", "the Hale campaign"; it is noted down."""
    role = find_role([CANDIDATE])
    if role and not person.is_body and any(CAMPAIGN.match(text, span.end) for span in person.spans[:MOST_MENTIONS]):
        person.roles.setdefault(CANDIDATE, role)
        yield CANDIDATE


def _gender_of_owner(text: str, person: Member) -> Gender | None:
    """What "Marsh and his wife" tells of Marsh."""
    told = {match[1] for span in person.spans[:MOST_MENTIONS] if (match := AND_OWN.match(text, span.end))}
    return PRONOUN_GENDERS[told.pop()] if len(told) == 1 else None
