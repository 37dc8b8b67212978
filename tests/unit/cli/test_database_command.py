"""The commands database plan and sql as a user meets them: exit codes, files, messages."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from database_shop import DUMP
from small_monolith import MAIN, PACKAGE
from split_folder import write_shop

from woosh_split.__main__ import main
from woosh_split.sources.files import MANIFEST_FILE

FILES = {
    f"{phase}.{way}.sql"
    for phase in ("02-ordering", "03-supply", "04-accounts", "05-cleanup")
    for way in ("forward", "back")
} | {"plan.md", MANIFEST_FILE, "woosh-split.base", ".woosh-split-generated"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_shop(tmp_path)


def run(folder: Path, command: str, *arguments: str) -> int:
    return main(["database", command, str(folder), "--facts", str(folder / "facts.json"), *arguments])


def test_plan_tells_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "plan", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["schema"]) == (1, "shop")
    assert [phase["id"] for phase in told["phases"]] == [f"0{n}-{name}" for n, name in enumerate(
        ("gateway", "ordering", "supply", "accounts", "cleanup"), start=1)]  # fmt: skip
    assert not (folder / "split").exists()


def test_plan_goes_to_a_file_in_any_format(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = folder / "plan.md"
    assert run(folder, "plan", "--format", "markdown", "--output", str(place)) == 0
    assert place.read_text(encoding="utf-8").startswith("# Database plan\n")
    assert capsys.readouterr().out == ""


def test_routines_are_those_that_the_files_of_a_service_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder / "src" / "stock" / "stock.service.ts"
    place.parent.mkdir(parents=True)
    place.write_text("await this.db.query('CALL Close_Day(?)', [id]); // not close_days", encoding="utf-8")
    assert run(folder, "plan", "--format", "json") == 0
    parts = {
        part["service"]: part
        for phase in json.loads(capsys.readouterr().out)["phases"]
        for part in phase["services"]
    }
    assert [routine["name"] for routine in parts["supply"]["routines"]] == ["close_day", "total_of"]
    assert parts["ordering"]["routines"] == []


def test_sql_writes_beside_the_split_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "sql") == 0
    written = folder / "split" / "database"
    assert {each.name for each in written.iterdir()} == FILES
    said = capsys.readouterr()
    assert said.out == ""
    assert "9 created" in said.err
    assert "locked until they have passwords" in said.err
    assert run(folder, "sql") == 0
    assert "9 unchanged" in capsys.readouterr().err


def test_what_sql_wrote_is_not_read_as_a_dump(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "package.json").write_text(PACKAGE)
    (folder / "src").mkdir()
    (folder / "src" / "main.ts").write_text(MAIN)
    module = "import { Module } from '@nestjs/common';\n@Module({})\nexport class AppModule {}\n"
    (folder / "src" / "app.module.ts").write_text(module)
    arguments = ["analyse", str(folder), "--format", "json", "--quiet", "--no-cache"]
    assert main(arguments) == 0
    before = capsys.readouterr().out
    assert run(folder, "sql", "--quiet") == 0
    capsys.readouterr()
    assert main(arguments) == 0
    assert capsys.readouterr().out == before


def test_a_dry_run_lists_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "sql", "--dry-run", "--passwords", str(folder / "p.json")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert all(line.startswith("  created ") for line in lines[1:])
    assert not (folder / "split").exists()
    assert not (folder / "p.json").exists()


def test_stdout_prints_one_phase(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "sql", "--stdout", "03-supply") == 0
    forward = capsys.readouterr().out
    assert run(folder, "sql", "--stdout", "03-supply", "--back") == 0
    back = capsys.readouterr().out
    assert "CREATE USER IF NOT EXISTS `supply`" in forward
    assert "DROP USER IF EXISTS `supply`" in back
    assert run(folder, "sql", "--quiet") == 0
    assert (folder / "split/database/03-supply.forward.sql").read_text(encoding="utf-8") == forward


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--stdout", "03-suply"), "Did you mean 03-supply?"),
        (("--stdout", "zzz"), "There are 02-ordering"),
        (("--stdout", "01-gateway"), "does nothing to the database"),
        (("--back",), "--back belongs to --stdout"),
        (("--stdout", "03-supply", "--output", "x"), "writes nothing"),
        (("--stdout", "03-supply", "--passwords", "x"), "writes nothing"),
        (("--server", "oracle"), "oracle"),
        (("--output", "{folder}/schema.sql"), "is a file"),
        (("--passwords", "{folder}/split/database/p.json"), "made to be committed"),
        (("--passwords", "{folder}/missing/p.json"), "does not exist"),
        (("--split", "{folder}/none.yaml"), "none.yaml"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_paragraph(
    arguments: tuple[str, ...], words: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "sql", *(each.format(folder=folder) for each in arguments)) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_the_schema_must_be_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "schema.sql").write_text(DUMP.replace("-- Host", "-- host"), encoding="utf-8")
    assert run(folder, "plan") == 2
    assert "Give it with --schema NAME" in capsys.readouterr().err
    assert run(folder, "plan", "--schema", "store") == 0
    assert "moved out of store" in capsys.readouterr().out
    (folder / "schema.sql").write_text("USE a;\nUSE b;\n", encoding="utf-8")
    assert run(folder, "plan") == 2
    assert "name several: a, b" in capsys.readouterr().err


def test_a_service_without_a_phase_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "woosh-split.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    document["phases"] = [each for each in document["phases"] if each["id"] != "03-supply"]
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    assert run(folder, "plan") == 2
    assert "no phase for supply" in capsys.readouterr().err


def test_without_phases_they_are_those_that_propose_would_write(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "woosh-split.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    del document["phases"]
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    assert run(folder, "sql", "--quiet") == 0
    assert len(list((folder / "split/database").glob("*.sql"))) == 8


def test_what_people_changed_is_merged_or_left_to_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "sql", "--quiet") == 0
    edited = folder / "split/database/03-supply.forward.sql"
    generated = edited.read_text(encoding="utf-8")
    edited.write_text(f"{generated}-- mine\n", encoding="utf-8")
    assert run(folder, "sql", "--user-host", "localhost", "--quiet") == 0
    merged = edited.read_text(encoding="utf-8")
    assert merged.endswith("-- mine\n")
    assert "`supply`@`localhost`" in merged
    edited.write_text(generated.replace("`%`", "`10.0.0.1`"), encoding="utf-8")
    assert run(folder, "sql", "--user-host", "10.0.0.2", "--passwords", str(folder / "p.json")) == 1
    assert "Resolve the conflicts" in capsys.readouterr().err
    assert not (folder / "p.json").exists()


def test_a_folder_of_other_files_is_not_taken_over_unasked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "plan.md").write_text("mine\n", encoding="utf-8")
    assert run(folder, "sql", "--output", str(other)) == 2
    assert "--force" in capsys.readouterr().err
    assert (other / "plan.md").read_text(encoding="utf-8") == "mine\n"


def test_check_tells_whether_the_files_are_current(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "sql", "--check") == 1
    assert not (folder / "split").exists()
    assert run(folder, "sql", "--quiet") == 0
    assert run(folder, "sql", "--check") == 0
    assert run(folder, "sql", "--check", "--plain-grants", "--passwords", str(folder / "p.json")) == 1
    assert "updated" in capsys.readouterr().out
    assert not (folder / "p.json").exists()


def test_files_of_phases_that_are_gone_go_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "sql", "--quiet") == 0
    path = folder / "woosh-split.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("03-supply", "03-stock"), encoding="utf-8")
    assert run(folder, "sql") == 0
    assert "2 deleted" in capsys.readouterr().err


def test_passwords_are_handed_out_through_files_that_only_their_owner_may_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_PASSWORD_SUPPLY", "from the 'environment'")
    file = folder / "p.json"
    assert run(folder, "sql", "--passwords", str(file)) == 0
    passwords = json.loads(file.read_text(encoding="utf-8"))
    beside = folder / "p.json.sql"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, beside)] == [0o600, 0o600]
    assert list(passwords) == ["accounts", "monolith", "ordering", "supply"]
    assert passwords["supply"] == "from the 'environment'"
    sql = beside.read_text(encoding="utf-8")
    assert "ALTER USER `supply`@`%` IDENTIFIED BY 'from the ''environment''' ACCOUNT UNLOCK;" in sql
    said = capsys.readouterr()
    reviewed = "".join(each.read_text(encoding="utf-8") for each in (folder / "split/database").iterdir())
    for password in passwords.values():
        assert password not in said.out + said.err + reviewed
    first = file.read_bytes()
    assert run(folder, "sql", "--passwords", str(file)) == 0
    assert file.read_bytes() == first


def test_a_password_file_that_others_may_read_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "p.json"
    file.write_text("{}", encoding="utf-8")
    file.chmod(0o644)
    assert run(folder, "sql", "--passwords", str(file)) == 2
    assert "chmod 600" in capsys.readouterr().err


def test_the_group_says_what_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database"]) == 2
    assert main(["database", "pla"]) == 2
    assert "plan" in capsys.readouterr().err


def test_apply_keeps_no_passwords_where_they_would_be_committed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`database sql` refused it, and `apply` wrote them; no server is asked before."""
    (folder / "split" / "database").mkdir(parents=True)
    file = folder / "split" / "database" / "p.json"
    away = ["--database", "mysql://nobody@127.0.0.1:1/shop", "--facts", str(folder / "facts.json")]
    assert (
        main(["apply", "02-ordering", "--path", str(folder), *away, "--passwords", str(file), "--yes"]) == 2
    )
    assert "which is made to be committed" in capsys.readouterr().err
    assert not file.exists()


