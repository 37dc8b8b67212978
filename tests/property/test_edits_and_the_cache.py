"""After any edits, a run that knows the earlier state gives the same bytes as one that knows nothing.

Random steps of a person's work (a line changed, a comment added, a method's body swapped, a file renamed, deleted, added
or put back, another alias, another list of a module, another table) on mini monoliths; after each step the runs with
the cache are compared with a run without one: the facts, and what the rules find.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from edits import SEEDS, different, seeds, take_a_step, write_split
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from monoliths import EXAMPLE, MINI, Monolith

from woosh_split.errors import WooshSplitError
from woosh_split.pipeline.analyse import analyse, analyse_as_json
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.split.load import load_split

STEPS = 6
TODAY = date(2026, 11, 28)
LARGE = (EXAMPLE.name,)
"""Read in a second rather than in a tenth of one: fewer steps, fewer comparisons."""


def few(usual: int) -> settings:
    return settings(
        max_examples=seeds(usual),
        phases=(Phase.explicit, Phase.generate),  # a seed cannot be made simpler
        deadline=None,
        derandomize=not SEEDS,
        database=None,
    )


def outcome(ask: Callable[[], str]) -> str:
    """Return what is said, or what the person is told instead."""
    try:
        return ask()
    except WooshSplitError as error:
        return f"{type(error).__name__}: {error}"


def facts_of(request: AnalyseRequest) -> str:
    return outcome(lambda: to_json(analyse(request), Layout()))


def text_of(request: AnalyseRequest) -> str:
    return outcome(lambda: str(analyse_as_json(request)))


def observed_in(request: AnalyseRequest) -> str:
    path = request.root / "woosh-split.yaml"
    return outcome(
        lambda: repr(observe_tree(CheckRequest(request, load_split(path), path, TODAY))).replace(
            "Violation(", "\nViolation("
        )
    )


def edit_and_compare(monolith: Monolith, seed: int) -> None:
    chance = Random(seed)
    large = monolith.name in LARGE
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / monolith.name
        shutil.copytree(
            monolith.root, root, ignore=shutil.ignore_patterns("node_modules", "dist", ".woosh_split_cache")
        )
        cold = AnalyseRequest(root=root, project=monolith.project, jobs=1)
        warm = AnalyseRequest(root=root, project=monolith.project, jobs=1, cache_dir=Path(folder) / "cache")
        write_split(root, analyse(cold), chance)
        removed: list[tuple[Path, bytes]] = []
        steps = []
        for _ in range(STEPS // 2 if large else STEPS):
            for ask in chance.sample((facts_of, text_of, observed_in), 2 if large else 3):
                plain = facts_of if ask is text_of else ask
                for wrong in different(plain(cold), ask(warm)):
                    pytest.fail(f"seed {seed}, after {steps}: {ask.__name__} differs: {wrong}")
            steps.append(take_a_step(root, removed, chance))


@pytest.mark.parametrize("monolith", MINI, ids=lambda monolith: monolith.name)
@few(2)
@given(seed=st.integers(min_value=0, max_value=1_000_000))
def test_after_edits_a_cache_changes_no_byte(monolith: Monolith, seed: int) -> None:
    edit_and_compare(monolith, seed)


@few(1)
@given(seed=st.integers(min_value=0, max_value=1_000_000))
def test_after_edits_of_the_example_a_cache_changes_no_byte(seed: int) -> None:
    edit_and_compare(EXAMPLE, seed)
