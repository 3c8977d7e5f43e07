"""Fetching, against a server of our own on the loopback address."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnreadableOrigin
from sayso.origins import OriginOptions, read_origins
from sayso.origins.web import Fetcher, WebLimits, parse_address
from sayso.records import DateSource, Page, ProblemKind
from tests.origins.made import HTML, brief
from tests.origins.test_feeds import FULL, ITEM, rss

NOW = datetime(2024, 3, 4, 12, tzinfo=UTC)
LIMITS = WebLimits(connect_s=2, read_s=0.4, total_s=0.8, max_bytes=200_000)


class Site:
    """What the server answers: a path to a status, headers and body, or to a function that writes the answer."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.is_over = threading.Event()

    def put(self, path, body=b"", status=200, **headers):
        headers.setdefault("content_type", "text/html; charset=utf-8")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, body))

    def put_writer(self, path, write):
        self.answers[path] = [write]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        site.asked.append((self.path, self.headers["User-Agent"]))
        queue = site.answers.get(self.path, [(404, {}, b"gone")])
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        self.close_connection = True
        if callable(answer):
            try:
                answer(self.wfile, site.is_over)
            except OSError:
                return  # the client has gone, as it should
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.site = site = Site()
    site.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    site.is_over.set()
    server.shutdown()
    server.server_close()
    thread.join()


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.time_s = 100.0
        self.slept = []

    def __call__(self):
        return self.time_s

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.time_s += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fetch(clock):
    with Fetcher(LIMITS, sleep=clock.sleep, clock=clock, now=lambda: NOW) as fetcher:
        yield fetcher


def refusal(fetch, url):
    with pytest.raises(UnreadableOrigin) as caught:
        fetch(url)
    return caught.value


def test_a_page_with_what_its_headers_say(site, fetch):
    site.put("/a", HTML, Last_Modified="Mon, 04 Mar 2024 09:15:00 GMT", content_type="text/html; charset=iso-8859-1")
    fetched = fetch(f"{site.root}/a#part")
    assert (fetched.content, fetched.media_type, fetched.charset) == (HTML, "text/html", "iso-8859-1")
    assert (fetched.modified_at, fetched.fetched_at) == ("2024-03-04T09:15:00+00:00", NOW)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert all(agent.startswith("sayso") for _, agent in site.asked)


def test_pages_of_one_host_are_asked_for_slowly(site, fetch, clock):
    for path in ("/a", "/b", "/c"):
        site.put(path, HTML)
        fetch(site.root + path)
    assert clock.slept == [1.0, 1.0]


def test_crawl_delay_makes_it_slower(site, fetch, clock):
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7", content_type="text/plain")
    site.put("/a", HTML)
    fetch(f"{site.root}/a")
    fetch(f"{site.root}/a")
    assert clock.slept == [7.0]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize(
    ("status", "rules"),
    [(200, b"User-agent: *\nDisallow: /"), (503, b""), (200, b"User-agent: *\nCrawl-delay: 3600")],
)
def test_robots_are_obeyed(site, fetch, status, rules):
    site.put("/robots.txt", rules, status, content_type="text/plain")
    site.put("/a", HTML)
    refused = refusal(fetch, f"{site.root}/a")
    assert refused.kind == ProblemKind.ROBOTS
    assert "/a" not in [path for path, _ in site.asked]


def test_robots_are_obeyed_behind_a_redirect(site, fetch):
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private", content_type="text/plain")
    site.put("/a", b"", 302, Location="/private/a")
    site.put("/private/a", HTML)
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.ROBOTS


def test_redirects_are_followed_to_where_they_end(site, fetch):
    site.put("/a", b"", 301, Location="/b?x=1")
    site.put("/b?x=1", b"", 307, Location=f"{site.root}/c")
    site.put("/c", HTML)
    assert fetch(f"{site.root}/a").url == f"{site.root}/c"


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("/a", ProblemKind.HTTP),
        ("file:///etc/passwd", ProblemKind.UNSUPPORTED),
        ("ftp://127.0.0.1/x", ProblemKind.UNSUPPORTED),
        ("http://127.0.0.1:1/", ProblemKind.NETWORK),
    ],
)
def test_redirects_that_lead_nowhere(site, fetch, location, kind):
    site.put("/a", b"", 302, Location=location)
    assert refusal(fetch, f"{site.root}/a").kind == kind
    assert len(site.asked) <= 1 + LIMITS.max_redirects + 1


@pytest.mark.parametrize("status", [404, 410, 500, 204, 401])
def test_any_other_status_is_a_problem_with_its_name(site, fetch, status):
    site.put("/a", b"", status)
    refused = refusal(fetch, f"{site.root}/a")
    assert refused.kind == ProblemKind.HTTP
    assert str(status) in refused.reason


@pytest.mark.parametrize("retry_after", ["12", "Mon, 04 Mar 2024 12:00:12 GMT"])
def test_a_server_that_asks_to_wait_is_asked_again(site, fetch, clock, retry_after):
    site.put("/a", b"", 429, Retry_After=retry_after)
    site.put("/a", HTML)
    assert fetch(f"{site.root}/a").content == HTML
    assert clock.slept == [12.0]


