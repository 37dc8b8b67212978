"""The generator of monoliths with a planted split, and the chart of the curve."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from agreement import adjusted_rand_index

from woosh_split.proposal.propose import Options, propose

_FOLDER = Path(__file__).parents[3] / "benchmarks" / "propose"


def load(name: str) -> ModuleType:
    """Import a file of the benchmark, which is no package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", _FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


invented, curve = load("invented"), load("curve")


def test_the_same_arguments_give_the_same_monolith() -> None:
    assert invented.invent(60, 0.2, 3) == invented.invent(60, 0.2, 3)
    assert invented.invent(60, 0.2, 3) != invented.invent(60, 0.2, 4)


@pytest.mark.parametrize("modules", [8, 50, 120])
def test_every_module_is_planted_in_a_service_of_at_least_four(modules: int) -> None:
    made = invented.invent(modules, 0.3)
    homes = list(made.planted.values())
    assert len(made.planted) == modules
    assert min(homes.count(home) for home in set(homes)) >= 4
    assert made.planted.keys() < {module.name for module in made.facts.modules}


def crossing_share(noise: float) -> float:
    """Return the share of reads of other modules' tables that leave the planted service."""
    made = invented.invent(120, noise)
    writers = {}
    for each in made.facts.accesses:
        if each.operation == "insert":
            writers[each.table] = each.module
    reads = [
        (made.planted.get(each.module), made.planted.get(writers[each.table]))
        for each in made.facts.accesses
        if each.mode == "read" and writers[each.table] != each.module and not each.table.startswith("hub")
    ]
    return sum(one != other for one, other in reads) / len(reads)


def test_noise_is_the_share_that_leaves_its_service() -> None:
    assert crossing_share(0.0) == 0.0
    assert 0.1 < crossing_share(0.2) < 0.3
    assert crossing_share(0.6) > 0.5


@pytest.mark.parametrize("told", [True, False])
def test_a_planted_split_is_found_again_at_moderate_noise(told: bool) -> None:
    made = invented.invent(80, 0.2, 1)
    count = len(set(made.planted.values())) if told else None
    placement = propose(made.facts, Options(services=count, seeds=6)).placement
    got = {module: placement.home_of_module(module) for module in made.planted}
    assert adjusted_rand_index(got, made.planted) >= 0.9


def test_services_that_are_small_beside_the_monolith_are_seen() -> None:
    """Without a look into each group, modularity melts them: the resolution limit."""
    made = invented.invent(500, 0.1)
    placement = propose(made.facts, Options(quick=True)).placement
    got = {module: placement.home_of_module(module) for module in made.planted}
    assert adjusted_rand_index(got, made.planted) >= 0.9


def test_the_chart_is_an_svg_with_every_line() -> None:
    lines = [curve.Line("a < b", ((0.0, 1.0), (0.5, 0.5))), curve.Line("c", ((0.0, 0.9), (0.5, -0.1)))]
    text = curve.draw(lines, "noise", "ARI")
    root = ElementTree.fromstring(text)
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 2
    assert "a &lt; b" in text
