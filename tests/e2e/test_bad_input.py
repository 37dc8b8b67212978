"""Bad input, through the real command: a clear message or the rest of the facts; never a traceback."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mini_shop import FILES, write_mini_shop

SERVICE = "src/orders/orders.service.ts"
DUMP = "database/schema.sql"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write_mini_shop(tmp_path / "shop")


COMMAND = (sys.executable, "-m", "woosh_split")

UNPRIVILEGED = (
    sys.executable,
    "-c",
    "import ctypes, os, sys\n"
    "if os.geteuid() == 0:\n"
    "    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH\n"
    "        if ctypes.CDLL(None).prctl(24, capability, 0, 0, 0): raise OSError('PR_CAPBSET_DROP')\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'woosh_split', *sys.argv[1:]])",
)
"""The command without root's right to read every file, so that file modes count in a container too."""


def run(*arguments: str | Path, command: tuple[str, ...] = COMMAND) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would; no setting of the developer reaches it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WOOSH_SPLIT_")}
    return subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment,
    )


def facts_of(root: Path, *arguments: str | Path, command: tuple[str, ...] = COMMAND) -> dict[str, Any]:
    """Analyse and return the facts; the command must succeed."""
    result = run("analyse", root, "--format", "json", *arguments, command=command)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The facts of the shop as it stands; its folder has the same name, which is that of the monolith."""
    return facts_of(write_mini_shop(tmp_path_factory.mktemp("plain") / "shop"))


def essence(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a harmless change must not alter: all but the list and number of files, and notes on encodings."""
    kept = {key: value for key, value in document.items() if key not in {"monolith", "shared_files"}}
    return kept | {"unresolved": [each for each in document["unresolved"] if each["kind"] != "encoding"]}


