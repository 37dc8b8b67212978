"""What the tests of a migration share: requests, comparable states of a server, and runs that are killed."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from database_shop import PHASES, SERVICES, facts, shop_organisation, split
from mariadb import MariaDb

from woosh_split.database import journal as journal_module
from woosh_split.database.journal import Journal
from woosh_split.model.organisation import Organisation
from woosh_split.model.split import SplitFile
from woosh_split.model.world import Action
from woosh_split.pipeline.migration import MigrationRequest, apply_phase, rollback_phase
from woosh_split.sql.quoting import quoted

PASSWORD = "it's a \\ secret"
BEFORE_INTENT, AFTER_INTENT, AFTER_STATEMENT, AFTER_DONE = (
    "before intent",
    "after intent",
    "after statement",
    "after done",
)
MOMENTS = (BEFORE_INTENT, AFTER_INTENT, AFTER_STATEMENT, AFTER_DONE)
SYSTEM = {"Database", "information_schema", "mysql", "performance_schema", "sys"}
USERS = "SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) FROM mysql.user WHERE is_role = 'N' AND Host <> '' ORDER BY 1;"
ROLES = "SELECT QUOTE(User) FROM mysql.user WHERE is_role = 'Y' ORDER BY 1;"


def late_split() -> SplitFile:
    """Return the shop's split with schemas that sort after the monolith's, so that forward is the longer way."""
    services = tuple(replace(each, isolation=None, schema=f"zz_{each.name}") for each in SERVICES)
    return replace(split("schema", everywhere=True), services=services)


def request(server: MariaDb, organisation: Organisation, **more: object) -> MigrationRequest:
    """Return a request for the shop on a server, without the rehearsal unless it is asked for."""
    passwords = {part.account.user: PASSWORD for part in organisation.parts}
    found = MigrationRequest(
        server.url("shop"), organisation, PHASES, facts().accesses, passwords, rehearsal=False
    )
    return replace(found, **more)


def state(server: MariaDb) -> dict[str, str]:
    """Return everything that must be the same: each schema with its rows, and who may do what; not the journal."""
    schemas = [name for name in server.execute("SHOW DATABASES;").split() if name not in SYSTEM]
    found = {
        name: re.sub(r"^-- (Dump completed|Host|Server).*$", "", server.dump(name), flags=re.MULTILINE)
        for name in schemas
        if name != "woosh_split"
    }
    tables = ("global_priv", "db", "tables_priv", "columns_priv", "procs_priv", "roles_mapping")
    rights = "\n".join(
        line
        for table in tables
        for line in sorted(server.execute(f"SELECT * FROM mysql.{table};").splitlines())
    )
    found["rights"] = re.sub(r"\b\d{9,10}\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "", rights)
    return found


@contextmanager
def only(server: MariaDb, script: str) -> Iterator[MariaDb]:
    """Yield the server with the shop's database; whatever is added meanwhile is gone afterwards."""
    server.create_database("shop", script)
    users, roles = server.execute(USERS).splitlines(), server.execute(ROLES).splitlines()
    try:
        yield server
    finally:
        gone = [
            f"DROP DATABASE {quoted(n)};"
            for n in server.execute("SHOW DATABASES;").split()
            if n not in SYSTEM
        ]
        gone += [f"DROP USER {user};" for user in server.execute(USERS).splitlines() if user not in users]
        gone += [f"DROP ROLE {role};" for role in server.execute(ROLES).splitlines()[1:] if role not in roles]
        server.execute("".join(["SET foreign_key_checks = 0;", *gone]))


def killed(run: Callable[[], object], moment: str, number: int) -> bool:
    """Run in a child that is killed at the ``number``-th action's moment; whether it was.

    The child is a fork: what it does, it does with the tool's own code, and nothing of it ends in an orderly way.
    """
    child = os.fork()
    if child == 0:
        try:
            _deadly(moment, number)
            run()
        except BaseException as error:  # the parent must not go on twice
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _deadly(moment: str, number: int) -> None:
    intent, done = Journal.intent, Journal.done
    seen = 0

    def die(now: str) -> None:
        if now == moment and seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def deadly_intent(self: Journal, step: str, action: Action) -> int:
        nonlocal seen
        seen += 1
        die(BEFORE_INTENT)
        row = intent(self, step, action)
        die(AFTER_INTENT)
        return row

    def deadly_done(self: Journal, row: int, attempts: int, ms: int) -> None:
        die(AFTER_STATEMENT)
        done(self, row, attempts, ms)
        die(AFTER_DONE)

    journal_module.Journal.intent = deadly_intent  # type: ignore[method-assign]
    journal_module.Journal.done = deadly_done  # type: ignore[method-assign]


def step_by_step(run: Callable[[], object], moment: str, most: int = 300) -> int:
    """Run again and again, each time killed at this moment of its first action that gets it further; return the deaths."""
    number = 2 if moment in (BEFORE_INTENT, AFTER_INTENT) else 1
    for deaths in range(most):
        if not killed(run, moment, number):
            return deaths
    raise AssertionError("it does not come to an end")


__all__ = ["apply_phase", "rollback_phase", "shop_organisation"]
