"""Which language a text is in.

English, by far the commonest here, is told by its small words; only a text in which they are rare asks py3langid,
whose model takes 0.7 CPU-s to load and 100 MB to keep.
"""

from __future__ import annotations

import re

# Code points looked at: enough for either test, and a text is in one language.
SAMPLE = 2_000
# Words a text needs before its language can be told at all.
MIN_WORDS = 5
# Share of the small words in a sample, above which it is English. PolNeAR train: 0.27 to 0.55 (1st percentile to
# maximum); the non-English pages of html_dates_mediacloud: at most 0.06.
MIN_SHARE = 0.15

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The commonest words of English (Oxford English Corpus), less those that other languages write alike
# (in, is, on, as, an, a, at, or, we, me, do, no, so, all).
SMALL_WORDS = frozenset(
    "the of and to that it for was with his her he she they this which from have has had by are be been were not but "
    "who what when said will would their there its about after before more than into you your".split()
)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None when it has too few words to tell."""
    words = WORD.findall(text[:SAMPLE])
    if len(words) < MIN_WORDS:
        return None
    if sum(word.lower() in SMALL_WORDS for word in words) >= len(words) * MIN_SHARE:
        return "en"
    from py3langid import classify

    code = str(classify(text[:SAMPLE])[0])
    return code if len(code) == 2 else None
