"""What the tools may be asked: bounded, so that neither a question nor its answer can be endless."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# Code points. A question or an id of more is a pasted text.
LONGEST_WORDS = 300
# Rows of one answer: what an assistant can still take in at once.
MOST_ROWS = 50
# Rows passed over at most; nobody leafs further.
FURTHEST = 100_000

Words = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]
Id = Annotated[str, Field(min_length=1, max_length=LONGEST_WORDS)]


class Arguments(BaseModel):
    """What every tool takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    limit: int = Field(10, ge=1, le=MOST_ROWS, description="Rows to give.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="Rows to pass over.")


class Search(Arguments):
    """Words to look for."""

    words: Words = Field(description='Words that an article must hold, all of them; "in quotation marks" side by side.')


class OfStory(Arguments):
    """A story, and which of its claims."""

    id: Id = Field(description="The story's id or its first letters; `search` tells it.")
    limit: int = Field(5, ge=1, le=20, description="Claims to give.")


class OfClaim(Arguments):
    """A claim, and which of its cells."""

    id: Id = Field(description="The claim's id or its first letters.")


class Ask(Arguments):
    """A claim in somebody's own words."""

    question: Words = Field(description="One claim, or a question whether it is so: 'Was the ferry overloaded?'")
    story: Annotated[str, Field(max_length=LONGEST_WORDS)] = Field(
        "", description="Id of the only story to ask; empty: all of them."
    )
    limit: int = Field(3, ge=1, le=10, description="Stories to give.")


class Who(Arguments):
    """A speaker."""

    name: Words = Field(description="Full name, family name, or a speaker's id.")
