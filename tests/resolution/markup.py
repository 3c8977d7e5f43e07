"""Attributions marked in a line of text, so that tests can be read: "{S Hale} {C denied} {T the report}."

A second attribution in the same text has a figure behind its letters: "{S2 He} {C2 said} {T2 no}". `>1` behind the
figure says that it stands inside the first: "{S2>1 Moscow}".
"""

from __future__ import annotations

import re

from sayso.records import Article, Attribution, Dateline, Form
from sayso.segments import Segments, segment
from sayso.spans import Span

OPEN = re.compile(r"\{([SCT])(\d*)(?:>(\d+))?\s")
FORMS = {form.value: form for form in Form}


def read(marked: str) -> tuple[str, tuple[Attribution, ...]]:
    """The text without its marks, and the attributions marked in it, in order of their figures."""
    text, stack, spans, outer = "", [], {}, {}
    at = 0
    while at < len(marked):
        found = OPEN.match(marked, at)
        if found:
            number = int(found[2] or 1)
            stack.append((found[1], number, len(text)))
            if found[3]:
                outer[number] = int(found[3])
            at = found.end()
        elif marked[at] == "}":
            letter, number, start = stack.pop()
            spans.setdefault((number, letter), []).append(Span(start, len(text)))
            at += 1
        else:
            text += marked[at]
            at += 1
    numbers = sorted({number for number, _ in spans})
    return text, tuple(_attribution(text, spans, number, outer, numbers) for number in numbers)


def article(text: str, *, on: Dateline | None = None, published: str | None = None) -> tuple[Article, Segments]:
    """An article of that text, cut."""
    return Article("a", "test.txt", "0" * 64, text, dateline=on, published_at=published), segment(text)


def _attribution(
    text: str,
    spans: dict[tuple[int, str], list[Span]],
    number: int,
    outer: dict[int, int],
    numbers: list[int],
) -> Attribution:
    content = tuple(sorted(spans.get((number, "T"), [])))
    quoted = [any(mark in span.surface(text) for mark in '“”"') for span in content]
    whole = all(span.surface(text)[:1] in '“"' for span in content)
    form = Form.INDIRECT if not any(quoted) else Form.DIRECT if whole else Form.MIXED
    source, cue = tuple(spans.get((number, "S"), [])), tuple(spans.get((number, "C"), []))
    if not source and not cue:
        form = Form.FREE_DIRECT
    around = numbers.index(outer[number]) if number in outer else None
    return Attribution(form, source, cue, content, 1.0, "marked", around)
