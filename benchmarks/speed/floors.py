"""Compares measured speeds with floors.json and says which were not kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")


def report(name: str, figures: Mapping[str, float]) -> int:
    """Print figures beside their floors.

    Args:
        name: of the benchmark, as in floors.json.
        figures: higher is better, unless the name ends in "_max". One that has a floor may be left out only if it
            could not be measured here, which the benchmark has then said.

    Returns:
        The exit status: 1 if a floor was broken, else 0.
    """
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")).get(name, {})
    broken = []
    print(name)
    for figure, value in figures.items():
        floor = floors.get(figure)
        print(f"  {figure:<44} {value:12,.3f}" + ("" if floor is None else f"   floor {floor:,.3f}"))
        if floor is not None and (value > floor if figure.endswith("_max") else value < floor):
            broken.append(f"{name}: {figure} is {value:.3f}, floor {floor:.3f}")
    for line in broken:
        print("BELOW THE FLOOR:", line)
    return 1 if broken else 0
