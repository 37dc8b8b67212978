"""The example against its own split file: clean as it is, and a planted crossing is found where it stands."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from woosh_split.__main__ import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "woosh"
PLANTED = """
  async planted(): Promise<unknown> {
    return this.dataSource.query(`
      -- JOIN client_ledger is not here
      SELECT t.id, l.balance
      FROM tasks t
      LEFT JOIN
        sales_orders l ON l.id = t.id
      WHERE t.status = '${'open'}'
    `);
  }
}
"""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the example, and work in it."""
    for name in ("CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WOOSH_SPLIT_TODAY", "2026-11-28")
    target = tmp_path / "woosh"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("node_modules", ".woosh_split_cache"))
    monkeypatch.chdir(target)
    return target


def plant(example: Path) -> tuple[str, int]:
    """Join an order table in the tasks service; return the file and the line of the table."""
    path = example / "backend/src/tasks/tasks.service.ts"
    text = path.read_text(encoding="utf-8").rstrip().removesuffix("}").rstrip() + "\n" + PLANTED
    head, _, rest = text.partition("constructor(")
    text = f"import {{ DataSource }} from 'typeorm';\n{head}constructor(private readonly dataSource: DataSource, {rest}"
    path.write_text(text, encoding="utf-8")
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "sales_orders l ON" in line)
    return "backend/src/tasks/tasks.service.ts", line


def test_what_is_known_is_the_baseline_and_nothing_is_new(
    example: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    assert capfd.readouterr().out.startswith("0 new, ")


def test_a_join_planted_in_a_template_is_found_at_its_line(
    example: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, line = plant(example)
    assert main(["check", "--format", "json"]) == 1
    new = [each for each in json.loads(capfd.readouterr().out)["violations"] if each["state"] == "new"]
    assert [(each["code"], each["path"], each["line"], each["column"]) for each in new] == [
        ("WS302", file, line, 9)
    ]
    assert new[0]["symbol"] == "TasksService.planted"
    assert new[0]["to"] == "order-management"


def test_an_unchanged_tree_is_checked_without_anything_heavy(example: Path) -> None:
    assert main(["check", "--quiet"]) == 0
    heavy = ("rich", "networkx", "tree_sitter", "sqlglot", "sqlalchemy", "ruamel", "jsonschema", "jinja2")
    script = (
        "import sys; from woosh_split.__main__ import main\n"
        "code = main(['check', '--quiet'])\n"
        f"print(code, sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "0 []"


def test_watching_checks_again_after_a_change_and_ends_with_130(example: Path) -> None:
    with (example.parent / "seen.txt").open("w+b") as seen:
        process = subprocess.Popen(
            [sys.executable, "-m", "woosh_split", "check", "--watch"],
            stdout=seen,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        try:
            assert _says(example.parent / "seen.txt", b"Watching for changes", process)
            _, line = plant(example)
            assert _says(example.parent / "seen.txt", f"tasks.service.ts:{line}:9: WS302".encode(), process)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
        finally:
            process.kill()
            process.wait()


def _says(path: Path, words: bytes, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if words in path.read_bytes():
            return True
        time.sleep(0.1)
    return words in path.read_bytes()
