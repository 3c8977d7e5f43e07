"""Small HTML pages in our own words, with the chrome that sites put around a report."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour master said on Monday that no ship had left the port of Lisbon since the storm began.",
    "“None will leave before noon,” Ana Reis told reporters at the pier, where forty ships were waiting for the wind.",
    "The ferry company denied a report that one of its boats had sailed, and said that its crews were all at home.",
    "The council will meet again on Tuesday. A spokesman would not confirm that the port might close for the week.",
)
BODY = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(
    head: str = "", *, before: str = "", after: str = "", lang: str = "en", title: str = "Ships stay in port"
) -> str:
    """A page with `head` in its head, and `before` and `after` around the headline's end and the report."""
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} | The Harbour Post</title>{head}</head>
<body><nav><a href="/">Home</a><a href="/sea">Sea</a></nav>
<main><article><h1>{title}</h1>{before}
<figure><img src="ship.jpg" alt=""><figcaption>Ships wait in the port. Jo Roe/EPA</figcaption></figure>
{BODY}
<h2>Third day of waiting</h2>
<p>The wind is expected to turn in the night, the weather service said, and the first ferry could sail at six.</p>
{after}</article></main>
<aside><h3>Most read</h3><a href="/1">Other news from the sea</a></aside>
<footer>Imprint, contact and privacy</footer></body></html>"""
