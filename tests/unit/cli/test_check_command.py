"""``woosh-split check``, ``baseline`` and ``rule``: exit codes, selection, baseline, what stands on stdout and stderr."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rule_pages import ORDERS, WRITES, Example

from woosh_split.__main__ import main
from woosh_split.cli.app import with_optional_values
from woosh_split.reports.check.schema import check_schema
from woosh_split.sources.files import MANIFEST_FILE

JOINS = WRITES.replace(
    "  count() {",
    """  list() {
    return this.db.query(`
      SELECT o.id, u.name
      FROM orders o  -- JOIN users is not here
      JOIN users u ON u.id = o.user_id
    `);
  }

  count() {""",
)
BASELINE = "woosh-split.baseline.json"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a shop whose orders write the users' table; this is no CI, and today is always the same day."""
    for name in ("CI", "GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WOOSH_SPLIT_TODAY", "2026-11-28")
    Example({ORDERS: WRITES}).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(shop: Path, capfd: pytest.CaptureFixture[str]):
    """Return what runs a command and returns its exit code, stdout and stderr."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main(list(arguments))
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return run_command


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def committed(folder: Path) -> None:
    (folder / ".gitignore").write_text(".woosh_split_cache\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "first")


# What is found ---------------------------------------------------------------------------------------------


def test_a_violation_is_shown_with_its_line_a_caret_its_owner_and_the_way_out(run) -> None:
    code, out, _ = run("check")
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == (f"{ORDERS}:13:34: WS303 foreign-table-write: orders writes users, which users owns.")
    assert lines[1].endswith("return this.db.query('UPDATE users SET orders = orders + 1');")
    assert lines[2].index("^") == lines[1].index("users SET")
    assert lines[2].count("^") == len("users")
    assert lines[3].startswith("  owner: database/schema.sql:2 (users is declared here; users owns it)")
    assert lines[4].startswith("  fix: Let users write it, or give crossing ")
    assert lines[5].removeprefix("  crossing: ") in lines[4]
    assert lines[-1] == "1 new, 0 known, 0 stale, 0 statements not understood"


def test_a_join_in_a_template_is_found_at_the_line_of_the_join(shop: Path, run) -> None:
    (shop / ORDERS).write_text(JOINS)
    line = JOINS.splitlines().index("      JOIN users u ON u.id = o.user_id") + 1
    code, out, _ = run("check", "--select", "WS302")
    assert code == 1
    assert out.startswith(f"{ORDERS}:{line}:12: WS302 foreign-table-join")


def test_the_json_document_is_what_its_schema_says(shop: Path, run) -> None:
    run("baseline", "write")
    (shop / ORDERS).write_text(JOINS)
    code, out, err = run("check", "--format", "json")
    document = json.loads(out)
    jsonschema.validate(document, json.loads(check_schema()), jsonschema.Draft202012Validator)
    assert code == 1
    assert {(each["code"], each["state"]) for each in document["violations"]} == {
        ("WS302", "new"),
        ("WS303", "known"),
    }
    assert err == "1 new, 1 known, 0 stale, 0 statements not understood\n"


def test_the_schema_is_printed(run) -> None:
    code, out, _ = run("schema", "check")
    assert (code, json.loads(out)["title"]) == (0, "woosh-split check")


def test_a_second_look_at_an_unchanged_tree_says_the_same(run) -> None:
    assert run("check") == run("check") == run("check", "--no-cache")


def test_a_change_of_the_split_file_counts_at_once(shop: Path, run) -> None:
    assert run("check")[0] == 1
    edit(shop / "woosh-split.yaml", "tables: [orders]", "tables: [orders, users]")
    edit(shop / "woosh-split.yaml", "{modules: [users], tables: [users]}", "{modules: [users]}")
    code, out, _ = run("check")
    assert "WS303 foreign-table-write: users writes users" in out
    assert code == 1


def test_colours_are_for_terminals_only(run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("check")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("check")[1]


def test_a_debt_is_legal_until_it_ends(shop: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    crossing = run("check")[1].split("crossing: ")[1][:8]
    with (shop / "woosh-split.yaml").open("a") as file:
        file.write(
            f'crossings:\n  - {{id: "{crossing}", from: orders, to: users, kind: write, what: users, '
            "policy: debt, issue: https://example.com/1, until: 2027-01-31}\n"
        )
    assert run("check")[0] == 0
    monkeypatch.setenv("WOOSH_SPLIT_TODAY", "2027-02-01")
    code, out, _ = run("check")
    assert code == 1
    assert "Its debt ended on 2027-01-31 (https://example.com/1)." in out


# Exit codes ------------------------------------------------------------------------------------------------


def test_exit_zero_reports_and_succeeds(run) -> None:
    code, out, _ = run("check", "--exit-zero")
    assert (code, "WS303" in out) == (0, True)


def test_a_warning_does_not_fail_unless_asked(shop: Path, run) -> None:
    edit(shop / ORDERS, "count() {", "count(table: string) {")
    edit(shop / ORDERS, "'UPDATE users SET orders = orders + 1'", "`SELECT id FROM ${table}`")
    code, out, _ = run("check")
    assert (code, "WS801 unresolved-sql (warning)" in out) == (0, True)
    assert out.endswith("1 new (1 warning), 0 known, 0 stale, 1 statement not understood\n")
    assert run("check", "--fail-on-unresolved")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--select", "WS333"], "Did you mean WS303?"),
        (["--ignore", "WS"], "leave no rule"),
        (["--service", "order"], "Did you mean orders?"),
        (["--split", "none.yaml"], "none.yaml does not exist"),
        (["nowhere"], "nowhere does not exist"),
        (["--changed"], "in no git repository"),
    ],
)
def test_what_cannot_be_checked_is_exit_2(run, arguments: list[str], told: str) -> None:
    code, out, err = run("check", *arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_without_a_split_file_nothing_is_checked(shop: Path, run) -> None:
    (shop / "woosh-split.yaml").unlink()
    code, _, err = run("check")
    assert (code, "woosh-split propose" in err) == (2, True)


def test_without_services_nothing_is_checked(shop: Path, run) -> None:
    (shop / "woosh-split.yaml").write_text("version: 1\n")
    code, _, err = run("check")
    assert (code, "names no service" in err) == (2, True)


def test_a_name_that_is_gone_is_told(shop: Path, run) -> None:
    edit(shop / "woosh-split.yaml", "modules: [orders]", "modules: [order]")
    code, _, err = run("check")
    assert (code, "there is no module order" in err) == (2, True)


def test_a_service_without_modules_is_not_taken_for_clean(shop: Path, run) -> None:
    with (shop / "woosh-split.yaml").open("a") as file:
        file.write("  empty: {tables: []}\n")
    code, _, err = run("check", "--service", "empty")
    assert (code, "no modules" in err) == (2, True)


def test_a_file_that_does_not_parse_is_told_and_the_rest_is_checked(shop: Path, run) -> None:
    edit(shop / "src/users/users.service.ts", "VALUES (1)')", "VALUES (1)'))")
    code, out, _ = run("check")
    assert code == 1
    assert "src/users/users.service.ts:13" in out
    assert "WS802 unparsed-file (warning)" in out
    assert "WS303" in out


def test_a_day_that_is_none_is_refused(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_TODAY", "tomorrow")
    assert run("check")[0] == 2


# Selection -------------------------------------------------------------------------------------------------


def test_rules_and_services_can_be_selected(run) -> None:
    assert run("check", "--select", "WS1")[0] == 0
    assert run("check", "--select", "ws3")[0] == 1
    assert run("check", "--ignore", "WS303")[0] == 0
    assert run("check", "--service", "users")[0] == 0
    assert run("check", "--service", "orders,users")[0] == 1


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["check", "--changed"], ["check", "--changed="]),
        (["check", "--changed", "main"], ["check", "--changed=main"]),
        (["check", "--changed", "--select", "WS3"], ["check", "--changed=", "--select", "WS3"]),
        (["check", "--changed", "."], ["check", "--changed=", "."]),
        (["check", "--changed=x", "."], ["check", "--changed=x", "."]),
    ],
)
def test_the_revision_of_changed_may_be_left_out(given: list[str], read: list[str]) -> None:
    assert with_optional_values(given) == read


def test_only_what_changed_is_judged(shop: Path, run) -> None:
    committed(shop)
    assert run("check", "--changed")[0] == 0
    users = shop / "src/users/users.service.ts"
    edit(users, "INSERT INTO users (id)", "INSERT INTO orders (id)")
    code, out, _ = run("check", "--changed", "HEAD")
    assert code == 1
    assert "users writes orders" in out
    assert "orders writes users" not in out
    assert run("check", "--changed=nowhere")[0] == 2


def test_on_a_branch_what_changed_since_it_left_main_is_judged(shop: Path, run) -> None:
    committed(shop)
    git(shop, "switch", "-q", "-c", "work")
    edit(shop / ORDERS, "count() {", "count2() {")
    git(shop, "commit", "-q", "-a", "-m", "second")
    assert run("check", "--changed")[0] == 1
    assert run("check", "--changed=HEAD")[0] == 0


def test_stale_entries_of_files_that_did_not_change_are_not_judged(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / ORDERS, "UPDATE users SET orders = orders + 1", "SELECT 1")
    committed(shop)
    assert run("check")[0] == 1
    assert run("check", "--changed")[0] == 0
    assert run("check", "--select", "WS1")[0] == 0


def test_a_changed_split_file_concerns_every_file(shop: Path, run) -> None:
    committed(shop)
    with (shop / "woosh-split.yaml").open("a") as file:
        file.write("# a word\n")
    code, _, err = run("check", "--changed")
    assert (code, "every file is checked" in err) == (1, True)


# Baseline --------------------------------------------------------------------------------------------------


def test_baseline_write_says_that_an_entry_of_which_the_time_is_over_knows_nothing(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / BASELINE, '"target"', '"until": "2026-11-27", "target"')
    assert run("check")[0] == 1
    for action in ("write", "prune"):
        code, _, err = run("baseline", action)
        assert code == 0
        assert f"The time of 1 of them is over (the first is WS303 in {ORDERS}, until 2026-11-27)" in err
    edit(shop / BASELINE, "2026-11-27", "2026-11-28")
    assert "is over" not in run("baseline", "write")[2]


def test_after_baseline_write_the_check_is_clean_and_known_ones_are_shown_when_asked(run) -> None:
    assert run("baseline", "write")[0] == 0
    assert run("check")[:2] == (0, "0 new, 1 known, 0 stale, 0 statements not understood\n")
    assert "WS303 foreign-table-write (known)" in run("check", "--show-known")[1]
    assert run("check", "--no-baseline")[0] == 1


def test_a_moved_line_stays_known_and_a_second_write_in_the_method_is_new(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / ORDERS, "  count() {", "  // a word\n\n  count() {\n    const one = 1;")
    assert run("check")[0] == 0
    edit(shop / ORDERS, "const one = 1;", "this.db.query('DELETE FROM users');")
    code, out, _ = run("check")
    assert code == 1
    assert out.endswith("1 new, 1 known, 0 stale, 0 statements not understood\n")


def test_a_repaid_entry_is_stale_until_it_is_pruned(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / ORDERS, "UPDATE users SET orders", "UPDATE orders SET total")
    code, out, _ = run("check")
    assert code == 1
    assert f"{ORDERS}: WS303 orders -> users: users in OrdersService.count" in out
    assert run("check", "--allow-stale")[0] == 0
    assert 'failures="1"' in run("check", "--format", "junit")[1]
    assert "<failure" not in run("check", "--allow-stale", "--format", "junit")[1]
    (shop / BASELINE).rename(shop / "known.json")
    assert "file=known.json," in run("check", "--format", "github", "--baseline", str(shop / "known.json"))[1]
    (shop / "known.json").rename(shop / BASELINE)
    assert run("baseline", "prune")[0] == 0
    assert not (shop / BASELINE).exists()
    assert run("check")[0] == 0


def test_prune_takes_nothing_new_in(shop: Path, run) -> None:
    run("baseline", "write")
    before = (shop / BASELINE).read_bytes()
    (shop / ORDERS).write_text(JOINS)
    assert run("baseline", "prune")[0] == 0
    assert (shop / BASELINE).read_bytes() == before
    assert run("check")[0] == 1


@pytest.mark.parametrize("action", ["write", "prune"])
def test_ci_writes_no_baseline(shop: Path, run, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    monkeypatch.setenv("CI", "true")
    code, _, err = run("baseline", action)
    assert (code, "does not run in CI" in err) == (2, True)
    assert not (shop / BASELINE).exists()
    assert run("baseline", "write", "--force")[0] == 2
    assert not (shop / BASELINE).exists()


def test_services_that_hold_nothing_are_nothing_to_check(shop: Path, run) -> None:
    (shop / "woosh-split.yaml").write_text("version: 1\nservices: {users: {}}\n")
    code, _, err = run("check")
    assert (code, "puts no module and no table into a service" in err) == (2, True)


@pytest.mark.parametrize(
    "above",
    [
        "    const sql = `\n      SELECT o.id\n        FROM orders o\n        JOIN users u ON u.id = o.user_id`;\n"
        "    return this.orders.query(sql);\n",
        "    return this.orders.query(\n      `SELECT o.id FROM orders o\n         JOIN users u ON u.id = o.user_id`,\n"
        "    );\n",
    ],
)
def test_a_comment_above_a_statement_is_about_all_of_its_lines(shop: Path, run, above: str) -> None:
    text = (shop / ORDERS).read_text()
    end = text.rindex("}")
    method = f"\n  async joined() {{\n{above}  }}\n"
    (shop / ORDERS).write_text(text[:end] + method + text[end:])
    assert "WS302" in run("check", "--no-cache")[1]
    comment = "    // woosh-split-ignore-next-line WS302 -- read together until the view is there\n"
    (shop / ORDERS).write_text(text[:end] + method.replace(above, comment + above) + text[end:])
    _, out, _ = run("check", "--no-cache")
    assert "WS302" not in out
    assert "WS901" not in out


def test_an_error_is_json_where_json_was_asked_for(shop: Path, run) -> None:
    (shop / "woosh-split.yaml").write_text("version: 2\n")
    code, out, err = run("check", "--format", "json")
    assert code == 2
    assert "version" in json.loads(out)["error"]["message"]
    assert err.startswith("Error: ")


def test_a_baseline_is_never_written_from_a_part(run) -> None:
    for option in ("--select=WS3", "--service=orders", "--changed"):
        assert run("baseline", "write", option)[0] == 2


def test_a_strict_service_has_no_entries(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / "woosh-split.yaml", "{modules: [orders], ", "{strict: true, modules: [orders], ")
    code, out, _ = run("check")
    assert (code, "WS303" in out) == (1, True)
    code, _, err = run("baseline", "write")
    assert (code, "orders has 1" in err) == (2, True)


def test_an_entry_whose_time_is_over_knows_nothing(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / BASELINE, '"target": "users"', '"target": "users", "reason": "SHOP-1", "until": "2026-11-27"')
    assert run("check")[0] == 1
    edit(shop / BASELINE, "2026-11-27", "2026-11-28")
    assert run("check")[0] == 0
    run("baseline", "write")
    assert '"reason": "SHOP-1", "until": "2026-11-28"' in (shop / BASELINE).read_text()


def test_an_edited_baseline_is_refused_by_every_command(shop: Path, run) -> None:
    run("baseline", "write")
    edit(shop / BASELINE, '"to": "users"', '"to": "stock"')
    for command in (["check"], ["baseline", "write"], ["baseline", "prune"], ["baseline", "show"]):
        code, _, err = run(*command)
        assert (code, "edited by hand" in err) == (2, True)


def test_a_baseline_that_is_not_there_is_not_shown_as_an_empty_one(run) -> None:
    code, out, _ = run("baseline", "show")
    assert code == 0
    assert out.startswith("0 known: there is no ")
    assert f"{BASELINE} (`woosh-split baseline write` writes it)" in out


def test_the_baseline_is_shown(run) -> None:
    run("baseline", "write")
    code, out, _ = run("baseline", "show")
    assert code == 0
    assert out.splitlines() == [
        f"{ORDERS}: WS303 orders -> users: users in OrdersService.count",
        "",
        "orders  WS303  1",
        "1 known",
    ]


def test_growth_is_shown_per_service_and_rule_and_since_main(shop: Path, run) -> None:
    run("baseline", "write")
    committed(shop)
    git(shop, "switch", "-q", "-c", "work")
    (shop / ORDERS).write_text(JOINS)
    _, out, _ = run("check", "--statistics")
    assert "orders   WS302    1         0      +1" in out
    assert "orders   WS303    1         1       0" in out
    run("baseline", "write")
    _, out, _ = run("check")
    assert out == "0 new, 2 known (+1 −0 since main), 0 stale, 0 statements not understood\n"


# Suppressions ----------------------------------------------------------------------------------------------


def test_a_comment_with_a_code_and_a_reason_takes_a_violation_away(shop: Path, run) -> None:
    edit(
        shop / ORDERS,
        "    return this.db.query('UPDATE",
        "    // woosh-split-ignore-next-line WS303 -- SHOP-412\n    return this.db.query('UPDATE",
    )
    assert run("check")[0] == 0


def test_a_comment_before_the_call_covers_its_template(shop: Path, run) -> None:
    (shop / ORDERS).write_text(
        JOINS.replace(
            "    return this.db.query(`",
            "    // woosh-split-ignore-next-line WS302 -- SHOP-412\n    return this.db.query(`",
        )
    )
    assert run("check", "--select", "WS302,WS9")[0] == 0


def test_a_text_that_holds_the_words_suppresses_nothing(shop: Path, run) -> None:
    edit(
        shop / ORDERS,
        "    return this.db.query('UPDATE",
        "    const hint = '// woosh-split-ignore-next-line WS303 -- no';\n    return this.db.query('UPDATE",
    )
    assert run("check")[0] == 1


def test_what_is_wrong_with_a_comment_is_never_known_nor_suppressed(shop: Path, run) -> None:
    edit(
        shop / ORDERS,
        "    return this.db.query('UPDATE",
        "    // woosh-split-ignore-next-line WS901 -- no\n"
        "    // woosh-split-ignore-next-line WS303\n    return this.db.query('UPDATE",
    )
    run("baseline", "write")
    code, out, _ = run("check")
    assert code == 1
    assert out.count("WS903") == 2
    assert "1 known" in out


# Generated files -------------------------------------------------------------------------------------------


def generate(folder: Path, files: dict[str, str], **more: object) -> None:
    """Write generated files, and the manifest beside them."""
    hashes = {}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        hashes[name] = sha256(text.encode()).hexdigest()
    document = {"version": 1, "generated_by": "woosh-split extract", "files": hashes} | more
    (folder / MANIFEST_FILE).write_text(json.dumps(document), encoding="utf-8")


def test_a_generated_file_that_is_edited_or_removed_is_a_violation_with_and_without_a_cache(
    run, shop: Path
) -> None:
    generate(shop / "services", {"compose.yml": "services: {}\n", "src/main.ts": "export {};\n"})
    (shop / "services/.woosh-split-generated").touch()
    assert run("check", "--select", "WS602")[0] == 0
    assert run("check", "--select", "WS602")[0] == 0  # from the cache
    (shop / "services/compose.yml").write_text("services: {x: {}}\n", encoding="utf-8")
    code, out, _ = run("check", "--select", "WS602")
    assert (code, "services/compose.yml:1:1: WS602" in out) == (1, True)
    (shop / "services/src/main.ts").unlink()
    code, out, _ = run("check", "--select", "WS602")
    assert "services/src/main.ts is missing; woosh-split extract generated it." in out
    assert run("check", "--select", "WS602", "--no-cache") == (code, out, "")
    run("baseline", "write")
    assert run("check")[0] == 0


def test_a_manifest_that_cannot_be_read_is_exit_2(run, shop: Path) -> None:
    generate(shop, {"a.txt": "a"}, version=7)
    code, _, err = run("check")
    assert code == 2
    assert "version 7" in err
    (shop / MANIFEST_FILE).write_text("nothing of the sort", encoding="utf-8")
    code, _, err = run("check")
    assert (code, "is no JSON" in err) == (2, True)


def test_a_call_inside_a_transaction_is_shown_with_the_transaction_and_can_be_suppressed(
    run, shop: Path
) -> None:
    text = WRITES.replace(
        "  save() {",
        """  async close() {
    await this.db.transaction(async (manager) => {
      // HERE
      await fetch('https://courier.example');
    });
  }

  save() {""",
    )
    (shop / ORDERS).write_text(text, encoding="utf-8")
    code, out, _ = run("check", "--select", "WS5")
    assert code == 1
    assert f"{ORDERS}:11:13: WS502 network-in-transaction: orders calls fetch" in out
    assert f"  see: {ORDERS}:9 (the transaction of OrdersService.close begins here)" in out
    text = text.replace("// HERE", "// woosh-split-ignore-next-line WS502 -- the courier answers at once")
    (shop / ORDERS).write_text(text, encoding="utf-8")
    assert run("check", "--select", "WS5,WS9")[0] == 0


# Rules -----------------------------------------------------------------------------------------------------


def test_a_rule_is_explained_by_code_and_by_name(run) -> None:
    code, out, _ = run("rule", "ws303")
    assert code == 0
    assert out.startswith("# WS303 foreign-table-write\n")
    assert "## How to resolve it" in out
    assert run("rule", "foreign-table-write") == (0, out, "")


def test_all_rules_are_listed_and_an_unknown_one_is_guessed(run) -> None:
    code, out, _ = run("rule")
    assert code == 0
    assert "WS501" in out
    code, _, err = run("rule", "WS399")
    assert (code, "Did you mean WS3" in err) == (2, True)


def test_a_script_is_told_what_the_baseline_gained_and_lost(shop: Path, run) -> None:
    def told(action: str) -> dict[str, Any]:
        code, out, _ = run("baseline", action, "--format", "json")
        assert code == 0
        return json.loads(out)

    absent = told("show")
    assert (absent["version"], absent["exists"], absent["known"]) == (1, False, 0)
    first = told("write")
    assert first["written"]
    assert first["known"] == len(first["added"]) == len(first["violations"]) > 0
    assert told("write") | {"added": first["added"], "written": True} == first
    assert told("prune")["written"] is False
    assert told("show")["violations"] == first["violations"]

    entry = json.loads((shop / BASELINE).read_text())["violations"][0]
    text = (shop / BASELINE).read_text().replace('"code"', '"until": "2020-01-01", "code"', 1)
    (shop / BASELINE).write_text(text)
    assert told("show")["ended"] == [entry["fingerprint"]]
    (shop / entry["path"]).write_text("")
    repaid = told("prune")
    assert entry["fingerprint"] in {each["fingerprint"] for each in repaid["removed"]}
    assert (repaid["added"], repaid["written"]) == ([], True)


def test_rules_are_named_by_code_by_name_or_by_group(run) -> None:
    """A name was refused, and the refusal asked whether that very name was meant."""
    by_code = run("check", "--no-baseline", "--select", "WS303")
    assert by_code[0] == 1
    assert run("check", "--no-baseline", "--select", "foreign-table-write")[:2] == by_code[:2]
    assert run("check", "--no-baseline", "--select", "Foreign-Table-Write,ws303")[:2] == by_code[:2]
    assert run("check", "--no-baseline", "--select", "WS303", "--ignore", "foreign-table-write")[0] == 2
    refused = run("check", "--select", "foreign-tabel-write")
    assert refused[0] == 2
    assert (
        "--select foreign-tabel-write: there is no such rule. Did you mean foreign-table-write?" in refused[2]
    )
