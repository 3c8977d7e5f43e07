"""Labelled pairs of texts for the two heads, from the sets whose licences let weights be shipped and from contrasts.

A label is the set of classes that may be right: "not the same" is a label too. Emergent dev and FNC-1 dev are for
judging; FNC-1's headlines that tell of a claim of Emergent dev are left out, as both were made of the same articles.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.model.gist import gist_of, stems_of
from sayso.model.labels import RELATIONS, STANCES
from training.pairs import made

FOR, AGAINST, OBSERVING, UNRELATED = STANCES
SAME, CONTRADICTS, NARROWER, APART = RELATIONS
OF_FNC = {"agree": FOR, "disagree": AGAINST, "discuss": OBSERVING, "unrelated": UNRELATED}
# Of all headlines of FNC-1 train that were read with a body: how many of each stance are taken.
FNC_TAKEN = {"agree": 1500, "disagree": 600, "discuss": 2200, "unrelated": 900}
# Writers of the project's minimal pairs whose texts are kept for measuring.
HELD_WRITER = "g-"
OFF_AXIS = {"demand", "promise", "threaten", "condemn", "praise"}
OPENING = re.compile(
    r"^(?:(?:the|a|any|all|these|those|his|her|its|their)\s+)?(?:\w+\s+)?"
    r"(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|accusations?|idea|notion|talk|assertions?)\s+that\s+"
    r"|^(?:that|whether|if)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Example:
    """Two texts and what is known of them.

    Attributes:
        stances, relations: classes that may be right; empty: nothing is known.
        is_choice: whether the text is a choice of an article's sentences.
        differs_in_number: whether it is the claim with another number.
    """

    claim: str
    text: str
    stances: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    weight: float = 1.0
    is_choice: bool = False
    differs_in_number: bool = False


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines, packed or plain."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


def _is(*classes: str) -> frozenset[str]:
    return frozenset(classes)


def emergent(data: Path, part: str = "train") -> list[dict[str, Any]]:
    """Emergent's rows."""
    return rows(data / "emergent" / f"{part}.jsonl")


OF_STANCE = {FOR: _is(SAME, NARROWER), AGAINST: _is(CONTRADICTS), OBSERVING: _is()}


def from_emergent(read: list[dict[str, Any]], dice: random.Random) -> Iterator[Example]:
    """Headlines against claims; some of them with the claim or the headline negated, some with another's claim."""
    claims = sorted({row["claim"] for row in read})
    for row in read:
        claim, headline, stance = row["claim"], row["headline"], row["stance"]
        yield Example(claim, headline, _is(stance), OF_STANCE[stance])
        chance = dice.random()
        flipped = made.negated(claim)
        if chance < 0.25 and flipped:
            other = {FOR: AGAINST, AGAINST: FOR}.get(stance, stance)
            yield Example(flipped, headline, _is(other), weight=0.5)
        elif chance < 0.5 and stance == FOR and (turned := made.negated(headline)):
            yield Example(claim, turned, _is(AGAINST), _is(CONTRADICTS), weight=0.5)
        elif chance < 0.7:
            near = dice.sample(claims, min(40, len(claims)))
            words = stems_of(claim)
            near = [one for one in near if len(stems_of(one) & words) < 0.4 * len(words)]
            if near:
                best = max(near, key=lambda one: len(stems_of(one) & stems_of(headline)))
                yield Example(best, headline, _is(UNRELATED), _is(APART), weight=0.5)


def told_in(headline: str, others: Iterable[frozenset[str]]) -> bool:
    """Whether a headline shares half of the telling words of one of these claims or headlines."""
    words = stems_of(headline)
    return any(len(words & other) >= max(3, 0.5 * len(other)) for other in others)


def from_fnc(data: Path, left_out: list[frozenset[str]], dice: random.Random) -> Iterator[Example]:
    """Headlines against the best sentences of bodies."""
    bodies = {row["body_id"]: row["text"] for row in rows(data / "fnc1" / "bodies.jsonl.gz")}
    by_stance: dict[str, list[dict[str, Any]]] = defaultdict(list)
    clean: dict[str, bool] = {}
    for row in rows(data / "fnc1" / "train.jsonl.gz"):
        headline = row["headline"]
        if headline not in clean:
            clean[headline] = not told_in(headline, left_out)
        if clean[headline]:
            by_stance[row["stance"]].append(row)
    for stance, count in FNC_TAKEN.items():
        for row in dice.sample(by_stance[stance], min(count, len(by_stance[stance]))):
            text, _ = gist_of(row["headline"], bodies[row["body_id"]])
            # Of the shortest bodies too, so that what the mark says is learned from all of them.
            yield Example(row["headline"], text, _is(OF_FNC[stance]), is_choice=True)


