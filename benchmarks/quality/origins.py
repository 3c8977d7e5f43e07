"""Counting independent origins in planted stories, whose graph of who rests on whom is known.

    python -m benchmarks.quality.origins                  figures
    python -m benchmarks.quality.origins --rules-alone    the same without the learned tagger
    python -m benchmarks.quality.origins --stories        and what was counted in each story

Each story is made from invented reports (origins.toml) after one of PLANS: a claim, and articles that reprint one
another, cite one another or rest on somebody. Articles that rest, over any number of steps, on the same person, office
or article are one origin: ten pages of one agency that quotes one official are one. Those that cite each other in a
circle, and nobody else, are one, too. A story's claim is the one in which the program put most of its articles; its
origins are held against the true number. Nothing of the program knows these stories.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.quality.answers import read_reports, scorer_beside
from benchmarks.quality.measurement import Measurement, data_folder, share
from sayso.attribution import Tagger
from sayso.ingest import installed_tagger
from sayso.linking import link
from sayso.records import Claim, Findings, Links, Page

NAME = "origins"
TEMPLATES = Path(__file__).with_name("origins.toml")
SEED = 20261122
DAY = date(2024, 3, 12)
AGENCY, OTHER_AGENCY = "Norden Wire", "Ledger Newswire"
OUTLETS = (
    "Vesel Morning Post", "The Halden Echo", "Lakeside Courier", "Daily Beacon", "Grenfold Times", "The Coast Mirror",
    "Upland Gazette", "Evening Lantern", "The Southern Star", "Capital Herald",
)  # fmt: skip
# Words that an editor of a reprint puts for others.
HOUSE_WORDS = {
    "shut": "closed", "small": "modest", "called": "summoned", "begin": "start", "worry": "concern", "asked": "pleaded",
    "told": "advised", "several": "a few", "calm": "patience", "warned": "cautioned", "hasty": "rash", "slid": "fell",
    "narrow": "slim", "explain": "clarify", "overnight": "by night", "empty": "deserted", "growing": "mounting",
}  # fmt: skip
Topic = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """One article of a planted story.

    Attributes:
        rests_on: names of what it has the claim from: reports by their ids, or people and offices.
        told: its sentence that tells the claim, letter for letter.
    """

    id: str
    outlet: str
    title: str
    text: str
    told: str
    rests_on: tuple[str, ...]
    published: date = DAY


@dataclass(frozen=True, slots=True)
class Planted:
    """A story with one claim and the reports of it."""

    id: str
    plan: str
    reports: tuple[Report, ...]

    @property
    def origins(self) -> int:
        """The true number of independent origins of its claim."""
        return independent_origins({report.id: report.rests_on for report in self.reports})


@dataclass(frozen=True, slots=True)
class Counted:
    """What the program made of a story: how many of its articles are in the claim, and the origins it counted."""

    story: Planted
    n_gathered: int
    origins: int

    @property
    def is_exact(self) -> bool:
        """Whether the number is right, and not because a page is missing from the claim."""
        return self.origins == self.story.origins and self.n_gathered == len(self.story.reports)


def independent_origins(rests_on: Mapping[str, Sequence[str]]) -> int:
    """How many people, offices or closed circles the reports of a claim rest on.

    A report that rests on nothing is an origin itself.
    """

    def reached(name: str) -> frozenset[str]:
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            if (at := ahead.pop()) not in seen:
                seen.add(at)
                ahead += rests_on.get(at, ())
        return frozenset(seen)

    every = {name: reached(name) for name in rests_on}
    sources = {name for names in every.values() for name in names if not rests_on.get(name)}
    circles = {names for names in every.values() if sources.isdisjoint(names)}
    smallest = {names for names in circles if not any(other < names for other in circles)}
    return len(sources) + len(smallest)


# ---------------------------------------------------------------------------------------------- planting a story


class Planter:
    """Makes the reports of one story; each own report is by another writer, in other words."""

    def __init__(self, story: str, topic: Topic, chance: random.Random) -> None:
        self.story, self.topic, self.chance = story, topic, chance
        self.writers = chance.sample(_templates()["writer"], len(_templates()["writer"]))
        self.outlets = chance.sample(OUTLETS, len(OUTLETS))
        self.reports: list[Report] = []

    def own(self, telling: str, *rests_on: str, outlet: str | None = None) -> Report:
        """A report in a writer's own words; `telling` has {claim}, {Claim} or a topic's words in braces."""
        number = len(self.reports)
        writer = self.writers[sum(":" not in report.id for report in self.reports) % len(self.writers)]
        claim = self.topic["claims"][number % len(self.topic["claims"])]
        words = {key: value for key, value in self.topic.items() if isinstance(value, str)}
        words |= {"place_upper": self.topic["place"].upper()}
        told = telling.format(claim=claim, Claim=claim[0].upper() + claim[1:], **words)
        rest = [sentence.format(**words) for sentence in writer["rest"]]
        paragraphs = [f"{writer['opening'].format(**words)} {told}", *(" ".join(rest[at : at + 2]) for at in (0, 2, 4))]
        title = writer["title"].format(**words)
        return self._add(
            Report(
                f"{self.story}-{number}",
                outlet or self.outlets.pop(),
                title[0].upper() + title[1:],
                "\n\n".join(paragraphs),
                told,
                rests_on,
            )
        )

    def wire(self, telling: str, *rests_on: str, agency: str = AGENCY) -> Report:
        """An agency's own report, with its name in the dateline."""
        self.own(telling, *rests_on, outlet=agency)
        report = self.reports[-1]
        dateline = f"{self.topic['place'].upper()}, March {report.published.day} ({agency}) — "
        body = report.text.split(" — ", 1)[-1]
        self.reports[-1] = replace(report, text=dateline + body)
        return self.reports[-1]

    def reprint(self, of: Report, change: Callable[[Report, random.Random], Report]) -> Report:
        """A copy of a report by another outlet, a day later."""
        copy = change(of, self.chance)
        id = f"{self.story}-{len(self.reports)}:{change.__name__.strip('_')}"
        day = of.published + timedelta(days=1)
        return self._add(replace(copy, id=id, outlet=self.outlets.pop(), rests_on=(of.id,), published=day))

    def witness(self, number: int) -> str:
        """One of the topic's witnesses, with what they are."""
        return str(self.topic["witnesses"][number])

    def _add(self, report: Report) -> Report:
        self.reports.append(report)
        return report


