"""How a record shows itself in a notebook: as a table; its `repr` stays text.

A record knows no view, and stands below every room that does. So the view is looked up by its name, at the moment when
a notebook asks for it; until then nothing of it is loaded. No other module may do so: a test says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

VIEW = "sayso.views.notebook"


class Shown:
    """What a notebook can show as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        html: str = import_module(VIEW).record_html(self)
        return html


def table_html(caption: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], most: int | None = None) -> str:
    """Rows as an HTML table; of more than `most` the first ones, and a word that there are more."""
    html: str = import_module(VIEW).rows_html(caption, columns, rows, most)
    return html
