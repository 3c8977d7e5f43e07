"""The frozen records that flow through sayso, and the values they may hold.

The values follow the standards named in docs/taxonomy.md. Axes are kept apart: form, act, factuality and
presupposition never share a label. Sequences are tuples; absent is None or an empty tuple, and then a reason
is recorded where one is due. Every span counts code points in `Article.text` of the record's own article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sayso.showing import Shown
from sayso.spans import OffsetMap, Span, Spans

__all__ = [
    "NEGATIVE",
    "SAYING",
    "Act",
    "Anchor",
    "Article",
    "Attribution",
    "Bound",
    "Change",
    "Claim",
    "ClaimRelation",
    "Correction",
    "CorrectionKind",
    "DateRange",
    "DateSource",
    "Dateline",
    "Descent",
    "Entity",
    "Excerpt",
    "Factuality",
    "Figure",
    "Findings",
    "Form",
    "Hit",
    "How",
    "Links",
    "Membership",
    "OnRecord",
    "Origin",
    "OriginKind",
    "OriginTree",
    "Page",
    "Position",
    "Problem",
    "ProblemKind",
    "Quotation",
    "QuotationChange",
    "QuotationForm",
    "RelatedClaim",
    "Relation",
    "Reprint",
    "Rewording",
    "SaidOn",
    "Sector",
    "Sourcing",
    "Speaker",
    "SpeakerKind",
    "SpeakerView",
    "Stance",
    "Statement",
    "Story",
    "StoryLinks",
    "StorySummary",
    "StoryView",
    "Tie",
]


class Form(StrEnum):
    """How an attribution is printed (PARC 3, PolNeAR; Semino & Short's FDS and NRSA)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    FREE_DIRECT = "free_direct"
    ACT_REPORT = "act_report"


class Act(StrEnum):
    """What the speaker does by the statement."""

    ASSERT = "assert"
    ACKNOWLEDGE = "acknowledge"
    ASSESS_LIKELY = "assess_likely"
    ASSESS_POSSIBLE = "assess_possible"
    PREDICT = "predict"
    DENY = "deny"
    DISPUTE = "dispute"
    CANNOT_CONFIRM = "cannot_confirm"
    DECLINES_TO_CONFIRM = "declines_to_confirm"
    DOES_NOT_DENY = "does_not_deny"
    NO_RESPONSE = "no_response"
    SUPPOSE = "suppose"
    QUESTION = "question"
    RETRACT = "retract"
    DEMAND = "demand"
    PROMISE = "promise"
    THREATEN = "threaten"
    CONDEMN = "condemn"
    PRAISE = "praise"


# Acts by which a speaker says that something is so, however surely.
SAYING = frozenset({Act.ASSERT, Act.ACKNOWLEDGE, Act.ASSESS_LIKELY, Act.ASSESS_POSSIBLE, Act.PREDICT})


class Factuality(StrEnum):
    """FactBank's eight values, relative to the speaker (Saurí & Pustejovsky 2009, 2012)."""

    CT_PLUS = "CT+"
    PR_PLUS = "PR+"
    PS_PLUS = "PS+"
    CT_MINUS = "CT-"
    PR_MINUS = "PR-"
    PS_MINUS = "PS-"
    CT_U = "CTu"
    UU = "Uu"


# Of what a speaker says is not so, however surely.
NEGATIVE = frozenset({Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.PS_MINUS})


class Stance(StrEnum):
    """How a statement stands to a claim; always derived from act, factuality and the relation of the two."""

    SUPPORTS = "supports"
    DENIES = "denies"
    NONCOMMITTAL = "noncommittal"
    CONDITIONAL = "conditional"
    QUESTIONS = "questions"
    MENTIONS = "mentions"


class SpeakerKind(StrEnum):
    """What sort of voice a speaker is."""

    NAMED_PERSON = "named_person"
    NAMED_ORG = "named_org"
    OFFICE_ROLE = "office_role"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"
    METONYM = "metonym"
    DOCUMENT = "document"
    OUTLET = "outlet"
    AUTHOR = "author"
    UNSPECIFIED = "unspecified"


class Sector(StrEnum):
    """The speaker's sector; PLOVER and CAMEO actor sectors are the join key."""

    GOVERNMENT = "government"
    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    LEGISLATURE = "legislature"
    JUDICIARY = "judiciary"
    INTL_ORG = "intl_org"
    COMPANY = "company"
    NGO = "ngo"
    EXPERT = "expert"
    EYEWITNESS = "eyewitness"
    MEDIA = "media"
    ARMED_GROUP = "armed_group"
    PUBLIC = "public"
    UNKNOWN = "unknown"


class OnRecord(StrEnum):
    """Whether the speaker let the name be printed."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How much of an article is another's text (METER), or that it is a later version of the same one."""

    IDENTICAL = "identical"
    WHOLLY_DERIVED = "wholly_derived"
    PARTIALLY_DERIVED = "partially_derived"
    NOT_DERIVED = "not_derived"
    OWN_UPDATE = "own_update"
    CORRECTION = "correction"
    RETRACTION = "retraction"


class Rewording(StrEnum):
    """How one printed form of a quotation stands to its fullest form (Simmons, Adamic & Adar 2011)."""

    IDENTICAL = "identical"
    NORMALISED_IDENTICAL = "normalised_identical"  # house style alone
    CUT_START = "cut_start"
    CUT_END = "cut_end"
    ELIDED = "elided"  # words within left out, marked or not
    EXTENDED = "extended"  # it has words before or after those of the fullest
    MERGED = "merged"  # sentences that stand apart in the fullest, run together without a mark
    SUBSTITUTED = "substituted"
    PARAPHRASE = "paraphrase"


class Change(StrEnum):
    """In what a quotation's meaning moved between two printed forms."""

    POLARITY = "polarity"
    NUMBER = "number"
    SCOPE = "scope"
    SUBJECT = "subject"


class ClaimRelation(StrEnum):
    """How a claim stands to another one of its story.

    Of the taxonomy's values those that are told; for the others see benchmarks/quality/relations/README.md.
    """

    NARROWER = "narrower"  # who says it says the other, too, and more
    BROADER = "broader"
    RESPONDS_TO = "responds_to"


class How(StrEnum):
    """What was done to the text on the way from one article to the other."""

    VERBATIM = "verbatim"
    ABRIDGED = "abridged"
    EDITED = "edited"
    REWRITTEN = "rewritten"


class OriginKind(StrEnum):
    """What a claim rests on in the end."""

    SPEAKER = "speaker"  # a person or body with a name, or an office
    UNNAMED = "unnamed"  # people or papers of whom no name is told
    OUTLET = "outlet"  # a publication that names nobody for it
    CIRCLE = "circle"  # articles that rest on each other and on nobody else
    UNDECIDED = "undecided"  # nobody could be decided on


class Tie(StrEnum):
    """By what an article has its words from an origin, or from another article (PROV-O in brackets)."""

    HEARD = "heard"  # it names the origin itself (hadPrimarySource)
    REPRINTED = "reprinted"  # it carries the other's text (wasDerivedFrom)
    CITED = "cited"  # it names the other's publication (wasQuotedFrom)


class Sourcing(StrEnum):
    """What a reader must know of the sources of those who assert a claim."""

    SINGLE_SOURCE = "single-source"  # several pages assert it, on one origin
    ANONYMOUS_ONLY = "anonymous-only"  # nobody who asserts it has a name
    CIRCULAR = "circular"  # articles cite each other


class Anchor(StrEnum):
    """Which known day a relative date was counted from."""

    DATELINE = "dateline"
    PUBLISHED = "published"
    CONTEXT = "context"


class DateSource(StrEnum):
    """Where a publication date was found."""

    GIVEN = "given"
    FEED = "feed"
    JSON_LD = "json_ld"
    META = "meta"
    URL = "url"
    VISIBLE = "visible"
    DATELINE = "dateline"
    HTTP = "http"


class Bound(StrEnum):
    """How a figure limits the amount it names."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"


class ProblemKind(StrEnum):
    """Why a row is missing from the ledger."""

    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NO_TEXT = "no_text"
    BAD_ENCODING = "bad_encoding"
    BAD_JSON = "bad_json"
    BAD_RECORD = "bad_record"
    BAD_ARCHIVE = "bad_archive"
    TRUNCATED = "truncated"
    LOOP = "loop"
    UNSUPPORTED = "unsupported"
    ID_TAKEN = "id_taken"
    ROBOTS = "robots"
    HTTP = "http"
    NETWORK = "network"
    INTERNAL = "internal"


# ----------------------------------------------------------------------------------------------- outside, in


@dataclass(frozen=True, slots=True)
class Page(Shown):
    """Bytes as received, with where they came from; never altered.

    Attributes:
        origin: path or address, the same on every reading: a file's path relative to the working folder when it
            lies inside it, else absolute; a web address; for a container its path and a fragment ("x.warc#4711").
        content: the bytes as received; for a JSONL or Parquet row the bytes of its text in UTF-8.
        media_type: "text/html", "text/plain" or "message/rfc822"; decides how it is read.
        charset: as declared by the carrier (HTTP header, MIME part), or None.
        id: the row's own id in JSONL or Parquet; None elsewhere, then the article's id is derived.
        url, title, outlet, byline, published_at, published_from: what the carrier (feed, JSONL row, header) says;
            it wins over what the page itself says. `published_at` is an ISO 8601 date or instant.
        language: ISO 639-1, if the carrier says so.
        fetched_at: when the bytes were received, if known; only ever recorded, never used to decide anything.
    """

    origin: str
    content: bytes
    media_type: str
    charset: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published_at: str | None = None
    published_from: DateSource | None = None
    language: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem(Shown):
    """Something that could not be read, as a row in the ledger.

    Attributes:
        origin: as in `Page.origin`, or as the user typed it when it could not be opened.
        at: where inside the origin ("line 3", "byte 1024"); "" when the whole of it is meant.
    """

    origin: str
    kind: ProblemKind
    reason: str
    at: str = ""


# ------------------------------------------------------------------------------------------------ one article


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening place of a wire text, often with its day.

    Attributes:
        place: as printed ("SEOUL"); None when only a day is given.
        on: the day, or None when none is printed or no single year fits.
        span: the dateline in the article's text, with agency and dash, as printed.
        rule: how `on` came about: "printed", "year from publication date", "year from weekday", "".
    """

    place: str | None
    on: date | None
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Article(Shown):
    """Title, byline, dateline, date and one body text, read from a page.

    Attributes:
        id: the row's own id, else 16 hex digits derived from origin and content.
        sha256: of the page's bytes as received, hex.
        outlet: the publication that carried it: its name if the page says so, else its domain.
        agency: short name of the news agency whose text it carries ("UPI"), or None.
        agency_evidence: the spans that say so (credit line, dateline, byline in the text); empty if metadata did.
        published_at: ISO 8601 date or instant; None when unknown.
        text: letter for letter for plain text and JSONL; cleaned for HTML.
        furniture: spans of `text` that are not the report: share lines, captions, credits, the headline repeated.
        page_map: clean text to decoded page text; None where the page could not be aligned.
    """

    id: str
    origin: str
    sha256: str
    text: str
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    agency_evidence: Spans = ()
    byline: tuple[str, ...] = ()
    title: str | None = None
    dateline: Dateline | None = None
    published_at: str | None = None
    published_from: DateSource | None = None
    language: str | None = None
    furniture: Spans = ()
    page_map: OffsetMap | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Attribution(Shown):
    """Source, cue and content, as spans in one article; nobody is identified yet.

    Attributes:
        source: the spans naming to whom the content is attributed; empty when implied.
        cue: the spans that signal the attribution; empty for a floating quote.
        content: what is attributed; quotation marks belong to it; at least one span.
        outer: index, in the same sequence of attributions, of the one inside whose content this one stands;
            None for an outermost one.
        confidence: 0 to 1; for rules, the precision of the rule on PolNeAR train.
        rule: which rule or model found it; kept for the person who mends it.
    """

    form: Form
    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    rule: str
    outer: int | None = None


class MentionKind(StrEnum):
    """What words that mention somebody or something are."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"  # a nationality, a religion, a party's people
    TITLE = "title"
    PRONOUN = "pronoun"
    ROLE = "role"  # nobody is named: "a senior official"


@dataclass(frozen=True, slots=True)
class TypedMention:
    """Words that mention somebody or something, and what kind of mention they are; nobody is identified yet."""

    span: Span
    kind: MentionKind
    confidence: float


@dataclass(frozen=True, slots=True)
class DateRange:
    """A closed range of days; one day wide when exact."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a range of days ends before it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class SaidOn:
    """When a statement was made: a closed range of days, its anchor, the rule, and the letters it was read from."""

    start: date
    end: date
    anchor: Anchor
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Speaker(Shown):
    """The entity behind a source.

    Attributes:
        id: article-local ("ID.e3") as long as no ledger has joined it to others.
        name: fullest printed name in the article ("Dmitry Peskov"), or a role at an institution
            ("spokesman, Kremlin") where no name is given or none could be decided.
        role: as printed ("Defense Secretary"), or None.
        institution: whom the speaker speaks for ("Kremlin"), or None.
        mentions: every span of the article known to refer to this entity.
        claimed_number: "two officials" is 2; None where no number is given.
        anonymity_reason: the span that says why no name is given.
    """

    id: str
    name: str
    kind: SpeakerKind
    sector: Sector = Sector.UNKNOWN
    role: str | None = None
    institution: str | None = None
    on_record: OnRecord = OnRecord.UNKNOWN
    mentions: Spans = ()
    claimed_number: int | None = None
    anonymity_reason: Span | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """How the article's own writer keeps away from what somebody says: "falsely claimed", "the alleged theft".

    Attributes:
        act: what the writer does with the content: `dispute`, `cannot_confirm` or `declines_to_confirm`.
        factuality: of the content for the writer, who is AUTHOR in FactBank (Saurí & Pustejovsky 2009).
        span: the writer's words.
    """

    act: Act
    factuality: Factuality
    span: Span


@dataclass(frozen=True, slots=True)
class Statement(Shown):
    """A resolved attribution: speaker, commitment, content, time, and the spans it rests on.

    Attributes:
        id: the article's id, a full stop and a number in text order ("a1.7").
        factuality: of the content for this speaker; None for acts off the truth axis.
        presupposed: whether the content is only taken for granted ("condemned the deployment").
        speaker: None when nobody could be decided on; then `reason` says why.
        reason: why there is no speaker, or why the speaker is less than a name; "" otherwise.
        via: ids of the statements inside whose content this one stands, outermost first.
        refers_to: for an act report, the spans of the proposition it is about, where the article has it.
        author: how the article's own writer keeps away from the content; None where no word says so.
        speaker_by: the person by whose correction this is the speaker, or bears this name; None: as it was found.
    """

    id: str
    form: Form
    source: Spans
    cue: Spans
    content: Spans
    act: Act
    factuality: Factuality | None
    presupposed: bool
    speaker: Speaker | None
    reason: str
    via: tuple[str, ...]
    said_on: SaidOn | None
    confidence: float
    refers_to: Spans = ()
    author: Distance | None = None
    speaker_by: str | None = None


@dataclass(frozen=True, slots=True)
class Findings(Shown):
    """All that one page gave: its article, the statements in it, and what could not be read."""

    article: Article
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


# --------------------------------------------------------------------------------------------- across articles


@dataclass(frozen=True, slots=True)
class Reprint(Shown):
    """That one article carries another's text.

    Attributes:
        article: id of the article that carries the text.
        of: id of the article whose text it is; where the direction is unknown, the one first in the stated order.
        evidence: what the direction rests on ("credit line: UPI", "published later"); empty: direction unknown.
        shared: share of the carrying article's word shingles that stand in the other, 0 to 1.
    """

    article: str
    of: str
    relation: Relation
    how: How
    evidence: tuple[str, ...]
    shared: float


@dataclass(frozen=True, slots=True)
class Story(Shown):
    """A set of articles about the same happening; `articles` in order of publication, then id."""

    id: str
    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure(Shown):
    """An amount inside a content.

    Attributes:
        surface: as printed ("more than 13,000 containers").
        low, high: the amount; both the same unless `bound` is RANGE; an open side is None.
        unit: "%", "USD", "km"; None for a count.
        counted_thing: head words of what is counted ("containers of artillery"); None when unclear.
        as_of: ISO 8601 day it holds for, or None.
    """

    span: Span
    surface: str
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = None
    counted_thing: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Position(Shown):
    """How one statement stands to one claim.

    Attributes:
        speaker_by: as in the statement.
        stance_by: the person by whose correction this is the stance; None: it was derived.
    """

    statement: str
    article: str
    speaker: Speaker | None
    stance: Stance
    act: Act
    factuality: Factuality | None
    said_on: SaidOn | None
    figures: tuple[Figure, ...] = ()
    speaker_by: str | None = None
    stance_by: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedClaim:
    """How a claim stands to another one of its story, and the letters on both sides that say so.

    Attributes:
        claim: id of the other one.
        statement: of this claim, that it rests on; `spans` are the words, in that statement's article.
        of_statement: the same of the other claim; `of_spans` in its article.
        rule: by which it was found: "inside", "wording", "reply" or "denial" (linking/claim_relations.py).
        score: how near the two statements' meanings lie, 0 to 1; None where it rests on no weights.
    """

    claim: str
    relation: ClaimRelation
    statement: str
    spans: Spans
    of_statement: str
    of_spans: Spans
    rule: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Claim(Shown):
    """A proposition that statements assert, deny or decline to confirm.

    Attributes:
        gloss: somebody's printed words, the plainest ones or those that a person chose; never generated.
        gloss_statement: id of the statement whose words they are.
        gloss_spans: where they stand in that statement's article.
        origins: independent origins behind it: reprints of one text count once.
        articles: pages that carry it.
        positions: in order of when said, then article, then statement.
        gloss_by: the person by whose correction these are the words; None: they are the plainest.
        related: how it stands to other claims of its story, in their order; what responds to it is said there.
    """

    id: str
    story: str
    gloss: str
    gloss_statement: str
    gloss_spans: Spans
    origins: int
    articles: int
    positions: tuple[Position, ...]
    gloss_by: str | None = None
    related: tuple[RelatedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody or something that a claim rests on, and that no other of its origins can be shown to be.

    Attributes:
        id: the speaker's id, or one of the claim's own.
        name: as printed; of a circle "", of the unnamed what they are called.
        alike: names of others that are counted with it, for they may be the same or speak for it.
    """

    id: str
    kind: OriginKind
    name: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Descent:
    """Whom one position has its words from.

    Attributes:
        of: ids of the articles from which this one has the words; empty where the origin is named in it.
        through: names of the publications that it names on the way, the outermost first.
        origins: ids of the origins that it rests on in the end; none where nobody could be decided on.
    """

    statement: str
    article: str
    tie: Tie
    of: tuple[str, ...]
    through: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginTree:
    """On whom the positions on a claim rest: who has it from whom.

    Attributes:
        origins: in the order of the positions that rest on them.
        descents: one for each position that tells it in its own words, in the claim's order; a position whose content
            holds another one, by somebody cited in it, is that one's way and no descent.
        circles: ids of articles that cite each other, directly or through others.
        flags: in the order of `Sourcing`.
        n_independent: how many origins count as independent of each other: no more than there are texts that tell the
            claim in words of their own.
    """

    origins: tuple[Origin, ...]
    descents: tuple[Descent, ...]
    circles: tuple[tuple[str, ...], ...]
    flags: tuple[Sourcing, ...]
    n_independent: int


@dataclass(frozen=True, slots=True)
class Entity(Shown):
    """One identity for the speakers of many articles.

    Attributes:
        id: derived from the name (and institution or role where the name alone is not enough), so that the order of
            reading never matters.
        members: ids of the article-local speakers that were joined, in order.
        explained: why they were joined, for a person to check.
        renamed_by: the person by whose correction the name is this one; None: it is printed so.
    """

    id: str
    name: str
    kind: SpeakerKind
    sector: Sector
    role: str | None
    institution: str | None
    members: tuple[str, ...]
    explained: str
    renamed_by: str | None = None


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """Words in which a form of a quotation means something else than the fullest form.

    Attributes:
        here: in the form's article; None where the form has nothing for them.
        fullest: in the article of the fullest form, the first of its quotation; None where it has nothing for them.
    """

    kind: Change
    here: Span | None
    fullest: Span | None


@dataclass(frozen=True, slots=True)
class QuotationForm(Shown):
    """One printed form of a quotation.

    Attributes:
        statement: id of the statement whose content prints it.
        spans: the quoted words in the article's text, quotation marks left out; several if it is printed in pieces.
        relation: to the fullest form.
        changes: the words behind the four flags, in the order of the fullest form.
    """

    article: str
    statement: str
    spans: Spans
    relation: Rewording
    polarity_changed: bool = False
    number_changed: bool = False
    scope_changed: bool = False
    subject_changed: bool = False
    changes: tuple[QuotationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation(Shown):
    """One utterance with all its printed forms, of two articles at least.

    Attributes:
        id: the least article id among its forms, "@" and the offset there ("a1@210").
        speaker: id of the one speaker that the forms name; None where they name none, or several.
        forms: the fullest first: the one of most words, of several the wording printed most often; then by article
            and offset.
    """

    id: str
    speaker: str | None
    forms: tuple[QuotationForm, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """Why an article is in its story.

    Attributes:
        like: id of the earlier article of the story that it carries, or is most alike.
        is_copy: whether it carries the whole of that one's text, or that one carries its.
        likeness: 0 to 1, less for time between the two.
        shared: the most telling words that both have, where each stands first in this article; the most telling first.
        days_apart: between their days of publication; None where one is not known.
    """

    article: str
    like: str
    is_copy: bool
    likeness: float
    shared: Spans
    days_apart: int | None


@dataclass(frozen=True, slots=True)
class StoryLinks:
    """What the articles of one story say together.

    Attributes:
        entities: who speaks in it; their ids are the story's own.
        fixed: the statements whose speaker is one that a person gave them.
    """

    story: Story
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...]
    fixed: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What a set of articles says together: the result of linking, a pure function of that set."""

    reprints: tuple[Reprint, ...]
    stories: tuple[Story, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...] = ()


# -------------------------------------------------------------------------------------------- people's corrections


class CorrectionKind(StrEnum):
    """What a person says against what linking found.

    ONE_STORY: these articles are one story. NOT_ONE_STORY: none of these articles is in one story with any of the
    others. ONE_CLAIM: these statements speak of one claim. NOT_ONE_CLAIM: none of these statements speaks of one claim
    with any of those that they are held against. GLOSS: the claim of these statements, which is that of those that they
    are held against, is called by their words. SPEAKER: these statements are the words of `value`, or of nobody who can
    be told. RENAMED: whoever speaks in these statements is called `value`. STANCE: in a claim with those that they are
    held against, which show what it says, these statements take the stance `value`. UNDO: an earlier correction counts
    no more.
    """

    ONE_STORY = "one_story"
    NOT_ONE_STORY = "not_one_story"
    ONE_CLAIM = "one_claim"
    NOT_ONE_CLAIM = "not_one_claim"
    GLOSS = "gloss"
    SPEAKER = "speaker"
    RENAMED = "renamed"
    STANCE = "stance"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A statement, named by the letters it stands in, which outlast the program that found it.

    Attributes:
        article: id.
        span: from the first to the last letter of the content, else of the cue.
        frame: from the first to the last letter of source and cue, by which statements of one content are told apart;
            None where there is neither.
    """

    article: str
    span: Span
    frame: Span | None = None


@dataclass(frozen=True, slots=True)
class Correction(Shown):
    """One entry of the list of corrections, which only ever grows.

    Attributes:
        articles, others: ids; for kinds that speak of stories, and `others` only where the kind speaks of others.
        undoes: number of the entry that counts no more; None unless the kind is UNDO.
        author: who says so.
        at: when, ISO 8601 in UTC.
        statements, against: for kinds that speak of what is inside a story; `against` only where the kind names it.
        value: a name, or a stance; None where the kind has none, and for words that are nobody's.
        speaker_kind, role: of the speaker named by SPEAKER; None elsewhere, and where they are not said.
    """

    kind: CorrectionKind
    articles: tuple[str, ...]
    others: tuple[str, ...]
    undoes: int | None
    author: str
    at: str
    statements: tuple[Excerpt, ...] = ()
    against: tuple[Excerpt, ...] = ()
    value: str | None = None
    speaker_kind: SpeakerKind | None = None
    role: str | None = None


# ------------------------------------------------------------------------------------------- answers of a ledger


@dataclass(frozen=True, slots=True)
class StorySummary(Shown):
    """One row of the list of stories.

    Attributes:
        first_on, last_on: ISO 8601 days of the earliest and latest article; None when no article has one.
        origins: articles less those that carry another's text.
    """

    id: str
    title: str
    articles: int
    origins: int
    claims: int
    statements: int
    first_on: str | None
    last_on: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryView(Shown):
    """A story with all that its views show.

    Attributes:
        articles: in the story's order.
        statements: all statements of these articles, in article order, then text order; their speakers carry the
            ids and names of entities across articles.
        claims: those with positions of several speakers or unlike stances first.
        quotations: what several of these articles print between quotation marks, in the order of ids.
    """

    story: Story
    articles: tuple[Article, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    reprints: tuple[Reprint, ...]
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(Shown):
    """What a story says on a claim in somebody's own words.

    Attributes:
        question: the words asked; nobody need have printed them.
        claim: the positions, with their stances to the question; its gloss is the plainest printed wording of it.
        near: ids of the story's claims that some of these positions were gathered into, that of most of them first.
    """

    question: str
    claim: Claim
    near: tuple[str, ...]
    view: StoryView


@dataclass(frozen=True, slots=True)
class SpeakerView(Shown):
    """What one speaker said, in time order: statements with their articles, and the claims they take positions on.

    Attributes:
        quotations: of this speaker and nobody else, those that several articles print, in the order of ids.
        printed_in: the articles of these quotations, in the order of their days; some may name nobody.
    """

    entity: Entity
    statements: tuple[tuple[Article, Statement], ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...] = ()
    printed_in: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit(Shown):
    """An article that full-text search found; `spans` are the words searched for, in its text."""

    article: Article
    story: str | None
    spans: Spans
