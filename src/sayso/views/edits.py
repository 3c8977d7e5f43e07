"""One printing held against a fuller one, as letters a face can draw: what it kept, left out, put in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.linking.differences import Edit, Printing, Stretch, differences
from sayso.spans import Span
from sayso.views.evidence import CUT
from sayso.views.inert import inert

__all__ = ["Edit", "Edited", "Printing", "edits", "letters_of"]

# Words. A longer stretch that is gone, or kept, is shown by its ends: the fuller printing stands right above.
LONGEST_GONE = 16
LONGEST_KEPT = 48


@dataclass(frozen=True, slots=True)
class Edited:
    """Printed words of one fate; inert."""

    text: str
    edit: Edit


def edits(fuller: Printing, other: Printing) -> tuple[Edited, ...]:
    """The other printing against the fuller one, in order; a long stretch is cut down to its ends."""
    return tuple(_edited(stretch, fuller, other) for stretch in differences(fuller, other))


def _edited(stretch: Stretch, fuller: Printing, other: Printing) -> Edited:
    if stretch.edit is Edit.GONE:
        return Edited(_ends(letters_of(fuller.text, stretch.spans), LONGEST_GONE), stretch.edit)
    text = letters_of(other.text, stretch.spans)
    return Edited(_ends(text, LONGEST_KEPT) if stretch.edit is Edit.KEPT else text, stretch.edit)


def letters_of(text: str, spans: Iterable[Span]) -> str:
    """What stands in these spans, inert; "[…]" where a reporter's words stand between."""
    return f" {CUT} ".join(inert(span.surface(text)).strip() for span in spans)


def _ends(text: str, longest: int) -> str:
    words = text.split(" ")
    if len(words) <= longest:
        return text
    kept = longest // 3
    return " ".join((*words[:kept], CUT, *words[-kept:]))
