"""From pages to a ledger: examining in worker processes, storing in order, linking at the end."""

from sayso.ingest.pool import examine_all
from sayso.ingest.single import examine, installed_tagger
from sayso.ingest.storing import Progress, ReadReport, read_into, relink

__all__ = ["Progress", "ReadReport", "examine", "examine_all", "installed_tagger", "read_into", "relink"]
