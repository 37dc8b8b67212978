"""The ports that a main file opens whatever the environment says."""

from __future__ import annotations

import pytest
from processor_time import moments

from woosh_split.artefacts.service.nestjs.edits import apply_edits
from woosh_split.artefacts.service.nestjs.entry import entry_notes, on_its_port
from woosh_split.sources.code.typescript.outlining import read_outline
from woosh_split.sources.code.typescript.ports import OpenedPort


def known(content: bytes) -> list[OpenedPort]:
    return [
        each for each in read_outline(content).ports if each.number or (each.asked and not each.elsewhere)
    ]


def edited(text: str) -> str:
    content = text.encode()
    return apply_edits(content, on_its_port(content, known(content))).decode()


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("await app.listen(3000);", "3000"),
        ("await app.listen(4_001, '0.0.0.0', () => log('up'));", "4_001"),
        ("(await make()).listen(80);", "80"),
        ("await app.listen({ host: '::', port: 8080 });", "8080"),
        ("const PORT = 3000;\nawait app.listen(PORT, () => log(PORT));", "(PORT"),
        ("\ufeff// Grüße\nawait app.listen(3000);", "3000"),
        ("await app.listen('3000');", "'3000'"),
        ("const PORT = '3000' as const;\nawait app.listen(PORT);", "(PORT"),
        ("await app.listen(3000 as number);", "3000 as number"),
        ("await app.listen({ 'port': 8080 });", "8080"),
    ],
)
def test_a_port_of_the_code_gives_way_to_the_environments(text: str, port: str) -> None:
    bare = port.removeprefix("(")
    assert edited(text) == text.replace(port, port.replace(bare, f"Number(process.env['PORT'] || {bare})"), 1)


@pytest.mark.parametrize(
    ("before", "port", "after"),
    [
        ("app.listen(", "process.env.APP_PORT", ");"),
        ("app.listen(", "(process.env['API_PORT'] ?? 3000)", ");"),
        ("app.listen(", "(config.get<number>('SERVER_PORT'))", ");"),
        ("const port = process.env.APP_PORT || 3000;\napp.listen(", "port", ");"),
        ("app.listen({ port: ", "(+process.env.APP_PORT)", " });"),
    ],
)
def test_another_variable_gives_way_to_port_where_that_is_set(before: str, port: str, after: str) -> None:
    bare = port[1:-1] if port.startswith("(") else port
    assert edited(f"{before}{bare}{after}") == f"{before}Number(process.env['PORT']) || {port}{after}"


def test_every_branch_of_one_application_gives_way() -> None:
    text = "if (production) { await app.listen(80); } else { await app.listen(3000); }"
    assert edited(text).count("process.env['PORT'] || ") == 2


@pytest.mark.parametrize(
    "text",
    [
        "await app.listen(process.env.PORT ?? 3000);",
        "await app.listen(config.get('PORT'));",
        "await app.listen('/run/app.sock');",
        "await microservice.listen();",
        "const port = process.env.PORT || 3000;\nawait app.listen(port);",
        "let port = 3000;\nport = read();\nawait app.listen(port);",
        "const port = 3000;\nfunction start(port: number) { return app.listen(port); }",
        "import { port } from './port';\nawait app.listen(port);",
        "emitter.on('listen', 3000);",
        "app.set(80);\nawait app.listen(port());",
        "await app.listen({ path: '/run/app.sock', backlog: 5 });",
        "let port = 3000;\nport += 1;\nawait app.listen(port);",
        "const port = 3000;\nfunction start() { const port = 4000; return app.listen(port); }",
        "const port = 3000;\nfunction start() { const [port] = ports; return app.listen(port); }",
        "const port = 3000;\nfunction start({ at: port }) { return app.listen(port); }",
        "const port = 3000;\nfor (const port of ports) { app.listen(port); }",
        "const port = 3000;\nconst start = port => app.listen(port);",
        "const port = 3000;\nfunction start({ port }) { app.listen(port); }",
        "const port = 3000;\nconst [port = 1] = ports; app.listen(port);",
        "const port = 3000;\ntry { run(); } catch (port) { app.listen(port); }",
        # Two servers: one number for both would be wrong.
        "http.createServer(f).listen(80);\nhttps.createServer(o, f).listen(443);",
    ],
)
def test_what_is_told_elsewhere_stays(text: str) -> None:
    assert edited(text) == text


def test_ports_of_several_servers_are_told_since_they_stay() -> None:
    content = b"http.createServer(f).listen(80);\n\nhttps.createServer(o, f).listen('443');"
    assert [each.partition(",")[0] for each in entry_notes("src/main.ts", content, known(content))] == [
        "src/main.ts:1 it opens the port 80 whatever PORT says",
        "src/main.ts:3 it opens the port 443 whatever PORT says",
    ]
    one = b"app.listen(80);"
    assert list(entry_notes("src/main.ts", one, known(one))) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import { PORT } from './config';\nawait app.listen(PORT);", ["PORT"]),
        ("import port from './port';\nawait app.listen(port);", ["port"]),
        ("await app.listen(port);", []),
        ("import { PORT as port } from './config';\nawait app.listen(port, '0.0.0.0');", ["port"]),
        ("import { port } from './config';\nfunction start(port: number) { return app.listen(port); }", []),
        (
            "import { port } from './config';\nfunction start() { const port = read(); return app.listen(port); }",
            [],
        ),
        ("import { port } from './config';\nfor (const port of ports) { app.listen(port); }", []),
    ],
)
def test_a_name_that_an_import_alone_binds_is_told_for_another_file_to_say_its_number(
    text: str, names: list[str]
) -> None:
    assert [each.imported for each in read_outline(text.encode()).ports] == names


def test_a_file_that_listens_thousands_of_times_takes_no_time() -> None:
    """A bundle may have a method of that name, and calls of it everywhere."""
    content = (
        "import { topic } from './topics';\nconst other = 1;\n"
        + "bus.listen(topic);\nbus.listen(other);\n" * 2000
    ).encode()
    with moments():
        assert len(read_outline(content).ports) == 4000


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("const PORT = settings.PORT || 4000;\nawait app.listen(PORT);", [("settings.PORT", True)]),
        ("await app.listen(settings.server.PORT);", [("server.PORT", True)]),
        ("const PORT = process.env.PORT || 4000;\nawait app.listen(PORT);", []),
        ("const { env } = process;\nawait app.listen(env.PORT);", []),
        ("await app.listen(config.get('PORT'));", []),
    ],
)
def test_a_member_named_port_of_some_configuration_need_not_be_the_environments(
    text: str, asked: list[tuple[str, bool]]
) -> None:
    """It may be of a file that is read: two services on one machine would open the same port."""
    assert [(each.asked, each.elsewhere) for each in read_outline(text.encode()).ports] == asked
