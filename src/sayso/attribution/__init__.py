"""Article to attributions: source, cue and content, as spans; nobody is identified here."""

from sayso.attribution.assembly import find_marks
from sayso.attribution.tagging import Marks, Tagger

__all__ = ["Marks", "Tagger", "find_marks"]
