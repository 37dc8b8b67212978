"""How a source is written never changes the facts: comments, layout, quotes, commas, order, and the names of locals.

Every source file of a monolith is rewritten at once, at places that Hypothesis chooses, and the facts are compared without
their lines.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from monoliths import MINI, Monolith
from rewrites import (
    laid_out_anew,
    parse,
    with_comments,
    with_imports_in_another_order,
    with_methods_in_another_order,
    with_other_commas,
    with_other_locals,
    with_other_quotes,
)

from woosh_split.model.document import to_document
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

Rewrite = Callable[[bytes, Random], bytes]

CHOSEN = tuple(each for each in MINI if each.name in ("shop-crud", "clinic-tx", "library-raw"))
LOST_WITH_LINES = ("line", "entity_line", "id", "transaction", "order", "text", "lines")
"""``id`` and ``transaction`` hold a line, ``order`` is that of the methods, ``text`` is the source itself."""

few = settings(
    max_examples=3,
    phases=(Phase.explicit, Phase.generate),  # a seed cannot be made simpler
    deadline=None,
    derandomize=True,
    database=None,
)
seeds = st.integers(min_value=0, max_value=10_000)
on_each = pytest.mark.parametrize("monolith", CHOSEN, ids=lambda monolith: monolith.name)


def essence(value: Any) -> Any:
    """Return a facts document without what may change; lists are sorted anew, as lines took part in their order."""
    if isinstance(value, dict):
        return {key: essence(item) for key, item in value.items() if key not in LOST_WITH_LINES}
    if isinstance(value, list):
        return sorted(map(essence, value), key=repr)
    return value


def essence_of(root: Path, monolith: Monolith) -> dict[str, Any]:
    document: dict[str, Any] = essence(
        to_document(analyse(AnalyseRequest(root=root, project=monolith.project, jobs=1)))
    )
    return document


@cache
def facts_as_written(monolith: Monolith) -> dict[str, Any]:
    return essence_of(monolith.root, monolith)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that went and those that came, key by key."""
    found = {}
    for key, items in before.items():
        if items != after[key]:
            gone = [item for item in items if item not in after[key]]
            new = [item for item in after[key] if item not in items]
            found[key] = {"gone": gone, "new": new, "number": (len(items), len(after[key]))}
    return found


def check(monolith: Monolith, rewrite: Rewrite, seed: int) -> None:
    random = Random(seed)
    changed = 0
    with tempfile.TemporaryDirectory(prefix="ws-rewritten-") as folder:
        root = Path(folder) / monolith.name
        shutil.copytree(monolith.root, root)
        for path in sorted((root / "src").rglob("*.ts")):
            before = path.read_bytes()
            after = rewrite(before, random)
            parse(after)
            changed += before != after
            path.write_bytes(after)
        assert changed > 5, "the rewrite changes next to nothing"
        assert differences(facts_as_written(monolith), essence_of(root, monolith)) == {}


@on_each
@few
@given(seed=seeds)
def test_comments_and_blank_lines_change_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_comments, seed)


@on_each
@few
@given(seed=seeds)
def test_layout_changes_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, laid_out_anew, seed)


@on_each
@few
@given(seed=seeds)
def test_quotes_change_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_other_quotes, seed)


@on_each
@few
@given(seed=seeds)
def test_trailing_commas_change_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_other_commas, seed)


@on_each
@few
@given(seed=seeds)
def test_the_order_of_imports_changes_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_imports_in_another_order, seed)


@on_each
@few
@given(seed=seeds)
def test_the_order_of_methods_changes_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_methods_in_another_order, seed)


@on_each
@few
@given(seed=seeds)
def test_the_names_of_locals_change_no_fact(monolith: Monolith, seed: int) -> None:
    check(monolith, with_other_locals, seed)


@on_each
@few
@given(seed=seeds)
def test_all_of_it_at_once_changes_no_fact(monolith: Monolith, seed: int) -> None:
    def everything(source: bytes, random: Random) -> bytes:
        for rewrite in (
            with_other_locals,
            with_methods_in_another_order,
            with_imports_in_another_order,
            with_other_quotes,
            with_other_commas,
            with_comments,
        ):
            source = rewrite(source, random)
        return source

    check(monolith, everything, seed)
