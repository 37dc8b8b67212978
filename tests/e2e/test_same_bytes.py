"""The same tree gives the same bytes, however the work is done: hash seed, processes, cache, order of files, cheap look."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from monoliths import ALL, MINI, Monolith

from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.sources import tree

FLEET = next(monolith for monolith in MINI if monolith.name == "fleet-workspace")
every_monolith = pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)


def request_for(monolith: Monolith, **options: Any) -> AnalyseRequest:
    return AnalyseRequest(root=monolith.root, project=monolith.project, **{"jobs": 1, **options})


def facts_file(request: AnalyseRequest) -> str:
    return to_json(analyse(request), Layout())


def same(one: str, other: str) -> None:
    """Compare, and name the first line that differs: the whole of two facts files says nothing."""
    for number, (left, right) in enumerate(zip(one.splitlines(), other.splitlines(), strict=False), 1):
        assert left == right, f"line {number}"
    assert one == other


@contextmanager
def shuffled_folders(seed: int) -> Iterator[None]:
    """Let the file system name the entries of every folder in another order."""
    scandir, shuffle = os.scandir, random.Random(seed).shuffle

    def entries(*arguments: Any) -> Any:
        with scandir(*arguments) as found:
            listed = list(found)
        shuffle(listed)
        return listed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("woosh_split.sources.files.os.scandir", entries)
        yield


@every_monolith
def test_processes_files_in_another_order_and_a_cache_change_no_byte(
    monolith: Monolith, tmp_path: Path
) -> None:
    plain = facts_file(request_for(monolith))
    with shuffled_folders(7):
        same(plain, facts_file(request_for(monolith)))
    cached = request_for(monolith, cache_dir=tmp_path / "cache")
    same(plain, facts_file(cached))
    assert any((tmp_path / "cache").rglob("*"))
    same(plain, facts_file(cached))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "WORTH_PROCESSES", 0)
        same(plain, facts_file(request_for(monolith, jobs=2)))


@every_monolith
def test_the_cheap_look_loses_nothing(monolith: Monolith) -> None:
    same(
        facts_file(request_for(monolith)),
        facts_file(request_for(monolith, skip_uninteresting=False)),
    )


@every_monolith
def test_another_hash_seed_changes_no_byte(monolith: Monolith) -> None:
    printed = []
    for seed in ("1", "4711"):
        command = [
            sys.executable,
            "-m",
            "woosh_split",
            "analyse",
            monolith.root,
            "--format",
            "json",
            "--no-cache",
        ]
        done = subprocess.run(
            [*map(str, command), *(["--project", monolith.project] if monolith.project else [])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(done.stdout)
    same(*printed)
    assert printed[0].rstrip("\n") == facts_file(request_for(monolith)).rstrip("\n")


def test_the_cheap_look_loses_nothing_where_there_is_much_to_skip(tmp_path: Path) -> None:
    """A front end and a package without Nest beside the backend; the backend imports from the latter."""
    root = tmp_path / "workspace"
    shutil.copytree(FLEET.root, root)
    files = {
        "apps/web/package.json": '{"name": "web", "dependencies": {"react": "^18"}}',
        "apps/web/src/main.tsx": "import { Depots } from './depots';\nexport const App = () => <Depots />;\n",
        "apps/web/src/depots.tsx": "export const Depots = () => <p>{fetch('/fleet/vehicles').toString()}</p>;\n",
        "packages/names/package.json": '{"name": "@fleet/names", "main": "src/index.ts"}',
        "packages/names/src/index.ts": "export const PICK = 'SELECT id, town FROM depot FOR UPDATE';\n",
        "apps/api/src/reporting/pick.service.ts": (
            "import { Injectable } from '@nestjs/common';\n"
            "import { DataSource } from 'typeorm';\n"
            "import { PICK } from '../../../../packages/names/src';\n\n"
            "@Injectable()\nexport class PickService {\n"
            "  constructor(private readonly source: DataSource) {}\n\n"
            "  pick() {\n    return this.source.query(PICK);\n  }\n}\n"
        ),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    module = root / "apps/api/src/reporting/reporting.module.ts"
    text = module.read_text().replace("[ReportingService]", "[ReportingService, PickService]")
    module.write_text("import { PickService } from './pick.service';\n" + text)
    skipping = request_for(replace(FLEET, root=root))
    assert any(
        (access.function, access.table, access.lock) == ("PickService.pick", "depot", True)
        for access in analyse(skipping).accesses
    )
    same(facts_file(skipping), facts_file(replace(skipping, skip_uninteresting=False)))
