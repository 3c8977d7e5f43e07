"""The ledger's answers, drawn for a terminal with rich.

Every string from outside goes through `inert` and into a `Text`, never into markup. A stance is always its sign and
its word; colour comes on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.records import Answer, Article, Hit, Problem, Reprint, SaidOn, Stance, StorySummary, StoryView
from sayso.views import (
    FLAG,
    SIGNS,
    ClaimRow,
    Edit,
    Edited,
    Evidence,
    FigureTable,
    Line,
    Matrix,
    Piece,
    Profile,
    Role,
    Saying,
    Utterance,
    Voice,
    Wording,
    act_words,
    belonging_lines,
    branches,
    build_carryings,
    build_figure_table,
    build_utterances,
    carried_words,
    days_label,
    figure_mark,
    flag_words,
    hit_pieces,
    in_quotes,
    in_words,
    inert,
    link_words,
    most_telling,
    origin_words,
    origins_by_article,
    page_name,
    page_tree,
)
from sayso.views.days import day_of
from sayso.views.matrix import Contest
from sayso.views.phrases import DOUBLE_MARKS, shortened
from sayso.views.relations import RelatedTo, related_of_rows, related_to
from sayso.views.signs import STANCE_ORDER

COLOURS = {
    Stance.SUPPORTS: "green",
    Stance.DENIES: "red",
    Stance.NONCOMMITTAL: "yellow",
    Stance.CONDITIONAL: "cyan",
    Stance.QUESTIONS: "magenta",
    Stance.MENTIONS: "dim",
}
CONTESTS = {
    Contest.DISPUTED: "disputed",
    Contest.UNSETTLED: "not settled",
    Contest.AGREED: "",
    Contest.ONE_VOICE: "one speaker",
}
# How words are shown that a printing left out, or put in; the signs stand wherever style may not be seen, so always.
EDITS = {Edit.KEPT: ("", "", ""), Edit.GONE: ("[-", "-]", "strike dim"), Edit.ADDED: ("{+", "+}", "underline")}
# Quotations of a story on one screen.
QUOTATIONS_SHOWN = 5
# Columns. The longest sign with its word is "○ not confirmed"; with an arrow before it, 17.
CELL_WIDTH = 17
# Letters of an article's id: the chance that two of a thousand articles share six hexadecimal ones is 3 in 100.
SHORTEST_ID = 6
# Letters of a story's id in a list, by which it is asked for: among a million stories, one in a million shares them.
LISTED_ID = 11
# Columns for a speaker's name and role before they fold.
# Letters of another claim's words, beside what this one is to it.
RELATED_WIDTH = 120
VOICE_WIDTH = 30
NARROWEST = 8
GAP = 2
DOT = " \u00b7 "


@dataclass(frozen=True, slots=True)
class Pen:
    """What the drawing may rely on: the columns there are, and whether bold and underline can be seen."""

    width: int
    styled: bool


def stance_text(stance: Stance) -> Text:
    """The sign and the word of a stance."""
    return Text(str(SIGNS[stance]), COLOURS[stance])


# ------------------------------------------------------------------------------------------------------ a story


def story_parts(view: StoryView, matrix: Matrix, pen: Pen, *, everything: bool = False) -> Iterator[RenderableType]:
    """One story: what it is, its claims, the matrix, each position with its sentence, the quotations, the pages."""
    yield from overview_parts(view, matrix, pen)
    for row in matrix.rows:
        yield from position_parts(row, pen)
    utterances = build_utterances(
        view.quotations, articles=view.articles, statements=view.statements, reprints=view.reprints
    )
    shown = utterances if everything else most_telling(utterances, QUOTATIONS_SHOWN)
    yield from quotation_parts(shown, len(utterances) - len(shown))
    yield from page_list(view.articles, view.reprints, everything=everything)


def overview_parts(view: StoryView, matrix: Matrix, pen: Pen) -> Iterator[RenderableType]:
    """The first screen of a story: what it is, its claims, the matrix."""
    yield from _story_head(view)
    if not matrix.rows:
        yield Text("No claim was found in these pages; `sayso search` finds words in them.", "dim")
    related = related_of_rows(matrix.rows, view.claims)
    for row in matrix.rows:
        yield _claim_legend(row, pen, related[row.claim.id])
    if matrix.hidden:
        yield Text(f"\u2026 and {matrix.hidden} more (--all)", "dim")
    if matrix.rows:
        yield Text()
        yield from matrix_tables(matrix, pen)


def _story_head(view: StoryView) -> Iterator[RenderableType]:
    origins = set(origins_by_article(view.story.articles, view.reprints).values())
    days = sorted(day for article in view.articles if (day := day_of(article.published_at)))
    outlets = {article.outlet for article in view.articles if article.outlet}
    facts = [
        f"{in_words(len(view.articles), 'page')}, {in_words(len(origins), 'origin')}",
        in_words(len(outlets), "outlet"),
        days_label(days[0], days[-1]) if days else "no dates",
        f"story {inert(view.story.id)}",
    ]
    yield Text(inert(view.story.title), "bold")
    yield Text(DOT.join(facts), "dim")
    yield Text()


def _claim_legend(row: ClaimRow, pen: Pen, related: Iterable[RelatedTo]) -> Table:
    gloss = Text(in_quotes(row.gloss))
    if CONTESTS[row.contest]:
        gloss.append(f"  {CONTESTS[row.contest]}", "bold" if row.contest is Contest.DISPUTED else "dim")
    if row.tree.flags:
        gloss.append(f"  {', '.join(row.tree.flags)}", "bold")
    if row.named:
        gloss.append(f"  {row.named}", "dim")
    width = pen.width - len(row.letter) - 2 * GAP
    marks = (*changes(row), *_mark_of_figures(row), *_fixed(row), *map(_related, related))
    return _lettered(row.letter, [gloss, _origins_of_stances(row, width), *marks])


def _mark_of_figures(row: ClaimRow) -> Iterator[Text]:
    mark = figure_mark(build_figure_table(row))
    if mark:
        words, is_conflict = mark
        yield Text(words, "bold red" if is_conflict else "dim")


def _lettered(letter: str, lines: Sequence[Text]) -> Table:
    """Lines beside the letter of a claim, none of them running under it."""
    grid = Table.grid(padding=(0, GAP, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, line in enumerate(lines):
        grid.add_row(Text("" if number else letter, "bold"), line)
    return grid


def _origins_of_stances(row: ClaimRow, width: int) -> Text:
    """How many pages and origins, and in how many of these origins each stance is taken; no sign leaves its word."""
    facts = Text(f"{in_words(row.claim.articles, 'page')}, {in_words(row.n_origins, 'origin')}: ")
    column = facts.cell_len
    for number, tally in enumerate(row.tally):
        part = stance_text(tally.stance).append(f" in {tally.n_origins}", "not dim")
        gap = DOT if number else ""
        if column + len(gap) + part.cell_len > width:
            gap, column = "\n", 0
        facts.append(gap, "dim").append_text(part)
        column += len(gap) + part.cell_len
    return facts


def changes(row: ClaimRow) -> Iterator[Text]:
    """A line for each speaker who took one stance and on a later day another."""
    for voice, marks in row.cells.items():
        if row.changed(voice):
            line = Text.assemble(("changed: ", "bold"), marks[0].lines[0].voice.name, ": ")
            for number, mark in enumerate(marks):
                line.append(", then " if number else "")
                line.append_text(stance_text(mark.stance))
                line.append(f" ({days_label(*mark.days)})" if mark.days else "")
            yield line


def _fixed(row: ClaimRow) -> Iterator[Text]:
    """A line for each stance that is what it is because a person said so."""
    for voice, stance, what in row.fixed:
        yield Text.assemble((f"{what}: ", "dim"), voice.name, ": ", stance_text(stance))


def _related(other: RelatedTo) -> Text:
    """A line for another claim that this one is narrower than, or responds to, by its letter and its words."""
    words = f"{other.words} {other.letter}".rstrip()
    return Text.assemble((f"{words}: ", "dim"), in_quotes(shortened(other.gloss, RELATED_WIDTH)))


def matrix_tables(matrix: Matrix, pen: Pen) -> Iterator[Table]:
    """The matrix: speakers down where all claims fit across, else claims down where all speakers do.

    Where neither fits, speakers down in as many tables as it takes, the most open claims in the first.
    """
    longest = max(len(_name(voice)) for voice in matrix.voices)
    names = max(NARROWEST, min(VOICE_WIDTH, longest, pen.width - CELL_WIDTH - 2 * GAP))
    across = max(1, (pen.width - names - GAP) // (CELL_WIDTH + GAP))
    letters = max(len(row.letter) for row in matrix.rows)
    if len(matrix.rows) > across and letters + GAP + len(matrix.voices) * (CELL_WIDTH + GAP) <= pen.width:
        yield _claims_down(matrix)
        return
    for start in range(0, len(matrix.rows), across):
        yield _speakers_down(matrix.rows[start : start + across], matrix.voices, names)


def _claims_down(matrix: Matrix) -> Table:
    table = _grid()
    table.add_column("", no_wrap=True)
    for voice in matrix.voices:
        table.add_column(_name(voice), width=CELL_WIDTH, overflow="fold")
    for row in matrix.rows:
        cells = (_cell(row, voice) for voice in matrix.voices)
        table.add_row(Text(row.letter, "bold"), *cells)
    return table


def _speakers_down(rows: Sequence[ClaimRow], voices: Sequence[Voice], names: int) -> Table:
    table = _grid()
    table.add_column("", width=names, overflow="fold")
    for row in rows:
        table.add_column(Text(row.letter, "bold"), width=CELL_WIDTH, overflow="fold")
    for voice in voices:
        if any(voice.id in row.cells for row in rows):
            table.add_row(_name(voice), *(_cell(row, voice) for row in rows))
    return table


def _grid() -> Table:
    return Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP, 0, 0), header_style="none")


def _name(voice: Voice) -> Text:
    name = Text(voice.name, "bold")
    if voice.detail:
        name.append(f", {voice.detail}", "not bold dim")
    return name


def _cell(row: ClaimRow, voice: Voice) -> Text:
    marks = row.cells.get(voice.id, ())
    cell = Text()
    for number, mark in enumerate(marks):
        if number:
            cell.append("\n\u2192 " if row.changed(voice.id) else "\n", "dim")
        cell.append_text(stance_text(mark.stance))
    return cell


# ---------------------------------------------------------------------------------------- positions and evidence


def position_parts(row: ClaimRow, pen: Pen) -> Iterator[RenderableType]:
    """Every position on one claim with its sentence, by stance."""
    yield Text()
    yield _lettered(row.letter, [Text.assemble(in_quotes(row.gloss), (f"{DOT}claim {inert(row.claim.id)}", "dim"))])
    marks = sorted((mark for marks in row.cells.values() for mark in marks), key=lambda m: STANCE_ORDER[m.stance])
    shown: Stance | None = None
    for mark in marks:
        if mark.stance is not shown:
            shown = mark.stance
            yield Padding(stance_text(shown), (0, 0, 0, 3))
        for line in mark.lines:
            yield Padding(line_head(line), (0, 0, 0, 5))
            yield Padding(sentence(line.evidence, pen), (0, 0, 0, 7))


def line_head(line: Line, statement_id: str = "") -> Text:
    """Who said it, how, when and where it is printed; with the statement's id if it is given."""
    head = _name(line.voice)
    words = act_words(line.position.act, line.position.factuality)
    facts = [words] if words != SIGNS[line.position.stance].word else []
    if line.via:
        facts.append(f"as told by {', as told by '.join(reversed(line.via))}")
    facts += line.fixed
    facts.append(said_label(line.position.said_on))
    facts.append(printed_in(line.article, line.also))
    facts += [f"statement {inert(statement_id)}"] if statement_id else []
    head.append(DOT + DOT.join(facts), "not bold dim")
    return head


