"""`sayso evaluate`: what the extractor finds, against what people marked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.edge import Status
from sayso.cli.options import JsonOption, RulesOption, WorkersOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from sayso.formats import Json
    from sayso.records import Findings
    from sayso.scoring import Count, Scores


def evaluate(
    gold: Annotated[Path, typer.Argument(help="JSONL, one article a line: id, text, attributions.", metavar="GOLD")],
    workers: WorkersOption = 1,
    rules_alone: RulesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score the extractor on labelled articles.

    Prints precision, recall and F1. Each attribution holds "source", "cue" and "content": lists of [start, end) code
    points into "text". Two attributions are one when at least half of all words of both contents are in both.

    \b
    Examples:
      sayso evaluate gold.jsonl
      sayso evaluate gold.jsonl --json | jq .relations
    """
    from sayso.cli.screen import open_screen, print_json
    from sayso.scoring import score

    rows = list(_gold_rows(gold))
    score(rows, ())  # a damaged gold set fails now, not after minutes of extraction
    found, problems = _found_rows(gold, workers, rules_alone=rules_alone)
    scores = score(rows, found)
    if as_json:
        print_json([scores_to_json(scores)])
        raise typer.Exit(Status.PROBLEMS if problems else Status.DONE)
    screen = open_screen()
    screen.show(f"{len(rows)} articles, {len(scores.items)} attributions marked", "")
    screen.show_table(_relation_table(scores))
    screen.show("")
    screen.show_table(_span_table(scores))
    raise typer.Exit(Status.PROBLEMS if problems else Status.DONE)


def _gold_rows(path: Path) -> Iterator[Json]:
    """The labelled articles of a JSONL file.

    Raises:
        FormatError: if a line is no JSON object.
        OSError: if it cannot be read.
    """
    import json

    from sayso.errors import FormatError

    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise FormatError(f"{path}, line {number}: not JSON ({error})") from error
                if not isinstance(row, dict):
                    raise FormatError(f"{path}, line {number}: not a JSON object")
                yield row


def _found_rows(gold: Path, workers: int, *, rules_alone: bool) -> tuple[list[Json], int]:
    """What the extractor finds in the gold articles, and the number of those it could not read, each named."""
    from sayso.cli.reading import name_problem
    from sayso.ingest import examine_all, installed_tagger
    from sayso.origins import read_origins
    from sayso.records import Problem

    found, n_problems = [], 0
    tagger = None if rules_alone else installed_tagger()
    outcomes = examine_all(read_origins([str(gold)]), workers=workers, tagger=tagger)
    with closing(outcomes):  # type: ignore[type-var]
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                name_problem(outcome)
                n_problems += 1
            else:
                found.append(found_row(outcome[1]))
    return found, n_problems


def found_row(findings: Findings) -> Json:
    """The attributions found in one article, as gold rows hold them; nested ones are left out, as gold sets do."""
    from sayso.formats import spans_to_json

    attributions = [
        {
            "source": spans_to_json(statement.source),
            "cue": spans_to_json(statement.cue),
            "content": spans_to_json(statement.content),
        }
        for statement in findings.statements
        if not statement.via
    ]
    return {"id": findings.article.id, "attributions": attributions}


def _table(*names: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        table.add_column(name, justify="right" if name in {"P", "R", "F1", "right", "found", "gold"} else "left")
    return table


def _relation_table(scores: Scores) -> Table:
    table = _table("relation", "content is", "P", "R", "F1", "right", "found", "gold")
    for (measure, part), count in scores.relations.items():
        table.add_row(measure.value, part.value, *_figures(count))
    return table


def _span_table(scores: Scores) -> Table:
    table = _table("spans", "compared by", "P", "R", "F1", "right", "found", "gold")
    for (role, measure), count in scores.spans.items():
        table.add_row(role.value, measure.value, *_figures(count))
    return table


def _figures(count: Count) -> tuple[str, ...]:
    """P, R and F1 in percent, and the sums behind them; says so when there was nothing to find."""
    counts = (f"{count.right:,}", f"{count.found:,}", f"{count.gold:,}")
    if count.f1 is None:
        return (_percent(count.precision), "", "nothing to find", *counts)
    return (_percent(count.precision), _percent(count.recall), _percent(count.f1), *counts)


def _percent(share: float | None) -> str:
    return "\u2013" if share is None else f"{100 * share:.1f}"


def scores_to_json(scores: Scores) -> Json:
    """All figures, by measure and part; an F1 is null when there was nothing to find."""

    def figures(counts: Any) -> Json:
        result: Json = {}
        for (first, second), count in counts.items():
            result.setdefault(first.value, {})[second.value] = _count_to_json(count)
        return result

    attributed = {part.value: _count_to_json(count) for part, count in scores.attributed.items()}
    return {
        "relations": figures(scores.relations),
        "spans": figures(scores.spans),
        "attributed": attributed,
        "unanswered": list(scores.unanswered),
    }


def _count_to_json(count: Count) -> Json:
    def rounded(share: float | None) -> float | None:
        return None if share is None else round(share, 4)

    return {
        "precision": rounded(count.precision),
        "recall": rounded(count.recall),
        "f1": rounded(count.f1),
        "right": count.right,
        "found": count.found,
        "gold": count.gold,
    }
