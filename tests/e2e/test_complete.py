"""``complete`` on a real MariaDB: refused while an old name is in use, and the way back from it whatever was cut off."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymysql
import pytest
from database_shop import DUMP, ROWS, facts, shop_organisation, split
from mariadb import MariaDb, run_mariadb
from migrations import AFTER_STATEMENT, PASSWORD, only, request, state, step_by_step

from woosh_split.database.ddl import Taken
from woosh_split.errors import Refusal
from woosh_split.model.migration import APPLIED, COMPLETE, NOT_APPLIED, PARTLY
from woosh_split.model.observation import UNKNOWN_USER, Observation, RuntimeAccess, SeenUse, Source, Statement
from woosh_split.model.placement import placement_of
from woosh_split.pipeline.complete import CompleteRequest, complete_phase
from woosh_split.pipeline.migration import apply_phase, rollback_phase, status_of

pytestmark = pytest.mark.xdist_group("apply")

SPLIT = split("schema", everywhere=True)
PHASE, OTHER = "04-accounts", "02-ordering"
NO_TABLE = Path("/nowhere/table.yaml")


@pytest.fixture
def shop(mariadb: MariaDb) -> Iterator[MariaDb]:
    """A server with the shop's database, whose monolith has a user with rights on single tables."""
    with only(mariadb, DUMP + ROWS) as server:
        server.execute(
            "DROP PROCEDURE shop.close_day; CREATE USER app@'%' IDENTIFIED BY 'secret';"
            "GRANT SELECT, UPDATE ON shop.users TO app@'%'; GRANT SELECT (email) ON shop.users TO app@'%' WITH GRANT OPTION;"
            "GRANT ALL ON shop.audit TO app@'%';"
        )
        yield server


def wanted(server: MariaDb, *, legacy: bool = False, **more: object) -> CompleteRequest:
    """Return the request; without ``legacy`` the monolith's remainder has been taught to do without."""
    placement = placement_of(SPLIT)
    accesses = tuple(each for each in facts().accesses if legacy or each.module != "legacy")
    found = CompleteRequest(
        request(server, shop_organisation(SPLIT)),
        NO_TABLE,
        accesses,
        placement.modules,
        accept_unobserved=True,
    )
    return replace(found, **more)


def applied(server: MariaDb, *phases: str) -> None:
    for phase in phases or (OTHER, PHASE):
        apply_phase(request(server, shop_organisation(SPLIT)), phase)


def states(server: MariaDb) -> dict[str, str]:
    found = status_of(request(server, shop_organisation(SPLIT)))
    return {phase.id: phase.state for phase in found.phases}


def grants(server: MariaDb) -> list[str]:
    lines = server.execute("SHOW GRANTS FOR app@'%';").splitlines()[1:]
    return sorted(re.sub(r" IDENTIFIED BY PASSWORD '[^']*'", "", line) for line in lines)


def without_grantors(found: dict[str, str]) -> dict[str, str]:
    return found | {"rights": re.sub(r"root@(127\.0\.0\.1|localhost)", "", found["rights"])}


