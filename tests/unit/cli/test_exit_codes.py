"""Every way out of the program has the exit code that the documentation promises."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.__main__ import main
from woosh_split.errors import DatabaseError, InputError, WooshSplitError
from woosh_split.model.facts import Facts
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout


def broken(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the analysis fail with this error."""

    def fail(request: AnalyseRequest) -> Facts:
        raise error

    monkeypatch.setattr("woosh_split.pipeline.analyse.analyse", fail)


@pytest.fixture
def facts_file(tmp_path: Path) -> str:
    path = tmp_path / "facts.json"
    path.write_text(to_json(shop(), Layout()), encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "WOOSH_SPLIT_DEBUG",
        "WOOSH_SPLIT_DATABASE",
        "WOOSH_SPLIT_CACHE_DIR",
        "NO_COLOR",
        "FORCE_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)


def test_done_is_0(facts_file: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "--facts", facts_file]) == 0
    captured = capfd.readouterr()
    assert captured.out.startswith("Monolith shop\n")
    assert captured.err == ""


@pytest.mark.parametrize("kind", [InputError, DatabaseError, WooshSplitError])
def test_what_the_user_can_mend_is_2_and_one_paragraph(
    kind: type[WooshSplitError], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken(kind("this folder is wrong. Give another."), monkeypatch)
    assert main(["analyse", "."]) == 2
    captured = capfd.readouterr()
    assert captured.err == "Error: this folder is wrong. Give another.\n"
    assert captured.out == ""


def test_a_bug_of_ours_is_70_and_says_where_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken(KeyError("module"), monkeypatch)
    assert main(["analyse", "."]) == 70
    err = capfd.readouterr().err
    assert "Traceback" not in err
    assert "KeyError: 'module'" in err
    assert "Please report it" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("by", ["option", "environment"])
@pytest.mark.parametrize(("error", "code"), [(KeyError("x"), 70), (InputError("bad"), 2)])
def test_debug_shows_the_traceback(
    by: str,
    error: Exception,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    broken(error, monkeypatch)
    if by == "environment":
        monkeypatch.setenv("WOOSH_SPLIT_DEBUG", "1")
    assert main(["analyse", ".", *(["--debug"] if by == "option" else [])]) == code
    assert "Traceback (most recent call last)" in capfd.readouterr().err


def test_debug_that_is_switched_off_by_the_environment_is_off(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken(KeyError("x"), monkeypatch)
    monkeypatch.setenv("WOOSH_SPLIT_DEBUG", "0")
    assert main(["analyse", "."]) == 70
    assert "Traceback" not in capfd.readouterr().err


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    broken(KeyboardInterrupt(), monkeypatch)
    assert main(["analyse", "."]) == 130
    assert "Traceback" not in capfd.readouterr().err


def test_a_full_disk_is_2(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    broken(OSError(errno.ENOSPC, "No space left on device"), monkeypatch)
    assert main(["analyse", "."]) == 2
    assert "No space left on device" in capfd.readouterr().err


@pytest.mark.parametrize("flag", ["-DWOOSH", "--nonsense", "--formt"])
def test_a_wrong_option_is_2(flag: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", ".", flag]) == 2
    captured = capfd.readouterr()
    assert captured.err.startswith("Error: No such option")
    assert "See `woosh-split analyse --help`." in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["analys", "."], "Did you mean 'analyse'"),
        (["analyse", "--ouput", "x"], "--output"),
        (["analyse", "--format", "jsn"], "'jsn' is not one of"),
        (["analyse", "--only", "tabels"], "Did you mean tables?"),
        (["analyse", "--jobs", "-1"], "greater than or equal to 0"),
        (["analyse", ".", "."], "unexpected extra argument"),
        (["schema", "fact"], "'fact'"),
        (["plan", "--start", "tomorrow"], "Invalid value for '--start': 'tomorrow' does not match"),
        (["schema"], "Missing argument 'KIND'. Choose from: facts, split, check, routes."),
    ],
)
def test_wrong_usage_is_2_and_points_at_the_right_word(
    arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capfd.readouterr()
    assert message in captured.err
    assert "Value error" not in captured.err
    assert captured.out == ""


def test_no_command_prints_the_help_on_stderr_and_is_2(capfd: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    captured = capfd.readouterr()
    assert captured.err.startswith("Usage: woosh-split")
    assert captured.out == ""


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["analyse", "--help"], ["schema", "-h"]])
def test_help_goes_to_stdout_and_is_0(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    captured = capfd.readouterr()
    assert "Examples:" in captured.out
    assert captured.err == ""


def test_the_version_is_that_of_the_package(capfd: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"woosh-split {version('woosh-split')}\n"


@pytest.mark.parametrize("command", ["analyse", "analyze"])
def test_both_spellings_of_analyse_work(
    command: str, facts_file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--facts", facts_file, "--only", "coverage"]) == 0
    assert "87.5 %" in capfd.readouterr().out


def test_a_password_never_reaches_the_screen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not even through the traceback of a library that quotes the whole URL."""
    url = "mysql://root:p@ss/w0rd@db.example/shop"
    broken(RuntimeError(f"cannot reach {url}"), monkeypatch)
    assert main(["analyse", ".", "--database", url, "--debug"]) == 70
    captured = capfd.readouterr()
    assert "w0rd" not in captured.err + captured.out
    assert "mysql://root:***@db.example/shop" in captured.err


def test_the_password_in_the_environment_is_not_in_the_help(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", "mysql://root:s3cret@db/shop")
    assert main(["analyse", "--help"]) == 0
    assert "s3cret" not in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "page"),
    [
        (["analyse", ".", "--format"], "woosh-split analyse --help"),
        (["database", "sql", "--passwords"], "woosh-split database sql --help"),
        (["--nothing"], "woosh-split --help"),
    ],
)
def test_a_usage_error_names_the_help_of_its_command(
    arguments: list[str], page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert f"See `{page}`." in capsys.readouterr().err


@pytest.mark.parametrize("option", [(), ("--split",), ("--baseline",), ("--output",)])
def test_a_name_that_is_too_long_for_any_file_is_no_bug_of_ours(
    option: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = "d" * 5_000
    (tmp_path / "woosh-split.yaml").write_text("version: 1\nservices: {a: {modules: [m]}}\n")
    assert main(["check", *((str(tmp_path),) if option else ()), *option, name]) == 2
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert told.endswith("ddd... is too long for the name of a file or folder. Give a shorter one.\n")
    assert len(told) < 300
