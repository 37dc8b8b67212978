"""A phase's database side as steps, and the statements that each still needs: forward, or back.

Nothing here remembers what was done. A step looks at the world and says what is missing, so that a step that was cut off
half-way goes on from there, and the way back is the same step with the other goal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from woosh_split.artefacts.database.moving import drop_views, expose, next_move, place_of
from woosh_split.artefacts.database.stage import MARIADB
from woosh_split.artefacts.database.statements import (
    grant_sql,
    password_statements,
    routine_statements,
    view_sql,
)
from woosh_split.model.organisation import (
    OLD_NAME,
    Account,
    Grant,
    PhasePart,
    ServicePart,
    View,
)
from woosh_split.model.world import (
    DEFAULT,
    EVENT,
    GRANT,
    LOCKED,
    MEMBER,
    OBJECT,
    ROLE,
    ROUTINE,
    SCHEMA,
    USER,
    Action,
    BaseTable,
    Key,
    SimpleView,
    World,
    after,
)
from woosh_split.sql.quoting import account, literal, quoted

FORWARD, BACK = "forward", "back"

SCHEMAS, DEFINER, EXPOSE, VIEWS, ROUTINES = "schemas", "definer", "expose", "views", "routines"
ACCOUNT, GRANTS, PASSWORD, MOVE = "account", "grants", "password", "move"
STEPS = (SCHEMAS, DEFINER, EXPOSE, VIEWS, ROUTINES, ACCOUNT, GRANTS, PASSWORD, MOVE)
"""In the order in which a phase goes through them; back, the other way round."""


@dataclass(frozen=True, slots=True)
class DatabaseStep:
    """One step of a phase for one service; ``subject`` is a table where the step is about one."""

    kind: str
    part: ServicePart
    subject: str = ""

    @property
    def told(self) -> str:
        """The step in a word or two."""
        return f"{self.kind} {self.part.service}{f' {self.subject}' if self.subject else ''}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the statements depend on besides the part: the server, and what is ours on it.

    ``ours`` are schemas, users and roles that a run of ours created: only they are dropped on the way back.
    """

    server: str = MARIADB
    charset: str = "utf8mb4"
    collation: str = "utf8mb4_general_ci"
    passwords: Mapping[str, str] = field(default_factory=dict)
    ours: frozenset[Key] | None = None
    """None: everything is."""
    hashes: bool = False
    """Passwords go to the server as hashes: MariaDB writes statements into its logs as they come, the binary one too."""
    nameless: bool = False
    """The phase is complete: its tables have no old names any more."""


def steps_of(phase: PhasePart, direction: str = FORWARD) -> tuple[DatabaseStep, ...]:
    """Return the steps of a phase: everything is made ready for all of its services, and then tables move."""
    steps = [DatabaseStep(kind, part) for part in phase.services for kind in STEPS[:-1] if _has(kind, part)]
    steps += [DatabaseStep(MOVE, part, move.table) for part in phase.services for move in part.moves]
    return tuple(steps if direction == FORWARD else reversed(steps))


def name_of(who: Account) -> str:
    """Return an account as the world spells it."""
    return f"{who.user}@{who.host}"


def remaining(step: DatabaseStep, direction: str, world: World, setting: Setting) -> Iterator[Action]:
    """Yield what the step still needs, each statement for the world that the ones before it leave.

    Raises:
        LostTable: a table is not where a table of ours can be.
    """
    make = _MAKE[step.kind, direction]
    yield from make(step, setting, world)
    while step.kind == MOVE:
        action = _next_move(step, direction, world, nameless=setting.nameless)
        if action is None:
            return
        yield action
        world = after(world, action)


def all_remaining(
    phase: PhasePart, direction: str, world: World, setting: Setting
) -> Iterator[tuple[DatabaseStep, Action]]:
    """Yield everything that a phase still needs, simulated: what ``--dry-run`` prints."""
    for step in steps_of(phase, direction):
        for action in remaining(step, direction, world, setting):
            yield step, action
            world = after(world, action)


def _has(kind: str, part: ServicePart) -> bool:
    return {
        SCHEMAS: part.isolation == "schema",
        DEFINER: part.definer is not None,
        EXPOSE: bool(part.moves),
        VIEWS: part.definer is not None,
        ROUTINES: bool(part.routines),
    }.get(kind, True)


def schemas_of_part(part: ServicePart) -> list[str]:
    """Return the schemas that a part needs besides the monolith's."""
    if part.isolation != "schema":
        return []
    return list(dict.fromkeys((part.schema, *(move.target for move in part.moves))))


