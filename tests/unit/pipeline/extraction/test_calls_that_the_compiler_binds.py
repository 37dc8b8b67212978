"""Calls that only the compiler knows to be bound to their process: what is proposed for them can be extracted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from extractions import SERVICE, SHOP, SHOP_SPLIT, changed, write
from mini_shop import outside_of_ci

from woosh_split.__main__ import main
from woosh_split.cli.progress import StageProgress
from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile
from woosh_split.pipeline import bound_calls, service_closures
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import SPLIT_FILE, load_split

USERS = "src/users/users.service.ts"
FIRST_CALL = "const user = await this.users.findOne(userId);"
FIRST_METHOD = """  async findOne(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }
"""
SYNC = ("label(id: number) { return labelOf(id); }", "this.users.label(userId);")
HELPER = ("@Injectable()", "const labelOf = (id: number) => `user ${id}`;\n\n@Injectable()")


def _shop(folder: Path, method: str, call: str, crossings: str = "") -> Path:
    """Write the shop whose users' service has a further method that orders call, with a split file."""
    files = {
        **SHOP,
        **changed(USERS, (FIRST_METHOD, f"{FIRST_METHOD}\n  {method}\n"), HELPER),
        **changed(SERVICE, (FIRST_CALL, f"{FIRST_CALL}\n    {call}")),
    }
    return write(folder, {**files, SPLIT_FILE: f"version: 1\nmonolith: {{root: .}}\n{SHOP_SPLIT}{crossings}"})


def _propose(folder: Path, *more: str) -> int:
    return main(["propose", str(folder), "--no-history", "--no-cache", *more])


def _policies(folder: Path) -> dict[str, str]:
    return {
        each.what: each.policy for each in load_split(folder / SPLIT_FILE).crossings if each.kind == "call"
    }


def _refused(folder: Path, *services: str) -> list[str]:
    path = folder / SPLIT_FILE
    request = ExtractRequest(AnalyseRequest(folder, jobs=1), load_split(path), path, services)
    extracted = extract(request).services
    assert [each.service for each in extracted] == list(services)
    return [told for each in extracted for told in each.refusals]


@pytest.mark.parametrize(
    ("method", "call"),
    [
        SYNC,
        ("rows() { return this.users.createQueryBuilder('u'); }", "await this.users.rows().getMany();"),
        ("async each(work: any) { return [work(1)]; }", "await this.users.each((id: number) => id);"),
    ],
    ids=["a result of nobody's words", "a query builder that is inferred", "a function for an any"],
)
def test_a_call_that_the_compiler_binds_is_proposed_to_be_borrowed_and_both_services_are_extracted(
    method: str, call: str, tmp_path: Path
) -> None:
    folder = _shop(tmp_path, method, call)
    assert _propose(folder, "--quiet") == 0
    assert set(_policies(folder).values()) == {"borrow"}
    assert _refused(folder, "sales", "people") == []


def test_the_line_in_the_split_file_says_why(tmp_path: Path) -> None:
    folder = _shop(tmp_path, *SYNC)
    assert _propose(folder, "--quiet") == 0
    text = (folder / SPLIT_FILE).read_text()
    (line,) = [each for each in text.splitlines() if "what: UsersService.label" in each]
    assert "# UsersService.label: its result is string, not a Promise" in line


@pytest.fixture
def uninstalled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the shop as it is before anybody ran `npm install`."""
    monkeypatch.setattr(bound_calls, "open_compiler", service_closures.open_compiler)
    folder = _shop(tmp_path, *SYNC)
    (folder / "node_modules").unlink()
    return folder


def test_without_the_compiler_the_call_is_remote_and_one_paragraph_says_who_could_not_be_asked(
    uninstalled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _propose(uninstalled) == 0
    assert set(_policies(uninstalled).values()) == {"remote"}
    told = capfd.readouterr().err
    assert "could not be asked" in told
    assert f"Run `npm install` in {uninstalled}" in told


def test_a_compiler_that_must_be_asked_and_is_not_there_ends_with_2_and_writes_nothing(
    uninstalled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (uninstalled / SPLIT_FILE).read_bytes()
    assert _propose(uninstalled, "--compiler") == 2
    assert (uninstalled / SPLIT_FILE).read_bytes() == before
    assert capfd.readouterr().err.startswith("Error: The package `typescript` is not installed")


def test_no_compiler_asks_nobody_and_says_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = _shop(tmp_path, *SYNC)
    assert _propose(folder, "--no-compiler") == 0
    assert set(_policies(folder).values()) == {"remote"}
    assert "asked" not in capfd.readouterr().err


def test_the_proposal_of_init_asks_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    outside_of_ci(monkeypatch)
    asked: list[SplitFile] = []

    def bound(request: AnalyseRequest, facts: Facts, split: SplitFile) -> dict[str, str]:
        asked.append(split)
        return bound_calls_of(request, facts, split)

    bound_calls_of = bound_calls.bound_calls
    monkeypatch.setattr(bound_calls, "bound_calls", bound)
    folder = _shop(tmp_path, *SYNC)
    for options, times in ((), 1), (("--no-compiler",), 0), (("--no-propose",), 0):
        (folder / SPLIT_FILE).unlink()
        asked.clear()
        assert main(["init", str(folder), "--no-cache", *options]) == 0
        assert len(asked) == times
        assert "asked" not in capfd.readouterr().err


def test_init_says_who_could_not_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    outside_of_ci(monkeypatch)

    def away(request: AnalyseRequest, facts: Facts, split: SplitFile) -> dict[str, str]:
        raise InputError("The package `typescript` is not installed.")

    monkeypatch.setattr(bound_calls, "bound_calls", away)
    folder = _shop(tmp_path, *SYNC)
    (folder / SPLIT_FILE).unlink()
    assert main(["init", str(folder), "--no-cache", "--compiler"]) == 2
    assert capfd.readouterr().err.startswith("Error: The package `typescript` is not installed")
    assert not (folder / SPLIT_FILE).exists()
    assert main(["init", str(folder), "--no-cache"]) == 0
    assert "could not be asked; `extract` will ask it. The package" in capfd.readouterr().err


CROSSINGS = """crossings:
  - {id: 0a0a0a01, from: sales, to: people, kind: call, what: UsersService.label, policy: remote}  # decided in May
  - {id: 0a0a0a02, from: sales, to: people, kind: call, what: UsersService.findOne, policy: remote}
