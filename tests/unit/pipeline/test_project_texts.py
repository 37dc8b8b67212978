"""Which lock tells what the monolith runs on, where several lie beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extractions import SHOP, write

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.project_texts import project_texts
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.nestjs.codebase import open_codebase

SHRINKWRAP, NPM, YARN, PNPM = "npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"


@pytest.mark.parametrize(
    ("locks", "manager", "chosen"),
    [
        ((NPM, SHRINKWRAP), None, SHRINKWRAP),
        ((NPM, SHRINKWRAP, YARN), "npm@10.2.0", SHRINKWRAP),
        ((NPM, YARN, PNPM), None, NPM),
        ((NPM, YARN, PNPM), "pnpm@9.1.0+sha512.ab", PNPM),
        ((NPM, YARN), "yarn@4.1.0", YARN),
        ((NPM,), "yarn@4.1.0", NPM),
        ((YARN, PNPM), "bun@1.1.0", YARN),
    ],
)
def test_the_lock_is_that_of_the_manager_that_installs_it(
    locks: tuple[str, ...], manager: str | None, chosen: str, tmp_path: Path
) -> None:
    named = {} if manager is None else {"packageManager": manager}
    files = {"package.json": json.dumps({"name": "shop", **named}), **dict.fromkeys(locks, "{}")}
    request = AnalyseRequest(write(tmp_path, {**SHOP, **files}), jobs=1)
    with open_tree(request) as tree, open_codebase(tree, None, request.progress) as code:
        assert project_texts(code, "").lock_name == chosen
