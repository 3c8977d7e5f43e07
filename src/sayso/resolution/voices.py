"""A voice: whoever is behind one or more sources of an article, while it is being put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from sayso.names import Gender, Role
from sayso.records import OnRecord, Sector, Speaker, SpeakerKind
from sayso.resolution.cast import Member
from sayso.resolution.gazetteer import head_sector
from sayso.resolution.phrases import Phrase
from sayso.spans import Span, Spans, merged

# Roles so general that with an institution they still name no office.
GENERAL_ROLES = frozenset(
    (
        "official aide adviser advisor diplomat bureaucrat officer soldier lawyer attorney analyst expert researcher "
        "executive employee worker member lawmaker legislator senator representative judge prosecutor general colonel "
        "sergeant lieutenant captain major reporter journalist editor politician delegate supporter ally friend rival "
        "manager investigator engineer scientist professor economist strategist operative consultant negotiator"
    ).split()
)
# "A representative of Ruritania" speaks for Ruritania; "a representative from Ohio" is one of many.
SPEAKING_ROLES = frozenset({"representative", "envoy", "delegate"})
# One source may have several cues: as many attributions back are compared with the next.
MOST_AT_ONCE = 8
ANONYMITY = re.compile(
    r"(?:on (?:the )?condition (?:of anonymity|that (?:he|she|they|\w+) not be (?:named|identified|quoted by name))"
    r"|(?:asked|asking|declined|declining|requested|requesting|wished|wanted|refused|insisted)"
    r"(?: not)? (?:to be|to remain|on|for|being) (?:publicly )?"
    r"(?:named|identified|unnamed|anonymous|quoted by name|anonymity)"
    r"|(?:requested|requesting|granted|sought|seeking|asked for|insisted on) anonymity|spoke anonymously|on background)"
    r"(?:[^.;\n\u201c\"]{0,20}?"
    r"(?P<reason>(?:because|citing|since|in order to|so as to|to discuss|to describe|to speak|as)\b"
    r"[^.;,\n\u201c\"]{3,160}))?"
)


@dataclass(slots=True, eq=False)
class Voice:
    """See `records.Speaker`.

    Attributes:
        head: the noun of the description, or the last word of an organisation's name, folded.
        reason: why it is less than a name.
        member: of the cast, if it is named.
        is_open: whether it is a name that several here share, so that nobody is to be chosen; `reason` says who.
        spans, sources: where its names stand, and where it is the source of something.
    """

    name: str
    kind: SpeakerKind
    sector: Sector = Sector.UNKNOWN
    role: str | None = None
    role_entry: Role | None = None
    institution: str | None = None
    on_record: OnRecord = OnRecord.UNKNOWN
    gender: Gender | None = None
    is_plural: bool = False
    head: str = ""
    number: int | None = None
    anonymity_reason: Span | None = None
    reason: str = ""
    member: Member | None = None
    is_open: bool = False
    spans: list[Span] = field(default_factory=list)
    sources: list[Span] = field(default_factory=list)

    def mentions(self) -> Spans:
        """The names, and the sources that hold none of them, in order."""
        names = merged(self.spans)
        starts = [name.start for name in names]
        unnamed = []
        for source in self.sources:
            at = bisect_right(starts, source.end - 1) - 1
            if at < 0 or not names[at].overlaps(source):
                unnamed.append(source)
        return merged([*names, *unnamed])

    def is_at(self, span: Span) -> bool:
        """Whether these very letters were its source a moment ago, or introduced it."""
        return span in self.sources[-MOST_AT_ONCE:] or span in self.spans[-MOST_AT_ONCE:]

    @property
    def is_person(self) -> bool:
        """Whether one human being speaks."""
        if self.is_plural:
            return False
        return self.kind in (SpeakerKind.NAMED_PERSON, SpeakerKind.UNNAMED_PERSON, SpeakerKind.OFFICE_ROLE)

    def as_speaker(self, speaker_id: str) -> Speaker:
        """The frozen record."""
        return Speaker(
            id=speaker_id,
            name=self.name,
            kind=self.kind,
            sector=self.sector,
            role=self.role,
            institution=self.institution,
            on_record=self.on_record,
            mentions=self.mentions(),
            claimed_number=self.number,
            anonymity_reason=self.anonymity_reason,
        )


def voice_of_member(member: Member) -> Voice:
    """The voice of a person or organisation that the article names."""
    if member.name is not None and not member.is_body:
        institution = member.of
        return Voice(
            name=member.printed,
            kind=SpeakerKind.NAMED_PERSON,
            sector=sector_of_role(member.role, member.role_entry, member),
            role=member.role,
            role_entry=member.role_entry,
            institution=institution,
            on_record=OnRecord.ON_RECORD,
            gender=member.gender,
            member=member,
            spans=list(member.spans),
        )
    known = member.institution
    words = member.printed.split()
    last = words[-1].casefold()
    kind = known.kind if known else SpeakerKind.NAMED_ORG
    sector = known.sector if known else head_sector(last) or Sector.UNKNOWN
    institution = known.name if member.is_place and known else member.of
    return Voice(
        name=member.printed,
        kind=kind,
        sector=sector,
        institution=institution,
        on_record=OnRecord.ON_RECORD,
        head=last,
        member=member,
        spans=list(member.spans),
    )


def sector_of_role(printed: str | None, role: Role | None, member: Member | None = None) -> Sector:
    """The sector that a role tells, else its other words, else its institution."""
    if role and role.sector and role.sector != Sector.PUBLIC:
        return Sector(role.sector)
    known = member.institution if member else None
    for word in (printed or "").casefold().split()[:-1]:
        told = head_sector(word.removesuffix("'s").removesuffix("\u2019s"))
        if told:
            return told
    if known:
        return known.sector
    return Sector(role.sector) if role and role.sector else Sector.UNKNOWN


def voice_of_description(phrase: Phrase, anonymity: Span | None) -> Voice:
    """The voice of somebody who is described and not named."""
    if phrase.is_document:
        return Voice(
            _described_name(phrase),
            SpeakerKind.DOCUMENT,
            institution=phrase.of,
            head=phrase.head,
            reason="a document speaks",
            is_plural=phrase.is_plural,
        )
    sector = sector_of_phrase(phrase)
    if phrase.role is None and head_sector(phrase.head) and not (phrase.is_plural and phrase.number):
        return Voice(
            _described_name(phrase),
            SpeakerKind.NAMED_ORG if phrase.of else SpeakerKind.OFFICE_ROLE,
            sector,
            institution=phrase.of,
            head=phrase.head,
            reason="the article describes this organisation without naming it",
        )
    if phrase.role and _is_office(phrase, phrase.role):
        return Voice(
            name=f"{phrase.role.name}, {phrase.of}",
            kind=SpeakerKind.OFFICE_ROLE,
            sector=sector,
            role=phrase.words,
            role_entry=phrase.role,
            institution=phrase.of,
            gender=phrase.role.gender,
            head=phrase.role.name,
            reason="no name is printed for this role",
        )
    return Voice(
        name=_described_name(phrase),
        kind=SpeakerKind.UNNAMED_GROUP if phrase.is_plural else SpeakerKind.UNNAMED_PERSON,
        sector=sector,
        role=phrase.words if phrase.role else None,
        role_entry=phrase.role,
        institution=phrase.of,
        on_record=_on_record(phrase, anonymity),
        gender=phrase.role.gender if phrase.role else None,
        is_plural=phrase.is_plural,
        head=phrase.role.name if phrase.role else phrase.head,
        number=phrase.number,
        anonymity_reason=anonymity,
        reason="the article gives no name",
    )


def find_anonymity(text: str, span: Span) -> Span | None:
    """The words in a stretch of text that say why no name is given, or at least that none is to be given."""
    match = ANONYMITY.search(text, span.start, span.end)
    if match is None:
        return None
    return Span(*match.span("reason")) if match["reason"] else Span(*match.span())


def _described_name(phrase: Phrase) -> str:
    if phrase.of is None or phrase.is_of_inside or phrase.of in phrase.words:
        return phrase.words
    if phrase.words == "campaign" and phrase.institution is None:
        return f"{phrase.of} campaign"  # "his campaign"
    return f"{phrase.words}, {phrase.of}"


def _is_office(phrase: Phrase, role: Role) -> bool:
    if phrase.of is None or phrase.is_plural or role.is_unnamed or phrase.is_another:
        return False
    if role.name in SPEAKING_ROLES:
        return phrase.institution is not None
    return role.name not in GENERAL_ROLES and role.sector not in ("public", "expert", "eyewitness")


def sector_of_phrase(phrase: Phrase) -> Sector:
    """The sector that a description tells: by its role, else its words, its institution, its head noun."""
    speaks = phrase.role is not None and phrase.role.name in SPEAKING_ROLES and phrase.institution is not None
    if phrase.role and phrase.role.sector and phrase.role.sector not in ("public", "expert") and not speaks:
        return Sector(phrase.role.sector)
    if phrase.is_nation:
        return Sector.PUBLIC
    for word in phrase.words.casefold().replace("\u2019s", "").replace("'s", "").split():
        if word in ("intelligence", "spy", "military", "army", "navy", "police", "government"):
            return head_sector(word) or Sector.UNKNOWN
    if phrase.institution and phrase.institution.sector is not Sector.UNKNOWN and not head_sector(phrase.head):
        return phrase.institution.sector
    if head_sector(phrase.head):
        return head_sector(phrase.head) or Sector.UNKNOWN
    told = next((head_sector(word) for word in phrase.words.casefold().split()[:-1] if head_sector(word)), None)
    if told:
        return told
    return Sector(phrase.role.sector) if phrase.role and phrase.role.sector else Sector.UNKNOWN


def _on_record(phrase: Phrase, anonymity: Span | None) -> OnRecord:
    if anonymity:
        return OnRecord.ANONYMOUS
    if (
        phrase.role
        and phrase.role.is_unnamed
        and phrase.role.name in ("source", "whistleblower", "informant", "leaker")
    ):
        return OnRecord.ANONYMOUS
    if phrase.role and phrase.role.name in (
        "official",
        "aide",
        "diplomat",
        "adviser",
        "advisor",
        "executive",
        "officer",
    ):
        return OnRecord.BACKGROUND
    return OnRecord.UNKNOWN
