"""The organisation as statements, forward and back, in the order in which they run.

Written for a server on which nothing else works with the tables. Even there the server's own threads hold a lock for a
moment. MariaDB may crash where a RENAME that puts a view in a table's place waits for a lock while others use the names,
so there no statement waits: the RENAME is tried again until it comes through. What can be repeated says IF NOT EXISTS or
OR REPLACE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1

from woosh_split.artefacts.database.names import passing_name
from woosh_split.artefacts.database.stage import MARIADB
from woosh_split.model.organisation import (
    DELETE,
    OLD_NAME,
    PUBLISHED,
    Account,
    Debt,
    Grant,
    Move,
    Organisation,
    PhasePart,
    ServicePart,
    StoredRoutine,
    View,
)
from woosh_split.plan.scene import SCHEMA
from woosh_split.sql.quoting import account, literal, quoted

_MODE = "'NO_ENGINE_SUBSTITUTION'"
"""Whatever the server's own: double quotes hold texts, and a backslash escapes."""

ATTEMPTS, PAUSE = 1000, 0.005
"""How often a RENAME is tried on MariaDB, and the seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement without its delimiter; ``why`` goes above it as a comment, ``compound``: it holds ``;`` itself."""

    sql: str
    why: str = ""
    compound: bool = False


def session_statements(server: str) -> tuple[Statement, ...]:
    """Return what a connection says first: how texts are read, and that no lock is waited for."""
    wait = 0 if server == MARIADB else 1  # MySQL knows no shorter wait
    return (
        Statement("SET NAMES utf8mb4"),
        Statement(f"SET SESSION sql_mode = {_MODE}"),
        Statement(f"SET SESSION lock_wait_timeout = {wait}, innodb_lock_wait_timeout = {wait}"),
    )


def forward_statements(phase: PhasePart, organisation: Organisation, server: str) -> tuple[Statement, ...]:
    """Return what carries a phase out."""
    return tuple(each for part in phase.services for each in _forward(part, organisation.schema, server))


def back_statements(phase: PhasePart, organisation: Organisation, server: str) -> tuple[Statement, ...]:
    """Return what takes a phase back, the last thing first."""
    return tuple(each for part in reversed(phase.services) for each in _back(part, server))


def _forward(part: ServicePart, monolith: str, server: str) -> Iterator[Statement]:
    if part.isolation == SCHEMA:
        for schema in _schemas(part):
            yield from _create_schema(schema, monolith)
    yield from _accounts(part, server)
    if part.moves:
        yield from _move(part, server)
    if part.definer is not None:
        rest = [grant for grant in part.definer_grants if not any(_moved(grant, move) for move in part.moves)]
        title = f"What {part.service} sees of tables that lie elsewhere."
        for grant in rest:
            yield Statement(grant_sql(grant, part.definer), title if grant is rest[0] else "")
    for view in part.views:
        if view.purpose != OLD_NAME:
            yield Statement(view_sql(view, part.definer), _why_view(view))
    for routine in part.routines:
        yield from routine_statements(routine, part, server)
    for grant in part.grants:
        titles = [f"What {part.service} may do."] if grant is part.grants[0] else []
        yield Statement(grant_sql(grant, part.account), "\n".join([*titles, *_why_grant(grant)]))


def _back(part: ServicePart, server: str) -> Iterator[Statement]:
    yield Statement(f"DROP USER IF EXISTS {_user(part.account)}")
    if part.account.role is not None:
        yield Statement(f"DROP ROLE IF EXISTS {quoted(part.account.role)}")
    for routine in reversed(part.routines):
        yield Statement(f"DROP {routine.kind.upper()} IF EXISTS {quoted(routine.schema, routine.name)}")
    for view in reversed(part.views):
        if view.purpose != OLD_NAME:
            yield Statement(f"DROP VIEW IF EXISTS {quoted(view.schema, view.name)}")
    if part.moves:
        yield from _move_back(part.moves, server)
    if part.isolation == SCHEMA:
        for schema in reversed(_schemas(part)):
            yield from _drop_schema(schema)
    if part.definer is not None:
        yield Statement(f"DROP USER IF EXISTS {_user(part.definer)}")


def _schemas(part: ServicePart) -> list[str]:
    return list(dict.fromkeys((part.schema, *(move.target for move in part.moves))))


