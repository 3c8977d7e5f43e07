"""How two figures of reports of one happening stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.linking.figure_relations import FigureRelation, compare_figures
from sayso.linking.measures import Measure, find_measures
from sayso.spans import Span

SAME, DIFFERS, COMPATIBLE, OTHER = (
    FigureRelation.SAME,
    FigureRelation.DIFFERS,
    FigureRelation.COMPATIBLE,
    FigureRelation.OTHER_SCOPE,
)


def figure_in(marked: str) -> Measure:
    """The figure that stands between brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    seen = [found for found in find_measures(text, (Span(0, len(text)),)) if found.span.overlaps(Span(start, end))]
    assert seen, f"no figure seen in {marked!r}"
    return seen[0]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        # The same number in other letters.
        ("[Eighteen hundred] crates were lost.", "The port lost [1,800] crates.", SAME),
        ("They burned [3.500] books.", "They burned [3,500] books.", SAME),
        ("A loan of [2,4 million] crowns was agreed.", "A loan of [2.4 million] crowns was agreed.", SAME),
        ("[A quarter] of the crop rotted.", "[25 percent] of the crop rotted.", SAME),
        ("[Two thirds] of members agreed.", "[Two-thirds] of the members agreed.", SAME),
        ("[Half] the fleet was scrapped.", "[50%] of the fleet was scrapped.", SAME),
        ("It was her [ninth] title.", "She won her [9th] title.", SAME),
        ("It was a [13th] raid.", "The [thirteenth] raid followed.", SAME),
        ("He saw [half a dozen] foxes.", "He saw [6] foxes.", SAME),
        ("[Three dozen] calves were sold.", "The farm sold [36] calves.", SAME),
        ("The pipe is [3 km] long.", "The pipe is [3,000 meters] long.", SAME),
        ("The talks took [three weeks].", "The talks took [21 days].", SAME),
        ("It lasted [two years].", "It lasted [24 months].", SAME),
        ("It cost [$4bn].", "It cost [4 billion dollars].", SAME),
        ("The fair opened on [May 7].", "The fair opened on [7 May].", SAME),
        ("The fair opened on [May 7].", "The fair opened on the [7th of May].", SAME),
        ("It began at [4 p.m.] in the square.", "It began at [16:00] in the square.", SAME),
        ("It began at [noon].", "It began at [12 p.m.] in the square.", SAME),
        ("[Sixty-one] sailors drowned.", "[61] sailors died.", SAME),
        ("Ana Brool, [61], fell.", "[61-year-old] Ana Brool fell.", SAME),
        ("Ana Brool, [61], fell.", "Ana Brool, aged [61], fell.", SAME),
        ("Some [700] dockers struck.", "[About 700] dockers struck.", SAME),
        # Both can be true.
        ("[At least 9] people died.", "[14] people died.", COMPATIBLE),
        ("[More than a hundred] homes were lost.", "[130] homes were lost.", COMPATIBLE),
        ("[Scores] of sheep were stolen.", "[70] sheep were stolen.", COMPATIBLE),
        ("[Dozens] of sheep were stolen.", "[Some 40] sheep were stolen.", COMPATIBLE),
        ("[Between 20 and 30] shots were fired.", "[25] shots were fired.", COMPATIBLE),
        ("[20-30] shots were fired.", "[28] shots were fired.", COMPATIBLE),
        ("[Nearly 3,000] votes were void.", "[2,951] votes were void.", COMPATIBLE),
        ("The ship cost [$2.4 billion].", "The ship cost [$2.38 billion].", COMPATIBLE),
        ("[Almost half] of the vines froze.", "[48 percent] of the vines froze.", COMPATIBLE),
        ("[A handful of] guards fled.", "[Five] guards fled.", COMPATIBLE),
        ("The road is [20 miles] long.", "The road is [32 km] long.", COMPATIBLE),
        ("The fine was [$10 million].", "The fine was [€9.1 million].", COMPATIBLE),
        ("It opened on [Friday].", "It opened on [Friday evening].", COMPATIBLE),
        ("It opened [around 7 p.m.] in Tarn.", "It opened at [7:10 p.m.] in Tarn.", COMPATIBLE),
        ("[Tens of thousands] of fans came.", "[45,000] fans came.", COMPATIBLE),
        ("[Hundreds of thousands] of fans came.", "[450,000] fans came.", COMPATIBLE),
        # A conflict.
        ("[Eleven] miners died.", "[Seventeen] miners died.", DIFFERS),
        ("The blast killed [11].", "The blast killed [17].", DIFFERS),
        ("[Dozens] of sheep were stolen.", "[Four] sheep were stolen.", DIFFERS),
        ("[More than 500] dockers struck.", "[Fewer than 200] dockers struck.", DIFFERS),
        ("Support stood at [31 percent].", "Support stood at [44 percent].", DIFFERS),
        ("[A third] of the crop rotted.", "[Two thirds] of the crop rotted.", DIFFERS),
        ("The debt is [$6 million].", "The debt is [$60 million].", DIFFERS),
        ("Ana Brool, [61], fell.", "[16-year-old] Ana Brool fell.", DIFFERS),
        ("The fair opened on [May 7].", "The fair opened on [May 17].", DIFFERS),
        ("The envoy resigned on [Tuesday].", "The envoy resigned on [Thursday].", DIFFERS),
        ("It was their [third] strike this year.", "It was their [fifth] strike this year.", DIFFERS),
        ("The army plans to hire [400] cooks.", "The army plans to hire [900] cooks.", DIFFERS),
        ("The wedding was held in [Tarn].", "The wedding was held in [Velm].", DIFFERS),
        ("The wall is [9 miles] long.", "The wall is [9 km] long.", DIFFERS),
        # Of unlike things.
        ("[8,000] recruits are to be trained.", "[600] recruits have been trained.", OTHER),
        ("[8,000] recruits will be trained.", "[600] recruits were trained.", OTHER),
        ("The navy ordered [12] ships.", "The navy received [5] ships.", OTHER),
        ("[Four] miners died.", "[Nine] miners were injured.", OTHER),
        ("The mill grinds [80] tons a day.", "The mill ground [9,000] tons in all.", OTHER),
        ("By Tuesday [200] cases were known.", "By Friday [350] cases were known.", OTHER),
        ("In 2018 [200] cases were known.", "In 2021 [350] cases were known.", OTHER),
        ("[30] people were held in Tarn.", "[12] people were held in Velm.", OTHER),
        ("The town has [90] bakers.", "The town has [14] butchers.", OTHER),
        ("[40] guests were there.", "[Six] of the guests fell ill.", OTHER),
        ("[40] guests fell ill, including six children.", "Six children fell ill, [six] of 40 guests.", OTHER),
        ("Rents rose [5 percent].", "[60 percent] of tenants protested.", OTHER),
        ("It was the [11th] fire.", "[Eleven] barns burned.", OTHER),
        ("The fair opened on [May 7].", "The fair lasted [seven days].", OTHER),
        ("The fair opened on [Monday].", "The fair closed on [Sunday].", OTHER),
        ("Ana Brool, [61], fell.", "Ivo Brant, [34], called for help.", OTHER),
        ("A [12-year-old] girl was shot.", "The shot was fired by a [16-year-old] boy.", OTHER),
        ("The envoy landed in [Tarn].", "The envoy was born in [Velm].", OTHER),
        ("The state asked for [$50 million].", "The state was given [$8 million].", OTHER),
        ("He was struck [six] times.", "Guards shot [20] times.", OTHER),
    ],
)
def test_two_figures_are_compared_in_their_scope(one: str, other: str, relation: FigureRelation) -> None:
    assert compare_figures(figure_in(one), figure_in(other)) is relation
    assert compare_figures(figure_in(other), figure_in(one)) is relation


WORDS = (
    "12", "3", "1,500", "two", "more than", "half of", "killed", "people", "boats", "on Monday", "May 4", "at 3 p.m.",
    "about", "a 3-year-old boy", "Ann Moe, 31,", "800 block of Oak Street", "in Velm", "10%", "$3 million", "km",
    "will", "of the", "and", "dozens of", "13th", "up to", "2019", "several",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_the_order_of_two_figures_makes_no_difference(one: str, other: str) -> None:
    for a in find_measures(one, (Span(0, len(one)),)):
        assert compare_figures(a, a) is SAME
        for b in find_measures(other, (Span(0, len(other)),)):
            assert compare_figures(a, b) is compare_figures(b, a)
