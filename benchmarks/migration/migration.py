"""One run: what is done in which order, with the commands of ``woosh-split``, and the figures that come of it."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commands import Shell
from figures import Figures
from ledger import Ledger
from load import Client, Load
from lost_rows import lost_or_doubled
from parity import differing
from plan_of import Phase
from running import APP_USER, DATABASE, GATEWAY, MONOLITH, Stage
from server_state import Admin, foreign_rights
from sql_clients import INSERTS, OWNERS, Sql
from web_clients import Web

REST = "at rest"
STOCK = 10_000_000


@dataclass
class Migration:
    """What is under way."""

    shell: Shell
    stage: Stage
    phases: list[Phase]
    options: argparse.Namespace
    figures: Figures = field(default_factory=Figures)
    ledger: Ledger = field(default_factory=Ledger)
    parity: tuple[int, list[str]] = (0, [])
    foreign: tuple[int, list[str]] = (0, [])
    moved_ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.admin = Admin(self.stage.database)
        self.load = Load(self.ledger, self.options.think)
        self.secrets = self.stage.work / "passwords.json"
        self.tables = self.admin.tables()
        self.ids = self.admin.table_ids(self.tables)
        self.own: dict[str, list[Client]] = {}
        plan = json.loads(self.shell.run(
            ["woosh-split", "database", "plan", "--format", "json"], instead=self._self, shown=False))  # fmt: skip
        self.parts: dict[str, Any] = {
            part["service"]: part for phase in plan["phases"] for part in phase["services"]
        }

    @property
    def _self(self) -> list[str]:
        import sys

        return [sys.executable, "-m", "woosh_split"]

    def there_and_back(self) -> None:
        """Apply every phase and take all back, with nobody at work; the server is as it was."""
        before = self.admin.dump()
        for phase in self.phases:
            with self._timed("apply without load", phase.id):
                self.shell.woosh_split(
                    "apply", phase.id, "--yes", "--checksums", "--quiet", *self._passwords()
                )
        self._look_at_ids()
        with self._timed("rollback without load", f"all {len(self.phases)}"):
            self.shell.woosh_split("rollback", "--to", "01-gateway", "--yes", "--quiet")
        self.figures.same(
            "Without load, all forward and all back: schema, data, accounts and rights",
            before,
            self.admin.dump(),
        )

    @contextmanager
    def under_load(self) -> Iterator[None]:
        """Within it clients read, write and do transactions all the time."""
        self._prepare()
        self.schema_before = self.admin.dump(data=False)
        for client in self.clients:
            self.load.start(client)
        try:
            self._rest()
            yield
        finally:
            for client in [*self.clients, *(each for own in self.own.values() for each in own)]:
                self.load.stop(client)
            self.own = {}

    def forward(self, phase: Phase, again: bool = False) -> None:
        """Apply a phase, start its services, send them the traffic step by step, and look whether all is well."""
        for name in phase.calls:  # or what it asks of them would be lost
            if name not in self.stage.running:
                print(
                    f"  {name} is called by {', '.join(phase.services)}: it runs, as the monolith's user, with no route of its own"
                )
                self.stage.start_service(name, APP_USER, self.stage.app_password, DATABASE)
        with self._timed("apply again" if again else "apply", phase.id):
            self.shell.woosh_split("apply", phase.id, "--yes", *self._passwords())
        for name in phase.services:
            part, password = self.parts[name], self._password(name)
            schema = DATABASE if part["isolation"] == "grants" else part["schema"]
            if (
                name in self.stage.running
            ):  # its callers do not ask twice: a restart of their owner loses what they ask
                with self.load.halted():
                    time.sleep(1.0)  # what nobody waits for is under way still
                    self.stage.start_service(name, part["account"]["user"], password, schema)
            else:
                self.stage.start_service(name, part["account"]["user"], password, schema)
            for target in (("--target", "split", "--percent", "30"), ("--target", "service")):
                self.shell.woosh_split("routes", "set", name, *target, lines=1)
                self.stage.await_table()
                time.sleep(self.options.soak / 4)
            self._own_clients(name, part, password, schema)
        time.sleep(self.options.soak)
        self._look_at_ids()
        for name in phase.services:
            self._compare(name)
        self._rest(1.0)

    def back(self, phase: Phase) -> None:
        """Take a phase back: first the traffic, then the database."""
        for name in phase.services:
            self.shell.woosh_split("routes", "set", name, "--target", "monolith", lines=1)
        self.stage.await_table()
        time.sleep(1.0)  # what was sent to the service before has been answered
        for name in phase.services:
            for client in self.own.pop(name, []):
                self.load.stop(client)
        with self._timed("rollback", phase.id):
            self.shell.woosh_split("rollback", phase.id, "--yes")
        for name in phase.services:
            self.stage.stop(name)
        self._rest(1.0)

    def end_of_forward(self) -> None:
        """Say where everything stands once all phases are applied."""
        states = self._states()
        applied = [phase.id for phase in self.phases if states[phase.id] == "applied"]
        self.shell.woosh_split("status", "--journal", "0")
        self.figures.must(
            "Phases applied at the end of the way forward", f"{len(applied)} of {len(self.phases)}",
            len(applied) == len(self.phases), "all",
        )  # fmt: skip
        targets = self._targets()
        at_services = sum(kind == "service" for _, kind in targets)
        wanted = sum(service in self._migrated for service, _ in targets)
        self.figures.must(
            "Routes at the services then", f"{at_services} of {len(targets)}", at_services == wanted,
            f"{wanted}: all of theirs",
        )  # fmt: skip

    def all_back(self) -> None:
        """Send all routes to the monolith and take every phase back."""
        for name in self._migrated:
            self.shell.woosh_split("routes", "set", name, "--target", "monolith", "--quiet")
        self.stage.await_table()
        time.sleep(1.0)
        for clients in self.own.values():
            for client in clients:
                self.load.stop(client)
        self.own = {}
        with self._timed("rollback", f"all {len(self.phases)}"):
            self.shell.woosh_split("rollback", "--to", "01-gateway", "--yes")
        for name in [name for name in self.stage.running if name not in (MONOLITH, GATEWAY)]:
            self.stage.stop(name)
        self._rest()

    def account(self) -> None:
        """Count what was lost, and add all figures that are left."""
        figures, ledger = self.figures, self.ledger
        ways = ", ".join(f"{number:,} {way}" for way, number in sorted(ledger.asked.items()))
        figures.none_of(
            "Failed requests and statements", ledger.failures, f"{ledger.asked.total():,} ({ways})"
        )
        lost = lost_or_doubled(self.admin, ledger, self.counter, self.stock)
        rows = sum(len(marks) for marks in ledger.rows.values())
        figures.none_of("Rows lost, doubled or half written", lost, f"{rows:,} acknowledged")
        figures.must(
            "Transactions that lost against another one and were tried again",
            str(ledger.retried),
            True,
            "told",
        )
        self._look_at_ids()
        figures.none_of("TABLE_ID that is not kept", self.moved_ids, f"{len(self.ids)} tables")
        asked, different = self.parity
        figures.none_of("Answers of services that differ from the monolith's", different, f"{asked} GETs")
        tried, open_ = self.foreign
        figures.none_of("Rights that a service's user has and should not", open_, f"{tried:,} tried")
        quiet = ledger.longest.pop(REST, 0.0) * 1000
        moving = max(ledger.longest.values(), default=0.0) * 1000
        figures.must(
            "Longest wait of a client while a phase went forward or back", f"{moving:.0f} ms",
            moving <= max(self.options.stall, 2 * quiet), f"up to {self.options.stall} ms, or twice the one at rest",
        )  # fmt: skip
        figures.must("Longest wait at rest, under the same load", f"{quiet:.0f} ms", True, "told")
        figures.same(
            "Under load, after the way back: schema, accounts and rights",
            self.schema_before,
            self.admin.dump(data=False),
        )
        figures.none_of("Programs that ended by themselves", self.stage.ended())
        states = set(self._states().values()) - {"nothing"}
        targets = [kind for _, kind in self._targets()]
        figures.must(
            "The end", f"{', '.join(sorted(states))}; {targets.count('monolith')} of {len(targets)} routes at the monolith",
            states == {"not applied"} and set(targets) == {"monolith"}, "as at the start",
        )  # fmt: skip

    @property
    def _migrated(self) -> list[str]:
        return sorted(name for phase in self.phases for name in phase.services)

    def _passwords(self) -> tuple[str, str]:
        return "--passwords", str(self.secrets)

    def _password(self, service: str) -> str:
        found: dict[str, str] = json.loads(Path(self.secrets).read_text(encoding="utf-8"))
        return found[self.parts[service]["account"]["user"]]

    def _states(self) -> dict[str, str]:
        told = self.shell.run(["woosh-split", "status", "--format", "json"], instead=self._self, shown=False)
        return {phase["id"]: phase["state"] for phase in json.loads(told)["phases"]}

    def _targets(self) -> list[tuple[str, str]]:
        import yaml

        table = yaml.safe_load(self.stage.built.table.read_text(encoding="utf-8"))
        return [(route["service"], route["target"]["kind"]) for route in table["routes"]]

    def _prepare(self) -> None:
        """Make the clients, each with an outlet of its own that has something to sell."""
        ports = {"gateway": self.stage.ports[GATEWAY], "monolith's own address": self.stage.ports[MONOLITH]}
        (product,) = self.admin.rows(f"SELECT MIN(id) FROM {DATABASE}.products")[0]
        (leave_type,) = self.admin.rows(f"SELECT MIN(id) FROM {DATABASE}.leave_types")[0]
        phones = [
            row[0]
            for row in self.admin.rows(
                f"SELECT phoneNumber FROM {DATABASE}.SalesRep WHERE status = 1 ORDER BY id"
            )
        ]
        outlets = [row[0] for row in self.admin.rows(f"SELECT id FROM {DATABASE}.Clients ORDER BY id")]
        self.clients: list[Client] = []
        self.stock: dict[int, int] = {}
        for number in range(self.options.clients):
            for way, port in ports.items():
                outlet = outlets[len(self.stock)]
                web = Web(way, port, phones[number % len(phones)], outlet, product, leave_type, self.ledger)
                web.log_in()
                web.ask(
                    "POST", "/api/client-stock", {"clientId": outlet, "productId": product, "quantity": STOCK}
                )
                ((total,),) = self.admin.rows(
                    f"SELECT SUM(quantity) FROM {DATABASE}.ClientStock WHERE clientId = {outlet}"
                )
                self.stock[outlet] = int(total)
                self.clients.append(web)
            self.clients.append(Sql("SQL under the old names", self.stage.database, APP_USER, self.stage.app_password,
                                    DATABASE, INSERTS, self.ledger, True))  # fmt: skip
        self.token = next(each.token for each in self.clients if isinstance(each, Web))
        ((self.counter,),) = self.admin.rows(f"SELECT status FROM {DATABASE}.routes WHERE id = 1")

    def _own_clients(self, name: str, part: Any, password: str, schema: str) -> None:
        if name in OWNERS:
            sql = Sql("SQL as the service", self.stage.database, part["account"]["user"], password, schema,
                      [OWNERS[name]], self.ledger, False)  # fmt: skip
            self.own.setdefault(name, []).append(sql)
            self.load.start(sql)

    def _compare(self, name: str) -> None:
        """While nobody writes: the same questions to monolith and service; and every foreign table as the service's user."""
        with self.load.halted():
            ports = (self.stage.ports[MONOLITH], self.stage.ports[GATEWAY])
            asked, different = differing(self.stage.built.table, name, ports, self.token)
        tried, open_ = foreign_rights(self.admin, self.parts[name], self._password(name))
        print(
            f"  {name}: {asked} GETs, {len(different)} answered differently; {tried} rights tried that it should not have, {len(open_)} there",
            flush=True,
        )
        self.parity = self.parity[0] + asked, self.parity[1] + different
        self.foreign = self.foreign[0] + tried, self.foreign[1] + open_

    def _look_at_ids(self) -> None:
        now = self.admin.table_ids(self.tables)
        self.moved_ids += [
            f"{name}: {number} was {self.ids[name]}"
            for name, number in sorted(now.items())
            if number != self.ids[name]
        ]
        self.moved_ids += [f"{name} is gone" for name in sorted(self.ids.keys() - now.keys())]

    def _rest(self, seconds: float | None = None) -> None:
        self.ledger.now = REST
        time.sleep(self.options.soak if seconds is None else seconds)

    @contextmanager
    def _timed(self, what: str, phase: str) -> Iterator[None]:
        self.ledger.now = state = f"{what} {phase}"
        began = time.monotonic()
        try:
            yield
        finally:
            self.ledger.now = REST
            longest = int(self.ledger.longest.get(state, 0.0) * 1000)
            self.figures.phases.append((what, phase, time.monotonic() - began, longest))
