"""Trees that are compiled in one program are judged as each alone: same errors, no error of one excused by another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from compiler_projects import OPTIONS, packages

from woosh_split.sources.cache import Cache
from woosh_split.sources.code.typescript.compiler.answers import Answers, packages_state
from woosh_split.sources.code.typescript.compiler.checking import Diagnostic, VirtualProject, diagnose
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess

GOOD = {
    "src/main.ts": "import { Repository } from 'typeorm';\nimport { one } from './one';\n"
    "export const all = (r: Repository<{ id: number }>) => [one.id, r.count()];\n",
    "src/one.ts": "export const one = { id: 1 };\n",
}
ALIASED = {**GOOD, "src/two.ts": "import { one } from 'src/one';\nexport const id: number = one.id;\n"}
WRONG = Diagnostic("src/two.ts", 2, 2322, "Type 'string' is not assignable to type 'number'.")


def tree(name: str, files: Mapping[str, str | None], **options: object) -> VirtualProject:
    tsconfig = {
        "compilerOptions": {**OPTIONS, "baseUrl": "./", "outDir": "dist", **options},
        "include": ["src"],
    }
    texts = {path: text for path, text in files.items() if text is not None}
    return VirtualProject(name, {"tsconfig.json": json.dumps(tsconfig), **texts})


@pytest.fixture(scope="module")
def compiler() -> Iterator[CompilerProcess]:
    with CompilerProcess(packages()) as process:
        yield process


GLOBAL = "export {};\ndeclare global { const SHARED: number; }\n"
USES = {**GOOD, "src/uses.ts": "export const twice = SHARED * 2;\n"}
CASES = {
    "all good": [tree("a", GOOD), tree("b", ALIASED)],
    "one wrong": [tree("a", ALIASED), tree("b", {**ALIASED, "src/one.ts": "export const one = { id: 'x' };\n"})],
    "a file is missing in one": [tree("a", GOOD), tree("b", {**GOOD, "src/one.ts": None})],
    "a global of one is not known in another": [tree("a", {**USES, "src/g.ts": GLOBAL}), tree("b", USES)],
    "a module of one is not declared in another": [
        tree("a", {**GOOD, "src/m.d.ts": "declare module 'untyped';", "src/u.ts": "import * as u from 'untyped';\nexport const v = u;\n"}),
        tree("b", {**GOOD, "src/u.ts": "import * as u from 'untyped';\nexport const v = u;\n"}),
    ],
    "options differ": [
        tree("a", {**GOOD, "src/n.ts": "export const f = (x) => x;\n"}, strict=False),
        tree("b", {**GOOD, "src/n.ts": "export const f = (x) => x;\n"}),
    ],
    "a name that cannot be told in declarations": [
        tree("a", GOOD, declaration=True),
        tree("b", {**GOOD, "src/d.ts": "class Hidden { private x = 1 }\nexport const make = () => class extends Hidden { private y = 2 };\n"}, declaration=True),
    ],
    "an import of another tree": [
        tree("a", GOOD), tree("b", {**GOOD, "src/o.ts": "export { one } from '../../a/src/one';\n"}),
    ],
    "a tsconfig that does not parse": [tree("a", GOOD), tree("b", GOOD, target="ES1066"), tree("c", ALIASED)],
}  # fmt: skip


@pytest.mark.parametrize("projects", CASES.values(), ids=CASES)
def test_together_they_have_the_errors_that_each_has_alone(
    compiler: CompilerProcess, projects: list[VirtualProject]
) -> None:
    alone = tuple(diagnose(compiler, [each])[0] for each in projects)
    assert diagnose(compiler, projects) == alone


def test_most_of_these_cases_have_errors(compiler: CompilerProcess) -> None:
    """Otherwise the test above would compare nothing with nothing."""
    found = {name: diagnose(compiler, projects) for name, projects in CASES.items()}
    assert found["all good"] == ((), ())
    assert found["one wrong"] == ((), (WRONG,))
    assert [name for name, answers in found.items() if not any(answers)] == ["all good"]


# What is kept ---------------------------------------------------------------------------------------------


def answers(folder: Path, tree: bytes = b"tree", installed: bytes = b"packages") -> Answers:
    return Answers(Cache(folder, "1"), installed, tree)


def test_an_unchanged_tree_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = tree("a", GOOD), tree("b", {**ALIASED, "src/one.ts": "export const one = { id: 'x' };\n"})
    with CompilerProcess(packages(), kept=answers(tmp_path)) as process:
        first = diagnose(process, [good, bad])
    folder = packages()
    monkeypatch.setenv("PATH", str(tmp_path))  # no Node: nothing can be asked
    nowhere = CompilerProcess(folder, kept=answers(tmp_path, tree=b"other"))
    assert diagnose(nowhere, [good, bad]) == first == ((), (WRONG,))
    assert diagnose(nowhere, [bad]) == ((WRONG,),)


def test_what_is_on_the_disk_is_asked_again_when_a_file_changed(tmp_path: Path) -> None:
    kept = answers(tmp_path)
    kept.put("uses", {"root": "/x"}, ["told"])
    assert kept.get("uses", {"root": "/x"}) == ["told"]
    assert answers(tmp_path).get("uses", {"root": "/x"}) == ["told"]
    assert answers(tmp_path, tree=b"changed").get("uses", {"root": "/x"}) is None
    assert answers(tmp_path, installed=b"newer").get("uses", {"root": "/x"}) is None
    assert kept.get("uses", {"root": "/y"}) is None
    assert kept.get("contracts", {"root": "/x"}) is None


def test_an_install_changes_the_state_of_packages(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    (folder / "node_modules").mkdir(parents=True)
    assert packages_state(folder) is None
    mark = tmp_path / "node_modules" / ".package-lock.json"
    mark.parent.mkdir()
    mark.write_text("{}")
    first = packages_state(folder)
    assert first is not None
    (folder / "node_modules" / ".modules.yaml").write_text("x")
    second = packages_state(folder)
    mark.write_text('{"typescript": "5"}')
    assert len({first, second, packages_state(folder)}) == 3
