"""Measure ``woosh-split check`` beside dependency-cruiser, with and without its cache, and print the ratios.

Run it on a quiet machine: ``make bench-check``, or ``make bench-check BENCH="--files 500 --runs 1"``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from split_file import write_split_file

HERE = Path(__file__).resolve().parent
ANALYSE = HERE.parent / "analyse"
sys.path.insert(0, str(ANALYSE))  # the tree and the measuring are those of the other benchmark

from measure import CommandFailedError, Cost, as_installed, measure, measure_changes  # noqa: E402
from replicate import replicate  # noqa: E402

EXAMPLE = HERE.parents[1] / "examples" / "woosh"
WOOSH_SPLIT = [sys.executable, "-m", "woosh_split"]

WARM, WARM_AIM = 0.2, 0.12
"""CPU time of an unchanged tree, as a part of dependency-cruiser's on the same, with its cache."""
CHANGED = 2 * WARM
COLD = 1.0
EXAMPLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``limit`` is the most that it may be of its reference."""

    name: str
    cost: Cost
    reference: Cost | None = None
    limit: float = 0.0
    aim: float = 0.0

    @property
    def ratio(self) -> float | None:
        """CPU time as a part of the reference's."""
        return self.cost.cpu / self.reference.cpu if self.reference else None

    @property
    def missed(self) -> bool:
        """Whether the target is missed."""
        return self.ratio is not None and self.limit > 0 and self.ratio > self.limit


def main() -> int:
    """Run the benchmark; 1 where a target is missed, 2 where it could not be run."""
    options = _options()
    as_installed()
    try:
        with tempfile.TemporaryDirectory(prefix="woosh-split-bench-") as folder:
            tree = Path(folder) / "tree"
            files = replicate(EXAMPLE / "backend", tree, options.files)
            print(f"# The example, replicated to {files:,} files\n")
            rows = _rows(tree, Path(folder), options.runs)
            _print(rows)
            slow = _example(Path(folder), options.runs)
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 2
    return int(slow or any(row.missed for row in rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000, help="size of the replicated tree")
    parser.add_argument("--runs", type=int, default=5, help="the median of so many runs counts")
    return parser.parse_args()


def _rows(tree: Path, folder: Path, runs: int) -> list[Row]:
    cruise = _cruiser()
    cached = [*cruise, "--cache", str(folder / "cruiser"), "--cache-strategy", "content"]
    cruiser_cold = measure([*cruise, "."], folder=tree, runs=min(runs, 3))
    cruiser_filled = measure([*cached, "."], folder=tree)
    cruiser_warm = measure([*cached, "."], folder=tree, runs=runs)
    check = [*WOOSH_SPLIT, "check", ".", "--quiet"]
    _set_up(tree, folder)
    cold = measure([*check, "--no-cache"], folder=tree, runs=min(runs, 3))
    filled = measure(check, folder=tree)
    warm = measure(check, folder=tree, runs=runs)
    # A new statement is no violation: it names no table. So the check stays clean.
    changed = {
        f"check, {number} changed, {'new statements' if new else 'nothing new'}": measure_changes(
            check, tree, number, runs, new=new
        )
        for new in (False, True)
        for number in (1, 10)
    }
    cruiser_changed = measure([*cached, "."], folder=tree)
    return [
        Row("dependency-cruiser, no cache", cruiser_cold),
        Row("dependency-cruiser, cache being filled", cruiser_filled),
        Row("dependency-cruiser, nothing changed", cruiser_warm),
        Row("dependency-cruiser, files changed", cruiser_changed),
        Row("check, no cache", cold, cruiser_cold, COLD),
        Row("check, cache being filled", filled),
        Row("check, nothing changed", warm, cruiser_warm, WARM, WARM_AIM),
        *(Row(name, cost, cruiser_warm, CHANGED, 2 * WARM_AIM) for name, cost in changed.items()),
    ]


def _cruiser() -> list[str]:
    if not (ANALYSE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ANALYSE, check=True)
    return [
        "node",
        "--max-old-space-size=8192",
        str(ANALYSE / "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
        "--config",
        str(ANALYSE / "dependency-cruiser.cjs"),
        "--output-type",
        "err",
    ]


def _set_up(tree: Path, folder: Path) -> None:
    """Give the tree a split file, and a baseline that knows what is there, so that the check is clean."""
    facts = folder / "facts.json"
    _run(["analyse", ".", "--no-cache", "--quiet", "--format", "json", "--output", str(facts)], tree)
    write_split_file(facts, EXAMPLE / "expected-services.yaml", tree / "woosh-split.yaml")
    _run(["baseline", "write", ".", "--no-cache", "--quiet"], tree)


def _run(arguments: list[str], folder: Path) -> None:
    done = subprocess.run(
        [*WOOSH_SPLIT, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=_environment(),
    )
    if done.returncode != 0:
        raise CommandFailedError(f"{' '.join(arguments)} left with {done.returncode}: {done.stderr[-500:]}")


def _environment() -> dict[str, str]:
    import os

    return {key: value for key, value in os.environ.items() if key not in ("CI", "GITHUB_ACTIONS")}


def _example(folder: Path, runs: int) -> bool:
    """Say how long an unchanged example takes on the clock, as a person waits for it."""
    example = folder / "example"
    shutil.copytree(
        EXAMPLE, example, ignore=shutil.ignore_patterns("node_modules", ".woosh_split_cache", "dist")
    )
    if not (example / "woosh-split.yaml").is_file():
        facts = folder / "example.json"
        _run(["analyse", ".", "--no-cache", "--quiet", "--format", "json", "--output", str(facts)], example)
        write_split_file(facts, EXAMPLE / "expected-services.yaml", example / "woosh-split.yaml")
    if not (example / "woosh-split.baseline.json").is_file():
        _run(["baseline", "write", ".", "--quiet"], example)
    check = [*WOOSH_SPLIT, "check", ".", "--quiet"]
    measure(check, folder=example)
    warm = measure(check, folder=example, runs=max(runs, 5))
    print(
        f"\nThe example itself, nothing changed: {warm.wall:.2f} s on the clock (at most {EXAMPLE_SECONDS})"
    )
    return warm.wall > EXAMPLE_SECONDS


def _print(rows: list[Row]) -> None:
    print("| what | CPU s | clock s | peak MB | part of dependency-cruiser | target |")
    print("|---|---:|---:|---:|---:|---|")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        target = "" if not row.limit else f"at most {row.limit}" + (f", aim {row.aim}" if row.aim else "")
        target += ": **missed**" if row.missed else ""
        print(
            f"| {row.name} | {row.cost.cpu:.2f} | {row.cost.wall:.2f} | {row.cost.megabytes:.0f} | {ratio} | {target} |"
        )


if __name__ == "__main__":
    sys.exit(main())
