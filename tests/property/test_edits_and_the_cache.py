"""After any edits, a run that knows the earlier state gives the same bytes as one that knows nothing.

Random steps of a person's work (a line changed, a method's body swapped, a file renamed, deleted, added or put back) on
mini monoliths; after each step the run with the cache is compared with a run without one.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from monoliths import MINI, Monolith

from woosh_split.errors import WooshSplitError
from woosh_split.pipeline.analyse import analyse, analyse_as_json
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout

STEPS = 6
SUFFIXES = (".ts", ".sql", ".json", ".dart")
KEPT = ("package.json", "nest-cli.json", "truth.json")
"""Without these there would be nothing to read, or nobody reads them."""

few = settings(
    max_examples=2,
    phases=(Phase.explicit, Phase.generate),  # a seed cannot be made simpler
    deadline=None,
    derandomize=True,
    database=None,
)


def sources(root: Path) -> list[Path]:
    return sorted(
        path
        for path in root.rglob("*")
        if path.suffix in SUFFIXES and path.name not in KEPT and "node_modules" not in path.parts
    )


def change_a_line(path: Path, chance: Random) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        lines.insert(at, "")
    elif kind == 1:
        del lines[at]
    elif kind == 2:
        lines[at] = (
            lines[at].replace(".find(", ".save(").replace(".save(", ".delete(").replace("Get(", "Post(")
        )
    elif kind == 3:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines.append(f"export const ADDED_{at} = 'SELECT 1';")
    path.write_text("\n".join(lines), encoding="utf-8")


def swap_contents(path: Path, others: list[Path], chance: Random) -> None:
    """Two files that change their places: every content is known, and stands elsewhere."""
    other = chance.choice([each for each in others if each.suffix == path.suffix])
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


def take_a_step(root: Path, removed: list[tuple[Path, bytes]], chance: Random) -> None:
    paths = sources(root)
    path = chance.choice(paths)
    kind = chance.randrange(7)
    if kind <= 2:
        change_a_line(path, chance)
    elif kind == 3:
        swap_contents(path, paths, chance)
    elif kind == 4:
        removed.append((path, path.read_bytes()))
        path.unlink()
    elif kind == 5:
        path.rename(path.with_name(f"renamed-{chance.randrange(100)}{path.suffix}"))
    elif removed:
        back, content = removed.pop()
        back.write_bytes(content)
    else:
        path.with_name(f"added-{chance.randrange(100)}{path.suffix}").write_bytes(path.read_bytes())


def outcome(request: AnalyseRequest, *, as_text: bool) -> str:
    """Return the facts file, or what the person is told instead."""
    try:
        return analyse_as_json(request) if as_text else to_json(analyse(request), Layout())
    except WooshSplitError as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("monolith", MINI, ids=lambda monolith: monolith.name)
@few
@given(seed=st.integers(min_value=0, max_value=10_000))
def test_after_edits_a_cache_changes_no_byte(monolith: Monolith, seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / monolith.name
        shutil.copytree(monolith.root, root)
        cold = AnalyseRequest(root=root, project=monolith.project, jobs=1)
        warm = AnalyseRequest(root=root, project=monolith.project, jobs=1, cache_dir=Path(folder) / "cache")
        outcome(warm, as_text=True)
        removed: list[tuple[Path, bytes]] = []
        for step in range(STEPS):
            take_a_step(root, removed, chance)
            expected = outcome(cold, as_text=False)
            for as_text in (False, True, True, False):
                found = outcome(warm, as_text=as_text)
                for one, other in zip(expected.split("\n"), found.split("\n"), strict=False):
                    assert one == other, f"seed {seed}, step {step}"
                assert expected == found, f"seed {seed}, step {step}"
