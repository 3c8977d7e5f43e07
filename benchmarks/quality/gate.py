"""The quality gate: measure every room, compare with the floors, show what was gained and lost.

    python -m benchmarks.quality.gate                 measure all, compare, exit 1 below a floor
    python -m benchmarks.quality.gate pages stories   only these
    python -m benchmarks.quality.gate --keep          also make this run the one that later runs are compared with
    python -m benchmarks.quality.gate --raise         raise floors to what was measured, less a margin; never lowers

A set that is not there is said to be not there and skipped. floors.json holds the floors; lowering one is an edit by
hand that a reviewer sees. kept/NAME.json.gz holds, for each gold item of the last accepted run, whether it was right.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
from pathlib import Path

from benchmarks.quality.measurement import Measurement, data_folder

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
KEPT = HERE / "kept"
BENCHMARKS = (
    "acts",
    "asked",
    "asked_news",
    "attribution",
    "claims",
    "contrasts",
    "days",
    "demo",
    "disputes",
    "figures",
    "mentions",
    "origins",
    "pages",
    "positions",
    "quotations",
    "relations",
    "reprints",
    "seeds",
    "stance",
    "stories",
    "veridicality",
    "voices",
)
# A floor is set this far below what was measured, so that a change elsewhere that moves three articles does not
# break the build; in the unit of the figure.
MARGIN = 0.005
SHOWN = 15


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; none: all")
    parser.add_argument("--keep", action="store_true", help="keep this run for later comparison")
    parser.add_argument("--raise", action="store_true", dest="lift", help="raise floors to this run's figures")
    parser.add_argument("--all-items", action="store_true", help="list every item gained or lost")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    broken = []
    for name in options.names or BENCHMARKS:
        measurement = importlib.import_module(f"benchmarks.quality.{name}").measure(data_folder())
        if measurement is None:
            print(f"{name}: the data is not there; skipped")
            continue
        broken += report(name, measurement, floors.setdefault(name, {}), every=options.all_items)
        if options.keep:
            keep(name, measurement)
        if options.lift:
            lift(measurement, floors[name])
    if options.lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for line in broken:
        print("BELOW THE FLOOR:", line)
    return 1 if broken else 0


def report(name: str, measurement: Measurement, floors: dict[str, float], *, every: bool) -> list[str]:
    """Print figures beside their floors, and gained and lost items; return the floors that were broken."""
    print(f"\n{name}")
    broken = []
    for figure, value in measurement.figures.items():
        floor = floors.get(figure)
        print(f"  {figure:<44} {value:8.4f}" + ("" if floor is None else f"   floor {floor:.4f}"))
        if floor is not None and below(figure, value, floor):
            broken.append(f"{name}: {figure} is {value:.4f}, floor {floor:.4f}")
    broken += [
        f"{name}: {figure} has a floor but was not measured"
        for figure in sorted(set(floors) - set(measurement.figures))
    ]
    before = kept(name)
    gained = [item for item, right in measurement.items.items() if right and before.get(item) is False]
    lost = [item for item, right in measurement.items.items() if not right and before.get(item) is True]
    right = sum(measurement.items.values())
    print(f"  {right} of {len(measurement.items)} items right; {len(gained)} gained, {len(lost)} lost")
    for sign, items in (("+", gained), ("-", lost)):
        for item in items if every else items[:SHOWN]:
            print(f"    {sign} {item}: {measurement.describe.get(item, '')}")
        if not every and len(items) > SHOWN:
            print(f"    {sign} ... and {len(items) - SHOWN} more (--all-items)")
    return broken


def below(figure: str, value: float, floor: float) -> bool:
    """Whether a figure breaks its floor; for a name in "_max" the floor is a ceiling."""
    return value > floor if figure.endswith("_max") else value < floor


def lift(measurement: Measurement, floors: dict[str, float]) -> None:
    """Raise the floors that this run clears by more than the margin; set those that are new. A peer has none."""
    for figure, value in measurement.figures.items():
        if figure.startswith("peer_"):
            continue
        candidate = round(value + MARGIN if figure.endswith("_max") else value - MARGIN, 4)
        if figure not in floors or below(figure, floors[figure], candidate):
            floors[figure] = candidate


def keep(name: str, measurement: Measurement) -> None:
    """Make this run the one that later runs are compared with."""
    KEPT.mkdir(exist_ok=True)
    payload = json.dumps({key: int(right) for key, right in sorted(measurement.items.items())}).encode()
    (KEPT / f"{name}.json.gz").write_bytes(gzip.compress(payload, mtime=0))


def kept(name: str) -> dict[str, bool]:
    """The items of the last accepted run; empty when there is none."""
    path = KEPT / f"{name}.json.gz"
    if not path.exists():
        return {}
    return {key: bool(right) for key, right in json.loads(gzip.decompress(path.read_bytes())).items()}


if __name__ == "__main__":
    sys.exit(main())
