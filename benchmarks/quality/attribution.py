"""Attribution: who says what, on PolNeAR dev; on Wikinews and old fiction beside it for a look.

Each article is read as a user's JSONL line is: origin, page, article, segments, attributions. What the annotators set
aside in it is not told to the program. PolNeAR marks outermost attributions only, and only those are scored.

    python -m benchmarks.quality.attribution                     figures on the dev articles
    python -m benchmarks.quality.attribution --rules-alone       the same without the learned tagger
    python -m benchmarks.quality.attribution --errors 30         and some gold attributions that were missed
    python -m benchmarks.quality.attribution --cross-validate    train: rules counted on one half, scored on the other
    python -m benchmarks.quality.attribution --calibrate         count the rules on train and write their table
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import REPOSITORY, Measurement, data_folder
from sayso.attribution import Tagger
from sayso.attribution.assembly import find_by_rules, find_marks
from sayso.attribution.precision import LEAST_PRECISION, Bar, Precisions
from sayso.formats import spans_to_json
from sayso.ingest import installed_tagger
from sayso.origins import read_origins
from sayso.reading import GuardedExtractor, read_page
from sayso.records import Attribution, Page
from sayso.scoring import Part, RelationMeasure, Role, Scores, SpanMeasure, right_ones, score
from sayso.segments import segment

NAME = "attribution"
BINS = 10
TABLE = REPOSITORY / "src" / "sayso" / "data" / "rule_precision.tsv"
TABLE_HEAD = """\
# Precision of each rule with each entry of the lexicon: rule, entry ("*": the whole rule), right, found.
# Outermost attributions whose content and source are right, on PolNeAR train. Made by
# python -m benchmarks.quality.attribution --calibrate
"""
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|disput|reject|dismiss|refut|rebut|disavow|repudiat|rul\w+ out)")
NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|cannot|without|declin\w+|refus\w+)\b|n['’]t\b")
ACCORDING = re.compile(r"\baccording to\b")
Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """The objects of a JSONL file, packed or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


def found_row(article: str, attributions: Iterable[Attribution]) -> Row:
    """Outermost attributions as the scorer takes them."""
    return {
        "id": article,
        "attributions": [
            {
                "source": spans_to_json(attribution.source),
                "cue": spans_to_json(attribution.cue),
                "content": spans_to_json(attribution.content),
                "rule": attribution.rule,
                "confidence": attribution.confidence,
            }
            for attribution in attributions
            if attribution.outer is None
        ],
    }


def read_whole(path: Path, tagger: Tagger | None) -> Iterator[Row]:
    """What the program finds in each line of a JSONL file, read as a user's would be."""
    with GuardedExtractor() as html:
        for page in read_origins([str(path)]):
            assert isinstance(page, Page), page
            article = read_page(page, html=html)
            marks = find_marks(segment(article.text, article.furniture), tagger=tagger)
            yield found_row(article.id, marks.attributions)


def measure(data: Path) -> Measurement | None:
    """Figures on PolNeAR dev, as installed and by rules alone, and one item a gold attribution as installed.

    None where the set is not there. Without the model package both are by rules alone.
    """
    path = data / "polnear" / "dev.jsonl"
    if not path.exists():
        return None
    gold = rows_of(path)
    found = list(read_whole(path, installed_tagger()))
    scores = score(gold, found)
    by_rules = figures_of(score(gold, read_whole(path, None)), gold)
    figures = figures_of(scores, gold) | {f"rules_alone_{name}": value for name, value in by_rules.items()}
    figures["calibration_error_max"] = calibration_error(reliability(gold, found))
    figures |= figures_elsewhere(data, installed_tagger())
    return Measurement(figures, items_of(scores), descriptions_of(gold))


@dataclass(frozen=True, slots=True)
class Bin:
    """Attributions of about one confidence: how many, their mean confidence, and the share that is right."""

    n: int
    confidence: float
    right: float


