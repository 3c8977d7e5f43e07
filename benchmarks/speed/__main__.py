"""Every speed benchmark: python -m benchmarks.speed [--peer-python PATH]."""

import sys

from benchmarks.speed import extract, ledger, startup

sys.exit(max(startup.main(), ledger.main([]), extract.main(sys.argv[1:])))
