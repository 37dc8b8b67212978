"""What is read without typer is read as typer reads it, and everything else is left to typer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_shop import write_mini_shop

from woosh_split.cli import app, check_once, shortcut
from woosh_split.cli.commands import check as command
from woosh_split.cli.workspace import Reading

Asked = tuple[Reading, check_once.Wanted]

WORDS = st.one_of(
    st.sampled_from([*shortcut._FLAGS, "--format=text", "--format=nonsense", "--output", "--", "-"]),
    st.sampled_from(["examples", ".", "", "--no-cache", "--watch", "-h", "--debug", "--changed"]),
)
FORMAT = st.sampled_from(["--format", "-f"]).flatmap(
    lambda name: st.sampled_from([*shortcut._FORMATS, "jsn", ""]).map(lambda value: [name, value])
)
ARGUMENTS = st.lists(WORDS.map(lambda word: [word]) | FORMAT, max_size=5).map(
    lambda parts: [word for part in parts for word in part]
)


def by_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> Asked | None:
    """Return what typer makes of the arguments, None where it refuses them or does something else."""
    asked: list[Asked] = []

    def note(reading: Reading, wanted: check_once.Wanted) -> int:
        asked.append((reading, wanted))
        return 0

    monkeypatch.setattr(command, "run", note)
    code = app.run(["check", *arguments])
    return asked[0] if code == 0 and asked else None


@given(ARGUMENTS)
@settings(max_examples=200, deadline=None)
def test_typer_reads_it_in_the_same_way(arguments: list[str]) -> None:
    if "--watch" in arguments:
        assert shortcut.read(arguments) is None
        return
    with pytest.MonkeyPatch.context() as monkeypatch:
        found = shortcut.read(arguments)
        if found is not None:
            assert found == by_typer(arguments, monkeypatch)


@pytest.mark.parametrize("github", ["true", ""])
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["."],
        ["-q", ".", "--exit-zero"],
        ["--format", "sarif"],
        ["examples", "-f", "json", "--show-known", "--statistics", "--allow-stale", "--no-baseline"],
        ["--format=github", "--fail-on-unresolved"],
    ],
)
def test_the_usual_forms_need_no_typer(
    arguments: list[str], github: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", github)
    found = shortcut.read(arguments)
    assert found is not None
    assert found == by_typer(arguments, monkeypatch)


@pytest.mark.parametrize(
    "arguments",
    [["--format", "jsn"], ["--format"], ["a", "b"], ["--nonsense"], ["--output", "x"], ["-h"], ["--", "x"]],
)
def test_everything_else_is_left_to_typer(arguments: list[str]) -> None:
    assert shortcut.read(arguments) is None


@pytest.mark.parametrize("arguments", [[], ["analyse"], ["--help"], ["baseline", "show"]])
def test_other_commands_are_left_to_typer(arguments: list[str]) -> None:
    assert shortcut.shortcut(arguments) is None


@pytest.mark.parametrize("name", ["WOOSH_SPLIT_CACHE_DIR", "WOOSH_SPLIT_DEBUG", "_WOOSH_SPLIT_COMPLETE"])
def test_a_variable_that_typer_reads_leaves_it_to_typer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    assert shortcut.shortcut(["check"]) is None


def test_every_format_is_known_in_both_places() -> None:
    assert set(shortcut._FORMATS) == {each.value for each in command.CheckFormat}


def test_an_unchanged_tree_is_answered_without_anything_heavy(tmp_path: Path) -> None:
    shop = write_mini_shop(tmp_path / "shop")
    split = "version: 1\nservices:\n  sales: {modules: [orders], tables: [orders]}\n"
    (shop / "woosh-split.yaml").write_text(split, encoding="utf-8")
    heavy = (
        "typer",
        "pydantic",
        "yaml",
        "rich",
        "tree_sitter",
        "sqlglot",
        "networkx",
        "json5",
        "multiprocessing",
    )
    script = (
        "import sys; from woosh_split.__main__ import main\n"
        "code = main(['check', '--exit-zero', '--quiet'])\n"
        f"print(code, sorted(set({heavy!r}) & set(sys.modules)), 'woosh_split.model.facts' in sys.modules)"
    )
    for expected in (True, False):  # the first run fills the cache
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=shop, capture_output=True, text=True, check=True
        )
        assert ("'tree_sitter'" in done.stdout) is expected
    assert done.stdout.splitlines()[-1] == "0 [] False"
