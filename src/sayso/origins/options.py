"""What the caller may choose about reading the world, and the limits that hold for every origin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# The extractor hangs on pages of 10 MB and more (measured on one repeated paragraph), so nothing larger leaves this
# room as one page. Longest real report in the labelled page sets: 1.5 MB of HTML. Bytes, after decompression.
PAGE_LIMIT = 10_000_000

# Feeds seen in practice stay under 1 MB; a parser needs some 15 times the bytes in memory. Bytes, decompressed.
FEED_LIMIT = 5_000_000

# One JSON document (not JSON lines) is held in memory whole, at some 4 times its bytes.
JSON_LIMIT = 50_000_000

# A line of JSONL: a page of PAGE_LIMIT with generous escapes ("\u0000" is six bytes for one).
LINE_LIMIT = 30_000_000

# Text compresses 3 to 10 times, repetitive HTML up to 60; DEFLATE's ceiling is 1,032. Beyond this ratio, and beyond
# EXPANSION_FREE bytes of output, compressed data is taken for a bomb.
MAX_EXPANSION = 200
EXPANSION_FREE = 20_000_000


@dataclass(frozen=True, slots=True)
class OriginOptions:
    """How origins are read.

    Attributes:
        called: a name that stands in for the path of every file or folder given, so that ids do not depend on
            where it is installed; "demo" makes "…/data/demo/a.txt" the origin "demo/a.txt".
        working_folder: paths inside it are told relative to it, others absolute; None: the process's own.
        follow_links: fetch the page behind a feed's entry when the feed itself carries only a summary.
    """

    called: str | None = None
    working_folder: Path | None = None
    follow_links: bool = False