def refused(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Require exit code 2 and one paragraph on stderr that holds the words."""
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def unresolved_files(document: dict[str, Any]) -> set[str]:
    return {each["file"] for each in document["unresolved"]}


def test_the_mini_shop_is_understood(shop: Path) -> None:
    """What the other tests compare with is not empty."""
    document = facts_of(shop)
    assert {each["name"] for each in document["modules"]} >= {"app", "orders", "users"}
    found = {(each["module"], each["table"], each["mode"]) for each in document["accesses"]}
    assert found >= {("orders", "orders", "write"), ("users", "users", "read")}
    assert {(module, table) for module, table, _ in found} == {("orders", "orders"), ("users", "users")}
    assert [(each["method"], each["path"]) for each in document["routes"]] == [("POST", "/api/orders")]
    assert document["unresolved"] == []


# What cannot be analysed at all


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    refused(run("analyse", tmp_path / "nowhere"), str(tmp_path / "nowhere"), "not a folder")


def test_a_file_instead_of_a_folder_is_refused(shop: Path) -> None:
    refused(run("analyse", shop / "package.json"), "package.json", "not a folder")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    refused(run("analyse", tmp_path), str(tmp_path), "NestJS")


def test_a_folder_without_nestjs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "site", "dependencies": {"express": "^4"}}')
    (tmp_path / "index.ts").write_text("import express from 'express';\nexpress().listen(3000);\n")
    refused(run("analyse", tmp_path), str(tmp_path), "NestJS")


def test_nothing_is_written_where_nothing_was_found(tmp_path: Path) -> None:
    output = tmp_path / "facts.json"
    (tmp_path / "empty").mkdir()
    refused(run("analyse", tmp_path / "empty", "-f", "json", "-o", output))
    assert not output.exists()


def test_an_unknown_project_is_refused(shop: Path) -> None:
    refused(run("analyse", shop, "--project", "warehouse"), "warehouse")


@pytest.mark.parametrize("option", ["--dump", "--client"])
def test_a_dump_or_client_that_does_not_exist_is_refused(shop: Path, option: str) -> None:
    refused(run("analyse", shop, option, "missing/thing"), "missing/thing")


# A database that cannot be read


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://",
        "postgresql://root:s3cret@127.0.0.1/shop",
        "mysql://root:s3cret@127.0.0.1:1/shop",
        "mysql://root:s3cret@host.invalid/shop",
        "mysql://root:s3cret@127.0.0.1:notaport/shop",
    ],
)
def test_a_database_that_cannot_be_reached_is_refused_without_its_password(shop: Path, url: str) -> None:
    result = run("analyse", shop, "--database", url)
    refused(result)
    assert "s3cret" not in result.stderr


@pytest.fixture
def hanging_up() -> Iterator[int]:
    """Serve a port that takes a connection and hangs up at once; yield its number."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def test_a_server_that_hangs_up_is_refused(shop: Path, hanging_up: int) -> None:
    refused(
        run("analyse", shop, "--database", f"mysql://root:s3cret@127.0.0.1:{hanging_up}/shop"), "127.0.0.1"
    )


# What concerns one file only


def test_a_monolith_without_tables_is_analysed_and_says_so(shop: Path) -> None:
    shutil.rmtree(shop / "database")
    shutil.rmtree(shop / "src/orders")
    shutil.rmtree(shop / "src/users")
    (shop / "src/app.module.ts").write_text(
        "import { Controller, Get, Module } from '@nestjs/common';\n"
        "@Controller('ping')\nexport class PingController { @Get() ping() { return 'pong'; } }\n"
        "@Module({ controllers: [PingController] })\nexport class AppModule {}\n"
    )
    document = facts_of(shop)
    assert (document["tables"], document["accesses"]) == ([], [])
    assert [each["path"] for each in document["routes"]] == ["/api/ping"]
    assert "no database call site was seen" in run("analyse", shop).stdout


def test_an_unreadable_file_is_listed_and_the_rest_is_analysed(shop: Path) -> None:
    (shop / "src/users/users.service.ts").chmod(0)
    document = facts_of(shop, "--no-cache", command=UNPRIVILEGED)
    assert "src/users/users.service.ts" in unresolved_files(document)
    assert {each["table"] for each in document["accesses"]} == {"orders"}


def test_an_unreadable_folder_is_listed_and_the_rest_is_analysed(shop: Path) -> None:
    (shop / "src/users").chmod(0)
    try:
        document = facts_of(shop, "--no-cache", command=UNPRIVILEGED)
    finally:
        (shop / "src/users").chmod(0o755)
    assert any(file.startswith("src/users") for file in unresolved_files(document))
    assert {each["table"] for each in document["accesses"]} == {"orders"}


def test_broken_typescript_is_listed_and_the_rest_is_analysed(shop: Path) -> None:
    path = shop / "src/users/users.service.ts"
    path.write_text(path.read_text() + "\nexport class Half { constructor(private readonly\n")
    document = facts_of(shop)
    assert "src/users/users.service.ts" in unresolved_files(document)
    assert {each["table"] for each in document["accesses"]} == {"orders", "users"}


def test_a_file_of_garbage_is_no_obstacle(shop: Path, plain: dict[str, Any]) -> None:
    expected = essence(plain)
    (shop / "src/garbage.ts").write_bytes(bytes(range(256)) * 40 + random.Random(4).randbytes(200_000))
    document = essence(facts_of(shop))
    document["unresolved"] = [each for each in document["unresolved"] if each["file"] != "src/garbage.ts"]
    assert document == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data + "// 🛒 größe".encode(),
        lambda data: data + b"// caf\xe9 \xff\xfe\n",
    ],
    ids=["byte-order mark", "CRLF", "no final newline", "emoji", "invalid UTF-8"],
)
def test_the_encoding_of_a_file_never_changes_the_facts(
    shop: Path, plain: dict[str, Any], change: Callable[[bytes], bytes]
) -> None:
    expected = essence(plain)
    for name in FILES:
        if name.endswith((".ts", ".sql")):
            path = shop / name
            data = change(path.read_bytes())
            path.write_bytes(data.replace(b"// ", b"-- ") if name.endswith(".sql") else data)
    assert essence(facts_of(shop)) == expected


