"""Reasons not to begin: each a sentence that says what stands in the way and what to do about it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from woosh_split.apply.triggers import may_close, tables_to_close
from woosh_split.artefacts.database.moving import LostTable, arrived, names_of, place_of, sorts_well
from woosh_split.artefacts.database.steps import FORWARD, Setting, schemas_of_part
from woosh_split.database.ddl import Ddl, transactions
from woosh_split.database.obstacles import ServerState, foreign_keys, server_state, table_states
from woosh_split.model.access import REFUSED_ON_VIEWS, Access
from woosh_split.model.migration import Client
from woosh_split.model.organisation import OLD_NAME, Account, Move, PhasePart
from woosh_split.model.world import (
    OBJECT,
    ROLE,
    SCHEMA,
    USER,
    BaseTable,
    Key,
    SimpleView,
    World,
)

OLD_TRANSACTION = 5
"""Seconds after which an open transaction is one to wait for before anything begins."""

MARIADB_FROM, MYSQL_FROM = (10, 6), (8, 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a preflight looks at."""

    phase: PhasePart
    monolith: str
    direction: str
    world: World
    setting: Setting
    accesses: tuple[Access, ...] = ()
    accept_untested: bool = False
    transactions: bool = True
    """Whether transactions that are open for long stand in the way already."""
    changes_tables: tuple[str, ...] = ()
    """Places where the monolith is told to change its tables whenever it starts."""


def obstacles(ground: Ground, ddl: Ddl) -> tuple[str, ...]:
    """Return every reason not to begin, the server's own first."""
    moves = [move for part in ground.phase.services for move in part.moves]
    found = [*_server(ground, server_state(ddl), bool(moves))]
    if found and moves:
        return tuple(found)
    try:
        going = [move for move in moves if not arrived(move, _goal(move, ground), ground.world)]
    except LostTable as lost:
        return (*found, str(lost))
    if ground.direction == FORWARD:
        found += _clashes(ground)
        found += _missing(ground)
        found += _statements(ground)
        if going and ground.changes_tables:
            found.append(
                f"`synchronize: true` at {', '.join(ground.changes_tables)}: TypeORM alters the tables whenever the monolith starts, "
                "fails on the views that take their place, and the monolith does not start any more. Set it to false and deploy "
                "that; where the deployed one has it off by its environment, give --accept-synchronize."
            )
    found += _tables(going, ground, ddl)
    found += _leftovers(moves, ground)
    found += _triggers(moves, ddl)
    if going and ground.transactions:
        found += _waiting(ground, ddl)
    return tuple(found)


def _goal(move: Move, ground: Ground) -> str:
    return move.target if ground.direction == FORWARD else move.source


def _server(ground: Ground, server: ServerState, moves: bool) -> Iterator[str]:
    if moves and server.mariadb and server.number < MARIADB_FROM:
        yield f"MariaDB {server.version} may leave a RENAME half done when it crashes: tables move from 10.6 on. Use isolation grants."
    if moves and not server.mariadb and server.number < MYSQL_FROM:
        yield f"MySQL {server.version} may leave a RENAME half done when it crashes: tables move from 8.0 on. Use isolation grants."
    elif moves and not server.mariadb and not ground.accept_untested:
        yield f"Moving tables on MySQL {server.version} is untested. With --accept-untested it is rehearsed on empty copies first."
    if server.read_only:
        yield "The server is read-only (@@read_only). Name the primary."
    if server.replica:
        yield "The server is a replica of another one: what is changed here is not there. Name the primary."
    schemas = {schema for part in ground.phase.services for schema in schemas_of_part(part)}
    silent = {
        s for s in schemas if s in server.binlog_not or (server.binlog_only and s not in server.binlog_only)
    }
    if silent:
        yield (
            f"The binary log leaves {', '.join(sorted(silent))} out, so replicas would lose the tables. Change "
            "binlog_do_db or binlog_ignore_db."
        )
    if server.folds_names:
        odd = sorted(
            {m.table for part in ground.phase.services for m in part.moves if m.table != m.table.lower()}
        )
        if odd:
            yield f"The server folds names of tables (lower_case_table_names), and {', '.join(odd)} are not in small letters."


def _clashes(ground: Ground) -> Iterator[str]:
    """What has the name of something that is to be made, and was not made by us."""
    for part in ground.phase.services:
        for schema in schemas_of_part(part):
            if (SCHEMA, schema) in ground.world and not _ours((SCHEMA, schema), ground):
                yield f"The schema {schema} is there and was not made by woosh-split. Give {part.service} another with `schema:`."
        for who in (part.account, part.definer):
            if who is not None and (USER, who.user, who.host) in ground.world:
                yield from _account_clash(who, part.service, ground)
        role = part.account.role
        if role is not None and (ROLE, role) in ground.world and not _ours((ROLE, role), ground):
            yield f"The role {role} is there and was not made by woosh-split. Give {part.service} another name with `schema:`."
        for move in part.moves:
            names = names_of(move)
            seen = ground.world.get((OBJECT, move.target, move.table))
            known = {names.low, names.high, names.base, names.first}
            if isinstance(seen, SimpleView) and seen.target not in known:
                yield f"{move.target}.{move.table} is a view of something else, made by hand. Move it away."
        for view in part.views:
            seen = ground.world.get((OBJECT, view.schema, view.name))
            strange = isinstance(seen, BaseTable) or (
                isinstance(seen, SimpleView) and seen.target != (view.source_schema, view.source)
            )
            if view.purpose != OLD_NAME and strange:
                yield f"{view.schema}.{view.name} is there, and is not the view of {view.source} that it should be. Move it away."


def _account_clash(who: Account, service: str, ground: Ground) -> Iterator[str]:
    if not _ours((USER, who.user, who.host), ground):
        yield f"The user {who.user}@{who.host} is there and was not made by woosh-split. Give {service} another name with `schema:`."


