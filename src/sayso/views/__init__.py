"""What every face shows: the answers of a ledger, arranged for a reader, without a word about terminals or HTTP.

A face (command line, mailed dossier, web page) takes these values and draws them. So the three say the same, and a
sign, a date or a count is decided on in one place. This room imports records, spans, segments and formats, and of
`linking` what holds one text against another and what follows a claim to its origins; `cli` and `web` import it; it
imports neither, nor the ledger: its functions take the ledger's answers as arguments.
"""

from __future__ import annotations

from sayso.views.belonging import belonging_lines
from sayso.views.carrying import Carrying, build_carryings, carried_words
from sayso.views.days import day_label, days_label
from sayso.views.edits import Edit, Edited
from sayso.views.evidence import Evidence, Piece, Role, evidence
from sayso.views.figures import (
    FigureLink,
    FigurePrint,
    FigureRow,
    FigureTable,
    build_figure_table,
    figure_mark,
    figure_table_to_json,
    link_words,
    with_figure_tables,
)
from sayso.views.hits import hit_pieces
from sayso.views.inert import inert
from sayso.views.matrix import ClaimRow, Contest, Line, Mark, Matrix, Tally, Voice, build_matrix
from sayso.views.pages import Leaf, origins_by_article, page_name, page_tree, page_trees, reprint_words
from sayso.views.phrases import in_quotes, in_words
from sayso.views.profile import Profile, Saying, build_profile
from sayso.views.quotations import FLAG, Flag, Utterance, Wording, build_utterances, most_telling
from sayso.views.signs import SIGNS, Sign, act_words
from sayso.views.sourcing import Branch, branches, flag_words, origin_words
from sayso.views.timeline import Lane, Point, Timeline, build_timeline

__all__ = [
    "FLAG",
    "SIGNS",
    "Branch",
    "Carrying",
    "ClaimRow",
    "Contest",
    "Edit",
    "Edited",
    "Evidence",
    "FigureLink",
    "FigurePrint",
    "FigureRow",
    "FigureTable",
    "Flag",
    "Lane",
    "Leaf",
    "Line",
    "Mark",
    "Matrix",
    "Piece",
    "Point",
    "Profile",
    "Role",
    "Saying",
    "Sign",
    "Tally",
    "Timeline",
    "Utterance",
    "Voice",
    "Wording",
    "act_words",
    "belonging_lines",
    "branches",
    "build_carryings",
    "build_figure_table",
    "build_matrix",
    "build_profile",
    "build_timeline",
    "build_utterances",
    "carried_words",
    "day_label",
    "days_label",
    "evidence",
    "figure_mark",
    "figure_table_to_json",
    "flag_words",
    "hit_pieces",
    "in_quotes",
    "in_words",
    "inert",
    "link_words",
    "most_telling",
    "origin_words",
    "origins_by_article",
    "page_name",
    "page_tree",
    "page_trees",
    "reprint_words",
    "with_figure_tables",
]
