"""A foreign join that is planted into the example is found at its line by every format, and by a real pre-commit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from woosh_split.artefacts.ci import ci_files

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "woosh"
SERVICE = "backend/src/notices/notices.service.ts"
NOT_SOURCE = ("node_modules", "dist", ".woosh_split_cache")
SPLIT = """\
version: 1
services:
  order-management:
    modules: [orders, payments]
    tables: [sales_orders, sales_order_items]
  tasks-notices:
    modules: [notices, notice-board, tasks, asset-requests]
    tables: [NoticeBoard, tasks]
"""

PLANTED = """
  async planted(): Promise<unknown> {
    return this.noticeRepository.query(`
      SELECT n.id, COUNT(o.id) AS orders
        FROM NoticeBoard n
        JOIN sales_orders o ON o.id = n.id
       GROUP BY n.id
    `);
  }
}
"""


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as on a person's machine: without the variables of a CI server."""
    unset = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "FORCE_COLOR")
    environment = {key: value for key, value in os.environ.items() if key not in unset} | more
    return subprocess.run(
        [str(Path(sys.executable).with_name("woosh-split")), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the example in it, whose check is clean."""
    repository = tmp_path_factory.mktemp("repository")
    (repository / ".git").mkdir()
    example = repository / "woosh"
    shutil.copytree(EXAMPLE, example, ignore=shutil.ignore_patterns(*NOT_SOURCE))
    if not (example / "woosh-split.yaml").is_file():
        (example / "woosh-split.yaml").write_text(SPLIT, encoding="utf-8")
    if not (example / "woosh-split.baseline.json").is_file():
        done = run(repository, "baseline", "write", "woosh")
        assert done.returncode == 0, done.stderr
    done = run(repository, "check", "woosh")
    assert done.returncode == 0, done.stdout + done.stderr
    return repository


@pytest.fixture(scope="module")
def planted(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Return a copy with the join in it, and the join's line."""
    repository = tmp_path_factory.mktemp("planted") / "repository"
    shutil.copytree(clean, repository)
    service = repository / "woosh" / SERVICE
    text = service.read_bytes().decode("utf-8").rstrip().removesuffix("}").rstrip() + PLANTED
    service.write_bytes(text.encode("utf-8"))
    (line,) = [number for number, row in enumerate(text.split("\n"), 1) if "JOIN sales_orders" in row]
    return repository, line


def _sarif(text: str) -> list[tuple[str, str, int]]:
    return [
        (
            found["ruleId"],
            found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            found["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for found in json.loads(text)["runs"][0]["results"]
    ]


def _gitlab(text: str) -> list[tuple[str, str, int]]:
    return [
        (found["check_name"], found["location"]["path"], found["location"]["lines"]["begin"])
        for found in json.loads(text)
    ]


def _json(text: str) -> list[tuple[str, str, int]]:
    return [
        (found["code"], found["path"], found["line"])
        for found in json.loads(text)["violations"]
        if found["state"] == "new"
    ]


def _github(text: str) -> list[tuple[str, str, int]]:
    found = re.findall(r"^::error file=([^,]+),line=(\d+),.*title=(WS\d+) ", text, re.MULTILINE)
    return [(code, path, int(line)) for path, line, code in found]


def _text(text: str) -> list[tuple[str, str, int]]:
    found = re.findall(r"^(\S+?):(\d+):\d+: (WS\d+)", text, re.MULTILINE)
    return [(code, path, int(line)) for path, line, code in found]


def _junit(text: str) -> list[tuple[str, str, int]]:
    return _text("\n".join(each.text or "" for each in ET.fromstring(text).iter("failure")))


def _checkstyle(text: str) -> list[tuple[str, str, int]]:
    return [
        (error.get("source", "").partition(".")[2], file.get("name", ""), int(error.get("line", "")))
        for file in ET.fromstring(text).iter("file")
        for error in file
    ]


def _markdown(text: str) -> list[tuple[str, str, int]]:
    found = re.findall(r"^\| (WS\d+) [^|]*\| ([^|]+):(\d+) \|", text, re.MULTILINE)
    return [(code, path, int(line)) for code, path, line in found]


FORMATS: dict[str, tuple[str, Callable[[str], list[tuple[str, str, int]]]]] = {
    "text": ("", _text),
    "json": ("", _json),
    "sarif": ("woosh/", _sarif),
    "github": ("woosh/", _github),
    "gitlab": ("woosh/", _gitlab),
    "junit": ("woosh/", _junit),
    "checkstyle": ("woosh/", _checkstyle),
    "markdown": ("woosh/", _markdown),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_planted_join_is_found_at_its_line(name: str, planted: tuple[Path, int]) -> None:
    repository, line = planted
    prefix, read = FORMATS[name]
    done = run(repository, "check", "woosh", "--format", name)
    assert done.returncode == 1, done.stderr
    found = read(done.stdout)
    assert ("WS302", f"{prefix}{SERVICE}", line) in found
    assert {path for _, path, _ in found} == {f"{prefix}{SERVICE}"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_check_is_clean_in_every_format(name: str, clean: Path) -> None:
    done = run(clean, "check", "woosh", "--format", name)
    assert done.returncode == 0, done.stderr
    assert FORMATS[name][1](done.stdout) == []


def test_every_format_is_tried() -> None:
    from woosh_split.reports.check.registry import FORMATS as REGISTERED

    assert set(FORMATS) == set(REGISTERED)


def test_on_github_the_format_is_chosen_by_itself(planted: tuple[Path, int]) -> None:
    repository, line = planted
    done = run(repository, "check", "woosh", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert ("WS302", f"woosh/{SERVICE}", line) in _github(done.stdout)
    assert _text(done.stdout)
    done = run(repository, "check", "woosh", "--format", "text", GITHUB_ACTIONS="true")
    assert "::" not in done.stdout.replace(SERVICE, "")


def test_the_second_run_gives_the_same_bytes_from_the_cache(planted: tuple[Path, int]) -> None:
    repository, _ = planted
    first, second, fresh = (run(repository, "check", "woosh", *more) for more in ((), (), ("--no-cache",)))
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert (fresh.returncode, fresh.stdout) == (second.returncode, second.stdout)


def test_a_real_pre_commit_runs_the_generated_hook(
    planted: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The hook takes this environment's command; everything else in the file is as it was generated."""
    repository = tmp_path_factory.mktemp("hook") / "repository"
    shutil.copytree(planted[0], repository)
    (repository / ".git").rmdir()
    (file,) = ci_files("pre-commit", "woosh")
    document = yaml.safe_load(file.text)
    hook = document["repos"][0]["hooks"][0]
    hook["language"] = "system"
    del hook["additional_dependencies"]
    (repository / file.path).write_text(yaml.safe_dump(document), encoding="utf-8")
    place = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment = {**os.environ, **place, "PRE_COMMIT_HOME": str(repository.parent / "home")}
    for command in (["git", "init", "--quiet"], ["git", "add", "-A"]):
        subprocess.run(command, cwd=repository, check=True, env=environment)
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files"]

    def commit() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=repository, capture_output=True, text=True, check=False, env=environment
        )

    refused = commit()
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "WS302" in refused.stdout
    service = repository / "woosh" / SERVICE
    service.write_bytes((EXAMPLE / SERVICE).read_bytes())
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True, env=environment)
    passed = commit()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout
