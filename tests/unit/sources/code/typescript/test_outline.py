"""An outline's places are right: the bytes at each are what it says, whatever stands around them."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from woosh_split.sources.code.typescript.outline import Outline
from woosh_split.sources.code.typescript.outlining import read_outline

FILE = """\
#!/usr/bin/env node
/* 👩‍🌾 before */ import farm, { barn as Barn, type Cow, default as Herd } from './farm';
import * as tools from "../tools";
import './polyfills';
import type { Milk } from './milk';
import type Cheese from './cheese';
import legacy = require('./legacy');
export { hen, egg as Egg } from './hens';
export * from './fields';
export * as woods from './woods';
export type { Crop } from './crops';
export type * from './seasons';

/** Größe 🌽 */
@Entity({ name: 'silos' })
@Index(['höhe', "tiefe"])
export default class Silo extends Building<Milk> implements Stored {
  @PrimaryGeneratedColumn() id: number; // the key
  // its farm
  @ManyToOne(() => farm, (f) => f.silos, { eager: true })
  @JoinColumn({ name: 'farm_id' })
  farm: import('./farm').Farm;

  static of(cow: Cow): Silo { return new Silo() }
  constructor(@Inject('DB') private readonly db: Db) { super() }
  get 'full'(): boolean { return this.#level > 1; }
  #level = 3;
}

const lists = [Silo, forwardRef(() => Herd), [tools.Fork, [Cheese]], ...woods, /* none, here */ { provide: legacy },];
export { lists, Silo as Tower };
"""
AS_THEY_COME = {
    "plain": FILE.encode(),
    "crlf": FILE.replace("\n", "\r\n").encode(),
    "bom": b"\xef\xbb\xbf" + FILE.encode(),
    "no newline at the end": FILE.rstrip().encode(),
    "tabs": FILE.replace("  ", "\t").encode(),
}


def outline(text: str, *, tsx: bool = False) -> Outline:
    return read_outline(dedent(text).encode(), tsx=tsx)


def assert_places_are_right(content: bytes, found: Outline) -> None:
    """Compare the bytes at every place with the name that stands for it."""
    for link in found.links:
        assert content[link.specifier_start : link.specifier_end].decode() == link.specifier
        assert content[link.specifier_start - 1 : link.specifier_start] in b"'\""
        assert content[link.specifier_end : link.specifier_end + 1] in b"'\""
        assert link.start < link.specifier_start <= link.specifier_end < link.end
        for name in link.names:
            text = content[name.start : name.end].decode()
            assert name.local in text
            assert name.imported in (*text.split(), "default", "*")
    for use in found.uses:
        assert content[use.start : use.end].decode() == use.name
        for number, item in use.items:
            start, end = found.lists[number].items[item]
            assert start <= use.start < use.end <= end
        if use.member is not None:
            assert found.members[use.member].start <= use.start < found.members[use.member].end
        if use.declaration is not None:
            at = found.declarations[use.declaration]
            assert at.start <= use.start < use.end <= at.end
    for held in found.lists:
        assert content[held.open - 1 : held.open] in (b"[", b"(", b"{")
        assert content[held.close : held.close + 1] in (b"]", b")", b"}")
        assert all(content[slice(*comma)] == b"," for comma in held.commas)
        assert all(held.open <= start < end <= held.close for start, end in held.items)
    for declaration in found.declarations:
        assert all(
            name in content[declaration.start : declaration.end].decode() for name in declaration.names
        )
        if declaration.body is not None:
            assert content[declaration.body[0] - 1 : declaration.body[0]] == b"{"
            assert content[declaration.body[1] : declaration.body[1] + 1] == b"}"
        if declaration.implements is not None:
            assert content[slice(*declaration.implements)].startswith(b"implements ")
        for name, start, end in declaration.decorator_places:
            assert content[start:end].startswith(f"@{name}".encode())
    for member in found.members:
        assert member.name.encode() in content[member.start : member.end]
        for name, start, end in member.decorator_places:
            assert content[start:end].startswith(f"@{name}".encode())
            assert member.start <= start < end <= member.end
    for start, end, _ in found.listening:
        assert content[start - 1 : start] == b"("
        assert content[end : end + 1] == b")"


@pytest.mark.parametrize("content", AS_THEY_COME.values(), ids=AS_THEY_COME)
def test_every_place_holds_what_it_is_said_to_hold(content: bytes) -> None:
    found = read_outline(content)
    assert_places_are_right(content, found)
    assert not found.broken
    assert [(each.kind, each.specifier) for each in found.links] == [
        ("import", "./farm"),
        ("import", "../tools"),
        ("import", "./polyfills"),
        ("import", "./milk"),
        ("import", "./cheese"),
        ("equals", "./legacy"),
        ("export", "./hens"),
        ("export", "./fields"),
        ("export", "./woods"),
        ("export", "./crops"),
        ("export", "./seasons"),
        ("type", "./farm"),
    ]
    assert [each.name for each in found.members] == ["id", "farm", "of", "constructor", "'full'", "#level"]


SNIPPETS = [
    "import a, { b } from './ä';",
    "export const 💡 = 1;".replace("💡", "licht"),
    "const s = '👍👍';",
    "// Käse\n",
    "@Module({ imports: [A, B] }) export class C {}",
    "class D { @Col() x = [E]; }",
    "let t: import('./typen').T;",
    "if (process.env.X) { void app.listen(1); }",
    "export { a, b as c };",
    "export default [F, forwardRef(() => G)];",
    "declare module 'x' { interface Y { z: Z } }",
    "/* 🇩🇪 [ , ] */",
    "consumer.apply(M).forRoutes(N, 'x', { path: '*' });",
]


@settings(deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SNIPPETS), max_size=8), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans()
)
def test_places_are_right_in_any_order_of_statements(parts: list[str], newline: str, mark: bool) -> None:
    content = (b"\xef\xbb\xbf" if mark else b"") + newline.join(parts).encode()
    assert_places_are_right(content, read_outline(content))


def test_names_of_imports_say_what_they_are_called_at_home() -> None:
    found = outline("import d, { a, b as c, type T, default as e } from './x';\nimport * as ns from './y';")
    assert [(each.local, each.imported, each.type_only) for each in found.links[0].names] == [
        ("d", "default", False),
        ("a", "a", False),
        ("c", "b", False),
        ("T", "T", True),
        ("e", "default", False),
    ]
    assert [(each.local, each.imported) for each in found.links[1].names] == [("ns", "*")]


def test_a_default_beside_a_namespace_is_two_names() -> None:
    found = outline("import d, * as ns from './x';")
    assert [(each.local, each.imported) for each in found.links[0].names] == [("d", "default"), ("ns", "*")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import x = require('./x');", "equals"),
        ("const x = require('./x');", "require"),
        ("const f = () => import('./x');", "dynamic"),
        ("let a: import('./x').A;", "type"),
        ('function f(a: import("./x").A<string>): void {}', "type"),
        ("class B { c: Map<string, import('./x').A>; }", "type"),
        ("export * from './x';", "export"),
    ],
)
def test_every_form_that_names_a_file_is_a_link(text: str, kind: str) -> None:
    assert [(each.kind, each.specifier) for each in outline(text).links] == [(kind, "./x")]


def test_an_import_as_a_type_says_which_name_it_takes() -> None:
    (link,) = outline("let a: import('./x').A<string>;").links
    assert [(each.imported, each.type_only) for each in link.names] == [("A", True)]


@pytest.mark.parametrize(
    ("text", "name", "kind", "default"),
    [
        ("export default class A {}", "A", "class", True),
        ("export default class {}", "", "default", True),
        ("export default abstract class A {}", "A", "class", True),
        ("export default function () {}", "", "default", True),
        ("export default async function f() {}", "f", "function", True),
        ("export default A;", "", "default", True),
        ("export = A;", "", "default", True),
        ("export { A };", "", "exports", False),
        ("export const a = 1, b = 2;", "a", "variable", False),
        ("export const { a, b: [c] } = x;", "a", "variable", False),
        ("export enum A { B }", "A", "enum", False),
        ("export declare class A {}", "A", "class", False),
        ("export declare const A: string;", "A", "variable", False),
        ("export abstract class A {}", "A", "class", False),
        ("export type A = string;", "A", "type", False),
        ("export interface A {}", "A", "interface", False),
        ("export namespace A {}", "A", "namespace", False),
    ],
)
def test_declarations_have_a_name_a_kind_and_a_place(text: str, name: str, kind: str, default: bool) -> None:
    (found,) = outline(text).declarations
    assert (found.name, found.kind, found.default, found.exported) == (name, kind, default, True)
    assert (found.start, found.end) == (0, len(text))


def test_decorators_before_the_word_export_belong_to_the_class() -> None:
    found = outline("@A()\n@b.C({})\nexport default class D {}").declarations[0]
    assert found.decorators == ("A", "C")
    assert found.start == 0


def test_lists_know_what_they_belong_to() -> None:
    found = outline(
        """
        @Module({ imports: [A, TypeOrmModule.forFeature([B, [C]])], 'providers': [D] })
        class M { configure(c) { c.apply(E).exclude('x').forRoutes(F, G); } }
        export const entities = [H];
        const typed: any[] = [I];
        new DataSource({ entities: [...entities, J], ...K });
        """
    )
    assert [(each.label, len(each.items), each.untyped) for each in found.lists] == [
        ("imports", 2, False),
        ("forFeature", 2, False),
        ("forFeature", 1, False),
        ("providers", 1, False),
        ("exclude", 1, False),
        ("forRoutes", 2, False),
        ("entities", 1, True),
        ("typed", 1, False),
        ("entities", 2, False),
    ]


def test_a_use_inside_of_nested_lists_names_all_of_them_innermost_first() -> None:
    found = outline("const l = [A, [forwardRef(() => B)]];")
    items = {use.name: use.items for use in found.uses}
    assert items["A"] == ((0, 0),)
    assert items["B"] == ((1, 0), (0, 1))


def test_what_only_the_compiler_sees_is_told_from_what_runs() -> None:
    found = outline("class A extends B<C> implements D { e: F = new G() as H; i(j: K): L { return M; } }")
    assert {use.name for use in found.uses if use.typed} == {"C", "D", "F", "H", "K", "L"}
    assert {use.name for use in found.uses if not use.typed} == {"B", "G", "M"}


def test_a_comment_belongs_to_the_member_below_it_not_to_the_one_beside_it() -> None:
    text = "class A {\n  a = 1; // of a\n  /** of b */\n  // of b too\n  @C() b = 2;\n  c = 3;\n}"
    found = {each.name: text[each.start : each.end] for each in outline(text).members}
    assert found == {"a": "a = 1;", "b": "/** of b */\n  // of b too\n  @C() b = 2;", "c": "c = 3;"}


@pytest.mark.parametrize(
    ("decorator", "inverse"),
    [
        ("@ManyToOne(() => A, (a) => a.bs)", "bs"),
        ("@ManyToOne(() => A, a => a.bs, { eager: true })", "bs"),
        ("@ManyToOne(() => A, 'bs')", "bs"),
        ("@ManyToOne('A', 'bs')", "bs"),
        ("@ManyToOne(() => A)", None),
        ("@ManyToOne(() => A, { eager: true })", None),
    ],
)
def test_a_relation_says_which_property_is_its_other_side(decorator: str, inverse: str | None) -> None:
    (member,) = outline(f"class B {{ {decorator} a: A; }}").members
    assert (member.name, member.inverse, member.decorators) == ("a", inverse, ("ManyToOne",))


@pytest.mark.parametrize(
    "text",
    [
        "if (process.env.VERCEL !== '1') { app.listen(1); }",
        "if (process.env.VERCEL !== '1') app.listen(1);",
        "async function b() { if (process.env.VERCEL !== '1') { await (await a).listen(1); } }",
    ],
)
def test_the_condition_under_which_a_port_is_opened_has_its_place(text: str) -> None:
    ((start, end, _),) = outline(text).listening
    assert text[start:end] == "process.env.VERCEL !== '1'"


def test_broken_code_says_so() -> None:
    assert outline("class A { b( }").broken
    assert not outline("export type * from './x';").broken


def test_jsx_is_read_as_such() -> None:
    found = outline("import { B } from './b';\nexport const a = () => <B c={D} />;", tsx=True)
    assert not found.broken
    assert {use.name for use in found.uses} >= {"B", "D"}


def test_words_are_those_of_the_code_and_of_its_strings() -> None:
    found = outline("a.leftJoin('order.user', 'u'); b[`x.${c.d}.items`];")
    assert {"order", "user", "u", "x", "items", "c", "d", "leftJoin"} <= found.words
    assert "order.user" in found.strings