def _create_schema(schema: str, monolith: str) -> Iterator[Statement]:
    """Create a schema with the character set and collation of the monolith's, whatever they are."""
    head = literal(f"CREATE DATABASE IF NOT EXISTS {quoted(schema)} CHARACTER SET ")
    yield Statement(
        f"SELECT CONCAT({head}, DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME) INTO @ws_sql\n"
        f"  FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {literal(monolith)}",
        f"The schema {schema}, with the character set and collation of {monolith}.",
    )
    yield from _prepared()


def _drop_schema(schema: str) -> Iterator[Statement]:
    """Drop a schema unless something is in it: a table that is left there would be lost."""
    drop = literal(f"DROP DATABASE IF EXISTS {quoted(schema)}")
    keep = literal("SELECT " + literal(f"{schema} still holds something and was left alone") + " AS note")
    name = literal(schema)
    yield Statement(
        f"SELECT IF(COUNT(*) = 0, {drop}, {keep}) INTO @ws_sql FROM (\n"
        f"  SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {name} UNION ALL\n"
        f"  SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {name} UNION ALL\n"
        f"  SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {name}) AS held",
        f"The schema {schema} goes only if it is empty.",
    )
    yield from _prepared()


def _prepared() -> Iterator[Statement]:
    yield Statement("PREPARE ws_statement FROM @ws_sql")
    yield Statement("EXECUTE ws_statement")
    yield Statement("DEALLOCATE PREPARE ws_statement")


def _accounts(part: ServicePart, server: str) -> Iterator[Statement]:
    who = part.account
    yield Statement(
        f"CREATE USER IF NOT EXISTS {_user(who)} ACCOUNT LOCK",
        f"The user of {part.service}: locked until it is given a password.",
    )
    if who.role is not None:
        role = quoted(who.role)
        yield Statement(f"CREATE ROLE IF NOT EXISTS {role}")
        yield Statement(f"GRANT {role} TO {_user(who)}")
        word = "FOR" if server == MARIADB else "TO"
        yield Statement(f"SET DEFAULT ROLE {role} {word} {_user(who)}")
    if part.definer is not None:
        yield Statement(
            f"CREATE USER IF NOT EXISTS {_user(part.definer)} ACCOUNT LOCK",
            "Nobody logs in as this one: the views below use its rights.",
        )


def _move(part: ServicePart, server: str) -> Iterator[Statement]:
    """Move all tables of a part and put views in their places, in one statement.

    First each new name is a view of the old one: so no name leads nowhere, and no table is created that could be
    mistaken for the real one.
    """
    renames, passed = [], []
    for move in part.moves:
        new, old = quoted(move.target, move.table), quoted(move.source, move.table)
        before = quoted(move.target, passing_name(move.source, move.table, "old"))
        after_name = passing_name(move.source, move.table, "next")
        yield Statement(
            f"CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW {new} AS SELECT * FROM {old}",
            f"{move.table} will move to {move.target}; its old name stays alive as a view.",
        )
        if part.definer is not None:
            grant = next(grant for grant in part.definer_grants if _moved(grant, move))
            yield Statement(grant_sql(grant, part.definer))
        yield Statement(
            view_sql(View(move.source, after_name, move.target, move.table, OLD_NAME), part.definer)
        )
        renames += [f"{new} TO {before}", f"{old} TO {new}", f"{quoted(move.source, after_name)} TO {old}"]
        passed.append(before)
    yield _rename(renames, server, "All of them move at once, or none.")
    yield Statement(f"DROP VIEW IF EXISTS {', '.join(passed)}")


def _move_back(moves: Iterable[Move], server: str) -> Iterator[Statement]:
    renames, passed = [], []
    for move in moves:
        new, old = quoted(move.target, move.table), quoted(move.source, move.table)
        passing = quoted(move.source, passing_name(move.source, move.table, "old"))
        renames += [f"{old} TO {passing}", f"{new} TO {old}"]
        passed.append(passing)
    yield _rename(renames, server, "The tables come back, with every row that was written meanwhile.")
    yield Statement(f"DROP VIEW IF EXISTS {', '.join(passed)}")


def _rename(renames: Iterable[str], server: str, why: str) -> Statement:
    """Return the RENAME; on MariaDB, where it must not wait for a lock, it is tried until it comes through."""
    separator = ",\n    " if server != MARIADB else ",\n        "
    rename = f"RENAME TABLE{separator[1:]}{separator.join(renames)}"
    if server != MARIADB:
        return Statement(rename, why)
    return Statement(
        f"""BEGIN NOT ATOMIC
  DECLARE attempts INT DEFAULT 0;
  DECLARE moved BOOL DEFAULT FALSE;
  WHILE NOT moved DO
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213
      BEGIN
        SET attempts = attempts + 1;
        IF attempts >= {ATTEMPTS} THEN RESIGNAL; END IF;
        DO SLEEP({PAUSE});
      END;
      {rename};
      SET moved = TRUE;
    END;
  END WHILE;
END""",
        why,
        compound=True,
    )


