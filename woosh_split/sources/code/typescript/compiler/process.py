"""One Node process that answers questions with the compiler of a folder's ``node_modules``."""

from __future__ import annotations

import contextlib
import json
import queue
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from woosh_split.errors import InputError
from woosh_split.sources.code.typescript.compiler.answers import Answers
from woosh_split.sources.lent_environment import lent_environment

SCRIPT = Path(__file__).parent / "script" / "serve.cjs"
START_SECONDS = 60.0
ANSWER_SECONDS = 600.0


class CompilerProcess:
    """The compiler that is installed in ``folder`` (that of package.json), started with the first question.

    Use it as a context: leaving it ends the process, also on an error or Ctrl-C. ``seconds`` is the longest
    time that one answer may take. What ``kept`` knows is not asked again.
    """

    def __init__(self, folder: Path, seconds: float = ANSWER_SECONDS, kept: Answers | None = None) -> None:
        self.folder = folder.resolve()
        self.kept = kept
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._complaints: IO[str] | None = None
        self.version = ""

    def __enter__(self) -> CompilerProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, at once."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def ask(self, question: str, **details: object) -> Any:
        """Put one question and return its answer, as JSON values.

        Raises:
            InputError: there is no Node, no fitting compiler, a tsconfig that cannot be read, or no answer in time.
        """
        known = self.kept.get(question, details) if self.kept is not None else None
        if known is not None:
            return known
        try:
            process = self._process or self._start()
            answer = self._exchange(process, {"ask": question, **details}, self._seconds)
        except BaseException:
            self.close()
            raise
        if "failed" not in answer:
            if self.kept is not None:
                self.kept.put(question, details, answer["answer"])
            return answer["answer"]
        if answer["input"]:
            raise InputError(f"The TypeScript compiler cannot read {answer['failed']}. Fix that file first.")
        self.close()
        raise RuntimeError(f"the compiler script failed on {question!r}: {answer['failed']}")

    def _start(self) -> subprocess.Popen[str]:
        node = shutil.which("node")
        if node is None:
            raise InputError(
                "Node.js is not on the path, and the TypeScript compiler of the monolith runs on it. Install Node.js "
                "(the version that the monolith runs on), then run this again."
            )
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed with the process
        process = subprocess.Popen(  # noqa: S603
            [node, str(SCRIPT), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            encoding="utf-8",
            errors="surrogatepass",
            cwd=self.folder,
            env=lent_environment(),
        )
        self._process = process
        threading.Thread(target=self._listen, args=(process, self._answers), daemon=True).start()
        ready = self._receive(START_SECONDS)
        if "refused" in ready:
            self.close()
            raise InputError(self._why_not(ready))
        self.version = ready["version"]
        return process

    def _why_not(self, ready: dict[str, Any]) -> str:
        if ready["refused"] == "absent":
            return (
                f"The package `typescript` is not installed in {self.folder}, and the monolith's own compiler is "
                f"asked for its types. Run `npm install` in {self.folder}, then run this again."
            )
        return (
            f"{self.folder} has TypeScript {ready['version']}; this needs TypeScript 4.5 or newer, with its API for "
            f"JavaScript. Run `npm install --save-dev typescript@5` in {self.folder}, then run this again."
        )

    @staticmethod
    def _listen(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
        with contextlib.suppress(ValueError, OSError):
            for line in process.stdout or ():
                answers.put(line)
        answers.put("")

    def _exchange(
        self, process: subprocess.Popen[str], question: dict[str, object], seconds: float
    ) -> dict[str, Any]:
        if process.stdin is None:  # it is a pipe
            raise RuntimeError("the compiler process has no input")
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        return self._receive(seconds)

    def _receive(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise InputError(
                f"The TypeScript compiler of {self.folder} gave no answer in {seconds:.0f} seconds. "
                "Does `npx tsc --noEmit` end there?"
            ) from None
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        raise InputError(
            f"The TypeScript compiler of {self.folder} ended without an answer: {self._last_words()} "
            "Does `npx tsc --noEmit` run there?"
        )

    def _last_words(self) -> str:
        if self._complaints is None:
            return ""
        self._complaints.seek(0)
        lines = [line.strip() for line in self._complaints.read().splitlines() if line.strip()]
        telling = [line for line in lines if "Error" in line or "error" in line] or lines[-1:]
        return f"{telling[0]}." if telling else "it said nothing."
