"""Which folders are entered: output is left out, and a module that is called like it is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.files import walk


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("src/vendor/vendor.module.ts", True),
        ("apps/api/src/modules/coverage/coverage.module.ts", True),
        ("libs/vendor/index.ts", True),
        ("packages/api/src/out/out.service.ts", True),
        ("coverage/lcov-report/sorter.ts", False),
        ("packages/api/coverage/a.ts", False),
        ("vendor/lib.ts", False),
        ("build/main.ts", False),
        ("src/node_modules/a.ts", False),
        ("libs/a/dist/a.ts", False),
    ],
)
def test_a_folder_among_the_sources_is_a_module_s(tmp_path: Path, path: str, seen: bool) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("export class A {}\n", "utf-8")

    assert [file.path for file in walk(tmp_path)] == ([path] if seen else [])


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (".history/src/order_20261130.ts", False),
        (".worktrees/feature/src/order.service.ts", False),
        (".claude/worktrees/feature/src/order.service.ts", False),
        ("backend/.cache-of-a-tool/deep/down/package.json", False),
        (".docker/mysql/init.sql", True),
        (".services/orders/woosh-split.manifest.json", True),
        (".history/database/dump_20261130.sql", False),
        ("src/.history/order_20261130.ts", False),
        ("src/.generate/i18n.generated.ts", True),
        ("apps/api/src/.generated/deep/down/types.js", True),
        ("src/.generate/picture.png", False),
    ],
)
def test_of_a_hidden_folder_dumps_and_manifests_are_seen_and_among_the_sources_code(
    tmp_path: Path, path: str, seen: bool
) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("", "utf-8")

    assert [file.path for file in walk(tmp_path)] == ([path] if seen else [])


def test_another_work_tree_of_the_repository_is_not_entered_and_a_submodule_is(tmp_path: Path) -> None:
    for folder, points_to in (
        ("trees/feature", "gitdir: /home/me/shop/.git/worktrees/feature\n"),
        ("backend", "gitdir: ../.git/modules/backend\n"),
    ):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / ".git").write_text(points_to, "utf-8")
        (tmp_path / folder / "main.ts").write_text("", "utf-8")

    assert [file.path for file in walk(tmp_path)] == ["backend/.git", "backend/main.ts"]


def test_a_work_tree_that_is_the_root_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /home/me/shop/.git/worktrees/feature\n", "utf-8")
    (tmp_path / "main.ts").write_text("", "utf-8")

    assert [file.path for file in walk(tmp_path)] == [".git", "main.ts"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_the_folder_itself_may_have_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    """What is remembered of its files is kept under its name."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "a.ts").write_text("export const a = 1;\n")
    for _ in range(2):
        with open_tree(AnalyseRequest(folder, cache_dir=tmp_path / "cache")) as tree:
            assert tree.digest_of("a.ts") is not None