def test_the_old_names_go_and_everybody_reads_where_the_table_is(shop: MariaDb) -> None:
    before, had = without_grantors(state(shop)), grants(shop)
    applied(shop)
    there = without_grantors(state(shop))
    printed = [action.text for _, action in complete_phase(wanted(shop), PHASE, dry_run=True).steps]
    assert without_grantors(state(shop)) == there

    outcome = complete_phase(wanted(shop), PHASE)

    found = states(shop)
    assert (found[PHASE], found[OTHER]) == (COMPLETE, APPLIED)
    rows = [row for row in status_of(wanted(shop).migration, 100).journal if row.goal == "complete"]
    assert [row.statement for row in rows if row.kind not in ("begin", "end")] == printed
    assert not any("DROP TABLE" in row.statement for row in rows)
    tables = set(shop.execute("SHOW TABLES FROM shop;").split())
    assert "users" not in tables
    assert "audit" in tables
    assert grants(shop) == [line for line in had if "`users`" not in line]
    assert any("app" in note or "root" in note for note in outcome.notes)

    # the service that reads and writes users does so on, through its own view
    connection = pymysql.connect(
        unix_socket=str(shop.socket), user="ordering", password=PASSWORD, database="ordering", autocommit=True
    )
    with connection.cursor() as cursor:
        assert cursor.execute("UPDATE users SET token_count = token_count + 1 WHERE id = 1") == 1
        cursor.execute("SELECT email FROM users WHERE id = 1")
        assert cursor.fetchall() == (("a@shop",),)
    connection.close()
    shop.execute("UPDATE accounts.users SET token_count = 0;")

    again = complete_phase(wanted(shop), PHASE).result
    assert again is not None
    assert again.statements == 0
    forward = apply_phase(wanted(shop).migration, PHASE).result
    assert forward is not None
    assert forward.statements == 0
    assert states(shop)[PHASE] == COMPLETE

    complete_phase(wanted(shop), PHASE, undo=True)
    assert states(shop)[PHASE] == APPLIED
    assert grants(shop) == had
    assert without_grantors(state(shop)) == there

    complete_phase(wanted(shop), PHASE)
    rollback_phase(wanted(shop).migration, PHASE)
    assert states(shop)[PHASE] == NOT_APPLIED
    rollback_phase(wanted(shop).migration, OTHER)
    assert without_grantors(state(shop)) == before


def test_a_phase_that_comes_later_reads_where_the_table_is(shop: MariaDb) -> None:
    applied(shop, PHASE)
    shop.execute(
        "DROP VIEW shop.order_totals; CREATE VIEW shop.order_totals AS SELECT user_id, total FROM shop.orders;"
    )
    here = wanted(shop)
    # what accounts' neighbour does in the monolith is in the way until it is out
    with pytest.raises(
        Refusal, match="users is used by ordering, which still runs in the monolith: src/orders"
    ):
        complete_phase(here, PHASE)
    complete_phase(replace(here, accesses=()), PHASE)
    apply_phase(replace(here.migration, rehearsal=True), OTHER)

    shown = shop.execute("SHOW CREATE VIEW ordering.users;")
    assert "from `accounts`.`users`" in shown
    assert states(shop)[OTHER] == APPLIED
    with pytest.raises(
        Refusal, match=r"02-ordering cannot be completed now[\s\S]*the view shop\.order_totals reads orders"
    ):
        complete_phase(here, OTHER)
    rollback_phase(here.migration, PHASE)
    assert "from `shop`.`users`" in shop.execute("SHOW CREATE VIEW ordering.users;")
    found = states(shop)
    assert (found[PHASE], found[OTHER]) == (NOT_APPLIED, APPLIED)


def test_every_use_and_everything_that_is_not_known_is_named(shop: MariaDb, tmp_path: Path) -> None:
    shop.execute(
        "CREATE EVENT shop.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM users WHERE id = 0 /* stock */;"
        "CREATE VIEW shop.emails AS SELECT email FROM shop.users;"
    )
    with pytest.raises(Refusal, match=r"It is not applied\. Apply it first"):
        complete_phase(wanted(shop), PHASE)
    applied(shop)
    with pytest.raises(Refusal) as refused:
        complete_phase(wanted(shop, legacy=True, accept_unobserved=False), PHASE)
    before = state(shop)

    told = str(refused.value)
    assert refused.value.exit_code == 1
    assert "users is used by the monolith: src/legacy" in told
    assert "the event shop.nightly names users" in told
    assert "names stock" not in told
    assert "the view shop.emails reads users" in told
    assert "there is no routing table" in told
    assert "this server keeps no statements" in told
    assert "--accept-unobserved" in told
    assert state(shop) == before

    shop.execute("DROP EVENT shop.nightly; DROP VIEW shop.emails;")
    with pytest.raises(Refusal) as refused:
        complete_phase(wanted(shop, accept_unobserved=False), PHASE)
    assert "in use" not in str(refused.value)
    complete_phase(wanted(shop), PHASE)


