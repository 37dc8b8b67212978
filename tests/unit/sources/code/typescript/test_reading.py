"""One file to its summary: what is kept, where it stands, and what happens to code that is not valid."""

from __future__ import annotations

import pytest

from woosh_split.sources.code.typescript.read import read_source, read_typescript
from woosh_split.sources.code.typescript.strings import unescape
from woosh_split.sources.code.typescript.summary import Summary


def read(text: str) -> Summary:
    return read_typescript(text.encode())


def imports(text: str) -> set[tuple[str, str, str, bool]]:
    return {(each.local, each.specifier, each.imported, each.type_only) for each in read(text).imports}


def test_every_form_of_import_is_kept_with_what_it_imports() -> None:
    text = """
    import Def, { a as b, type C } from './x';
    import * as ns from "y";
    import type { T } from './t';
    import z = require('z');
    """
    assert imports(text) == {
        ("Def", "./x", "default", False),
        ("b", "./x", "a", False),
        ("C", "./x", "C", True),
        ("ns", "y", "*", False),
        ("T", "./t", "T", True),
        ("z", "z", "*", False),
    }


def test_an_import_for_its_effect_alone_is_kept_apart() -> None:
    assert read("import './polyfill';").requires == (("./polyfill", 1),)


def test_what_is_loaded_in_the_middle_of_code_is_an_import_too() -> None:
    text = "function f() {\n  const a = require('./a');\n  return import('./b');\n}\nother.require('./c');\n"
    assert read(text).requires == (("./a", 2), ("./b", 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("export * from './q';", ("*", "*", "./q")),
        ("export * as w from './w';", ("w", "*", "./w")),
        ("export { b as bb } from './r';", ("bb", "b", "./r")),
        ("class A {} export default A;", ("default", "A", None)),
        ("export default class {}", ("default", "default", None)),
        ("export class A {}", ("A", "A", None)),
        ("class A {} export = A;", ("default", "A", None)),
    ],
)
def test_every_form_of_export_is_kept(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in {(each.exported, each.local, each.specifier) for each in read(text).exports}


def test_a_call_has_the_line_of_its_method_in_a_chain_over_lines() -> None:
    summary = read("class A {\n  m() {\n    return this.r\n      .find()\n      .then();\n  }\n}")
    then = summary.classes["A"].methods[0].function.body[0][1]
    assert then[0] == "call" and then[3] == 5
    assert then[1][1][3] == 4


def test_a_function_in_a_field_is_a_method() -> None:
    node = read(
        "class A { list = async (id: number) => this.repo.find(); static make = () => 1; n = 1 }"
    ).classes["A"]
    assert [(m.function.name, m.static) for m in node.methods] == [("list", False), ("make", True)]
    assert [field.name for field in node.fields] == ["n"]


def test_decorators_of_validation_and_documentation_are_left_out() -> None:
    text = """
    import { IsString } from 'class-validator';
    import { Column } from 'typeorm';
    class Dto { @IsString() @Column() name: string }
    """
    (field,) = read(text).classes["Dto"].fields
    assert [each[1] for each in field.decorators] == [("id", "Column")]


def test_names_taken_apart_at_the_top_level_are_constants() -> None:
    constants = read("const { A, b: { C } } = require('./q'); const [D] = list;").constants
    assert set(constants) == {"A", "C", "D"}


def test_members_of_a_namespace_carry_its_name() -> None:
    summary = read("namespace N { export const K = 'k'; export class Z {} }")
    assert "N.K" in summary.constants
    assert "N.Z" in summary.classes


def test_an_enum_counts_on_from_its_last_number() -> None:
    assert read("enum E { A = 'a', B = 2, C, 'D-D' }").enums["E"] == {
        "A": ("str", "a"),
        "B": ("num", "2"),
        "C": ("num", "3"),
        "D-D": ("num", "4"),
    }


def test_a_console_line_is_kept_only_where_it_calls_something() -> None:
    body = read("function f() { console.log('x', y); console.log(g()); }").functions["f"].body
    assert len(body) == 1


def test_broken_code_is_listed_and_the_rest_is_read() -> None:
    summary = read("export class A { m( }\nexport class B { ok() { return 1 } }\n")
    assert summary.problems
    assert "B" in summary.classes


@pytest.mark.parametrize(
    "text",
    [
        "export type * from './x';",
        "let x: import('a').Y<T>;",
        "class B { f(): Promise<import('q').Z<string>> { return 1 as any } }",
        "const f = (x: typeof import('m')) => x;",
        "const f = <T extends import('q').Builder<Row>>(qb: T): T => qb;",
        "type K = keyof import('a').Y; interface Z extends import('a').Y {}",
        "export type F<T = never> = {\n  equals?: string | P.Ref<T>\n  in?: string[]\n  instanceof: string\n}\n",
        "export interface F<in A, in out B extends C, out D = {}> {}",
        "export class F {\n  equals?: P.Ref<T>\n  in?: string[] = []\n}\n",
    ],
)
def test_valid_code_that_the_grammar_does_not_know_is_no_error(text: str) -> None:
    assert read(text).problems == ()


def test_a_byte_order_mark_and_windows_lines_change_nothing() -> None:
    plain = read("export class A {\n  m() { return this.x.find(); }\n}\n")
    assert (
        read_typescript("\ufeffexport class A {\r\n  m() { return this.x.find(); }\r\n}\r\n".encode())
        == plain
    )


def test_utf16_is_read() -> None:
    assert "A" in read_typescript("export class A {}".encode("utf-16")).classes


def test_bytes_that_are_no_utf8_are_a_problem_with_their_line() -> None:
    summary = read_typescript(b"const a = 1;\nconst b = '\xff';\nexport class A {}\n")
    assert [(kind, line) for kind, line, _, _ in summary.problems] == [("encoding", 2)]
    assert "A" in summary.classes


def test_code_that_is_nested_too_deep_is_a_problem_and_no_crash() -> None:
    source = b"const x = " + b"f(" * 4000 + b")" * 4000 + b";\nexport class A {}\n"
    assert read_source(source, "x.ts").lines == 2


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (r"a\nb", "a\nb"),
        (r"\u0041\x42\u{43}", "ABC"),
        (r"it\'s", "it's"),
        ("a\\\nb", "ab"),
        (r"\ud800", "�"),
        ("plain", "plain"),
    ],
)
def test_escapes_are_undone(raw: str, value: str) -> None:
    assert unescape(raw) == value
