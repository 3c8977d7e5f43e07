"""The reports that come with sayso: two invented disputes in every form that is read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files

from sayso.origins.dispatch import read_origins
from sayso.origins.options import OriginOptions
from sayso.origins.rows import Outcome

# What the folder is called in the ledger, wherever sayso is installed.
CALLED = "demo"


def read_demo() -> Iterator[Outcome]:
    """The bundled reports, in the order of their file names."""
    with as_file(files("sayso").joinpath("data", "demo")) as folder:
        yield from read_origins([str(folder)], options=OriginOptions(called=CALLED))
