"""List the words that are printed in lower case, for src/sayso/data/common_words.txt.

    python -m benchmarks.common_words > src/sayso/data/common_words.txt

A capital on such a word tells nothing where a sentence, a quotation or a headline begins. Counted are articles of the
training parts of the labelled sets, those left out on which names are measured. The list holds words, no text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from benchmarks.quality.measurement import data_folder
from benchmarks.word_counts import SETS, texts_of

MEASURED_ON = "meantime_wikinews"
# Articles that print a word in lower case, and how many times as many as give it a capital behind a lower-case word.
LEAST_COUNT = 5
LEAST_RATIO = 3
LOWER = re.compile(r"(?<![\w.@/#'\u2019-])[a-z]{2,}(?![\w@/])")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w@/])")


def main() -> None:
    """Print the list."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts_of(data_folder(), [one for one in SETS if not one[0].startswith(MEASURED_ON)]):
        lower.update(set(LOWER.findall(text)))
        capital.update({word.lower() for word in CAPITAL.findall(text)})
    kept = sorted(
        word for word, count in lower.items() if count >= LEAST_COUNT and count >= LEAST_RATIO * capital[word]
    )
    print(
        f"# Words that {LEAST_COUNT} articles at least print in lower case, and few with a capital inside a sentence."
    )
    print("# Made by benchmarks/common_words.py from the training parts of the labelled sets.")
    sys.stdout.writelines(f"{word}\n" for word in kept)


if __name__ == "__main__":
    main()
