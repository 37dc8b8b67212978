"""Names over files: tsconfig paths, workspaces, barrels, aliases, circles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from woosh_split.sources.code.typescript.program import (
    ClassDecl,
    ConstantDecl,
    Declaration,
    External,
    NamespaceDecl,
    Program,
)
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import read_typescript


def resolver(files: dict[str, Any]) -> ImportResolver:
    return ImportResolver(files, lambda path: files.get(path, {}))


def program(files: dict[str, str]) -> Program:
    def load(path: str) -> Any:
        return read_typescript(files[path].encode()) if path in files else None

    return Program(ImportResolver(files, lambda path: json.loads(files.get(path, "{}"))), load)


def meaning(found: Declaration | None) -> tuple[str, str]:
    assert isinstance(found, ClassDecl | ConstantDecl)
    return found.file, found.name


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("./b", "src/a/b.ts"),
        ("./b.js", "src/a/b.ts"),
        ("../c", "src/c/index.ts"),
        ("@lib/orders/order.entity", "libs/lib/orders/order.entity.ts"),
        ("@exact", "libs/exact/index.ts"),
        ("src/c", "src/c/index.ts"),
        ("typeorm", None),
        ("./missing", None),
        ("../../../outside", None),
    ],
)
def test_an_import_leads_where_the_compiler_would_go(specifier: str, expected: str | None) -> None:
    files: dict[str, Any] = {
        "tsconfig.base.json": {
            "compilerOptions": {"baseUrl": ".", "paths": {"@lib/*": ["libs/lib/*"], "@exact": ["libs/exact"]}}
        },
        "tsconfig.json": {"extends": "./tsconfig.base.json"},
        "src/a/a.ts": {},
        "src/a/b.ts": {},
        "src/c/index.ts": {},
        "libs/lib/orders/order.entity.ts": {},
        "libs/exact/index.ts": {},
    }
    assert resolver(files).resolve("src/a/a.ts", specifier) == expected


def test_the_longest_pattern_wins() -> None:
    files: dict[str, Any] = {
        "tsconfig.json": {"compilerOptions": {"paths": {"@a/*": ["x/*"], "@a/b/*": ["y/*"]}}},
        "x/b/c.ts": {},
        "y/c.ts": {},
        "m.ts": {},
    }
    assert resolver(files).resolve("m.ts", "@a/b/c") == "y/c.ts"


def test_a_workspace_package_is_found_by_its_name() -> None:
    files: dict[str, Any] = {
        "packages/db/package.json": {"name": "@acme/db", "main": "dist/index.js"},
        "packages/db/src/index.ts": {},
        "packages/db/src/rows/order.ts": {},
        "app/main.ts": {},
    }
    found = resolver(files)
    assert found.resolve("app/main.ts", "@acme/db") == "packages/db/src/index.ts"
    assert found.resolve("app/main.ts", "@acme/db/rows/order") == "packages/db/src/rows/order.ts"


def test_what_is_built_leads_to_its_source_and_only_javascript_that_has_none_is_read_itself() -> None:
    found = resolver(
        {
            "packages/domains/package.json": {"name": "@app/domains", "main": "lib/index.js"},
            "packages/domains/lib/index.js": {},
            "packages/domains/src/index.ts": {},
            "packages/tools/package.json": {"name": "@app/tools", "main": "lib/index.js"},
            "packages/tools/lib/index.js": {},
            "packages/client/package.json": {"name": "@app/client", "main": "generated/index.js"},
            "packages/client/generated/index.js": {},
            "packages/client/generated/index.d.ts": {},
            "src/tidy.js": {},
            "src/tidy.ts": {},
        }
    )
    assert found.resolve("src/main.ts", "@app/domains") == "packages/domains/src/index.ts"
    assert found.resolve("src/main.ts", "@app/tools") == "packages/tools/lib/index.js"
    assert found.resolve("src/main.ts", "@app/client") is None
    assert found.resolve("src/main.ts", "./tidy") == "src/tidy.ts"


def test_a_name_is_followed_through_barrels_and_aliases() -> None:
    names = program(
        {
            "a.ts": "import { Renamed as Mine, D, ns } from './barrel'; import * as all from './barrel';",
            "barrel.ts": "export * from './x'; export { Order as Renamed, default as D } from './order';"
            "export * as ns from './order';",
            "x.ts": "export class Other {}",
            "order.ts": "export class Order {} export default class Fallback {}",
        }
    )
    assert meaning(names.lookup("a.ts", "Mine")) == ("order.ts", "Order")
    assert meaning(names.lookup("a.ts", "D")) == ("order.ts", "Fallback")
    assert meaning(names.lookup("a.ts", "ns.Order")) == ("order.ts", "Order")
    assert meaning(names.lookup("a.ts", "all.Other")) == ("x.ts", "Other")
    assert isinstance(names.lookup("a.ts", "all"), NamespaceDecl)


def test_a_declaration_is_one_object_however_it_is_reached() -> None:
    names = program(
        {
            "a.ts": "import { A } from './barrel';",
            "b.ts": "import { A as Same } from './x';",
            "barrel.ts": "export * from './x';",
            "x.ts": "export class A {}",
        }
    )
    assert names.lookup("a.ts", "A") is names.lookup("b.ts", "Same")


def test_a_foreign_package_is_told_with_the_name_in_it() -> None:
    names = program({"a.ts": "import { Column as C } from 'typeorm'; import * as t from 'typeorm';"})
    assert names.lookup("a.ts", "C") == External("typeorm", "Column")
    assert names.lookup("a.ts", "t.Entity") == External("typeorm", "Entity")


def test_a_circle_of_re_exports_ends() -> None:
    names = program({"a.ts": "export * from './b';", "b.ts": "export * from './a'; export class B {}"})
    assert meaning(names.exported("a.ts", "B")) == ("b.ts", "B")
    assert names.exported("a.ts", "Nobody") is None


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("@acme/db", "packages/db/source/main.ts"),
        ("@acme/db/entities", "packages/db/source/tables/index.ts"),
        ("@acme/db/repos/user", "packages/db/source/stores/user.store.ts"),
        ("@acme/db/source/main", "packages/db/source/main.ts"),
        ("@acme/built", "packages/built/src/index.ts"),
        ("@acme/built/entities", "packages/built/src/parts/entities.ts"),
        ("@acme/typed", "packages/typed/src/api.ts"),
        ("@acme/nested", "packages/nested/src/index.ts"),
        ("#config", "apps/api/src/settings/config.ts"),
        ("#lib/orders/order", "apps/api/src/library/orders/order.ts"),
        ("#src/settings/config", "apps/api/src/settings/config.ts"),
    ],
)
def test_a_package_says_what_its_names_mean(specifier: str, expected: str) -> None:
    """``exports`` and ``imports`` with conditions and patterns, ``main`` and ``types``; what is built leads to its source."""
    files: dict[str, Any] = {
        "packages/db/package.json": {
            "name": "@acme/db",
            "exports": {
                ".": {"types": "./dist/main.d.ts", "default": "./source/main.ts"},
                "./entities": [{"import": "./source/tables/index.js"}, "./nowhere.js"],
                "./repos/*": {"node": {"import": "./source/stores/*.store.js"}},
            },
        },
        "packages/db/source/main.ts": {},
        "packages/db/source/tables/index.ts": {},
        "packages/db/source/stores/user.store.ts": {},
        "packages/built/package.json": {
            "name": "@acme/built",
            "main": "./dist/index.js",
            "exports": {".": "./dist/index.js", "./entities": {"require": "./dist/cjs/parts/entities.cjs"}},
        },
        "packages/built/src/index.ts": {},
        "packages/built/src/parts/entities.ts": {},
        "packages/typed/package.json": {"name": "@acme/typed", "types": "build/api.d.ts"},
        "packages/typed/src/api.ts": {},
        "packages/nested/package.json": {"name": "@acme/nested", "main": "dist/src/index.js"},
        "packages/nested/src/index.ts": {},
        "apps/api/package.json": {
            "name": "@acme/api",
            "imports": {"#config": "./src/settings/config.js", "#lib/*": {"default": "./dist/library/*.js"}},
        },
        "apps/api/src/main.ts": {},
        "apps/api/src/settings/config.ts": {},
        "apps/api/src/library/orders/order.ts": {},
    }
    assert resolver(files).resolve("apps/api/src/main.ts", specifier) == expected


@pytest.mark.parametrize("through", ["./lists", "./deep"])
def test_a_barrel_passes_on_what_a_file_exports_before_what_it_keeps_to_itself(through: str) -> None:
    files = {
        "src/lists.ts": "class Option {}\nexport class Lists { options: Option[]; }\n",
        "src/deep.ts": "export * from './lists';\n",
        "src/options.ts": "export class Option {}\n",
        "src/index.ts": f"export * from '{through}';\nexport * from './options';\n",
        "src/main.ts": "import { Lists, Option } from '.';\n",
    }
    found = program(files)

    assert meaning(found.lookup("src/main.ts", "Option")) == ("src/options.ts", "Option")
    assert meaning(found.lookup("src/main.ts", "Lists")) == ("src/lists.ts", "Lists")