def from_entailment(data: Path) -> Iterator[Example]:
    """RTE 1 to 3: a text that entails a statement supports it; one that does not may be anything else."""
    for row in rows(data / "rte123" / "train.jsonl"):
        text, claim = row["premise"], row["hypothesis"]
        if len(text.split()) > 50:
            continue
        if row["entails"]:
            alike = len(text.split()) < 1.3 * len(claim.split())
            yield Example(claim, text, _is(FOR), _is(SAME, NARROWER) if alike else _is(NARROWER))
        else:
            yield Example(claim, text, _is(AGAINST, OBSERVING, UNRELATED), _is(CONTRADICTS, NARROWER, APART))


def from_headlines(data: Path) -> Iterator[Example]:
    """STS headlines: how alike two headlines are, from 0 to 5."""
    for row in rows(data / "sts_headlines" / "train.jsonl"):
        alike = row["similarity"]
        if alike >= 4.4:
            stance, relation = _is(FOR), _is(SAME)
        elif alike >= 3.8:
            stance, relation = _is(FOR, OBSERVING), _is(SAME, NARROWER)
        elif alike >= 2.5:
            stance, relation = _is(), _is(NARROWER, CONTRADICTS)
        elif alike >= 1.5:
            stance, relation = _is(), _is(NARROWER, CONTRADICTS, APART)
        else:
            stance, relation = _is(UNRELATED), _is(APART)
        yield Example(row["a"], row["b"], stance, relation)
        yield Example(row["b"], row["a"], stance, relation, weight=0.5)


def from_perspectives(data: Path, dice: random.Random) -> Iterator[Example]:
    """Perspectrum: wordings of one opinion are the same, those of two opposed ones are not."""
    for row in rows(data / "perspectrum" / "train.jsonl"):
        seen = row["perspectives"]
        for one in seen:
            if len(one["texts"]) > 1 and dice.random() < 0.6:
                yield Example(*dice.sample(one["texts"], 2), _is(FOR), _is(SAME), weight=0.5)
        sides = {side: [p for p in seen if p["stance3"] == side] for side in ("SUPPORT", "UNDERMINE")}
        if sides["SUPPORT"] and sides["UNDERMINE"]:
            first, second = (dice.choice(dice.choice(side)["texts"]) for side in sides.values())
            yield Example(first, second, frozenset(), _is(CONTRADICTS, APART), weight=0.5)
        if len(sides["SUPPORT"]) > 1:
            first, second = (dice.choice(one["texts"]) for one in dice.sample(sides["SUPPORT"], 2))
            yield Example(first, second, frozenset(), _is(NARROWER, APART), weight=0.5)


def from_claim_diff(data: Path, dice: random.Random) -> Iterator[Example]:
    """ClaimDiff: claims of two outlets on one event, which are never one claim."""
    for row in dice.sample(rows(data / "claimdiff" / "train.jsonl"), 700):
        relation = _is(APART, CONTRADICTS) if row["weakens"] else _is(APART, NARROWER)
        if not row["weakens"] and not row["strengthens"]:
            relation = _is(APART)
        yield Example(row["claim_a"], row["claim_b"], frozenset(), relation, weight=0.5)


def from_verbs(data: Path) -> Iterator[Example]:
    """Verb veridicality: whether a sentence commits its writer to the clause under its verb."""
    for row in rows(data / "verb_veridicality_rp" / "train.jsonl"):
        claim, value = row["word"], row["factuality"]
        if len(claim.split()) < 4 or len(row["text"].split()) > 45:
            continue
        if value >= 1.5:
            stance = _is(FOR)
        elif value <= -1:
            stance = _is(AGAINST)
        else:
            stance = _is(OBSERVING) if abs(value) <= 0.5 else _is(OBSERVING, FOR if value > 0 else AGAINST)
        yield Example(claim, row["text"], stance)


def claim_of(content: str) -> str:
    """What a content claims: without "that" or "the report that"."""
    claim = OPENING.sub("", content.strip(" ,.“”\"'"))
    return claim[:1].upper() + claim[1:]


