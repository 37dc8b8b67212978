"""``woosh-split report``: where it writes, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shop_facts import shop

from woosh_split.__main__ import main
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout

SPLIT = "version: 1\nservices:\n  sales: {modules: [orders, stock], tables: [orders, stock]}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the facts of the shop."""
    (tmp_path / "facts.json").write_text(to_json(shop(), Layout()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_goes_to_a_file_of_its_own(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", ".", "--facts", "facts.json"]) == 0
    assert (folder / "woosh-split-report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "Wrote woosh-split-report.html. Open it in a browser." in printed.err


def test_a_dash_is_stdout(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", ".", "--facts", "facts.json", "--output", "-"]) == 0
    assert capfd.readouterr().out.startswith("<!doctype html>")
    assert not (folder / "woosh-split-report.html").exists()


@pytest.mark.parametrize(("name", "start"), [("mermaid", "flowchart"), ("dot", "digraph"), ("json", "{")])
def test_the_other_formats_go_to_stdout(
    folder: Path, capfd: pytest.CaptureFixture[str], name: str, start: str
) -> None:
    (folder / "woosh-split.yaml").write_text(SPLIT)
    assert main(["report", ".", "--facts", "facts.json", "--format", name]) == 0
    assert capfd.readouterr().out.startswith(start)


def test_the_split_file_is_found_and_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "woosh-split.yaml").write_text(SPLIT)
    assert main(["report", ".", "--facts", "facts.json", "--format", "json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert [card["name"] for card in document["cards"] if card["kind"] == "service"] == ["sales"]
    assert document["prices"][0]["service"] == "*"
    assert document["metrics"]["coverage"] > 0


def test_a_split_file_that_names_what_is_gone_is_refused_and_nothing_is_written(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "woosh-split.yaml").write_text(SPLIT.replace("orders, stock], tables", "ordres], tables"))
    assert main(["report", ".", "--facts", "facts.json"]) == 2
    assert "Did you mean orders?" in capfd.readouterr().err
    assert not (folder / "woosh-split-report.html").exists()


def test_a_folder_that_does_not_exist_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "nowhere"]) == 2
    assert "nowhere does not exist" in capfd.readouterr().err
