"""sayso reads news reports and keeps a ledger of who says what.

    >>> import sayso
    >>> findings = sayso.examine("The bridge is safe, Mayor Ada Quill said on Monday.")
    >>> [statement.act.value for statement in findings.statements]
    ['assert']

Names are loaded when they are first used, so that `import sayso` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.errors import SaysoError
    from sayso.ingest import examine, installed_scorer
    from sayso.ledger import Ledger
    from sayso.model.judging import judge_stance
    from sayso.records import Article, Claim, Findings, Page, Problem, Speaker, Stance, Statement, Story
    from sayso.spans import Span

    __version__: str

_HOMES = {
    "Article": "sayso.records",
    "Claim": "sayso.records",
    "Findings": "sayso.records",
    "Ledger": "sayso.ledger",
    "Page": "sayso.records",
    "Problem": "sayso.records",
    "SaysoError": "sayso.errors",
    "Span": "sayso.spans",
    "Speaker": "sayso.records",
    "Stance": "sayso.records",
    "Statement": "sayso.records",
    "Story": "sayso.records",
    "examine": "sayso.ingest",
    "installed_scorer": "sayso.ingest",
    "judge_stance": "sayso.model.judging",
}

__all__ = [
    "Article",
    "Claim",
    "Findings",
    "Ledger",
    "Page",
    "Problem",
    "SaysoError",
    "Span",
    "Speaker",
    "Stance",
    "Statement",
    "Story",
    "__version__",
    "examine",
    "installed_scorer",
    "judge_stance",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("sayso")
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
