"""Calls that no call over the wire can stand in for: what is proposed for them is what can be extracted."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import SERVICE, SHOP_SPLIT, changed, write

from woosh_split.__main__ import main
from woosh_split.pipeline.extract import extract
from woosh_split.pipeline.extract_request import ExtractRequest
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import SPLIT_FILE, load_split

USERS = "src/users/users.service.ts"
TYPEORM = (
    "import { Repository } from 'typeorm';",
    "import { EntityManager, QueryRunner, Repository } from 'typeorm';",
)
CALL = "const user = await this.users.findOne(userId);"
READ = """  async findOne(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }
"""


def _proposed(folder: Path, method: str, call: str) -> dict[str, str]:
    """Return the policy that is proposed for each call of the shop whose users' service has a further method."""
    from extractions import SHOP

    files = {
        **SHOP,
        **changed(USERS, TYPEORM, (READ, f"{READ}\n  {method}\n")),
        **changed(SERVICE, TYPEORM, (CALL, f"{CALL}\n    {call}")),
    }
    write(folder, {**files, SPLIT_FILE: f"version: 1\nmonolith: {{root: .}}\n{SHOP_SPLIT}"})
    assert main(["propose", str(folder), "--no-history", "--no-cache", "--quiet"]) == 0
    return {
        each.what: each.policy for each in load_split(folder / SPLIT_FILE).crossings if each.kind == "call"
    }


@pytest.mark.parametrize(
    ("method", "call"),
    [
        ("async named(m: EntityManager) { return m.find(User); }", "await this.users.named(this.orders.manager);"),
        ("async named(r?: QueryRunner) { return (r?.manager ?? this.users.manager).find(User); }", "await this.users.named();"),
        ("async named(m: any) { return m.find(User); }", "await this.users.named(this.orders.manager);"),
        ("async named(o: any) { return o.manager.find(User); }", "await this.users.named({ manager: this.orders.manager });"),
    ],
    ids=["declared", "declared and left out", "untyped", "in an object"],
)  # fmt: skip
def test_a_call_that_only_reads_on_the_callers_connection_is_proposed_to_be_borrowed(
    method: str, call: str, tmp_path: Path
) -> None:
    """So are the other calls of that provider: its code is in this process, or it is not."""
    assert _proposed(tmp_path, method, call) == {
        "UsersService.named": "borrow",
        "UsersService.findOne": "borrow",
    }


@pytest.mark.parametrize(
    ("method", "call", "why"),
    [
        ("shown<T>(rows: T[]): Promise<T[]> { return Promise.resolve(rows); }", "await this.users.shown([1]);", "is generic"),
        ("shown(name: string): string { return name.trim(); }", "this.users.shown('a');", "gives no Promise"),
        ("shown(name: string): string[] | null { return [name]; }", "this.users.shown('a');", "gives no Promise"),
        ("shown(): void {}", "this.users.shown();", "gives no Promise"),
        ("shown(): User { return new User(); }", "this.users.shown();", "gives no Promise"),
    ],
    ids=["generic", "text", "list", "nothing", "row"],
)  # fmt: skip
def test_a_call_of_a_method_that_is_bound_to_its_process_is_proposed_to_be_borrowed_and_the_file_says_why(
    method: str, call: str, why: str, tmp_path: Path
) -> None:
    assert _proposed(tmp_path, method, call) == {
        "UsersService.shown": "borrow",
        "UsersService.findOne": "borrow",
    }
    lines = [line for line in (tmp_path / SPLIT_FILE).read_text("utf-8").splitlines() if ": borrow" in line]
    assert [line.partition("}  # ")[2] for line in lines if "kind: call" in line] == [
        f"UsersService.shown {why}"
    ] * 2


def test_a_call_that_hands_on_plain_values_is_proposed_to_be_remote(tmp_path: Path) -> None:
    method = "async named(id: number) { return this.users.findBy({ id }); }"
    found = _proposed(tmp_path, method, "await this.users.named(1);")
    assert found == {"UsersService.named": "remote", "UsersService.findOne": "remote"}


@pytest.mark.parametrize(
    ("method", "call"),
    [
        (
            "async named(m: EntityManager) { return m.find(User); }",
            "await this.users.named(this.orders.manager);",
        ),
        ("named(name: string): string { return name.trim(); }", "this.users.named('a');"),
    ],
)
def test_what_is_proposed_for_a_call_that_stays_in_its_process_is_not_refused(
    method: str, call: str, tmp_path: Path
) -> None:
    _proposed(tmp_path, method, call)
    path = tmp_path / SPLIT_FILE
    request = ExtractRequest(AnalyseRequest(tmp_path, jobs=1), load_split(path), path, ("sales",))
    (sales,) = extract(request).services
    assert sales.refusals == ()
    assert USERS in {each.path for each in sales.moved} | {path for path, _ in sales.files}
