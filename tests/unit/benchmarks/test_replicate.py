"""The benchmark's tree is large, real, and holds nothing twice."""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from mini_shop import write_mini_shop

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks" / "analyse"))

from measure import CommandFailedError, measure
from replicate import replicate


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    backend = write_mini_shop(tmp_path / "backend")
    assert replicate(backend, tmp_path / "tree", 40) >= 40
    return tmp_path / "tree"


def test_no_two_files_are_alike(tree: Path) -> None:
    files = list(tree.rglob("*.ts"))
    assert len(files) >= 40
    assert len({sha256(path.read_bytes()).digest() for path in files}) == len(files)


def test_every_replica_has_tables_classes_and_routes_of_its_own(tree: Path) -> None:
    text = {path: path.read_text() for path in tree.rglob("*.ts")}
    for pattern in (r"@Entity\('(\w+)'\)", r"export class (\w+)", r"@Controller\('([\w/]+)'\)"):
        found = [name for each in text.values() for name in re.findall(pattern, each)]
        assert len(found) == len(set(found)) > 1


def test_every_relative_import_leads_to_a_file(tree: Path) -> None:
    imports = [
        (path, target)
        for path in tree.rglob("*.ts")
        for target in re.findall(r"from '(\.[^']+)'", path.read_text())
    ]
    assert imports
    for path, target in imports:
        assert (path.parent / f"{target}.ts").resolve().is_file(), (path, target)


def test_cost_counts_the_child_processes(tmp_path: Path) -> None:
    burn = "t = __import__('time').process_time\nwhile t() < 0.3: pass"
    command = [
        sys.executable,
        "-c",
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])",
    ]
    cost = measure(command, folder=tmp_path)
    assert cost.cpu >= 0.3
    assert cost.megabytes > 5


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="left with 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"], folder=tmp_path)