def printed_in(article: Article, also: Sequence[Article], n_origins: int = 1) -> str:
    """The pages that print one thing, with both counts where there are several."""
    label = article_label(article)
    if not also:
        return label
    others = ", ".join(article_label(other) for other in also)
    counts = f"{in_words(1 + len(also), 'page')}, {in_words(n_origins, 'origin')}"
    return f"{label}{DOT}also in {others}: {counts}"


def said_label(said_on: SaidOn | None) -> str:
    """When it was said; says so when that is not known, and never puts the day of publication in its place."""
    return f"said {days_label(said_on.start, said_on.end)}" if said_on else "day not known"


def article_label(article: Article) -> str:
    """Outlet, agency and day of publication of a page."""
    agency = f" ({inert(article.agency)})" if article.agency and article.agency != article.outlet else ""
    day = day_of(article.published_at)
    return f"{page_name(article)}{agency}" + (f", {days_label(day, day)}" if day else "")


def sentence(found: Evidence, pen: Pen) -> Text:
    """The evidence sentence with its content marked: underlined, or between asterisks where nothing can be."""
    text = marked(found.pieces, pen)
    if found.about:
        text.append("  about: ", "dim")
        text.append(in_quotes(found.about))
    return text


def marked(pieces: Sequence[Piece], pen: Pen) -> Text:
    """Pieces with the CONTENT ones marked."""
    text = Text()
    for piece in pieces:
        if piece.role is Role.CONTENT:
            text.append(piece.text if pen.styled else f"**{piece.text}**", "underline")
        elif piece.role is Role.PLAIN:
            text.append(piece.text)
        else:
            text.append(piece.text, "italic")
    return text