def reliability(gold: Sequence[Row], found: Sequence[Row]) -> list[Bin]:
    """Confidence against the truth in ten bins of equal width; right means the right content and source."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row, own in zip(gold, found, strict=True):
        for one, is_right in zip(own["attributions"], right_ones(row, own["attributions"]), strict=True):
            bins.setdefault(min(BINS - 1, int(BINS * one["confidence"])), []).append((one["confidence"], is_right))
    return [
        Bin(len(pairs), sum(sure for sure, _ in pairs) / len(pairs), sum(right for _, right in pairs) / len(pairs))
        for _, pairs in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the bins' distance of confidence and truth, by their sizes (Guo et al. 2017)."""
    total = sum(one.n for one in bins)
    return sum(one.n * abs(one.confidence - one.right) for one in bins) / total if total else 0.0


def figures_elsewhere(data: Path, tagger: Tagger | None) -> dict[str, float]:
    """Figures on Wikinews (all articles: nothing was tuned on them) and old fiction, those that are there."""
    figures: dict[str, float] = {}
    if (data / "gum_wikinews").exists():
        rows = gum_articles(data)
        scores = score(rows, found_in(rows, tagger))
        figures["wikinews_content_f1"] = scores.relations[RelationMeasure.CONTENT, Part.ALL].f1 or 0.0
        figures["wikinews_content_source_f1"] = scores.relations[RelationMeasure.CONTENT_SOURCE, Part.ALL].f1 or 0.0
    if (data / "riqua_fiction").exists():
        rows = fiction_rows(data / "riqua_fiction" / "dev.jsonl")
        scores = score(rows, found_in(rows, tagger))
        for role in Role:
            figures[f"fiction_{role.value}_partial_f1"] = scores.spans[role, SpanMeasure.PARTIAL].f1 or 0.0
    return figures


def gum_articles(data: Path) -> list[Row]:
    """All of GUM's Wikinews articles that are there, dev and train."""
    folder = data / "gum_wikinews"
    return [row for path in sorted(folder.glob("*.jsonl*")) for row in gum_rows(path)]


def figures_of(scores: Scores, gold: Sequence[Row]) -> dict[str, float]:
    """The figures the gate watches, 0 to 1."""
    both = RelationMeasure.CONTENT_SOURCE
    figures = {
        f"content_source_f1_{part.value}": scores.relations[both, part].f1 or 0.0
        for part in (Part.ALL, Part.QUOTED, Part.UNQUOTED)
    }
    everything = scores.relations[both, Part.ALL]
    figures["content_source_precision"] = everything.precision or 0.0
    figures["content_source_recall"] = everything.recall or 0.0
    figures["content_exact_f1"] = scores.spans[Role.CONTENT, SpanMeasure.EXACT].f1 or 0.0
    figures["sources_right"] = scores.attributed[Part.ALL].precision or 0.0
    for name, is_of in PARTS_OF_INTEREST.items():
        wanted = {f"{row['id']}/{at}" for row in gold for at, one in enumerate(row["attributions"]) if is_of(row, one)}
        hits = [both in item.has for item in scores.items if f"{item.article}/{item.index}" in wanted]
        figures[f"{name}_recall"] = sum(hits) / len(hits) if hits else 0.0
    return figures


def is_denial(row: Row, gold: Row) -> bool:
    """Whether the cue denies, disputes or dismisses."""
    return any(DENIAL.search(row["text"][start:end].lower()) for start, end in gold["cue"])


def is_negated(row: Row, gold: Row) -> bool:
    """Whether the cue denies, or holds a negation or a refusal."""
    return is_denial(row, gold) or any(NEGATION.search(row["text"][start:end].lower()) for start, end in gold["cue"])


def is_according(row: Row, gold: Row) -> bool:
    """Whether the cue is "according to"."""
    return any(ACCORDING.search(row["text"][start:end].lower()) for start, end in gold["cue"])


def has_pieces(row: Row, gold: Row) -> bool:
    """Whether the content stands in several pieces."""
    return len(gold["content"]) > 1


