"""The proposal for the shop as it is, and the same whatever the hash seed."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from golden_files import compare

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "proposal" / "shop.json"

PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from shop_facts import shop
from woosh_split.proposal.propose import Options, propose
print(repr(propose(shop(), Options(services=2))))
"""


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return round(value, 6) if isinstance(value, float) else value


def test_the_proposal_for_the_shop() -> None:
    from shop_facts import shop

    from woosh_split.proposal.propose import Options, propose

    text = json.dumps(plain(propose(shop(), Options(services=2))), indent=1, ensure_ascii=False) + "\n"
    compare(GOLDEN, text)


def printed(seed: str) -> str:
    """Return the proposal that a process with this hash seed makes."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(tests=str(ROOT / "tests"))],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


EXAMPLE = """
from pathlib import Path
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.proposal.alternatives import alternatives
from woosh_split.proposal.propose import Options
from woosh_split.model.split import Pins
facts = analyse(AnalyseRequest(root=Path({root!r}), jobs=1))
print([(each.placed, each.crossings, each.prices, each.metrics, each.notes)
       for each in alternatives(facts, Options(quick=True, services={services}), Pins(), None, 3)])
"""


def test_the_shop_is_the_same_under_every_hash_seed() -> None:
    first, second = (printed(seed) for seed in ("1", "2"))
    assert first == second


@pytest.mark.parametrize("services", [None, 8])
def test_the_example_is_the_same_under_every_hash_seed(services: int | None) -> None:
    program = EXAMPLE.format(root=str(ROOT / "examples" / "woosh"), services=services)
    found = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "42")
    ]
    assert len(found[0]) > 10_000
    assert found[0] == found[1]
