"""A monolith with its database's address in the code runs beside itself, each process on a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from shop_facts import module, shop

from woosh_split.model.split import SplitFile
from woosh_split.parity.accounts import Account
from woosh_split.parity.environment import environment_of
from woosh_split.parity.fixed_address import fixed_address_of, on_a_database_of_its_own, without_encryption
from woosh_split.parity.inputs import Inputs, read_inputs
from woosh_split.parity.request import VerifyRequest

CONNECTS = "TypeOrmModule.forRoot({{ type: 'mysql', {} }})\n"
DRIVER = "exports.createPool = (options) => console.log(JSON.stringify(options));\n"
OTHER = {"host": "10.0.0.9", "user": "reports", "database": "archive"}
ACCOUNT = Account(user="woosh_test", password="secret", database="clone_1")


def monolith(folder: Path, options: str, more: str = "", drivers: str = "{}") -> Inputs:
    (folder / "src").mkdir()
    (folder / "src" / "app.module.ts").write_text(CONNECTS.format(options) + more)
    (folder / "package.json").write_text(
        f'{{"scripts": {{"start": "node dist/main"}}, "dependencies": {drivers}}}'
    )
    (folder / "requests.jsonl").write_text('{"method": "GET", "path": "/"}\n')
    (folder / "shop.sql").write_text("CREATE TABLE a (id INT);")
    (folder / "verify.yaml").write_text("seed: [shop.sql]\n")
    facts = replace(shop(), modules=(module("app", "src/app.module.ts"),))
    split = SplitFile()
    split = replace(split, monolith=replace(split.monolith, dump=("shop.sql",)))
    return read_inputs(VerifyRequest(folder, folder / "woosh-split.yaml", split, facts, control_only=True))


def connected(
    folder: Path, inputs: Inputs, options: object, plain: tuple[str, int] | None = None
) -> dict[str, object]:
    """Return what the driver is handed by a program that asks it for a connection with these options."""
    (folder / "node_modules" / "mysql2").mkdir(parents=True, exist_ok=True)
    (folder / "node_modules" / "mysql2" / "index.js").write_text(DRIVER)
    program = folder / "main.cjs"
    program.write_text(f"require('mysql2').createPool({json.dumps(options)});\n")
    environment = environment_of(
        inputs.keys, ACCOUNT, ("127.0.0.1", 4406), 3000, {}, os.environ["PATH"], folder
    )
    environment |= on_a_database_of_its_own(inputs.fixed_address, environment)
    environment |= without_encryption(*plain, environment) if plain is not None else {}
    ran = subprocess.run(
        ["node", str(program)], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("options", "handed"),
    [
        (
            "host: 'localhost', port: 3306, username: 'root', password: '', database: 'shop'",
            {"host": "localhost", "port": 3306, "user": "root", "password": "", "database": "shop"},
        ),
        (
            "host: 'localhost', username: 'root', password: 'pw', database: 'shop'",
            {"host": "localhost", "user": "root", "password": "pw", "database": "shop"},
        ),
        (
            "url: 'mysql://root:p%40ss@localhost/shop'",
            {"host": "localhost", "user": "root", "password": "p@ss", "database": "shop"},
        ),
    ],
)
def test_what_stands_in_the_code_gives_way_to_the_database_of_the_process(
    tmp_path: Path, options: str, handed: dict[str, object]
) -> None:
    """In a real process. A connection to somewhere else is left alone, and the result says where the address stands."""
    inputs = monolith(tmp_path, options)
    own = {
        "host": "127.0.0.1", "port": 4406, "user": "woosh_test", "password": "secret", "database": "clone_1",
    }  # fmt: skip
    assert connected(tmp_path, inputs, handed) == own
    assert connected(tmp_path, inputs, OTHER) == OTHER
    assert inputs.fixed_address is not None
    assert f"{tmp_path}/src/app.module.ts:1 has the database's host" in inputs.fixed_address.note


def test_parts_of_the_environment_and_of_the_code_stand_beside_each_other(tmp_path: Path) -> None:
    """The extracted services ask for the names that their edits have, the monolith for its own."""
    inputs = monolith(
        tmp_path, "host: 'localhost', port: 3306, username: process.env.DB_USER, database: 'shop'"
    )
    assert inputs.keys.database == {
        "user": ("DB_USER",),
        "host": ("TYPEORM_HOST",),
        "port": ("TYPEORM_PORT",),
        "database": ("TYPEORM_DATABASE",),
    }


def test_an_address_that_the_environment_tells_is_left_alone(tmp_path: Path) -> None:
    inputs = monolith(tmp_path, "host: process.env.DB_HOST, database: process.env.DB_NAME")
    assert inputs.fixed_address is None
    assert fixed_address_of(tmp_path) is None
    assert on_a_database_of_its_own(None, {}) == {}


def test_an_address_that_comes_from_a_file_gives_way_whatever_it_is(tmp_path: Path) -> None:
    """Settings are often read from YAML: nothing in the environment names the database then."""
    folder = tmp_path / "app"
    folder.mkdir()
    inputs = monolith(folder, "host: config.get('datasource.host')", drivers='{"mysql2": "^3.0.0"}')
    assert inputs.fixed_address is not None and inputs.fixed_address.of_services
    assert "comes from a file" in inputs.fixed_address.note

    handed = connected(folder, inputs, {**OTHER, "port": 3306, "password": "p", "charset": "utf8mb4"})

    assert handed == {
        "host": "127.0.0.1", "port": 4406, "user": "woosh_test", "password": "secret", "database": "clone_1", "charset": "utf8mb4",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "handed"),
    [
        ("host: process.env.DB_HOST, database: process.env.DB_NAME", {"host": "127.0.0.1", "port": 4406}),
        ("host: 'localhost', database: process.env.DB_NAME", {"host": "localhost", "port": 4406}),
    ],
)
def test_what_the_code_says_of_tls_is_left_out_of_a_connection_to_the_server_that_was_started(
    tmp_path: Path, address: str, handed: dict[str, object]
) -> None:
    """It speaks none: the monolith did not start. A connection to anything else stays encrypted."""
    inputs = monolith(tmp_path, f"{address},\n  ssl: {{ rejectUnauthorized: false }}")
    assert inputs.encryption is not None
    assert f"{tmp_path}/src/app.module.ts:2 encrypts the connection" in inputs.encryption.note

    started, tls = ("127.0.0.1", 4406), {"ssl": {"rejectUnauthorized": False}}
    assert connected(tmp_path, inputs, handed | tls, started) == {"host": "127.0.0.1", "port": 4406}
    assert connected(tmp_path, inputs, OTHER | tls, started) == OTHER | tls
    assert "ssl" in connected(tmp_path, inputs, handed | tls)


def test_a_connection_that_is_not_encrypted_is_not_told_of(tmp_path: Path) -> None:
    assert monolith(tmp_path, "host: process.env.DB_HOST, database: process.env.DB_NAME").encryption is None


TYPEORM = """exports.DataSource = class {
  constructor(options) { this.options = options; this.driver = { database: options.database ?? options.url.split('/').pop() }; }
  async initialize() { console.log(JSON.stringify(this.driver.database)); }
};
"""


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("host: config.get('datasource.host')", {"username": "reports", "database": "archive"}),
        ("url: 'mysql://reports:p%40s@db.local:3307/archive'", {"url": "mysql://reports:p%40s@db.local:3307/archive"}),
        ("url: 'mysql://reports@127.0.0.1/archive'", {"url": "mysql://reports@127.0.0.1/archive"}),
    ],
)  # fmt: skip
def test_typeorm_looks_for_its_tables_where_it_is_and_not_under_the_name_of_the_code(
    tmp_path: Path, code: str, options: dict[str, str]
) -> None:
    """With `synchronize` it made every table anew otherwise, and ended with `Table .. already exists`."""
    folder = tmp_path / "app"
    folder.mkdir()
    inputs = monolith(folder, code, drivers='{"mysql2": "^3.0.0"}')
    (folder / "node_modules" / "typeorm").mkdir(parents=True)
    (folder / "node_modules" / "typeorm" / "index.js").write_text(TYPEORM)
    (folder / "main.cjs").write_text(
        f"new (require('typeorm').DataSource)({json.dumps({'type': 'mysql', **options})}).initialize();\n"
    )
    environment = environment_of(
        inputs.keys, ACCOUNT, ("127.0.0.1", 4406), 3000, {}, os.environ["PATH"], folder
    )
    environment |= on_a_database_of_its_own(inputs.fixed_address, environment)

    ran = subprocess.run(
        ["node", str(folder / "main.cjs")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert json.loads(ran.stdout) == "clone_1"


@pytest.mark.parametrize("asked", ["process.env.BACKEND_PORT || 3333", "process.env['BACKEND_PORT'] ?? 3333"])
def test_a_variable_of_any_name_that_the_main_file_asks_for_its_port_gets_each_programs_own(
    tmp_path: Path, asked: str
) -> None:
    """An example's value for it was the same for all: the second that started found its port taken."""
    (tmp_path / ".env.example").write_text("BACKEND_PORT=8080\nDB_HOST=localhost\nDB_NAME=shop\n")
    code = f"const app = await NestFactory.create(AppModule); const port = {asked}; await app.listen(port);"
    inputs = monolith(tmp_path, "host: process.env.DB_HOST, database: process.env.DB_NAME", code)

    environment = environment_of(inputs.keys, ACCOUNT, ("127.0.0.1", 4406), 3000, {}, "", tmp_path)

    assert environment["BACKEND_PORT"] == environment["PORT"] == "3000"
