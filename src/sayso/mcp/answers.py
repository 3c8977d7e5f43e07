"""What the tools answer: frozen shapes, whose descriptions become the schemas that an assistant reads."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Offsets = Annotated[
    list[tuple[int, int]], Field(description="[start, end) pairs: code points into the article's text, from 0.")
]


class Answer(BaseModel):
    """What every answer is built on."""

    model_config = ConfigDict(frozen=True)


class Sentence(Answer):
    """Letters of an article, as printed."""

    text: str = Field(description="The article's letters from start to end, unchanged.")
    start: int = Field(description="Code points into the article's text, from 0.")
    end: int


class Cell(Answer):
    """One thing that one speaker said in one article."""

    statement: str = Field(description="Id of the statement.")
    speaker: str = Field(description="Name as printed, or a role; `speaker not decided` where nobody could be told.")
    speaker_id: str | None
    detail: str = Field(description="Role and institution, as far as the name does not say them.")
    stance: str | None = Field(
        description="Towards the claim: supports, denies, noncommittal, conditional, questions, mentions. "
        "Null: the statement takes no position on a claim."
    )
    claim: str | None = Field(description="Id of the claim that the stance is towards; null for your own question.")
    act: str = Field(description="What the speaker does by it: assert, deny, decline to confirm, demand, ...")
    factuality: str | None = Field(description="FactBank value relative to the speaker: CT+, PR+, ..., Uu.")
    said_from: str | None = Field(description="First day on which it can have been said; null: not printed.")
    said_to: str | None
    via: list[str] = Field(description="Those through whom it came, outermost first.")
    sentences: list[Sentence] = Field(description="What was printed. Quote these, never a paraphrase of your own.")
    source: Offsets
    cue: Offsets
    content: Offsets
    article: str = Field(description="Id of the article.")
    outlet: str | None
    published_at: str | None
    url: str | None = Field(description="Where the article was published, if known.")
    also_in: list[str] = Field(description="Ids of other articles that print the same text: one origin with this one.")
    link: str = Field(description="The page that shows this cell while `sayso serve` runs.")


class Related(Answer):
    """Another claim of the story, and what this one is to it."""

    words: str = Field(description="narrower than, broader than, responds to, or answered by.")
    claim: str = Field(description="Id of the other claim.")
    gloss: str = Field(description="Somebody's printed words for it.")


class Claim(Answer):
    """A claim with what was said on it."""

    id: str | None = Field(description="Null for your own question.")
    story: str
    gloss: str = Field(description="Somebody's printed words for it; nobody says that they are true.")
    contest: str = Field(description="disputed, not settled, several speakers with one stance, or one speaker.")
    pages: int
    origins: int = Field(description="Independent origins: pages of one text, or of one speaker, count once.")
    warnings: list[str] = Field(description="What to know of the sources: single-source, anonymous-only, circular.")
    related: list[Related] = Field(description="Other claims of the story that it is told to be related to; few are.")
    n_cells: int
    cells: list[Cell]
    link: str


class Paged(Answer):
    """An answer that may be longer than what is given of it."""

    no_cell: str | None = Field(
        description="Why there is nothing to cite. When it is set, say that the ledger has no cell; do not answer "
        "from elsewhere as if it had."
    )
    next_offset: int | None = Field(description="Ask again with this offset for more; null: that was all.")


class Passage(Answer):
    """An article found by its words."""

    article: str
    title: str | None
    outlet: str | None
    published_at: str | None
    url: str | None
    story: str | None
    sentences: list[Sentence] = Field(description="Those that hold words searched for, the first few.")
    cells: list[Cell] = Field(description="What somebody is reported to have said in these sentences.")
    link: str


class Found(Paged):
    """Articles that hold all the words."""

    passages: list[Passage]


class Story(Paged):
    """A story and its claims, the most open first."""

    id: str
    title: str
    pages: int
    origins: int = Field(description="Pages less those that carry another's text.")
    outlets: list[str]
    days: str
    claims: list[Claim] = Field(description="Each with the first sentence of each speaker's stance.")
    link: str


class OneClaim(Paged):
    """A claim with everything said on it."""

    claim: Claim


class Told(Answer):
    """What one story says on a question."""

    story: str
    title: str
    near: list[str] = Field(description="Ids of the story's claims that come nearest to the question.")
    claim: Claim
    link: str


class Asked(Paged):
    """What stories say on a claim in your own words; stances are towards your words."""

    question: str
    stories: list[Told]


class Speaker(Answer):
    """One speaker, and what it said in order of time."""

    id: str
    name: str
    kind: str
    role: str | None
    institution: str | None
    changes: list[str] = Field(description="Claims on which it took one stance and, on a later day, another.")
    n_cells: int
    cells: list[Cell]
    link: str


class Speakers(Paged):
    """Everybody of a name; nothing says that they are one."""

    speakers: list[Speaker]
