"""RSS, Atom and JSON Feed."""

import json

import pytest

from sayso.errors import UnreadableOrigin
from sayso.origins.feeds import is_json_feed, read_feed, read_json_feed
from sayso.records import DateSource, Page, ProblemKind
from tests.origins.made import brief

ITEM = """<item><title>Mayor &amp;amp; council</title><link>http://paper.example/1</link><guid>tag:paper,1</guid>
<pubDate>Mon, 04 Mar 2024 09:15:00 +0100</pubDate><dc:creator>Ana Roth</dc:creator>
<description>&lt;p&gt;The mayor said &lt;b&gt;no&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;</description>
%s</item>"""
FULL = "<content:encoded><![CDATA[<p>The mayor said no.</p><p>She left.</p>]]></content:encoded>"


def rss(*items, encoding="utf-8", language="<language>en-gb</language>"):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour Gazette</title>{language}{''.join(items)}</channel></rss>"
    )
    return text.encode(encoding)


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>
<entry><id>urn:1</id><title type="html">No &lt;b&gt;means&lt;/b&gt; no</title>
<link href="/story/1"/><updated>2024-03-04T09:15:00+01:00</updated><author><name>Ana Roth</name></author>
<content type="html">&lt;p&gt;The mayor said no.&lt;/p&gt;</content></entry>
<entry><id>urn:2</id><title>Plain</title><summary type="text">Is 3 &lt; 4?</summary></entry></feed>"""


def read(content, **how):
    return list(read_feed(content, origin="feed.xml", **how))


def refusal(content, **how):
    """What was given before the feed was refused, and the refusal."""
    outcomes = []
    with pytest.raises(UnreadableOrigin) as caught:
        outcomes.extend(read_feed(content, origin="feed.xml", **how))
    return outcomes, caught.value


def test_an_entry_with_its_full_text_is_an_html_page():
    (page,) = read(rss(ITEM % FULL))
    assert page.origin == "feed.xml#tag:paper,1"
    assert (page.media_type, page.charset) == ("text/html", "utf-8")
    assert b"<p>The mayor said no.</p><p>She left.</p>" in page.content
    assert (page.url, page.outlet, page.byline) == ("http://paper.example/1", "Harbour Gazette", ("Ana Roth",))
    assert (page.published_at, page.published_from) == ("2024-03-04T09:15:00+01:00", DateSource.FEED)
    assert (page.title, page.language) == ("Mayor & council", "en")


def test_a_summary_is_the_page_where_there_is_nothing_else():
    (page,) = read(rss(ITEM % ""))
    assert (page.media_type, page.content) == ("text/plain", b"The mayor said no.\n\nTwice.")


def test_atom_entries():
    first, second = read(ATOM, url="http://paper.example/feed")
    assert (first.title, first.url, first.byline) == ("No means no", "http://paper.example/story/1", ("Ana Roth",))
    assert first.published_at == "2024-03-04T09:15:00+01:00"
    assert (second.content, second.published_at, second.url) == (b"Is 3 < 4?", None, None)


def test_an_entry_without_words_is_a_problem_beside_its_neighbours():
    bare = "<item><title>Only a title</title><link>http://paper.example/2</link></item>"
    outcomes = read(rss(ITEM % FULL, bare, ITEM.replace(",1<", ",3<") % FULL))
    assert [brief(outcome) for outcome in outcomes] == [
        ("feed.xml#tag:paper,1", "text/html"),
        ("feed.xml", "empty", "entry 2"),
        ("feed.xml#tag:paper,3", "text/html"),
    ]


# A date as a feed prints it, the date that is kept, and whether it is said that there is none.
PRINTED_DATES = [
    ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00", False),
    ("2024-03-05", "2024-03-05", False),
    ("", None, False),
    ("yesterday", None, True),
    ("03/04/2024", None, True),
    ("31 Feb 2024", None, True),
    ("99999-99-99", None, True),
    ("Tue, 05 Mar 2024 23:59:60 GMT", None, True),
]


@pytest.mark.parametrize(("printed", "kept", "is_said"), PRINTED_DATES)
def test_a_date_that_cannot_be_read_is_left_out_and_said(printed, kept, is_said):
    item = f"<item><title>t</title><pubDate>{printed}</pubDate><description>The mayor said no.</description></item>"
    json_item = {"id": "1", "content_text": "The mayor said no.", "date_published": printed}
    in_json = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [json_item]}
    for outcomes in (read(rss(item)), list(read_json_feed(in_json, origin="feed.json"))):
        assert [page.published_at for page in outcomes if isinstance(page, Page)] == [kept]
        problems = [brief(outcome)[1:] for outcome in outcomes if not isinstance(outcome, Page)]
        assert problems == [("bad_record", "entry 1")] * is_said


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "iso-8859-15", "utf-16"])
def test_legacy_encodings_come_out_right(encoding):
    (page,) = read(rss(ITEM.replace("The mayor", "Le maire de Séné") % "", encoding=encoding))
    assert page.content.decode().startswith("Le maire de Séné said no")


def test_charset_of_the_header_wins_over_none():
    content = rss(ITEM.replace("The mayor", "Séné") % "", encoding="iso-8859-1").replace(b' encoding="iso-8859-1"', b"")
    (page,) = read(content, charset="iso-8859-1")
    assert page.content.decode().startswith("Séné")


def test_a_feed_that_breaks_off_gives_its_whole_entries():
    whole = rss(ITEM % FULL, ITEM.replace(",1<", ",2<") % FULL)
    outcomes, refused = refusal(whole[: whole.rindex(b"She left")])
    assert [page.origin for page in outcomes] == ["feed.xml#tag:paper,1"]
    assert refused.kind == ProblemKind.TRUNCATED


def test_broken_xml_is_read_as_far_as_it_goes_and_said():
    outcomes, refused = refusal(rss(ITEM % FULL, "<item><title>a & b</title></item>", ITEM % FULL))
    assert [page.origin for page in outcomes if isinstance(page, Page)] == ["feed.xml#tag:paper,1"] * 2
    assert refused.kind == ProblemKind.UNREADABLE
    assert "line" in refused.reason


def test_an_entity_bomb_goes_off_nowhere():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]><rss version="2.0"><channel>'
        "<title>&l9;</title><item><title>&l9;</title><description>&l9;</description></item></channel></rss>"
    )
    outcomes, refused = refusal(bomb.encode())
    assert refused.kind == ProblemKind.UNREADABLE
    assert sum(len(outcome.content) for outcome in outcomes if isinstance(outcome, Page)) < 1000


def test_no_file_is_opened_for_an_entity(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read this")
    content = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel>'
        "<title>t</title><item><guid>1</guid><description>before &x; after</description></item></channel></rss>"
    )
    (page,) = read(content.encode())
    assert page.content.startswith(b"before")
    assert b"do not read" not in page.content


def test_content_that_is_a_file_name_is_not_opened(tmp_path, monkeypatch):
    (tmp_path / "feed.xml").write_bytes(rss(ITEM % FULL))
    monkeypatch.chdir(tmp_path)
    assert refusal(b"feed.xml")[1].kind == ProblemKind.UNREADABLE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (rss(), ProblemKind.EMPTY),
        (b"<?xml version='1.0'?><invoice/>", ProblemKind.UNREADABLE),
        (b"", ProblemKind.UNREADABLE),
        (b"<html><body>404</body></html>", ProblemKind.UNREADABLE),
        (b"<rss" + b"<" * 20_000, ProblemKind.UNREADABLE),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(content, kind):
    outcomes, refused = refusal(content)
    assert outcomes == []
    assert refused.kind == kind
    assert refused.reason


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Gazette",
    "authors": [{"name": "The desk"}],
    "items": [
        {
            "id": "urn:1",
            "url": "http://paper.example/1",
            "title": "No",
            "content_html": "<p>The mayor said no.</p>",
            "date_published": "2024-03-04T09:15:00+01:00",
            "authors": [{"name": "Ana Roth"}],
            "language": "en-GB",
        },
        {"id": 2, "content_text": "The mayor said yes.", "author": {"name": "Ben Oh"}},
        {"id": "urn:3", "summary": "Half \ud800 a letter."},
        {"id": "urn:4"},
        "not an item",
    ],
}


def test_json_feed():
    document = json.loads(json.dumps(JSON_FEED))
    assert is_json_feed(document)
    outcomes = list(read_json_feed(document, origin="feed.json"))
    assert [brief(outcome) for outcome in outcomes] == [
        ("feed.json#urn:1", "text/html"),
        ("feed.json#2", "text/plain"),
        ("feed.json#urn:3", "text/plain"),
        ("feed.json", "empty", "entry 4"),
        ("feed.json", "empty", "entry 5"),
    ]
    first, second, third = outcomes[:3]
    assert (first.byline, first.language, first.published_from) == (("Ana Roth",), "en", DateSource.FEED)
    assert (second.content, second.byline) == (b"The mayor said yes.", ("Ben Oh",))
    assert (third.content, third.byline) == (b"Half ? a letter.", ("The desk",))


@pytest.mark.parametrize(
    ("items", "kind"), [({"items": []}, ProblemKind.EMPTY), ({"items": 3}, ProblemKind.UNREADABLE), ({}, "unreadable")]
)
def test_json_feeds_that_hold_nothing(items, kind):
    with pytest.raises(UnreadableOrigin) as caught:
        list(read_json_feed(items, origin="feed.json"))
    assert caught.value.kind == kind


def test_only_entries_without_full_text_are_followed():
    followed = []

    def follow(page):
        followed.append(page.url)
        yield page

    bare = "<item><title>t</title><guid>9</guid><link>http://paper.example/9</link></item>"
    outcomes = read(rss(ITEM % FULL, ITEM.replace("le/1", "le/2") % "", bare), follow=follow)
    assert len(outcomes) == 3
    assert followed == ["http://paper.example/2", "http://paper.example/9"]