PARTS_OF_INTEREST = {
    "denial": is_denial,
    "denial_or_negation": is_negated,
    "according_to": is_according,
    "several_pieces": has_pieces,
}


def items_of(scores: Scores) -> dict[str, bool]:
    """Each gold attribution -> whether its content and source were found."""
    return {f"{item.article}/{item.index}": RelationMeasure.CONTENT_SOURCE in item.has for item in scores.items}


def descriptions_of(gold: Sequence[Row]) -> dict[str, str]:
    """Each gold attribution in a line."""
    return {
        f"{row['id']}/{at}": line_of(row["text"], one) for row in gold for at, one in enumerate(row["attributions"])
    }


def line_of(text: str, attribution: Row) -> str:
    """Source, cue and content, shortened."""
    parts = (" ... ".join(text[start:end] for start, end in attribution[role.value]) for role in ROLE_ORDER)
    return " | ".join(" ".join(part.split())[:90] for part in parts)


ROLE_ORDER = (Role.SOURCE, Role.CUE, Role.CONTENT)


def count_rules(rows: Sequence[Row], precisions: Precisions) -> Precisions:
    """How often each rule and entry is right on labelled articles, every proposal let in.

    `precisions` decide which of two proposals that clash stands; counting twice, from none and from the first
    count, is enough to settle them.
    """
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        attributions = found_row(row["id"], find_by_rules(segment(row["text"]), Bar(precisions, 0.0)))["attributions"]
        for attribution, is_right in zip(attributions, right_ones(row, attributions), strict=True):
            rule, _, entry = attribution["rule"].partition(": ")
            for key in ((rule, entry), (rule, "*")):
                right[key] += is_right
                found[key] += 1
    return Precisions({key: (right[key], found[key]) for key in found})


def calibrated(rows: Sequence[Row]) -> Precisions:
    """The precisions of all rules on labelled articles."""
    return count_rules(rows, count_rules(rows, Precisions({})))


def write_table(precisions: Precisions) -> None:
    """Write data/rule_precision.tsv."""
    lines = [
        f"{rule}\t{entry}\t{right}\t{found}\n" for (rule, entry), (right, found) in sorted(precisions.counts.items())
    ]
    TABLE.write_text(TABLE_HEAD + "".join(lines), encoding="utf-8")


def cross_validate(rows: Sequence[Row]) -> Iterator[Scores]:
    """Scores on each half of the articles with the counts of the other."""
    halves = rows[::2], rows[1::2]
    for ours, others in (halves, halves[::-1]):
        bar = Bar(calibrated(others), LEAST_PRECISION)
        yield score(ours, [found_row(row["id"], find_by_rules(segment(row["text"]), bar)) for row in ours])


def gum_rows(path: Path) -> list[Row]:
    """Wikinews of GUM as gold rows: a sentence a line, spans of tokens found again in the sentences."""
    rows = []
    for record in rows_of(path):
        text = "\n".join(sentence["text"] for sentence in record["sentences"])
        places, at = [], 0
        for token in record["tokens"]:
            start = text.find(token, at)
            places.append((start, start + len(token)) if start >= 0 else (at, at))
            at = places[-1][1]
        attributions = [
            {
                "source": [[places[one["source_span"][0]][0], places[one["source_span"][1]][1]]],
                "content": [[places[first][0], places[last][1]] for first, last in one["content_spans"]],
            }
            for one in record["attributions"]
        ]
        rows.append({"id": record["doc_id"], "text": text, "attributions": attributions})
    return rows


def fiction_rows(path: Path) -> list[Row]:
    """RiQuA passages as gold rows, one role an attribution, since its copy does not say which belong together."""
    rows = []
    for record in rows_of(path):
        ends = [match.end() for match in re.finditer(r"\S+", record["text"])]
        starts = [match.start() for match in re.finditer(r"\S+", record["text"])]
        attributions = [{role: [[starts[first], ends[last]]]} for first, last, role in record["spans"]]
        rows.append({"id": record["id"], "text": record["text"], "attributions": attributions})
    return rows


