"""The command observe as a user meets it: reports, exit codes, messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from split_folder import write_shop

from woosh_split.__main__ import main

LOG = """\
mariadbd, Version: 10.11.6-MariaDB. started with:
Tcp port: 3306  Unix socket: /run/s
Time\t\t    Id Command\tArgument
261128 10:19:57\t     3 Connect\tapp@localhost on shop using Socket
\t\t     3 Query\tSELECT email FROM users WHERE id = 77001
\t\t     3 Query\tUPDATE orders SET total = 5 WHERE id = 1
\t\t     3 Query\tTRUNCATE TABLE order_tags
\t\t     3 Query\tSELECT * FROM orders USE INDEX (PRIMARY)
\t\t     3 Query\tINSERT INTO audit (note) VALUES ('top secret')
\t\t     3 Query\tSELECT * FROM gone
\t\t     3 Query\tSELEKT 1
\t\t     4 Connect\tsupply@localhost on supply using Socket
\t\t     4 Query\tSELECT * FROM stock
\t\t     4 Query\tDELETE FROM users
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "140")
    (write_shop(tmp_path) / "general.log").write_text(LOG)
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    facts = () if "--no-facts" in arguments else ("--facts", str(folder / "facts.json"))
    return main(["observe", str(folder), *facts, *arguments])


def log(folder: Path) -> tuple[str, str]:
    return "--general-log", str(folder / "general.log")


def test_the_report_tells_what_ran_and_what_the_code_does_not_explain(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, *log(folder)) == 0
    told = capsys.readouterr().out
    titles = [line.split(" (")[0] for line in told.splitlines() if line[:1].isalpha()]
    assert titles == [
        "What really ran: 9 runs of 9 statements by 2 users, 6 tables touched in shop", "Foreign tables", "Not in the facts",
        "Tables that the facts do not know", "Confirmed", "Never seen", "What a view would refuse", "Could not be read",
    ]  # fmt: skip
    assert "general-log general.log: 11 entries, 9 statements, 261128 10:19:57 to 261128 10:19:57" in told
    assert "supply  users       accounts" in told
    assert "SELEKT" in told
    assert "index hint" in told
    assert not [value for value in ("77001", "top secret") if value in told]


def test_json_and_markdown_hold_everything_and_are_the_same_each_time(folder: Path) -> None:
    texts = []
    for number in range(2):
        place = folder / f"{number}.json"
        assert run(folder, *log(folder), "--format", "json", "--output", str(place)) == 0
        texts.append(place.read_bytes())
    assert texts[0] == texts[1]
    document = json.loads(texts[0])
    assert {(each["user"], each["table"], each["verdict"]) for each in document["accesses"]} >= {
        ("app", "users", "confirmed"),
        ("app", "gone", "unknown-table"),
        ("supply", "users", "added"),
    }
    assert {
        (each["user"], each["service"], each["owner"])
        for each in document["foreign"]
        if each["user"] == "supply"
    } == {("supply", "supply", "accounts")}
    markdown = folder / "told.md"
    assert run(folder, "--observed", str(folder / "0.json"), "-f", "markdown", "-o", str(markdown)) == 0
    assert "| supply | users | accounts | delete | 1 | DELETE FROM users |" in markdown.read_text()


def test_replaying_the_grants_names_what_would_be_denied_and_leaves_with_1(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, *log(folder), "--replay-grants", "03-supply", "--schema", "shop") == 1
    told = capsys.readouterr().out
    assert "After 03-supply (ordering, supply out), of 9 statements that ran (9 runs)" in told
    assert "ordering, 1 run as app: no INSERT on audit" in told
    assert "src/orders/orders.service.ts:12" in told
    assert "supply, 1 run as supply: no DELETE on users" in told
    assert run(folder, *log(folder), "--replay-grants", "03-supply", "-f", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["phase"], document["unread"]) == (1, "03-supply", 1)
    assert run(folder, *log(folder), "--replay-grants", "03-supply", "-f", "markdown") == 1
    assert "| supply | supply | 1 | yes | DELETE on users |" in capsys.readouterr().out
    (folder / "general.log").write_text("\n".join(LOG.splitlines()[:5]) + "\n")
    assert run(folder, *log(folder), "--replay-grants", "03-supply") == 0


BAD = [
    ((), "There is nothing to read"),
    (("--general-log", "gone.log"), "There is no log gone.log"),
    (("--slow-log", "."), "is a folder"),
    (("--observed", "gone.json"), "gone.json cannot be read"),
    (("--general-log", "LOG", "--replay-grants", "02-orderin"), "Did you mean 02-ordering?"),
    (("--general-log", "LOG", "--no-facts", "--replay-grants", "02-ordering"), "leave out --no-facts"),
    (("--database", "postgres://localhost/x"), "only MySQL and MariaDB are read"),
    (("--general-log", "LOG", "--digests-of", "app"), "give that, too"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_leaves_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(folder / "general.log") if each == "LOG" else each for each in arguments]
    assert run(folder, *given) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "no log\n", "\n".join(LOG.splitlines()[:3]) + "\n"])
@pytest.mark.parametrize("more", [(), ("--replay-grants", "03-supply"), ("--no-facts",)])
def test_a_log_in_which_nothing_ran_says_nothing_and_leaves_with_2(
    folder: Path, capsys: pytest.CaptureFixture[str], content: str, more: tuple[str, ...]
) -> None:
    """No statement would be denied, and every access be never seen."""
    (folder / "general.log").write_text(content)
    assert run(folder, *log(folder), *more) == 2
    told = capsys.readouterr()
    assert "Nothing was observed: no statement was found in general.log (general-log" in told.err
    assert not told.out


def test_a_log_in_which_nothing_ran_is_named_beside_one_in_which_something_did(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.log").write_text("")
    assert run(folder, *log(folder), "--general-log", str(folder / "empty.log")) == 0
    assert "nothing in it looks like an entry" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"version": 1}', '{"version": 2}', '{"version": 1, "schema": null, "sources": [7]}']
)
def test_a_file_that_is_no_observation_is_refused(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.json").write_text(text)
    assert run(folder, "--observed", str(folder / "bad.json")) == 2
    assert "observe" in capsys.readouterr().err
