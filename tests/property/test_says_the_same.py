"""A file that says the same on other lines: nothing is linked again, and everything stands where it stands now."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from edits import SEEDS, different, seeds, sources, write_split
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from monoliths import EXAMPLE, MINI, Monolith

from woosh_split.pipeline.analyse import analyse, analyse_as_json, open_tree
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.kept_link import KeptLink, Moved
from woosh_split.pipeline.kept_result import KeptResult
from woosh_split.pipeline.link_state import FIXED, OF_THE_APPLICATION, LinkState
from woosh_split.pipeline.moved_facts import move_text
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.sources.code.typeorm.migration_files import may_migrate
from woosh_split.sources.code.typescript.moved import moved_lines
from woosh_split.sources.code.typescript.read import read_source
from woosh_split.sources.code.typescript.summary import Summary
from woosh_split.split.load import load_split

ALL = (*MINI, EXAMPLE)
TODAY = date(2026, 11, 28)


def test_every_number_in_a_summary_is_a_line() -> None:
    """Otherwise another number would be taken for a moved line."""
    files = [path for monolith in ALL for path in sources(monolith.root) if path.suffix == ".ts"]
    assert len(files) > 500
    for path in files:
        content = path.read_bytes()
        old, new = read_source(content, path.name), read_source(b"\n" * 7 + content, path.name)
        assert {line: line + 7 for line in numbers(old)} == moved_lines(old, new, names(old)), path


def numbers(part: object) -> Iterator[int]:
    if isinstance(part, Summary):
        part = part[1:]  # but for the number of its lines
    if isinstance(part, bool):
        return
    if isinstance(part, int):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from numbers(each)
    elif isinstance(part, dict):
        yield from numbers(tuple(part.values()))


def names(summary: Summary) -> set[str]:
    tables = (summary.functions, summary.constants, summary.enums, summary.interfaces, summary.aliases)
    return {name for table in tables for name in table} | {each.exported for each in summary.exports}


def moved(request: AnalyseRequest) -> Moved | None:
    with open_tree(request) as tree:
        return KeptLink(tree, request, KeptResult(tree, request)).moved()


@pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)
@settings(
    max_examples=seeds(1),
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    derandomize=not SEEDS,
    database=None,
)
@given(seed=st.integers(min_value=0, max_value=1_000_000))
def test_moved_lines_move_facts_and_violations(monolith: Monolith, seed: int) -> None:
    """Every fourth file gets a remark in front: each fact, each violation and each related place goes along.

    A migration that was changed may be another one: with it everything is linked anew.
    """
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / monolith.name
        shutil.copytree(
            monolith.root, root, ignore=shutil.ignore_patterns("node_modules", "dist", ".woosh_split_cache")
        )
        cold = AnalyseRequest(root=root, project=monolith.project, jobs=1)
        warm = AnalyseRequest(root=root, project=monolith.project, jobs=1, cache_dir=Path(folder) / "cache")
        split = write_split(root, analyse(cold), chance)
        observe_tree(CheckRequest(warm, load_split(split), split, TODAY))
        before = analyse_as_json(warm)
        fixed = fixed_files(warm)
        files = [path for path in sources(root) if path.suffix == ".ts"]
        names_of = {path: path.relative_to(root).as_posix() for path in files}
        free = [path for path, name in names_of.items() if name not in fixed and not may_migrate(name)]
        assert len(free) * 2 > len(files)
        for path in chance.sample(free, len(free) // 4)[:25]:
            remark = "// a remark\n" * chance.randrange(1, 12)
            path.write_text(remark + path.read_text(encoding="utf-8"), encoding="utf-8")
        move = moved(warm)
        assert move is not None
        text = move_text(before, move)
        observed = [
            repr(observe_tree(CheckRequest(each, load_split(split), split, TODAY))) for each in (warm, cold)
        ]
        assert observed[0].split("Violation(") == observed[1].split("Violation(")
        found = [to_json(analyse(each), Layout()) for each in (cold, warm)]
        assert list(different(*found)) == []
        assert str(text) == found[0]


def fixed_files(request: AnalyseRequest) -> set[str]:
    """Return the files whose lines are part of what was found."""
    with open_tree(request) as tree:
        link = KeptLink(tree, request, KeptResult(tree, request))
        state = LinkState(*link._load(link._key)[2:])
        result = KeptResult(tree, request).load()
    assert result is not None
    hazards = "\n".join(each.detail for each in result[0].hazards)
    uses = dict(zip(state.paths.split("\0"), state.uses, strict=True))
    return {
        path
        for path, use in uses.items()
        if use & FIXED or (use & OF_THE_APPLICATION and f"{path}:" in hazards)
    }