def _moved(grant: Grant, move: Move) -> bool:
    return (grant.schema, grant.name) == (move.target, move.table)


def view_sql(view: View, definer: Account | None) -> str:
    """Return what creates a view or replaces it; without a definer it is whoever runs the statement."""
    columns = ", ".join(quoted(column) for column in view.columns) or "*"
    who = f" DEFINER={_user(definer)}" if definer is not None else ""
    return (
        f"CREATE OR REPLACE ALGORITHM=MERGE{who} SQL SECURITY DEFINER VIEW {quoted(view.schema, view.name)} AS\n"
        f"  SELECT {columns} FROM {quoted(view.source_schema, view.source)}"
    )


def _why_view(view: View) -> str:
    if view.hidden:
        return f"{view.name} without {', '.join(each.column for each in view.hidden)}."
    return (
        f"{view.name} stays in {view.source_schema} and is seen from here."
        if view.purpose != PUBLISHED
        else ""
    )


def routine_statements(routine: StoredRoutine, part: ServicePart, server: str) -> Iterator[Statement]:
    """Yield what creates a routine anew, in the sql_mode that it was written for."""
    kind, name = routine.kind.upper(), quoted(routine.schema, routine.name)
    who = f" DEFINER={_user(part.definer)}" if part.definer is not None else ""
    mode = literal(routine.sql_mode) if routine.sql_mode is not None else "@@GLOBAL.sql_mode"
    replace = " OR REPLACE" if server == MARIADB else ""
    yield Statement(
        f"SET SESSION sql_mode = {mode}",
        f"{routine.name} as the monolith has it, but with the rights of its caller.",
    )
    if server != MARIADB:
        yield Statement(f"DROP {kind} IF EXISTS {name}")
    yield Statement(f"CREATE{replace}{who} {kind} {name} {routine.text}", compound=True)
    yield Statement(f"SET SESSION sql_mode = {_MODE}")


def grant_sql(grant: Grant, to: Account) -> str:
    """Return a grant to an account, or to its role where it has one."""
    who = quoted(to.role) if to.role is not None else _user(to)
    columns = f" ({', '.join(quoted(column) for column in grant.columns)})" if grant.columns else ""
    verbs = ", ".join(verb if verb == DELETE else f"{verb}{columns}" for verb in grant.verbs)
    kind = f"{grant.kind.upper()} " if grant.kind in ("procedure", "function") else ""
    target = f"{quoted(grant.schema)}.*" if grant.kind == "schema" else quoted(grant.schema, grant.name)
    return f"GRANT {verbs} ON {kind}{target} TO {who}"


def _why_grant(grant: Grant) -> list[str]:
    return [f"{told_debt(debt)}: writes {grant.name} of {grant.owner}" for debt in grant.debts]


def told_debt(debt: Debt) -> str:
    """Return a debt in words: its policy and crossing, where it is filed, and when it ends."""
    word = "DEBT" if debt.policy == "debt" else debt.policy.upper()
    if debt.policy != "debt" and debt.issue is None and debt.until is None:
        return f"{word} {debt.crossing}"
    until = debt.until.isoformat() if debt.until is not None else "unscheduled"
    return f"{word} {debt.crossing}, issue {debt.issue or 'unfiled'}, until {until}"


def _user(who: Account) -> str:
    return account(who.user, who.host)


def password_statements(
    passwords: Iterable[tuple[Account, str]], *, hashed: bool = False
) -> tuple[Statement, ...]:
    """Return what gives accounts their passwords and opens them; these belong into no file that is reviewed.

    ``hashed``: as MariaDB itself keeps them, so that no log of the server holds a password.
    """
    return tuple(
        Statement(
            f"ALTER USER {_user(who)} IDENTIFIED BY"
            f" {f'PASSWORD {literal(_native_hash(password))}' if hashed else literal(password)} ACCOUNT UNLOCK"
        )
        for who, password in passwords
    )


def _native_hash(password: str) -> str:
    """Return what ``mysql_native_password`` keeps of a password."""
    once = sha1(password.encode(), usedforsecurity=False).digest()
    return f"*{sha1(once, usedforsecurity=False).hexdigest().upper()}"
