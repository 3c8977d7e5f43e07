"""Every speed benchmark: python -m benchmarks.speed [--peer-python PATH]."""

import sys

from benchmarks.speed import extract, growth, ledger, pages, paint, scale, startup, story

sys.exit(
    max(
        startup.main(),
        ledger.main([]),
        growth.main(),
        scale.main([]),
        story.main([]),
        pages.main([]),
        paint.main([]),
        extract.main(sys.argv[1:]),
    )
)
