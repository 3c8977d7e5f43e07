"""A component for spaCy pipelines: `nlp.add_pipe("sayso")` sets `doc._.attributions`.

The component reads the Doc's text, whatever the pipeline's own tokens are; its offsets are those of `doc.text`. What it
found travels with the Doc as plain JSON, so that `nlp.pipe(..., n_process=2)`, `Doc.to_bytes` and `DocBin` keep it.
spaCy comes with the extra `sayso[spacy]`; it finds this module by its entry point.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso import formats
from sayso.errors import UnreadablePage
from sayso.ingest import examine
from sayso.records import Act, Factuality, Findings, Form, Speaker, Statement
from sayso.spans import Spans

# Where the findings stand in `doc.user_data`.
KEY = "sayso"


@dataclass(frozen=True, slots=True)
class DocAttribution:
    """One statement, with its spans as tokens of the Doc.

    Attributes:
        statement: the record; its spans are exact, code points into `doc.text`.
        source, cue, content: the same spans as spaCy has them: grown to whole tokens where they begin or end inside
            one; `source` and `cue` may be empty.
    """

    statement: Statement
    source: tuple[DocSpan, ...]
    cue: tuple[DocSpan, ...]
    content: tuple[DocSpan, ...]

    @property
    def form(self) -> Form:
        """How it is printed."""
        return self.statement.form

    @property
    def act(self) -> Act:
        """What the speaker does by it."""
        return self.statement.act

    @property
    def factuality(self) -> Factuality | None:
        """How far the speaker stands behind the content; None for acts off the truth axis."""
        return self.statement.factuality

    @property
    def speaker(self) -> Speaker | None:
        """Who says it; None where nobody could be decided on, and `statement.reason` says why."""
        return self.statement.speaker


@dataclass(frozen=True, slots=True)
class Attributor:
    """The component: reads a Doc and leaves what it found on it."""

    rules_alone: bool

    def __call__(self, doc: Doc) -> Doc:
        """Find who says what in a Doc."""
        try:
            findings = examine(readable(doc.text), rules_alone=self.rules_alone)
        except UnreadablePage as error:
            doc.user_data[KEY] = {"problem": error.reason}
        else:
            # The Doc has the text already.
            doc.user_data[KEY] = formats.findings_to_json(findings) | {"text": ""}
        return doc


@Language.factory(
    "sayso", default_config={"rules_alone": False}, assigns=["doc._.attributions", "doc._.attributions_problem"]
)
def make_attributor(nlp: Language, name: str, rules_alone: bool) -> Attributor:
    """The component of a pipeline.

    Args:
        rules_alone: do without the learned tagger.
    """
    return Attributor(rules_alone)


def readable(text: str) -> str:
    """`text` with as many letters, and none that would be left out of a page of plain text.

    A byte order mark at the start would be taken for one of the page's.
    """
    return f" {text[1:]}" if text.startswith("\ufeff") else text


def attributions(doc: Doc) -> tuple[DocAttribution, ...]:
    """What the component found in a Doc, in text order; nothing where it did not run or could not read."""
    kept = doc.user_data.get(KEY, {})
    if "statements" not in kept:
        return ()
    findings: Findings = formats.findings_from_json(kept)
    return tuple(
        DocAttribution(one, _tokens(doc, one.source), _tokens(doc, one.cue), _tokens(doc, one.content))
        for one in findings.statements
    )


def attributions_problem(doc: Doc) -> str:
    """Why a Doc could not be read; "" where it was, or the component did not run."""
    problem: str = doc.user_data.get(KEY, {}).get("problem", "")
    return problem


def _tokens(doc: Doc, spans: Spans) -> tuple[DocSpan, ...]:
    found = (doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans)
    return tuple(tokens for tokens in found if tokens is not None)


# Setting them a second time, when the module is loaded anew, is no mistake.
Doc.set_extension("attributions", getter=attributions, force=True)
Doc.set_extension("attributions_problem", getter=attributions_problem, force=True)
