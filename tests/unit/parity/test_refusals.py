"""Refused statements are found in the server's list, and told by service."""

from __future__ import annotations

from pathlib import Path

from woosh_split.model.parity import Denied
from woosh_split.parity.refusals import refused_by_server

LOG = """\
2026-11-28  9:30:01 ws_1[ws_1] @  [127.0.0.1] ERROR 1142: UPDATE command denied to user 'ws_1'@'127.0.0.1' for table `b`.`Clients` : UPDATE Clients
SET a = 1
2026-11-28  9:30:02 ws_1[ws_1] @  [127.0.0.1] ERROR 1146: Table 'b.x' doesn't exist : SELECT 1 FROM x
2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1142: UPDATE command denied to user 'ws_1'@'127.0.0.1' for table `b`.`Clients` : UPDATE Clients
SET a = 1
2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1142: SELECT command denied to user 'ws_1'@'127.0.0.1' for table `b`.`gone` : SELECT 1
2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1143: SELECT command denied to user 'ws_1'@'127.0.0.1' for column 'pin' in table 'users' : SELECT pin FROM users
2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1143: SELECT command denied to user 'ws_1'@'127.0.0.1' for column 'NaN' in table 'users' : SELECT NaN FROM users
2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1370: execute command denied to user 'ws_1'@'%' for routine 'b.Audit' : CALL Audit()
2026-11-28 10:30:03 other[other] @  [127.0.0.1] ERROR 1142: SELECT command denied : SELECT 2
"""


def test_refusals_of_services_are_counted_and_other_errors_are_not(tmp_path: Path) -> None:
    log = tmp_path / "refused.log"
    log.write_text(LOG)
    known = frozenset({"Clients", "users", "Audit", "users.pin"})
    assert refused_by_server(log, {"ws_1": "order-management"}, known) == (
        Denied("order-management", "EXECUTE on Audit", "CALL Audit()", 1),
        Denied("order-management", "SELECT on column pin of users", "SELECT pin FROM users", 1),
        Denied("order-management", "UPDATE on Clients", "UPDATE Clients SET a = 1", 2),
    )


def test_a_table_that_is_there_need_not_be_made(tmp_path: Path) -> None:
    """A store of sessions asks for its table at each start, and works when that is refused."""
    log = tmp_path / "refused.log"
    entry = "2026-11-28 10:30:03 ws_1[ws_1] @  [127.0.0.1] ERROR 1142: CREATE command denied to user 'ws_1'@'127.0.0.1' for table `b`.`users` : "
    log.write_text(
        f"{entry}CREATE TABLE IF NOT EXISTS `users` (id int)\n{entry}CREATE TABLE users (id int)\n"
    )
    assert refused_by_server(log, {"ws_1": "people"}, frozenset({"users"})) == (
        Denied("people", "CREATE on users", "CREATE TABLE users (id int)", 1),
    )


def test_without_a_list_there_are_none(tmp_path: Path) -> None:
    assert refused_by_server(tmp_path / "none", {}, frozenset()) == ()
