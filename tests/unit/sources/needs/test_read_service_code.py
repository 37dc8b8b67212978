"""What a service's files ask of their surroundings: packages, environment keys, and the shapes of its handlers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.model.service_code import ANYTHING, EnvironmentRead, Shape, ShapeType
from woosh_split.sources.code.nestjs.needs.read import read_service_code


def reads(text: str) -> list[EnvironmentRead]:
    return list(read_service_code({"src/a.ts": text}).environment)


def shape(name: str, **files: str) -> Shape:
    code = read_service_code({f"src/{path.replace('__', '/')}.ts": text for path, text in files.items()})
    return next(each for each in code.shapes if each.name == name)


@pytest.mark.parametrize(
    ("text", "reading", "fallback"),
    [
        ("const a = process.env.KEY;", "text", False),
        ("const a = process.env['KEY']!;", "text", False),
        ("const a = process.env.KEY ?? 'x';", "text", True),
        ("const a = Number(process.env.KEY ?? 5);", "number", True),
        ("const a = +process.env.KEY;", "number", False),
        ("const a = parseInt(process.env.KEY, 10) || 5;", "number", True),
        ("const a = !!process.env.KEY;", "flag", True),
        ("if (process.env.KEY) { f(); }", "flag", True),
        ("const a = process.env.KEY ? 1 : 2;", "flag", True),
        ("const a = process.env.KEY && f();", "flag", True),
        ("const a = process.env.KEY || false;", "flag", True),
        ("const a = Boolean(process.env.KEY);", "flag", False),
        ("const a = process.env.KEY === 'true';", "equals", True),
        ("const a = 'true' == (process.env.KEY as string).toLowerCase();", "equals", True),
        ("const a = process.env.KEY.split(',');", "list", False),
        ("const a = JSON.parse(process.env.KEY);", "json", False),
        ("const { KEY } = process.env;", "text", False),
        ("const { KEY = 'x', ...rest } = process.env;", "text", True),
        ("const { KEY: key } = process.env;", "text", False),
        ("const env = process.env;\nconst a = env.KEY;", "text", False),
    ],
)
def test_what_the_code_makes_of_a_key_is_told(text: str, reading: str, fallback: bool) -> None:
    (found,) = reads(text)
    assert (found.key, found.via, found.reading, found.fallback) == ("KEY", "process.env", reading, fallback)


@pytest.mark.parametrize(
    ("call", "reading", "fallback"),
    [
        ("get('KEY')", "text", False),
        ("get<string>('KEY', 'x')", "text", True),
        ("get<boolean>('KEY')", "flag", False),
        ("get<boolean>('KEY', false)", "flag", True),
        ("get('KEY', { infer: true })", "text", False),
        ("getOrThrow<number>('KEY')", "text", False),
        ("get('KEY') === 'yes'", "equals", True),
    ],
)
def test_what_is_asked_of_the_configuration_is_a_key(call: str, reading: str, fallback: bool) -> None:
    text = f"class A {{ constructor(private readonly anything: ConfigService) {{}} m() {{ return this.anything.{call}; }} }}"
    (found,) = reads(text)
    assert (found.key, found.via, found.reading, found.fallback) == (
        "KEY",
        "ConfigService",
        reading,
        fallback,
    )


@pytest.mark.parametrize(
    "text",
    [
        "process.env.KEY = name;",
        "delete process.env.KEY;",
        "const a = this.cache.get('KEY');",
        "const a = this.config.get('database.host');",
        "class A { constructor(private c: ConfigService) {} m() { return this.c.get('database.host'); } }",
        "// process.env.KEY",
        "const a = 'process.env.KEY';",
        "const a = Joi.object({ name: Joi.string() });",
    ],
)
def test_what_reads_no_key_is_none(text: str) -> None:
    assert reads(text) == []


_ASKS = "class A { constructor(c: ConfigService) { c.get('store'); c.get('region'); c.get('STORE_HOST'); } }"


@pytest.mark.parametrize(
    "module",
    [
        "ConfigModule.forRoot({ isGlobal: true, load: [settings] });",
        "ConfigModule.forRoot({\n  load,\n});",
        "ConfigModule.forFeature(settings);",
        "export default registerAs('store', () => ({}));",
    ],
)
def test_an_object_that_is_loaded_into_the_configuration_is_no_key(module: str) -> None:
    """A line `store=` in a .env is found before the object: the service would connect to nothing."""
    texts = {"src/a.ts": _ASKS, "src/b.ts": module, "src/c.ts": "const where = process.env.region;"}
    assert [each.key for each in read_service_code(texts).environment] == ["region", "STORE_HOST", "region"]


def test_a_key_in_small_letters_is_one_where_nothing_is_loaded() -> None:
    texts = {
        "src/a.ts": _ASKS,
        "src/b.ts": "ConfigModule.forRoot({ isGlobal: true }); const payload = { load: 1 };",
    }
    assert [each.key for each in read_service_code(texts).environment] == ["store", "region", "STORE_HOST"]


def test_a_key_that_the_code_sets_itself_is_no_read() -> None:
    text = "process.env.VERCEL = '1';\nprocess.env['STAGE'] = stage;\ndelete process.env.OLD;\nif (process.env.VERCEL) { f(); }"
    assert [(each.key, each.line, each.reading, each.compared) for each in reads(text)] == [
        ("VERCEL", 1, "set", ("1",)),
        ("VERCEL", 4, "flag", ()),
    ]


def test_a_key_that_is_made_at_run_time_is_a_place_to_look_at() -> None:
    assert read_service_code({"src/a.ts": "\nconst a = process.env[name];"}).loose_environment == (
        ("src/a.ts", 2),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joi.object({ KEY: Joi.number().default(1) })", ("number", True)),
        ("Joi.object({ KEY: Joi.string().required() })", ("text", False)),
        ("z.object({ KEY: z.coerce.boolean() })", ("flag", False)),
        ("z.object({ KEY: z.string().optional() })", ("text", True)),
        ("cleanEnv(process.env, { KEY: bool({ default: true }) })", ("equals", True)),
        ("class Env { @IsNumber() KEY: number; }", ("number", False)),
        ("class Env { @IsOptional() KEY?: string; }", ("text", True)),
        ("class Env { @IsBoolean() KEY: boolean = true; }", ("flag", True)),
    ],
)
def test_a_validation_schema_names_keys(text: str, expected: tuple[str, bool]) -> None:
    (found,) = reads(text)
    assert (found.key, found.via, (found.reading, found.fallback)) == ("KEY", "schema", expected)


def test_a_key_of_a_schema_may_have_small_letters_behind_its_first_word() -> None:
    """The service checks its environment at the start, so it does not start without a key that only the schema names."""
    (found,) = reads("Joi.object({ AWS_accessKeyId: Joi.string().required() })")
    assert (found.key, found.via, found.fallback) == ("AWS_accessKeyId", "schema", False)


# Packages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "type_only", "annotated"),
    [
        ("import a from 'kit'; a();", "import", False, False),
        ("import a from 'kit'; let b: a;", "import", True, False),
        ("import type a from 'kit';", "import", True, False),
        ("import { type A } from 'kit'; a();", "import", True, False),
        ("import 'kit';", "import", False, False),
        ("import a = require('kit'); a();", "require", False, False),
        ("export type { A } from 'kit';", "import", True, False),
        ("export { A } from 'kit';", "import", False, False),
        ("const a = await import('kit');", "dynamic", False, False),
        ("import { A } from 'kit'; @D() class B { constructor(a: A) {} }", "import", False, True),
        ("import { A } from 'kit'; class B extends A {}", "import", False, False),
        ("import { A } from 'kit'; const b = { A };", "import", False, False),
        ("/// <reference types='kit' />\n", "reference", True, False),
    ],
)
def test_a_use_says_what_is_loaded_when_the_program_runs(
    text: str, kind: str, type_only: bool, annotated: bool
) -> None:
    found = [each for each in read_service_code({"src/a.ts": text}).packages if each.specifier == "kit"]
    assert [(each.kind, each.type_only, each.annotated) for each in found] == [(kind, type_only, annotated)]


# Shapes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("string", ("prim", "string")),
        ("Date", ("prim", "Date")),
        ("number[]", ("arr", ("prim", "number"))),
        ("Array<B>", ("arr", ("ref", "src/a.ts", "B"))),
        ("Promise<B>", ("ref", "src/a.ts", "B")),
        ("'a' | 'b'", ("union", (("lit", "a"), ("lit", "b")))),
        ("string | null", ("union", (("prim", "string"), ("lit", None)))),
        ("Record<string, number>", ("map", ("prim", "number"))),
        ("{ [key: string]: B }", ("map", ("ref", "src/a.ts", "B"))),
        ("Partial<B>", ("partial", ("ref", "src/a.ts", "B"))),
        ("Pick<B, 'x' | 'y'>", ("pick", ("ref", "src/a.ts", "B"), ("x", "y"))),
        ("Unknown<B>", ANYTHING),
        ("any", ANYTHING),
        ("(a: string) => void", ANYTHING),
    ],
)
def test_a_type_is_read_as_far_as_it_says_something(type_: str, expected: ShapeType) -> None:
    (field,) = shape("A", a=f"export class A {{ x: {type_}; }}\nexport class B {{}}").type[1]
    assert field.type == expected


def test_a_name_is_followed_through_barrels_and_new_names() -> None:
    found = shape(
        "A",
        a="import { Renamed } from './lib';\nexport class A { b: Renamed; }",
        lib__index="export * from './inner';",
        lib__inner="export { B as Renamed } from './b';",
        lib__b="export class B {}",
    )
    assert found.type[1][0].type == ("ref", "src/lib/b.ts", "B")


def test_barrels_in_a_circle_come_to_an_end() -> None:
    files = {
        "a": "import { X } from './b';\nexport class A { x: X; }",
        "b": "export * from './c';",
        "c": "export * from './b';",
    }
    assert shape("A", **files).type[1][0].type == ANYTHING


def test_what_extends_a_mapped_type_says_of_what() -> None:
    text = "export class B {}\nexport class A extends OmitType(PartialType(B), ['x'] as const) {}"
    assert shape("A", a=text).parents == (("omit", ("partial", ("ref", "src/a.ts", "B")), ("x",)),)


def test_an_enum_is_its_values() -> None:
    assert shape("E", a="export enum E { A, B = 5, C }").type == (
        "union",
        (("lit", 0), ("lit", 5), ("lit", 6)),
    )
    assert shape("E", a="export enum E { A = f() }").type == ANYTHING


def test_a_handler_says_what_it_takes_and_gives() -> None:
    text = (
        "@Controller() class C {\n"
        "  @Get() @HttpCode(HttpStatus.ACCEPTED)\n"
        "  m(@Param('id', new ParseIntPipe()) id: number, @Query('q') q?: string, @Headers('x') x: string): Promise<string> {}\n"
        "}"
    )
    (found,) = read_service_code({"src/a.ts": text}).handlers
    assert (found.name, found.status, found.returns) == ("C.m", 202, ("prim", "string"))
    assert [(each.place, each.name, each.optional, each.pipes) for each in found.parameters] == [
        ("path", "id", False, ("ParseIntPipe",)),
        ("query", "q", True, ()),
        ("header", "x", False, ()),
    ]


@given(st.text(alphabet="abKEY.{}()[]<>'\"`@:;=?!|&,\n classimportfromenumprocess", max_size=120))
def test_any_text_is_read(text: str) -> None:
    read_service_code({"src/a.ts": text})
