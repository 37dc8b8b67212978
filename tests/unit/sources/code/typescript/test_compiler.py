"""The monolith's own compiler answers what is wrong with trees that are on no disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from compiler_projects import packages, write_project

from woosh_split.errors import InputError
from woosh_split.sources.code.typescript.compiler.checking import (
    Diagnostic,
    VirtualProject,
    diagnose,
    diagnose_folder,
)
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess

TSCONFIG = """{"compilerOptions": {"strict": true, "target": "ES2021", "module": "commonjs", "skipLibCheck": true,
"types": [], "experimentalDecorators": true}, "include": ["src/**/*"]}"""


@pytest.fixture(scope="module")
def compiler() -> Iterator[CompilerProcess]:
    with CompilerProcess(packages()) as process:
        yield process


def virtual(name: str = "v", tsconfig: str = TSCONFIG, **files: str) -> VirtualProject:
    """Return a tree; ``a__b`` stands for ``src/a/b.ts``."""
    texts = {f"src/{key.replace('__', '/')}.ts": text for key, text in files.items()}
    return VirtualProject(name, {**texts, "tsconfig.json": tsconfig})


def test_a_tree_that_is_on_no_disk_is_checked_against_the_packages_of_the_folder(
    compiler: CompilerProcess,
) -> None:
    good = virtual(
        "good",
        a="import { Injectable } from '@nestjs/common';\nimport { b } from './deep/b';\n@Injectable()\nexport class A { b: number = b; }",
        deep__b="export const b = 1;",
    )
    bad = virtual("bad", a="// 👍\nexport const a: number = 'x';\nimport { q } from './gone';\nq;")
    assert diagnose(compiler, [good, bad]) == (
        (),
        (
            Diagnostic("src/a.ts", 2, 2322, "Type 'string' is not assignable to type 'number'."),
            Diagnostic(
                "src/a.ts", 3, 2307, "Cannot find module './gone' or its corresponding type declarations."
            ),
        ),
    )


def test_types_are_found_where_the_tsconfig_says_that_the_installed_ones_are(
    compiler: CompilerProcess,
) -> None:
    told = json.loads(TSCONFIG)
    told["compilerOptions"] |= {
        "typeRoots": ["./node_modules/@types", "../node_modules/@types"], "types": ["multer"],
    }  # fmt: skip
    text = "export const size = (file: Express.Multer.File): number => file.size;"
    tree, other = (virtual(name, a=text, tsconfig=json.dumps(told)) for name in ("rooted", "rooted-too"))
    assert diagnose(compiler, [tree]) == ((),)
    assert diagnose(compiler, [tree, other]) == ((), ())


def test_two_trees_of_one_name_do_not_see_each_other(compiler: CompilerProcess) -> None:
    first = virtual(a="export const a = 1;", b="import { a } from './a'; export const b: number = a;")
    second = virtual(b="import { a } from './a'; export const b: number = a;")
    answers = diagnose(compiler, [first, second])
    assert [[each.code for each in answer] for answer in answers] == [[], [2307]]


def test_trees_with_different_options_share_packages_and_keep_their_own_meaning(
    compiler: CompilerProcess,
) -> None:
    text = "export function f(x: string | null) { return x.length; }"
    loose = virtual("loose", a=text, tsconfig='{"compilerOptions": {"strict": false, "types": []}}')
    answers = diagnose(compiler, [virtual("strict", a=text), loose, virtual("again", a=text)])
    assert [[each.code for each in answer] for answer in answers] == [[18047], [], [18047]]


def test_the_tsconfig_says_what_belongs_to_a_tree(compiler: CompilerProcess) -> None:
    tsconfig = '{"extends": "./base.json", "include": ["src/**/*.ts"], "exclude": ["**/*.spec.ts"]}'
    project = virtual(a="export {};", x__b="export const x: 1 = 2;", **{"c.spec": "export const x: 1 = 2;"})
    files = {
        **project.files,
        "tsconfig.json": tsconfig,
        "base.json": TSCONFIG,
        "other.ts": "export const x: 1 = 2;",
    }
    (found,) = diagnose(compiler, [VirtualProject("v", files)])
    assert [each.file for each in found] == ["src/x/b.ts"]


def test_a_tree_with_nothing_in_it_is_told_as_the_compiler_tells_it(compiler: CompilerProcess) -> None:
    (found,) = diagnose(compiler, [virtual()])
    assert [(each.file, each.code) for each in found] == [("", 18003)]


def test_declaration_errors_count_where_the_project_emits_declarations(compiler: CompilerProcess) -> None:
    text = "class Hidden { private x = 1; }\nexport default class extends (null as unknown as new () => Hidden & { y: 1 }) {}\nexport const f = class { private z = 1; };"
    plain = virtual("plain", a=text)
    emits = virtual("emits", a=text, tsconfig=TSCONFIG.replace('"strict"', '"declaration": true, "strict"'))
    first, second = diagnose(compiler, [plain, emits])
    assert first == ()
    assert second


def test_a_folder_on_the_disk_is_checked(tmp_path: Path, compiler: CompilerProcess) -> None:
    write_project(tmp_path, {"src/a.ts": "export const a: string = 1;"}, types=[])
    (found,) = diagnose_folder(compiler, tmp_path, "tsconfig.json")
    assert (found.file, found.line, found.code) == ("src/a.ts", 1, 2322)


def test_a_broken_tsconfig_is_an_error_with_its_name_and_the_process_goes_on(
    compiler: CompilerProcess,
) -> None:
    with pytest.raises(InputError, match=r"nowhere\.json"):
        diagnose(compiler, [VirtualProject("v", {"src/a.ts": ""}, "nowhere.json")])
    assert diagnose(compiler, [virtual(a="export {};")]) == ((),)


def test_without_the_package_the_answer_is_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}")
    with CompilerProcess(tmp_path) as process, pytest.raises(InputError, match="npm install") as error:
        diagnose(process, [])
    assert str(tmp_path) in str(error.value)


def test_an_old_compiler_is_refused_by_its_version(tmp_path: Path) -> None:
    fake = tmp_path / "node_modules" / "typescript"
    fake.mkdir(parents=True)
    (fake / "package.json").write_text('{"name": "typescript", "version": "4.4.4", "main": "index.js"}')
    (fake / "index.js").write_text("exports.version = '4.4.4'; exports.createProgram = () => 1;")
    with CompilerProcess(tmp_path) as process, pytest.raises(InputError, match=r"TypeScript 4\.4\.4"):
        diagnose(process, [])


def test_a_compiler_that_crashes_is_told_with_its_last_words(tmp_path: Path) -> None:
    fake = tmp_path / "node_modules" / "typescript"
    fake.mkdir(parents=True)
    (fake / "index.js").write_text("throw new Error('half an install');")
    with CompilerProcess(tmp_path) as process, pytest.raises(InputError, match="half an install"):
        diagnose(process, [])


def test_without_node_the_answer_is_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        CompilerProcess(tmp_path) as process,
        pytest.raises(InputError, match=r"Node\.js is not on the path"),
    ):
        diagnose(process, [])


def test_an_answer_that_takes_too_long_ends_the_process(tmp_path: Path) -> None:
    fake = tmp_path / "node_modules" / "typescript"
    fake.mkdir(parents=True)
    marker = tmp_path / "pid"
    (fake / "index.js").write_text(
        f"require('fs').writeFileSync({str(marker)!r}, String(process.pid));"
        "exports.version = '5.0.0'; exports.createProgram = () => 1; exports.sys = {};"
        "exports.getParsedCommandLineOfConfigFile = () => { for (;;) ; };"
    )
    with CompilerProcess(tmp_path, seconds=0.3) as process:
        with pytest.raises(InputError, match="no answer in 0 seconds"):
            diagnose(process, [virtual(a="")])
        with pytest.raises(ProcessLookupError):
            os.kill(int(marker.read_text()), 0)


def test_ctrl_c_ends_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = CompilerProcess(packages())
    diagnose(process, [])
    child = process._process
    assert child is not None

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(process, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        diagnose(process, [])
    assert child.returncode is not None


def test_the_script_says_nothing_else_on_its_output() -> None:
    node = shutil.which("node")
    assert node is not None
    script = Path(__file__).parents[5] / "woosh_split/sources/code/typescript/compiler/script/serve.cjs"
    done = subprocess.run(
        [node, str(script), str(packages())], input="", capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
