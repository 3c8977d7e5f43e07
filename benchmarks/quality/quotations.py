"""One quotation in two papers: is it joined, is a change of meaning flagged, is house style left alone?

    python -m benchmarks.quality.quotations                  figures on the quotations of PolNeAR dev
    python -m benchmarks.quality.quotations --train          the same on train, which rules are made on
    python -m benchmarks.quality.quotations --errors 20      and some that came out wrong, of each class

Real quotations are edited by program, as papers edit them, and as they must not; the words that it puts in are lists of
this file's own. Original and edit go into two invented articles under one speaker's name. Different quotations go in
likewise, at random and those of one speaker in one article. What a program invents is easier than what editors do: the
figures say whether the rules hold, not how often papers misquote.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.quality.measurement import Measurement, data_folder, share
from sayso.linking.quotations import find_quotations
from sayso.linking.reprints import quoted_spans
from sayso.records import (
    Act,
    Article,
    Change,
    Factuality,
    Findings,
    Form,
    QuotationForm,
    Speaker,
    SpeakerKind,
    Statement,
)
from sayso.spans import Span

NAME = "quotations"
SEED = 20240507
LEAST_WORDS = 8
N_RANDOM_PAIRS = 2_000
# Words in a row that make two quotations of one article the same one, printed twice.
SAME_RUN = 8
SPEAKER = "Ingrid Solheim"

Maker = Callable[[str, random.Random], str | None]

AUXILIARY = r"is|are|was|were|will|would|can|could|should|must|has|have|did"
NEGATIVE = r"not|never|no|n['’]t|cannot|hardly|without|nothing|nobody|none|nor|neither"
PREFIXED = {"likely": "un", "able": "un", "fair": "un", "acceptable": "un", "possible": "im", "legal": "il",
            "happy": "un", "clear": "un", "true": "un", "responsible": "ir", "appropriate": "in", "known": "un",
            "honest": "dis", "constitutional": "un", "safe": "un", "usual": "un", "important": "un"}  # fmt: skip
NUMBERS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
FIGURES = dict(zip(NUMBERS, (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 50), strict=True))
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SCOPES = {"all": "some", "every": "almost every", "always": "sometimes", "most": "all", "never": "rarely",
          "will": "may", "must": "should", "some": "all", "may": "will", "might": "will", "could": "will",
          "everyone": "someone", "many": "most", "probably": "certainly", "only": ""}  # fmt: skip
SUBJECTS = {"I": ("we", "they"), "we": ("I", "they"), "they": ("we", "he"), "he": ("she", "they", "I"),
            "she": ("he", "they"), "you": ("they",)}  # fmt: skip
SPELLINGS = {"labor": "labour", "color": "colour", "honor": "honour", "favor": "favour", "behavior": "behaviour",
             "neighbor": "neighbour", "neighbors": "neighbours", "center": "centre", "defense": "defence",
             "organization": "organisation", "organized": "organised", "recognize": "recognise",
             "realize": "realise", "realized": "realised", "program": "programme", "programs": "programmes",
             "toward": "towards", "traveled": "travelled", "criticize": "criticise", "apologize": "apologise",
             "while": "whilst", "among": "amongst", "gray": "grey", "canceled": "cancelled"}  # fmt: skip
CONTRACTIONS = {"do not": "don't", "does not": "doesn't", "did not": "didn't", "is not": "isn't", "are not": "aren't",
                "was not": "wasn't", "will not": "won't", "cannot": "can't", "can not": "can't", "I am": "I'm",
                "would not": "wouldn't", "have not": "haven't", "we are": "we're", "they are": "they're",
                "I have": "I've", "we have": "we've", "I will": "I'll", "we will": "we'll", "it is": "it's",
                "that is": "that's", "you are": "you're", "he is": "he's", "should not": "shouldn't"}  # fmt: skip
NAMES = "Okafor Lindqvist Marchetti Dubrow Haverford Petrosyan".split()
GROUPS = ("the council", "the union", "the board")
# A quotation with another inside it is left out: straightening its marks would part it.
MARKS = re.compile('["“”]')
# A cut right behind one of these is no house style.
GOVERNING = re.compile(
    rf"(?:\b(?:{NEGATIVE}|if|unless|only|{'|'.join(SCOPES)}|{'|'.join(PREFIXED)}|\w+ly)|n['’]t(?:\s\w+)?(?:\sthat)?)\W*$",
    re.IGNORECASE,
)


def _found(pattern: str, text: str, chance: random.Random, flags: int = 0) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, text, flags))
    return chance.choice(matches) if matches else None


def _put(text: str, match: re.Match[str], new: str) -> str:
    new = new[:1].upper() + new[1:] if match[0][:1].isupper() and match[0] != "I" else new
    return f"{text[: match.start()]}{new}{text[match.end() :]}"


# --------------------------------------------------------------------------------------------- edits of the meaning


def _negation_added(text: str, chance: random.Random) -> str | None:
    match = _found(
        rf"\b(?:{AUXILIARY})\b(?!\s(?:{NEGATIVE}|only|I|we|he|she|you|they|it|there)\b)(?=\s\w)", text, chance
    )
    if match is None:
        return None
    negated = [f"{match[0]} not", f"{match[0]} never"]
    if match[0] not in ("can", "will"):
        negated.append(f"{match[0]}n’t")
    return text[: match.start()] + chance.choice(negated) + text[match.end() :]


def _negation_dropped(text: str, chance: random.Random) -> str | None:
    match = _found(r"(?<=[a-z])n['’]t\b|\s(?:not|never|hardly)\b|\bno\s(?=[a-z])", text, chance)
    if match is None or (
        match[0].startswith("n") and text[: match.start()].lower().endswith(("ca", "wo", "sha", "ai"))
    ):
        return None
    return text[: match.start()] + text[match.end() :]


def _prefix_changed(text: str, chance: random.Random) -> str | None:
    match = _found(rf"\b(?:{'|'.join(PREFIXED)})\b", text, chance)
    return _put(text, match, PREFIXED[match[0]] + match[0]) if match else None


def _number_changed(text: str, chance: random.Random) -> str | None:
    match = _found(rf"(?<![\w.,:/-])\d+\b(?![.,:/-]\d)|\b(?:{'|'.join(NUMBERS)})\b", text, chance, re.IGNORECASE)
    if match is None:
        return None
    if match[0].isdigit():
        return _put(text, match, str(int(match[0]) + chance.choice((1, 3, 10, 40))))
    return _put(text, match, chance.choice([word for word in NUMBERS if word != match[0].lower()]))


def _unit_changed(text: str, chance: random.Random) -> str | None:
    pairs = {
        "million": "billion",
        "billion": "million",
        "thousand": "million",
        "percent": "million",
        "hundred": "thousand",
    }
    match = _found(rf"(?<=\d\s)(?:{'|'.join(pairs)})\b", text, chance)
    return _put(text, match, pairs[match[0]]) if match else None


def _day_changed(text: str, chance: random.Random) -> str | None:
    match = _found(rf"\b(?:{'|'.join(DAYS)})\b", text, chance)
    return _put(text, match, chance.choice([day for day in DAYS if day != match[0]])) if match else None


def _hedge_added(text: str, chance: random.Random) -> str | None:
    match = _found(rf"\b(?:{AUXILIARY})\b(?!\s(?:{NEGATIVE})\b)(?=\s\w)", text, chance)
    return (
        f"{text[: match.end()]} {chance.choice(('probably', 'perhaps', 'possibly'))}{text[match.end() :]}"
        if match
        else None
    )


def _scope_changed(text: str, chance: random.Random) -> str | None:
    match = _found(rf"\b(?:{'|'.join(SCOPES)})\b(?!['’])", text, chance)
    return re.sub(r"\s{2,}", " ", _put(text, match, SCOPES[match[0]])) if match else None


def _subject_changed(text: str, chance: random.Random) -> str | None:
    match = _found(rf"\b(?:{'|'.join(SUBJECTS)})\b(?!['’])", text, chance)
    return _put(text, match, chance.choice(SUBJECTS[match[0]])) if match else None


def _name_changed(text: str, chance: random.Random) -> str | None:
    match = _found(r"(?<=[a-z,]\s)[A-Z][a-z]{3,}(?=\s(?:is|was|has|will|would|did|can|and|to|\w+ed)\b)", text, chance)
    return _put(text, match, chance.choice(NAMES)) if match and match[0] not in DAYS else None


# ------------------------------------------------------------------------------------------------ edits of the style


def _straight(text: str, chance: random.Random) -> str | None:
    table = str.maketrans("’‘“”–—…", "''\"\"---")
    changed = text.translate(table) if "’" in text else text.replace("'", "’")
    return changed if changed != text else None


def _case(text: str, chance: random.Random) -> str | None:
    first = text[:1]
    if text[1:2] == ".":
        return None
    return (
        f"[{first.swapcase()}]{text[1:]}" if chance.random() < 0.3 and first.isalpha() else first.swapcase() + text[1:]
    )


def _comma_dropped(text: str, chance: random.Random) -> str | None:
    match = _found(r",(?=\s)", text, chance)
    return text[: match.start()] + chance.choice(("", " —", ";")) + text[match.end() :] if match else None


def _ellipsis(text: str, chance: random.Random) -> str | None:
    words = text.split(" ")
    if len(words) < 12:
        return None
    length = chance.randrange(4, min(9, len(words) - 7))
    start = chance.randrange(3, len(words) - length - 3)
    if GOVERNING.search(" ".join(words[: start + length])):
        return None
    return " ".join([*words[:start], chance.choice(("...", "…", "[...]", ". . .")), *words[start + length :]])


def _respelled(text: str, chance: random.Random) -> str | None:
    pairs = SPELLINGS | {uk: us for us, uk in SPELLINGS.items()}
    match = _found(rf"\b(?:{'|'.join(pairs)})\b", text, chance)
    return _put(text, match, pairs[match[0]]) if match else None


def _contracted(text: str, chance: random.Random) -> str | None:
    pairs = CONTRACTIONS | {short: full for full, short in CONTRACTIONS.items()}
    match = _found(rf"\b(?:{'|'.join(pairs)})\b(?!['’])", text.replace("’", "'"), chance, re.IGNORECASE)
    new = pairs.get(match[0]) or pairs.get(match[0].lower()) if match else None
    return _put(text, match, new) if match and new else None


def _figure_for_word(text: str, chance: random.Random) -> str | None:
    match = _found(rf"(?<!-)\b(?:{'|'.join(NUMBERS)})\b(?!-)", text, chance)
    return _put(text, match, str(FIGURES[match[0]])) if match else None


def _percent(text: str, chance: random.Random) -> str | None:
    match = _found(r"(?<=\d)(?:\spercent\b|\sper\scent\b|%)", text, chance)
    return (
        _put(text, match, chance.choice([new for new in ("%", " percent", " per cent") if new != match[0]]))
        if match
        else None
    )


def _cut_start(text: str, chance: random.Random) -> str | None:
    return _cut(text, chance, at_start=True)


def _cut_end(text: str, chance: random.Random) -> str | None:
    return _cut(text, chance, at_start=False)


def _cut(text: str, chance: random.Random, *, at_start: bool) -> str | None:
    """Half of the cuts at a mark, half between any two words that one does not turn round by it."""
    words = text.split(" ")
    places = list(range(2, len(words) - 5)) if at_start else list(range(6, len(words) - 1))
    at_mark = [at for at in places if words[at - 1][-1:] in ",.;:?!"]
    if not places or not words[-1]:
        return None
    at = chance.choice(at_mark if at_mark and chance.random() < 0.5 else places)
    left, right = " ".join(words[:at]), " ".join(words[at:])
    if at_start:
        return None if GOVERNING.search(left) else right
    return None if re.match(rf"(?:if|unless|whether|provided|{NEGATIVE})\b", right) else left


def _bracketed(text: str, chance: random.Random) -> str | None:
    match = _found(r"\b(?:it|he|she|they|them|him)\b(?!['’])", text, chance)
    return f"{text[: match.start()]}[{chance.choice(GROUPS)}]{text[match.end() :]}" if match else None


def _split(text: str, chance: random.Random) -> str | None:
    match = _found(r"(?<!U\.S)[,.;]\s", text, chance)
    if match is None:
        return None
    said = chance.choice((f"{SPEAKER} said", "she said", "she told reporters on Friday"))
    return f"{text[: match.start()]},” {said}, “{text[match.end() :]}"


def _courtesy(text: str, chance: random.Random) -> str | None:
    match = _found(r"\b(?:Mr|Mrs|Ms|Dr)\.\s", text, chance)
    return text[: match.start()] + match[0].replace(".", "") + text[match.end() :] if match else None


MEANING: Mapping[str, tuple[Change, Maker]] = {
    "negation added": (Change.POLARITY, _negation_added),
    "negation dropped": (Change.POLARITY, _negation_dropped),
    "prefix": (Change.POLARITY, _prefix_changed),
    "number": (Change.NUMBER, _number_changed),
    "unit": (Change.NUMBER, _unit_changed),
    "day": (Change.NUMBER, _day_changed),
    "hedge added": (Change.SCOPE, _hedge_added),
    "scope": (Change.SCOPE, _scope_changed),
    "pronoun": (Change.SUBJECT, _subject_changed),
    "name": (Change.SUBJECT, _name_changed),
}
STYLE: Mapping[str, Maker] = {
    "marks": _straight,
    "case": _case,
    "comma": _comma_dropped,
    "ellipsis": _ellipsis,
    "spelling": _respelled,
    "contraction": _contracted,
    "figure for word": _figure_for_word,
    "percent": _percent,
    "cut start": _cut_start,
    "cut end": _cut_end,
    "bracket": _bracketed,
    "split": _split,
    "courtesy title": _courtesy,
}


# ----------------------------------------------------------------------------------------------------- measuring


@dataclass(frozen=True, slots=True)
class Quoted:
    """A real quotation: its article, its source as annotated, and its words."""

    article: str
    source: str
    words: str


def measure(data: Path, part: str = "dev") -> Measurement | None:
    """Shares joined, flagged, and wrongly flagged or joined; None where the set is not there."""
    path = data / "polnear" / f"{part}.jsonl"
    if not path.exists():
        return None
    quotations = list(quotations_of(path))
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    joined: dict[str, bool] = {}
    for item, kind, original, edited in edits(quotations):
        form = told(original, edited)
        joined[item] = form is not None
        flags = flags_of(form)
        items[item] = (kind in flags) if kind else not flags
        describe[item] = f"{sorted(flags)} {form.relation if form else 'not joined'}: {original} => {edited}"
    for name, pairs in (("random", random_pairs(quotations)), ("one speaker", pairs_of_one_speaker(quotations))):
        for number, (one, other) in enumerate(pairs):
            items[f"{name}:{number}"] = told(one.words, other.words) is None
            describe[f"{name}:{number}"] = f"{one.words} => {other.words}"
    return Measurement(figures_of(items, joined), items, describe)


def figures_of(items: Mapping[str, bool], joined: Mapping[str, bool]) -> dict[str, float]:
    """The figures over all, then a class each."""

    def of(classes: Sequence[str], answers: Mapping[str, bool]) -> list[bool]:
        return [right for item, right in answers.items() if item.split(":")[0] in classes]

    figures = {"joined": share(joined.values())}
    for kind in Change:
        classes = [name for name, (own, _) in MEANING.items() if own is kind]
        figures[f"{kind.value}_flagged"] = share(of(classes, items))
    figures["style_alarms_max"] = 1 - share(of([*STYLE], items))
    for name in ("random", "one speaker"):
        figures[f"{name.replace(' ', '_')}_wrongly_joined_max"] = 1 - share(of([name], items))
    for name in (*MEANING, *STYLE):
        key = name.replace(" ", "_")
        figures[f"joined_{key}"] = share(of([name], joined))
        if name in MEANING:
            figures[f"flagged_{key}"] = share(of([name], items))
        else:
            figures[f"alarms_{key}_max"] = 1 - share(of([name], items))
    return figures


def quotations_of(path: Path) -> Iterator[Quoted]:
    """The quoted stretches of at least eight words in the contents of a PolNeAR file, each once an article."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, quoted, seen = row["text"], quoted_spans(row["text"]), set()
        for attribution in row["attributions"]:
            source = " ".join(text[start:end] for start, end in attribution["source"])
            for start, end in attribution["content"]:
                for span in quoted:
                    words = " ".join(span.surface(text).strip("“”\"«»'` \n").split())
                    is_whole = Span(max(0, start - 1), end + 1).contains(span)
                    if is_whole and len(words.split()) >= LEAST_WORDS and words not in seen and not MARKS.search(words):
                        seen.add(words)
                        yield Quoted(row["id"], source, words)