def _verbatim(report: Report, chance: random.Random) -> Report:
    return report


def _cut(report: Report, chance: random.Random) -> Report:
    """The first two or three paragraphs of four."""
    return replace(report, text="\n\n".join(report.text.split("\n\n")[: chance.choice((2, 3))]))


def _headline(report: Report, chance: random.Random) -> Report:
    """A headline of its own, and a line of credit."""
    return replace(report, title="Morning briefing: the story of the day", text=f"By our staff\n\n{report.text}")


def _edited(report: Report, chance: random.Random) -> Report:
    """House words for others, the last paragraph replaced by a local one; what tells the claim stays."""
    before, after = report.text.split(report.told)
    for word, other in HOUSE_WORDS.items():
        before, after = (part.replace(f" {word} ", f" {other} ") for part in (before, after))
    body = "\n\n".join((before + report.told + after).split("\n\n")[:-1])
    return replace(report, text=f"{body}\n\nReaders of this newspaper can follow the news on our pages all week.")


MINISTRY = "the ministry and its minister"
SAID = (
    "{official} said on Tuesday that {claim}.",
    "According to the {ministry}, {claim}.",
    "{Claim}, {official} said.",
    "The {ministry} said that {claim}.",
)
UNNAMED = "An official who asked not to be named said that {claim}."
CITING = ("{paper} reported that {{claim}}.", "According to {paper}, {{claim}}.", "{{Claim}}, {paper} reported.")


def _copies(change: Callable[[Report, random.Random], Report], n: int) -> Callable[[Planter], None]:
    def plan(planter: Planter) -> None:
        wire = planter.wire(SAID[0], MINISTRY)
        for _ in range(n):
            planter.reprint(wire, change)

    return plan


def _one_official(planter: Planter) -> None:
    for telling in SAID:
        planter.own(telling, MINISTRY)


def _chain(planter: Planter) -> None:
    first = planter.own(SAID[0], MINISTRY)
    second = planter.own(CITING[0].format(paper=first.outlet), first.id)
    planter.own(CITING[1].format(paper=second.outlet), second.id)


