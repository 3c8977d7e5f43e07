"""What a learned tagger must do to take the place of the rules.

A tagger is handed in, never imported: an ONNX session in `sayso.model` satisfies the protocol, tests use a stand-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sayso.records import Attribution, TypedMention
from sayso.segments import Segments


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a text: who says what, and what kinds of mentions there are.

    Attributes:
        attributions: in text order.
        mentions: disjoint and in text order; empty where no learned tagger read the text.
    """

    attributions: tuple[Attribution, ...]
    mentions: tuple[TypedMention, ...] = ()


class Tagger(Protocol):
    """Finds attributions and mentions in a text by learned weights."""

    @property
    def name(self) -> str:
        """Name and version of the weights, recorded with every row that rests on them."""
        ...

    def tag(self, segments: Segments) -> Marks:
        """The attributions and typed mentions of a text.

        Args:
            segments: paragraphs, sentences and tokens; furniture lies outside all of them and is not to be tagged.

        Returns:
            Spans lie inside `segments.text` and are neither empty nor padded with white space. All attributions are
            outermost; their `form` may be any, since assembly sets it from the quotation marks.
        """
        ...
