"""``woosh-split check`` where services reach one another through barrels, as in an Nx workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from woosh_split.__main__ import main

MODULE = """import {{ Module }} from '@nestjs/common';
import {{ {name}Service }} from './{lower}.service';
@Module({{ providers: [{name}Service], exports: [{name}Service] }})
export class {name}Module {{}}
"""
SERVICE = """import {{ Injectable }} from '@nestjs/common';
@Injectable()
export class {name}Service {{ all() {{ return []; }} }}
"""
USER = "export interface User { id: number; }\nexport const LONGEST_NAME = 40;\n"
SPLIT = """version: 1
services:
  users: {modules: [users], tables: [users]}
  orders: {modules: [orders], tables: [orders]}
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two libraries behind path aliases; the barrels lie above the folders of their modules."""
    for name in ("CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    paths = {f"@acme/{each}": [f"libs/{each}/src/index.ts"] for each in ("users", "orders")}
    texts = {
        "package.json": '{"name": "acme", "dependencies": {"@nestjs/core": "10"}}',
        "tsconfig.json": json.dumps({"compilerOptions": {"baseUrl": ".", "paths": paths}}),
        "schema.sql": "CREATE TABLE users (id INT PRIMARY KEY);\nCREATE TABLE orders (id INT PRIMARY KEY);\n",
        "woosh-split.yaml": SPLIT,
        "src/main.ts": "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n"
        "NestFactory.create(AppModule);\n",
        "src/app.module.ts": "import { Module } from '@nestjs/common';\nimport { UsersModule } from '@acme/users';\n"
        "import { OrdersModule } from '@acme/orders';\n@Module({ imports: [UsersModule, OrdersModule] })\n"
        "export class AppModule {}\n",
        "libs/users/src/lib/user.ts": USER,
    }
    for name in ("Users", "Orders"):
        folder = f"libs/{name.lower()}/src"
        texts[f"{folder}/index.ts"] = (
            f"export * from './lib/{name.lower()}.module';\nexport * from './lib/{name.lower()}.service';\n"
        )
        texts[f"{folder}/lib/{name.lower()}.module.ts"] = MODULE.format(name=name, lower=name.lower())
        texts[f"{folder}/lib/{name.lower()}.service.ts"] = SERVICE.format(name=name)
    texts["libs/users/src/index.ts"] += "export * from './lib/user';\n"
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(folder: Path, capsys: pytest.CaptureFixture[str], first_lines: str) -> list[tuple[str, int, str]]:
    """Return the violations (code, line, target) of the service whose file begins with these lines."""
    path = folder / "libs/orders/src/lib/orders.service.ts"
    path.write_text(first_lines + SERVICE.format(name="Orders"))
    capsys.readouterr()
    main(["check", "--format", "json", "--no-cache", "--quiet"])
    document = json.loads(capsys.readouterr().out)
    own = [each for each in document["violations"] if each["path"].endswith("orders.service.ts")]
    return [(each["code"], each["line"], each["target"].rpartition("/")[2]) for each in own]


def test_a_value_that_comes_through_a_barrel_is_an_import_of_the_file_that_declares_it(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "import { LONGEST_NAME } from '@acme/users';\n"
    assert found(workspace, capsys, lines) == [("WS101", 1, "user.ts")]


def test_a_type_that_comes_through_a_barrel_is_only_a_type(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(workspace, capsys, "import type { User } from '@acme/users';\n") == [("WS102", 1, "user.ts")]


def test_a_provider_and_a_module_that_come_through_a_barrel_keep_their_own_rules(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "import { UsersService } from '@acme/users';\nimport { UsersModule } from '@acme/users';\n"
    assert found(workspace, capsys, lines) == [
        ("WS201", 1, "users.service.ts"),
        ("WS103", 2, "users.module.ts"),
    ]


def test_a_barrel_of_barrels_and_a_renamed_export_are_followed(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "libs/every.ts").write_text(
        "export * from './users/src/index';\nexport * from './orders/src/index';\n"
    )
    (workspace / "libs/renamed.ts").write_text("export { LONGEST_NAME as LONGEST } from './every';\n")
    lines = "import { LONGEST_NAME } from '../../../every';\nimport { LONGEST } from '../../../renamed';\n"
    assert found(workspace, capsys, lines) == [("WS101", 1, "user.ts"), ("WS101", 2, "user.ts")]


def test_a_lazy_import_of_a_barrel_is_one_of_the_module_behind_it(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "export const later = () => import('@acme/users');\n"
    assert found(workspace, capsys, lines) == [("WS101", 1, "index.ts")]


def test_a_barrel_of_several_modules_is_shared_code(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "libs/every.ts").write_text(
        "export * from './users/src/index';\nexport * from './orders/src/index';\n"
    )
    assert found(workspace, capsys, "export const later = () => import('../../../every');\n") == []
