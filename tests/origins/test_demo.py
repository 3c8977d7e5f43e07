"""The bundled reports: that they are all there, read without a problem, and say what the answers say they do."""

from __future__ import annotations

import gzip
import runpy
import tomllib
from pathlib import Path

import pytest

from sayso.origins import read_demo
from sayso.records import Page

REPOSITORY = Path(__file__).resolve().parents[2]
EXPECTED = tomllib.loads((REPOSITORY / "tests" / "demo_expected.toml").read_text(encoding="utf-8"))
REPORTS = [
    "demo/01-meridian-sarn.txt",
    "demo/02-harbour-gazette.html",
    "demo/03-morning-lantern.html",
    "demo/04-kelsund-tribune.html",
    "demo/05-strait-papers.jsonl#1",
    "demo/05-strait-papers.jsonl#2",
    "demo/06-aldria-record.warc.gz#228",
    "demo/07-meridian-lisk.txt",
    "demo/08-lisk-valley-post.txt",
    "demo/09-bourse-and-trade.html",
    "demo/10-upper-valley-radio.xml#uvr-20240315-02",
    "demo/10-upper-valley-radio.xml#uvr-20240313-05",
]


@pytest.fixture(scope="module")
def texts():
    return {page.origin: " ".join(page.content.decode("utf-8").split()) for page in read_demo()}


def test_twelve_reports_are_read_without_a_problem_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcomes = list(read_demo())
    assert all(isinstance(outcome, Page) for outcome in outcomes)
    assert [page.origin for page in outcomes] == REPORTS


def test_every_report_belongs_to_one_story():
    assert sorted(report for story in EXPECTED["story"] for report in story["reports"]) == sorted(REPORTS)


@pytest.mark.parametrize("answer", EXPECTED["position"] + EXPECTED["trap"], ids=lambda answer: answer["at"][:40])
def test_answers_rest_on_letters_of_their_report(texts, answer):
    text = texts[answer["report"]]
    assert text.count(answer["at"]) == 1
    assert answer["claim"] in {claim["id"] for claim in EXPECTED["claim"]}
    for figure in answer.get("figures", ()):
        assert figure in text


def test_the_verbatim_reprint_is_one(texts):
    original = (page.content.decode("utf-8") for page in read_demo())
    paragraphs = next(original).split("\n\n")[2:]
    assert len(paragraphs) == 7
    for paragraph in paragraphs:
        assert f"<p>{paragraph.strip()}</p>" in texts["demo/02-harbour-gazette.html"]


def test_the_archive_is_built_from_its_page():
    built = runpy.run_path(str(REPOSITORY / "examples" / "demo-archive" / "build.py"))
    # The letters, not the packing, which is another with another zlib.
    assert gzip.decompress(built["ARCHIVE"].read_bytes()) == gzip.decompress(built["build"]())
