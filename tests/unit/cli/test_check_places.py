"""Where ``check`` places what it finds, and what stays known when code moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rule_pages import Example

from woosh_split.__main__ import main

ORDERS = "src/orders/orders.service.ts"
HEAD = """import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const COUNT = 'UPDATE users SET orders = orders + 1';

@Injectable()
export class OrdersService {
  constructor(private readonly db: DataSource) {}

  save() {
    return this.db.query('INSERT INTO orders (id) VALUES (1)');
  }

"""
ONCE = """  async count() {
    await this.db.query(COUNT);
  }
}
"""
TWICE = ONCE.replace("COUNT);\n", "COUNT);\n    await this.db.query(COUNT);\n")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Return what checks orders with a text and returns the new violations as ``code line``, and whether it failed."""
    for name in ("CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    Example({ORDERS: HEAD + ONCE}).write(tmp_path)
    monkeypatch.chdir(tmp_path)

    def check(text: str) -> list[str]:
        (tmp_path / ORDERS).write_text(text, encoding="utf-8")
        capfd.readouterr()
        main(["check", "--format", "json", "--ignore", "WS7,WS8"])
        result = json.loads(capfd.readouterr().out)
        assert result["stale"] == []
        return [f"{each['code']} {each['line']}" for each in result["violations"] if each["state"] == "new"]

    return check


def test_two_calls_of_one_text_are_two_violations_each_with_its_own_place(found) -> None:
    assert found(HEAD + ONCE) == ["WS303 4"]
    assert found(HEAD + TWICE) == ["WS303 4", "WS303 16"]


def test_the_second_call_of_a_known_text_is_new(found) -> None:
    found(HEAD + ONCE)
    assert main(["baseline", "write"]) == 0
    assert found(HEAD + ONCE) == []
    assert found(HEAD + TWICE) == ["WS303 16"]
    assert found("\n" + HEAD + TWICE) == ["WS303 17"]  # from what was kept, on other lines