def test_an_observation_proves_it_either_way(shop: MariaDb) -> None:
    applied(shop)
    source = Source("general-log", "week.log", 9, 9, first="2026-11-20", last="2026-11-27")

    def seen(user: str, schema: str) -> CompleteRequest:
        use = SeenUse(None, "users", "read", "select")
        statement = Statement("1", "SELECT * FROM users", user, schema, 7, (use,))
        return wanted(shop, observed=Observation("shop", (source,), (statement,), ()))

    with pytest.raises(Refusal, match=r"users was seen in the observation: SELECT \* FROM users \(7 times\)"):
        complete_phase(seen("app", "shop"), PHASE)
    outcome = complete_phase(replace(seen("ordering", "ordering"), accept_unobserved=True), PHASE)
    assert any("week.log, from 2026-11-20 to 2026-11-27" in note for note in outcome.notes)


def test_an_observation_that_does_not_tell_who_it_was_proves_nothing(shop: MariaDb) -> None:
    """A log that was switched on while pools were open has neither their user nor their schema, an audit log no names."""
    applied(shop)
    use = SeenUse(None, "users", "read", "select")
    nobody = Statement("1", "SELECT * FROM users", UNKNOWN_USER, None, 7, (use,))
    audited = RuntimeAccess("app", "monolith", "users", "users", "read", "select", "audit", 5, "confirmed")
    ours = replace(audited, user="ordering")
    seen = Observation("shop", (Source("general-log", "week.log", 9, 9),), (nobody,), (audited, ours))

    with pytest.raises(Refusal) as refused:
        complete_phase(wanted(shop, observed=seen, accept_unobserved=False), PHASE)
    told = str(refused.value)
    assert "7 statements that name users: their connections were open before the log began" in told
    assert "app touched users 5 times" in told
    assert "ordering touched" not in told
    complete_phase(wanted(shop, observed=seen), PHASE)


def test_a_service_under_grants_keeps_the_old_names_alive(shop: MariaDb) -> None:
    mixed = replace(
        SPLIT,
        services=tuple(replace(s, isolation="grants") if s.name == "ordering" else s for s in SPLIT.services),
    )
    organisation = shop_organisation(mixed)
    shop.execute("CREATE PROCEDURE shop.close_day() SELECT 1;")
    for phase in (OTHER, PHASE):
        apply_phase(request(shop, organisation), phase)
    with pytest.raises(
        Refusal, match="users is used by ordering under its old name: its isolation is grants"
    ):
        complete_phase(wanted(shop, migration=request(shop, organisation)), PHASE)


def test_killed_at_every_statement_it_ends_where_one_that_is_not_does(shop: MariaDb) -> None:
    applied(shop)
    there = without_grantors(state(shop))
    complete_phase(wanted(shop), PHASE)
    gone = without_grantors(state(shop))
    complete_phase(wanted(shop), PHASE, undo=True)

    assert step_by_step(lambda: complete_phase(wanted(shop), PHASE), AFTER_STATEMENT) >= 5
    assert without_grantors(state(shop)) == gone
    assert step_by_step(lambda: complete_phase(wanted(shop), PHASE, undo=True), AFTER_STATEMENT) >= 5
    assert without_grantors(state(shop)) == there


def test_a_way_back_that_was_cut_off_between_two_names_goes_on(shop: MariaDb) -> None:
    """One name is there again and the other is not: neither applied nor complete."""
    from migrations import killed

    applied(shop, OTHER)
    shop.execute(
        "DROP FUNCTION shop.total_of; CREATE OR REPLACE SQL SECURITY INVOKER VIEW shop.order_totals AS"
        " SELECT o.user_id AS user_id, o.total AS total FROM ordering.orders o;"
    )
    there = without_grantors(state(shop))
    complete = wanted(shop, accesses=())
    complete_phase(complete, OTHER)
    gone = without_grantors(state(shop))
    assert killed(lambda: complete_phase(complete, OTHER, undo=True), AFTER_STATEMENT, 1)
    assert without_grantors(state(shop)) not in (there, gone)
    complete_phase(complete, OTHER, undo=True)
    assert without_grantors(state(shop)) == there


