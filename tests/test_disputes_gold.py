"""The planted disputes: that their answers rest on letters of their reports and on one another."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from sayso.records import Act, How, OnRecord, Relation, Stance
from sayso.segments import segment

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks" / "quality" / "disputes"
DISPUTES = sorted(FOLDER.glob("*/*.toml"))
# Words in a report: short enough to be read at a glance, long enough to hold a dispute.
WORDS = range(100, 281)
POSITIONS = range(12, 26)
# Sentences of an abridged reprint that stand in its original, word for word.
KEPT = 0.9


def answers_of(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def reports_of(path):
    rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def joined(text):
    return " ".join(text.split())


def straight(text):
    return text.translate(str.maketrans("‘’“”", "''\"\""))


def sentences(text):
    return [straight(joined(text[span.start : span.end])) for span in segment(text).sentences]


def holders(text, letters):
    return [span for span in segment(text).sentences if letters in joined(text[span.start : span.end])]


@pytest.fixture(params=DISPUTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def dispute(request):
    return reports_of(request.param), answers_of(request.param)


def test_each_part_has_three_disputes_under_names_and_ids_of_their_own():
    assert sorted(path.parent.name for path in DISPUTES) == ["dev"] * 3 + ["test"] * 3
    assert len({path.stem for path in DISPUTES}) == len(DISPUTES)
    ids = [id for path in DISPUTES for id in reports_of(path)]
    assert len(ids) == len(set(ids))


def test_reports_are_complete_and_of_one_story(dispute):
    reports, answers = dispute
    assert [sorted(story["reports"]) for story in answers["story"]] == [sorted(reports)]
    for report in reports.values():
        assert set(report) - {"url"} == {"id", "title", "outlet", "date", "text"}
        assert len(report["text"].split()) in WORDS, report["id"]


def test_claims_are_named_once_and_belong_to_the_story(dispute):
    _, answers = dispute
    ids = [claim["id"] for claim in answers["claim"]]
    assert len(ids) == len(set(ids)) >= 2
    assert {claim["story"] for claim in answers["claim"]} == {answers["story"][0]["name"]}


def test_positions_and_traps_rest_on_letters_of_one_sentence(dispute):
    reports, answers = dispute
    assert len(answers["position"]) in POSITIONS
    claims = {claim["id"] for claim in answers["claim"]}
    for answer in answers["position"] + answers["trap"]:
        text = reports[answer["report"]]["text"]
        assert joined(text).count(answer["at"]) == 1, answer["at"]
        assert len(holders(text, answer["at"])) == 1, answer["at"]
        assert answer["claim"] in claims
        for surface in [*answer.get("figures", ()), *answer.get("via", ())]:
            assert surface in joined(text), surface


def test_speakers_are_named_by_words_of_their_report(dispute):
    reports, answers = dispute
    for answer in answers["position"] + answers["trap"]:
        report = reports[answer["report"]]
        text = straight(joined(report["title"] + " " + report["text"]))
        for word in straight(answer["speaker"]).split():
            assert word in text, (answer["report"], answer["speaker"])


def test_values_are_those_of_the_taxonomy(dispute):
    _, answers = dispute
    for position in answers["position"]:
        assert Stance(position["stance"]) in Stance
        assert Act(position["act"]) in Act
        assert Stance(position.get("changed_from", "mentions")) != position["stance"]
        assert OnRecord(position.get("on_record", "unknown")) in OnRecord
    for trap in answers["trap"]:
        assert trap["never"]
        assert {Stance(name) for name in trap["never"]} <= {Stance.SUPPORTS, Stance.DENIES}


def test_reprints_carry_the_words_of_their_original(dispute):
    reports, answers = dispute
    assert answers["reprint"]
    for reprint in answers["reprint"]:
        assert Relation(reprint["relation"]) in Relation
        assert How(reprint["how"]) in How
        original = sentences(reports[reprint["of"]]["text"])
        carried = [sentence in original for sentence in sentences(reports[reprint["report"]]["text"])]
        # The first may open with another dateline or byline.
        assert sum(carried) >= KEPT * (len(carried) - 1), reprint["report"]
        assert (sum(carried) >= len(original) - 1) == (reprint["how"] == "verbatim")


def test_origins_are_the_reports_with_positions_less_reprints(dispute):
    _, answers = dispute
    reprints = {reprint["report"] for reprint in answers["reprint"]}
    for claim in answers["claim"]:
        carrying = {position["report"] for position in answers["position"] if position["claim"] == claim["id"]}
        assert not carrying & reprints
        assert claim["origins"] == len(carrying), claim["id"]
