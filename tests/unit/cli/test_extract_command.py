"""The command extract as a user meets it: exit codes, files, messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from extractions import SERVICE, SHOP, SHOP_SPLIT, changed, shared_compiler, write

from woosh_split.__main__ import main
from woosh_split.pipeline import extract, service_closures

METHODS = {
    "src/users/users.service.ts": SHOP["src/users/users.service.ts"].replace(
        "  async findOne", "  size(): number { return 1; }\n\n  async findOne"
    )
}


@pytest.fixture(scope="module", autouse=True)
def compiler() -> Iterator[None]:
    with shared_compiler():
        yield


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, {**SHOP, "woosh-split.yaml": f"version: 1\n{SHOP_SPLIT}"})


def run(folder: Path, *arguments: str) -> int:
    return main(["extract", "--path", str(folder), "--no-cache", "--no-compile", *arguments])


def written(folder: Path) -> dict[str, bytes]:
    """Return all files of the services."""
    base = folder / "split"
    return {p.relative_to(base).as_posix(): p.read_bytes() for p in sorted(base.rglob("*")) if p.is_file()}


def test_all_writes_every_service_what_is_left_and_a_workspace(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "--all") == 0
    told = capsys.readouterr()
    assert "sales · 1 module: orders" in told.out
    assert "Next: npm install and npm run build in" in told.err
    files = written(shop)
    assert {path.split("/")[1] for path in files} >= {"sales", "people", "monolith", "package.json"}
    assert json.loads(files["services/package.json"])["workspaces"] == ["*"]
    assert (
        files[f"services/sales/{SERVICE}"]
        == SHOP[SERVICE].replace("../users/", "../generated/remote/people/users/").encode()
    )


def test_a_dry_run_tells_everything_and_writes_nothing(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path for path in shop.rglob("*") if "node_modules" not in path.parts)
    assert run(shop, "sales", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "stands in" in told
    assert "calls      people: UsersService.findOne" in told
    assert (
        "src/generated/entities/users/user.entity.ts  (read-model for src/users/user.entity.ts, of people)"
        in told
    )
    assert sorted(path for path in shop.rglob("*") if "node_modules" not in path.parts) == before


def test_json_holds_every_edit_with_its_line_and_reason(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "sales", "--dry-run", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    (service,) = document["services"]
    (moved,) = (each for each in service["moved"] if each["path"] == SERVICE)
    assert moved == {
        "path": SERVICE,
        "origin": SERVICE,
        "edits": [{"line": 4, "reason": "stands in for ../users/users.service"}],
    }
    assert "files" in service
    assert service["refusals"] == []


def test_check_says_whether_what_is_there_is_current(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shop, "sales", "--check") == 1
    assert not (shop / "split").exists()
    assert run(shop, "sales", "people") == 0
    assert run(shop, "sales", "people", "--check") == 0
    before = written(shop)
    (shop / SERVICE).write_text(SHOP[SERVICE] + "// later\n", encoding="utf-8")
    assert run(shop, "people", "--check") == 0
    assert run(shop, "sales", "--check") == 1
    assert written(shop) == before


def test_extracting_again_keeps_what_people_changed(shop: Path) -> None:
    assert run(shop, "sales") == 0
    place = shop / "split" / "services" / "sales" / SERVICE
    place.write_text(place.read_text("utf-8").replace("  async place", "  // ours\n  async place"), "utf-8")
    (shop / SERVICE).write_text(SHOP[SERVICE] + "// theirs\n", encoding="utf-8")
    assert run(shop, "sales") == 0
    assert "  // ours\n  async place" in place.read_text("utf-8")
    assert place.read_text("utf-8").endswith("// theirs\n")


def test_the_same_line_changed_on_both_sides_is_a_conflict(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "sales") == 0
    place = shop / "split" / "services" / "sales" / SERVICE
    line = "    return this.orders.save({ userId: user?.id });"
    place.write_text(place.read_text("utf-8").replace(line, line + " // ours"), "utf-8")
    (shop / SERVICE).write_text(SHOP[SERVICE].replace(line, line + " // theirs"), encoding="utf-8")
    capsys.readouterr()
    assert run(shop, "sales") == 1
    assert SERVICE in capsys.readouterr().out
    assert place.read_text("utf-8").count("<<<<<<<") == 1


def test_a_refusal_leaves_with_1_and_writes_nothing_of_that_service(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in METHODS.items():
        (shop / path).write_text(text, encoding="utf-8")
    (shop / SERVICE).write_text(
        changed(SERVICE, ("findOne(userId)", "findOne(this.users.size())"))[SERVICE], encoding="utf-8"
    )
    assert run(shop, "--all") == 1
    told = capsys.readouterr().out
    assert (
        "refused    src/users/users.service.ts:10 UsersService.size: its result is number, not a Promise"
        in told
    )
    assert "Nothing was written for sales" in told
    assert not (shop / "split" / "services" / "sales").exists()
    assert (shop / "split" / "services" / "people" / "src" / "main.ts").is_file()


def test_all_leaves_out_a_service_that_holds_nothing_any_more(shop: Path) -> None:
    """`propose --accept` moves what is in a service and leaves its name; somebody who asks for it is told."""
    file = shop / "woosh-split.yaml"
    text = f"{file.read_text(encoding='utf-8')}  emptied: {{modules: [], tables: []}}\n"
    text += "phases:\n" + "".join(
        f"  - {{id: {e}, services: [{e}]}}\n" for e in ("sales", "people", "emptied")
    )
    file.write_text(text, encoding="utf-8")
    assert run(shop, "--all", "--dry-run") == 0
    assert run(shop, "emptied", "--dry-run") != 0


def test_a_folder_of_somebody_else_is_left_alone(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = shop / "split" / "services" / "sales" / SERVICE
    place.parent.mkdir(parents=True)
    place.write_text("mine\n", encoding="utf-8")
    assert run(shop, "sales") == 2
    assert "--force" in capsys.readouterr().err
    assert written(shop) == {f"services/sales/{SERVICE}": b"mine\n"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["seles"],
            "There is no service seles in the split file. Did you mean sales? It has: sales, people.",
        ),
        (["monolith"], "What is left of the monolith is extracted with --remainder. It has: sales, people."),
        ([], "Name the services to extract, or --all. The split file has: sales, people."),
        (["--remainder", "--through", "02"], "The split file has no phase 02. It has: none."),
        (["sales", "--through", "02"], "give --remainder with it"),
        (["--remainder", "--stage", "slice"], "there is no remainder: leave out --remainder"),
        (["--all", "."], ". is no service: here the monolith's folder is given by --path ."),
        (["--all", "sales"], "leave it out to extract sales alone"),
    ],
)
def test_a_wrong_word_leaves_with_2_and_says_what_there_is(
    shop: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert run(shop, *arguments) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert not (shop / "split").exists()


def test_a_split_file_out_of_step_with_the_code_leaves_with_2(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "woosh-split.yaml").write_text(
        f"version: 1\n{SHOP_SPLIT.replace('modules: [orders]', 'modules: [order]')}", encoding="utf-8"
    )
    assert run(shop, "sales") == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "order" in told
    assert "orders" in told
    assert not (shop / "split").exists()


def test_no_split_file_leaves_with_2(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "woosh-split.yaml").unlink()
    assert run(shop, "sales") == 2
    assert "woosh-split propose" in capsys.readouterr().err


def test_no_packages_leave_with_2_and_say_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The compiler is looked for where the monolith is, not where the tests have theirs."""
    monkeypatch.setattr(extract, "open_compiler", service_closures.open_compiler)
    folder = write(tmp_path, {**SHOP, "woosh-split.yaml": f"version: 1\n{SHOP_SPLIT}"})
    (folder / "node_modules").unlink()
    assert run(folder, "sales") == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "The package `typescript` is not installed" in told
    assert "npm install" in told
    assert not (folder / "split").exists()
