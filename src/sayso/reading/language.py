"""Which language a text is in.

English, by far the commonest here, is told by its small words; only a text in which they are rare, and whose page
does not name another language, asks py3langid, whose model takes 0.7 CPU-s to load and 100 MB to keep.
"""

from __future__ import annotations

import re

# Code points looked at: enough for either test, and a text is in one language.
SAMPLE = 2_000
# Words a text needs before its language can be told from them.
MIN_WORDS = 5
# Share of small words from which on a text is English, and up to which it is not even where its page says so.
# Median of PolNeAR train and of gva train 0.27, their 1st percentiles 0.18 and 0.14; of 144 pages in many languages
# none that is not English has more than 0.02, but for one in Tagalog mixed with English (0.19).
ENGLISH, NOT_ENGLISH = 0.1, 0.02

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# The commonest words of English (Oxford English Corpus), less those that other languages write alike
# (in, is, on, as, an, a, at, or, we, me, do, no, so, all).
SMALL_WORDS = frozenset(
    "the of and to that it for was with his her he she they this which from have has had by are be been were not but "
    "who what when said will would their there its about after before more than into you your".split()
)


def language_of(text: str, *, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the text's language; None when it has too few words to tell.

    Args:
        declared: what its page says; templates say "en" on pages in any language.
    """
    words = WORD.findall(text[:SAMPLE])
    if len(words) < MIN_WORDS:
        return declared
    share = sum(word.lower() in SMALL_WORDS for word in words) / len(words)
    if share >= ENGLISH:
        return "en"
    if declared is not None and (declared != "en" or share > NOT_ENGLISH):
        return declared
    from py3langid import classify

    code = str(classify(text[:SAMPLE])[0])
    return code if len(code) == 2 else None
