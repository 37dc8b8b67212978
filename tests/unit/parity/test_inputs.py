"""Which folder the monolith is started in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.errors import InputError
from woosh_split.model.code import Module
from woosh_split.parity.inputs import app_folder


def module(name: str, file: str, *imports: str) -> Module:
    return Module(name, f"{name.title()}Module", file, 1, imports, files=(file,))


MODULES = (
    module("admin", "libs/admin/src/admin.module.ts"),
    module("app", "apps/api/src/app.module.ts", "admin"),
)


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ({".": {"start": "node dist/main"}, "apps/api": {}, "libs/admin": {}}, "."),
        ({".": {}, "apps/api": {"start:prod": "node dist/main"}, "libs/admin": {}}, "apps/api"),
        ({".": {}, "apps/api": {}, "libs/admin": {}}, "apps/api"),
        ({".": {}}, "."),
    ],
)
def test_the_folder_whose_package_says_how_to_start_it(
    tmp_path: Path, packages: dict[str, dict[str, str]], expected: str
) -> None:
    """The libraries of a workspace have a package.json each, and the first module may be one of theirs."""
    for folder, scripts in packages.items():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "package.json").write_text(json.dumps({"scripts": scripts}))

    assert app_folder(tmp_path, replace(shop(), modules=MODULES)) == tmp_path / expected


def test_without_any_package_nothing_can_be_started(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No package\.json"):
        app_folder(tmp_path, replace(shop(), modules=MODULES))
