"""Contrasts made on purpose: what is denied, negated, counted otherwise or left open, beside what is said plainly.

The words are in contrasts.toml; how they are put together is here.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("contrasts.toml")
# A number of a text that is no year.
NUMBER = re.compile(r"(?<![\d.,/:-])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?![\d.,/:-]*\d)")
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|does|did)\b(?! (?:not|never|no)\b)",
    re.IGNORECASE,
)
IS_NEGATIVE = re.compile(r"\b(?:not|never|no|nor|none|n[’']t|den(?:y|ies|ied)|hoax|fake|false|untrue)\b|n[’']t\b", re.I)
TAIL = re.compile(r",? (?:in|on|at|after|before|near|during|because|as|while|with|from) (?!which)[^,]{4,60}$")
FACTORS = (0.25, 0.5, 0.6, 1.5, 2, 3, 4, 10)


def words() -> dict[str, Any]:
    """The tables of contrasts.toml."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def negated(sentence: str) -> str | None:
    """The sentence with "not" behind its first auxiliary; None where it has none or is negative already."""
    if IS_NEGATIVE.search(sentence):
        return None
    found = AUXILIARY.search(sentence)
    return f"{sentence[: found.end()]} not{sentence[found.end() :]}" if found else None


def counted_otherwise(sentence: str, dice: random.Random) -> str | None:
    """The sentence with one of its numbers changed; None where it has none above 1."""
    found = [match for match in NUMBER.finditer(sentence) if float(match[0].replace(",", "")) > 1]
    if not found:
        return None
    match = dice.choice(found)
    value = float(match[0].replace(",", ""))
    other = value * dice.choice(FACTORS)
    if "." not in match[0] or value > 100:
        other = max(2, round(other))
    printed = f"{other:,.0f}" if other == int(other) else f"{other:.1f}"
    if float(printed.replace(",", "")) == value:
        printed = f"{value + 2:,.0f}"
    return sentence[: match.start()] + printed + sentence[match.end() :]


def without_tail(sentence: str) -> str | None:
    """The sentence less its last adverbial, so that it says less; None where four words would not be left."""
    cut = TAIL.sub("", sentence.rstrip(". "))
    return cut if cut != sentence.rstrip(". ") and len(cut.split()) >= 4 else None


def small(sentence: str) -> str:
    """The sentence as it stands behind "that": its first letter small unless its first word looks like a name."""
    first, _, rest = sentence.partition(" ")
    plain = {"The", "A", "An", "Two", "Three", "Some", "There", "Video", "People", "Seven", "Police", "Teacher", "He"}
    return f"{first.lower()} {rest}" if first in plain else sentence


def dressed(claim: str, stance: str, part: str, tables: dict[str, Any], dice: random.Random) -> str:
    """The claim in the mouth of somebody who takes this stance to it."""
    claim = claim.rstrip(". ")
    template: str = dice.choice(tables["templates"][stance][part])
    text = template.format(c=small(claim), C=claim, x=dice.choice(tables["speakers"][part]))
    return text[0].upper() + text[1:]


def other_events(part: str, tables: dict[str, Any], dice: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Two sentences in which one and the same does two different things."""
    for _ in range(count):
        done, other = dice.sample(tables["events"][part], 2)
        first, second = (
            form.format(s=done[0], p=past, pp=participle, g=ing, o=thing.format(n=dice.randint(2, 90)), r=rest)
            for form, (_, _, past, participle, ing, thing, rest) in (
                (dice.choice(("{s} {p} {o} {r}", "{s} has {pp} {o} {r}")), done),
                (dice.choice(("{s} {p} {o} {r}", "{s} denies {g} {o} {r}", "{s} has {pp} {o} {r}")), other),
            )
        )
        yield first[0].upper() + first[1:], second[0].upper() + second[1:]


def events(part: str, tables: dict[str, Any], dice: random.Random, count: int) -> Iterator[tuple[str, str, str]]:
    """Claims that something was done, with texts about it: (claim, text, stance or "otherwise counted")."""
    for _ in range(count):
        subject, base, past, participle, ing, thing, rest = dice.choice(tables["events"][part])
        n, m = dice.sample((2, 3, 5, 8, 12, 15, 20, 40, 60, 90, 130, 200, 350, 500, 1200, 4000), 2)
        stance = dice.choice(("for", "against", "observing", "counted"))
        form: str = dice.choice(tables["forms"]["for" if stance == "counted" else stance][part])
        claim = dice.choice(("{s} {p} {o} {r}", "{s} has {pp} {o} {r}")).format(
            s=subject, p=past, pp=participle, o=thing.format(n=n), r=rest
        )
        plain = thing.replace("{n} ", "")
        number = m if stance == "counted" else n
        text = form.format(s=subject, b=base, p=past, pp=participle, g=ing, o=thing.format(n=number), o0=plain, r=rest)
        yield claim[0].upper() + claim[1:], text[0].upper() + text[1:], stance
