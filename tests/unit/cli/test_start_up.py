"""The command line answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

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
