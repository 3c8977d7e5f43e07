"""The outermost edge: every way a command can end, as one sentence on standard error and an exit status."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from sayso.errors import LexiconError, SaysoError

# Wherever this typer keeps it: in a module of its own, or in the package click.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
DEBUG_VARIABLE = "SAYSO_DEBUG"


class Status(IntEnum):
    """What a command's exit status says."""

    DONE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    NOTHING_DONE = 3
    INTERRUPTED = 128 + signal.SIGINT
    # What a shell shows for a program that a closed pipe ended, as `yes | head` does.
    PIPE_CLOSED = 128 + 13


class Edge(TyperGroup):
    """The group of commands, which turns every exception into a sentence and a status."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command; always raises SystemExit, with the status that `invoke` or wrong use gave."""
        try:
            status = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except UsageError as error:
            status = _wrong_use(error)
        sys.exit(status if isinstance(status, int) else Status.DONE)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was parsed; whatever it raises becomes a status here."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.Exit, UsageError):
            raise
        except BrokenPipeError:
            raise typer.Exit(_pipe_closed()) from None
        except (KeyboardInterrupt, typer.Abort):
            _say("interrupted; what was reported as stored is stored")
            raise typer.Exit(Status.INTERRUPTED) from None
        except LexiconError as error:
            raise typer.Exit(_failed(error, f"this installation of sayso is damaged: {error}")) from error
        except SaysoError as error:
            raise typer.Exit(_failed(error, str(error))) from error
        except OSError as error:
            raise typer.Exit(_failed(error, f"{error.filename or 'sayso'}: {error.strerror or error}")) from error
        except Exception as error:  # the outermost edge: a user gets a sentence, never a traceback
            hint = f"this is a fault in sayso; {DEBUG_VARIABLE}=1 shows where it happened"
            raise typer.Exit(_failed(error, f"{type(error).__name__}: {error} ({hint})")) from error
        return result


def _wrong_use(error: BaseException) -> Status:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sayso"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    # Called without a command typer raises with the whole help as its message.
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{message}\n")
    else:
        _say(f"{message.rstrip('.')}; see `{path} --help`")
    return Status.WRONG_USE


def _failed(error: BaseException, message: str) -> Status:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    _say(message)
    return Status.NOTHING_DONE


def _say(message: str) -> None:
    from sayso.views.inert import inert

    sys.stderr.write(f"sayso: {inert(message)}\n")


def _pipe_closed() -> Status:
    # The interpreter flushes standard output once more on its way out and would complain there.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - stays open until the process ends
    return Status.PIPE_CLOSED
