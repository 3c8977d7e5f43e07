"""`sayso serve` as a user starts it, and where its pages are."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx

from sayso.ledger import Ledger
from sayso.web.addresses import article_address, claim_address, quotation_address, speaker_address, story_address

AUTHOR = "Ada Quill"
QUESTION = "Varland moved missile batteries to Sarn"


def run_sayso(*arguments: str) -> None:
    """Run a command to its end; of what it read it may leave something out, but it may not fail."""
    done = subprocess.run([sys.executable, "-m", "sayso", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr


def make_ledger(folder: Path) -> Path:
    """A ledger of the bundled reports, a quiet one, a file that cannot be read, and two corrections."""
    ledger = folder / "demo.db"
    folder.joinpath("quiet.txt").write_text("The fair opens at noon. It closes at six.", encoding="utf-8")
    folder.joinpath("empty.txt").touch()
    run_sayso("demo", "--ledger", str(ledger))
    run_sayso("read", *map(str, sorted(folder.glob("*.txt"))), "--ledger", str(ledger))
    correct(ledger, "rename", "Joanna Pell", "Joanna B. Pell")
    correct(ledger, "undo", "1")
    return ledger


def correct(ledger: Path, *words: str) -> None:
    """Enter a correction."""
    run_sayso("correct", *words, "--by", AUTHOR, "--ledger", str(ledger))


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """A server in a process of its own; gives its address, without a stroke at the end.

    It knows who corrects, so that pages show their forms.
    """
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(ledger), "--port", "0", "--author", AUTHOR]
    quiet = {name: value for name, value in os.environ.items() if name != "SAYSO_TOKEN"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=quiet) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            address = re.search(r"(http://127\.0\.0\.1:\d+)/", said)
            assert address is not None, said
            yield address[1]
        finally:
            server.send_signal(signal.SIGINT)


def kinds_of_page(ledger: Path) -> dict[str, str]:
    """A name for each kind of page -> the address of one that has much on it."""
    with Ledger.open(ledger, read_only=True) as opened:
        views = [opened.story(summary.id) for summary in opened.stories()]
        view = max(views, key=lambda view: len(view.claims))
        claim = max(view.claims, key=lambda claim: len(claim.positions))
        speakers = [each.speaker.id for every in view.claims for each in every.positions if each.speaker]
        reprint = view.reprints[0].article if view.reprints else view.story.articles[0]
        quotation = max(opened.quotations(), key=lambda quotation: len({form.relation for form in quotation.forms}))
    return {
        "stories": "/",
        "nothing-found": "/?q=giraffe",
        "story": story_address(view.story.id),
        "story-whole": f"{story_address(view.story.id)}?claims=all",
        "claim": claim_address(claim.id),
        "speaker": speaker_address(Counter(speakers).most_common(1)[0][0]),
        "article": article_address(claim.positions[0].article),
        "reprint": article_address(reprint),
        "quotation": quotation_address(quotation.id),
        "ask": "/ask",
        "answer": f"/ask?q={QUESTION}",
        "no-question": "/ask?q=hm",
        "search": "/search?q=missile",
        "story-mending": f"{story_address(view.story.id)}?correct=1",
        "claim-mending": f"{claim_address(claim.id)}?correct=1",
        "speaker-mending": f"{speaker_address(Counter(speakers).most_common(1)[0][0])}?correct=1",
        "article-mending": f"{article_address(claim.positions[0].article)}?correct=1",
        "corrections": "/corrections",
        "new": "/?new=1",
        "problems": "/problems",
        "about": "/about",
        "error": "/nothing",
    }


class _Links(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith("/") and not address.startswith(("/api/", "/feeds/")):
            self.found.add(address.partition("#")[0])


def every_page(home: str) -> list[str]:
    """The address of every page that links lead to."""
    seen, todo = {"/"}, ["/"]
    with httpx.Client(base_url=home, trust_env=False) as client:
        while todo:
            found = _Links(client.get(todo.pop()).raise_for_status().text).found - seen
            seen |= found
            todo += sorted(found)
    return sorted(seen)