def test_a_script_is_told_what_was_written_and_where_the_passwords_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*more: str) -> tuple[int, dict[str, Any]]:
        code = run(folder, "sql", "--format", "json", *more)
        return code, json.loads(capsys.readouterr().out)

    code, document = told("--check")
    assert (code, document["current"], document["written"], document["passwords"]) == (1, False, False, None)
    secrets = folder.parent / "secrets.json"
    code, document = told("--passwords", str(secrets))
    assert (code, document["written"], document["target"]) == (0, True, str(folder / "split" / "database"))
    assert document["passwords"] == {"file": str(secrets), "script": f"{secrets}.sql"}
    assert {each["path"] for each in document["files"]} == FILES - {
        MANIFEST_FILE, "woosh-split.base", ".woosh-split-generated",
    }  # fmt: skip
    assert told("--check")[0] == 0
    assert run(folder, "sql", "--format", "json", "--stdout", "02-ordering") == 2


@pytest.mark.parametrize("url", ["mysql://h", "nonsense", "postgres://h/shop"])
def test_how_a_url_is_written_is_told_whole(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What masks passwords made `user:***@host` of the example."""
    (tmp_path / "package.json").write_text(PACKAGE, encoding="utf-8")
    (tmp_path / "main.ts").write_text(MAIN, encoding="utf-8")
    assert main(["analyse", str(tmp_path), "--no-cache", "--database", url]) == 2
    told = capsys.readouterr().err
    assert "mysql://user@host:3306/database, with `:password` behind the user" in told
    assert "***" not in told


def test_a_server_that_is_named_beside_a_facts_file_is_not_passed_over_in_silence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "plan", "--database", "mysql://nobody@nowhere.invalid/shop") == 0
    assert "no server is read" in capsys.readouterr().err
    assert run(folder, "plan", "--database", "mysql://nobody@nowhere.invalid/shop", "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_options_of_a_reading_beside_a_facts_file_are_not_passed_over_in_silence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    idle = ("--dump", "other.sql", "--project", "api")
    assert run(folder, "plan", *idle) == 0
    assert "--project and --dump have no effect" in capsys.readouterr().err
    assert run(folder, "plan", *idle, "--quiet") == 0
    assert capsys.readouterr().err == ""
    assert run(folder, "plan") == 0, "what the split file says of them is no option"
    assert "effect" not in capsys.readouterr().err
