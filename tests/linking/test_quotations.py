"""Quotations: one utterance is found in all its forms, and a change of meaning is told from house style."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.linking import quotations
from sayso.linking.quotations import find_quotations
from sayso.records import Change, Findings, Quotation, QuotationForm, Rewording
from tests.linking.made import Said, report

SAID = (
    "We don't believe the old dam at Marrow will hold through the spring floods, and twenty-five families must leave."
)


def printed(id: str, *pieces: str, who: str = "Per Dahl", marks: str = "“”") -> Findings:
    """An article that quotes somebody, in pieces around a "he said"."""
    quoted = [f"{marks[: len(marks) // 2]}{piece}{marks[len(marks) // 2 :]}" for piece in pieces]
    text = f"{who} came to the harbour on Monday. {' he said, '.join(quoted)} The ferry waited."
    return report(id, text, Said(who, " / ".join(quoted)))


def told(one: str, other: str, *, who: str = "Per Dahl") -> QuotationForm:
    """The second form, as it stands to the first; the first must be the fuller, or as long."""
    (found,) = find_quotations([printed("a", one), printed("b", other, who=who)])
    assert found.forms[0].article == "a"
    return found.forms[1]


def words_of(form: QuotationForm, kind: Change, one: str, other: str) -> tuple[str, str]:
    """The words behind a flag, in the first text and in the second."""
    (change,) = (change for change in form.changes if change.kind is kind)
    texts = printed("a", one).article.text, printed("b", other).article.text
    spans = change.fullest, change.here
    return tuple(span.surface(text) if span else "" for span, text in zip(spans, texts, strict=True))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (SAID, Rewording.IDENTICAL),
        (SAID.lower().replace("don't", "do not").replace("twenty-five", "25"), Rewording.NORMALISED_IDENTICAL),
        (SAID.replace("don't", "don’t").replace(", and", " — and"), Rewording.NORMALISED_IDENTICAL),
        (SAID.replace("We ", "[Villagers] "), Rewording.NORMALISED_IDENTICAL),
        (SAID.removeprefix("We don't believe the old "), Rewording.CUT_START),
        (SAID.removesuffix(" and twenty-five families must leave."), Rewording.CUT_END),
        (SAID.replace(" through the spring floods", " ..."), Rewording.ELIDED),
        (SAID.replace(" through the spring floods", ""), Rewording.ELIDED),
        (SAID.replace("spring floods", "spring deluge"), Rewording.SUBSTITUTED),
    ],
)
def test_each_form_is_typed_and_style_is_no_change_of_meaning(other: str, relation: Rewording) -> None:
    form = told(SAID, other)
    assert form.relation is relation
    assert not form.changes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The harbour labour costs rose by 10 percent last year", "The harbor labor costs rose by 10% last year"),
        ("It cost $5 million to organise the regatta", "It cost five million dollars to organize the regatta"),
        ("Mr. Dahl can't be reached on the island ferry", "Mr Dahl cannot be reached on the island ferry"),
        ("He lost 2 1/2 tons of tinned fish off the point", "He lost two and a half tons of tinned fish off the point"),
        ("Ferry No. 4 sank in the twenty-first century", "Ferry number four sank in the 21st century"),
        ("about 40 crates sank off the point on Sept. 3", "roughly forty crates sank off the point on September 3rd"),
        ("The United States sent two ferries to the point", "The U.S. sent 2 ferries to the point"),
        ("It's going to flood the tunnel by Easter morning", "It is going to flood the tunnel by Easter morning"),
        ("No, no, the ferry sank before the keeper saw it", "No, the ferry sank before the keeper saw it"),
        ("President Bo Lind opened the lighthouse museum himself", "Mr. Bo Lind opened the lighthouse museum himself"),
    ],
)  # fmt: skip
def test_house_style_raises_no_flag(one: str, other: str) -> None:
    assert not told(one, other).changes


@pytest.mark.parametrize(
    ("one", "other", "kind", "changed"),
    [
        (SAID, SAID.replace("will hold", "won't hold"), Change.POLARITY, ("", "won't")),
        (SAID, SAID.replace("don't ", ""), Change.POLARITY, ("don't", "")),
        (SAID, SAID.removeprefix("We don't believe "), Change.POLARITY, ("We don't believe", "")),
        (SAID, SAID.replace("twenty-five", "35"), Change.NUMBER, ("twenty-five", "35")),
        (SAID, SAID.replace("must leave", "may leave"), Change.SCOPE, ("must", "may")),
        (SAID, SAID.replace("We ", "They "), Change.SUBJECT, ("We", "They")),
        (
            "It is likely that the tunnel floods by Easter morning",
            "It is unlikely that the tunnel floods by Easter morning",
            Change.POLARITY,
            ("likely", "unlikely"),
        ),
        (
            "I doubt the ferry will sink before the winter gales",
            "the ferry will sink before the winter gales",
            Change.POLARITY,
            ("I doubt", ""),
        ),
        (
            "At least 40 crates must be lifted from the harbour",
            "40 crates must be lifted from the harbour",
            Change.SCOPE,
            ("At least", ""),
        ),
        (
            "The ferry lost 5 million crates off Vole Point",
            "The ferry lost 5 billion crates off Vole Point",
            Change.NUMBER,
            ("5 million", "5 billion"),
        ),
        (
            "The union was sinking the whole harbour budget",
            "The council was sinking the whole harbour budget",
            Change.SUBJECT,
            ("union", "council"),
        ),
        (
            "I will resign as harbour master if the lashings broke",
            "I will resign as harbour master",
            Change.SCOPE,
            ("if the lashings broke", ""),
        ),
    ],
)
def test_a_change_of_meaning_is_flagged_with_its_words(
    one: str, other: str, kind: Change, changed: tuple[str, str]
) -> None:
    if len(other.split()) > len(one.split()) or "won't" in other:
        one, other, changed = other, one, (changed[1], changed[0])
    form = told(one, other)
    assert words_of(form, kind, one, other) == changed
    assert {change.kind for change in form.changes} == {kind}
    assert getattr(form, f"{kind.value}_changed")


def test_an_ellipsis_cannot_swallow_a_denial() -> None:
    form = told("I did not steal the tins from the island ferry", "I did ... steal the tins from the island ferry")
    assert form.polarity_changed


def test_pieces_around_a_he_said_are_one_utterance() -> None:
    whole = printed("a", "The dam at Marrow will hold, I tell you, until the spring floods")
    parted = printed("b", "The dam at Marrow will hold,", "until the spring floods")
    (found,) = find_quotations([whole, parted])
    assert [form.relation for form in found.forms] == [Rewording.IDENTICAL, Rewording.ELIDED]
    assert len(found.forms[1].spans) == 2
    assert not found.forms[1].changes


@pytest.mark.parametrize("marks", ["“”", '""', "''''", "``''"])
def test_every_double_mark_is_read_and_none_is_in_the_span(marks: str) -> None:
    (found,) = find_quotations([printed("a", SAID), printed("b", SAID, marks=marks)])
    texts = [printed("a", SAID).article.text, printed("b", SAID, marks=marks).article.text]
    assert [form.spans[0].surface(text) for form, text in zip(found.forms, texts, strict=True)] == [SAID, SAID]


def test_people_who_are_surely_two_share_only_long_and_equal_words() -> None:
    short = "We will rebuild the lighthouse museum"
    assert find_quotations([printed("a", short), printed("b", short)])
    assert not find_quotations([printed("a", short), printed("b", short, who="Ann Bok")])
    (found,) = find_quotations([printed("a", SAID), printed("b", SAID, who="Ann Bok")])
    assert found.speaker is None


@pytest.mark.parametrize("phrase", ["we will do it again", "I think that is right", "it was a good day for us"])
def test_phrases_that_anybody_says_are_not_joined(phrase: str) -> None:
    assert not find_quotations([printed("a", phrase), printed("b", phrase)])


def test_one_article_alone_has_no_shared_quotation() -> None:
    text = f"Per Dahl came. “{SAID}” he said. Later he said again: “{SAID}”"
    quote = f"“{SAID}”"
    assert not find_quotations([report("a", text, Said("Per Dahl", quote), Said("Per Dahl", quote))])


def test_the_fullest_form_comes_first_and_names_no_id() -> None:
    (found,) = find_quotations([printed("a", SAID.removeprefix("We don't believe the old ")), printed("b", SAID)])
    assert [form.article for form in found.forms] == ["b", "a"]
    assert found.id.startswith("a@")


FORMS = (
    SAID,
    SAID.replace("don't", "do not"),
    SAID.replace("25", "35"),
    SAID.removesuffix(" and twenty-five families must leave."),
    "twenty-five families must leave the valley before the ferry goes to Vole Point",
    "The harbour labour costs rose by 10 percent last year",
    "The harbor labor costs rose by 12% last year",
    "We will rebuild the lighthouse museum",
)


@given(
    st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(["Per Dahl", "Dahl", "Ann Bok"])), max_size=8), st.data()
)
@settings(max_examples=40, deadline=None)
def test_the_order_of_articles_never_matters(said: Sequence[tuple[str, str]], data: st.DataObject) -> None:
    articles = [printed(f"a{number}", words, who=who) for number, (words, who) in enumerate(said)]
    shuffled = data.draw(st.permutations(articles))
    assert find_quotations(articles) == find_quotations(shuffled)


def _timed(findings: Sequence[Findings]) -> tuple[float, tuple[Quotation, ...]]:
    start = time.process_time()
    found = find_quotations(findings)
    return time.process_time() - start, found


def test_hostile_quotations_take_time_near_linear() -> None:
    seconds, found = _timed([printed(f"a{number}", SAID) for number in range(10_000)])
    assert len(found[0].forms) == 10_000
    assert seconds < 20
    many = [printed(f"b{number}", f"{SAID} number {number}", who=f"Per{number} Dahl") for number in range(1_000)]
    assert _timed(many)[0] < 20
    speech = " ".join(f"word{number % 9_000} the of" for number in range(17_000))
    assert _timed([printed("a", speech), printed("b", speech.replace("word77 ", "not "))])[0] < 20
    monotone = "the crate " * 25_000
    assert _timed([printed("a", monotone), printed("b", "a " + monotone.replace("the crate the", "the", 9))])[0] < 20


def test_empty_and_broken_quotations_are_passed_over() -> None:
    text = 'Per Dahl said “” and “ … ” and “[]” and "" and “one two”.'
    assert not find_quotations([report("a", text, Said("Per Dahl", text)), report("b", text, Said("Per Dahl", text))])


def test_crowded_runs_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    many = [printed(f"b{n}", f"{SAID} number {n}") for n in range(quotations.MOST_SHARERS + 2)]
    find_quotations(many)
    assert "later ones were not added" in caplog.text


def test_a_denial_that_the_reporter_tells_was_not_cut() -> None:
    cut = "the old dam at Marrow will hold through the spring floods"
    text = f"Per Dahl did not believe “{cut}” and went home."
    (found,) = find_quotations([printed("a", SAID), report("b", text, Said("Per Dahl", f"“{cut}”"))])
    assert not found.forms[1].changes
    (found,) = find_quotations([printed("a", SAID), printed("b", cut)])
    assert found.forms[1].polarity_changed
