"""A remote client's methods have the types that the provider's have, whatever types those are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from compiler_projects import CALLER, OPTIONS, RUNTIME, packages, write_project
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from woosh_split.artefacts.service.nestjs.remote_client import RemoteHome, render_remote_file
from woosh_split.sources.code.typescript.compiler.checking import VirtualProject, diagnose
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.sources.code.typescript.compiler.remotes import RemoteRequest, remote_files

TYPES = """
export interface Row<T = string> { id: number; value: T; next?: Row<T> }
export type Either<A, B> = { left: A } | { right: B };
export enum Level { Low, Middle = 5, High }
export class Thing { constructor(readonly id: number, private secret?: string) {} }
export type Tree = { leaf: string } | { children: Tree[] };
export interface Date { day: number }
export namespace Space { export interface Inner { deep: Level } }
export default interface Main { main: true }
"""
HEAD = """
import Chief, { Date as Day, Either, Level, Row, Space, Thing as Item, Tree } from './types';
export interface Mine { a: string; b?: Own; c: Item }
type Own = 'x' | 'y';
export const LIST = ['p', 'q'] as const;
enum Side { Left = 'left', Right = 'right' }
interface Buffer { mine: boolean }
"""
ATOMS = (
    "string", "number", "boolean", "null", "undefined", "bigint", "any", "unknown", "'lit'", "42", "-1", "true", "globalThis.Date",
    "Chief", "Day", "Level", "Level.High", "Space.Inner", "Item", "Tree", "Mine", "Own", "Side", "Side.Left", "Buffer",
    "(typeof LIST)[number]", "keyof Mine", "Mine['c']", "`id-${number}`", "Row", "object", "{}", "never[]",
)  # fmt: skip
WRAPPERS = (
    "{0}[]", "readonly ({0})[]", "[{0}, {1}?]", "[first: {0}, ...rest: ({1})[]]", "({0}) | ({1})", "{{ a: {0}; b?: {1} }}",
    "{{ readonly 'odd-key': {0}; [key: string]: unknown }}", "Map<string, {0}>", "Set<{0}>", "Record<Own, {0}>", "Partial<Row<{0}>>",
    "Pick<Row<{0}>, 'id' | 'value'>", "Omit<Row<{0}>, 'next'>", "Either<{0}, {1}>", "Row<{0}>", "{{ [K in Own]: {0} }}",
    "({0}) extends string ? 'text' : {1}", "NonNullable<{0}>", "({0}) & {{ extra: 1 }}", "Extract<{0} | {1}, string>", "Required<Mine> | {0}",
)  # fmt: skip


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return types that hold other types."""
    return st.builds(lambda form, a, b: form.format(a, b), st.sampled_from(WRAPPERS), inner, inner)


types = st.recursive(st.sampled_from(ATOMS), wrapped, max_leaves=5)
methods = st.tuples(
    st.lists(types, max_size=3),
    st.sampled_from(["", "optional", "default", "rest", "pattern"]),
    types,
    st.booleans(),
)


def source_of(index: int, method: tuple[list[str], str, str, bool]) -> str:
    """Return one method, its result declared or inferred."""
    parameters, last, result, declared = method
    texts = [f"p{each}: {text}" for each, text in enumerate(parameters)]
    texts += {
        "": [],
        "optional": [f"q?: {result}"],
        "default": [f"q: {result} = null as any"],
        "rest": [f"...q: ({result})[]"],
        "pattern": [f"{{ x, y = 1 }}: {{ x: {result}; y?: number }}"],
    }[last]
    head = f"async m{index}({', '.join(texts)})"
    if declared:
        return f"{head}: Promise<{result}> {{ return null as any; }}"
    return f"{head} {{ const made: {result} = null as any; return {{ made, list: [made] }}; }}"


@pytest.fixture(scope="module")
def compiler() -> Iterator[CompilerProcess]:
    with CompilerProcess(packages()) as process:
        yield process


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is compiled: shrinking takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=st.lists(methods, min_size=6, max_size=12), strict=st.booleans())
def test_the_signatures_are_the_same(
    compiler: CompilerProcess,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[list[str], str, str, bool]],
    strict: bool,
) -> None:
    body = "\n".join(source_of(index, each) for index, each in enumerate(drawn))
    files = {"src/types.ts": TYPES, "src/service.ts": f"{HEAD}\nexport class Service {{\n{body}\n}}\n"}
    folder: Path = write_project(tmp_path_factory.mktemp("drawn"), files, types=[], strict=strict)
    names = [f"m{index}" for index in range(len(drawn))]
    request = RemoteRequest("src/service.ts", {"Service": names})
    (remote,) = remote_files(compiler, folder, "tsconfig.json", [request])
    home = RemoteHome("owner", lambda file: f"./{Path(file).stem}", "./generated/runtime/remote-caller")
    refused = {each.method for each in remote.findings}
    kept = [name for name in names if name not in refused]
    checks = "\n".join(
        f"export const {name}: Same<Original['{name}'], Client['{name}']> = true;" for name in kept
    )
    tree = {
        **files,
        RUNTIME: CALLER,
        "src/client.ts": render_remote_file(remote, home),
        "src/check.ts": "import type { Service as Original } from './service';\nimport type { Service as Client } from './client';\n"
        "type Args<F> = F extends (...args: infer A) => any ? A : never;\n"
        "type Fits<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;\n"
        "type Same<A, B> = Fits<Args<A>, Args<B>> extends true ? Fits<A, B> : false;\n" + checks,
        "tsconfig.json": json.dumps(
            {"compilerOptions": OPTIONS | {"types": [], "strict": strict}, "include": ["src/**/*.ts"]}
        ),
    }
    (found,) = diagnose(compiler, [VirtualProject("drawn", tree)])
    assert [each for each in found if each.file != "src/service.ts"] == [], tree["src/client.ts"]
