"""What stands in a text beside its report: share lines, captions and credits, prompts, the headline, subheads.

A line is furniture as a whole or not at all, but for a dateline and a closing credit. Precision comes first, since
a paragraph of the report taken for furniture loses its statements: a rule fires on what a line is made of, hardly
ever on its length alone, and never on a line with a quotation in it that it does not name.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from functools import cache

from sayso.lexicon import load_entries
from sayso.spans import Span, Spans, merged, trimmed

# Code points of a prompt or a label with what follows it; longer paragraphs report something.
MAX_PROMPT = 300
# Code points of a headline in plain text; html_fundus has none longer than 150.
MAX_TITLE = 220
# Code points and words of a subhead or a tagline.
MAX_SUBHEAD, MAX_SUBHEAD_WORDS = 60, 9
# Lines from the top in which headline, tagline and byline stand.
TOP_LINES = 10
# Words behind "By": three names with their titles.
MAX_BYLINE_WORDS = 16
# Code points at the end of a line in which a caption's credit stands.
CREDIT_REACH = 140

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
EDGES = " \t\xa0.:!>»|•·*-–—_[](){}<…\u200b\ufeff"
FINAL_MARKS = ".?!…\"”’'»):;,"
ENCLOSED = re.compile(r"^(?:[-–—*#=]{1,3})\s{0,2}[^\s*#=–—-][^–—*#=\n]{1,80}?\s{0,2}(?:[-–—*#=]{1,3})$")
ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+|@\w{2,30}|[\w.+-]{1,64}@[\w.-]{3,64}")
EMBEDDED = re.compile(r"^</?tweet\b[^>]{0,300}>\.?$|^[—–-]{1,2}\s?[^@\n]{1,60}\(@\w{1,30}\)")
FOLLOW = re.compile(r"^(?:on twitter,?\s)?follow\s.{1,160}(?:twitter|facebook|instagram|@\w)", re.IGNORECASE)
ONLY_TIME = re.compile(
    r"^(?:(?:published|updated|posted|last updated|modified)\b\W{0,3}(?:on|at)?\s?)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\W{1,2})?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?\b|\d{1,2}(?:st|nd|rd|th)?\s"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})?"
    r"(?:,?\s(?:19|20)\d\d)?(?:\W{0,3}(?:at\s)?\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:[a-z]{2,4})?)?\W{0,2}$",
    re.IGNORECASE,
)
BYLINE = re.compile(r"^(?:By|BY|Written by|Story by|Text by)[\s:]\s?(?P<names>[A-ZÀ-Þ@].{1,110})$")
# Words of a byline that need no capital; and those that make it a sentence: "By Monday forty ships had left".
SMALL = frozenset("and with in of for the de van von der den del di da la al el bin ibn at | & / - – —".split())
DAYS = frozenset(
    name.lower() for name in (*calendar.day_name, *calendar.month_name, *calendar.month_abbr, "the") if name
)
COPYRIGHT = re.compile(
    r"^(?:copyright\W{0,3}(?:©|\(c\)|(?:19|20)\d\d|by\b)|©|\(c\)\s?(?:19|20)\d\d)|\ball rights reserved\b\W{0,3}$",
    re.IGNORECASE,
)
FILE_CAPTION = re.compile(
    r"^(?:FILE(?: PHOTO| PIC| IMAGE)?\s?[:—–-]|File photo\b|FILE PHOTO\b|\(?(?:L|Left) to (?:R|right)\b)"
)
PHOTO_BY = re.compile(
    r"\b(?:[Ff]ile )?(?:Photos?|Photographs?|Images?|Pictures?|Pics?|PHOTOS?|Pool [Pp]hoto|Video)"
    r"(?:\s(?:by|via|from|courtesy(?: of)?)\b|:)\s?[^.?!]{2,90}\.?$"
)
SITE_ICON = re.compile(r"^Site icon (?P<outlet>\S.{1,78})$")


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines of `text` that are not blank, trimmed, in order."""
    spans = (trimmed(text, Span(line.start(), line.end())) for line in LINE.finditer(text))
    return tuple(span for span in spans if len(span))


def find_title(text: str, lines: Sequence[Span]) -> Span | None:
    """The headline of a plain text: the first line that is no furniture, if it is short and ends without a full stop.

    None when the text begins with its report, or has one line only.
    """
    for number, line in enumerate(lines[:TOP_LINES]):
        surface = line.surface(text)
        if is_furniture(surface):
            continue
        is_headline = len(line) <= MAX_TITLE and not _ends_sentence(surface) and number + 1 < len(lines)
        return line if is_headline and not is_byline(surface) else None
    return None


def find_byline(text: str, lines: Sequence[Span]) -> Span | None:
    """The line near the top that names who wrote the text ("By Jo Roe, Reuters"), or None."""
    return next((line for line in lines[:TOP_LINES] if is_byline(line.surface(text))), None)


def is_byline(line: str) -> bool:
    """Whether a line is "By" and names: each word has a capital, but for small ones, and none is a day or a month."""
    found = BYLINE.match(line)
    words = found["names"].rstrip(".").replace(",", " ").split() if found else []
    return (
        0 < len(words) <= MAX_BYLINE_WORDS
        and words[0].lower() not in DAYS
        and all(word in SMALL or not word[0].islower() for word in words)
    )


