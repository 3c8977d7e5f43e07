"""Cleans the names in a byline: "By JANE DOE, Staff Writer and John Roe | jroe@paper.example" is two persons."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Code points of a person's or an agency's name; longer is a sentence, not a name.
MAX_NAME = 60
# Names in one byline; more is a list of staff.
MAX_NAMES = 12

OPENING = re.compile(
    r"^\W*(?:(?:written|story|text|posted|published|report(?:ed)?|analysis|opinion|words)\s{1,3})?"
    r"(?:by|von|par|por|de la redacci[oó]n de)[\s:]{1,4}",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}|(?<!\w)@\w{1,30}|https?://\S{0,300}|www\.\S{0,300}"
)
PARTING = re.compile(r"\s*(?:[;|/•·\n]|,\s*(?:and|und|et|y)\s+|,|\s(?:and|und|et|y|&)\s|\swith\s)\s*", re.IGNORECASE)
# A part of a byline that says what somebody is or where, not who.
ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|editors|columnist|contributor|contributing|bureau|chief|political|"
    r"business|sports|images?|photos?|getty|istockphoto|shutterstock|senior|producer|photographer|journalist|news desk|"
    r"newsroom|web desk|admin|administrator|guest|updated|published|posted|follow|email|contact|minutes?|read|"
    r"redaktion|redazione|redacción|rédaction)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\s+in\s+[A-ZÀ-Þ].*$")
SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|esq)\.?$", re.IGNORECASE)
DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d")


def clean_names(parts: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The names in the parts of a byline, in order, each once.

    Args:
        parts: raw strings, each with one name or several.
        outlet: the publication's own name, which is nobody's; or None.
    """
    names: dict[str, str] = {}
    for part in parts:
        for name in _split(part[: MAX_NAME * MAX_NAMES]):
            key = re.sub(r"\W", "", name).casefold()
            if key and key not in names and key != re.sub(r"\W", "", outlet or "").casefold():
                names[key] = name
    return tuple(names.values())[:MAX_NAMES]


def _split(part: str) -> list[str]:
    text = OPENING.sub("", EMAIL.sub(" ", part))
    names: list[str] = []
    for piece in PARTING.split(text):
        name = re.sub(r"\s+", " ", PLACE.sub("", OPENING.sub("", piece))).strip(" \t\r\n-–—:.,()[]\"'“”")
        if SUFFIX.match(name) and names:
            names[-1] = f"{names[-1]} {name}"
        elif _is_name(name):
            names.append(_cased(name))
    return names


def _is_name(name: str) -> bool:
    return (
        1 < len(name) <= MAX_NAME
        and any(letter.isalpha() for letter in name)
        and not DATE.search(name)
        and not ROLE.search(name)
        and len(name.split()) <= 7
    )


def _cased(name: str) -> str:
    """JANE DOE as Jane Doe; a single word in capitals is an agency (AFP)."""
    if name.isupper() and " " in name and "." not in name:
        return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return name
