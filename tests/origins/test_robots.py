"""What an answer for /robots.txt allows."""

import pytest

from sayso.origins.robots import ROBOTS_LIMIT, robots_rules

RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n\nUser-agent: sayso\nDisallow: /archive\n"


@pytest.mark.parametrize(
    ("status", "content", "path", "is_allowed"),
    [
        (200, RULES, "/news/1", True),
        (200, RULES, "/archive/1", False),
        (200, RULES, "/private/1", True),  # a group of our own takes the place of the general one
        (200, b"User-agent: *\nDisallow: /", "/news/1", False),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/news/1", False),
        (200, b"", "/news/1", True),
        (200, b"<html>not found</html>", "/news/1", True),
        (200, b"\xff\xfe\0\0 not text", "/news/1", True),
        (200, b"#" * ROBOTS_LIMIT + b"\nUser-agent: *\nDisallow: /", "/news/1", True),
        (404, b"", "/news/1", True),
        (403, b"", "/news/1", True),
        (500, b"", "/news/1", False),
        (503, b"", "/news/1", False),
        (302, b"", "/news/1", False),
    ],
)
def test_what_may_be_fetched(status, content, path, is_allowed):
    assert robots_rules(status, content).allows("sayso", f"http://paper.example{path}") is is_allowed


def test_crawl_delay_is_that_of_the_group():
    assert robots_rules(200, RULES).delay_s("other") == 3.0
    assert robots_rules(200, RULES).delay_s("sayso") == 0.0
    assert robots_rules(404, b"").delay_s("sayso") == 0.0