def printed_outlet(text: str, lines: Sequence[Span]) -> str | None:
    """The outlet that a saved page names in the alternative text of its icon, or None."""
    for line in lines[:TOP_LINES]:
        icon = SITE_ICON.match(line.surface(text))
        if icon:
            return icon["outlet"].strip()
    return None


def find_furniture(
    text: str, lines: Sequence[Span], *, title: str | None = None, set_apart: Spans = (), wire: Spans = ()
) -> Spans:
    """Spans of `text` that are not the report, merged and in order.

    Args:
        lines: as `lines_of` gives them.
        title: the headline; a line that repeats it is furniture, unless it is the first one and printed as a
            sentence, with its end mark: then it is text to read (PolNeAR prints and marks it so).
        set_apart: headings and captions by the page's markup.
        wire: dateline and credits.
    """
    found = [*set_apart, *wire]
    report = _first_of_report(text, lines)
    headline = _key(title or "")
    for number, line in enumerate(lines):
        surface = line.surface(text)
        if (
            is_furniture(surface)
            or (headline and _key(surface) == headline and (number > 0 or not _ends_sentence(surface)))
            or (number < TOP_LINES and (is_byline(surface) or (number < report and _is_bare(surface))))
            or (0 < number < len(lines) - 1 and _is_subhead(text, lines[number - 1], line, lines[number + 1]))
        ):
            found.append(line)
    return merged(span for span in found if len(span))


def is_furniture(line: str) -> bool:
    """Whether a line is furniture wherever it stands."""
    if len(line) > MAX_PROMPT * 3:
        return _is_caption(line)
    bare = line.strip(EDGES).casefold()
    return (
        not bare
        or bare in _words("whole line")
        or (len(line) <= MAX_PROMPT and bare.startswith(_openings()))
        or any(pattern.search(line) for pattern in (ENCLOSED, EMBEDDED, FOLLOW, ONLY_TIME))
        or all(ADDRESS.fullmatch(word.strip(EDGES)) for word in line.split() if word.strip(EDGES))
        or (len(line) <= MAX_PROMPT and COPYRIGHT.search(line) is not None)
        or _is_caption(line)
    )


def _is_caption(line: str) -> bool:
    if FILE_CAPTION.match(line):
        return True
    end = line[-CREDIT_REACH:]
    return bool(PHOTO_BY.search(end) or _photo_credit().search(end))


@cache
def _words(group: str) -> frozenset[str]:
    groups = load_entries("furniture.toml", "group", key="name", required=("words", "source"))
    return next(frozenset(entry["words"]) for entry in groups if entry["name"] == group)


@cache
def _openings() -> tuple[str, ...]:
    return tuple(sorted(_words("opening")))


@cache
def _photo_credit() -> re.Pattern[str]:
    """A credit at the end of a caption: "(AP Photo/Jane Doe)", "Jane Doe/Getty Images", "Handout via REUTERS"."""
    names = "|".join(re.escape(name) for name in sorted(_words("photo agency"), key=len, reverse=True))
    return re.compile(
        rf"[(\[](?:Photo:?\s|Image:?\s|Credit:?\s)?(?:{names})(?:\s?[/|,–—-]\s?|\s(?:Photo|Images?|via)\b)[^()\[\]]{{0,80}}[)\]]\.?$"
        rf"|[(\[][^()\[\]/]{{2,60}}\s?(?:/|\svia\s)\s?(?:{names})[^()\[\]]{{0,40}}[)\]]\.?$"
        rf"|(?:^|[.!?)\"”’]\s|\s[-–—|]\s?)[^.!?()]{{2,70}}?\s?(?:/|\svia\s|\s[-–—|]\s)\s?(?:{names})(?:\s?/\s?[^.!?()]{{1,40}})?\.?$"
        rf"|\b(?:AP Photo|REUTERS|AFP|EPA)/[^.!?()]{{2,60}}\.?$"
    )


def _first_of_report(text: str, lines: Sequence[Span]) -> int:
    """Index of the first line that ends a sentence and is no furniture; all lines before it only lead there."""
    for number, line in enumerate(lines):
        surface = line.surface(text)
        if _ends_sentence(surface) and len(line) > MAX_SUBHEAD and not is_furniture(surface):
            return number
    return 0


def _ends_sentence(line: str) -> bool:
    return line.rstrip("\"”’'») ").endswith((".", "!", "?", "…")) or line.endswith((":", ","))


def _is_bare(line: str) -> bool:
    """A headline, tagline or label: no full stop at its end, and no quotation in it."""
    return len(line) <= MAX_TITLE and not _ends_sentence(line)


def _is_subhead(text: str, before: Span, line: Span, after: Span) -> bool:
    """A short line between two sentences that is none itself."""
    surface = line.surface(text)
    return (
        len(line) <= MAX_SUBHEAD
        and len(surface.split()) <= MAX_SUBHEAD_WORDS
        and surface[-1] not in FINAL_MARKS
        and (surface[0].isupper() or surface[0].isdigit())
        and not any(mark in surface for mark in '"“”„«»')
        and text[before.end - 1] in FINAL_MARKS[:9]
        and not text[after.start].islower()
    )


def _key(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