def from_minimal_pairs(path: Path, *, held: bool = False) -> Iterator[Example]:
    """The project's own minimal pairs: the content, and the text in which somebody does something with it."""
    for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
        if pair["id"].startswith(HELD_WRITER) != held:
            continue
        for side in ("a", "b"):
            one = pair[side]
            acts = set(one["act"].split("|"))
            if one["sign"] == "+":
                stance = _is(FOR, OBSERVING) if "assess_possible" in acts else _is(FOR)
            elif one["sign"] == "-":
                stance = _is(AGAINST)
            elif acts & OFF_AXIS:
                stance = _is(OBSERVING, UNRELATED, FOR)
            else:
                stance = _is(OBSERVING, AGAINST) if "retract" in acts else _is(OBSERVING)
            yield Example(claim_of(one["content"]), one["text"], stance)


def from_made(claims: list[str], part: str, dice: random.Random, n_each: int) -> Iterator[Example]:
    """Templates over claims, events with denials and other figures, negations, and sentences that say less."""
    tables = made.words()
    for claim in (dice.choice(claims) for _ in range(n_each)):
        stance = dice.choice((FOR, AGAINST, OBSERVING))
        yield Example(claim, made.dressed(claim, stance, part, tables, dice), _is(stance), OF_STANCE[stance])
    for claim, text, stance in made.events(part, tables, dice, n_each):
        if stance == "counted":
            yield otherwise_counted(claim, text)
        else:
            yield Example(claim, text, _is(stance), OF_STANCE[stance])
    for claim in dice.sample(claims, min(len(claims), n_each)):
        if other := made.negated(claim):
            pair = (claim, other) if dice.random() < 0.5 else (other, claim)
            yield Example(*pair, _is(AGAINST), _is(CONTRADICTS))
        if other := made.counted_otherwise(claim, dice):
            yield otherwise_counted(claim, other)
        if other := made.without_tail(claim):
            yield Example(other, claim, _is(FOR), _is(NARROWER), weight=0.7)
            yield Example(claim, other, frozenset(), _is(NARROWER), weight=0.7)


def from_different(read: list[dict[str, Any]], part: str, dice: random.Random, n_each: int) -> Iterator[Example]:
    """Statements about different things that share a name or a few words: of events, and claims of Emergent."""
    for claim, text in made.other_events(part, made.words(), dice, n_each):
        yield Example(claim, text, _is(UNRELATED), _is(APART))
    stems = {claim: stems_of(claim) for claim in sorted({row["claim"] for row in read})}
    near = [
        (one, other)
        for one, own in stems.items()
        for other, others in stems.items()
        if one != other and own & others and len(own & others) < 0.4 * min(len(own), len(others))
    ]
    for claim, text in dice.sample(near, min(n_each, len(near))):
        yield Example(claim, text, _is(UNRELATED), _is(APART))


def otherwise_counted(claim: str, text: str) -> Example:
    """A text that gives another number than the claim: whatever it does, it does not say the same."""
    return Example(claim, text, _is(AGAINST, OBSERVING, UNRELATED), _is(CONTRADICTS), differs_in_number=True)


def held_contrasts(dice: random.Random, n_each: int) -> list[Example]:
    """Made contrasts for measuring: templates, events and speakers that training does not see."""
    claims = sorted({claim for claim, _, _ in made.events("held", made.words(), dice, n_each)})
    return [*from_made(claims, "held", dice, n_each), *from_different([], "held", dice, n_each)]


def plain_claims(data: Path, read: list[dict[str, Any]]) -> list[str]:
    """Short statements to make contrasts of: Emergent's claims, RTE's hypotheses, headlines."""
    found = {row["claim"] for row in read}
    found |= {row["hypothesis"] for row in rows(data / "rte123" / "train.jsonl")}
    found |= {row["a"] for row in rows(data / "sts_headlines" / "train.jsonl") if len(row["a"].split()) > 5}
    return sorted(claim for claim in found if len(claim.split()) <= 16)


def general(
    data: Path, pairs: Path, read: list[dict[str, Any]], left_out: list[frozenset[str]], seed: int
) -> list[Example]:
    """All examples but Emergent's, for the first stage."""
    dice = random.Random(seed)
    found = list(from_fnc(data, left_out, dice))
    found += from_entailment(data)
    found += from_headlines(data)
    found += from_perspectives(data, dice)
    found += from_claim_diff(data, dice)
    found += from_verbs(data)
    found += from_minimal_pairs(pairs)
    found += from_made(plain_claims(data, read), "train", dice, 1500)
    return found
