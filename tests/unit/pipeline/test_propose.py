"""`woosh-split propose` as its user runs it: what it writes, what it keeps, what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from mini_shop import FILES
from shop_facts import shop

from woosh_split.__main__ import main
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.split.load import SPLIT_FILE, load_split

VAN_SALES = Path(__file__).parents[2] / "assets" / "proposals" / "van-sales"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a monolith of two modules and a root."""
    for name, text in FILES.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shop"


def propose(folder: Path, *more: str) -> int:
    return main(["propose", str(folder), "--no-history", "--no-cache", *more])


def refused(capfd: pytest.CaptureFixture[str]) -> str:
    """Return the one paragraph on stderr; no traceback may be in it."""
    told = capfd.readouterr().err
    assert told.startswith("Error: ")
    assert "Traceback" not in told
    return told


def test_it_writes_a_file_that_every_command_can_read(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert propose(folder) == 0
    split = load_split(folder / SPLIT_FILE)
    assert {module for service in split.services for module in service.modules} == {"orders", "users"}
    assert split.phases[0].id == "01-gateway"
    assert capfd.readouterr().err.startswith("Wrote ")


def test_a_second_run_changes_no_byte(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert propose(folder) == 0
    before = (folder / SPLIT_FILE).read_bytes()
    capfd.readouterr()
    assert propose(folder) == 0
    assert (folder / SPLIT_FILE).read_bytes() == before
    assert "is up to date" in capfd.readouterr().err


def test_a_persons_edit_stands_and_the_difference_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "van-sales"
    shutil.copytree(VAN_SALES, folder)
    path = folder / SPLIT_FILE
    named = ("--domain", "field-sales", "--quick")
    assert propose(folder, *named) == 0
    one, two = load_split(path).services[:2]
    moved, beside = one.modules[0], two.modules[0]
    lines = path.read_text().splitlines(keepends=True)
    lines.remove(f"      - {moved}\n")
    lines.insert(lines.index(f"      - {beside}\n"), f"      - {moved}  # ours\n")
    path.write_text("".join(lines))
    capfd.readouterr()
    assert propose(folder, *named, "--format", "json") == 0
    document = json.loads(capfd.readouterr().out)
    told = {"item": moved, "kind": "module", "file": two.name, "proposal": one.name}
    assert told in document["file"]["differences"]
    assert "# ours" in path.read_text()
    assert moved in load_split(path).services[1].modules
    assert propose(folder, *named, "--accept") == 0
    assert moved in load_split(path).services[0].modules


def test_a_dry_run_a_diff_and_a_what_if_write_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert propose(folder, "--dry-run") == 0
    assert propose(folder, "--diff") == 0
    assert "+services:" in capfd.readouterr().out
    assert not (folder / SPLIT_FILE).exists()
    assert propose(folder) == 0
    before = (folder / SPLIT_FILE).read_bytes()
    target = load_split(folder / SPLIT_FILE).services[0].name
    assert propose(folder, "--what-if", f"move orders->{target}") == 0
    assert (folder / SPLIT_FILE).read_bytes() == before


def test_pins_that_clash_are_refused_with_their_chain(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / SPLIT_FILE).write_text(
        "version: 1\nservices: {a: {}, b: {}}\n"
        "pins:\n  together: [[orders, users]]\n  service: {orders: a, users: b}\n"
    )
    before = (folder / SPLIT_FILE).read_bytes()
    assert propose(folder) == 2
    told = refused(capfd)
    assert "Pins clash" in told
    assert "module orders stays with module users (pins.together[0])" in told
    assert (folder / SPLIT_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version: 1\nservices: {a: {modules: [order]}}\n", "there is no module order. Did you mean orders?"),
        ("version: 1\nservices: {a: {tables: [t]}, b: {tables: [t]}}\n", "it can be in one place only"),
        ("version: 1\npins: {service: {ordrs: a}}\nservices: {a: {}}\n", "Did you mean orders?"),
        ("version: 1\n<<<<<<< HEAD\n", "merge conflict"),
    ],
)
def test_a_split_file_that_is_wrong_is_refused_and_left_alone(
    folder: Path, capfd: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (folder / SPLIT_FILE).write_text(text)
    assert propose(folder) == 2
    assert told in refused(capfd)
    assert (folder / SPLIT_FILE).read_text() == text
    assert [path.name for path in folder.glob("*.part")] == []


def test_what_is_gone_leaves_with_accept(folder: Path) -> None:
    assert propose(folder) == 0
    path = folder / SPLIT_FILE
    path.write_text(path.read_text().replace("      - users\n", "      - users\n      - dissolved\n", 1))
    assert propose(folder) == 2
    assert propose(folder, "--accept") == 0
    assert "dissolved" not in path.read_text()


def test_a_monolith_of_one_module_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = json.loads(to_json(shop(), Layout()))
    document["modules"] = document["modules"][:1]
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(document))
    assert main(["propose", str(tmp_path), "--facts", str(facts)]) == 2
    assert "there is nothing to take apart" in refused(capfd)


def test_a_monolith_without_tables_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = json.loads(to_json(shop(), Layout()))
    document["tables"] = document["accesses"] = []
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(document))
    assert main(["propose", str(tmp_path), "--facts", str(facts)]) == 2
    assert "has no tables" in refused(capfd)


def test_facts_of_another_version_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(json.loads(to_json(shop(), Layout())) | {"schema_version": 99}))
    assert main(["propose", str(tmp_path), "--facts", str(facts)]) == 2
    assert "schema_version is 99" in refused(capfd)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--domain", "field-sale"), "Did you mean field-sales?"),
        (("--domain", "words.yml"), "cannot be read"),
        (("--services", "40"), "Ask for fewer"),
        (("--what-if", "orders to users"), "is no move"),
        (("--what-if", "orders->nowhere"), "there is no service nowhere. There are "),
    ],
)
def test_an_option_that_cannot_be_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], more: tuple[str, ...], told: str
) -> None:
    assert propose(folder, *more) == 2
    assert told in refused(capfd)
    assert not (folder / SPLIT_FILE).exists()


def test_a_folder_that_cannot_be_written_is_told(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("woosh_split.apply.files.replace_file", full)
    assert propose(folder) == 2
    assert "No space left on device. Nothing was changed." in refused(capfd)


def test_a_debt_is_filed_and_dated_when_asked(folder: Path) -> None:
    assert propose(folder, "--services", "2", "--debt-issue", "SHOP-7", "--debt-until", "2999-06-30") == 0
    debts = [each for each in load_split(folder / SPLIT_FILE).crossings if each.policy == "debt"]
    assert all(each.issue == "SHOP-7" and str(each.until) == "2999-06-30" for each in debts)


def test_a_debt_cannot_end_in_the_past(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert propose(folder, "--debt-until", "2020-01-31") == 2
    assert "--debt-until 2020-01-31: that day is over" in refused(capfd)