def test_a_generated_file_of_five_megabytes_is_no_obstacle(shop: Path, plain: dict[str, Any]) -> None:
    expected = essence(plain)
    row = "  { id: 1, name: 'generated', tags: ['a', 'b'], nested: { deep: true } },\n"
    (shop / "src/generated.ts").write_text("export const rows = [\n" + row * (5_000_000 // len(row)) + "];\n")
    assert essence(facts_of(shop)) == expected


NESTED = {
    "parentheses": lambda depth: "(" * depth + "1" + ")" * depth,
    "brackets": lambda depth: "[" * depth + "]" * depth,
    "concatenation": lambda depth: " + ".join(["'SELECT '"] * depth),
    "chain": lambda depth: "a" + ".b()" * depth,
}


def nest(shop: Path, form: str, depth: int) -> None:
    """Append deeply nested code to a service."""
    path = shop / SERVICE
    path.write_text(f"{path.read_text()}export const x = {NESTED[form](depth)};\n")


@pytest.mark.parametrize("form", NESTED)
def test_nested_code_is_no_obstacle(shop: Path, plain: dict[str, Any], form: str) -> None:
    expected = essence(plain)
    nest(shop, form, 200)
    assert essence(facts_of(shop)) == expected


@pytest.mark.parametrize("form", NESTED)
def test_code_nested_beyond_reason_costs_that_file_at_most_and_is_listed(
    shop: Path, plain: dict[str, Any], form: str
) -> None:
    expected = plain["accesses"]
    nest(shop, form, 5000)
    document = facts_of(shop)
    elsewhere = [each for each in expected if each["file"] != SERVICE]
    assert [each for each in document["accesses"] if each["file"] != SERVICE] == elsewhere
    assert document["accesses"] == expected or SERVICE in unresolved_files(document)


def test_links_that_form_a_loop_end(shop: Path, plain: dict[str, Any]) -> None:
    expected = essence(plain)
    (shop / "src/loop").symlink_to(shop, target_is_directory=True)
    (shop / "src/self.ts").symlink_to(shop / "src/self.ts")
    (shop / "src/dangling.ts").symlink_to(shop / "nowhere.ts")
    assert essence(facts_of(shop)) == expected


@pytest.mark.parametrize("folder", ["node_modules", "dist", "coverage", ".git"])
def test_folders_that_hold_no_source_are_never_entered(
    shop: Path, plain: dict[str, Any], folder: str
) -> None:
    expected = plain
    shutil.copytree(shop / "src", shop / folder / "copy" / "src")
    if folder != "coverage":  # among the sources that is a module's name: outlets are covered
        shutil.copytree(shop / "src", shop / "src" / folder)
    shutil.copy(shop / DUMP, shop / folder / "copy" / "old.sql")
    assert facts_of(shop) == expected


# Dumps


def test_a_dump_that_is_cut_off_keeps_what_came_before_and_is_listed(shop: Path) -> None:
    path = shop / DUMP
    text = path.read_text()
    path.write_text(text[: text.index("`total`") + 4])
    document = facts_of(shop)
    declared = {each["name"]: each["declared_by"] for each in document["tables"]}
    assert "ddl" in declared["users"]
    assert DUMP in unresolved_files(document)


def test_a_dump_of_another_dialect_is_listed_and_never_crashes(shop: Path) -> None:
    (shop / DUMP).write_text(
        "SET standard_conforming_strings = on;\n"
        "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;\n"
        "CREATE TABLE public.orders (id bigserial NOT NULL, tags text[] DEFAULT '{}'::text[]);\n"
        "COPY public.orders (id, tags) FROM stdin;\n1\t{a,b}\n2\t{}\n\\.\n"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;\n"
    )
    assert DUMP in unresolved_files(facts_of(shop))


def test_a_dump_of_garbage_is_listed_and_never_crashes(shop: Path) -> None:
    (shop / DUMP).write_bytes(b"CREATE TABLE `" + bytes(range(256)) * 20)
    assert DUMP in unresolved_files(facts_of(shop))


# Configuration that cannot be read


@pytest.mark.parametrize("name", ["tsconfig.json", "package.json", "nest-cli.json"])
def test_a_broken_configuration_file_is_named_and_the_rest_is_analysed(
    shop: Path, plain: dict[str, Any], name: str
) -> None:
    (shop / name).write_text('{ "compilerOptions": [ }\n')
    document = essence(facts_of(shop))
    assert [(each["file"], each["line"]) for each in document["unresolved"]] == [(name, 1)]
    assert document["accesses"] == plain["accesses"]
    assert document["routes"] == plain["routes"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "tsconfig.json",
            '{"extends": "./tsconfig.json", "compilerOptions": {"baseUrl": 7, "paths": {"@x": 1}}}',
        ),
        ("tsconfig.json", "[]"),
        ("package.json", '"text"'),
        ("nest-cli.json", '{"monorepo": "x", "projects": [1]}'),
    ],
)
def test_configuration_of_another_shape_is_no_obstacle(
    shop: Path, plain: dict[str, Any], name: str, text: str
) -> None:
    (shop / name).write_text(text)
    assert facts_of(shop)["accesses"] == plain["accesses"]