# ------------------------------------------------------------------------------------------------- quotations


def quotation_parts(utterances: Sequence[Utterance], hidden: int = 0) -> Iterator[RenderableType]:
    """What several pages quote, the fullest wording first and each other one against it."""
    if utterances:
        yield Text()
        yield Text("Quotations in several pages", "bold")
    for utterance in utterances:
        for number, voice in enumerate(utterance.voices):
            yield Padding(Text.assemble("or " if number else "", _name(voice)), (0, 0, 0, 3))
        for wording in utterance.wordings:
            yield Padding(_wording_head(wording), (0, 0, 0, 5))
            yield Padding(_quoted(edited(wording.pieces)), (0, 0, 0, 7))
    if hidden:
        yield Text(f"\u2026 and {hidden} more (--all)", "dim")


def _quoted(words: Text) -> Text:
    """Words in quotation marks, unless they have marks of their own."""
    return words if DOUBLE_MARKS & set(words.plain) else Text.assemble("\u201c", words, "\u201d")


def _wording_head(wording: Wording) -> Text:
    """What was done to the fullest wording, who prints it so, and where the meaning moved."""
    head = Text()
    for flag in wording.flags:
        head.append(f"{FLAG} {flag.word}: ", "bold red").append_text(edited(flag.pieces)).append(DOT)
    facts = [wording.relation] if wording.relation else []
    facts.append(printed_in(wording.article, wording.also, wording.n_origins))
    return head.append(DOT.join(facts), "dim")


