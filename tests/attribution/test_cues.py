"""Cues in sentences: whole verb groups, and verbs told from nouns that look like them."""

from __future__ import annotations

import pytest

from sayso.attribution.cues import Use, find_cues
from sayso.segments import segment


def cues(text: str) -> list[tuple[str, str, str]]:
    return [(match.span.surface(text), match.cue.lemma, match.use.value) for match in find_cues(segment(text))]


@pytest.mark.parametrize(
    ("text", "group", "lemma", "use"),
    [
        ("The mayor said it leaked.", "said", "say", Use.FINITE),
        ("The mayor did not deny it.", "did not deny", "deny", Use.FINITE),
        ("The mayor didn’t deny it.", "didn’t deny", "deny", Use.FINITE),
        ("The mayor has refused to confirm the leak.", "has refused to confirm", "confirm", Use.FINITE),
        ("The mayor was unable to confirm the leak.", "was unable to confirm", "confirm", Use.FINITE),
        ("The mayor refused.", "refused", "refuse", Use.FINITE),
        ("The mayor has also repeatedly warned that it leaks.", "has also repeatedly warned", "warn", Use.FINITE),
        ("The leak was denied by the mayor.", "was denied", "deny", Use.PASSIVE),
        ("The mayor left, saying that it leaked.", "saying", "say", Use.PARTICIPLE),
        ("The mayor came to condemn the plan.", "to condemn", "condemn", Use.INFINITIVE),
        ("The council called for calm.", "called for", "call for", Use.FINITE),
        ("She’s said it before.", "’s said", "say", Use.FINITE),
        ("Her denial that it leaks was short.", "denial", "denial", Use.NOUN),
        ("The mayor is not aware of it.", "is not aware", "aware", Use.ADJECTIVE),
        ("According to the mayor, it leaks.", "According to", "according to", Use.PHRASE),
        ("Voters want a new dam.", "want", "want", Use.FINITE),
    ],
)
def test_a_whole_group_is_found(text: str, group: str, lemma: str, use: Use) -> None:
    assert (group, lemma, use.value) in cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "The claims of the council were many.",
        "Her reports were late.",
        "The mayor’s offers came too late.",
        "There were rules that would help it.",
        "He broke many promises.",
    ],
)
def test_a_plural_noun_is_no_verb(text: str) -> None:
    assert all(use == Use.NOUN.value for _, _, use in cues(text))


def test_words_inside_quotes_are_left_alone() -> None:
    assert [cue for cue, _, _ in cues("“They said we lied,” Corte said.")] == ["said"]