def test_files_that_import_and_extend_each_other_are_no_obstacle(shop: Path, plain: dict[str, Any]) -> None:
    (shop / "src/one.ts").write_text(
        "import { Two, TWO } from './two';\nexport * from './two';\n"
        "export class One extends Two {}\nexport class Self extends Self {}\nexport const ONE = TWO;\n"
        "export interface Left extends Right {}\nexport interface Right extends Left { left: Left[]; }\n"
        "export type Here = There;\nexport type There = Here | Left;\nexport enum E { a = E.b, b = E.a }\n"
    )
    (shop / "src/two.ts").write_text(
        "import { Injectable } from '@nestjs/common';\nimport { One, ONE, Here } from './one';\n"
        "export * from './one';\nexport const TWO = ONE;\n"
        "@Injectable() export class Two extends One {\n"
        "  constructor(private readonly two: Two) { super(); }\n"
        "  go(here: Here) { return this.two.go(here); }\n}\n"
    )
    document = facts_of(shop)
    assert document["accesses"] == plain["accesses"]
    assert document["unresolved"] == []


# Runs that do not come to their end


def stopped(shop: Path, output: Path, signalled: signal.Signals) -> int:
    """Start a long run, stop it when it has begun to keep facts, and return its exit code.

    On a busy machine the run may be over before the signal reaches it: then it is done again.
    """
    for _ in range(5):
        code = stopped_once(shop, output, signalled)
        if not output.exists():
            return code
        output.unlink()
        shutil.rmtree(shop / ".woosh_split_cache")
    pytest.fail("every run was over before it could be stopped")


def stopped_once(shop: Path, output: Path, signalled: signal.Signals) -> int:
    many = (shop / SERVICE).read_text()
    for number in range(300):
        (shop / f"src/orders/copy{number}.service.ts").write_text(
            many.replace("OrdersService", f"Copy{number}")
        )
    process = subprocess.Popen(
        [*COMMAND, "analyse", str(shop), "-f", "json", "-o", str(output)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while process.poll() is None and not list((shop / ".woosh_split_cache").glob("*.sqlite")):
        time.sleep(0.01)
    if process.poll() is None:
        os.killpg(process.pid, signalled)
    return process.wait(timeout=60)


@pytest.mark.parametrize(("signalled", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_run_that_is_stopped_leaves_nothing_half_written(
    shop: Path, tmp_path: Path, signalled: signal.Signals, code: int
) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    assert stopped(shop, folder / "facts.json", signalled) == code
    assert not (folder / "facts.json").exists()
    if signalled is signal.SIGINT:
        assert list(folder.iterdir()) == []
    assert facts_of(shop) == facts_of(shop, "--no-cache")


# The cache


def test_the_cache_never_changes_the_facts(shop: Path) -> None:
    without = run("analyse", shop, "-f", "json", "--no-cache").stdout
    assert not (shop / ".woosh_split_cache").exists()
    cold = run("analyse", shop, "-f", "json").stdout
    warm = run("analyse", shop, "-f", "json").stdout
    assert without == cold == warm


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"\x80garbage", lambda data: b""]
)
def test_a_damaged_cache_is_no_obstacle(shop: Path, damage: Callable[[bytes], bytes]) -> None:
    expected = run("analyse", shop, "-f", "json").stdout
    entries = [path for path in (shop / ".woosh_split_cache").rglob("*") if path.is_file()]
    assert entries
    for path in entries:
        path.write_bytes(damage(path.read_bytes()))
    assert run("analyse", shop, "-f", "json").stdout == expected


def test_two_runs_may_share_a_cache(shop: Path) -> None:
    expected = run("analyse", shop, "-f", "json", "--no-cache").stdout
    runs = [
        subprocess.Popen([*COMMAND, "analyse", str(shop), "-f", "json"], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate()[0] for process in runs] == [expected] * 3


def test_a_cache_that_cannot_be_written_is_no_obstacle(shop: Path, tmp_path: Path) -> None:
    expected = facts_of(shop, "--no-cache")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert facts_of(shop, "--cache-dir", blocked / "cache") == expected


def test_a_change_is_seen_through_the_cache(shop: Path) -> None:
    facts_of(shop)
    path = shop / "src/users/users.service.ts"
    path.write_text(path.read_text().replace("findOne({ where: { id } })", "delete(id)"))
    found = {(each["table"], each["mode"]) for each in facts_of(shop)["accesses"]}
    assert ("users", "write") in found
    assert ("users", "read") not in found


def test_a_link_out_of_the_repository_is_told_and_not_read(
    shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("home") / "secret.env"
    secret.write_text("DB_PASSWORD=do-not-show")
    (shop / "notes.sql").symlink_to(secret)
    (shop / "inside.sql").symlink_to(shop / "package.json")

    found = run("analyse", shop, "--format", "json")

    assert found.returncode == 0
    assert "do-not-show" not in found.stdout + found.stderr
    told = [(each["kind"], each["file"]) for each in json.loads(found.stdout)["unresolved"]]
    assert ("file", "notes.sql") in told
    assert ("file", "inside.sql") not in told
