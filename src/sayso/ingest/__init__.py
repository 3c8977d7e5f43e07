"""From pages to a ledger: examining in worker processes, storing in order, linking at the end.

What stores is in `sayso.ingest.storing` and not here: the database's library takes a fifth of a second to load, in each
process, and a worker or `sayso extract` has no use for it.
"""

from sayso.ingest.pool import examine_all
from sayso.ingest.single import examine, installed_scorer, installed_tagger

__all__ = ["examine", "examine_all", "installed_scorer", "installed_tagger"]