def edited(pieces: Sequence[Edited]) -> Text:
    """Printed words with what is gone as [-…-] and what is there instead as {+…+}."""
    text = Text()
    for number, piece in enumerate(pieces):
        before, behind, style = EDITS[piece.edit]
        text.append(" " if number else "")
        text.append(before, "dim").append(piece.text, style).append(behind, "dim")
    return text


# ------------------------------------------------------------------------------------------------------ pages


def page_list(
    articles: Sequence[Article], reprints: Sequence[Reprint], *, everything: bool = False, counted: str = "origin"
) -> Iterator[RenderableType]:
    """The pages of a story, each reprint under the page whose text it carries, with the sentences it has of that one.

    Args:
        everything: also why each page is in the story, and what changed between the versions of one outlet, word by
            word.
        counted: what to call a page with its own text: beside a claim, an origin is who said it.
    """
    leaves = page_tree(articles, reprints)
    carryings = build_carryings(leaves, articles)
    n_origins = len(set(origins_by_article((article.id for article in articles), reprints).values()))
    counts = f"{in_words(len(leaves), 'page')}, {in_words(n_origins, counted)}"
    yield Text()
    yield Text.assemble(("Pages", "bold"), (f"{DOT}{counts}", "dim"))
    belonging = belonging_lines(articles, reprints) if everything else {}
    for leaf in leaves:
        indent = 3 + 2 * max(0, leaf.depth - 1)
        line = Text("\u2514 " if leaf.depth else "")
        line.append(article_label(leaf.article))
        facts = [inert(leaf.article.title)] if leaf.article.title else []
        line.append("".join(f"{DOT}{fact}" for fact in [*facts, inert(leaf.article.id)]), "dim")
        yield Padding(line, (0, 0, 0, indent))
        if leaf.article.id in belonging:
            yield Padding(Text(belonging[leaf.article.id], "dim"), (0, 0, 0, indent + 2))
        if leaf.reprint:
            carrying = carryings[leaf.article.id]
            yield Padding(Text(inert(carried_words(leaf.reprint, carrying)), "dim"), (0, 0, 0, indent + 2))
            for change in carrying.changes if everything else ():
                yield Padding(edited(change), (0, 0, 0, indent + 4))


