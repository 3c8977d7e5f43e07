"""One file that can be mailed: whole, inert, readable without colour, script or network."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from sayso.records import How, Relation, Reprint, StoryView
from sayso.views.dossier import Provenance, render_dossier, safe_link
from tests.views.made import COLLISION, STORY, quoting

PROVENANCE = Provenance("sayso-rules 0.1.0", "desk.db", date(2025, 3, 9))


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text of it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.unclosed: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def having(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def page(view: StoryView = STORY) -> Page:
    return Page(render_dossier(view, PROVENANCE))


def test_it_is_one_well_formed_page() -> None:
    made = page()
    assert (made.open, made.unclosed) == ([], [])
    assert [tag for tag, _ in made.tags if tag == "h1"] == ["h1"]
    ids = made.having("id")
    assert len(ids) == len(set(ids))
    inside = [address[1:] for address in made.having("href") if address.startswith("#")]
    assert inside
    assert set(inside) <= set(ids)


def test_it_asks_the_network_for_nothing_and_runs_nothing() -> None:
    source = render_dossier(STORY, PROVENANCE)
    made = Page(source)
    assert not {tag for tag, _ in made.tags} & {"script", "img", "link", "iframe", "object", "embed", "form", "base"}
    assert not [name for _, attributes in made.tags for name in attributes if name.startswith("on") or name == "style"]
    assert "url(" not in source
    assert "@import" not in source
    policy = next(value for value in made.having("content") if "default-src" in value)
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_says_who_says_what_in_words() -> None:
    text = page().text
    assert "4 pages, 3 origins \u00b7 3 outlets \u00b7 3\u20137 Mar 2025" in text
    assert "+ supports in 3 origins fishermen's union two deckhands Navy of Vastland" in text
    assert "\u2212 denies in 1 origin Navy of Vastland" in text
    assert "Changed: Navy of Vastland \u2212 denies (3 Mar 2025), then + supports (6 Mar 2025)" in text
    assert "2 pages, 1 origin" in text
    assert "reprint of Else Courier, 3 Mar 2025, abridged: 3 of 3 sentences taken over (credit line: Coastwire)" in text
    assert "Said by one speaker only B \u201cThe repair will cost" in text
    assert "1 position without a known day is not drawn" in text


def test_every_position_stands_with_its_sentence_marked_in_context() -> None:
    source = render_dossier(STORY, PROVENANCE)
    assert (
        '<blockquote><span class="context">The sea was calm. </span>'
        '<span class="source">The Navy of Vastland</span> <span class="cue">denied</span> that '
        "<mark>any of its ships had touched the Marit</mark>."
        '<span class="context"> Harbour master Ida Holm could not confirm a collision.</span></blockquote>'
    ) in source
    assert source.count("<mark>") == 7


def test_every_page_has_its_digest_and_the_program_its_name() -> None:
    text = page().text
    for article in STORY.articles:
        assert f"{article.origin}sha256 {article.sha256}" in text
    assert "Written by sayso-rules 0.1.0 from the ledger desk.db on 9 Mar 2025 \u00b7 story s1." in text


def test_every_colour_has_its_sign_and_word() -> None:
    source = render_dossier(STORY, PROVENANCE)
    for chip in re.findall(r'<span class="chip [a-z]+">.*?</span>\s*[a-z ]+</span>', source):
        assert re.search(r'aria-hidden="true">.</span> [a-z]', chip)
    points = re.findall(r'<g class="point.*?</g>', source, re.DOTALL)
    assert len(points) == 5
    assert all('class="sign"' in point and "<title>" in point for point in points)


def test_the_matrix_has_headers_for_rows_and_columns() -> None:
    source = render_dossier(STORY, PROVENANCE)
    matrix = Page(source[source.index('<h2 id="matrix"') : source.index('<h2 id="when"')])
    assert matrix.having("scope").count("row") == 5
    assert matrix.having("scope").count("col") == 2


HOSTILE = '</style></title><script>alert(1)</script>\x1b[31m\u202e" onmouseover="x" \'><img src=x>{{ 7*7 }}'


def test_hostile_letters_come_out_as_letters() -> None:
    speaker = replace(COLLISION.positions[0].speaker, name=HOSTILE, role=HOSTILE)  # type: ignore[type-var]
    positions = (replace(COLLISION.positions[0], speaker=speaker), *COLLISION.positions[1:])
    article = replace(
        STORY.articles[0],
        title=HOSTILE,
        outlet=HOSTILE,
        agency=HOSTILE,
        byline=(HOSTILE,),
        origin=HOSTILE,
        url="javascript:alert(1)",
        text=STORY.articles[0].text.replace("The sea was calm", HOSTILE),
    )
    view = replace(
        STORY,
        story=replace(STORY.story, title=HOSTILE, id=HOSTILE),
        claims=(replace(COLLISION, gloss=HOSTILE, positions=positions),),
        articles=(article, *STORY.articles[1:]),
    )
    source = render_dossier(view, PROVENANCE)
    made = Page(source)
    assert (made.open, made.unclosed) == ([], [])
    assert not {tag for tag, _ in made.tags} & {"script", "img"}
    assert not [name for _, attributes in made.tags for name in attributes if name.startswith("on")]
    assert not set("\x1b\u202e") & set(source)
    assert "{{ 7*7 }}" in made.text
    assert not [address for address in made.having("href") if not address.startswith(("#", "https://lantern"))]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://lantern.example/marit?a=1", "https://lantern.example/marit?a=1"),
        ("http://lantern.example", "http://lantern.example"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//lantern.example", ""),
        ("https://[broken", ""),
        ("reports/a1.txt", ""),
        (None, ""),
    ],
)
def test_links_lead_to_the_web_only(address: str | None, link: str) -> None:
    assert safe_link(address) == link


def test_a_story_without_claims_or_days_is_still_a_page() -> None:
    bare = tuple(replace(article, published_at=None, title=None, outlet=None) for article in STORY.articles)
    made = page(replace(STORY, claims=(), articles=bare))
    assert (made.open, made.unclosed) == ([], [])
    assert "No claim was found in these pages." in made.text


def test_equal_stories_give_equal_pages() -> None:
    timeless = replace(PROVENANCE, made_on=None)
    assert render_dossier(STORY, timeless) == render_dossier(STORY, timeless)
    assert " on " not in Page(render_dossier(STORY, timeless)).text.split("Written by")[1]


def test_a_quotation_stands_with_its_other_wordings_against_the_fullest() -> None:
    source = render_dossier(quoting(STORY), PROVENANCE)
    made = Page(source)
    assert (made.open, made.unclosed) == ([], [])
    assert "<del>six</del> <ins>five</ins> of my men <del>did not see</del> <ins>saw</ins> the cutter" in source
    assert source.count('<span class="flag">') == 2
    assert "\u2691 number six five" in made.text
    assert "in Else Courier (Coastwire), 3 Mar 2025, also in Norden Post (Coastwire), 4 Mar 2025: 2 pages" in made.text
    assert "Quotations in several pages" not in page().text


def test_the_pages_of_one_origin_stand_folded_under_it() -> None:
    made = page()
    assert [kind.get("class") for tag, kind in made.tags if tag == "details"] == ["origins", "origins", None]
    assert "Pages 4 pages, 3 origins: under each origin the pages that carry its text." in made.text
    assert "1 page carries its text: 2 pages, 1 origin Norden Post (Coastwire), 4 Mar 2025 reprint of" in made.text
    assert "#pages" in made.having("href")


def test_what_changed_between_two_versions_is_shown() -> None:
    first = STORY.articles[0]
    later = replace(STORY.articles[3], text=first.text.replace("any of", "two of"))
    update = Reprint("a4", "a1", Relation.OWN_UPDATE, How.VERBATIM, ("published later",), 0.9)
    view = replace(STORY, articles=(*STORY.articles[:3], later), claims=(), statements=(), reprints=(update,))
    source = render_dossier(view, PROVENANCE)
    assert "version of Else Courier, 3 Mar 2025: 1 sentence changed (published later)" in source
    assert "denied that <del>any</del> <ins>two</ins> of its ships" in source
    assert (Page(source).open, Page(source).unclosed) == ([], [])
