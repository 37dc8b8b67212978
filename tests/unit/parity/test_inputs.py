"""Which folder the monolith is started in."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from ports import free_ports
from shop_facts import shop

from woosh_split.errors import InputError
from woosh_split.model.code import Module
from woosh_split.model.split import Location, Service, SplitFile
from woosh_split.parity.fixed_port import FixedPort, fixed_ports_of, on_a_port_of_its_own
from woosh_split.parity.inputs import app_folder, read_filling_of, read_inputs
from woosh_split.parity.program import start_in
from woosh_split.parity.request import VerifyRequest
from woosh_split.parity.settings import read_settings


def module(name: str, file: str, *imports: str) -> Module:
    return Module(name, f"{name.title()}Module", file, 1, imports, files=(file,))


MODULES = (
    module("admin", "libs/admin/src/admin.module.ts"),
    module("app", "apps/api/src/app.module.ts", "admin"),
)


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ({".": {"start": "node dist/main"}, "apps/api": {}, "libs/admin": {}}, "."),
        ({".": {}, "apps/api": {"start:prod": "node dist/main"}, "libs/admin": {}}, "apps/api"),
        ({".": {}, "apps/api": {}, "libs/admin": {}}, "apps/api"),
        ({".": {}}, "."),
    ],
)
def test_the_folder_whose_package_says_how_to_start_it(
    tmp_path: Path, packages: dict[str, dict[str, str]], expected: str
) -> None:
    """The libraries of a workspace have a package.json each, and the first module may be one of theirs."""
    for folder, scripts in packages.items():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "package.json").write_text(json.dumps({"scripts": scripts}))

    assert app_folder(tmp_path, replace(shop(), modules=MODULES)) == tmp_path / expected


def test_without_any_package_nothing_can_be_started(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No package\.json"):
        app_folder(tmp_path, replace(shop(), modules=MODULES))


MAIN = "import {{ NestFactory }} from '@nestjs/core';\n\nNestFactory.create(App).then((app) => app.listen({}));\n"
FIXED, TOLD = MAIN.format("3000"), MAIN.format("process.env.PORT ?? 3000")


@pytest.mark.parametrize(
    ("files", "entry", "found"),
    [
        ({"src/main.ts": FIXED}, "dist/main", [("src/main.ts", 3, "3000")]),
        ({"src/main.ts": FIXED}, None, [("src/main.ts", 3, "3000")]),
        (
            {"src/main.ts": FIXED + "// app.listen(port)\n/* app.listen(80) */"},
            "dist/main",
            [("src/main.ts", 3, "3000")],
        ),
        ({"src/main.ts": MAIN.format("config.get('server.port')")}, "dist/main", [("src/main.ts", 3, "*")]),
        (
            {
                "src/main.ts": MAIN.format("config.get('app.port')"),
                "src/app.ts": "const port = process.env.PORT",
            },
            "dist/main",
            [],
        ),
        ({"src/main.ts": TOLD}, "dist/main.js", []),
        (
            {"src/main.ts": FIXED.replace("app.listen", "a ? app.listen(port()) : app.listen")},
            "dist/main",
            [],
        ),
        ({"apps/api/src/main.ts": TOLD, "apps/admin/src/main.ts": FIXED}, "dist/apps/api/main", []),
        (
            {"apps/api/src/main.ts": TOLD, "apps/admin/src/main.ts": FIXED},
            "dist/apps/admin/main.js",
            [("apps/admin/src/main.ts", 3, "3000")],
        ),
        ({"src/server.ts": FIXED, "src/worker.ts": TOLD}, "dist/main.js", [("src/server.ts", 3, "3000")]),
        ({"src/main.ts": TOLD, "test/main.ts": FIXED}, "dist/main.js", []),
        ({"src/probe.ts": "createServer(f).listen(3000);"}, "dist/main.js", []),
        ({}, "dist/main.js", []),
    ],
)
def test_the_port_is_found_that_the_monolith_opens_whatever_the_environment_says(
    tmp_path: Path, files: dict[str, str], entry: str | None, found: list[tuple[str, int, str]]
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    scripts = {"start:prod": f"node {entry}"} if entry is not None else {}
    (tmp_path / "package.json").write_text(json.dumps({"scripts": scripts}))
    ports = fixed_ports_of(tmp_path, start_in(tmp_path))
    assert [(each.file.relative_to(tmp_path).as_posix(), each.line, each.number) for each in ports] == found


@pytest.mark.parametrize(
    ("settings", "told"),
    [("", "opens the ports 3000, 3001"), ("start_command: [node, own.js]\n", "By which names")],
)
def test_several_ports_of_the_code_are_refused_unless_another_command_starts_the_monolith(
    tmp_path: Path, settings: str, told: str
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.ts").write_text(f"{FIXED}createServer(f).listen(3001);\n")
    (tmp_path / "package.json").write_text('{"scripts": {"start": "node dist/main"}}')
    (tmp_path / "verify.yaml").write_text(settings)
    (tmp_path / "requests.jsonl").write_text('{"method": "GET", "path": "/"}\n')
    facts = replace(shop(), modules=(module("app", "src/app.module.ts"),))
    request = VerifyRequest(tmp_path, tmp_path / "woosh-split.yaml", SplitFile(), facts, control_only=True)
    with pytest.raises(InputError, match=told):
        read_inputs(request)


def test_a_service_that_is_not_in_the_split_file_is_asked_about(tmp_path: Path) -> None:
    split = SplitFile(services=(Service("ordering"), Service("supply")))
    for name, told in (
        ("orderng", r"orderng\. Did you mean ordering\?"),
        ("x", r"x\. There are ordering, supply\."),
    ):
        request = VerifyRequest(tmp_path, tmp_path / "woosh-split.yaml", split, shop(), services=(name,))
        with pytest.raises(InputError, match=f"has no service {told}"):
            read_inputs(request)


@pytest.mark.parametrize(
    "listens",
    ["3000", "'3000'", "3000, '127.0.0.1'", "{ port: 3000, host: '127.0.0.1' }", "{ port: '3000' }"],
)
def test_a_program_that_opens_a_port_of_its_code_opens_its_own_instead(tmp_path: Path, listens: str) -> None:
    """In a real process: the port of the code stays free, and what else the program opens is not moved."""
    wanted, other = free_ports(2)
    program = tmp_path / "main.cjs"
    program.write_text(
        "const http = require('http');\n"
        "const answer = (text) => http.createServer((_, response) => response.end(text));\n"
        f"const main = answer('main');\n"
        f"answer('other').listen({other}, '127.0.0.1', () => main.listen({listens}, () => console.log(main.address().port)));\n"
    )
    command, told = on_a_port_of_its_own(("node", str(program)), [FixedPort(program, 4, "3000")])
    environment = {**os.environ, **told, "PORT": str(wanted)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"{wanted}\n"
            answers = {each: urlopen(f"http://127.0.0.1:{each}/").read() for each in (wanted, other)}
        finally:
            process.kill()
    assert answers == {wanted: b"main", other: b"other"}


def test_of_a_port_that_comes_from_a_file_the_first_that_is_opened_gives_way(tmp_path: Path) -> None:
    wanted, other = free_ports(2)
    program = tmp_path / "main.cjs"
    program.write_text(
        "const net = require('net');\n"
        "const open = (port, then) => { const s = net.createServer().listen(port, '127.0.0.1', () => then(s.address().port)); };\n"
        f"open(2023, (main) => open({other}, (second) => {{ console.log(main, second); process.exit(); }}));\n"
    )
    command, told = on_a_port_of_its_own(
        ("node", str(program)), [FixedPort(program, 3, "*", asked="server.port")]
    )

    ran = subprocess.run(
        command,
        env={**os.environ, **told, "PORT": str(wanted)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert ran.stdout == f"{wanted} {other}\n"


@pytest.mark.parametrize("listens", ["{}, heard", "'{}', '127.0.0.1', heard", "{{ port: {} }}, heard"])
def test_what_a_program_opens_besides_gives_way_where_another_one_has_opened_it(
    tmp_path: Path, listens: str
) -> None:
    """A gateway of web sockets with its port in the code: no second process of the monolith came up, nor any service."""
    taken = socket.socket()
    taken.bind(("0.0.0.0", 0))
    taken.listen()
    (wanted,) = free_ports(1)
    program = tmp_path / "main.cjs"
    program.write_text(
        "const http = require('http');\n"
        "const main = http.createServer();\n"
        "const sockets = http.createServer();\n"
        "let times = 0;\n"
        "const heard = () => { times += 1; };\n"
        "sockets.on('newListener', () => {});\n"
        f"sockets.listen({listens.format(taken.getsockname()[1])});\n"
        "main.listen(process.env.PORT, () => setTimeout(() => {\n"
        "  console.log(main.address().port, times, sockets.address().port > 0); process.exit();\n"
        "}, 200));\n"
    )
    command, told = on_a_port_of_its_own(("node", str(program)), [])

    ran = subprocess.run(
        command,
        env={**os.environ, **told, "PORT": str(wanted)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    taken.close()

    assert (ran.stdout, ran.stderr) == (f"{wanted} 1 true\n", "")


def test_the_port_of_a_program_itself_gives_way_to_nobody(tmp_path: Path) -> None:
    """Requests would go to whoever has it."""
    taken = socket.socket()
    taken.bind(("0.0.0.0", 0))
    taken.listen()
    program = tmp_path / "main.cjs"
    program.write_text("require('http').createServer().listen(process.env.PORT);\n")
    command, told = on_a_port_of_its_own(("node", str(program)), [])

    environment = {**os.environ, **told, "PORT": str(taken.getsockname()[1])}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    taken.close()

    assert "EADDRINUSE" in ran.stderr


def test_a_seed_command_with_a_quote_that_never_ends_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dump.sql").write_text("SELECT 1;")
    split = SplitFile(monolith=Location(dump=("dump.sql",)))
    request = VerifyRequest(tmp_path, tmp_path / "woosh-split.yaml", split, shop(), seed_command="seed 'all")
    with pytest.raises(InputError, match="--seed-command seed 'all: No closing quotation"):
        read_filling_of(request, read_settings(tmp_path))
