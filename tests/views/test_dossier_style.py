"""The dossier's colours can be read by everyone, by day and by night (WCAG 2.1, contrast AA)."""

from __future__ import annotations

import re

import pytest

from sayso.views import SIGNS
from sayso.views.dossier import TEMPLATES

AA = 4.5
STYLE = TEMPLATES.joinpath("dossier.css").read_text(encoding="utf-8")
NAMES = [sign.name for sign in SIGNS.values()]
PAIRS = [(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "card")]
PAIRS += [pair for name in NAMES for pair in ((name, f"{name}-tint"), ("ink", f"{name}-tint"))]


def colours(theme: str) -> dict[str, str]:
    roots = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    day, night = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", root)) for root in roots[:2])
    return day if theme == "light" else {**day, **night}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    known = colours(theme)
    lighter, darker = sorted((luminance(known[text]), luminance(known[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= AA


@pytest.mark.parametrize("name", NAMES)
def test_every_stance_has_its_styles(name: str) -> None:
    for selector in (f".chip.{name} ", f".position.{name} ", f".tally > .{name} ", f".timeline .{name} .sign "):
        assert selector in STYLE
