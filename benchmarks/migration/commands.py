"""Runs commands as a person would type them, and shows each with what it printed and how long it took."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class DemoError(Exception):
    """Something that the demonstration needs is not there, or did not work; it cannot go on."""


@dataclass
class Shell:
    """A folder in which commands are run, with what is added to the environment."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    lines: int = 12
    """How much of what a command printed is shown; its end."""

    def woosh_split(self, *arguments: str, codes: Sequence[int] = (0,), lines: int | None = None) -> str:
        """Run ``woosh-split`` of this very environment; return what it printed on stdout."""
        return self.run(
            ["woosh-split", *arguments],
            instead=[sys.executable, "-m", "woosh_split"],
            codes=codes,
            lines=lines,
        )

    def run(
        self,
        command: Sequence[str],
        *,
        instead: Sequence[str] = (),
        folder: Path | None = None,
        more: Mapping[str, str] | None = None,
        codes: Sequence[int] = (0,),
        shown: bool = True,
        lines: int | None = None,
    ) -> str:
        """Run a command to its end; ``instead`` is what stands for its first word.

        Raises:
            DemoError: it is not there, or ends with another code than expected.
        """
        where = folder or self.folder
        if shown:
            print(f"$ {shlex.join(command)}", flush=True)
        began = time.monotonic()
        environment = os.environ | self.environment | dict(more or {})
        try:
            process = subprocess.Popen(
                [*instead, *command[1:]] if instead else [*command], cwd=where, env=environment, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise DemoError(f"{command[0]} cannot be started: {error.strerror}.") from error
        try:
            out, err = process.communicate(timeout=1800)
        except BaseException:  # Ctrl-C above all: nothing that was started may go on
            _end(process)
            raise
        took = time.monotonic() - began
        if process.returncode not in codes:
            raise DemoError(
                f"{shlex.join(command)} ended with {process.returncode}:\n{(out + err)[-4000:].strip()}"
            )
        if shown:
            said = [*err.strip().splitlines(), *out.strip().splitlines()]
            for line in said[-(lines or self.lines) :]:
                print(f"  {line}")
            print(f"  ({took:.1f} s)", flush=True)
        return out


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
