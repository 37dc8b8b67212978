"""verify.yaml: every key, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.errors import InputError
from woosh_split.parity.settings import Settings, read_settings


def test_without_a_file_there_are_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings(tmp_path)
    (tmp_path / "verify.yaml").write_text("# nothing yet\n")
    assert read_settings(tmp_path) == Settings(tmp_path)


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "verify.yaml").write_text(
        "requests: r.jsonl\nseed: [a.sql]\nseed_command: [python3, seed.py, --rows, 20]\nsql_mode: ''\n"
        "character_set: latin1\nenvironment: {A: '1'}\ndatabase_keys: {host: DB_AT}\nignore: ['GET /: $.a']\n"
        "start_command: [node, x.js]\nlogin: {path: /login}\n"
        "ignore_columns: [users.last_seen]\n"
    )
    assert read_settings(tmp_path) == Settings(
        tmp_path, "r.jsonl", ("a.sql",), ("python3", "seed.py", "--rows", "20"), "", "latin1", {"A": "1"},
        {"host": "DB_AT"}, ("GET /: $.a",), ("node", "x.js"), {"path": "/login"},
        ("users.last_seen",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("request: r.jsonl", "Did you mean 'requests'?"),
        ("seed: a.sql", "seed must be a list"),
        ("environment: {LIMIT: 100000}", 'Put it into quotes: LIMIT: "100000"'),
        ("environment: {FLAG: true}", 'FLAG: "true"'),
        ("- a", "must hold keys and values"),
        ("sql_mode: 2026-13-45", "cannot be read: a value is not what it looks like"),
        ("a: [", "cannot be read"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "verify.yaml").write_text(text)
    with pytest.raises(InputError, match=r"verify\.yaml") as error:
        read_settings(tmp_path)
    assert said in str(error.value)
