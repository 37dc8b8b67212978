"""Which lock tells what the monolith runs on, where several lie beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extractions import PROJECT, SHOP, write

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.project_texts import project_texts
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.nestjs.codebase import open_codebase

SHRINKWRAP, NPM, YARN, PNPM = "npm-shrinkwrap.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"


def package(manager: object) -> str:
    return json.dumps({"name": "shop", **({} if manager is None else {"packageManager": manager})})


def lock_in(folder: Path) -> str:
    """Return the name of the lock that is chosen."""
    request = AnalyseRequest(folder, jobs=1)
    with open_tree(request) as tree, open_codebase(tree, None, request.progress) as code:
        return project_texts(code, "").lock_name


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
    files = {"package.json": package(manager), **dict.fromkeys(locks, "{}")}
    assert lock_in(write(tmp_path, {**SHOP, **files})) == chosen


@pytest.mark.parametrize(
    ("own", "root", "beside", "chosen"),
    [
        (None, "pnpm@9.1.0", (), PNPM),
        ("yarn@4.1.0", "pnpm@9.1.0", (), YARN),
        (7, "yarn@4.1.0", (), YARN),
        ("yarn@4.1.0", "yarn@4.1.0", (NPM,), NPM),
    ],
)
def test_the_nearest_package_that_names_a_manager_decides_and_a_nearer_lock_comes_first(
    own: object, root: str, beside: tuple[str, ...], chosen: str, tmp_path: Path
) -> None:
    """In a workspace the manager stands at its root as often as not, and the locks lie there."""
    app = {f"apps/api/{path}": text for path, text in {**PROJECT, **SHOP}.items()}
    files = {
        **app,
        **dict.fromkeys((NPM, YARN, PNPM), "{}"),
        **dict.fromkeys((f"apps/api/{each}" for each in beside), "{}"),
        "apps/api/package.json": package(own),
        "package.json": package(root),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert lock_in(tmp_path) == chosen
