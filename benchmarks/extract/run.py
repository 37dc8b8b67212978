"""Take monoliths apart in ways that nobody would choose, and count what compiles, what is refused, and what fails.

``make stress`` does the example (every module a service of its own, and 20 random splits) and the mini monoliths, and writes the
table of the README. ``--public FOLDER`` does what was fetched there, and prints its table only.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from splits import DEBT, Cut, every_module, random_cuts
from subjects import OWN, Subject, public

HERE = Path(__file__).resolve().parent
WOOSH_SPLIT = [sys.executable, "-m", "woosh_split"]
_README = HERE / "README.md"
_MARK = "<!-- figures: make stress -->"
_SEED = 5
_SPLITS = {"woosh": 20}
_OTHERS_SPLITS = 3
_SECONDS = 600


@dataclass(slots=True)
class Tally:
    """What came of the services of some splits."""

    splits: int = 0
    services: int = 0
    clean: int = 0
    refused: int = 0
    failed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)

    def row(self, subject: str, modules: int, what: str) -> str:
        """Return a line of the table."""
        return (
            f"| {subject} | {modules} | {what} | {self.splits} | {self.services} | {self.clean} "
            f"| {self.refused} | {self.failed} |"
        )


@dataclass(frozen=True, slots=True)
class Bench:
    """One monolith on the bench: its copy, its facts, and what its compiler says of it as it stands."""

    subject: Subject
    copy: Path
    facts: dict[str, Any]
    known: frozenset[tuple[str, int, str]]


def main() -> int:
    """Do it; 1 where something fails, 2 where it could not be run."""
    options = _options()
    subjects = list(public(options.public)) if options.public else list(OWN)
    rows, troubles, reasons = [], [], Counter[str]()
    for subject in subjects:
        if options.only and subject.name not in options.only:
            continue
        with tempfile.TemporaryDirectory(prefix="woosh-split-stress-") as folder:
            bench = _bench(subject, Path(folder))
            if isinstance(bench, str):
                print(f"{subject.name}: left out: {bench}", file=sys.stderr)
                continue
            modules = len(bench.facts["modules"])
            for what, cuts in _cuts(bench, options):
                tally = _take_apart(bench, cuts, Path(folder))
                rows.append(tally.row(subject.name, modules, what))
                print(rows[-1], file=sys.stderr, flush=True)
                for line in tally.trouble:
                    print(f"  {line}", file=sys.stderr, flush=True)
                troubles += [f"{subject.name}: {line}" for line in tally.trouble]
                reasons += tally.reasons
    table = _table(rows, reasons)
    print(table)
    if not (options.public or options.only or options.splits is not None):
        _write_readme(table)
    return int(bool(troubles))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path, help="a folder of fetched monoliths")
    parser.add_argument("--only", action="append", help="only the monolith of this name; may be repeated")
    parser.add_argument("--splits", type=int, help="so many random splits of each")
    parser.add_argument("--seed", type=int, default=_SEED)
    return parser.parse_args()


def _cuts(bench: Bench, options: argparse.Namespace) -> Iterable[tuple[str, Sequence[Cut]]]:
    count = _SPLITS.get(bench.subject.name, _OTHERS_SPLITS) if options.splits is None else options.splits
    yield "every module a service", [every_module(bench.facts)]
    if count:
        yield "random", list(random_cuts(bench.facts, count, options.seed))


def _bench(subject: Subject, folder: Path) -> Bench | str:
    """Copy a monolith, read it, compile it as it stands; the reason where that cannot be done."""
    copy = subject.copy(folder)
    facts = folder / "facts.json"
    project = ["--project", subject.project] if subject.project else []
    done = _run("analyse", copy, *project, "--format", "json", "--output", facts)
    if done.returncode:
        return f"analyse left with {done.returncode}: {_last(done.stderr)}"
    known = _compile(subject, copy, [copy / subject.backend / subject.tsconfig])
    return Bench(subject, copy, json.loads(facts.read_text(encoding="utf-8")), frozenset(*known.values()))


def _take_apart(bench: Bench, cuts: Sequence[Cut], folder: Path) -> Tally:
    tally = Tally(splits=len(cuts))
    for cut in cuts:
        split = bench.copy / "woosh-split.yaml"
        split.write_text(cut.text(bench.subject.project), encoding="utf-8")
        done = _run("propose", bench.copy, "--no-history", "--quick", "--quiet",
                    "--debt-issue", DEBT[0], "--debt-until", DEBT[1])  # fmt: skip
        if done.returncode:
            tally.failed += 1
            tally.trouble.append(f"{cut.name}: propose left with {done.returncode}: {_last(done.stderr)}")
            continue
        with tempfile.TemporaryDirectory(dir=folder) as out:
            _extract_all(bench, cut, Path(out), tally)
        split.unlink()
    return tally


def _extract_all(bench: Bench, cut: Cut, out: Path, tally: Tally) -> None:
    (out / "node_modules").symlink_to(bench.subject.packages)
    done = _run("extract", "--all", "--path", bench.copy, "--services-folder", out / "services",
                "--format", "json", "--quiet")  # fmt: skip
    if done.returncode not in (0, 1):
        tally.services += len(cut.services) + 1
        tally.failed += len(cut.services) + 1
        tally.trouble.append(f"{cut.name}: extract left with {done.returncode}: {_last(done.stderr)}")
        return
    services = json.loads(done.stdout)["services"]
    tally.services += len(services)
    for service in services:
        refusals = service["refusals"]
        broken = [text for text in refusals if "does not compile" in text]
        if broken:
            tally.failed += 1
            tally.trouble.append(f"{cut.name}, {service['service']}: {broken[0]}")
        elif refusals:
            tally.refused += 1
            tally.reasons.update(sorted({_reason(text) for text in refusals}))
    configs = [
        out / "services" / each["service"] / each["tsconfig"] for each in services if not each["refusals"]
    ]
    for config, errors in _compile(bench.subject, bench.copy, configs).items():
        new = errors - bench.known
        if new:
            tally.failed += 1
            some = "; ".join(f"{file} {text}" for file, _, text in sorted(new)[:3])
            tally.trouble.append(f"{cut.name}, {config}: {len(new)} compile errors: {some}")
        else:
            tally.clean += 1


def _compile(
    subject: Subject, copy: Path, configs: Sequence[Path]
) -> dict[Path, frozenset[tuple[str, int, str]]]:
    """Return the errors by tsconfig, without their lines, so that the monolith's own can be told apart."""
    if not configs:
        return {}
    command = ["node", HERE / "compile.cjs", copy / subject.backend, *configs]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=True, timeout=_SECONDS
    )
    found = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        found[Path(answer["config"])] = frozenset(
            (each["file"], each["code"], each["text"].splitlines()[0]) for each in answer["errors"]
        )
    return found


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*WOOSH_SPLIT, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=_SECONDS
    )