def test_a_transaction_that_is_open_on_an_old_name_keeps_its_rights_until_it_ends(shop: MariaDb) -> None:
    """The name goes before the rights on it: it cannot go while somebody is in the middle of using it."""
    applied(shop)
    there, had = without_grantors(state(shop)), grants(shop)
    here = wanted(shop, migration=request(shop, shop_organisation(SPLIT), budget=0.5))
    connection = pymysql.connect(unix_socket=str(shop.socket), user="app", password="secret", database="shop")
    with connection, connection.cursor() as cursor:
        assert cursor.execute("SELECT email FROM users") == 2
        with pytest.raises(Taken, match="old name accounts users"):
            complete_phase(here, PHASE)
        assert grants(shop) == had
        assert cursor.execute("UPDATE users SET token_count = token_count") == 0
        assert cursor.execute("SELECT email FROM users") == 2
        connection.commit()
        complete_phase(here, PHASE)
        assert states(shop)[PHASE] == COMPLETE
        with pytest.raises(pymysql.err.Error, match=r"denied|doesn't exist"):
            cursor.execute("SELECT email FROM users")

    assert grants(shop) == [line for line in had if "`users`" not in line]
    complete_phase(here, PHASE, undo=True)
    assert grants(shop) == had
    assert without_grantors(state(shop)) == there


def test_a_run_that_was_cut_off_shows(shop: MariaDb) -> None:
    from migrations import killed

    applied(shop)
    assert killed(lambda: complete_phase(wanted(shop), PHASE), AFTER_STATEMENT, 2)
    assert states(shop)[PHASE] == PARTLY
    complete_phase(wanted(shop), PHASE)
    assert states(shop)[PHASE] == COMPLETE


def test_the_server_tells_who_used_an_old_name_lately() -> None:
    with tempfile.TemporaryDirectory(prefix="ws-db-") as folder:
        for server in run_mariadb(
            Path(folder), "--performance-schema=ON", "--performance-schema-consumer-statements-digest=ON"
        ):
            with only(server, DUMP + ROWS):
                server.execute(
                    "DROP PROCEDURE shop.close_day; CREATE USER app@'%' IDENTIFIED BY 'secret'; GRANT ALL ON shop.* TO app@'%';"
                )
                applied(server)
                connection = pymysql.connect(
                    unix_socket=str(server.socket),
                    user="app",
                    password="secret",
                    database="shop",
                    autocommit=True,
                )
                with connection.cursor() as cursor:
                    cursor.execute("SELECT email FROM users WHERE id = 41")
                    cursor.execute("SELECT COUNT(*) FROM audit")
                quiet = wanted(server, quiet=1000.0, accept_unobserved=False)
                with pytest.raises(Refusal) as refused:
                    complete_phase(quiet, PHASE)
                told = str(refused.value)
                assert "users was used within 0.278 h: SELECT" in told, told
                assert "41" not in told
                assert "performance_schema counts for 0.0 h only" in told
                time.sleep(4)
                server.dump("shop")  # it looks at every name that it finds, and that is no use of one
                outcome = complete_phase(replace(quiet, quiet=2.0, accept_unobserved=True), PHASE)
                assert any("app has 1 connection open in shop" in note for note in outcome.notes)
                assert not any("keeps no statements" in note for note in outcome.notes)
                with connection.cursor() as cursor, pytest.raises(pymysql.err.ProgrammingError):
                    cursor.execute("SELECT email FROM users WHERE id = 41")
                connection.close()
