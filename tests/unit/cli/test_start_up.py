"""The command line answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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