"""


def test_what_the_file_says_of_such_a_call_stands_until_it_is_accepted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = _shop(tmp_path, *SYNC, CROSSINGS)
    assert _propose(folder, "--format", "json") == 0
    differences = json.loads(capfd.readouterr().out)["file"]["differences"]
    assert [each for each in differences if each["kind"] == "crossing"] == [
        {"item": name, "kind": "crossing", "file": "remote", "proposal": "borrow"}
        for name in ("0a0a0a01", "0a0a0a02")
    ]
    assert _policies(folder) == {"UsersService.label": "remote", "UsersService.findOne": "remote"}

    assert _propose(folder, "--accept-only", "0a0a0a01") == 0
    assert _policies(folder) == {"UsersService.label": "borrow", "UsersService.findOne": "remote"}
    changed_line = CROSSINGS.splitlines()[1].replace("policy: remote", "policy: borrow")
    assert changed_line in (folder / SPLIT_FILE).read_text().splitlines()

    capfd.readouterr()
    assert _propose(folder, "--format", "json") == 0
    differences = json.loads(capfd.readouterr().out)["file"]["differences"]
    assert [each for each in differences if each["kind"] == "crossing"] == [], "its code is there now"


def test_accept_takes_the_borrowing_over_too(tmp_path: Path) -> None:
    folder = _shop(tmp_path, *SYNC, f"{CROSSINGS}pins: {{apart: [[orders, users]]}}\n")
    assert _propose(folder, "--accept", "--quiet") == 0
    assert set(_policies(folder).values()) == {"borrow"}


def test_what_borrowed_code_borrows_comes_along_with_it(tmp_path: Path) -> None:
    """Only once the users' code is in sales does sales call what the users call, and no crossing of sales says so."""
    files = {
        "src/labels/labels.module.ts": """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Label } from './label.entity';
import { LabelsService } from './labels.service';

@Module({ imports: [TypeOrmModule.forFeature([Label])], providers: [LabelsService], exports: [LabelsService] })
export class LabelsModule {}
""",
        "src/labels/label.entity.ts": """import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('labels')
export class Label {
  @PrimaryGeneratedColumn() id: number;

  @Column() text: string;
}
""",
        "src/labels/labels.service.ts": """import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Label } from './label.entity';

const prefix = () => 'user';

@Injectable()
export class LabelsService {
  constructor(@InjectRepository(Label) private readonly labels: Repository<Label>) {}

  of(id: number) {
    void this.labels.save({ text: `${id}` });
    return `${prefix()} ${id}`;
  }
}
""",
        **changed(
            "src/users/users.module.ts",
            ("import { User } from", "import { LabelsModule } from '../labels/labels.module';\nimport { User } from"),
            ("forFeature([User])]", "forFeature([User]), LabelsModule]"),
        ),
        **changed(
            USERS,
            ("import { User } from", "import { LabelsService } from '../labels/labels.service';\nimport { User } from"),
            ("private readonly users: Repository<User>", "private readonly users: Repository<User>,\n    private readonly labels: LabelsService"),
            (FIRST_METHOD, f"{FIRST_METHOD}\n  label(id: number) {{ return this.labels.of(id); }}\n"),
        ),
        **changed(SERVICE, (FIRST_CALL, f"{FIRST_CALL}\n    {SYNC[1]}")),
    }  # fmt: skip
    split = f"{SHOP_SPLIT}  texts: {{modules: [labels]}}\n"
    folder = write(tmp_path, {**SHOP, **files, SPLIT_FILE: f"version: 1\nmonolith: {{root: .}}\n{split}"})
    assert _propose(folder, "--quiet") == 0
    calls = {
        (each.from_service, each.what): each.policy
        for each in load_split(folder / SPLIT_FILE).crossings
        if each.kind == "call"
    }
    assert calls["sales", "UsersService.label"] == "borrow"
    assert calls["people", "LabelsService.of"] == "borrow"
    assert ("sales", "LabelsService.of") not in calls
    assert _refused(folder, "sales", "people", "texts") == []


def test_no_second_bar_is_drawn_while_one_shows_the_proposal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rich refuses a bar inside of another one until its version 14."""
    open_bars: list[StageProgress] = []
    enter, leave = StageProgress.__enter__, StageProgress.__exit__

    def entered(bar: StageProgress) -> StageProgress:
        assert not open_bars
        open_bars.append(bar)
        return enter(bar)

    def left(bar: StageProgress, *error: Any) -> None:
        open_bars.remove(bar)
        leave(bar, *error)

    monkeypatch.setattr(StageProgress, "__enter__", entered)
    monkeypatch.setattr(StageProgress, "__exit__", left)
    assert _propose(_shop(tmp_path, *SYNC)) == 0
