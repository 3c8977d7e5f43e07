"""Who speaks: short names, pronouns, roles, capitals, documents, unnamed sources; and when nobody is chosen."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Attribution, Form, OnRecord, Sector, Speaker, SpeakerKind, Statement
from sayso.resolution import resolve
from sayso.spans import Span
from tests.resolution.markup import article, read


def statements_of(marked: str) -> tuple[Statement, ...]:
    text, attributions = read(marked)
    return resolve(*article(text), attributions)


def speaker_of(marked: str) -> Speaker:
    """The last statement's speaker."""
    speaker = statements_of(marked)[-1].speaker
    assert speaker is not None
    return speaker


def reason_of(marked: str) -> str:
    """Why the last statement has no speaker."""
    last = statements_of(marked)[-1]
    assert last.speaker is None
    assert last.reason
    return last.reason


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        # A surname after a full name, wherever that stands first.
        ("Anna Weber came. “No,” {S Weber} {C said} {T “no.”}", "Anna Weber"),
        ("Sen. Anna Weber came. {S Mrs. Weber} {C said} {T it burst}.", "Anna Weber"),
        ("Kim Jong Il came. {S Kim} {C said} {T it burst}.", "Kim Jong Il"),
        ("Donald J. Marsh came. {S Donald Marsh} {C said} {T it burst}.", "Donald J. Marsh"),
        # The one of two whom the title or the order tells apart.
        ("Bill Marsh and Ada Marsh came. {S Mrs. Marsh} {C said} {T it burst}.", "Ada Marsh"),
        ("Ada Marsh came. {S Marsh} {C said} {T it burst}. Bill Marsh came.", "Ada Marsh"),
        # Organisations and their acronyms, printed right or with two letters turned.
        ("The Food Safety Authority met. {S The FSA} {C said} {T it burst}.", "Food Safety Authority"),
        ("The Food Safety Authority (FSA) met. {S FSA} {C said} {T it burst}.", "Food Safety Authority"),
        ("The National Security Council met. {S The NCS} {C said} {T it burst}.", "National Security Council"),
        # States by their capitals, and their governments.
        ("Norway voted. {S Oslo} {C said} {T it burst}.", "Norway"),
        ("Norway voted. {S The Norwegian government} {C said} {T it burst}.", "Norway"),
        (
            "{S The Norwegian government} {C said} {T it burst}. {S2 The government} {C2 added} {T2 it burst}.",
            "Norwegian government",
        ),
        # Pronouns.
        ("{S Anna Weber} {C said} {T it burst}. {S2 She} {C2 added} {T2 it burst}.", "Anna Weber"),
        ("{S Anna Weber} {C said} {T it burst}.\n\n{T2 “More,”} {S2 she} {C2 added}.", "Anna Weber"),
        ("{S Anna Weber} {C said} {T she met Tom Hale}. {S2 She} {C2 added} {T2 it burst}.", "Anna Weber"),
        ("Anna Weber came. Later {S she} {C said} {T it burst}.", "Anna Weber"),
        ("Tom Hale met Lena Fox, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("He meant Tom Hale, who said on Friday that {S he} {C could not confirm} {T it}.", "Tom Hale"),
        (
            "{S The Food Safety Authority} {C said} {T it burst}. {S2 It} {C2 added} {T2 it burst}.",
            "Food Safety Authority",
        ),
        ("{S Norway and Iceland} {C said} {T it burst}. {S2 They} {C2 added} {T2 it burst}.", "Norway and Iceland"),
        # The subject goes on, whoever stands behind a preposition, if the text is more about that one.
        ("Tom Hale won. Tom Hale left amid attacks from Bill Marsh.\n\n{S He} {C said} {T it burst}.", "Tom Hale"),
        ("Lena Fox came. Anna Weber won. Weber waved. Weber spoke after Fox. {S She} {C said} {T no}.", "Anna Weber"),
        # Whom the sentence says it is about; who opens a reply that the main clause gives.
        ("Tom Hale spoke. As for Bill Marsh, he was late. Perhaps {S he} {C said} {T it burst}.", "Bill Marsh"),
        # Who, with a name's description between; a definite role; examples of those who speak.
        ("They met Lena Fox, a doctor from Bergen, Norway, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("They met Lena Fox of Norway, the mayor’s former aide, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("Mayor Lena Fox came. They met the mayor, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("They met pilots such as Fox {S who} {C have said} {T it burst}.", "pilots"),
        # Two side by side; what was written.
        ("Lena Fox and Anna Weber met. {S They} {C said} {T it burst}.", "Lena Fox and Anna Weber"),
        ("Lena Fox held a leaked memo. {S It} {C says} {T it burst}.", "leaked memo"),
        # A pronoun leads on to the subject before it; a campaign is no "he"; who is told to speak is no subject.
        ("Tom Hale came. He sat down. He drank. He smiled. {S He} {C said} {T it burst}.", "Tom Hale"),
        ("{S Tom Hale} {C spoke}. {S2 The campaign} {C2 said} {T2 it burst}. {S3 He} {C3 added} {T3 no}.", "Tom Hale"),
        (
            "{S Tom Hale} {C said} {T {S2>1 Bill Marsh} {C2 believes} {T2 it burst}}. {S3 He} {C3 added} {T3 no}.",
            "Tom Hale",
        ),
        # Namesakes told apart by gender, and by whom the article calls by surname alone.
        ("Bill Marsh and Anna Marsh came. Marsh nodded. {S She} {C said} {T it burst}.", "Anna Marsh"),
        ("Anna Marsh came. Marsh sat. Bill Marsh left. Anna Marsh rose. {S Marsh} {C said} {T no}.", "Anna Marsh"),
        # What "who" follows, with an insertion, a second "who" or a place between.
        ("They met Lena Fox, a doctor from Oslo, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("They met Lena Fox, 58, {S who} {C said} {T it burst}.", "Lena Fox"),
        ("They met Lena Fox — {S who} {C said} {T it burst}.", "Lena Fox"),
        ("They met Lena Fox, who sang and {S who} {C said} {T it burst}.", "Lena Fox"),
        ("It is bad news for rural voters in Norway {S who} {C said} {T it burst}.", "rural voters"),
        ("They met a row of pilots — from Tom Hale to Lena Fox — {S who} {C said} {T it burst}.", "pilots"),
        ("It is no news for those {S who} {C say} {T it burst}.", "those"),
        # Roles.
        (
            "{S Kremlin spokesman Oleg Petrov} {C said} {T it burst}. {S2 The spokesman} {C2 added} {T2 it burst}.",
            "Oleg Petrov",
        ),
        ("Norway’s ambassador came. {S The envoy} {C said} {T it burst}.", "ambassador, Norway"),
        ("{S A Norwegian envoy} {C said} {T it burst}. {S2 The envoy} {C2 added} {T2 it burst}.", "envoy, Norway"),
        (
            "{S A Norwegian envoy} {C said} {T it burst}. {S2 A Norwegian envoy} {C2 added} {T2 it burst}.",
            "envoy, Norway",
        ),
        ("President Tom Hale came. Hale sat down. {S The leader} {C said} {T it burst}.", "Tom Hale"),
        (
            "Sen. Tom Hale rose. Tycoon Tom Hale sat. {S The tycoon} {C said} {T it burst}.",
            "Tom Hale",
        ),
        ("The Supreme Court met. {S The court} {C said} {T it burst}.", "Supreme Court"),
        # Whom the article gives a campaign is a candidate; an office with a place is whom the text is about.
        ("Lena Fox’s campaign grew. Fox sat down. {S The candidate} {C said} {T it burst}.", "Lena Fox"),
        ("Lena Fox came. She sat down. {S The Utah senator} {C said} {T it burst}.", "Lena Fox"),
        (
            "Lena Fox came. She sat down. {S The Utah senator} {C said} {T no}. {S2 Tom Hale} {C2 asked} {T2 why}. "
            "{S3 The senator} {C3 said} {T3 it burst}.",
            "Lena Fox",
        ),
        # A headline or lead describes whom the text behind it names.
        ("{S Norwegian envoy} {C says} {T it burst}.\n\nNorwegian envoy Lena Fox came.", "Lena Fox"),
        ("{S A spokesman for Mayor Ada Roe} {C said} {T no}. Roe spokesman Tom Hale came.", "Tom Hale"),
        # Bodies and groups that are the subject before; nothing that the quotation of "it" names.
        ("The committee was late. {T “Oslo told the Food Safety Authority,”} {S it} {C said}.", "committee"),
        ("The voters are angry. {S They} {C say} {T it burst}.", "voters"),
        # What is told of the owner of a wife, and of a surname long after a namesake.
        ("Mayor Rowan Hale and his wife met Lena Marsh. {S He} {C said} {T it burst}.", "Rowan Hale"),
        (
            "Ada Marsh came. Marsh sat. Marsh ate. Bill Marsh left. "
            + "It was late and the road was long. " * 12
            + "{S Marsh} {C said} {T no}.",
            "Ada Marsh",
        ),
        # Documents and those who issued them.
        (
            "Norway and Iceland released a joint paper. {S The paper} {C said} {T it burst}.",
            "paper, Norway and Iceland",
        ),
        # Somebody described only.
        ("{S Oslo’s spy agency} {C said} {T it burst}.", "Oslo’s spy agency"),
        ("{S the Fox campaign} {C said} {T it burst}.", "Fox campaign"),
        # A known institution's name, said to be another state's.
        ("{S The Aldrian Defense Department} {C said} {T it burst}.", "Aldrian Defense Department"),
        # Neither the whole pair nor its second half alone.
        ("Neither Norway nor {S Iceland} {C has confirmed} {T it}.", "Norway and Iceland"),
        # Quotes without a source go on from the speaker before.
        ("{T “No,”} {S Anna Weber} {C said}. {T2 “That is all I have to say about it.”}", "Anna Weber"),
        ("{S Anna Weber} {C said} {T it burst}, {C2 adding} {T2 that it was late}.", "Anna Weber"),
        # The speaker of a quote is its "we".
        ("{T “{S2>1 We} {C2 believe} {T2 it is late},”} {S Anna Weber} {C said}.", "Anna Weber"),
        # So it is behind what others think, in the speaker's words.
        (
            "{S Anna Weber} {C said}, {T “{S2>1 They} {C2 think} {T2 {S3>2 I} {C3 know} {T3 the river}}.”}",
            "Anna Weber",
        ),
        # And in a quotation that goes on: in the next paragraph, or behind the words that lead to it.
        (
            "{T “No,”} {S Anna Weber} {C said}.\n\n“By noon {S2 we} {C2 knew} {T2 that it burst}. It was loud.”",
            "Anna Weber",
        ),
        ("{S Anna Weber} {C said} {T it was late}. “By noon {S2 we} {C2 knew} {T2 that it burst}.”", "Anna Weber"),
        # In the writer's own voice "I" is the writer.
        ("{T “No,”} {S Anna Weber} {C said}. {S2 I} {C2 think} {T2 that it burst}.", "author"),
    ],
)
def test_who_speaks(marked: str, name: str) -> None:
    assert speaker_of(marked).name == name


@pytest.mark.parametrize(
    "marked",
    [
        # Two of one surname.
        "Bill Marsh and Ada Marsh came. {S Marsh} {C said} {T it burst}.",
        # Two whom the pronoun can mean.
        "At the fair were Tom Hale and Bill Marsh.\n\n{T “No,”} {S he} {C said}.",
        # A namesake was named in full more lately.
        "Anna Marsh came. Marsh sat. Bill Marsh left. {S Marsh} {C said} {T it burst}.",
        # Nobody of that gender.
        "{S Tom Hale} {C said} {T it burst}. {S2 She} {C2 added} {T2 it burst}.",
        # Nobody calls himself by name.
        "Tom Hale came. {T “Tom Hale is late,”} {S he} {C said}.",
        # Two hold the role.
        "Mayor Tom Hale and Mayor Lena Fox came.\n\nIt rained.\n\nIt snowed.\n\n{S The mayor} {C said} {T it burst}.",
        # No source at all.
        "It {C was reported} {T that the dam had burst}.",
        "{T “The dam has burst and the town is lost to the river.”}",
        # Somebody else is introduced between two quotes.
        "{T “No,”} {S Anna Weber} {C said}.\n\nLena Fox, the mayor, nodded.\n\n{T2 “That is all there is to say.”}",
        # The quotation has its own speaker behind it, or another was named before it, or spoke who is not known.
        "{T “No,”} {S Anna Weber} {C said}.\n\n“By noon {S2 we} {C2 knew} {T2 that it burst},” came a reply.",
        "{T “No,”} {S Anna Weber} {C said}. Then Lena Fox rose. “By noon {S2 we} {C2 knew} {T2 that it burst}.”",
        "{T “No,”} {S Anna Weber} {C said}.\n\n{S2 They} {C2 said} {T2 no}.\n\n“{S3 We} {C3 saw} {T3 that it burst}.”",
        # A letter stands for whoever answers.
        "Q: Did the dam burst?\n\n{S A}{C :} {T It did at noon}.",
    ],
)
def test_when_two_can_be_meant_nobody_is_chosen(marked: str) -> None:
    reason_of(marked)


def test_the_reason_names_those_who_can_be_meant() -> None:
    reason = reason_of("Bill Marsh and Ada Marsh came. {S Marsh} {C said} {T it burst}.")
    assert "Bill Marsh" in reason
    assert "Ada Marsh" in reason


@pytest.mark.parametrize(
    ("marked", "kind", "sector", "institution"),
    [
        ("{S Oslo} {C said} {T it burst}.", SpeakerKind.METONYM, Sector.GOVERNMENT, "Norway"),
        ("{S The Kremlin} {C said} {T it burst}.", SpeakerKind.METONYM, Sector.GOVERNMENT, None),
        ("{S The Pentagon} {C said} {T it burst}.", SpeakerKind.METONYM, Sector.MILITARY, None),
        ("{S Reuters} {C reported} {T it burst}.", SpeakerKind.OUTLET, Sector.MEDIA, None),
        ("{S UNICEF} {C said} {T it burst}.", SpeakerKind.NAMED_ORG, Sector.INTL_ORG, None),
        ("{S Norway’s Defense Ministry} {C said} {T it burst}.", SpeakerKind.NAMED_ORG, Sector.GOVERNMENT, None),
        (
            "{S Kremlin spokesman Oleg Petrov} {C said} {T it burst}.",
            SpeakerKind.NAMED_PERSON,
            Sector.GOVERNMENT,
            "Kremlin",
        ),
        ("{S Gen. Tom Hale} {C said} {T it burst}.", SpeakerKind.NAMED_PERSON, Sector.MILITARY, None),
        ("{S Sen. Tom Hale} {C said} {T it burst}.", SpeakerKind.NAMED_PERSON, Sector.LEGISLATURE, None),
        (
            "{S Ada Roe, a professor at Lund University,} {C said} {T it burst}.",
            SpeakerKind.NAMED_PERSON,
            Sector.EXPERT,
            None,
        ),
        ("{S a Norwegian envoy} {C said} {T it burst}.", SpeakerKind.OFFICE_ROLE, Sector.GOVERNMENT, "Norway"),
        ("{S Oslo’s spy agency} {C said} {T it burst}.", SpeakerKind.NAMED_ORG, Sector.INTELLIGENCE, "Norway"),
        ("{S two officials} {C said} {T it burst}.", SpeakerKind.UNNAMED_GROUP, Sector.UNKNOWN, None),
        ("{S a military source} {C said} {T it burst}.", SpeakerKind.UNNAMED_PERSON, Sector.MILITARY, None),
        ("{S witnesses} {C said} {T it burst}.", SpeakerKind.UNNAMED_GROUP, Sector.EYEWITNESS, None),
        ("{S the statement} {C said} {T it burst}.", SpeakerKind.DOCUMENT, Sector.UNKNOWN, None),
        ("{S Norwegians} {C said} {T it burst}.", SpeakerKind.UNNAMED_GROUP, Sector.PUBLIC, "Norway"),
        ("Corvane grew. {S Corvane Chemicals} {C said} {T it burst}.", SpeakerKind.NAMED_ORG, Sector.UNKNOWN, None),
        (
            "{S The Aldrian Defense Department} {C said} {T it burst}.",
            SpeakerKind.NAMED_ORG,
            Sector.GOVERNMENT,
            "Aldrian",
        ),
        ("{S satellite images taken there} {C show} {T it}.", SpeakerKind.DOCUMENT, Sector.UNKNOWN, None),
        ("{S Findings} {C show} {T it burst}.", SpeakerKind.UNNAMED_GROUP, Sector.UNKNOWN, None),
        ("{S I} {C think} {T it burst}.", SpeakerKind.AUTHOR, Sector.MEDIA, None),
    ],
)
def test_what_sort_of_voice_it_is(marked: str, kind: SpeakerKind, sector: Sector, institution: str | None) -> None:
    speaker = speaker_of(marked)
    assert (speaker.kind, speaker.sector) == (kind, sector)
    if institution:
        assert speaker.institution == institution


def test_an_unnamed_source_keeps_its_number_and_the_reason_why_no_name_is_given() -> None:
    text = "{S Two officials}, speaking on condition of anonymity because the talks are secret, {C said} {T it burst}."
    speaker = speaker_of(text)
    plain, _ = read(text)
    assert speaker.claimed_number == 2
    assert speaker.on_record is OnRecord.ANONYMOUS
    assert speaker.anonymity_reason is not None
    assert speaker.anonymity_reason.surface(plain) == "because the talks are secret"


def test_two_unnamed_officials_met_apart_are_two() -> None:
    first, second = statements_of(
        "{S An official} {C said} {T it burst}. {S2 Another official} {C2 said} {T2 it burst}."
    )
    assert first.speaker is not None
    assert second.speaker is not None
    assert first.speaker.id != second.speaker.id


def test_one_speaker_has_one_id_and_the_fullest_name_wherever_it_is_printed() -> None:
    marked = (
        "{S Weber} {C said} {T it burst}. {S2 Anna Weber, a judge,} {C2 added} {T2 this}. {S3 She} {C3 left} {T3 it}."
    )
    speakers = [statement.speaker for statement in statements_of(marked)]
    assert {speaker.id for speaker in speakers if speaker} == {"a.e1"}
    assert {speaker.name for speaker in speakers if speaker} == {"Anna Weber"}


def test_speakers_are_numbered_in_order_of_their_first_mention() -> None:
    marked = "Lena Fox came. {S Tom Hale} {C said} {T it burst}. {S2 Lena Fox} {C2 said} {T2 it burst}."
    first, second = statements_of(marked)
    assert first.speaker is not None
    assert second.speaker is not None
    assert (first.speaker.id, second.speaker.id) == ("a.e2", "a.e1")


def test_a_noun_inside_a_denial_is_nobodys_claim() -> None:
    marked = "{S Moscow} {C denied} {T {S2>1 }{C2 reports} {T2 that the dam had burst}}."
    text, attributions = read(marked)
    borrowed = Attribution(
        Form.INDIRECT, attributions[0].source, attributions[1].cue, attributions[1].content, 1.0, "marked", 0
    )
    inner = resolve(*article(text), (attributions[0], borrowed))[1]
    assert inner.speaker is None
    assert inner.via == ("a.1",)


def test_statements_stand_in_text_order_with_their_chain_outermost_first() -> None:
    marked = "{S Reuters} {C said} {T {S2>1 Yonhap} {C2 said} {T2 {S3>2 an official} {C3 said} {T3 it burst}}}."
    statements = statements_of(marked)
    assert [statement.id for statement in statements] == ["a.1", "a.2", "a.3"]
    assert [statement.via for statement in statements] == [(), ("a.1",), ("a.1", "a.2")]


def test_the_order_of_attributions_changes_nothing() -> None:
    text, attributions = read("{S Anna Weber} {C said} {T it burst}. {S2 She} {C2 added} {T2 it burst}.")
    assert resolve(*article(text), attributions) == resolve(*article(text), attributions[::-1])


WORDS = st.sampled_from(
    "Anna Weber Marsh Oslo NATO she he who the said that spokesman of and, . “ ” not reports A. of The\n\n Kim".split(
        " "
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=60).map(" ".join), st.data())
def test_any_spans_of_any_text_become_statements_with_spans_inside_it(text: str, data: st.DataObject) -> None:
    def span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text))))

    attributions = tuple(
        Attribution(data.draw(st.sampled_from(Form)), (span(),), (span(),), (span(),), 0.5, "drawn")
        for _ in range(data.draw(st.integers(1, 4)))
    )
    statements = resolve(*article(text, published="2024-10-22"), attributions)
    assert len(statements) == len(attributions)
    for statement in statements:
        assert (statement.speaker is None) <= bool(statement.reason)
        for one in (*statement.refers_to, *(statement.speaker.mentions if statement.speaker else ())):
            assert 0 <= one.start < one.end <= len(text)
        assert 0 <= statement.confidence <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "Anna Weber said no ",
        "of the of the ",
        "University of ",
        "“She said. ",
        "Gen. ",
        "A",
        "1,",
        "who ",
        "Kim ",
        "not ",
    ],
)
def test_time_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        spans = [Span(at, at + min(12, len(text) - at)) for at in range(0, len(text) - 40, max(40, len(text) // 200))]
        found = tuple(Attribution(Form.INDIRECT, (one,), (one,), (one,), 1.0, "made") for one in spans)
        made = article(text)
        begun = time.process_time()
        resolve(*made, found)
        return time.process_time() - begun

    seconds(2_000)
    short, long = max(seconds(10_000), 0.01), seconds(80_000)
    assert long < 8 * 4 * short


@pytest.mark.parametrize(
    "marked",
    [
        "The Oslo Post quoted an aide as {C saying} {T it burst}.",
        "Tom Hale left amid {C mounting questions about} {T the dam}.",
        "Spurred on by rain, {C saying} {T it burst}, they left.",
        # Two with campaigns; and "which" is nobody.
        "Lena Fox’s campaign and Ada Roe’s campaign grew. {S The candidate} {C said} {T it burst}.",
        "Lena Fox became the nominee, {S which} {C tells} {T that it burst}.",
    ],
)
def test_nobody_is_named_for_what_only_looks_like_it(marked: str) -> None:
    speaker = statements_of(marked)[-1].speaker
    assert speaker is None or speaker.kind is not SpeakerKind.NAMED_PERSON


def test_a_surname_is_open_again_behind_a_namesake_s_full_name() -> None:
    text = "Anna Marsh came. Marsh sat. Bill Marsh left. The hall was empty by noon. {S Marsh} {C said} {T it burst}."
    statement = statements_of(text)[-1]
    assert statement.speaker is None
    assert "2 people here may be called Marsh" in statement.reason