def _reason(text: str) -> str:
    """Return a refusal without its place, its names and its advice."""
    said = text.partition(". What fits")[0]
    said = re.sub(r"^\S+:\d+ ", "", said).partition(": ")[2] or said
    said = re.sub(
        r"the event \S+ is emitted by \S+ and handled by [^\s,]+", "an event between two services", said
    )
    said = re.sub(r"`[^`]*`|\b[A-Z]\w*(?:\.\w+)+|\(\S+:\d+\)", "…", said)
    return re.sub(r"is [A-Z]\w*(?:<.*>)?(?:\[\])?, not", "is …, not", said)[:160]


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "(nothing said)"


def _table(rows: Sequence[str], reasons: Counter[str]) -> str:
    head = (
        "| monolith | modules | cut | splits | services | 0 errors | refused beforehand | failed |\n"
        "|---|---:|---|---:|---:|---:|---:|---:|"
    )
    why = "\n".join(f"- {count} × {reason}" for reason, count in reasons.most_common(20))
    return "\n".join([head, *rows]) + (f"\n\nRefused because of:\n\n{why}" if why else "")


def _write_readme(table: str) -> None:
    text = _README.read_text(encoding="utf-8")
    before, mark, _ = text.partition(_MARK)
    _README.write_text(f"{before}{mark}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
