"""The examples of the OpenAPI document, cut out of the answers on the bundled reports.

python -m tests.web.examples LEDGER      makes them anew from the ledger that `sayso demo` left; read the diff like code
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import sayso.web
from sayso.ledger import Ledger
from sayso.web.app import make_app
from sayso.web.settings import Settings
from tests.web.conftest import HOME, Ids
from tests.web.test_api import PLACES

EXAMPLES = Path(sayso.web.__file__).parent / "examples.json"
# Letters of a text, and items of a list: an example is to be taken in at one look.
LONGEST_TEXT = 160


def shortened(value: Any) -> Any:
    """The same with one item in every list of records, two of forms, and the beginnings of long texts."""
    if isinstance(value, dict):
        # Below two forms there is no quotation.
        return {
            name: [*map(shortened, inner[:2])] if name == "forms" else shortened(inner) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [shortened(each) for each in (value[:1] if value and isinstance(value[0], dict) else value)]
    return f"{value[:LONGEST_TEXT]}…" if isinstance(value, str) and len(value) > LONGEST_TEXT else value


def renew(place: str) -> None:
    """Write the examples."""
    with Ledger.open(place, read_only=True) as ledger:
        quotation = ledger.quotations()[0]
        story = ledger.stories_of([quotation.forms[0].article])[0]
        claim = ledger.story(story.id).claims[0]
        speaker = next(each.speaker.id for each in claim.positions if each.speaker)
        ids = Ids(story.id, claim.id, speaker, quotation.forms[0].article, quotation.id)
    client = TestClient(make_app(Settings(place)), base_url=HOME)
    made = {name: shortened(client.get(where.format(**asdict(ids))).json()) for name, where in PLACES.items()}
    made["ask"] = shortened(client.get("/api/v1/ask?q=Varland moved missiles to Sarn").json())
    made["search"] = shortened(client.get("/api/v1/search?q=missiles").json())
    made["problems"] = {
        "items": [{"origin": "reports/empty.txt", "kind": "empty", "reason": "the file is empty", "at": ""}],
        "next": None,
    }
    EXAMPLES.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew(sys.argv[1])
