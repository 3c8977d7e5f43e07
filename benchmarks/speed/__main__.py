"""Every speed benchmark: python -m benchmarks.speed [--peer-python PATH]."""

import sys

from benchmarks.speed import extract, growth, ledger, startup

sys.exit(max(startup.main(), ledger.main([]), growth.main(), extract.main(sys.argv[1:])))