# ------------------------------------------------------------------------------------------------------ lists


def story_table(summaries: Sequence[StorySummary]) -> Table:
    """The stories of a ledger, one a row."""
    table = _list_table("id", "title", "pages", "origins", "claims", "dates", "outlets", wide="title")
    short = short_ids([each.id for each in summaries], LISTED_ID)
    for each in summaries:
        dates = days_label(day_of(each.first_on), day_of(each.last_on))
        counts = (str(count) for count in (each.articles, each.origins, each.claims))
        named = (inert(short[each.id]), Text(inert(each.title), "bold"))
        table.add_row(*named, *counts, dates, inert(", ".join(each.outlets)))
    return table


def problem_table(problems: Sequence[Problem]) -> Table:
    """What could not be read, one a row."""
    table = _list_table("kind", "origin", "at", "reason", wide="reason")
    for problem in problems:
        table.add_row(*(Text(inert(cell)) for cell in (problem.kind, problem.origin, problem.at, problem.reason)))
    return table


def hit_parts(hit: Hit, pen: Pen) -> Iterator[RenderableType]:
    """An article that search found: its title, where it stands, the words around what was searched for."""
    yield Text(inert(hit.article.title or hit.article.origin), "bold")
    facts = [article_label(hit.article), f"article {inert(hit.article.id)}"]
    facts += [f"story {inert(hit.story)}"] if hit.story else []
    yield Padding(Text(DOT.join(facts), "dim"), (0, 0, 0, 2))
    yield Padding(marked(hit_pieces(hit), pen), (0, 0, 0, 2))


def _list_table(*names: str, wide: str) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for name in names:
        is_count = name in {"pages", "origins", "claims"}
        table.add_column(
            name,
            justify="right" if is_count else "left",
            no_wrap=is_count or name in {"id", "kind", "dates"},
            overflow="fold",
            ratio=2 if name == wide else None,
        )
    return table


# ------------------------------------------------------------------------------------------- a claim, a speaker


def claim_parts(view: StoryView, row: ClaimRow, pen: Pen, *, ids: bool = False) -> Iterator[RenderableType]:
    """One claim: who takes which stance, then everything said in order of time, the figures, the origins, the pages.

    Args:
        ids: also the ids of the statements, as short as tells them apart in this story.
    """
    yield Text.assemble(in_quotes(row.gloss), (f"  {CONTESTS[row.contest]}", "bold"))
    facts = [f"claim {inert(row.claim.id)}", f"in story {inert(view.story.id)}, {inert(view.story.title)}", row.named]
    yield Text(DOT.join(filter(None, facts)), "dim")
    yield from map(_related, related_to(row.claim, view.claims))
    yield from _all_said(view, row, pen, ids=ids)


def answer_parts(answer: Answer, row: ClaimRow, pen: Pen) -> Iterator[RenderableType]:
    """What one story says on a question, drawn as a claim is."""
    story = answer.view.story
    yield Text.assemble("You ask: ", in_quotes(inert(answer.question)), (f"  {CONTESTS[row.contest]}", "bold"))
    facts = [f"in story {inert(story.id)}, {inert(story.title)}"]
    facts += [f"most of it in claim {inert(answer.near[0])}"] if answer.near else []
    yield Text(DOT.join(facts), "dim")
    yield from _all_said(answer.view, row, pen)


def _all_said(view: StoryView, row: ClaimRow, pen: Pen, *, ids: bool = False) -> Iterator[RenderableType]:
    short = short_ids([article.id for article in view.articles])
    yield _origins_of_stances(row, pen.width)
    yield from changes(row)
    yield Text()
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in sorted(row.lines, key=_when):
        number = line.statement.id.rpartition(".")[2]
        shown = f"{short[line.article.id]}.{number}" if ids else ""
        table.add_row(stance_text(line.position.stance), line_head(line, shown))
        table.add_row("", sentence(line.evidence, pen))
    yield table
    yield from figure_parts(build_figure_table(row))
    yield from origin_parts(row, view.articles)
    named = {line.position.article for line in row.lines} | {also.id for line in row.lines for also in line.also}
    yield from page_list([article for article in view.articles if article.id in named], view.reprints, counted="text")


