"""Every way a command can end: a status, and at most one plain sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso as package
from sayso.cli import looking
from sayso.cli.edge import Status
from tests.cli.conftest import Run

COMMANDS = "demo read extract stories story claim who search problems export correct evaluate".split()


def sayso(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment(**more), check=False)


def environment(**more: str) -> dict[str, str]:
    """As little as possible; the package is found wherever these tests found it."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(package.__file__).parents[1]), **more}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == Status.DONE
    assert f"\n    sayso {command}" in result.stdout.split("Examples:")[1] or f"| sayso {command}" in result.stdout


def test_help_names_every_command_in_full(run: Run) -> None:
    listed = run("--help").stdout
    assert all(f"\n  {command} " in listed for command in COMMANDS)
    assert "..." not in listed.replace("[ARGS]...", "")


def test_no_command_is_wrong_use_and_shows_help(run: Run) -> None:
    result = run()
    assert result.exit_code == Status.WRONG_USE
    assert "Usage: sayso" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["storys"], "Did you mean"),
        (["export", "everything"], "everything"),
        (["claim"], "Missing argument"),
        (["stories", "--limit", "0"], "limit"),
        (["--nonsense"], "nonsense"),
        (["export", "claims", "--format", "parquet"], "--output"),
    ],
)
def test_wrong_use_is_named_in_one_sentence(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == Status.WRONG_USE
    assert result.stdout == ""
    assert words in result.stderr
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    assert "--help`" in result.stderr


@pytest.mark.parametrize("command", ["stories", "story x", "claim x", "who x", "search x", "problems", "export claims"])
def test_without_a_ledger_nothing_can_be_done(run: Run, tmp_path: Path, command: str) -> None:
    result = run(*command.split())
    assert result.exit_code == Status.NOTHING_DONE
    assert result.stdout == ""
    assert result.stderr == "sayso: sayso.db: no ledger there yet; `sayso read` makes one\n"
    assert not list(tmp_path.iterdir())


def test_the_ledger_is_the_option_else_the_variable_else_the_default(
    run: Run, made_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "from-variable.db")
    assert "from-variable.db" in run("stories").stderr
    assert "from-option.db" in run("stories", "--ledger", "from-option.db").stderr
    monkeypatch.setenv("SAYSO_LEDGER", str(made_ledger))
    assert run("stories").exit_code == Status.DONE


def test_a_fault_of_our_own_is_a_sentence_and_a_trace_only_on_demand(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(given: str | None) -> None:
        raise ZeroDivisionError("a fault\x1b[31m")

    monkeypatch.setattr(looking, "open_to_read", broken)
    result = run("stories")
    assert result.exit_code == Status.NOTHING_DONE
    assert result.stderr.startswith("sayso: ZeroDivisionError: a fault[31m (this is a fault in sayso")
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("SAYSO_DEBUG", "1")
    assert "Traceback" in run("stories").stderr


def test_ctrl_c_ends_cleanly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(given: str | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(looking, "open_to_read", interrupted)
    result = run("stories")
    assert result.exit_code == Status.INTERRUPTED == 130
    assert result.stderr.startswith("sayso: interrupted")


def test_a_folder_that_cannot_be_written_is_named(run: Run, made_ledger: Path) -> None:
    result = run("export", "claims", "--ledger", str(made_ledger), "--output", "no/such/folder/claims.jsonl")
    assert result.exit_code == Status.NOTHING_DONE
    assert "no/such/folder/claims.jsonl: the folder that it should be written to is not there" in result.stderr


def test_statuses_in_a_process_of_its_own(made_ledger: Path, tmp_path: Path) -> None:
    done = sayso("stories", "--json", cwd=tmp_path, SAYSO_LEDGER=str(made_ledger))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('{"id":"s1"')
    assert sayso("stories", cwd=tmp_path).returncode == 3
    assert sayso("stories", "--no-such-option", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("command", ["export statements", "story", "stories --json"])
def test_a_reader_that_goes_away_is_no_error(made_ledger: Path, tmp_path: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [sys.executable, "-m", "sayso", *command.split(), "--ledger", str(made_ledger)],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    os.close(writer)
    assert (result.returncode, result.stderr) == (Status.PIPE_CLOSED, "")


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = {"sqlalchemy", "numpy", "pyarrow", "jinja2", "trafilatura", "rich", "dateparser", "httpx", "onnxruntime"}
    code = (
        "import sys\n"
        "from sayso.cli import main\n"
        "try:\n    main(['--help'])\n"
        f"except SystemExit:\n    print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment(), check=True
    )
    assert result.stderr == "[]\n"
    assert "Usage: sayso" in result.stdout


def test_the_version_is_printed(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == Status.DONE
    assert result.stdout.startswith("sayso ")
