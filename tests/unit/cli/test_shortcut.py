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
from woosh_split.cli.commands import analyse as analyse_command
from woosh_split.cli.commands import check as command
from woosh_split.cli.workspace import Reading

Asked = tuple[Reading, check_once.Wanted]

WORDS = st.one_of(
    st.sampled_from([*shortcut._FLAGS, "--format=text", "--format=nonsense", "--output", "--", "-"]),
    st.sampled_from(
        ["examples", ".", "", "--no-cache", "--watch", "-h", "--debug", "--changed", "--project=x"]
    ),
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
        ["--no-cache", "--project", "shop-api", "--quiet"],
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


ANALYSE_ARGUMENTS = st.lists(
    st.sampled_from(
        [
            *(["--format", "json"], ["-f", "json"], ["--format=json"], ["--format", "text"], ["-f=json"]),
            *(["--output", "x.json"], ["-o", "-"], ["--output=y.json"], ["-o"], ["--output", "-q"], ["-oz"]),
            *(["examples"], ["."], [""], ["-q"], ["--quiet"], ["--only", "tables"], ["--no-cache"], ["--"]),
            *(["--project", "shop"], ["--project="], ["--project"]),
        ]
    ),
    max_size=5,
).map(lambda parts: [word for part in parts for word in part])


def analyse_by_typer(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[Reading, Path | None] | None:
    asked: list[tuple[Reading, Path | None]] = []

    def note(reading: Reading, output: Path | None) -> int:
        asked.append((reading, output))
        return 0

    monkeypatch.setattr(analyse_command, "run", note)
    monkeypatch.setattr(analyse_command, "facts_of", lambda *_: pytest.fail("not the facts file"))
    code = app.run(["analyse", *arguments])
    return asked[0] if code == 0 and asked else None


@given(ANALYSE_ARGUMENTS)
@settings(max_examples=200, deadline=None)
def test_typer_reads_the_question_for_a_facts_file_in_the_same_way(arguments: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        found = shortcut.read_analyse(arguments)
        if found is not None:
            assert found == analyse_by_typer(arguments, monkeypatch)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "json"],
        [".", "-f", "json", "-q"],
        ["examples", "--format=json", "--output", "facts.json"],
        ["-o", "-", "--format", "json"],
        [".", "--format", "json", "--no-cache", "--project=shop-api"],
    ],
)
def test_a_facts_file_needs_no_typer(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = shortcut.read_analyse(arguments)
    assert found is not None
    assert found == analyse_by_typer(arguments, monkeypatch)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--format", "text"],
        ["--format", "json", "--only", "tables"],
        ["-f", "json", "-o"],
        ["-f", "json", "a", "b"],
    ],
)
def test_any_other_analysis_is_left_to_typer(arguments: list[str]) -> None:
    assert shortcut.read_analyse(arguments) is None


def test_a_database_in_a_variable_leaves_the_analysis_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", "mysql://reader@localhost/shop")
    assert shortcut.shortcut(["analyse", "--format", "json"]) is None


@pytest.mark.parametrize("arguments", [[], ["analyse"], ["--help"], ["baseline", "show"]])
def test_other_commands_are_left_to_typer(arguments: list[str]) -> None:
    assert shortcut.shortcut(arguments) is None


@pytest.mark.parametrize("name", ["WOOSH_SPLIT_CACHE_DIR", "WOOSH_SPLIT_DEBUG", "_WOOSH_SPLIT_COMPLETE"])
def test_a_variable_that_typer_reads_leaves_it_to_typer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "1")
    assert shortcut.shortcut(["check"]) is None


def test_every_format_is_known_in_both_places() -> None:
    assert set(shortcut._FORMATS) == {each.value for each in command.CheckFormat}


HEAVY = (
    "typer",
    "pydantic",
    "yaml",
    "rich",
    "sqlglot",
    "networkx",
    "json5",
    "multiprocessing",
    "ast",
    "_hashlib",
    "tempfile",
)
"""The last three come along with inspect, hashlib and the package around the grammars."""


def loaded_by(arguments: list[str], folder: Path) -> tuple[set[str], str]:
    """Run a command; return which of the heavy packages it took, and what it wrote besides."""
    script = (
        "import sys; from woosh_split.__main__ import main\n"
        f"code = main({arguments!r})\n"
        f"heavy = {(*HEAVY, 'tree_sitter', 'woosh_split.model.facts', 'woosh_split.model.code')!r}\n"
        "print(); print(code, *sorted(set(heavy) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    text, _, last = done.stdout.rstrip("\n").rpartition("\n")
    code, *heavy = last.split()
    assert code == "0"
    return set(heavy), text


def test_an_unchanged_tree_is_answered_without_anything_heavy(tmp_path: Path) -> None:
    shop = write_mini_shop(tmp_path / "shop")
    split = "version: 1\nservices:\n  sales: {modules: [orders], tables: [orders]}\n"
    (shop / "woosh-split.yaml").write_text(split, encoding="utf-8")
    question = ["check", "--exit-zero", "--quiet"]
    assert "tree_sitter" in loaded_by(question, shop)[0]  # the first run fills the cache
    assert loaded_by(question, shop)[0] == set()


@pytest.mark.parametrize("command", ["analyse", "analyze"])
def test_the_facts_file_of_an_unchanged_tree_is_given_without_anything_heavy(
    tmp_path: Path, command: str
) -> None:
    shop = write_mini_shop(tmp_path / "shop")
    question = [command, "--format", "json", "--quiet"]
    assert "tree_sitter" in loaded_by(question, shop)[0]
    assert loaded_by(question, shop)[0] == set()


def test_the_facts_file_on_other_lines_is_given_without_the_vocabulary_of_facts(tmp_path: Path) -> None:
    shop = write_mini_shop(tmp_path / "shop")
    question = ["analyse", "--format", "json", "--quiet"]
    loaded_by(question, shop)
    service = shop / "src/users/users.service.ts"
    service.write_text("// a remark\n" + service.read_text(encoding="utf-8"), encoding="utf-8")
    heavy, text = loaded_by(question, shop)
    assert heavy <= {"tree_sitter", "woosh_split.model.code"}  # the file is read, the facts are not
    assert text == loaded_by([*question, "--no-cache"], shop)[1]
