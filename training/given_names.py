"""Make src/sayso/data/given_names.tsv: given names that tell a man or a woman the world over.

    python -m training.given_names NAME_DATA.json

NAME_DATA.json is the table of the package nomquamgender (MIT; Van Buskirk, Clauset & Larremore 2023, "An open-source
cultural consensus approach to name-based gender classification"): name -> number of its 36 sources, counts, share of
women. Names are kept that LEAST_SOURCES know and that at least LEAST_SHARE of their bearers share with one gender.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

LEAST_SOURCES = 5
LEAST_SHARE = 0.98
TABLE = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "given_names.tsv"
HEAD = (
    "# Given names that tell a man (m) or a woman (f): at least 98 % of bearers, in at least 5 sources.\n"
    "# From nomquamgender 0.1.4 (MIT, Copyright Ian Van Buskirk); made by training/given_names.py.\n"
)


def rows_of(names: dict[str, list[float]]) -> list[str]:
    """A line for each name that is kept, in alphabetical order."""
    rows = []
    for name, (sources, _, women, *_) in sorted(names.items()):
        if name.isalpha() and len(name) > 1 and sources >= LEAST_SOURCES and not 1 - LEAST_SHARE < women < LEAST_SHARE:
            rows.append(f"{name}\t{'f' if women > LEAST_SHARE / 2 else 'm'}\n")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name_data", type=Path)
    names = json.loads(parser.parse_args().name_data.read_text(encoding="utf-8"))
    TABLE.write_text(HEAD + "".join(rows_of(names)), encoding="utf-8")


if __name__ == "__main__":
    main()
