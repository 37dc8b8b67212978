"""The database as each service sees it: the one place where the comparison meets the SQL of ``database sql``."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from woosh_split.database.comparing import administer, literal, quoted, run
from woosh_split.parity.server import Server


@dataclass(frozen=True, slots=True)
class Account:
    """A database and who may use it."""

    database: str
    user: str
    password: str


def one_account(server: Server, database: str, user: str) -> Account:
    """Make an account that may do everything in one database, and nothing elsewhere.

    Raises:
        DatabaseError: the server refuses.
    """
    password = secrets.token_hex(16)
    server.will_make_account(f"{literal(user)}@'%'")
    with administer(server.url) as connection:
        run(
            connection,
            [
                f"CREATE USER {literal(user)}@'%' IDENTIFIED BY {literal(password)}",
                f"GRANT ALL ON {quoted(database)}.* TO {literal(user)}@'%'",
            ],
        )
    return Account(database, user, password)


def without_isolation(
    server: Server, database: str, services: Sequence[str], mark: str
) -> Mapping[str, Account]:
    """Return an account for each service, all of them with every right on one database."""
    return {
        service: one_account(server, database, f"{mark}{number}") for number, service in enumerate(services)
    }
