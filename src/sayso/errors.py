"""The errors sayso raises.

    SaysoError
      UnreadablePage      a page that cannot become an article; becomes a Problem, the run goes on
      UnreadableOrigin    an origin that cannot be opened or is damaged part-way; becomes a Problem
      FormatError         JSON that is not in the exchange format
      LexiconError        a word list in data/ that is empty, malformed or has an entry twice
      LedgerError         the ledger cannot be opened, read or written; stops the run
        LedgerTooNew      written by a newer sayso
        NotInLedger       no story, claim, article or speaker by that id or name
      ModelError          the learned tagger's package is damaged or not one this sayso can read
        ModelMissing      it is not installed
      NoCorrection        what somebody corrects says nothing, or contradicts itself; a ValueError too
      ExtraMissing        a part of sayso that was not installed with it
      CannotServe         the address of the web pages cannot be listened on

A caller's own mistake (a blank phrase, a reversed span) raises ValueError or TypeError, not one of these.
"""

from __future__ import annotations

from dataclasses import dataclass


class SaysoError(Exception):
    """Root of every error that sayso raises on purpose."""


@dataclass
class UnreadablePage(SaysoError):
    """A page that cannot become an article.

    Attributes:
        kind: short stable word, one of `records.ProblemKind`.
        reason: a sentence for the user: what happened and what can be done.
    """

    kind: str
    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class UnreadableOrigin(SaysoError):
    """An origin (file, folder, feed, archive, address) that cannot be opened, or breaks off part-way.

    Attributes:
        origin: path or address as the user gave it.
        kind: short stable word, one of `records.ProblemKind`.
        reason: a sentence for the user.
        at: where inside the origin ("line 3", "byte 1024"), or "" when the whole of it is meant.
    """

    origin: str
    kind: str
    reason: str
    at: str = ""

    def __str__(self) -> str:
        where = f", {self.at}" if self.at else ""
        return f"{self.origin}{where}: {self.reason}"


class FormatError(SaysoError):
    """JSON that does not follow the exchange format."""


class LexiconError(SaysoError):
    """A word list in data/ that is empty, malformed or holds an entry twice."""


class LedgerError(SaysoError):
    """The ledger cannot be opened, read or written."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer sayso than this one."""


class NotInLedger(LedgerError):
    """Nothing in the ledger answers to that id or name."""


class NoQuestion(SaysoError):
    """What was asked is no claim that could be affirmed or denied; the message says what to do."""


class NoCorrection(SaysoError, ValueError):
    """What somebody corrects names too little or too much, or contradicts itself; the message says what to do."""


class ModelError(SaysoError):
    """The learned tagger's package is absent, damaged or not one this sayso can read; stops the run."""


class ModelMissing(ModelError):
    """A part of the model package is not installed: the package is absent, or older than that part."""


class ExtraMissing(SaysoError):
    """A part of sayso that was not installed with it; the message names what brings it."""


class CannotServe(SaysoError):
    """The address and port of the web pages cannot be listened on."""
