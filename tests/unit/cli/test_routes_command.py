"""``woosh-split routes`` and ``client`` from the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from git_repository import git
from monoliths import EXAMPLE
from openapi_spec_validator import OpenAPIV31SpecValidator
from shop_facts import shop

from woosh_split.cli.app import run
from woosh_split.errors import InputError
from woosh_split.model.document import to_document
from woosh_split.pipeline.routes import TABLE_FILE

SPLIT = """\
version: 1
services:
  ordering:
    modules: [billing, orders]
    tables: [orders]
  supply:
    modules: [stock]
    tables: [stock]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working directory with a split file and facts."""
    (tmp_path / "woosh-split.yaml").write_text(SPLIT)
    (tmp_path / "facts.json").write_text(json.dumps(to_document(shop())))
    monkeypatch.chdir(tmp_path)
    return tmp_path


FACTS = ["--facts", "facts.json"]


def test_the_table_is_shown_before_and_after_it_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["routes", *FACTS]) == 0
    shown = capsys.readouterr()
    assert "is not written yet" in shown.err
    assert "2 routes: 2 to monolith" in shown.out
    assert run(["routes", "write", *FACTS, "--check"]) == 1
    assert not (folder / TABLE_FILE).exists()
    assert run(["routes", "write", *FACTS, "-q"]) == 0
    assert run(["routes", "write", *FACTS, "--check"]) == 0
    capsys.readouterr()
    assert run(["routes", "show", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["routes"][0]["path"] == "/api/orders"
    assert run(["routes", ".", "-f", "markdown"]) == 0
    assert "## ordering" in capsys.readouterr().out


def test_routes_are_moved_and_moved_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["routes", "write", *FACTS, "-q"])
    written = (folder / TABLE_FILE).read_text()
    assert run(["routes", "set", "ordering", "--target", "split", "--percent", "10", "--dry-run"]) == 0
    assert "GET /api/orders  monolith -> split 10 % sticky" in capsys.readouterr().out
    assert (folder / TABLE_FILE).read_text() == written
    assert run(["routes", "set", "ordering", "--target", "split", "--percent", "10"]) == 0
    (folder / "before.yaml").write_text(written)
    capsys.readouterr()
    assert run(["routes", "diff", "before.yaml", str(TABLE_FILE)]) == 1
    assert "2 of them sent elsewhere" in capsys.readouterr().out
    assert run(["routes", "diff", "before.yaml", str(TABLE_FILE), "-f", "json"]) == 1
    changed = json.loads(capsys.readouterr().out)["changed"]
    assert changed[0]["target"]["after"] == {"kind": "split", "percent": 10, "sticky": True}
    assert run(["routes", "set", "POST /api/orders", "--target", "service", "-q"]) == 0
    assert run(["routes", "set", "ordering", "--target", "monolith", "-q"]) == 0
    assert (folder / TABLE_FILE).read_text() == written
    assert run(["routes", "diff", "before.yaml", str(TABLE_FILE)]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ordring", "--target", "service"], "Did you mean ordering?"),
        (["supply", "--target", "service"], "has no routes"),
        (["GET /api/order", "--target", "service"], "Did you mean GET /api/orders?"),
        (["ordering", "--target", "split"], "needs --percent"),
        (["ordering", "--target", "service", "--percent", "5"], "means nothing"),
        (["ordering", "--target", "shadow", "--no-sticky"], "mean nothing"),
        (["POST /api/orders", "--target", "shadow"], "cannot be shadowed"),
        (["ordering", "--target", "shadow"], "No route of ordering can be shadowed"),
    ],
)
def test_what_cannot_be_set_is_refused(folder: Path, arguments: list[str], said: str) -> None:
    run(["routes", "write", *FACTS, "-q"])
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        run(["routes", "set", *arguments])


def test_a_percent_over_100_is_a_usage_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["routes", "write", *FACTS, "-q"])
    assert run(["routes", "set", "ordering", "--target", "split", "--percent", "110"]) == 2
    assert "should be less than or equal to 100" in capsys.readouterr().err


def test_a_request_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["routes", "write", *FACTS, "-q"])
    assert run(["routes", "explain", "head", "/API/orders/?x=1"]) == 0
    told = capsys.readouterr().out
    assert "answered by  monolith (the route belongs to ordering)" in told
    assert "which answers HEAD as well" in told
    assert run(["routes", "explain", "GET", "/api/order", "-f", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["answer"], len(found["nearest"])) == (None, 2)
    with pytest.raises(InputError, match="has to start with a slash"):
        run(["routes", "explain", "GET", "api/orders"])
    with pytest.raises(InputError, match="'NAME: VALUE'"):
        run(["routes", "explain", "GET", "/", "--header", "x"])


def test_the_folder_has_the_name_that_it_has_everywhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = ["--facts", str(folder / "facts.json")]
    monkeypatch.chdir("/")
    assert run(["routes", "explain", "GET", "/api/orders", "--path", str(folder), *facts, "-q"]) == 0


@pytest.mark.parametrize("target", ["/_internal", "/%5Finternal/x", "//_INTERNAL/x?a=1", "/x/../_internal/y"])
def test_internal_paths_are_said_to_stay_inside(
    folder: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["routes", "explain", "GET", target, *FACTS, "-q"]) == 1
    assert "answered by  the gateway, with 404" in capsys.readouterr().out
    assert run(["routes", "explain", "GET", target, *FACTS, "-q", "-f", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["answered_by"] == "gateway"


def test_tables_are_compared_as_files_and_as_git_has_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["routes", "write", *FACTS, "-q"])
    git(folder, "init", "-q")
    with pytest.raises(InputError, match="git knows no revision of that name"):
        run(["routes", "diff", "v3", "v4"])
    for tag, percent in (("v3", "10"), ("v4", "40")):
        run(["routes", "set", "ordering", "--target", "split", "--percent", percent, "-q"])
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", tag)
        git(folder, "tag", tag)
    capsys.readouterr()
    assert run(["routes", "diff", "v3", "v4"]) == 1
    assert "split 10 % sticky -> split 40 % sticky" in capsys.readouterr().out
    assert run(["routes", "diff", "v3..v4"]) == run(["routes", "diff", "v3.."]) == 1
    assert run(["routes", "diff", "v4"]) == 0
    run(["routes", "set", "ordering", "--target", "monolith", "-q"])
    capsys.readouterr()
    assert run(["routes", "diff", "HEAD"]) == 1
    assert "split 40 % sticky -> monolith" in capsys.readouterr().out
    assert run(["routes", "diff", "v3", str(TABLE_FILE)]) == 1
    git(folder, "rm", "-q", "--cached", str(TABLE_FILE))
    git(folder, "commit", "-q", "-m", "gone")
    with pytest.raises(InputError, match=r"There is no .*table\.yaml at HEAD"):
        run(["routes", "diff", "HEAD"])
    with pytest.raises(InputError, match="git knows no revision"):
        run(["routes", "diff", "--", "--output=x"])


def test_what_an_engine_cannot_do_is_refused_with_the_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["routes", "write", *FACTS, "-q"])
    for name in ("MONOLITH", "ORDERING"):
        monkeypatch.setenv(f"{name}_URL", f"http://{name.lower()}:3000")
    move = ["routes", "set", "ordering", "--target", "split", "--percent", "10", "-q"]
    run(move)
    commands = (["gateway-api"], ["traefik", "--subject", "X-Device-Id"])
    for engine in commands:
        with pytest.raises(InputError, match=r"cannot do what the table says.*--no-sticky.*--partial"):
            run(["routes", "render", "--engine", *engine])
        assert run(["routes", "render", "--engine", *engine, "--partial", "--dry-run"]) == 0
    run([*move, "--no-sticky"])
    for engine in commands:
        assert run(["routes", "render", "--engine", *engine, "--dry-run"]) == 0


def test_engines_that_hold_only_what_gets_requests_need_no_address_of_other_services(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["routes", "write", *FACTS, "-q"])
    monkeypatch.setenv("MONOLITH_URL", "http://127.0.0.1:3000")
    for engine in ("nginx", "traefik"):
        assert run(["routes", "render", "--engine", engine, "--dry-run"]) == 0
    for engine in ("haproxy", "envoy", "gateway-api"):
        with pytest.raises(InputError, match="No address for ORDERING_URL"):
            run(["routes", "render", "--engine", engine, "--dry-run"])
    run(["routes", "set", "ordering", "--target", "split", "--percent", "0", "-q"])
    for engine in ("nginx", "traefik"):
        with pytest.raises(InputError, match="No address for ORDERING_URL"):
            run(["routes", "render", "--engine", engine, "--dry-run"])


def test_engines_need_addresses_and_are_written_with_their_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["routes", "write", *FACTS, "-q"])
    run(["routes", "set", "ordering", "--target", "service", "-q"])
    with pytest.raises(InputError, match="No address for MONOLITH_URL, ORDERING_URL"):
        run(["routes", "render", "--engine", "nginx"])
    monkeypatch.setenv("MONOLITH_URL", "http://127.0.0.1:3000")
    monkeypatch.setenv("ORDERING_URL", "https://x:1/api")
    with pytest.raises(InputError, match="ORDERING_URL is 'https://x:1/api'"):
        run(["routes", "render", "--engine", "nginx"])
    monkeypatch.setenv("ORDERING_URL", "http://me:private@ordering:3001")
    with pytest.raises(InputError, match="ORDERING_URL holds a user or a password") as refused:
        run(["routes", "render", "--engine", "nginx"])
    assert "private" not in str(refused.value)
    monkeypatch.setenv("ORDERING_URL", "http://ordering:3001")
    capsys.readouterr()
    for engine, file in (("nginx", "nginx.conf"), ("haproxy", "haproxy.cfg"), ("traefik", "routes.yaml")):
        assert run(["routes", "render", "--engine", engine]) == 0
        grade = "superset" if engine == "traefik" else "exact"
        assert f"2 {grade}" in capsys.readouterr().out
        written = folder / "split" / "routes" / engine
        assert "ordering:3001" in (written / file).read_text()
        assert f"| {grade} |" in (written / "fidelity.md").read_text()
        assert run(["routes", "render", "--engine", engine, "--check"]) == 0
    run(["routes", "set", "ordering", "--target", "monolith", "-q"])
    assert run(["routes", "render", "--engine", "haproxy", "--check"]) == 1
    with pytest.raises(InputError, match="--subject"):
        run(["routes", "render", "--engine", "nginx", "--subject", "x y"])


def test_routes_of_a_cluster_need_services_and_a_gateway(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["routes", "write", *FACTS, "-q"])
    command = ["routes", "render", "--engine", "gateway-api"]
    monkeypatch.setenv("MONOLITH_URL", "http://127.0.0.1:3000")
    monkeypatch.setenv("ORDERING_URL", "http://ordering.shop.svc.cluster.local:3001")
    with pytest.raises(InputError, match=r"MONOLITH_URL names the host 127\.0\.0\.1, which is no Service"):
        run(command)
    monkeypatch.setenv("MONOLITH_URL", "http://monolith:3000")
    with pytest.raises(InputError, match="--gateway A/b: expected"):
        run([*command, "--gateway", "A/b"])
    capsys.readouterr()
    run(["routes", "set", "ordering", "--target", "service", "-q"])
    assert run([*command, "--gateway", "edge/public"]) == 0
    assert "check: kubectl apply --dry-run=server" in capsys.readouterr().out
    written = (folder / "split" / "routes" / "gateway-api" / "httproutes.yaml").read_text()
    assert "namespace: edge" in written and "namespace: shop" in written
    assert "ReferenceGrant" in written


def test_the_surface_is_told_although_the_code_is_not_here(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["routes", "openapi", *FACTS, "-q"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["openapi"] == "3.1.0"
    assert document["paths"]["/api/orders"]["get"]["x-service"] == "ordering"
    OpenAPIV31SpecValidator(document).validate()


def test_the_app_is_not_edited_where_its_files_are_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["client", *FACTS, "-q"]) == 0
    assert "cannot be pinned down" in capsys.readouterr().out
    assert run(["client", *FACTS, "--write", "--gateway", "https://gw"]) == 1
    assert "nothing is changed" in capsys.readouterr().err
    with pytest.raises(InputError, match="need --gateway"):
        run(["client", *FACTS, "--write"])
    with pytest.raises(InputError, match="give --write with them"):
        run(["client", *FACTS, "--gateway", "https://gw"])
    with pytest.raises(InputError, match="give --write with them"):
        run(["client", *FACTS, "--constant", "x.dart:1"])
    with pytest.raises(InputError, match="no address stands there"):
        run(["client", *FACTS, "--write", "--gateway", "https://gw", "--constant", "x.dart:1"])


def answered(answer: str, command: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command on a terminal at which somebody answers."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, encoding="utf-8") as stdin, os.fdopen(ours, "wb", 0) as keyboard:
        monkeypatch.setattr("sys.stdin", stdin)
        keyboard.write(f"{answer}\n".encode())
        return run(command)


def test_the_app_is_edited_where_somebody_says_yes_and_not_unasked_where_nobody_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("app", "database", "woosh-split.yaml"):
        from_, to = EXAMPLE.root / name, tmp_path / name
        shutil.copytree(from_, to) if from_.is_dir() else shutil.copy(from_, to)
    shutil.copytree(
        EXAMPLE.root / "backend", tmp_path / "backend", ignore=shutil.ignore_patterns("node_modules", "dist")
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    config = tmp_path / "app" / "lib" / "utils" / "config.dart"
    before = config.read_bytes()
    write = ["client", str(tmp_path), "-q", "--write", "--gateway", "https://gateway.example.com"]
    with pytest.raises(InputError, match="give --yes"):
        run(write)
    assert config.read_bytes() == before
    assert "+" in capsys.readouterr().out
    assert answered("n", write, monkeypatch) == 1
    assert config.read_bytes() == before
    assert answered("y", write, monkeypatch) == 0
    assert b"https://gateway.example.com" in config.read_bytes()
    shutil.rmtree(tmp_path / "app")
    shutil.copytree(EXAMPLE.root / "app", tmp_path / "app")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run([*write, "--yes"]) == 0
    assert b"https://gateway.example.com" in config.read_bytes()


def test_commands_offer_the_engines_that_are_built() -> None:
    from woosh_split.artefacts.routes.registry import CHECKS, ENGINES
    from woosh_split.cli.commands.routes_render import EngineName

    assert {each.value for each in EngineName} == set(ENGINES) == set(CHECKS)


def test_a_script_is_told_what_became_of_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = run(["routes", *arguments, "--format", "json"])
        return code, json.loads(capsys.readouterr().out)

    code, document = told("write", *FACTS, "--check")
    assert (code, document["new"], document["current"], document["written"]) == (1, True, False, False)
    code, document = told("write", *FACTS)
    assert (code, document["written"], document["path"]) == (0, True, str(TABLE_FILE))
    assert [each["route"] for each in document["added"]] == ["GET /api/orders", "POST /api/orders"]
    code, document = told("write", *FACTS)
    assert (code, document["current"], document["written"], document["added"]) == (0, True, False, [])

    code, document = told("set", "ordering", "--target", "service", "--dry-run")
    assert (code, document["written"]) == (0, False)
    code, document = told("set", "ordering", "--target", "service")
    assert (code, document["written"]) == (0, True)
    assert [(each["route"], each["before"], each["target"]) for each in document["changed"]] == [
        ("GET /api/orders", {"kind": "monolith"}, {"kind": "service"}),
        ("POST /api/orders", {"kind": "monolith"}, {"kind": "service"}),
    ]
    assert told("set", "ordering", "--target", "service")[1]["written"] is False


@pytest.mark.parametrize("command", [["explain", "GET", "/x"], ["write"], ["write", "--dry-run"]])
def test_a_pattern_that_only_javascript_reads_is_told_where_it_stands_in_the_code(
    folder: Path, command: list[str]
) -> None:
    """The table was written all the same, and no command could read it then."""
    facts = shop()
    odd = replace(facts.routes[0], path=r"/api/orders/:id(\p{L}+)")
    changed = replace(facts, routes=(odd, *facts.routes[1:]))
    (folder / "facts.json").write_text(json.dumps(to_document(changed)))

    with pytest.raises(InputError) as told:
        run(["routes", *command, *FACTS])

    assert f"{odd.method} {odd.path} at {odd.file}:{odd.line} (bad escape" in str(told.value)
    assert not (folder / TABLE_FILE).exists()
