"""What logs say, as the servers wrote them; ``tests/assets/logs`` holds MariaDB 10.11's and MySQL 5.7's own output."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.errors import InputError
from woosh_split.model.observation import Seen, SeenUse
from woosh_split.sources.logs import stream
from woosh_split.sources.logs import tally as tally_module
from woosh_split.sources.logs.general import read_general
from woosh_split.sources.logs.read import AUDIT, GENERAL, NOTHING, SLOW, read_logs
from woosh_split.sources.logs.slow import read_slow
from woosh_split.sources.logs.stream import Ran, Tallied
from woosh_split.sources.logs.tally import Tally
from woosh_split.sql.digest import digest_of

ASSETS = Path(__file__).parents[3] / "assets" / "logs"

RAN = [
    ("root", "INSERT INTO users (email, note) VALUES (?, ?)", [("users", "insert", ("email", "note"))]),
    (
        "root",
        "SELECT u.email, o.total FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.email = ?",
        [("orders", "select", ("total", "user_id")), ("users", "select", ("email", "id"))],
    ),
    ("root", "SELECT * FROM users WHERE id = ?", [("users", "select", None)]),
    ("root", "UPDATE users SET email=? WHERE id IN (?)", [("users", "update", ("email",))]),
    ("root", "INSERT INTO orders (user_id,total) VALUES (?,?)", [("orders", "insert", ("total", "user_id"))]),
    ("root", "DELETE FROM users WHERE id=?", [("users", "delete", None)]),
    ("svc", "SELECT * FROM orders", [("orders", "select", None)]),
    ("svc", "TRUNCATE orders", [("orders", "truncate", None)]),
]


def read(kind: str, name: str) -> Seen:
    return read_logs([(kind, str(ASSETS / name))], Tally())


def general(log: str | bytes) -> tuple[list[Ran], Tallied]:
    tallied = Tallied()
    data = log.encode() if isinstance(log, str) else log
    return list(read_general(io.BytesIO(data), "log", tallied)), tallied


def slow(log: str) -> tuple[list[Ran], Tallied]:
    tallied = Tallied()
    return list(read_slow(io.BytesIO(log.encode()), "log", tallied)), tallied


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (GENERAL, "mariadb-general.log"),
        (GENERAL, "mysql57-general.log"),
        (SLOW, "mariadb-slow.log"),
        (SLOW, "mysql57-slow.log"),
    ],
)
def test_every_log_tells_the_same_statements_with_user_schema_and_tables(kind: str, name: str) -> None:
    seen = read(kind, name)

    found = {
        (each.user, each.text): [(use.table, use.operation, use.columns) for use in each.uses]
        for each in seen.statements
        if each.schema == "shop"
    }
    for user, text, uses in RAN:
        assert found[user, text] == uses
    assert [each.problem for each in seen.statements if each.problem] == []
    (source,) = seen.sources
    assert source.unread == 0
    assert source.first is not None


def test_no_value_of_a_statement_is_kept() -> None:
    for kind, name in ((GENERAL, "mariadb-general.log"), (SLOW, "mariadb-slow.log")):
        assert b"secret-pw" in (ASSETS / name).read_bytes()
        told = repr(read(kind, name))
        assert "secret-pw" not in told
        assert "line one" not in told


def test_an_audit_log_tells_tables_behind_views_and_cascades_and_leaves_out_the_servers_own() -> None:
    seen = read(AUDIT, "server-audit.log")

    assert {(user, use.table, use.mode): count for user, use, count in seen.accesses} == {
        ("root", "orders", "read"): 1,
        ("root", "orders", "write"): 2,
        ("root", "users", "read"): 3,
        ("root", "users", "write"): 4,
        ("svc", "orders", "read"): 1,
        ("svc", "orders", "write"): 1,
        ("svc", "users", "read"): 1,
    }


def test_an_audit_log_without_tables_says_how_to_get_them(tmp_path: Path) -> None:
    log = tmp_path / "audit.log"
    log.write_text("20261128 10:19:57,vm,root,localhost,3,0,CONNECT,,,0\nbroken\n")
    (source,) = read_logs([(AUDIT, str(log))], Tally()).sources
    assert "server_audit_events" in source.notes[0]
    assert source.unread == 1


def test_names_with_commas_and_syslog_prefixes_are_read(tmp_path: Path) -> None:
    log = tmp_path / "audit.log"
    log.write_text("Nov 28 vm mysql-server_auditing: vm,a,localhost,3,9,WRITE,shop,odd,name,\n")
    seen = read_logs([(AUDIT, str(log))], Tally())
    assert [(user, use.table) for user, use, _ in seen.accesses] == [("a", "odd,name")]


MYSQL = "2026-11-28T10:19:57.182497Z\t"
MARIADB = "\t\t"


@pytest.mark.parametrize("lead", [MARIADB, MYSQL])
def test_statements_belong_to_the_user_and_schema_of_their_connection(lead: str) -> None:
    ran, tallied = general(
        f"{lead}    1 Connect\ta@h on shop using TCP/IP\n"
        f"{lead}    2 Connect\tb@10.0.0.1 on  using SSL/TLS\n"
        f"{lead}    1 Query\tSELECT 1\n"
        f"{lead}    2 Query\tSELECT 2\n"
        f"{lead}    2 Init DB\tother\n"
        f"{lead}    2 Query\tSELECT 3\n"
        f"{lead}    1 Query\tuse `ot``her`;\n"
        f"{lead}    1 Query\tSELECT 4\n"
        f"{lead}    2 Change user\tc@h on third\n"
        f"{lead}    2 Execute\tSELECT 5\n"
        f"{lead}    1 Quit\t\n"
        f"{lead}    1 Query\tSELECT 6\n"
        f"{lead}    4 Connect\td@h on shop\n"
        f"{lead}    4 Connect\tAccess denied for user 'd'@'h' (using password: YES)\n"
    )
    assert [(user, schema, text) for user, schema, text, _ in ran] == [
        ("a", "shop", b"SELECT 1"),
        ("b", None, b"SELECT 2"),
        ("b", "other", b"SELECT 3"),
        ("a", "ot`her", b"SELECT 4"),
        ("c", "third", b"SELECT 5"),
        (None, None, b"SELECT 6"),
    ]
    assert tallied.unread == 0


def test_a_restarted_server_counts_its_connections_anew() -> None:
    ran, _ = general(
        "\t\t    1 Connect\ta@h on shop\n\t\t    1 Query\tSELECT 1\n"
        "mariadbd, Version: 10.11. started with:\nTcp port: 1  Unix socket: /s\nTime\t\t    Id Command\tArgument\n"
        "\t\t    1 Query\tSELECT 2\n"
    )
    assert [(user, text) for user, _, text, _ in ran] == [("a", b"SELECT 1"), (None, b"SELECT 2")]


def test_a_line_of_a_statement_in_the_other_servers_form_is_part_of_it() -> None:
    ran, _ = general(f"\t\t    1 Query\tINSERT INTO t VALUES ('a\n{MYSQL}    7 Query\tDROP TABLE t')\n")
    assert len(ran) == 1


def test_broken_lines_are_counted_and_never_fatal() -> None:
    ran, tallied = general(
        b"tail of something\n\xff\xfe\x00\n\t\t    1 Query\tSELECT \xff\n\t\t    x Query\n"
    )
    assert ran == [(None, None, b"SELECT \xff\n\t\t    x Query", False)]
    assert tallied.unread == 2


def test_a_statement_without_end_is_read_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ", ".join(f"({n}, 'x')" for n in range(200_000))
    tally = Tally()
    ran, _ = general(
        f"\t\t    1 Connect\ta@h on shop\n\t\t    1 Query\tINSERT INTO t (a, b) VALUES {rows}\n\t\t    1 Query\tSELECT 1\n"
    )
    assert len(ran[0][2]) <= stream.LONGEST_STATEMENT + stream.LONGEST_LINE
    assert ran[0][3]
    assert ran[1][2] == b"SELECT 1"
    tally.take(ran[:1])
    (statement,) = tally.statements("?")
    assert statement.uses == (SeenUse(None, "t", "write", "insert", ("a", "b")),)
    assert statement.problem is None


def test_open_connections_are_remembered_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("woosh_split.sources.logs.general.MOST_SESSIONS", 3)
    connects = "".join(f"\t\t    {n} Connect\tu{n}@h on shop\n" for n in range(5))
    ran, _ = general(connects + "".join(f"\t\t    {n} Query\tSELECT 1\n" for n in range(5)))
    assert [user for user, *_ in ran] == [None, None, "u2", "u3", "u4"]


def test_the_slow_log_knows_headings_from_lines_of_a_text() -> None:
    ran, tallied = slow(
        "# Time: 261128 10:19:57\n# User@Host: a[b] @ h [10.0.0.1]\n# Thread_id: 4  Schema: shop  QC_hit: No\n"
        "# Query_time: 0.1  Lock_time: 0.1  Rows_sent: 0  Rows_examined: 0\nSET timestamp=1795861197;\n"
        "INSERT INTO t VALUES ('\n# Time: 261128 10:19:58\n# not a heading\n');\n"
        "# User@Host: c[c] @ h []\n# Thread_id: 5  Schema:   QC_hit: No\nuse `other`;\nSET timestamp=1;\nSELECT 1;\n"
        "# User@Host: c[c] @ h []\nSET timestamp=1;\n# administrator command: Quit;\n"
        "# User@Host: c[c] @ h []\nSET timestamp=1;\nSELECT 'brok\n"
        "# User@Host: c[c] @ h []\nSET timestamp=1;\nSELECT 2;\n"
    )
    assert ran == [
        ("b", "shop", b"INSERT INTO t VALUES ('\n# Time: 261128 10:19:58\n# not a heading\n')", False),
        ("c", "other", b"SELECT 1", False),
        ("c", "other", b"SELECT 2", False),
    ]
    assert tallied.unread == 1


def test_gzip_is_opened_and_what_is_no_log_is_told(tmp_path: Path) -> None:
    packed = tmp_path / "general.log.gz"
    packed.write_bytes(gzip.compress((ASSETS / "mariadb-general.log").read_bytes()))
    assert (
        read_logs([(GENERAL, str(packed))], Tally()).statements
        == read(GENERAL, "mariadb-general.log").statements
    )
    (source,) = read(SLOW, "server-audit.log").sources
    assert NOTHING in source.notes
    with pytest.raises(InputError, match="There is no log"):
        read(GENERAL, "gone.log")
    with pytest.raises(InputError, match="is a folder"):
        read(GENERAL, "")
    packed.write_bytes(packed.read_bytes()[:-30])
    with pytest.raises(InputError, match="to its end"):
        read_logs([(GENERAL, str(packed))], Tally())


def test_the_tally_melts_what_it_has_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("woosh_split.sources.logs.tally.MOST_DIGESTS", 5)
    tally = Tally()
    tally.take((None, "shop", f"SELECT c{n} FROM t".encode(), False) for n in range(20))
    tally.take((None, "shop", f"DELETE FROM t WHERE c{n} = 1".encode(), False) for n in range(20))
    found = tally.statements("?")
    assert sum(each.count for each in found) == 40
    assert sum(each.count for each in found if each.uses[0].operation == "delete") == 20
    assert len([each for each in found if each.uses[0].operation == "delete"]) == 1


@given(st.lists(st.binary(max_size=80), max_size=12), st.sampled_from([b"\n", b"\r\n"]))
def test_no_bytes_whatever_stop_a_reader(pieces: list[bytes], end: bytes) -> None:
    heads = [
        b"\t\t    1 Query\t",
        b"# User@Host: a[a] @ h []\n",
        b"20261128 10:19:57,vm,r,l,3,6,READ,shop,users,",
    ]
    data = b"".join(head + piece + end for head, piece in zip(heads * 4, pieces, strict=False))
    tally = Tally()
    for reader in (read_general, read_slow):
        tally.take(reader(io.BytesIO(data), "log", Tallied()))
    tally.statements("?")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\x00"), max_size=30)


@given(st.lists(st.tuples(TEXT, st.integers(0, 3)), max_size=10), st.sampled_from([MARIADB, MYSQL]))
def test_what_is_written_into_a_general_log_is_read_from_it(
    entries: list[tuple[str, int]], lead: str
) -> None:
    log = "".join(f"{lead}    {n} Connect\tuser{n}@h on shop\n" for n in range(4))
    log += "".join(f"{lead}    {n} Query\tSELECT '\n{text}' x\n" for text, n in entries)
    ran, _ = general(log)
    assert [(user, text.decode()) for user, _, text, _ in ran] == [
        (f"user{n}", f"SELECT '\n{text}' x") for text, n in entries
    ]


def test_inserts_of_thousands_of_rows_are_read_once_however_many_rows_they_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A megabyte of rows took more than a second to read, and no two inserts have the same number of them."""
    met: list[int] = []
    monkeypatch.setattr(
        tally_module, "digest_of", lambda text, **cut: met.append(len(text)) or digest_of(text, **cut)
    )
    rows = ["(1, 'one', NULL, -2.5)", "(2,'t;(wo)',DEFAULT,3)"]
    texts = [
        f"INSERT INTO orders (id, a, b, c) VALUES {', '.join(rows * count)}" for count in (900, 901, 1200)
    ]
    tally = Tally()
    tally.take(("app", "shop", text.encode(), False) for text in (*texts, *texts, "DELETE FROM orders"))
    found = {each.digest: each for each in tally.statements("-")}

    assert len(met) == 2
    assert sorted((each.count, [use.operation for use in each.uses]) for each in found.values()) == [
        (1, ["delete"]),
        (6, ["insert"]),
    ]
