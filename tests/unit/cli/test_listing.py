"""The help lists every command, and what it says of each is a whole sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from woosh_split.__main__ import main
from woosh_split.cli.app import app
from woosh_split.cli.listing import SECTIONS

PROGRAM: Any = get_command(app)


def test_every_command_stands_under_one_title_of_the_help() -> None:
    listed = [name for section in SECTIONS.values() for name in section]
    visible = {name for name, command in PROGRAM.commands.items() if not command.hidden}
    assert len(listed) == len(set(listed))
    assert set(listed) == visible


@pytest.mark.parametrize("columns", ["60", "80", "200"])
@pytest.mark.parametrize("group", [[], ["database"], ["routes"]])
def test_no_sentence_of_the_list_is_cut_off(
    group: list[str], columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main([*group, "--help"]) == 0
    words = " ".join(capsys.readouterr().out.split()).replace("- ", "-")
    commands = PROGRAM.commands[group[0]].commands if group else PROGRAM.commands
    for name, command in commands.items():
        if not command.hidden:
            first = " ".join(command.help.split("\n\n")[0].split())
            assert f"{name} {first}" in words  # a line may end behind a hyphen


@pytest.mark.parametrize("word", ["wriet", "rendr"])
def test_a_command_of_routes_that_was_typed_wrong_is_no_folder(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["routes", word]) == 2
    assert f"No such command '{word}'. Did you mean" in capsys.readouterr().err
    (tmp_path / word).mkdir()
    assert main(["routes", word]) == 2
    assert "There is no split file" in capsys.readouterr().err
