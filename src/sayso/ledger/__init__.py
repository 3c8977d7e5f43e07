"""The ledger: the stored statements and claims, with their provenance. The only room that knows a database."""

from sayso.ledger.exports import KINDS
from sayso.ledger.facade import SCHEMES, Ledger, rules_extractor
from sayso.ledger.freshness import state_of
from sayso.ledger.hearing import Heard
from sayso.ledger.listing import Extent, Sought
from sayso.ledger.news import Mark, StoryNews
from sayso.ledger.readers import Readers
from sayso.ledger.tables import Table
from sayso.ledger.writing import Added, Extractor

__all__ = [
    "KINDS",
    "SCHEMES",
    "Added",
    "Extent",
    "Extractor",
    "Heard",
    "Ledger",
    "Mark",
    "Readers",
    "Sought",
    "StoryNews",
    "Table",
    "rules_extractor",
    "state_of",
]
