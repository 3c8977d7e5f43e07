"""Makes the letters of strangers harmless to show.

Titles and texts come from the web. A terminal obeys escape codes, and every screen obeys the Unicode marks that
reverse the order of what follows; a report could use either to show its reader another sentence than it holds.
HTML and rich markup are no matter of this module: the faces never interpret text as either.
"""

from __future__ import annotations

import re

# C0 without tab and line feed, DEL and C1: what a terminal obeys (ECMA-48). Embeddings, overrides and isolates: what
# reorders the letters after them (UAX 9); the plain direction marks stay, Arabic and Hebrew need them. Lone
# surrogates cannot be written out. Interlinear annotation marks and tag characters hide text.
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]|[\ud800-\udfff]"
)
WHITE_SPACE = re.compile(r"\s+")
# Stands where a letter was taken out of a file that could not be decoded; shown, so that the gap is seen.
REPLACEMENT = "\ufffd"


def inert(text: str) -> str:
    """`text` on one line, without what a terminal or a screen would obey.

    Control characters and reordering marks are dropped, runs of white space become one space, lone surrogates
    become U+FFFD. For showing only: offsets into the result mean nothing.
    """
    return WHITE_SPACE.sub(" ", without_controls(text))


def without_controls(text: str) -> str:
    """`text` without what a terminal or a screen would obey; line breaks and tabs are kept."""
    # Nothing of it can be printed, and nearly every text can.
    if text.isprintable():
        return text
    return OBEYED.sub(lambda match: REPLACEMENT if "\ud800" <= match[0] <= "\udfff" else "", text)