def edits(quotations: Sequence[Quoted]) -> Iterator[tuple[str, Change | None, str, str]]:
    """Item, the change that must be flagged (None: none), original and edited words."""
    makers = {name: (kind, make) for name, (kind, make) in MEANING.items()} | {n: (None, m) for n, m in STYLE.items()}
    for name, (kind, make) in makers.items():
        chance = random.Random(f"{SEED} {name}")
        for number, quoted in enumerate(quotations):
            edited = make(quoted.words, chance)
            if edited is not None and edited != quoted.words:
                yield f"{name}:{number}", kind, quoted.words, edited


def random_pairs(quotations: Sequence[Quoted]) -> list[tuple[Quoted, Quoted]]:
    """Quotations of different articles, which share no long run of words."""
    chance = random.Random(SEED)
    pairs: list[tuple[Quoted, Quoted]] = []
    while len(pairs) < N_RANDOM_PAIRS:
        one, other = chance.sample(quotations, 2)
        if one.article != other.article and not is_same(one.words, other.words):
            pairs.append((one, other))
    return pairs


def pairs_of_one_speaker(quotations: Sequence[Quoted]) -> list[tuple[Quoted, Quoted]]:
    """Different quotations that one article has of one source."""
    by_source: dict[tuple[str, str], list[Quoted]] = {}
    for quoted in quotations:
        by_source.setdefault((quoted.article, quoted.source), []).append(quoted)
    return [
        (one, other)
        for own in by_source.values()
        for one, other in combinations(own, 2)
        if not is_same(one.words, other.words)
    ]


