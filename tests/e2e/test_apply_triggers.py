"""A trigger that stays and names a table that moves: it works after every move, although others fire it meanwhile."""

from __future__ import annotations

import threading
import time

import pymysql
import pytest
from database_shop import DUMP, ROWS, shop_organisation, split
from mariadb import MariaDb
from migrations import late_split, only, request

from woosh_split.model.split import SplitFile
from woosh_split.pipeline.migration import apply_phase, rollback_phase

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


def login(server: MariaDb, user: str, password: str, database: str) -> pymysql.Connection:
    return pymysql.connect(
        host=server.host, port=server.port, user=user, password=password, database=database, autocommit=True
    )
