"""Moves tables to and fro under load, and kills runs at every point; prints the table of benchmarks/apply/README.md.

``python benchmarks/apply/run.py [--moves 50] [--clients 3] [--only soak|kill] [--write]`` on a private MariaDB of its own.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from database_shop import DUMP, ROWS, shop_organisation, split  # noqa: E402
from mariadb import MariaDb, run_mariadb  # noqa: E402
from migrations import MOMENTS, PASSWORD, killed, late_split, only, request, state  # noqa: E402
from traffic import Ledger, clients, lost_rows, told  # noqa: E402

from woosh_split.errors import WooshSplitError  # noqa: E402
from woosh_split.model.organisation import ServicePart  # noqa: E402
from woosh_split.pipeline.migration import apply_phase, rollback_phase  # noqa: E402

README = Path(__file__).with_name("README.md")
PHASE = "02-ordering"
KILLED = "04-accounts"
"""One table, so that every point can be taken in turn."""
DURABLE = "SET GLOBAL innodb_flush_log_at_trx_commit = 1;"
"""Otherwise a crash loses the journal's last second, and with it which accounts are ours."""

CASES = {
    "the service's schema sorts first": split("schema", everywhere=True),
    "the monolith's schema sorts first": late_split(),
}


def soak(server: MariaDb, name: str, moves: int, number: int) -> str:
    """Apply and roll back under load on both names; return a row."""
    organisation = shop_organisation(CASES[name])
    service = next(part for part in organisation.parts if part.service == "ordering")
    whole, slowest, attempts, done = Ledger(), 0, 0, 0
    with only(server, DUMP + ROWS):
        server.execute("CREATE USER app@'%' IDENTIFIED BY 'secret'; GRANT ALL ON shop.* TO app@'%';")
        tables = len(service.moves)
        with clients(server, number, "shop", "app", "secret") as old:
            while done < moves:
                side = _Side(server, service, number)
                for run, tell in ((apply_phase, side.begin), (rollback_phase, side.end)):
                    found = run(request(server, organisation, tell=tell), PHASE).result
                    assert found is not None
                    slowest, attempts = (
                        max(slowest, found.slowest_ms),
                        attempts + found.attempts - found.statements,
                    )
                    done += tables
                whole.add(side.seen)
        whole.add(told(old))
        lost = lost_rows(server, whole)
        server.execute("DROP USER app@'%';")
    failed = "; ".join(whole.failures[:2]) or "0"
    return (
        f"| {name} | {done} | {whole.statements:,} | {failed} | {whole.retried} | {len(lost)} | {whole.longest * 1000:.0f} ms"
        f" | {slowest} ms | {attempts} |"
    )


class _Side:
    """Clients of the service: they begin when its user can log in, and end when its tables are back."""

    def __init__(self, server: MariaDb, part: ServicePart, number: int) -> None:
        self.part, self.seen = part, Ledger()
        self._context = clients(server, number, part.schema, part.account.user, PASSWORD)
        self._last = f"move ordering {part.moves[0].table}: done"

    def begin(self, text: str) -> None:
        if text == "password ordering: done":
            self.made = self._context.__enter__()

    def end(self, text: str) -> None:
        if text == self._last:
            self._context.__exit__(None, None, None)
            self.seen = told(self.made)


def kill(server: MariaDb, name: str) -> Iterator[str]:
    """Kill a run at every moment of every statement, once and for all directions; yield a row a moment."""
    organisation = shop_organisation(CASES[name])
    with only(server, DUMP + ROWS):
        wanted = request(server, organisation)
        begin = state(server)
        apply_phase(wanted, KILLED)
        there = state(server)
        rollback_phase(wanted, KILLED)
        for moment in MOMENTS:
            points, wrong = 0, 0
            number = 1
            while killed(lambda: apply_phase(wanted, KILLED), moment, number):
                points += 1
                if number % 2:  # on, and then back; or straight back
                    apply_phase(wanted, KILLED)
                    wrong += state(server) != there
                rollback_phase(wanted, KILLED)
                wrong += state(server) != begin
                number += 1
            number = 1
            while killed(lambda: rollback_phase(wanted, KILLED), moment, number):
                points += 1
                if number % 2 == 0:
                    rollback_phase(wanted, KILLED)
                    wrong += state(server) != begin
                apply_phase(wanted, KILLED)
                wrong += state(server) != there
                number += 1
            rollback_phase(wanted, KILLED)
            yield f"| {name} | {moment} | {points} | {wrong} |"


def crash(server: MariaDb, name: str, times: int) -> str:
    """Kill the server at random while a phase goes forward or back, start it, take the phase back; return a row."""
    organisation = shop_organisation(CASES[name])
    chance, cut, wrong = random.Random(7), 0, 0
    with only(server, DUMP + ROWS):
        server.execute(DURABLE)
        wanted = request(server, organisation)
        begin = state(server)
        began = time.monotonic()
        apply_phase(wanted, PHASE)
        lasts = time.monotonic() - began
        rollback_phase(wanted, PHASE)
        for number in range(times):
            if number % 2:
                apply_phase(wanted, PHASE)
            killer = threading.Timer(chance.uniform(0.02, lasts), server.stop)
            killer.start()
            try:
                (rollback_phase if number % 2 else apply_phase)(wanted, PHASE)
            except WooshSplitError:
                cut += 1
            killer.join()
            server.start()
            server.execute(DURABLE)
            rollback_phase(wanted, PHASE)
            wrong += state(server) != begin
    return f"| {name} | {times} | {cut} | {wrong} |"


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=50)
    parser.add_argument("--crashes", type=int, default=20)
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--only", choices=("soak", "kill", "crash"))
    parser.add_argument(
        "--names", choices=("first", "last"), help="Only where the service's schema sorts so."
    )
    parser.add_argument(
        "--write", action="store_true", help="Write the table into the README beside this file."
    )
    options = parser.parse_args()
    cases = {None: [*CASES], "first": [*CASES][:1], "last": [*CASES][1:]}[options.names]
    began, lines = time.monotonic(), []

    def tell(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    with tempfile.TemporaryDirectory(prefix="ws-stress-") as folder:
        for server in run_mariadb(Path(folder)):
            version = server.execute("SELECT VERSION();").split()[1]
            tell(f"{version}, Python {platform.python_version()}, {options.clients} clients a side.\n")
            if options.only in (None, "soak"):
                tell(
                    "| Names | moves | jobs of clients | failed | retried | rows lost or doubled | longest wait of a client | slowest statement | attempts more |"
                )
                tell("|---|---|---|---|---|---|---|---|---|")
                for name in cases:
                    tell(soak(server, name, options.moves, options.clients))
                tell("")
            if options.only in (None, "kill"):
                tell("| Names | killed with -9 | points | not as an uninterrupted run |")
                tell("|---|---|---|---|")
                for name in cases:
                    for row in kill(server, name):
                        tell(row)
                tell("")
            if options.only in (None, "crash"):
                tell(
                    "| Names | server killed with -9 | in the middle of a run | not as before after the way back |"
                )
                tell("|---|---|---|---|")
                for name in cases:
                    tell(crash(server, name, options.crashes))
    print(f"{time.monotonic() - began:.0f} s")
    if options.write:
        head = README.read_text(encoding="utf-8").split("<!-- table -->")[0] if README.exists() else ""
        README.write_text(f"{head}<!-- table -->\n\n" + "\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