def is_same(one: str, other: str) -> bool:
    """Whether two quotations are plainly one printed twice: they share a long run of words."""
    runs = [
        {tuple(words[at : at + SAME_RUN]) for at in range(len(words) - SAME_RUN + 1)}
        for words in (re.findall(r"\w+", text.lower()) for text in (one, other))
    ]
    return bool(runs[0] & runs[1])


def told(one: str, other: str) -> QuotationForm | None:
    """How the two stand to each other when two articles print them of one speaker; None where they are not joined."""
    first = _article("a", "In the capital, {} said in the morning: “", one, "” Nobody asked why.")
    second = _article("b", "It rained. {} told a crowd, “", other, "” and then went home by tram.")
    found = find_quotations([first, second])
    return found[0].forms[1] if found else None


def flags_of(form: QuotationForm | None) -> set[Change]:
    return {change.kind for change in form.changes} if form else set()


def _article(id: str, before: str, words: str, behind: str) -> Findings:
    before = before.format(SPEAKER)
    content = Span(len(before) - 1, len(before) + len(words) + 1)
    article = Article(id, f"{id}.txt", "0" * 64, before + words + behind)
    speaker = Speaker(f"{id}.e1", SPEAKER, SpeakerKind.NAMED_PERSON)
    pieces = tuple(_pieces(article.text, content))
    statement = Statement(
        f"{id}.1", Form.DIRECT, (), (), pieces, Act.ASSERT, Factuality.CT_PLUS, False, speaker, "", (), None, 1.0
    )
    return Findings(article, (statement,))


def _pieces(text: str, content: Span) -> Iterator[Span]:
    """The content, parted where a reporter's words stand in it."""
    at = content.start
    for match in re.finditer(r"(?<=”)\s[^“”]+\s(?=“)", text[: content.end]):
        if match.start() > content.start:
            yield Span(at, match.start())
            at = match.end()
    yield Span(at, content.end)


def main(arguments: list[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="on train instead of dev")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show so many wrong ones of each class")
    options = parser.parse_args(arguments)
    measured = measure(data_folder(), "train" if options.train else "dev")
    if measured is None:
        print("polnear is not there")
        return
    classes = [item.split(":")[0] for item in measured.items]
    for name, value in measured.figures.items():
        print(f"{name:40} {value:.4f}")
    for name in dict.fromkeys(classes):
        wrong = [item for item, right in measured.items.items() if not right and item.split(":")[0] == name]
        print(f"{name}: {len(wrong)} of {classes.count(name)} wrong")
        for item in wrong[: options.errors]:
            print("   ", measured.describe[item])


if __name__ == "__main__":
    main()
