"""A story as a matrix: claims on one side, speakers on the other, and in each cell what was said how.

Pages that rest on one speaker are one voice: a cell counts its pages and its independent origins (linking/origins.py),
and where several pages print one text, the reader is shown the sentence once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import cached_property
from itertools import pairwise, takewhile

from sayso.linking.origins import Ground, trace_origins
from sayso.records import Act, Article, Claim, OriginTree, Position, Reprint, Speaker, SpeakerKind, Stance, Statement
from sayso.segments import Segments, segment
from sayso.spans import Span, Spans, merged
from sayso.views.evidence import Evidence, evidence
from sayso.views.inert import inert
from sayso.views.pages import origins_by_article, page_name
from sayso.views.signs import STANCE_ORDER

# Who is meant by a position whose speaker could not be decided on: nobody in particular.
NOBODY = ""
NOBODY_NAME = "speaker not decided"
WORD = re.compile(r"\w+")


class Contest(IntEnum):
    """How open a claim is, the most open first: the order in which a reader needs them."""

    DISPUTED = 0  # someone supports it and someone denies it
    UNSETTLED = 1  # unlike stances, but no yes against a no
    AGREED = 2  # several speakers, one stance
    ONE_VOICE = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the views name one.

    Attributes:
        id: the speaker's id in the ledger; `NOBODY` for all whose speaker could not be decided on.
        name: inert.
        detail: role and institution, as far as the name does not say them; "" when there is nothing to add.
    """

    id: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, once for all pages of one origin that print it.

    Attributes:
        article: the page shown: the origin itself where it has the sentence, else the first page that prints it.
        origin: id of the article whose text the page carries; its own where it is the origin.
        also: the other pages of this origin that print it, in the story's order.
        via: names of those through whom it came, outermost first ("Yonhap").
    """

    voice: Voice
    position: Position
    statement: Statement
    article: Article
    origin: str
    also: tuple[Article, ...]
    via: tuple[str, ...]
    evidence: Evidence

    @property
    def fixed(self) -> tuple[str, ...]:
        """What a person fixed in it, and who: "stance fixed by Ada Quill"."""
        parts = (("stance", self.position.stance_by), ("speaker", self.position.speaker_by))
        return tuple(f"{part} fixed by {inert(author)}" for part, author in parts if author is not None)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stance of one speaker towards one claim.

    Attributes:
        lines: in order of when said; at least one.
        articles: ids of the pages that print it.
        origins: ids of the claim's origins that they rest on.
    """

    stance: Stance
    lines: tuple[Line, ...]
    articles: tuple[str, ...]
    origins: tuple[str, ...]

    @property
    def acts(self) -> tuple[Act, ...]:
        """What the speaker did, each act once, in order of when said."""
        return tuple(dict.fromkeys(line.position.act for line in self.lines))

    @property
    def days(self) -> tuple[date, date] | None:
        """From the first to the last day on which it was said; None unless every line has its day."""
        said = [line.position.said_on for line in self.lines]
        days = [(when.start, when.end) for when in said if when]
        if not days or len(days) < len(said):
            return None
        return min(start for start, _ in days), max(end for _, end in days)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many speakers take one stance, on how many independent origins."""

    stance: Stance
    n_voices: int
    n_origins: int


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its cells.

    Attributes:
        letter: "A", "B", ... "Z", "AA": its short name in this view.
        gloss: inert.
        cells: speaker id -> marks in order of when first said; speakers without a position are absent.
        tree: on whom it rests, as the pages and speakers known now tell it.
    """

    letter: str
    claim: Claim
    gloss: str
    contest: Contest
    cells: dict[str, tuple[Mark, ...]]
    tree: OriginTree

    @property
    def n_origins(self) -> int:
        """Independent origins of all that is said on it."""
        return self.tree.n_independent

    @cached_property
    def tally(self) -> tuple[Tally, ...]:
        """Speakers and origins of each stance taken, in the order of `SIGNS`."""
        stances = {mark.stance for marks in self.cells.values() for mark in marks}
        return tuple(self._count(stance) for stance in sorted(stances, key=STANCE_ORDER.__getitem__))

    def _count(self, stance: Stance) -> Tally:
        marks = [mark for marks in self.cells.values() for mark in marks if mark.stance is stance]
        # Whoever could not be decided on is no origin beside others, but nobody takes a stance on none.
        n_origins = max(1, len({origin for mark in marks for origin in mark.origins}))
        return Tally(stance, len(marks), n_origins)

    def changed(self, voice: str) -> bool:
        """Whether this speaker took one stance and, on a later day, another.

        False unless the days prove it: two stances on one day, or on days unknown, may be two sides of one answer.
        Nobody in particular cannot change their mind.
        """
        days = [mark.days for mark in self.cells.get(voice, ())]
        if voice == NOBODY or len(days) < 2:
            return False
        return all(
            before is not None and after is not None and before[1] < after[0] for before, after in pairwise(days)
        )

    @property
    def named(self) -> str:
        """Who chose the words that it is called by: "called so by Ada Quill"; "" where nobody did."""
        return f"called so by {inert(self.claim.gloss_by)}" if self.claim.gloss_by is not None else ""

    @property
    def fixed(self) -> tuple[tuple[Voice, Stance, str], ...]:
        """Whose stances are what they are because a person said so, and what that person fixed."""
        return tuple(
            dict.fromkeys((line.voice, line.position.stance, what) for line in self.lines for what in line.fixed)
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that was said on it: by stance in the order of `SIGNS`, then by when it was said."""
        marks = sorted(
            (mark for marks in self.cells.values() for mark in marks), key=lambda mark: STANCE_ORDER[mark.stance]
        )
        return tuple(line for mark in marks for line in mark.lines)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The claims of a story against its speakers.

    Attributes:
        rows: the claims shown, most open first.
        voices: all who take a position on one of them: those who support the first claim, those who deny it, ...
        hidden: number of claims left out.
    """

    rows: tuple[ClaimRow, ...]
    voices: tuple[Voice, ...]
    hidden: int

    def first(self, n_rows: int) -> Matrix:
        """The same with the first rows only."""
        rows = self.rows[:n_rows]
        return Matrix(rows, _voices(rows), self.hidden + len(self.rows) - len(rows))


@dataclass(frozen=True)
class Shelf:
    """The articles and statements that claims point into, each looked up once."""

    articles: Sequence[Article]
    statements: Sequence[Statement]
    reprints: Sequence[Reprint]

    @cached_property
    def article(self) -> dict[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def origin(self) -> dict[str, str]:
        """Article id -> id of the article its text comes from; its own when it is an origin."""
        return origins_by_article(self.article, self.reprints)

    @cached_property
    def ground(self) -> Ground:
        """What claims are traced back in."""
        return Ground(self.article, self.statement, self.reprints)

    @cached_property
    def order(self) -> dict[str, int]:
        """Article id -> its place in the story."""
        return {article.id: number for number, article in enumerate(self.articles)}

    @cached_property
    def _cut(self) -> dict[str, Segments]:
        return {}

    def evidence(self, article: Article, statement: Statement) -> Evidence:
        """The sentences of a statement."""
        if article.id not in self._cut:
            self._cut[article.id] = segment(article.text, article.furniture)
        return evidence(article, statement, self._cut[article.id])

    def via(self, statement: Statement) -> tuple[str, ...]:
        """Names of those through whom a statement came."""
        outer = [self.statement[other].speaker for other in statement.via if other in self.statement]
        return tuple(inert(speaker.name) for speaker in outer if speaker)


def build_matrix(
    claims: Sequence[Claim],
    *,
    articles: Sequence[Article],
    statements: Sequence[Statement],
    reprints: Sequence[Reprint],
    limit: int | None,
) -> Matrix:
    """Arrange the claims of a story.

    Args:
        claims: in the ledger's order, which decides between claims that are equally open.
        articles: of the story, in its order; every position points at one of them.
        statements: of these articles.
        limit: how many claims to show; None: all. With a limit, claims of one voice are left out as long as there
            are others.
    """
    shelf = Shelf(articles, statements, reprints)
    ranked = sorted(((_contest(claim, shelf), claim) for claim in claims), key=lambda pair: _rank(*pair))
    shown = ranked if limit is None else _first(ranked, limit)
    rows = tuple(_row(_letter(number), claim, contest, shelf) for number, (contest, claim) in enumerate(shown))
    return Matrix(rows, _voices(rows), len(ranked) - len(shown))


def _rank(contest: Contest, claim: Claim) -> tuple[int, int, int]:
    voices = {position.speaker.id if position.speaker else NOBODY for position in claim.positions}
    return contest, -claim.origins, -len(voices)


def _first(ranked: list[tuple[Contest, Claim]], limit: int) -> list[tuple[Contest, Claim]]:
    several = [pair for pair in ranked if pair[0] is not Contest.ONE_VOICE]
    return (several or ranked)[:limit]


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _row(letter: str, claim: Claim, contest: Contest, shelf: Shelf) -> ClaimRow:
    groups: dict[str, dict[Stance, list[Position]]] = {}
    voices: dict[str, Voice] = {}
    said = _said(claim, shelf)
    tree = trace_origins(claim.positions, shelf.ground)
    rests = _rests(tree, shelf)
    for position in _known(claim, shelf):
        voice = voice_of(position.speaker)
        voices.setdefault(voice.id, voice)
        groups.setdefault(voice.id, {}).setdefault(position.stance, []).append(position)
    cells = {
        key: _in_time(
            [_mark(voices[key], stance, positions, shelf, said, rests) for stance, positions in stances.items()]
        )
        for key, stances in groups.items()
    }
    return ClaimRow(letter, claim, inert(claim.gloss), contest, cells, tree)


def _rests(tree: OriginTree, shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Statement id -> ids of the origins it rests on; one that passes on another's words rests on what those do."""
    result: dict[str, tuple[str, ...]] = {}
    for descent in tree.descents:
        for id in (descent.statement, *shelf.statement[descent.statement].via):
            result[id] = tuple(dict.fromkeys((*result.get(id, ()), *descent.origins)))
    return result


def _said(claim: Claim, shelf: Shelf) -> dict[str, Spans]:
    """Article id -> what stands in it of this claim."""
    contents: dict[str, list[Span]] = {}
    for position in _known(claim, shelf):
        contents.setdefault(position.article, []).extend(shelf.statement[position.statement].content)
    return {article: merged(spans) for article, spans in contents.items()}


def _known(claim: Claim, shelf: Shelf) -> list[Position]:
    """The positions whose page and statement are at hand."""
    return [each for each in claim.positions if each.article in shelf.article and each.statement in shelf.statement]


def _contest(claim: Claim, shelf: Shelf) -> Contest:
    positions = [position for position in _known(claim, shelf) if position.stance is not Stance.MENTIONS]
    stances = {position.stance for position in positions}
    voices = {position.speaker.id if position.speaker else NOBODY for position in positions}
    if {Stance.SUPPORTS, Stance.DENIES} <= stances:
        return Contest.DISPUTED
    if len(stances) > 1:
        return Contest.UNSETTLED
    return Contest.AGREED if len(voices) > 1 else Contest.ONE_VOICE


def voice_of(speaker: Speaker | None) -> Voice:
    """A speaker as the views name one."""
    if speaker is None:
        return Voice(NOBODY, NOBODY_NAME, "")
    name = inert(speaker.name)
    told, parts = name, list[str]()
    for part in (inert(each) for each in (speaker.role, speaker.institution) if each):
        if not _says(told, part):
            parts.append(part)
            told += f" {part}"
    detail = ", ".join(parts)
    if not detail and speaker.kind is SpeakerKind.AUTHOR:
        detail = "the article's author"
    return Voice(speaker.id, name, detail)


def _says(told: str, part: str) -> bool:
    """Whether every word of `part` stands in `told`, be it in another form: Korea and Korean, Ukraine and Ukrainian."""
    known = [word.casefold() for word in WORD.findall(told)]
    return all(any(_is_kin(word.casefold(), other) for other in known) for word in WORD.findall(part))


def _is_kin(word: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word == other or shared >= max(5, min(len(word), len(other)) - 2)


def _mark(
    voice: Voice,
    stance: Stance,
    positions: list[Position],
    shelf: Shelf,
    said: Mapping[str, Spans],
    rests: Mapping[str, Sequence[str]],
) -> Mark:
    by_text: dict[str, list[Position]] = {}
    for position in positions:
        by_text.setdefault(shelf.origin[position.article], []).append(position)
    lines = [line for origin, group in by_text.items() for line in _lines(voice, origin, group, shelf, said)]
    origins = dict.fromkeys(id for each in positions for id in rests.get(each.statement, ()))
    return Mark(stance, tuple(lines), tuple(dict.fromkeys(each.article for each in positions)), tuple(origins))


def _in_time(marks: list[Mark]) -> tuple[Mark, ...]:
    """By their first known day; marks without one last, in the order of `SIGNS`."""
    return tuple(sorted(marks, key=lambda mark: ((mark.days or (date.max,))[0], STANCE_ORDER[mark.stance])))


def _lines(
    voice: Voice, origin: str, positions: list[Position], shelf: Shelf, contents: Mapping[str, Spans]
) -> list[Line]:
    """The things said in the pages of one origin: each once, in the origin's own print of it if there is one."""
    said: list[tuple[str, list[Position]]] = []
    for position in sorted(positions, key=lambda each: (each.article != origin, shelf.order[each.article])):
        words = words_said(shelf.article[position.article], shelf.statement[position.statement])
        group = next((group for known, group in said if words in known or known in words), None)
        if group is None:
            said.append((words, [position]))
        else:
            group.append(position)
    order = {position.statement: number for number, position in enumerate(positions)}
    lines = [_line(voice, group, shelf, contents) for _, group in said]
    return sorted(lines, key=lambda line: order[line.position.statement])


def _line(voice: Voice, positions: list[Position], shelf: Shelf, contents: Mapping[str, Spans]) -> Line:
    position = positions[0]
    article, statement = shelf.article[position.article], shelf.statement[position.statement]
    # What one article takes "the report" to mean need not be the claim that linking, which sees all, put it to.
    meant = tuple(span for span in statement.refers_to if any(map(span.overlaps, contents.get(article.id, ()))))
    also = dict.fromkeys(other.article for other in positions if other.article != article.id)
    return Line(
        voice,
        position,
        statement,
        article,
        shelf.origin[article.id],
        tuple(shelf.article[other] for other in also),
        shelf.via(statement),
        shelf.evidence(article, replace(statement, refers_to=meant)),
    )


def words_said(article: Article, statement: Statement) -> str:
    """The content's words and nothing else, so that an editor's comma does not make it a second statement."""
    content = " ".join(span.surface(article.text) for span in statement.content)
    return f" {' '.join(WORD.findall(content.casefold()))} "


def _voices(rows: Sequence[ClaimRow]) -> tuple[Voice, ...]:
    """All voices of these rows; by their stance on the first claim they speak to, nobody in particular last."""
    found: dict[str, tuple[tuple[int, int, int], Line]] = {}
    for number, row in enumerate(rows):
        for key, marks in row.cells.items():
            rank = (number, STANCE_ORDER[marks[0].stance], -len(marks[0].origins))
            found.setdefault(key, (rank, marks[0].lines[0]))
    ordered = sorted(found.items(), key=lambda item: (item[0] == NOBODY, item[1][0], item[1][1].voice.name))
    return _told_apart([line for _, (_, line) in ordered])


def _told_apart(lines: Sequence[Line]) -> tuple[Voice, ...]:
    """The voices of these lines; those of one name, whom nothing joins, with the page that names them."""
    alike = Counter((line.voice.name, line.voice.detail) for line in lines)
    return tuple(
        line.voice if alike[line.voice.name, line.voice.detail] == 1 else _placed(line.voice, line.article)
        for line in lines
    )


def _placed(voice: Voice, article: Article) -> Voice:
    detail = f"{voice.detail}, " if voice.detail else ""
    return replace(voice, detail=f"{detail}in {page_name(article)} ({inert(article.id[:6])})")
