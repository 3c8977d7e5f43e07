"""Languages of short texts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour master said on Monday that no ship had left the port since the storm.", "en"),
        ("Le capitaine du port a dit lundi qu'aucun navire n'était parti depuis la tempête.", "fr"),
        ("Der Hafenmeister sagte am Montag, seit dem Sturm habe kein Schiff den Hafen verlassen.", "de"),
        ("Паром не выйдет в море до полудня, сказал начальник порта журналистам.", "ru"),
        ("", None),
        ("Lisbon, 22", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The harbour master said on Monday that no ship had left the port.", "es", "en"),
        ("Паром не выйдет в море до полудня, сказал начальник порта журналистам.", "en", "ru"),
        ("Le capitaine du port a dit lundi qu'aucun navire n'était parti.", "fr", "fr"),
        ("Lisbon, 22", "pt", "pt"),
    ],
)
def test_the_letters_outweigh_a_template_that_says_english(text: str, declared: str, language: str) -> None:
    assert language_of(text, declared=declared) == language


def test_english_needs_no_model() -> None:
    script = (
        "import sys; from sayso.reading.language import language_of;"
        "assert language_of('The master said that he was not at the port when it was closed.') == 'en';"
        "assert 'py3langid' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0