def _circle(planter: Planter) -> None:
    first_id = f"{planter.story}-0"
    first_outlet, second_outlet = planter.outlets.pop(), planter.outlets.pop()
    planter.own(CITING[0].format(paper=second_outlet), f"{planter.story}-1", outlet=first_outlet)
    planter.own(CITING[1].format(paper=first_outlet), first_id, outlet=second_outlet)


def _single(planter: Planter) -> None:
    planter.own(f"{planter.witness(0)}, said that {{claim}}.", planter.witness(0))


def _anonymous(planter: Planter) -> None:
    first = planter.own(UNNAMED, "an official unnamed")
    for telling in CITING[:2]:
        planter.own(telling.format(paper=first.outlet), first.id)


def _independent(n: int) -> Callable[[Planter], None]:
    def plan(planter: Planter) -> None:
        for number in range(n):
            planter.own(f"{planter.witness(number)}, said that {{claim}}.", planter.witness(number))

    return plan


def _two_agencies(planter: Planter) -> None:
    for number, agency in enumerate((AGENCY, OTHER_AGENCY)):
        telling = f"{planter.witness(number)}, said that {{claim}}."
        wire = planter.wire(telling, planter.witness(number), agency=agency)
        for change in (_verbatim, _cut, _headline):
            planter.reprint(wire, change)


def _told_twice(planter: Planter) -> None:
    """One official who told two papers, each for itself, and a third paper that cites the second."""
    planter.own("{official} told this newspaper that {claim}.", MINISTRY)
    second = planter.own("In an interview on Tuesday, {official} said that {claim}.", MINISTRY)
    planter.own(CITING[1].format(paper=second.outlet), second.id)


def _two_officials(planter: Planter) -> None:
    """Two ministers of two ministries, each in a paper of its own, and a third paper that cites the first."""
    first = planter.own(SAID[0], MINISTRY)
    planter.own("{second_official} said that {claim}.", "another minister")
    planter.own(CITING[0].format(paper=first.outlet), first.id)


def _long_chain(planter: Planter) -> None:
    """A paper on an official, an agency that cites it, a paper that cites both, and one that cites that paper."""
    first = planter.own(SAID[0], MINISTRY)
    wire = planter.wire(CITING[0].format(paper=first.outlet), first.id)
    third = planter.own(f"{AGENCY}, citing {first.outlet}, said that {{claim}}.", wire.id)
    planter.own(f"{{Claim}}, according to a report in {third.outlet}.", third.id)


def _long_circle(planter: Planter) -> None:
    """Three papers that cite each other in a ring, and one outside that cites the first."""
    names = [planter.outlets.pop() for _ in range(3)]
    for number, name in enumerate(names):
        cited = (number + 1) % 3
        planter.own(CITING[number].format(paper=names[cited]), f"{planter.story}-{cited}", outlet=name)
    planter.own(CITING[0].format(paper=names[0]), f"{planter.story}-0")


def _mixed(planter: Planter) -> None:
    """An agency on an official, its reprints, a paper on the same official, one citing the agency, and a witness."""
    wire = planter.wire(SAID[0], MINISTRY)
    for change in (_verbatim, _cut, _headline, _edited):
        planter.reprint(wire, change)
    planter.own(SAID[1], MINISTRY)
    planter.own(CITING[0].format(paper=AGENCY), wire.id)
    planter.own(f"{planter.witness(0)}, said that {{claim}}.", planter.witness(0))


PLANS: dict[str, Callable[[Planter], None]] = {
    "verbatim": _copies(_verbatim, 9),
    "cut": _copies(_cut, 5),
    "headline": _copies(_headline, 5),
    "edited": _copies(_edited, 5),
    "one_official": _one_official,
    "chain": _chain,
    "circle": _circle,
    "single": _single,
    "anonymous": _anonymous,
    "two_independent": _independent(2),
    "four_independent": _independent(4),
    "two_agencies": _two_agencies,
    "told_twice": _told_twice,
    "two_officials": _two_officials,
    "long_chain": _long_chain,
    "long_circle": _long_circle,
    "mixed": _mixed,
}


# Plans in which one origin hides behind copies, and those in which it hides behind who says so.
REPRINTED = ("verbatim", "cut", "headline", "edited", "two_agencies")
ATTRIBUTED = ("one_official", "chain", "circle", "anonymous", "told_twice", "long_chain", "long_circle")


