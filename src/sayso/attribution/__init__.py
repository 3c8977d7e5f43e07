"""Article to attributions: source, cue and content, as spans; nobody is identified here."""

from sayso.attribution.assembly import find_attributions
from sayso.attribution.tagging import Tagger

__all__ = ["Tagger", "find_attributions"]
