"""Ctrl-C during a migration comes at any moment: in the middle of a line, too."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mini_shop import write_mini_shop

from woosh_split.cli.console import complain
from woosh_split.cli.migrating import Interrupts


class Interrupting(io.RawIOBase):
    """A terminal at which Ctrl-C is pressed while something is written."""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: object) -> int:
        """Take everything, and press Ctrl-C meanwhile."""
        os.kill(os.getpid(), signal.SIGINT)
        return len(bytes(data))  # type: ignore[call-overload]


def test_an_interrupt_in_the_middle_of_a_line_is_one_and_no_bug_of_ours(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A handler that writes into the stream that is being written into is refused by Python."""
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BufferedWriter(Interrupting()), "utf-8"))
    interrupts = Interrupts()

    with interrupts.watching():
        complain("expose: done")

    assert interrupts()
    assert capfd.readouterr().err == "Stopping after this statement. Press Ctrl-C again to stop at once.\n"


@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_is_closed_ends_a_migration_after_its_statement_unless_nohup_says_otherwise(
    ignored: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    interrupts = Interrupts()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        with interrupts.watching():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is (signal.SIG_IGN if ignored else signal.default_int_handler)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert interrupts() is not ignored
    assert ("Stopping after this statement." in capfd.readouterr().err) is not ignored


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_told_to_end_ends_as_with_an_interrupt_and_says_so(
    number: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = signal.getsignal(number)
    if before is signal.SIG_IGN:  # the tests may run under nohup, and what they start would ignore it, too
        signal.signal(number, signal.SIG_DFL)
        request.addfinalizer(lambda: signal.signal(number, before))
    shop = write_mini_shop(tmp_path / "shop")
    (shop / "woosh-split.yaml").write_text(
        "version: 1\nservices:\n  users: {modules: [users], tables: [users]}\n", encoding="utf-8"
    )
    run = subprocess.Popen(
        [sys.executable, "-m", "woosh_split", "check", str(shop), "--watch", "--no-cache"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    while "Watching" not in (line := run.stderr.readline()):
        assert line, "it ended before it was told to"
    run.send_signal(number)
    _, told = run.communicate(timeout=30)
    assert (run.returncode, told) == (130, "Interrupted.\n")


INTERRUPTED_IN_A_TEXT = """
import os, signal, sys
import woosh_split.__main__ as program
import woosh_split.cli.console
import woosh_split.cli.shortcut as shortcut

signal.signal(signal.SIGINT, signal.default_int_handler)
shortcut.shortcut = lambda arguments: eval("[os.kill(os.getpid(), signal.SIGINT), [each for each in range(9)]]")
sys.exit(program.console())
"""
"""Dataclasses are made by running a text, so an interrupt that comes while modules are imported comes there."""


def test_an_interrupt_while_a_text_is_run_ends_with_the_code_for_interrupts(tmp_path: Path) -> None:
    """Python kills itself by the signal then, though the interrupt was caught, where it runs a module (``-m``)."""
    (tmp_path / "interrupted.py").write_text(INTERRUPTED_IN_A_TEXT)
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")


def test_what_needs_no_typer_is_told_to_end_as_everything_else(tmp_path: Path) -> None:
    told = INTERRUPTED_IN_A_TEXT.replace(
        "os.kill(os.getpid(), signal.SIGINT)", "os.kill(os.getpid(), signal.SIGTERM)"
    )
    (tmp_path / "told.py").write_text(told)
    done = subprocess.run(
        [sys.executable, "-m", "told"], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")
