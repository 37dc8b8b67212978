"""The command line answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from mini_shop import write_mini_shop

ROOT = Path(__file__).parents[3]
HEAVY = ("rich", "tree_sitter", "sqlglot", "sqlalchemy", "pymysql", "multiprocessing", "json5", "yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["analyse", "--help"], ["schema", "facts"]])
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    script = (
        "import sys; from woosh_split.__main__ import main\n"
        f"code = main({arguments!r})\n"
        f"print(code, sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "0 []"


def test_a_check_after_a_remark_loads_no_reader_of_sql(tmp_path: Path) -> None:
    """The rules are not asked again then, and loading that reader would take as long as all the rest."""
    shop = write_mini_shop(tmp_path / "shop")
    (shop / "woosh-split.yaml").write_text(
        "version: 1\nservices:\n  users: {modules: [users], tables: [users]}\n", encoding="utf-8"
    )
    path = shop / "src/users/users.service.ts"
    query = "\nexport const count = (db: import('typeorm').DataSource) => db.query('SELECT COUNT(*) FROM users');\n"
    path.write_text(path.read_text(encoding="utf-8") + query, encoding="utf-8")
    script = (
        "import sys; from woosh_split.__main__ import main\n"
        f"code = main(['check', {str(shop)!r}, '--quiet', '--exit-zero'])\n"
        "print(code, 'sqlglot' in sys.modules, file=sys.stderr)"
    )
    told = []
    for _ in range(2):
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        told.append(result.stderr.strip().splitlines()[-1])
        path.write_text("// a remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert told == ["0 True", "0 False"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("woosh-split ana", ["analyse"]),
        ("woosh-split analyse --form", ["--format"]),
        ("woosh-split analyse --format ma", ["markdown"]),
        ("woosh-split schema ", ["facts", "split", "check", "routes"]),
    ],
)
def test_the_shell_completes_commands_options_and_values(words: str, expected: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import sys; from woosh_split.__main__ import main; sys.exit(main([]))"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {
            "_WOOSH_SPLIT_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
    )
    assert result.stdout.split() == expected


def test_what_stands_before_the_way_out_of_an_interrupt_imports_nothing_that_takes_time() -> None:
    """An interrupt that comes while modules are imported before ``main`` is at work ends with Python's traceback."""
    script = (
        "import sys; before = set(sys.modules); import woosh_split.__main__\n"
        "print(sorted(set(sys.modules) - before))"
    )
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == str(
        ["__future__", "gc", "woosh_split", "woosh_split.__main__", "woosh_split.errors"]
    )