def _is_ours(key: Key, setting: Setting) -> bool:
    return setting.ours is None or key in setting.ours


def _create_schemas(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for schema in schemas_of_part(step.part):
        if (SCHEMA, schema) not in world:
            sql = f"CREATE DATABASE {quoted(schema)} CHARACTER SET {setting.charset} COLLATE {setting.collation}"
            yield Action("create-schema", schema, (sql,), sets=(((SCHEMA, schema), True),))


def _drop_schemas(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    """Drop what is empty and ours; a table that is left there would be lost."""
    for schema in reversed(schemas_of_part(step.part)):
        key = (SCHEMA, schema)
        if key in world and _is_ours(key, setting) and not held(schema, world):
            yield Action("drop-schema", schema, (f"DROP DATABASE {quoted(schema)}",), drops=(key,))


def held(schema: str, world: World) -> tuple[str, ...]:
    """Return the names of what is in a schema."""
    found = [
        key[-1]
        for key in world
        if (key[0] in (OBJECT, EVENT) and key[1] == schema) or (key[0] == ROUTINE and key[2] == schema)
    ]
    return tuple(sorted(found))


def _create_user(who: Account) -> Action:
    key = (who.user, who.host)
    return Action(
        "create-user",
        name_of(who),
        (f"CREATE USER {account(*key)} ACCOUNT LOCK",),
        sets=(((USER, *key), True), ((LOCKED, *key), True)),
    )


def _drop_user(who: Account, world: World, setting: Setting) -> Iterator[Action]:
    key = (USER, who.user, who.host)
    if key in world and _is_ours(key, setting):
        sql = f"DROP USER {account(who.user, who.host)}"
        drops = (key, (LOCKED, who.user, who.host), *_of(name_of(who), world))
        members = tuple(k for k in world if k[0] in (MEMBER, DEFAULT) and k[2:] == (who.user, who.host))
        yield Action("drop-user", name_of(who), (sql,), drops=(*drops, *members))


def _of(grantee: str, world: World) -> tuple[Key, ...]:
    return tuple(key for key in world if key[0] == GRANT and key[1] == grantee)


def _create_definer(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    who = step.part.definer
    if who is not None and (USER, who.user, who.host) not in world:
        yield _create_user(who)


def _drop_definer(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    if step.part.definer is not None:
        yield from _drop_user(step.part.definer, world, setting)


def _create_account(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    who = step.part.account
    if (USER, who.user, who.host) not in world:
        yield _create_user(who)
    if who.role is None:
        return
    role, ends = quoted(who.role), (who.role, who.user, who.host)
    if (ROLE, who.role) not in world:
        yield Action("create-role", who.role, (f"CREATE ROLE {role}",), sets=(((ROLE, who.role), True),))
    if (MEMBER, *ends) not in world:
        sql = f"GRANT {role} TO {account(who.user, who.host)}"
        yield Action("member", who.role, (sql,), sets=(((MEMBER, *ends), True),))
    if (DEFAULT, *ends) not in world:
        word = "FOR" if setting.server == MARIADB else "TO"
        sql = f"SET DEFAULT ROLE {role} {word} {account(who.user, who.host)}"
        yield Action("default", who.role, (sql,), sets=(((DEFAULT, *ends), True),))


def _drop_account(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    who = step.part.account
    yield from _drop_user(who, world, setting)
    if who.role is not None and (ROLE, who.role) in world and _is_ours((ROLE, who.role), setting):
        members = tuple(key for key in world if key[0] in (MEMBER, DEFAULT) and key[1] == who.role)
        yield Action(
            "drop-role",
            who.role,
            (f"DROP ROLE {quoted(who.role)}",),
            drops=((ROLE, who.role), *_of(who.role, world), *members),
        )


def _expose(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for move in step.part.moves:
        action = expose(move, world)
        if action is not None:
            yield action


def _hide(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for move in step.part.moves:
        place = (move.target, move.table)
        seen = world.get((OBJECT, *place))
        if isinstance(seen, SimpleView) and place_of(move, world) == (move.source, move.table):
            yield drop_views([place])


def _create_views(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    part = step.part
    assert part.definer is not None
    yield from missing_rights(part.definer_grants, part.definer, world)
    for view in part.views:
        if view.purpose != OLD_NAME:
            wanted = wanted_view(view, part.definer, world)
            if world.get((OBJECT, view.schema, view.name)) != wanted:
                yield Action(
                    "view",
                    f"{view.schema}.{view.name}",
                    (view_sql(view, part.definer),),
                    sets=(((OBJECT, view.schema, view.name), wanted),),
                )


def wanted_view(view: View, definer: Account, world: World) -> SimpleView:
    """Return a view as the server is to show it."""
    source = world.get((OBJECT, view.source_schema, view.source))
    columns = view.columns
    if not columns and isinstance(source, BaseTable | SimpleView):
        columns = source.columns
    return SimpleView((view.source_schema, view.source), columns, name_of(definer))


def _drop_views(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for view in reversed(step.part.views):
        place = (view.schema, view.name)
        if view.purpose != OLD_NAME and isinstance(world.get((OBJECT, *place)), SimpleView):
            yield drop_views([place])


def _create_routines(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for routine in step.part.routines:
        key = (ROUTINE, routine.kind, routine.schema, routine.name)
        if key not in world:
            sql = tuple(each.sql for each in routine_statements(routine, step.part, setting.server))
            yield Action("routine", f"{routine.schema}.{routine.name}", sql, sets=((key, True),))


def _drop_routines(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    for routine in reversed(step.part.routines):
        key = (ROUTINE, routine.kind, routine.schema, routine.name)
        if key in world:
            sql = f"DROP {routine.kind.upper()} {quoted(routine.schema, routine.name)}"
            yield Action("drop-routine", f"{routine.schema}.{routine.name}", (sql,), drops=(key,))


def _create_rights(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    yield from missing_rights(step.part.grants, step.part.account, world)


def missing_rights(grants: Iterable[Grant], who: Account, world: World) -> Iterator[Action]:
    """Yield what gives an account the rights that it lacks."""
    for grant in grants:
        missing = [key for key in rights(grant, who) if key not in world]
        if missing:
            subject = f"{grant.schema}.{grant.name or '*'}"
            yield Action(
                "grant", subject, (grant_sql(grant, who),), sets=tuple((key, True) for key in missing)
            )


def rights(grant: Grant, who: Account) -> tuple[Key, ...]:
    """Return a grant as the world knows it: one right a verb, or a verb and column."""
    head = (GRANT, who.role or name_of(who), grant.kind, grant.schema, grant.name)
    return tuple(
        (*head, verb, column)
        for verb in grant.verbs
        for column in ((grant.columns or ("",)) if verb != "DELETE" else ("",))
    )


def _open(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    who = step.part.account
    key = (LOCKED, who.user, who.host)
    if world.get(key) and who.user in setting.passwords:
        (statement,) = password_statements([(who, setting.passwords[who.user])], hashed=setting.hashes)
        shown = f"ALTER USER {account(who.user, who.host)} IDENTIFIED BY {literal('***')} ACCOUNT UNLOCK"
        yield Action("password", name_of(who), (statement.sql,), shown, drops=(key,))


def _nothing(step: DatabaseStep, setting: Setting, world: World) -> Iterator[Action]:
    """Dropping the account takes its rights and its password along."""
    yield from ()


def _next_move(step: DatabaseStep, direction: str, world: World, *, nameless: bool) -> Action | None:
    part = step.part
    move = next(each for each in part.moves if each.table == step.subject)
    to = move.target if direction == FORWARD else move.source
    return next_move(move, to, part.definer, world, old_name=not (nameless and direction == FORWARD))


_Make = Callable[[DatabaseStep, Setting, World], Iterator[Action]]
_MAKE: dict[tuple[str, str], _Make] = {
    (SCHEMAS, FORWARD): _create_schemas,
    (SCHEMAS, BACK): _drop_schemas,
    (DEFINER, FORWARD): _create_definer,
    (DEFINER, BACK): _drop_definer,
    (EXPOSE, FORWARD): _expose,
    (EXPOSE, BACK): _hide,
    (VIEWS, FORWARD): _create_views,
    (VIEWS, BACK): _drop_views,
    (ROUTINES, FORWARD): _create_routines,
    (ROUTINES, BACK): _drop_routines,
    (ACCOUNT, FORWARD): _create_account,
    (ACCOUNT, BACK): _drop_account,
    (GRANTS, FORWARD): _create_rights,
    (GRANTS, BACK): _nothing,
    (PASSWORD, FORWARD): _open,
    (PASSWORD, BACK): _nothing,
    (MOVE, FORWARD): _nothing,
    (MOVE, BACK): _nothing,
}
