"""The database as each service sees it: the one place where the comparison meets the SQL of ``database sql``."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from woosh_split.artefacts.database.files import script
from woosh_split.artefacts.database.statements import (
    forward_statements,
    password_statements,
    session_statements,
)
from woosh_split.database.comparing import accounts_of, administer, databases_of, run, value_of
from woosh_split.errors import InputError
from woosh_split.model.organisation import Organisation, PhasePart, ServicePart
from woosh_split.model.split import MONOLITH
from woosh_split.parity.clones import run_sql
from woosh_split.parity.server import Server, find_program
from woosh_split.sql.quoting import account as quoted_account
from woosh_split.sql.quoting import literal, quoted

_HOST = "%"


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
    who = f"{literal(user)}@{literal(_HOST)}"
    server.will_make_account(who)
    with administer(server.url) as connection:
        run(
            connection,
            [
                f"CREATE USER {who} IDENTIFIED BY {literal(password)}",
                f"GRANT ALL ON {quoted(database)}.* TO {who}",
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


def kind_of(server: Server) -> str:
    """Return ``mariadb`` or ``mysql``.

    Raises:
        DatabaseError: the server is away.
    """
    with administer(server.url) as connection:
        return "mariadb" if "mariadb" in value_of(connection, "VERSION()").lower() else "mysql"


def organised(
    server: Server, organisation: Organisation, services: Collection[str], mark: str
) -> Mapping[str, Account]:
    """Carry out the phases of ``services`` on the clone, and return their accounts and the remainder's.

    With the remainder among ``services`` it gets its own rights; else the monolith keeps all of them, as in the midst of
    a migration.

    Raises:
        InputError: the server already holds what would be made, or refuses a statement.
        DatabaseError: the server is away.
    """
    parts = [part for part in organisation.parts if part.service in services]
    _reserve(server, parts)
    kind = kind_of(server)
    phase = PhasePart("verify", tuple(parts))
    passwords = {part.service: secrets.token_hex(16) for part in parts}
    opened = password_statements((part.account, passwords[part.service]) for part in parts)
    statements = (*session_statements(kind), *forward_statements(phase, organisation, kind), *opened)
    refused = run_sql(server, find_program("mariadb", "mysql"), script(statements).encode(), None)
    if refused is not None:
        raise InputError(f"The SQL of `woosh-split database sql` does not run on the clone: {refused}")
    accounts = {
        part.service: Account(part.schema, part.account.user, passwords[part.service]) for part in parts
    }
    if MONOLITH not in accounts:
        accounts[MONOLITH] = one_account(server, organisation.schema, f"{mark}rest")
    return accounts


def _reserve(server: Server, parts: Sequence[ServicePart]) -> None:
    """Remember what will be made, and refuse to touch what is there already."""
    schemas = {schema for part in parts for schema in (part.schema, *(move.target for move in part.moves))}
    schemas -= set(server.databases)
    who = [account for part in parts for account in (part.account, part.definer) if account is not None]
    roles = {account.role for account in who if account.role is not None}
    with administer(server.url) as connection:
        there = sorted(schemas & databases_of(connection)) + sorted(
            ({account.user for account in who} | roles) & accounts_of(connection)
        )
    if there:
        raise InputError(
            f"The server already holds {', '.join(there)}, which the services would get. Give --database a "
            "server without these, or leave it out: then a server is started."
        )
    for schema in sorted(schemas):
        server.will_make_database(schema)
    for account in who:
        server.will_make_account(quoted_account(account.user, account.host))
    for role in sorted(roles):
        server.will_make_role(role)
