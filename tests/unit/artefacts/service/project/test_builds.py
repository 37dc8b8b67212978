"""Services in several layouts, built by Nest's own command line, started by their own script, and asked."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from compiler_projects import example_packages
from service_projects import BACKEND, COMPILER, GREETING, PLAIN, Making, main_file, module_file, write


@pytest.fixture(scope="module", autouse=True)
def packages() -> None:
    example_packages()


BUILD_SETTINGS = {"extends": "./tsconfig.json", "exclude": ["node_modules", "test", "dist", "**/*spec.ts"]}

STANDARD = Making(
    configs={
        "tsconfig.json": {"compilerOptions": {**COMPILER, "incremental": True}},
        "tsconfig.build.json": BUILD_SETTINGS,
    },
    nest_cli={
        "collection": "@nestjs/schematics",
        "sourceRoot": "src",
        "compilerOptions": {"deleteOutDir": True},
    },
    scripts={"build": "nest build", "start": "nest start", "start:prod": "node dist/main"},
)

FROM_THE_ROOT = Making(
    files={
        "src/main.ts": main_file("src/app.module"),
        "src/app.module.ts": module_file("src/lib/greet"),
        "src/lib/greet.ts": GREETING,
    },
    scripts={"build": "nest build", "start:prod": "node dist/src/main"},
)

ALIASES_BY_A_HOOK = Making(
    files={
        "src/main.ts": main_file("@app/app.module"),
        "src/app.module.ts": module_file("@app/lib/greet"),
        "src/lib/greet.ts": GREETING,
    },
    configs={"tsconfig.json": {"compilerOptions": {**COMPILER, "paths": {"@app/*": ["src/*"]}}}},
    scripts={"build": "tsc -p tsconfig.json", "start:prod": "node -r tsconfig-paths/register dist/main.js"},
)

ALIASES_BY_NOTHING = replace(
    ALIASES_BY_A_HOOK,
    files={**ALIASES_BY_A_HOOK.files, "src/lib/greet.ts": f"export {{ join }} from 'node:path';\n{GREETING}"},
    package={"devDependencies": {"typescript": "~5.8.0"}},
    scripts={"build": "tsc", "start": "ts-node src/main.ts"},
)

WORKSPACE = Making(
    entry="apps/api/src/main.ts",
    files={
        "apps/api/src/main.ts": main_file("./app.module"),
        "apps/api/src/app.module.ts": module_file("@acme/common"),
        "libs/common/src/index.ts": "export * from './greet';\n",
        "libs/common/src/greet.ts": GREETING,
    },
    configs={
        "tsconfig.json": {
            "compilerOptions": {
                **COMPILER,
                "paths": {"@acme/common": ["libs/common/src"], "@acme/common/*": ["libs/common/src/*"]},
            }
        },
        "apps/api/tsconfig.app.json": {
            "extends": "../../tsconfig.json",
            "compilerOptions": {"outDir": "../../dist/apps/api"},
            "include": ["src/**/*"],
        },
    },
    nest_cli={
        "monorepo": True,
        "root": "apps/shop",
        "sourceRoot": "apps/shop/src",
        "compilerOptions": {"webpack": False, "tsConfigPath": "apps/shop/tsconfig.app.json"},
        "projects": {
            "api": {
                "type": "application",
                "root": "apps/api",
                "sourceRoot": "apps/api/src",
                "compilerOptions": {"tsConfigPath": "apps/api/tsconfig.app.json"},
            },
            "shop": {"type": "application", "root": "apps/shop", "sourceRoot": "apps/shop/src"},
            "common": {"type": "library", "root": "libs/common", "sourceRoot": "libs/common/src"},
        },
    },
    scripts={"build": "nest build", "start:prod": "node dist/apps/api/apps/api/src/main"},
)

SAYS_NOTHING_OF_WEBPACK = replace(
    WORKSPACE,
    nest_cli={**WORKSPACE.nest_cli, "compilerOptions": {"tsConfigPath": "apps/shop/tsconfig.app.json"}},
)
"""Nest's documentation has webpack for it, its command line has tsc."""

LAYOUTS = {
    "src": (STANDARD, "dist/main.js"),
    "from the root": (FROM_THE_ROOT, "dist/src/main.js"),
    "aliases by nothing": (ALIASES_BY_NOTHING, "dist/main.js"),
    "workspace": (WORKSPACE, "dist/apps/api/apps/api/src/main.js"),
    "workspace without a builder": (SAYS_NOTHING_OF_WEBPACK, "dist/apps/api/apps/api/src/main.js"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_service_is_built_and_answers_whatever_its_layout(layout: str, tmp_path: Path) -> None:
    making, main = LAYOUTS[layout]
    files = making.made().files
    scripts = json.loads(files["package.json"])["scripts"]
    assert scripts["start"] == f"node {main}"
    folder = tmp_path / "services" / making.service
    write(folder, {**files, **{path: text.encode() for path, text in making.files.items()}})
    (folder.parent / "node_modules").symlink_to(BACKEND / "node_modules")

    run(scripts["build"], folder)

    with serving(scripts["start"], folder) as port:
        assert answer(port) == "hello woosh"


def test_the_example_keeps_its_settings_and_its_entry() -> None:
    files = {
        path.relative_to(BACKEND).as_posix(): path.read_text(encoding="utf-8")
        for path in (BACKEND / "src").rglob("*.ts")
    }
    config = (BACKEND / "tsconfig.json").read_text(encoding="utf-8")
    scripts = json.loads((BACKEND / "package.json").read_text(encoding="utf-8"))["scripts"]
    made = Making(files=files, configs={"tsconfig.json": config}, scripts=scripts).made()
    ours = json.loads(made.files["package.json"])
    assert ours["scripts"]["start"] == "node dist/main.js"
    assert ours["scripts"]["typecheck"] == "tsc --noEmit -p tsconfig.json"
    assert made.files["tsconfig.json"].decode() == config
    theirs = json.loads((BACKEND / "package.json").read_text(encoding="utf-8"))
    assert sorted(ours["dependencies"]) == sorted(theirs["dependencies"])
    assert sorted(ours["devDependencies"]) == sorted(theirs["devDependencies"])
    assert made.notes == ()


def test_plain_files_are_the_same_in_another_run() -> None:
    assert Making(files=PLAIN).made() == Making(files=PLAIN).made()


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{folder.parent / 'node_modules' / '.bin'}:{os.environ['PATH']}"}


def run(command: str, folder: Path) -> None:
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def serving(command: str, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(command.split(), cwd=folder, env={**environment(folder), "PORT": str(port)})
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def answer(port: int) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service did not answer")


def test_the_readme_hands_on_the_env_file_where_no_code_reads_it() -> None:
    handed_on = "set -a; . ./.env; set +a"
    plain = {"src/main.ts": "console.log(process.env.PORT);\n"}
    reading = {"src/main.ts": "import { ConfigModule } from '@nestjs/config';\nConfigModule.forRoot();\n"}

    assert handed_on in Making(files=plain).made().files["README.md"].decode()
    assert handed_on not in Making(files=reading).made().files["README.md"].decode()
    by_node = {"build": "nest build", "start:prod": "node --env-file=.env dist/main"}
    assert handed_on not in Making(files=plain, scripts=by_node).made().files["README.md"].decode()
