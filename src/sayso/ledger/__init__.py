"""The ledger: the stored statements and claims, with their provenance. The only room that knows a database."""

from sayso.ledger.exports import KINDS
from sayso.ledger.facade import Ledger, rules_extractor
from sayso.ledger.writing import Added, Extractor

__all__ = ["KINDS", "Added", "Extractor", "Ledger", "rules_extractor"]
