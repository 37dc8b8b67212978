"""Commands that the docs show can be given: the program knows their options and arguments."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from woosh_split.cli.app import app, with_optional_values

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^ *```(?:sh|bash|console|text)?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^\s*(?:\$ )?(?:[A-Z_]+=\S+ )*woosh-split (.*)", re.MULTILINE)


def shown(page: Path) -> list[str]:
    """Return the commands of a page's blocks, without what follows in the shell; those with parts left out are no commands."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for block in BLOCK.findall(text) for line in LINE.findall(block)]
    commands = [re.split(r" #| \| | \|\| | && | >+ |;", line)[0] for line in lines]
    return [each for each in commands if "..." not in each and "[" not in each]


COMMANDS = sorted({(page.relative_to(ROOT).as_posix(), each) for page in PAGES for each in shown(page)})


def test_the_docs_show_commands() -> None:
    assert len(COMMANDS) > 50


def give(command: Any, words: list[str]) -> None:
    """Parse a command line as the program does, and run nothing."""
    context = command.make_context("woosh-split", words)
    if hasattr(command, "commands"):
        rest = [*context._protected_args, *context.args]
        _, inner, words = command.resolve_command(context, rest)
        give(inner, words)


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_of_the_docs_can_be_given(page: str, line: str) -> None:
    words = with_optional_values(shlex.split(line))
    if not set(words) & {"--help", "--version"}:
        give(get_command(app), words)


def options_of(command: Any) -> set[str]:
    """Return every option of a command and of those below it."""
    found = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    return found.union(*(options_of(each) for each in getattr(command, "commands", {}).values()))


OF_OTHERS = {"--follow", "--help", "--noEmit", "--save-dev", "--unhandled-rejections"}
"""Options of git, node, npm and tsc that a message names."""


def named_in_messages(path: Path) -> set[str]:
    """Return the options that a file's errors and complaints name."""
    told = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and (
            node.func.id.endswith(("Error", "Refusal"))
            or node.func.id in ("Held", "Failed", "Taken", "complain")
        )
    ]
    texts = [
        each.value
        for call in told
        for each in ast.walk(call)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    return {name for text in texts for name in re.findall(r"(?<![\w-])--[a-z][A-Za-z-]+", text)}


def test_a_message_names_only_options_that_are_there() -> None:
    """`verify` told to give one that never was."""
    known = options_of(get_command(app)) | OF_OTHERS
    files = {path: named_in_messages(path) for path in sorted((ROOT / "woosh_split").rglob("*.py"))}
    assert len(set().union(*files.values())) > 50
    wrong = {path.name: names - known for path, names in files.items() if names - known}
    assert wrong == {}
