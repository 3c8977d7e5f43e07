"""What one quality benchmark measured, and where its data is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures and single items of one benchmark.

    Attributes:
        figures: name -> value; higher is better unless the name ends in "_max".
        items: id of a gold item -> whether it was found right; what gained-and-lost compares from run to run.
        describe: id -> a short text that tells a person which item that is, made from the data at run time.
    """

    figures: dict[str, float]
    items: dict[str, bool]
    describe: dict[str, str] = field(default_factory=dict)


def data_folder() -> Path:
    """Where the labelled sets are: $SAYSO_DATA, else ../shared/data beside the repository. It may not exist."""
    return Path(os.environ.get("SAYSO_DATA") or REPOSITORY.parent / "shared" / "data")


def share(right: Iterable[bool]) -> float:
    """The share of answers that are right; 0 where there are none."""
    answers = list(right)
    return sum(answers) / len(answers) if answers else 0.0
