"""Pages: text, publication date, title and authors, measured on real pages beside plain trafilatura in the same run.

Text: 4-gram precision and recall per page, averaged, F1 of the averages (html_aeb, html_fundus, html_fundus_eval).
Dates: exact day; the address is hidden where the date stands in it, as the set's README asks, and the figure with
every address given is told beside it. Title and authors: exact (html_fundus).

    python -m benchmarks.quality.pages
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality.measurement import Measurement, data_folder
from sayso.errors import UnreadablePage
from sayso.reading import GuardedExtractor, HtmlExtractor, HtmlText

NAME = "pages"

# Set -> the field with the text that people wrote down.
TEXT_SETS = {"html_aeb": "article_body", "html_fundus": "body_paragraphs", "html_fundus_eval": "body"}
DATE_SETS = {"html_dates_mediacloud": "date", "html_fundus": "published"}
GRAM = 4


@dataclass(frozen=True, slots=True)
class Gold:
    """One labelled page."""

    name: str
    content: bytes
    url: str
    labels: dict[str, Any]


def pages_of(folder: Path) -> Iterator[Gold]:
    """The labelled pages of one set, in its order."""
    with (folder / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            labels = json.loads(line)
            with gzip.open(folder / labels["html"]) as page:
                yield Gold(f"{folder.name}/{labels['id']}", page.read(), labels["url"], labels)


def read(html: HtmlExtractor, gold: Gold, *, url: str | None) -> HtmlText:
    """What we read on a page; nothing where it cannot be read."""
    try:
        return html.extract(gold.content, charset=None, url=url)
    except UnreadablePage:
        return HtmlText("")


def grams(text: str) -> Counter[tuple[str, ...]]:
    """The 4-grams of words in a text; shorter texts are one gram."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1))) if words else Counter()


def precision_recall(found: str, gold: str) -> tuple[float, float]:
    """4-gram precision and recall; finding nothing is right only where nothing is."""
    ours, theirs = grams(found), grams(gold)
    shared = sum((ours & theirs).values())
    return (
        shared / sum(ours.values()) if ours else float(not theirs),
        shared / sum(theirs.values()) if theirs else 1.0,
    )


def f1(pairs: list[tuple[float, float]]) -> float:
    """F1 of the averages of precision and recall."""
    precision = sum(pair[0] for pair in pairs) / len(pairs)
    recall = sum(pair[1] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure_text(data: Path, html: HtmlExtractor) -> Measurement:
    """Text F1 per set, ours and plain trafilatura's, and the difference over all pages."""
    import trafilatura

    figures: dict[str, float] = {}
    all_ours: list[tuple[float, float]] = []
    all_plain: list[tuple[float, float]] = []
    items: dict[str, bool] = {}
    for name, field in TEXT_SETS.items():
        ours, plain = [], []
        for gold in pages_of(data / name):
            label = gold.labels[field]
            if label is None:
                continue
            text = label if isinstance(label, str) else "\n\n".join(label)
            ours.append(precision_recall(read(html, gold, url=None).text, text))
            bare = trafilatura.extract(gold.content, fast=True, include_comments=False) or ""
            plain.append(precision_recall(bare, text))
            items[f"text {gold.name}"] = sum(ours[-1]) >= sum(plain[-1]) - 0.02
        figures[f"text_f1_{name}"] = f1(ours)
        figures[f"peer_text_f1_{name}"] = f1(plain)
        all_ours += ours
        all_plain += plain
    figures["text_f1"] = f1(all_ours)
    figures["text_f1_minus_trafilatura"] = f1(all_ours) - f1(all_plain)
    return Measurement(figures, items)


def measure_dates(data: Path, html: HtmlExtractor) -> Measurement:
    """Share of pages with the exact day, or rightly with none: the address hidden where the day is in it, and given."""
    figures: dict[str, float] = {}
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    for name, field in DATE_SETS.items():
        hidden, shown = [], []
        for gold in pages_of(data / name):
            label = gold.labels[field]
            day = label[:10] if isinstance(label, str) else None
            url = None if day and has_day(gold.url, date.fromisoformat(day)) else gold.url
            found = (read(html, gold, url=url).published_at or "")[:10] or None
            given = found if url else (read(html, gold, url=gold.url).published_at or "")[:10] or None
            hidden.append(found == day)
            shown.append(given == day)
            items[f"date {gold.name}"] = hidden[-1]
            describe[f"date {gold.name}"] = f"{day}, found {found}: {gold.url[:90]}"
        figures[f"date_{name}"] = sum(hidden) / len(hidden)
        figures[f"date_{name}_with_url"] = sum(shown) / len(shown)
    return Measurement(figures, items, describe)


def has_day(url: str, day: date) -> bool:
    """Whether the day stands in an address, with or without marks between its parts."""
    digits = re.sub(r"[-/_.]", "", url)
    return day.strftime("%Y%m%d") in digits or f"{day.year}{day.month}{day.day}" in digits


def measure_fields(data: Path, html: HtmlExtractor) -> Measurement:
    """Share of pages with the exact title and with exactly the authors that people accepted."""
    right: dict[str, list[bool]] = {"title": [], "authors": []}
    items: dict[str, bool] = {}
    describe: dict[str, str] = {}
    for gold in pages_of(data / "html_fundus"):
        found = read(html, gold, url=gold.url)
        for field, value in (("title", found.title), ("authors", list(found.byline))):
            label = gold.labels[field]
            if label is None:
                continue
            label = label.strip() if isinstance(label, str) else label
            right[field].append(value == label)
            items[f"{field} {gold.name}"] = right[field][-1]
            describe[f"{field} {gold.name}"] = f"{label!r}, found {value!r}"
    return Measurement({f"{field}_exact": sum(hits) / len(hits) for field, hits in right.items()}, items, describe)


def measure(data: Path) -> Measurement | None:
    """All figures of this benchmark; None where a set is not there."""
    if not all((data / name / "train.jsonl").exists() for name in {*TEXT_SETS, *DATE_SETS}):
        return None
    whole = Measurement({}, {})
    with GuardedExtractor() as html:
        for part in (measure_text(data, html), measure_dates(data, html), measure_fields(data, html)):
            whole = replace(
                whole,
                figures=whole.figures | part.figures,
                items=whole.items | part.items,
                describe=whole.describe | part.describe,
            )
    return whole


def main() -> None:
    """Print all figures, and each page whose date, title or authors are wrong."""
    found = measure(data_folder())
    if found is None:
        print(f"{data_folder()}: not there; set SAYSO_DATA")
        return
    for name, value in found.figures.items():
        print(f"{name:45} {value:.4f}")
    for name, is_right in found.items.items():
        if not is_right:
            print(f"wrong: {name}: {found.describe.get(name, '')}")


if __name__ == "__main__":
    main()
