"""What one quality benchmark measured, and where its data is."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
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


def print_figures(measure: Callable[[Path], Measurement | None], about: str | None, missing: str) -> int | None:
    """What a benchmark with `--errors N` does first: read its options, measure, print the figures.

    Args:
        about: what `--help` says.
        missing: what is not there when nothing could be measured.

    Returns:
        How many errors of each sort are to be printed; None when there was nothing to measure.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="of each sort")
    n_errors: int = parser.parse_args().errors
    measurement = measure(data_folder())
    if measurement is None:
        print(f"{missing} is not there")
        return None
    for name, value in measurement.figures.items():
        print(f"  {name:44} {value:.3f}")
    return n_errors
