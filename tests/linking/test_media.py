"""Which publications a report names, and which of them is only somebody's employer."""

from __future__ import annotations

import pytest

from sayso.linking.media import by_outlet, citations, cited_outlet, hearer, known_name, outlet_key, outlets_of, writer
from sayso.records import SpeakerKind
from tests.linking.made import Said, report

AT_HAND = ("halden echo", "capital herald", "norden wire")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("The Halden Echo", "halden echo"),
        ("Associated Press", "ap"),
        ("The Associated Press", "ap"),
        ("AP", "ap"),
        ("Le Monde", "le monde"),
    ],
)
def test_a_publication_has_one_key_however_it_is_printed(printed: str, key: str) -> None:
    assert outlet_key(printed) == key


def test_names_of_known_agencies_are_printed_as_the_lists_have_them() -> None:
    assert (known_name("ap"), known_name("lakeside courier")) == ("AP", "Lakeside Courier")


@pytest.mark.parametrize(
    ("source", "who", "kind", "found"),
    [
        ("The Halden Echo", "Halden Echo", SpeakerKind.NAMED_PERSON, "halden echo"),
        ("Capital Herald", "Herald", SpeakerKind.NAMED_PERSON, "capital herald"),
        ("the Echo", "Echo", SpeakerKind.NAMED_ORG, "halden echo"),
        ("Norden Wire's", "Norden Wire", SpeakerKind.UNNAMED_PERSON, "norden wire"),
        ("a report in the Halden Echo", "report", SpeakerKind.DOCUMENT, "halden echo"),
        ("a report in the Tribune", "report", SpeakerKind.DOCUMENT, "tribune"),
        ("a report by the Food Office", "report", SpeakerKind.DOCUMENT, None),
        ("the Halden Echo's editor", "editor", SpeakerKind.UNNAMED_PERSON, None),
        ("Halden Echo editor Ida Holm", "Ida Holm", SpeakerKind.NAMED_PERSON, None),
        ("Echo", "Echo", SpeakerKind.NAMED_PERSON, None),
        ("Reuters", "Reuters", SpeakerKind.OUTLET, "reuters"),
    ],
)
def test_a_paper_speaks_only_where_nobody_of_it_does(
    source: str, who: str, kind: SpeakerKind, found: str | None
) -> None:
    made = report("a", f"{source} said that it rained.", Said(who, "it rained", source=source, kind=kind))
    assert cited_outlet(made.article, made.statements[0], AT_HAND) == found


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Reuters, citing Yonhap, citing an official, said that it rained.", ("Yonhap", "an official")),
        ("Reuters said, quoting the mayor, that it rained.", ("the mayor",)),
        ("Reuters said that it rained. Citing the mayor, it stopped.", ()),
        ("Reuters said that it rained.", ()),
    ],
)
def test_only_what_stands_in_the_sentence_outside_the_content_is_cited(text: str, cited: tuple[str, ...]) -> None:
    made = report("a", text, Said("Reuters", "it rained", source="Reuters"))
    assert citations(made.article, made.statements[0]) == cited


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Ida Holm told the Halden Echo that it rained.", "halden echo"),
        ("In an interview with Reuters, Ida Holm said that it rained.", "reuters"),
        ("Ida Holm told reporters that it rained.", None),
        ("Ida Holm told the mayor of Halden Echo said that it rained.", None),
    ],
)
def test_whom_a_speaker_told_it(text: str, heard: str | None) -> None:
    made = report("a", text, Said("Ida Holm", "it rained", source="Ida Holm"))
    assert hearer(made.article, made.statements[0], AT_HAND) == heard


def test_an_article_is_its_agencys_and_its_outlets() -> None:
    made = report("a", "It rained.", outlet="The Halden Echo", agency="AP")
    assert outlets_of(made.article) == ("ap", "halden echo")
    assert by_outlet([made.article]) == {"ap": ("a",), "halden echo": ("a",)}
    assert writer("a statement from the Food Office") == "Food Office"
