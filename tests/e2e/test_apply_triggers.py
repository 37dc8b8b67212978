"""A trigger that stays and names a table that moves: it works after every move, although others fire it meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pymysql
import pytest
from database_shop import DUMP, ROWS, shop_organisation, split
from mariadb import MariaDb
from migrations import late_split, only, request, state

from woosh_split.errors import Refusal
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.migration import Outcome, apply_phase, rollback_phase

PHASE = "02-ordering"
TRIGGER = """CREATE TRIGGER stock_tags AFTER INSERT ON stock FOR EACH ROW
  INSERT INTO order_tags (order_id, tag) VALUES (NEW.id, 'stock');"""


@pytest.mark.parametrize("cut", [split("schema", everywhere=True), late_split()], ids=["first", "last"])
def test_triggers_that_name_a_moved_table_go_on(mariadb: MariaDb, cut: SplitFile) -> None:
    with only(mariadb, DUMP + ROWS):
        mariadb.execute(TRIGGER, "shop")
        wanted = request(mariadb, shop_organisation(cut))
        mariadb.execute("CREATE USER app@'%' IDENTIFIED BY 'secret'; GRANT ALL ON shop.* TO app@'%';")
        stopping, settled, fired, refused = threading.Event(), threading.Event(), [], []

        def fire(row: int) -> None:
            with login(mariadb, "app", "secret", "shop") as connection, connection.cursor() as cursor:
                while not stopping.is_set():
                    begun_after = settled.is_set()
                    try:
                        cursor.execute("INSERT INTO stock (amount) VALUES (%s)", (row,))
                        fired.append(cursor.lastrowid)
                    except pymysql.Error as error:
                        if begun_after:
                            refused.append(error.args)
                    time.sleep(0.005)

        threads = [threading.Thread(target=fire, args=(row,), daemon=True) for row in range(3)]
        for thread in threads:
            thread.start()
        try:
            for run in (apply_phase, rollback_phase) * 3:
                settled.clear()
                run(wanted, PHASE)
                settled.set()
                time.sleep(0.3)
        finally:
            stopping.set()
            for thread in threads:
                thread.join(60)
            mariadb.execute("DROP USER app@'%';")
        tags = mariadb.execute("SELECT order_id FROM order_tags WHERE tag = 'stock';", "shop").split()[1:]
        assert refused == []
        assert sorted(map(int, tags)) == sorted(fired)
        assert len(fired) > 50


@pytest.mark.parametrize("run", [apply_phase, rollback_phase])
def test_an_account_that_may_not_close_tables_is_told_before_anything_moves(
    mariadb: MariaDb, run: Callable[..., Outcome]
) -> None:
    with only(mariadb, DUMP + ROWS):
        wanted = request(mariadb, shop_organisation(split("schema", everywhere=True)))
        if run is rollback_phase:
            apply_phase(wanted, PHASE)
        mariadb.execute(TRIGGER, "shop")
        mariadb.execute(
            "CREATE USER mover@'%' IDENTIFIED BY 'secret'; GRANT ALL ON *.* TO mover@'%' WITH GRANT OPTION;"
            "REVOKE RELOAD ON *.* FROM mover@'%'; CREATE ROLE reloading; GRANT RELOAD ON *.* TO reloading;"
        )
        before = state(mariadb)
        weak = replace(wanted, url=mariadb.url("shop", "mover", "secret"))
        for dry_run in (True, False):
            with pytest.raises(Refusal) as refused:
                run(weak, PHASE, dry_run=dry_run)
            assert "Triggers of `shop`.`stock` name order_tags" in str(refused.value)
            assert "RELOAD" in str(refused.value)
        assert state(mariadb) == before
        mariadb.execute("GRANT reloading TO mover@'%'; SET DEFAULT ROLE reloading FOR mover@'%';")
        run(weak, PHASE)  # a role is as good


def login(server: MariaDb, user: str, password: str, database: str) -> pymysql.Connection:
    return pymysql.connect(
        host=server.host, port=server.port, user=user, password=password, database=database, autocommit=True
    )
