"""How near proposals come to what people wished for, how much noise they stand, and how long they take.

``python benchmarks/propose/run.py`` prints the tables and ends with 1 where a target is missed. ``--quick`` leaves the
large monoliths out. ``--plot FILE`` writes the curve over noise as an SVG, as the docs show it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import yaml

from woosh_split.model.facts import Facts
from woosh_split.model.split import MONOLITH, Pins
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.proposal.domain import load_domain
from woosh_split.proposal.propose import Options, propose

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from agreement import adjusted_rand_index, mojo_fm
from curve import Line, draw
from invented import Invented, invent

ROOT = Path(__file__).parents[2]
WOOSH = ROOT / "examples" / "woosh"
VAN_SALES = ROOT / "tests" / "assets" / "proposals" / "van-sales"
NOISES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
MODERATE = 0.2
"""The noise at which a planted split has to be found again: one read or call in five goes anywhere."""

NO_PINS = Pins()


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement against a split that is known."""

    name: str
    services: int
    ari: float
    mojo: float
    least_ari: float | None = None
    least_mojo: float | None = None

    @property
    def missed(self) -> bool:
        """Whether a target was set and not reached."""
        return (self.least_ari is not None and self.ari < self.least_ari) or (
            self.least_mojo is not None and self.mojo < self.least_mojo
        )


def wished(folder: Path) -> dict[str, Any]:
    """Return the wish list of a monolith."""
    document: dict[str, Any] = yaml.safe_load((folder / "expected-services.yaml").read_text(encoding="utf-8"))
    return document


def compared(
    name: str,
    facts: Facts,
    want: dict[str, str],
    options: Options,
    pins: Pins = NO_PINS,
    least: tuple[float | None, float | None] = (None, None),
) -> Row:
    """Propose, and compare the modules that the wish list names; what stays in the monolith is a group of its own."""
    placement = propose(facts, options, pins).placement
    got = {module: placement.modules.get(module, MONOLITH) for module in want}
    return Row(
        name, len(placement.services), adjusted_rand_index(got, want), mojo_fm(got, want), least[0], least[1]
    )


def wishes(folder: Path, hints_least: float) -> list[Row]:
    """Measure one monolith of a field with hints, without, and with one anchor table for each service."""
    document = wished(folder)
    want = {module: service for service, modules in document["services"].items() for module in modules}
    facts = analyse(AnalyseRequest(root=folder))
    count = len(document["services"])
    anchors = Pins(
        service=tuple((f"table:{table}", service) for service, table in document["anchors"].items())
    )
    hinted = Options(domain=load_domain("field-sales"))
    return [
        compared(f"{folder.name}, field-sales hints", facts, want, hinted, least=(hints_least, None)),
        compared(f"{folder.name}, K={count}", facts, want, Options(services=count), least=(0.7, 80.0)),
        compared(f"{folder.name}, anchors", facts, want, Options(services=count), anchors, (None, 90.0)),
        compared(f"{folder.name}, nothing given", facts, want, Options()),
    ]


def recovered(made: Invented, options: Options) -> float:
    """Return the adjusted Rand index of a proposal against the planted split."""
    placement = propose(made.facts, options).placement
    got = {module: placement.modules.get(module, MONOLITH) for module in made.planted}
    return adjusted_rand_index(got, made.planted)


def curve(modules: int, told: bool, monoliths: int, quick: bool) -> Line:
    """Return recovery over noise, the mean of a few monoliths; ``told`` gives the number of services."""
    points = []
    for noise in NOISES:
        scores = []
        for seed in range(monoliths):
            made = invent(modules, noise, seed)
            count = len(set(made.planted.values())) if told else None
            scores.append(recovered(made, Options(services=count, quick=quick)))
        points.append((noise, mean(scores)))
    return Line(f"{modules} modules, {'K given' if told else 'K not given'}", tuple(points))


def timed(modules: int, quick: bool) -> tuple[int, float, int]:
    """Return edges (accesses, calls, relations), CPU seconds of one proposal (one process, one thread), and the peak memory so far in MB."""
    made = invent(modules, MODERATE)
    facts = made.facts
    edges = len(facts.accesses) + len(facts.calls) + len(facts.relations)
    start = time.process_time()
    propose(facts, Options(quick=quick))
    seconds = time.process_time() - start
    return edges, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: list[str]) -> int:
    """Print the tables; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the large monoliths out")
    parser.add_argument("--plot", type=Path, help="write the curve over noise to this SVG")
    chosen = parser.parse_args(arguments)
    missed = False

    print("## Against what people wished for\n")
    print("| monolith | services | ARI | MoJoFM | target |\n|---|---:|---:|---:|---|")
    for row in [*wishes(WOOSH, 1.0), *wishes(VAN_SALES, 0.8)]:
        target = ", ".join(
            f"{name} {least:g}"
            for name, least in (("ARI", row.least_ari), ("MoJoFM", row.least_mojo))
            if least is not None
        )
        missed |= row.missed
        print(
            f"| {row.name} | {row.services} | {row.ari:.2f} | {row.mojo:.1f} | {target}{' **missed**' * row.missed} |"
        )

    print("\n## A planted split found again (ARI)\n")
    sizes = (50, 200) if chosen.quick else (50, 200, 2_000)
    lines = [
        curve(size, told, 5 if size < 1_000 else 1, size >= 1_000) for size in sizes for told in (True, False)
    ]
    print("| noise | " + " | ".join(line.name for line in lines) + " |\n|---|" + "---:|" * len(lines))
    for index, noise in enumerate(NOISES):
        values = [line.points[index][1] for line in lines]
        missed |= noise <= MODERATE and any(value < 0.9 for value in values)
        print(f"| {noise:.1f} | " + " | ".join(f"{value:.2f}" for value in values) + " |")
    if chosen.plot:
        chosen.plot.write_text(draw(lines, "noise", "adjusted Rand index"), encoding="utf-8")

    print("\n## Time\n")
    print("| modules | edges | --quick CPU s | 30 seeds CPU s | peak MB |\n|---|---:|---:|---:|---:|")
    for size in (250, 500) if chosen.quick else (250, 500, 1_000, 2_000):
        edges, fast, _ = timed(size, quick=True)
        _, full, peak = timed(size, quick=False)
        missed |= fast > 10 or full > 60 or peak > 1024
        print(f"| {size} | {edges} | {fast:.1f} | {full:.1f} | {peak} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
