"""Hypothesis strategies for records, kept in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from sayso.records import (
    Act,
    Anchor,
    Article,
    Dateline,
    DateSource,
    Distance,
    Factuality,
    Findings,
    Form,
    OnRecord,
    Problem,
    ProblemKind,
    SaidOn,
    Sector,
    Speaker,
    SpeakerKind,
    Statement,
)
from sayso.spans import Span, Spans

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))


@st.composite
def spans_in(draw: st.DrawFn, length: int, *, at_most: int = 3) -> Spans:
    ends = sorted(draw(st.lists(st.integers(0, length), max_size=2 * at_most, unique=True)))
    return tuple(Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False))


@st.composite
def said_ons(draw: st.DrawFn, length: int) -> SaidOn:
    start = draw(DAYS)
    span = draw(st.none() | spans_in(length, at_most=1).map(lambda found: found[0] if found else None))
    return SaidOn(start, start + timedelta(draw(st.integers(0, 40))), draw(st.sampled_from(Anchor)), draw(WORDS), span)


@st.composite
def speakers(draw: st.DrawFn, length: int, speaker_id: str) -> Speaker:
    return Speaker(
        id=speaker_id,
        name=draw(WORDS),
        kind=draw(st.sampled_from(SpeakerKind)),
        sector=draw(st.sampled_from(Sector)),
        role=draw(st.none() | WORDS),
        institution=draw(st.none() | WORDS),
        on_record=draw(st.sampled_from(OnRecord)),
        mentions=draw(spans_in(length)),
        claimed_number=draw(st.none() | st.integers(1, 9)),
        anonymity_reason=None,
    )


@st.composite
def distances(draw: st.DrawFn, length: int) -> Distance:
    start = draw(st.integers(0, length))
    span = Span(start, draw(st.integers(start, length)))
    act = draw(st.sampled_from([Act.DISPUTE, Act.CANNOT_CONFIRM, Act.DECLINES_TO_CONFIRM]))
    return Distance(act, draw(st.sampled_from([Factuality.CT_MINUS, Factuality.PR_MINUS, Factuality.UU])), span)


@st.composite
def statements(draw: st.DrawFn, length: int, statement_id: str, cast: Sequence[Speaker | None]) -> Statement:
    return Statement(
        id=statement_id,
        form=draw(st.sampled_from(Form)),
        source=draw(spans_in(length)),
        cue=draw(spans_in(length)),
        content=draw(spans_in(length)),
        act=draw(st.sampled_from(Act)),
        factuality=draw(st.none() | st.sampled_from(Factuality)),
        presupposed=draw(st.booleans()),
        speaker=draw(st.sampled_from(cast)),
        reason=draw(st.just("") | WORDS),
        via=(),
        said_on=draw(st.none() | said_ons(length)),
        confidence=draw(st.integers(0, 100)) / 100,
        refers_to=draw(spans_in(length)),
        author=draw(st.none() | distances(length)),
    )


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
    name = draw(st.text("abcdef0123456789", min_size=4, max_size=8))
    article = Article(
        id=name,
        origin=draw(WORDS),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        text=text,
        outlet=draw(st.none() | WORDS),
        agency=draw(st.none() | WORDS),
        byline=tuple(draw(st.lists(WORDS, max_size=2))),
        title=draw(st.none() | WORDS),
        dateline=draw(st.none() | st.builds(Dateline, WORDS, st.none() | DAYS, st.just(Span(0, 1)), WORDS)),
        published_at=draw(st.none() | DAYS.map(date.isoformat)),
        published_from=draw(st.none() | st.sampled_from(DateSource)),
        language=draw(st.sampled_from(["en", None])),
        furniture=draw(spans_in(len(text))),
    )
    cast = [None, *(draw(speakers(len(text), f"{name}.e{number}")) for number in range(draw(st.integers(0, 2))))]
    found = tuple(draw(statements(len(text), f"{name}.{number}", cast)) for number in range(draw(st.integers(0, 3))))
    problems = tuple(draw(st.lists(st.builds(Problem, WORDS, st.sampled_from(ProblemKind), WORDS, WORDS), max_size=1)))
    return Findings(article, found, problems)
