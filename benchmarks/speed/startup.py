"""CPU-seconds until `sayso --help` has been printed, and how many times those of an empty Python program that is.

python -m benchmarks.speed.startup
"""

from __future__ import annotations

import sys

from benchmarks.speed.costs import run
from benchmarks.speed.floors import report

# Runs of each; the fastest counts, which other work on the machine disturbs least.
RUNS = 7


def main() -> int:
    ours = min(run([sys.executable, "-m", "sayso", "--help"]).cpu_s for _ in range(RUNS))
    bare = min(run([sys.executable, "-c", "pass"]).cpu_s for _ in range(RUNS))
    return report("startup", {"cpu_seconds_max": ours, "times_empty_program_max": ours / bare})


if __name__ == "__main__":
    sys.exit(main())
