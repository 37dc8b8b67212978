"""Compares what the clients were told with what the tables hold: every acknowledged row is there once, and no other."""

from __future__ import annotations

import time
from collections import Counter

from ledger import COLUMNS, MARK, Ledger
from server_state import Admin

from woosh_split.sql.quoting import quoted

_PATIENCE_SECONDS = 60.0


def lost_or_doubled(
    admin: Admin, ledger: Ledger, counter_before: int, stock_before: dict[int, int]
) -> list[str]:
    """Return what is wrong. Rows are looked for under the old names, which lead to them wherever the tables are."""
    found: list[str] = []
    with admin.connect(database="woosh") as connection, connection.cursor() as cursor:

        def rows(statement: str) -> list[tuple[object, ...]]:
            cursor.execute(statement)
            return list(cursor.fetchall())

        for table, column in COLUMNS.items():
            there = Counter(
                str(mark)
                for (mark,) in rows(
                    f"SELECT {quoted(column)} FROM {quoted(table)} WHERE {quoted(column)} LIKE '{MARK}%'"
                )
            )
            told = ledger.rows.get(table, set())
            found += [f"{table}: {mark} is lost" for mark in sorted(told - there.keys())]
            found += [
                f"{table}: {mark} is there and was never acknowledged" for mark in sorted(there.keys() - told)
            ]
            found += [
                f"{table}: {mark} is there {times} times"
                for mark, times in sorted(there.items())
                if times > 1
            ]
        found += _of_transactions(rows)
        ((counted,),) = rows("SELECT status FROM routes WHERE id = 1")
        if counted != counter_before + ledger.counted:
            found.append(
                f"the counter is at {counted}, and {ledger.counted} were acknowledged from {counter_before} on"
            )
        for client, before in sorted(stock_before.items()):
            ((left,),) = rows(f"SELECT SUM(quantity) FROM ClientStock WHERE clientId = {client}")
            if left != before - ledger.sold[client]:
                found.append(f"client {client} has {left} in stock: {before} less {ledger.sold[client]} sold")
        # The example does not wait for this row, and says so: it may come after the answer.
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            noted = Counter(
                str(note)
                for (note,) in rows(
                    "SELECT notes FROM outlet_quantity_transactions WHERE notes LIKE 'Uplift sale %'"
                )
            )
            missing = [sale for sale in sorted(ledger.sales) if noted[f"Uplift sale {sale}"] != 1]
            if not missing or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        found += [
            f"sale {sale} has {noted[f'Uplift sale {sale}']} rows in the stock's ledger" for sale in missing
        ]
    return found


def _of_transactions(rows: object) -> list[str]:
    """Return the transactions of which only a part is there."""
    checks = {
        "an order without its two items": "SELECT o.notes FROM sales_orders o LEFT JOIN sales_order_items i"
        f" ON i.sales_order_id = o.id WHERE o.notes LIKE '{MARK}%' GROUP BY o.id HAVING COUNT(i.id) <> 2",
        "an order that the trigger did not note once": "SELECT o.notes FROM sales_orders o LEFT JOIN client_ledger l"
        f" ON l.reference_id = o.id AND l.reference_type = 'sales_order' WHERE o.notes LIKE '{MARK}%'"
        " GROUP BY o.id HAVING COUNT(l.id) <> 1",
        "a sale with a total and not one item": "SELECT s.comment FROM UpliftSale s LEFT JOIN UpliftSaleItem i"
        f" ON i.upliftSaleId = s.id WHERE s.comment LIKE '{MARK}%' AND s.totalAmount > 0"
        " GROUP BY s.id HAVING COUNT(i.id) <> 1",
    }
    return [
        f"{what}: {mark}"
        for what, statement in checks.items()
        for (mark,) in rows(statement)  # type: ignore[operator]
    ]