def planted_stories() -> Iterator[Planted]:
    """Every plan with every topic; the same on every run."""
    for plan, make in PLANS.items():
        for topic in _templates()["topic"]:
            id = f"{plan}-{topic['name']}"
            planter = Planter(id, topic, random.Random(f"{SEED} {id}"))
            make(planter)
            yield Planted(id, plan, tuple(planter.reports))


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------------ measuring


def measure(data: Path, *, rules_alone: bool = False) -> Measurement | None:
    """Figures over all stories; `data` is not needed."""
    tagger = None if rules_alone else installed_tagger()
    return measured([count(story, tagger) for story in planted_stories()])


def count(story: Planted, tagger: Tagger | None) -> Counted:
    """Read and link one story, and see what its claim rests on."""
    findings = read_reports((_page(report) for report in story.reports), tagger)
    links = link(findings, scorer_beside(tagger))
    telling = {finding.article.id: _telling(finding, story) for finding in findings}
    claim, n_gathered = _main_claim(links, telling)
    return Counted(story, n_gathered, claim.origins if claim else 0)


def _page(report: Report) -> Page:
    return Page(
        f"{report.id}.txt",
        report.text.encode(),
        "text/plain",
        id=report.id,
        title=report.title,
        outlet=report.outlet,
        published_at=report.published.isoformat(),
    )


def _telling(finding: Findings, story: Planted) -> set[str]:
    """The statements of an article that stand in its sentence with the claim."""
    told = next(report.told for report in story.reports if report.id == finding.article.id)
    start = finding.article.text.index(told)
    return {
        statement.id
        for statement in finding.statements
        if any(start <= piece.start < start + len(told) for piece in statement.content)
    }


def _main_claim(links: Links, telling: Mapping[str, set[str]]) -> tuple[Claim | None, int]:
    """The claim that holds most of the articles that tell the planted one, and how many it holds."""
    articles = {
        claim.id: {p.article for p in claim.positions if p.statement in telling[p.article]} for claim in links.claims
    }
    best = max(links.claims, key=lambda claim: (len(articles[claim.id]), claim.id), default=None)
    return (best, len(articles[best.id])) if best and articles[best.id] else (None, 0)


def measured(counted: Sequence[Counted]) -> Measurement:
    """Figures of some stories."""
    figures = {
        "exact": share(one.is_exact for one in counted),
        "over_max": share(one.origins > one.story.origins for one in counted),
        "under_max": share(one.origins < one.story.origins for one in counted),
        "over_on_identical_reprints_max": float(n_over(one for one in counted if one.story.plan == "verbatim")),
        "over_on_reprints_max": float(n_over(one for one in counted if one.story.plan in REPRINTED)),
        "over_on_attribution_max": share(n_over([one]) > 0 for one in counted if one.story.plan in ATTRIBUTED),
        "articles_gathered": sum(one.n_gathered for one in counted) / sum(len(one.story.reports) for one in counted),
        "origins_per_true_origin_max": sum(one.origins for one in counted) / sum(one.story.origins for one in counted),
        "peer_pages_per_true_origin": sum(len(one.story.reports) for one in counted)
        / sum(one.story.origins for one in counted),
    }
    for plan in PLANS:
        figures[f"exact_{plan}"] = share(one.is_exact for one in counted if one.story.plan == plan)
    items = {one.story.id: one.is_exact for one in counted}
    return Measurement(figures, items, {one.story.id: described(one) for one in counted})


def n_over(counted: Iterable[Counted]) -> int:
    """In how many stories more origins were counted than there are."""
    return sum(one.origins > one.story.origins for one in counted)


def described(one: Counted) -> str:
    """A story and what was counted, in a line."""
    n_pages = len(one.story.reports)
    return f"{one.origins} origins counted, {one.story.origins} true; {one.n_gathered} of {n_pages} pages gathered"


def main() -> None:
    """Print the figures, and what was counted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules-alone", action="store_true", help="do without the learned tagger")
    parser.add_argument("--stories", action="store_true", help="print each story")
    options = parser.parse_args()
    measurement = measure(data_folder(), rules_alone=options.rules_alone)
    assert measurement is not None
    for name, value in measurement.figures.items():
        print(f"  {name:40} {value:.3f}")
    for id, text in measurement.describe.items() if options.stories else ():
        print(f"  {id:28} {text}")
    print("  " + ", ".join(f"{n} {word}" for word, n in Counter(measurement.items.values()).items()))


if __name__ == "__main__":
    main()
