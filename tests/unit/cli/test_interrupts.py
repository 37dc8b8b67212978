"""Ctrl-C during a migration comes at any moment: in the middle of a line, too."""

from __future__ import annotations

import io
import os
import signal
import sys

import pytest

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
    assert capfd.readouterr().err == "Stopping after this statement. Once more: at once.\n"