@pytest.mark.parametrize("retry_after", ["3600", "Tue, 05 Mar 2024 12:00:00 GMT", "soon", None])
def test_a_server_that_asks_for_too_long_is_left_alone(site, fetch, clock, retry_after):
    site.put("/a", b"", 429, **({"Retry_After": retry_after} if retry_after else {}))
    refused = refusal(fetch, f"{site.root}/a")
    assert (refused.kind, clock.slept) == (ProblemKind.HTTP, [])
    assert "429 Too Many Requests" in refused.reason


def test_a_server_that_always_asks_to_wait_is_given_up(site, fetch, clock):
    site.put("/a", b"", 503, Retry_After="5")
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.HTTP
    assert clock.slept == [5.0]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_bodies_are_inflated(site, fetch, encoding):
    body = gzip.compress(HTML) if encoding == "gzip" else zlib.compress(HTML)
    site.put("/a", body, Content_Encoding=encoding)
    assert fetch(f"{site.root}/a").content == HTML


def test_a_bomb_is_not_inflated(site, fetch):
    site.put("/a", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.TOO_LARGE


def test_a_body_that_is_announced_too_large_is_not_awaited(site, fetch):
    def announce(out, is_over):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        is_over.wait(5)

    site.put_writer("/a", announce)
    started = time.monotonic()
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.TOO_LARGE
    assert time.monotonic() - started < 1


def test_an_endless_body_is_cut_at_the_limit(site, fetch):
    def flood(out, is_over):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not is_over.is_set():
            out.write(b"<p>more</p>" * 1000)

    site.put_writer("/a", flood)
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.TOO_LARGE


DRIPS = {
    "body": b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n",
    "headers": b"HTTP/1.1 200 OK\r\nX-Drip: ",
    "silence": b"",
}


@pytest.mark.parametrize("where", DRIPS)
def test_a_server_that_drips_is_cut_off(site, fetch, where):
    def drip(out, is_over):
        out.write(DRIPS[where])
        while not is_over.wait(0.1):
            if where != "silence":
                out.write(b"x")

    site.put_writer("/a", drip)
    started = time.monotonic()
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.TIMEOUT
    assert time.monotonic() - started < 3


def test_a_body_that_breaks_off_is_a_problem(site, fetch):
    def break_off(out, _is_over):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<p>half")

    site.put_writer("/a", break_off)
    assert refusal(fetch, f"{site.root}/a").kind == ProblemKind.NETWORK


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1:1/a", ProblemKind.NETWORK),
        ("ftp://127.0.0.1/a", ProblemKind.UNSUPPORTED),
        ("file:///etc/passwd", ProblemKind.UNSUPPORTED),
        ("http://", ProblemKind.UNSUPPORTED),
        ("http://127.0.0.1:99999/a", ProblemKind.NETWORK),
        ("http://[::bad/", ProblemKind.NOT_FOUND),
    ],
)
def test_addresses_that_lead_nowhere(fetch, url, kind):
    assert refusal(fetch, url).kind == kind


@given(st.text(max_size=60))
def test_what_is_no_address_is_refused_before_anything_is_sent(rest):
    with suppress(UnreadableOrigin):
        url = parse_address(f"http://{rest}", origin="a")
        assert url.scheme == "http"
        assert url.host


# --------------------------------------------------------------------------------------- addresses as origins


def read(fetch, *names, **options):
    return list(read_origins(names, options=OriginOptions(**options), fetch=fetch))


def test_an_address_becomes_a_page(site, fetch):
    site.put("/old", b"", 301, Location="/a")
    site.put("/a", HTML, Last_Modified="Mon, 04 Mar 2024 09:15:00 GMT")
    assert read(fetch, f"{site.root}/old") == [
        Page(
            f"{site.root}/old",
            HTML,
            "text/html",
            charset="utf-8",
            url=f"{site.root}/a",
            published_at="2024-03-04T09:15:00+00:00",
            published_from=DateSource.HTTP,
            fetched_at=NOW,
        )
    ]


def test_the_address_of_a_feed_gives_its_entries(site, fetch):
    site.put("/feed", rss(ITEM % FULL), content_type="text/xml")
    (page,) = read(fetch, f"{site.root}/feed")
    assert page.origin == f"{site.root}/feed#tag:paper,1"
    assert (page.published_from, page.fetched_at) == (DateSource.FEED, NOW)


def test_entries_are_followed_only_on_request(site, fetch):
    entry = (ITEM % "").replace("http://paper.example/1", f"{site.root}/1")
    gone = (ITEM % "").replace("http://paper.example/1", f"{site.root}/gone").replace(",1<", ",2<")
    site.put("/feed", rss(entry, gone), content_type="application/rss+xml")
    site.put("/1", HTML)
    assert [page.media_type for page in read(fetch, f"{site.root}/feed")] == ["text/plain", "text/plain"]
    page, problem = read(fetch, f"{site.root}/feed", follow_links=True)
    assert (page.origin, page.content, page.outlet) == (f"{site.root}/feed#tag:paper,1", HTML, "Harbour Gazette")
    assert brief(problem) == (f"{site.root}/feed#tag:paper,2", "http", "")


def test_a_bad_address_costs_itself_alone(site, fetch):
    site.put("/a", HTML)
    site.put("/pdf", b"%PDF-1.7 ...", content_type="application/pdf")
    outcomes = read(fetch, f"{site.root}/gone", f"{site.root}/pdf", f"{site.root}/a", "gopher://x")
    assert [brief(outcome)[1] for outcome in outcomes] == ["http", "binary", "text/html", "unsupported"]