def origin_parts(row: ClaimRow, articles: Sequence[Article]) -> Iterator[RenderableType]:
    """On whom a claim rests: each origin, below it the pages that have it from there or from one another."""
    known = {article.id: article for article in articles}
    yield Text()
    yield Text.assemble(
        ("Origins", "bold"), (f"{DOT}{in_words(len(row.tree.origins), 'origin')} of all that is said on it", "dim")
    )
    for flag in row.tree.flags:
        yield Padding(Text(flag_words(flag, row.tree, known), "bold"), (0, 0, 0, 3))
    for origin in row.tree.origins:
        yield Padding(Text(origin_words(origin)), (0, 0, 0, 3))
        for branch in branches(row.tree, origin, known):
            line = Text(f"\u2514 {article_label(branch.article)}")
            line.append(f"{DOT}{branch.words}" if branch.words else "", "dim")
            yield Padding(line, (0, 0, 0, 3 + 2 * branch.depth))


def short_ids(ids: Sequence[str], length: int = SHORTEST_ID) -> dict[str, str]:
    """Each id cut to the least number of letters, the same for all, from `length` on, with which no two are alike."""
    while len({id[:length] for id in ids}) < len(set(ids)):
        length += 1
    return {id: id[:length] for id in ids}


def _when(line: Line) -> tuple[date, date]:
    """By day of speech; what has none comes last."""
    said_on = line.position.said_on
    return (said_on.start, said_on.end) if said_on else (date.max, date.max)


def figure_parts(table: FigureTable) -> Iterator[RenderableType]:
    """The figures of a claim: who told each, when, on how many pages, and what it makes of those before it."""
    if table.shown:
        yield Text()
        yield Text("Figures", "bold")
    digits = len(str(len(table.rows)))
    for group in table.shown:
        for row in group:
            head = Text(row.surface)
            facts = [row.voice.name, SIGNS[row.telling.position.stance].word]
            facts.append(said_label(row.telling.position.said_on))
            facts += [row.reason] if row.reason else []
            facts.append(f"{in_words(len(row.pages), 'page')}, {in_words(row.n_origins, 'origin')}")
            links = [Text(words, "bold red" if words.startswith(FLAG) else "") for words in link_words(table, row)]
            lines = [head.append(DOT + DOT.join(facts), "dim"), *links]
            yield Padding(_lettered(f"{row.number:>{digits}}", lines), (0, 0, 0, 3))
    if table.n_uncompared:
        yield Padding(Text(f"{in_words(table.n_uncompared, 'figure')} not compared", "dim"), (0, 0, 0, 3))


def speaker_parts(profile: Profile, pen: Pen) -> Iterator[RenderableType]:
    """One speaker: who it is, changes of position, then everything said in order of time."""
    entity = profile.view.entity
    parts = dict.fromkeys(inert(part) for part in (entity.role, entity.institution) if part)
    yield Text.assemble((inert(entity.name), "bold"), *(f", {part}" for part in parts))
    facts = [entity.kind.value.replace("_", " "), f"{entity.sector.value.replace('_', ' ')} sector"]
    facts += [in_words(len(profile.sayings), "statement"), f"speaker {inert(entity.id)}"]
    facts += [f"called so by {inert(entity.renamed_by)}"] if entity.renamed_by else []
    yield Text(DOT.join(facts), "dim")
    for row in profile.rows:
        for change in changes(row):
            yield Text.assemble(change, ", on ", in_quotes(row.gloss))
    yield Text()
    for saying in profile.sayings:
        yield from _saying(saying, pen)
    yield from quotation_parts(profile.utterances)


def _saying(saying: Saying, pen: Pen) -> Iterator[RenderableType]:
    statement = saying.statement
    words = act_words(statement.act, statement.factuality)
    head = Text.assemble((said_label(statement.said_on), "bold"), DOT, words, DOT, article_label(saying.article))
    if saying.also:
        also = ", ".join(article_label(article) for article in saying.also)
        head.append(f"{DOT}also in {also}: {in_words(1 + len(saying.also), 'page')}, 1 origin", "dim")
    head.append(f"{DOT}speaker fixed by {inert(statement.speaker_by)}" if statement.speaker_by else "")
    yield head
    yield Padding(sentence(saying.evidence, pen), (0, 0, 0, 3))
    for gloss, stance in saying.stances:
        yield Padding(Text.assemble(stance_text(stance), "  ", in_quotes(gloss)), (0, 0, 0, 3))
