"""Measure ``woosh-split analyse`` beside mere parsing and dependency-cruiser, and print the ratios.

Run it on a quiet machine: ``make bench``, or ``make bench BENCH="--tree ~/some/monorepo"``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measure import CommandFailedError, Cost, as_installed, measure, measure_changes
from replicate import replicate

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "woosh" / "backend"
SKIPPED = ("node_modules", "dist", "build", ".git", ".woosh_split_cache")
MEGABYTES = 300
HELP_SECONDS = 0.25
CHANGED_RATIO = 0.15


@dataclass(frozen=True, slots=True)
class Target:
    """The most that a cold run may cost, as parts of the floor and of dependency-cruiser; and what to aim at."""

    floor: float
    floor_aim: float
    cruiser: float
    cruiser_aim: float


REPLICATED = Target(2.0, 1.2, 0.2, 0.1)
MONOREPO = Target(1.2, 0.75, 0.1, 0.045)


def main() -> int:
    """Run the benchmark; 1 where a target is missed, 2 where it could not be run."""
    options = _options()
    as_installed()
    failed = False
    try:
        with tempfile.TemporaryDirectory(prefix="woosh-split-bench-") as folder:
            tree = Path(folder) / "replicated"
            files = replicate(EXAMPLE, tree, options.files)
            print(f"# The example, replicated to {files:,} files\n")
            failed |= _bench(tree, [], REPLICATED, options)
            if options.tree is not None:
                copy = Path(folder) / "monorepo"
                shutil.copytree(options.tree, copy, symlinks=True, ignore=shutil.ignore_patterns(*SKIPPED))
                print(f"\n# {options.tree.name}\n")
                project = ["--project", options.project] if options.project else []
                failed |= _bench(copy, project, MONOREPO, options)
        failed |= _start_up(options.runs)
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 2
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000, help="size of the replicated tree")
    parser.add_argument("--tree", type=Path, help="a monorepo of your own; it is copied, not changed")
    parser.add_argument("--project", help="the application in --tree")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many runs counts")
    parser.add_argument("--no-cruiser", action="store_true", help="without dependency-cruiser")
    return parser.parse_args()


def _bench(tree: Path, project: list[str], target: Target, options: argparse.Namespace) -> bool:
    analyse = [sys.executable, "-m", "woosh_split", "analyse", ".", "--format", "json", "--quiet", *project]
    floor = measure([sys.executable, str(HERE / "floor.py"), "."], folder=tree, runs=options.runs)
    cold = measure([*analyse, "--no-cache"], folder=tree, runs=options.runs)
    filled = measure(analyse, folder=tree)
    warm = measure(analyse, folder=tree, runs=options.runs)
    changed = {
        f"analyse, {number} changed, {'new statements' if new else 'nothing new'}": measure_changes(
            analyse, tree, number, options.runs, new=new
        )
        for new in (False, True)
        for number in (1, 10)
    }
    rows = [
        ("parse every file (the floor)", floor, ""),
        ("analyse, no cache", cold, f"at most {target.floor}, aim {target.floor_aim}"),
        ("analyse, cache being filled", filled, ""),
        ("analyse, nothing changed", warm, ""),
        *((name, cost, f"at most {CHANGED_RATIO}") for name, cost in changed.items()),
    ]
    missed = cold.cpu > target.floor * floor.cpu or cold.megabytes > MEGABYTES
    missed |= any(cost.cpu > CHANGED_RATIO * floor.cpu for cost in changed.values())
    if not options.no_cruiser:
        cruiser = _cruiser(tree)
        rows.append(("dependency-cruiser", cruiser, ""))
        missed |= cold.cpu > target.cruiser * cruiser.cpu
    _print(rows, floor)
    if not options.no_cruiser:
        ratio = cold.cpu / cruiser.cpu
        print(
            f"\nanalyse / dependency-cruiser: {ratio:.3f} (at most {target.cruiser}, aim {target.cruiser_aim})"
        )
    print(f"peak memory of analyse: {cold.megabytes:.0f} MB (at most {MEGABYTES})")
    return missed


def _cruiser(tree: Path) -> Cost:
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, check=True)
    command = [
        "node",
        "--max-old-space-size=8192",
        str(HERE / "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
        "--config",
        str(HERE / "dependency-cruiser.cjs"),
        "--output-type",
        "json",
        ".",
    ]
    return measure(command, folder=tree)


def _start_up(runs: int) -> bool:
    here = Path()
    nothing = measure([sys.executable, "-c", "pass"], folder=here, runs=max(runs, 5))
    helping = measure([sys.executable, "-m", "woosh_split", "--help"], folder=here, runs=max(runs, 5))
    more = helping.cpu - nothing.cpu
    print(f"\n--help: {more:.2f} s of CPU more than `python -c pass` (at most {HELP_SECONDS})")
    return more > HELP_SECONDS


def _print(rows: list[tuple[str, Cost, str]], floor: Cost) -> None:
    print("| what | CPU s | clock s | peak MB | CPU / floor | target |")
    print("|---|---:|---:|---:|---:|---|")
    for name, cost, target in rows:
        ratio = cost.cpu / floor.cpu
        print(
            f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.megabytes:.0f} | {ratio:.2f} | {target} |"
        )


if __name__ == "__main__":
    sys.exit(main())
