"""Writes a general log of any size to stdout or a file, as MariaDB or MySQL would: many users, statements with values.

::

    python benchmarks/observe/general_log.py --megabytes 1024 --output /tmp/general.log

The same seed gives the same bytes. It streams: its own memory does not grow either.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

USERS = ("monolith", "order_management", "user_management", "reporting", "cron")
TABLES = ("Clients", "orders", "users", "products", "ClientStock", "tasks", "notices", "SalesRep")


def statements(rng: random.Random) -> Iterator[str]:
    """Yield statements such as TypeORM and people write, without end."""
    while True:
        table, other = rng.sample(TABLES, 2)
        number, word = rng.randrange(10**7), f"it''s {rng.randrange(10**6)} \\' no"
        kind = rng.randrange(10)
        if kind < 4:
            columns = ", ".join(f"`t`.`c{i}` AS `t_c{i}`" for i in range(4 + kind * 6))
            yield f"SELECT {columns} FROM `{table}` `t` WHERE `t`.`id` = {number} AND `t`.`name` = '{word}' LIMIT 1"
        elif kind == 4:
            yield (
                f"SELECT a.id,\n       b.total\n  FROM {table} a\n  LEFT JOIN {other} b ON b.a_id = a.id\n"
                f" WHERE a.day BETWEEN '2026-01-{1 + number % 28:02d}' AND NOW() -- run {number}\n ORDER BY a.id"
            )
        elif kind == 5:
            wanted = ", ".join(str(rng.randrange(10**6)) for _ in range(rng.randrange(1, 40)))
            yield f"SELECT * FROM `{table}` WHERE `id` IN ({wanted})"
        elif kind == 6:
            rows = ", ".join(f"({rng.randrange(10**6)}, '{word}', NULL)" for _ in range(rng.randrange(1, 20)))
            yield f"INSERT INTO `{table}`(`id`, `name`, `note`) VALUES {rows}"
        elif kind == 7:
            yield f"UPDATE `{table}` SET `name` = '{word}', `n` = `n` + {number % 9} WHERE `id` IN ({number})"
        elif kind == 8:
            yield rng.choice(("START TRANSACTION", "COMMIT", "SELECT 1", "SET NAMES utf8mb4"))
        else:
            yield f"DELETE FROM shop.{table} WHERE id = {number} AND created < '2026-0{1 + number % 9}-01'"


def write(out: BinaryIO, size: int, form: str, seed: int = 7) -> int:
    """Write a log of about ``size`` bytes and return how many entries it has."""
    rng = random.Random(seed)
    texts = statements(rng)
    written = out.write(
        b"mariadbd, Version: 10.11.6-MariaDB (Debian 12). started with:\nTcp port: 3306  Unix socket: /run/s\nTime\t\t    Id Command\tArgument\n"
    )
    entries, connection = 0, 0
    live: list[int] = []
    while written < size:
        second = entries // 20_000
        stamp = f"2611{1 + second // 86400:02d} {second // 3600 % 24:2d}:{second // 60 % 60:02d}:{second % 60:02d}"
        iso = f"2026-11-{1 + second // 86400:02d}T{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}.{entries % 10**6:06d}Z"
        if form == "mysql":
            lead = f"{iso}\t"
        else:
            lead = f"{stamp}\t" if entries % 20_000 == 0 else "\t\t"
        if len(live) < 50 or rng.randrange(200) == 0:
            connection += 1
            live.append(connection)
            text = f"{lead}{connection:6d} Connect\t{rng.choice(USERS)}@10.0.0.{connection % 250} on shop using TCP/IP\n"
        elif len(live) > 100:
            text = f"{lead}{live.pop(rng.randrange(len(live))):6d} Quit\t\n"
        else:
            text = f"{lead}{rng.choice(live):6d} Query\t{next(texts)}\n"
        written += out.write(text.encode())
        entries += 1
    return entries


def main() -> None:
    """Write what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--form", choices=("mariadb", "mysql"), default="mariadb")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    if arguments.output is None:
        write(sys.stdout.buffer, arguments.megabytes << 20, arguments.form)
        return
    with arguments.output.open("wb") as file:
        write(file, arguments.megabytes << 20, arguments.form)


if __name__ == "__main__":
    main()
