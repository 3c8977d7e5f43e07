"""Requests drawn from the OpenAPI document: none ends in a fault, and every answer is as the document says."""

from __future__ import annotations

from dataclasses import asdict

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode
from starlette.testclient import TestClient

from sayso.web.answers import examples
from sayso.web.app import make_app
from sayso.web.settings import Settings
from tests.web.conftest import HOME, Ids

DOCUMENT = TestClient(make_app(Settings("nowhere.db")), base_url=HOME).get("/api/v1/openapi.json").json()
OPERATIONS = {found.ok().path: found.ok() for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()}
CHECKED = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# Requests drawn for each address: together some seconds.
DRAWN = 25
# Values that lead somewhere, which hardly any that is drawn does.
KNOWN = {"q": "a navy cutter rammed the trawler", "outlet": "Courier", "name": "Navy", "kind": "claims"}


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_as_the_document_says(client: TestClient, ids: Ids, path: str) -> None:
    operation = OPERATIONS[path]
    known = KNOWN | asdict(ids) | {"id": getattr(ids, singular(path), "")}
    drawn = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=drawn, is_known=st.dictionaries(st.sampled_from(sorted(known)), st.booleans(), min_size=len(known)))
    def check(case: schemathesis.Case, is_known: dict[str, bool]) -> None:
        for values in (case.path_parameters, case.query):
            for name in values or ():
                if is_known.get(name):
                    values[name] = known[name]
        asked = case.as_transport_kwargs(base_url=HOME)
        answer = client.request(asked["method"], asked["url"], params=asked.get("params"), headers=asked["headers"])
        case.validate_response(answer, checks=CHECKS.get_by_names(CHECKED))

    check()


def singular(path: str) -> str:
    """What is at an address: "/api/v1/stories/{id}" -> "story"."""
    kind = path.split("/")[3]
    return f"{kind[:-3]}y" if kind.endswith("ies") else kind.removesuffix("s")


@pytest.mark.parametrize("name", examples())
def test_every_example_is_as_the_document_says(name: str) -> None:
    schema = {"$ref": f"#/components/schemas/answer_{name}", "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(examples()[name])