def found_in(rows: Iterable[Row], tagger: Tagger | None) -> list[Row]:
    """What is found in rows that hold their text."""
    return [found_row(row["id"], find_marks(segment(row["text"]), tagger=tagger).attributions) for row in rows]


def print_scores(title: str, scores: Scores, *, relations: bool = True) -> None:
    """Every measure, a line each."""
    print(title)
    for role in Role:
        for measure_name in SpanMeasure:
            print_count(f"{role.value} {measure_name.value}", scores.spans[role, measure_name])
    if relations:
        for part in Part:
            for relation in RelationMeasure:
                print_count(f"{part.value}: {relation.value}", scores.relations[relation, part])
            print_count(f"{part.value}: source right, of contents found", scores.attributed[part])


def print_count(label: str, count: Any) -> None:
    """Precision, recall and F1 in percent, or that there was nothing to find."""
    if not count.gold:
        print(f"  {label:42} nothing to find ({count.found} found)")
        return
    figures = "  ".join(f"{100 * (value or 0.0):5.1f}" for value in (count.precision, count.recall, count.f1))
    print(f"  {label:42} {figures}   {count.right}/{count.found}, {count.recovered}/{count.gold}")


def print_rules(precisions: Precisions) -> None:
    """Each rule's precision on the articles it was counted on."""
    rules = [(found, right, rule) for (rule, entry), (right, found) in precisions.counts.items() if entry == "*"]
    for found, right, rule in sorted(rules, reverse=True):
        print(f"  {rule:28} {right / found:.2f}   {right}/{found}")


def main(arguments: list[str] | None = None) -> None:
    """Print the figures, or count the rules anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N gold attributions that were missed")
    parser.add_argument("--rules-alone", action="store_true", help="do without the learned tagger")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    options = parser.parse_args(arguments)
    data = data_folder()
    if not (data / "polnear").exists():
        print(f"{data / 'polnear'} is not there")
        return
    if options.calibrate:
        precisions = calibrated(rows_of(data / "polnear" / "train.jsonl"))
        write_table(precisions)
        print_rules(precisions)
    elif options.cross_validate:
        for number, scores in enumerate(cross_validate(rows_of(data / "polnear" / "train.jsonl")), 1):
            print_scores(f"polnear train, half {number}", scores)
    else:
        print_all(data, n_errors=options.errors, tagger=None if options.rules_alone else installed_tagger())


def print_all(data: Path, *, n_errors: int, tagger: Tagger | None) -> None:
    """The dev figures of PolNeAR and, where they are there, of Wikinews and fiction."""
    gold = rows_of(data / "polnear" / "dev.jsonl")
    found = list(read_whole(data / "polnear" / "dev.jsonl", tagger))
    scores = score(gold, found)
    print_scores("polnear dev", scores)
    for name, value in figures_of(scores, gold).items():
        print(f"  {name:42} {value:.3f}")
    print_reliability(reliability(gold, found))
    missed = [item for item, right in items_of(scores).items() if not right]
    described = descriptions_of(gold)
    for item in missed[:: max(1, len(missed) // n_errors)] if n_errors else ():
        print("  missed:", described[item])
    if (data / "gum_wikinews").exists():
        rows = gum_articles(data)
        print_scores("gum_wikinews, dev and train", score(rows, found_in(rows, tagger)))
    if (data / "riqua_fiction").exists():
        rows = fiction_rows(data / "riqua_fiction" / "dev.jsonl")
        print_scores("riqua_fiction dev", score(rows, found_in(rows, tagger)), relations=False)


def print_reliability(bins: Sequence[Bin]) -> None:
    """The reliability curve, a line a bin."""
    print("  reliability: confidence, share right, attributions")
    for one in bins:
        print(f"    {one.confidence:.3f}  {one.right:.3f}  {one.n}")
    print(f"  {'expected calibration error':42} {calibration_error(bins):.3f}")


if __name__ == "__main__":
    main()