def _ours(key: Key, ground: Ground) -> bool:
    return ground.setting.ours is None or key in ground.setting.ours


def _missing(ground: Ground) -> Iterator[str]:
    """What the plan names and the server does not have: the facts are older than the server, or the other way round."""
    world = ground.world
    for part in ground.phase.services:
        sources = {
            (view.source_schema, view.source): view.columns for view in part.views if view.purpose != OLD_NAME
        }
        for (schema, table), columns in sorted(sources.items()):
            if schema == ground.monolith:
                yield from _lacks(schema, table, columns, world)
        made = {(view.schema, view.name) for view in part.views} | {(m.target, m.table) for m in part.moves}
        for grant in part.grants:
            if (
                grant.kind == "table"
                and grant.schema == ground.monolith
                and (grant.schema, grant.name) not in made
            ):
                yield from _lacks(grant.schema, grant.name, grant.columns, world)


def _lacks(schema: str, table: str, columns: Iterable[str], world: World) -> Iterator[str]:
    seen = world.get((OBJECT, schema, table))
    if not isinstance(seen, BaseTable | SimpleView):
        yield f"{schema}.{table} is planned with and is not on the server: the plan is of another state. Run `analyse` and `plan` again."
        return
    gone = [column for column in columns if column not in seen.columns]
    if gone:
        yield f"{schema}.{table} has no column {', '.join(gone)} on the server: the plan is of another state. Run `analyse` and `plan` again."


def _statements(ground: Ground) -> Iterator[str]:
    """Statements of the code that a view refuses, for tables whose old name becomes one."""
    moved = {move.table for part in ground.phase.services for move in part.moves}
    for table in sorted(moved):
        for operation, instead in REFUSED_ON_VIEWS.items():
            places = sorted(
                f"{operation.upper()} at {a.file}:{a.line}"
                for a in ground.accesses
                if a.table == table and a.operation == operation
            )
            if places:
                yield (
                    f"{table}: {', '.join(places)} does not work on a view, and the monolith would meet one. "
                    f"{instead[0].upper()}{instead[1:]}, or use isolation grants."
                )


def _tables(going: list[Move], ground: Ground, ddl: Ddl) -> Iterator[str]:
    for schema, moves in _by_place(going, ground).items():
        states = table_states(ddl, schema, [place[1] for place, _ in moves])
        for place, move in moves:
            state = states.get(place[1])
            if state is None:
                continue
            to = _goal(move, ground)
            if state.kind != "BASE TABLE":
                yield f"{schema}.{move.table} is a {state.kind.lower()}: only plain tables move. Use isolation grants."
            if state.engine.lower() != "innodb":
                yield f"{schema}.{move.table} is of the engine {state.engine}: only InnoDB renames safely. Convert it, or use isolation grants."
            if state.triggers:
                yield f"{schema}.{move.table} has triggers ({', '.join(state.triggers)}), which stop a RENAME into another schema. Plan again: such a table stays."
            if not sorts_well(move.table):
                yield f"{move.table} has a name that sorts before $ or after ~, and the order of locks could not be kept. Use isolation grants."
            own = {move.table, place[1]} if place[0] == to else {move.table}  # it may rest there already
            taken = {
                name for table, names in foreign_keys(ddl, to).items() if table not in own for name in names
            }
            both = sorted(taken & set(state.keys))
            if both:
                yield f"{to} has foreign keys of the same names as {schema}.{move.table}: {', '.join(both)}. Rename them."


def _by_place(going: list[Move], ground: Ground) -> dict[str, list[tuple[tuple[str, str], Move]]]:
    found: dict[str, list[tuple[tuple[str, str], Move]]] = {}
    for move in going:
        place = place_of(move, ground.world)
        found.setdefault(place[0], []).append((place, move))
    return found


def _leftovers(moves: list[Move], ground: Ground) -> Iterator[str]:
    """Names like ours that are none of ours: another split file, or another table of an older one."""
    ours = {place for move in moves for place in names_of(move).passing}
    targets = {move.target for move in moves}
    strange = sorted(
        f"{key[1]}.{key[2]}"
        for key in ground.world
        if key[0] == OBJECT and key[1] in targets and key[2][:4] in ("~ws_", "$ws_") and key[1:] not in ours
    )
    if strange:
        yield f"There are leftovers of another move: {', '.join(strange)}. See which phase `status` calls partly applied, and finish it."


def _triggers(moves: list[Move], ddl: Ddl) -> Iterator[str]:
    """Tables that have to be closed after a move, by an account that may not; also after one that was cut off there."""
    told = [
        f"{place} name {move.table}"
        for move in sorted(moves, key=lambda move: move.table)
        for place in tables_to_close(move.table, ddl)
    ]
    if told and not may_close(ddl):
        yield f"Triggers of {', of '.join(told[:5])}: after the move these tables have to be closed (FLUSH TABLES). Give the account RELOAD."


def _waiting(ground: Ground, ddl: Ddl) -> Iterator[str]:
    schemas = frozenset(
        {ground.monolith, *(s for part in ground.phase.services for s in schemas_of_part(part))}
    )
    old = _old(schemas, ddl)
    if old:  # the server shows what it saw up to 0.1 s ago
        time.sleep(0.2)
        old = _old(schemas, ddl)
    if old:
        told = "; ".join(each.told for each in old[:5])
        yield f"Transactions are open for longer than {OLD_TRANSACTION} s and may hold locks on the tables: {told}. Wait for them, or end them: KILL and the connection's number."


def _old(schemas: frozenset[str], ddl: Ddl) -> list[Client]:
    return [each for each in transactions(ddl, schemas) if each.seconds >= OLD_TRANSACTION]
