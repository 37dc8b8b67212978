"""The options reach the pipeline as they were given."""

from __future__ import annotations

from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.__main__ import main
from woosh_split.model.facts import Facts
from woosh_split.pipeline.request import AnalyseRequest


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[AnalyseRequest]:
    seen: list[AnalyseRequest] = []

    def remember(request: AnalyseRequest) -> Facts:
        seen.append(request)
        return shop()

    monkeypatch.setattr("woosh_split.pipeline.analyse.analyse", remember)
    for name in ("WOOSH_SPLIT_DATABASE", "WOOSH_SPLIT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    return seen


def test_the_defaults_are_the_folder_and_a_cache_in_it(requests: list[AnalyseRequest]) -> None:
    assert main(["analyse", "somewhere"]) == 0
    (request,) = requests
    assert request.root == Path("somewhere")
    assert request.cache_dir == Path("somewhere/.woosh_split_cache")
    assert (request.project, request.dumps, request.clients, request.database, request.jobs) == (
        None,
        (),
        (),
        None,
        0,
    )


def test_every_option_arrives(requests: list[AnalyseRequest]) -> None:
    line = "analyse . --project api --dump a.sql --dump b.sql --client app --database mysql://u:p@h/d --cache-dir c -j 2"
    assert main(line.split()) == 0
    (request,) = requests
    assert request.project == "api"
    assert request.dumps == ("a.sql", "b.sql")
    assert request.clients == ("app",)
    assert request.database == "mysql://u:p@h/d"
    assert request.cache_dir == Path("c")
    assert request.jobs == 2


def test_no_cache_wins_over_a_cache_folder(requests: list[AnalyseRequest]) -> None:
    assert main(["analyse", ".", "--no-cache", "--cache-dir", "c"]) == 0
    assert requests[0].cache_dir is None


def test_the_environment_fills_what_is_not_given(
    requests: list[AnalyseRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", "mysql://u:p@h/d")
    monkeypatch.setenv("WOOSH_SPLIT_CACHE_DIR", "elsewhere")
    assert main(["analyse", "."]) == 0
    assert requests[0].database == "mysql://u:p@h/d"
    assert requests[0].cache_dir == Path("elsewhere")


def test_a_file_result_is_announced_on_stderr_unless_quiet(
    requests: list[AnalyseRequest], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.json"
    assert main(["analyse", "examples/woosh", "-f", "json", "-o", str(path)]) == 0
    assert capfd.readouterr() == ("", f"Wrote {path}.\n")
    assert main(["analyse", "examples/woosh", "-f", "json", "-o", str(path), "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_dash_is_stdout(requests: list[AnalyseRequest], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", ".", "-f", "json", "-o", "-"]) == 0
    assert capfd.readouterr().out.startswith("{\n")


def test_a_destination_that_cannot_work_is_told_before_the_work(
    requests: list[AnalyseRequest], tmp_path: Path
) -> None:
    assert main(["analyse", ".", "-o", str(tmp_path)]) == 2
    assert requests == []
