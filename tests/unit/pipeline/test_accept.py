"""`propose --accept` and `--accept-only`: what a person takes from the proposal, and nothing beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from mini_shop import FILES

from woosh_split.__main__ import main
from woosh_split.split.load import SPLIT_FILE, load_split


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the split file of a small shop."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert propose(tmp_path) == 0
    return tmp_path / SPLIT_FILE


def propose(folder: Path, *more: str) -> int:
    return main(["propose", str(folder), "--no-history", "--no-cache", "--services", "2", *more])


VAN_SALES = Path(__file__).parents[2] / "assets" / "proposals" / "van-sales"


@pytest.fixture
def moved(tmp_path: Path) -> tuple[Path, str, str]:
    """Return the split file of a larger monolith in which a person moved two modules, and their names."""
    shutil.copytree(VAN_SALES, tmp_path / "van-sales")
    path = tmp_path / "van-sales" / SPLIT_FILE
    assert propose_quickly(path.parent) == 0
    text = path.read_text(encoding="utf-8")
    services = load_split(path).services
    names = [each.modules[0] for each in services if len(each.modules) > 1][:2]
    home = next(each for each in services if not {*names} & {*each.modules})
    for name in names:
        text = text.replace(f"      - {name}\n", "", 1)
        first = f"      - {home.modules[0]}\n"
        text = text.replace(first, f"{first}      - {name}  # ours: {name}\n", 1)
    path.write_text(text, encoding="utf-8")
    return path, names[0], names[1]


def propose_quickly(folder: Path, *more: str) -> int:
    options = ("--no-history", "--no-cache", "--quick", "--domain", "field-sales")
    return main(["propose", str(folder), *options, *more])


def test_one_name_is_taken_and_the_rest_stands(
    moved: tuple[Path, str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    path, one, other = moved
    capfd.readouterr()
    assert propose_quickly(path.parent, "--dry-run", "--format", "json") == 0
    found = json.loads(capfd.readouterr().out)["file"]["differences"]
    wanted = {each["item"]: each["proposal"] for each in found if each["kind"] == "module"}
    assert {one, other} <= set(wanted)
    assert propose_quickly(path.parent, "--accept-only", one) == 0
    homes = {module: each.name for each in load_split(path).services for module in each.modules}
    assert homes[one] == wanted[one]
    assert homes[other] != wanted[other]
    text = path.read_text(encoding="utf-8")
    assert f"      - {other}  # ours: {other}\n" in text
    assert propose_quickly(path.parent) == 0
    assert path.read_text(encoding="utf-8") == text
    assert propose_quickly(path.parent, "--accept") == 0
    homes = {module: each.name for each in load_split(path).services for module in each.modules}
    assert homes[other] == wanted[other]


def test_accepting_a_cut_without_the_names_of_the_domain_keeps_the_files_names(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The proposal then calls its services after modules; in the file they are the ones that people named."""
    folder = tmp_path / "van-sales"
    shutil.copytree(VAN_SALES, folder)
    plain = ["propose", str(folder), "--no-history", "--no-cache", "--quick"]
    assert propose_quickly(folder) == 0
    named = {each.name for each in load_split(folder / SPLIT_FILE).services}

    assert main([*plain, "--accept"]) == 0

    split = load_split(folder / SPLIT_FILE)
    assert len(named & {each.name for each in split.services}) > len(named) // 2
    ends = {end for each in split.crossings for end in (each.from_service, each.to_service)}
    assert ends <= {each.name for each in split.services} | {"monolith"}
    capfd.readouterr()
    assert main([*plain, "--dry-run", "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["file"]["differences"] == []


def test_a_name_that_nothing_differs_in_is_refused(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    capfd.readouterr()
    assert propose(file.parent, "--accept-only", "orders") == 2
    assert "--accept-only orders: the file and the proposal do not differ in it" in capfd.readouterr().err
    assert file.read_bytes() == before


def test_only_the_name_that_is_gone_and_named_leaves(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("libraries: []", "libraries: [gone-one, gone-two]  # old"), encoding="utf-8")
    assert propose(file.parent, "--accept-only", "gone-one") == 2
    assert "there is no module gone-two" in capfd.readouterr().err
    assert propose(file.parent, "--accept-only", "gone-one", "--accept-only", "gone-two") == 0
    assert load_split(file).libraries == ()
    assert "# old" in file.read_text(encoding="utf-8")


def test_a_pin_may_say_which_of_two_things_it_means(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    split = load_split(file)
    home = next(service.name for service in split.services if "orders" in service.modules)
    text = file.read_text(encoding="utf-8")
    pinned = text.replace("pins: {}", f"pins:\n  service: {{'module:orders': {home}}}  # stays")
    file.write_text(pinned, encoding="utf-8")
    assert propose(file.parent) == 0
    assert file.read_text(encoding="utf-8") == pinned
    file.write_text(pinned.replace("module:orders", "module:order"), encoding="utf-8")
    assert propose(file.parent) == 2
    assert "pins.service: there is no module order. Did you mean orders?" in capfd.readouterr().err


def test_line_ends_of_another_system_stay(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("      - users\n", "", 1)
    file.write_bytes(text.replace("\n", "\r\n").encode())
    assert propose(file.parent) == 0
    data = file.read_bytes()
    assert b"- users\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
