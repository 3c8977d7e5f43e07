"""What of a text is read with a claim: a few sentences whole, of an article those that share most with the claim."""

from __future__ import annotations

from sayso.linking.terms import rarity, terms
from sayso.segments import segment

# Sentences that are read together; a text of no more is read whole.
MOST_SENTENCES = 3
# Code points of a text that are looked at, ten times those of a long article: what comes later is not read.
MOST_READ = 100_000


def gist_of(claim: str, text: str) -> tuple[str, bool]:
    """What of a text is read with a claim, and whether that is a choice.

    Returns:
        A text of up to three sentences as it is; of a longer one the three sentences that share the most telling words
        with the claim (the earlier where they share as much; none that shares nothing), in text order; its first three
        where none shares any.
    """
    read = text[:MOST_READ]
    sentences = [read[span.start : span.end] for span in segment(read).sentences]
    if len(sentences) <= MOST_SENTENCES:
        return read.strip(), False
    wanted = stems_of(claim)
    shared = [shared_weight(wanted, stems_of(one)) for one in sentences]
    best = sorted(range(len(sentences)), key=lambda at: (-shared[at], at))[:MOST_SENTENCES]
    telling = [at for at in best if shared[at]] or best
    return " ".join(sentences[at] for at in sorted(telling)), True


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about."""
    return frozenset(term.stem for term in terms(text))


def shared_weight(ones: frozenset[str], others: frozenset[str]) -> float:
    """How much two texts share: the rarer a word, the more."""
    return sum(rarity(word) for word in sorted(ones & others))
