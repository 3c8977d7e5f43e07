"""How a text stands to a claim: the pair scorer's chances turned into a stance, by rules that are stated here."""

from __future__ import annotations

import re
from functools import cache

from sayso.linking.pairs import PairScorer, StanceChances
from sayso.model.gist import gist_of, shared_weight, stems_of
from sayso.model.pairs import load_pair_scorer
from sayso.records import Stance
from sayso.segments import segment

# Share of the weight of a claim's telling words that an article's best sentences must hold to be about it; below it no
# network is asked. Of 2,500 pairs of FNC-1 train .15 leaves out 89 % of the unrelated and 1.3 % of the others,
# .2 leaves out 94 and 2.0 %.
LEAST_SHARED = 0.15
# How sure the network must be that a text read whole is about something else. On 637 headlines whose claims were not
# trained on (held out, and dev), .8 rather than none made 77.2 % right rather than 76.3, and .95 78.2; of 600 pairs of
# statements about different things, which were not trained on then, .8 kept 79 % as such and .95 52.
LEAST_SURE = 0.8
# Share of letters that must be of the Latin alphabet: the network knows no word in others.
LEAST_LATIN = 0.5
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# "If the troops were sent, ..." and "..., if the troops were sent".
CONDITION = re.compile(r"(?:^|,\s*)(?:if|unless|assuming|provided)\b([^,;]*)", re.IGNORECASE)


def judge_stance(claim: str, text: str, *, scorer: PairScorer | None = None) -> Stance:
    """How a sentence, a headline or an article stands to a claim.

    A text of up to three sentences is read whole. Of a longer one the three sentences that share the most telling words
    with the claim are read together, in their order; an article that shares hardly any of them mentions it at most.
    What is looked at: the first 100,000 code points of a text, about 40 word pieces of a claim.

    Args:
        claim: a statement that can be so or not; English.
        text: what may back or deny it; English. A text that is mostly in another alphabet only mentions the claim; one
            in another language of the Latin alphabet is read as if it were English, which is worth little.
        scorer: None: that of the installed sayso-model-en, loaded at the first call.

    Returns:
        The likeliest of SUPPORTS, DENIES, NONCOMMITTAL (it tells of the claim and takes no side) and MENTIONS (it is
        about something else; of a text read whole only where that has a chance of .8). Of a lone sentence that takes no
        side QUESTIONS where it is a question, and CONDITIONAL where an if-clause holds the claim.

    Raises:
        ValueError: if the claim or the text has no letter and no digit.
        ModelError: if sayso-model-en is not installed, damaged, or too old to judge stances.

    Example:
        >>> judge_stance("Banksy was arrested", "No, Banksy has not been arrested")  # doctest: +SKIP
        <Stance.DENIES: 'denies'>
    """
    for name, given in (("claim", claim), ("text", text)):
        if not any(letter.isalnum() for letter in given):
            raise ValueError(f"the {name} has no word in it: {given[:40]!r}")
    scorer = installed_scorer() if scorer is None else scorer
    read, is_choice = gist_of(claim, text)
    if not _is_latin(read) or (is_choice and not _is_about(claim, read)):
        return Stance.MENTIONS
    (chances,) = scorer.stances([(claim, text)])
    if is_choice:
        return likeliest(chances)
    return _with_form(likeliest(chances, least_sure=LEAST_SURE), claim, read)


def likeliest(chances: StanceChances, *, least_sure: float = 0.0) -> Stance:
    """The stance with the highest chance; where two are equal, the one that asserts less.

    Args:
        least_sure: the chance that MENTIONS must have; below it the likeliest of the others counts.
    """
    found = [
        (chances.noncommittal, Stance.NONCOMMITTAL),
        (chances.denies, Stance.DENIES),
        (chances.supports, Stance.SUPPORTS),
    ]
    if chances.mentions >= least_sure:
        found.insert(0, (chances.mentions, Stance.MENTIONS))
    return max(found, key=lambda one: one[0])[1]


@cache
def installed_scorer() -> PairScorer:
    """The pair scorer of the installed sayso-model-en, loaded once in a process."""
    return load_pair_scorer()


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(bool(LATIN.match(letter)) for letter in letters) >= LEAST_LATIN * len(letters)


def _is_about(claim: str, read: str) -> bool:
    wanted = stems_of(claim)
    return shared_weight(wanted, stems_of(read)) >= LEAST_SHARED * shared_weight(wanted, wanted)


def _with_form(stance: Stance, claim: str, read: str) -> Stance:
    """A lone sentence that takes no side may ask or suppose; one with an if-clause about the claim asserts nothing."""
    if len(segment(read).sentences) > 1:
        return stance
    if stance is Stance.NONCOMMITTAL and read.rstrip("\"'”’) ").endswith("?"):
        return Stance.QUESTIONS
    if stance in (Stance.NONCOMMITTAL, Stance.SUPPORTS) and any(
        _is_about_half(claim, found[1]) for found in CONDITION.finditer(read)
    ):
        return Stance.CONDITIONAL
    return stance


def _is_about_half(claim: str, clause: str) -> bool:
    wanted = stems_of(claim)
    return bool(wanted) and shared_weight(wanted, stems_of(clause)) >= 0.5 * shared_weight(wanted, wanted)
