"""What a learned tagger must do to take the place of the rules.

A tagger is handed in, never imported: an ONNX session in `sayso.model` satisfies the protocol, tests use a stand-in.
"""

from __future__ import annotations

from typing import Protocol

from sayso.records import Attribution
from sayso.segments import Segments


class Tagger(Protocol):
    """Finds attributions in a text by learned weights."""

    @property
    def name(self) -> str:
        """Name and version of the weights, recorded with every row that rests on them."""
        ...

    def tag(self, segments: Segments) -> tuple[Attribution, ...]:
        """The attributions of a text, in text order.

        Args:
            segments: paragraphs, sentences and tokens; furniture lies outside all of them and is not to be tagged.

        Returns:
            Attributions whose spans lie inside `segments.text` and are neither empty nor padded with white space.
            Their `outer` is set where the tagger knows it; `form` may be any, since assembly sets it from the
            quotation marks. An empty tuple for a text without attributions.
        """
        ...
