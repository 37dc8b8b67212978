"""Secrets that stand in the monolith's code: no report, baseline or generated file passes them on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mini_shop import outside_of_ci, write_mini_shop

from woosh_split.__main__ import main
from woosh_split.model.secrets import is_secret_name, is_secret_setting, without_secrets

SPLIT = """\
version: 1
services:
  sales: {modules: [orders], tables: [orders]}
  people: {modules: [users], tables: [users]}
"""
METHODS = """
  hire() { return this.users.query("CREATE USER x IDENTIFIED BY 'canary-one'"); }
  take() { return this.users.query("UPDATE orders SET total = 1 WHERE api_token = 'canary-two'"); }
  lose(x) { return this.users.query("SELECT SELECT WHERE password='canary-three-that-is-so-long-that-it-is-cut-off-before-its-end-comes' FROM " + x); }
}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    outside_of_ci(monkeypatch)
    folder = write_mini_shop(tmp_path / "shop")
    service = folder / "src/users/users.service.ts"
    service.write_text(service.read_text().rstrip().removesuffix("}") + METHODS)
    dump = folder / "database" / "schema.sql"
    dump.parent.mkdir(exist_ok=True)
    held = dump.read_text() if dump.exists() else ""
    dump.write_text(f"{held}\nNO STATEMENT OPTIONS (PASSWORD 'canary-four');\n")
    (folder / "app" / "lib").mkdir(parents=True)
    (folder / "app" / "pubspec.yaml").write_text("name: app\n")
    (folder / "app" / "lib" / "api.dart").write_text(
        "import 'package:http/http.dart' as http;\n"
        "class Api { a() => http.get(Uri.parse('https://me:canary-five@api.example.com/api/users/1')); }\n"
    )
    (folder / "woosh-split.yaml").write_text(SPLIT)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        *(["analyse", ".", "--format", each] for each in ("text", "json", "markdown")),
        *(
            ["check", "--format", each]
            for each in ("text", "json", "github", "sarif", "junit", "gitlab", "checkstyle", "markdown")
        ),
        *(["client", "--format", each] for each in ("text", "json")),
        ["report", "--output", "-"],
        ["propose", "--dry-run", "--quick", "--details"],
    ],
    ids=" ".join,
)
def test_no_report_holds_a_secret(shop: Path, command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(command) in (0, 1)
    said = capfd.readouterr()
    assert "canary" not in said.out + said.err


def test_no_baseline_holds_a_secret(shop: Path) -> None:
    assert main(["baseline", "write"]) == 0
    text = (shop / "woosh-split.baseline.json").read_text()
    assert "canary" not in text
    assert "IDENTIFIED BY '***'" in text
    json.loads(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mysql://root:p@ss@db/shop", "mysql://root:***@db/shop"),
        ("SET PASSWORD = 'x'", "SET PASSWORD = '***'"),
        (
            "GRANT ALL ON a TO b IDENTIFIED VIA mysql_native_password USING 'x'",
            "GRANT ALL ON a TO b IDENTIFIED VIA mysql_native_password USING '***'",
        ),
        ("const config = { password: `x`, user: 'y' }", "const config = { password: '***', user: 'y' }"),
        ('WHERE "apiKey"="x"', "WHERE \"apiKey\"='***'"),
        ("select: ['password', 'email']", "select: ['password', 'email']"),
        ("SELECT token FROM users WHERE name = 'x'", "SELECT token FROM users WHERE name = 'x'"),
        ("https://example.com/a:b", "https://example.com/a:b"),
    ],
)
def test_what_is_masked(text: str, masked: str) -> None:
    assert without_secrets(text) == masked


@pytest.mark.parametrize(
    "name", ["DB_PASSWORD", "JWT_SECRET", "stripeApiKey", "AUTH_TOKEN", "PGPASSWORD_PASS"]
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", ["NODE_ENV", "PORT", "TOKEN_TTL", "SECRET_FILE", "KEY", "MONKEY", "COMPASS"])
def test_names_of_no_secrets(name: str) -> None:
    assert not is_secret_name(name)


def test_a_url_with_a_password_is_secret() -> None:
    assert is_secret_setting("DATABASE_URL", "mysql://a:b@c/d")
    assert not is_secret_setting("MONOLITH_URL", "http://monolith:3000")
