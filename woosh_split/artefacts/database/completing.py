"""The end of a phase: nobody needs the old names any more, so they go; and the way back, on which they come again.

Views of other services read a table through its old name until its phase is complete, then where it lies. Everything here
is computed from what the server holds, as the steps of a phase are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from woosh_split.artefacts.database.moving import Place, drop_views, next_move
from woosh_split.artefacts.database.statements import view_sql
from woosh_split.artefacts.database.steps import missing_rights, name_of, rights, wanted_view
from woosh_split.model.organisation import OLD_NAME, Account, Grant, Organisation, PhasePart, ServicePart
from woosh_split.model.world import (
    GRANT,
    OBJECT,
    USER,
    Action,
    BaseTable,
    Key,
    SimpleView,
    TableRight,
    World,
    after,
)
from woosh_split.sql.quoting import account, quoted

VERBS = frozenset(
    {
        "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "GRANT", "REFERENCES", "INDEX", "ALTER", "CREATE VIEW",
        "SHOW VIEW", "TRIGGER", "DELETE HISTORY",
    }
)  # fmt: skip
"""What the server calls the rights on a table; GRANT is the right to hand them on."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A phase and the organisation as it is to be: with ``undo`` the one in which the old names are alive.

    ``taken`` are the rights that were taken before, which come back.
    """

    phase: PhasePart
    organisation: Organisation
    undo: bool = False
    held: tuple[TableRight, ...] = ()
    taken: tuple[TableRight, ...] = ()


def old_places(phase: PhasePart) -> dict[Place, Place]:
    """Return where each table of a phase was, and where it is."""
    return {
        (move.source, move.table): (move.target, move.table) for part in phase.services for move in part.moves
    }


def settled(organisation: Organisation, completed: Iterable[str]) -> Organisation:
    """Return the organisation in which views of tables whose phase is complete read them where they lie."""
    gone = set(completed)
    places: dict[Place, Place] = {}
    for phase in organisation.phases:
        if phase.id in gone:
            places |= old_places(phase)
    if not places:
        return organisation
    phases = tuple(
        replace(phase, services=tuple(_settled(part, places) for part in phase.services))
        for phase in organisation.phases
    )
    return replace(organisation, phases=phases)


def _settled(part: ServicePart, places: Mapping[Place, Place]) -> ServicePart:
    views = tuple(
        replace(view, source_schema=places[view.source_schema, view.source][0])
        if view.purpose != OLD_NAME and (view.source_schema, view.source) in places
        else view
        for view in part.views
    )
    grants: dict[Place, Grant] = {}
    for grant in part.definer_grants:
        place = places.get((grant.schema, grant.name), (grant.schema, grant.name))
        before = grants.get(place)
        verbs = grant.verbs if before is None else tuple(dict.fromkeys((*before.verbs, *grant.verbs)))
        grants[place] = replace(grant, schema=place[0], verbs=verbs)
    return replace(part, views=views, definer_grants=tuple(grants.values()))


def left_to_complete(completion: Completion, world: World) -> Iterator[tuple[str, Action]]:
    """Yield what is left, with the step in words, each statement for the world that the ones before it leave.

    The names go before the rights on them: a name waits for who is in the middle of using it, rights go at once.
    """
    for step in (_names, _rights, _others) if completion.undo else (_others, _names, _rights):
        for told, action in step(completion, world):
            yield told, action
            world = after(world, action)


def _others(completion: Completion, world: World) -> Iterator[tuple[str, Action]]:
    """The views of everybody, by their definers' rights."""
    places = old_places(completion.phase)
    touched = {*places, *places.values()}
    for part in (part for phase in completion.organisation.phases for part in phase.services):
        who = part.definer
        if who is None or (USER, who.user, who.host) not in world:
            continue
        seen = [
            view
            for view in part.views
            if view.purpose != OLD_NAME
            and (view.source_schema, view.source) in touched
            and isinstance(world.get((OBJECT, view.schema, view.name)), SimpleView)
        ]
        told = f"views {part.service}"
        if seen:
            wanted = [g for g in part.definer_grants if (g.schema, g.name) in touched]
            for action in missing_rights(wanted, who, world):
                yield told, action
                world = after(world, action)
        for view in seen:
            target = wanted_view(view, who, world)
            key = (OBJECT, view.schema, view.name)
            if world.get(key) != target:
                yield (
                    told,
                    Action("view", ".".join(key[1:]), (view_sql(view, who),), sets=((key, target),)),
                )
        planned = {key for grant in part.definer_grants for key in rights(grant, who)}
        for action in _surplus(who, touched, planned, world):
            yield told, action


def _surplus(who: Account, touched: set[Place], planned: set[Key], world: World) -> Iterator[Action]:
    """What a definer may do on a name that its views do not read any more."""
    found: dict[Place, list[Key]] = {}
    for key in sorted(world):
        its = key[0] == GRANT and key[1] == name_of(who) and key[2] == "table" and not key[6]
        if its and key not in planned and (key[3], key[4]) in touched:
            found.setdefault((key[3], key[4]), []).append(key)
    for place, keys in found.items():
        sql = f"REVOKE {', '.join(key[5] for key in keys)} ON {quoted(*place)} FROM {account(who.user, who.host)}"
        yield Action("revoke-view", f"{name_of(who)} {'.'.join(place)}", (sql,), drops=tuple(keys))


def _rights(completion: Completion, world: World) -> Iterator[tuple[str, Action]]:
    """The rights that others have on the old names: names that nobody has any more are nobody's."""
    todo = missing_of(completion.taken, completion.held) if completion.undo else completion.held
    for right in todo:
        sql = restored_sql(right) if completion.undo else revoked_sql(right)
        kind = "restore" if completion.undo else "revoke"
        yield "rights", Action(kind, f"{right.user}@{right.host} {right.schema}.{right.table}", (sql,))


def _names(completion: Completion, world: World) -> Iterator[tuple[str, Action]]:
    for part in completion.phase.services:
        for move in part.moves:
            old, new = (world.get((OBJECT, schema, move.table)) for schema in (move.source, move.target))
            action = None
            if completion.undo and old is None and isinstance(new, BaseTable):
                action = next_move(move, move.target, part.definer, world)
            elif not completion.undo and isinstance(old, SimpleView):
                action = drop_views([(move.source, move.table)])
            if action is not None:
                yield f"old name {part.service} {move.table}", action


def missing_of(taken: Iterable[TableRight], held: Iterable[TableRight]) -> tuple[TableRight, ...]:
    """Return the rights that were taken and are not there again."""
    there = {(r.user, r.host, r.schema, r.table, r.column, verb) for r in held for verb in r.verbs}
    found = []
    for right in taken:
        who = (right.user, right.host, right.schema, right.table, right.column)
        verbs = tuple(verb for verb in right.verbs if (*who, verb) not in there)
        if verbs:
            found.append(replace(right, verbs=verbs))
    return tuple(found)


_NAME = r"`((?:[^`]|``)+)`"
_REVOKED = re.compile(rf"REVOKE (.+) ON {_NAME}\.{_NAME} FROM {_NAME}(?:@{_NAME})?", re.DOTALL)
_VERB = re.compile(rf"([A-Z ]+?)(?: \({_NAME}\))?(?:, |\Z)")


def read_revoked(statement: str) -> TableRight | None:
    """Return the rights that a statement of :func:`revoked_sql` took away, None where it is another one."""
    found = _REVOKED.fullmatch(statement)
    if found is None:
        return None
    verbs, column, at = [], "", 0
    while at < len(found[1]):
        told = _VERB.match(found[1], at)
        verb = "" if told is None else "GRANT" if told[1] == "GRANT OPTION" else told[1]
        if told is None or verb not in VERBS:
            return None
        verbs.append(verb)
        column, at = told[2] or column, told.end()
    schema, table, user, host, column = (
        (text or "").replace("``", "`") for text in (found[2], found[3], found[4], found[5], column)
    )
    return TableRight(user, host, schema, table, tuple(verbs), column)


def revoked_sql(right: TableRight) -> str:
    """Return what takes rights away."""
    return (
        f"REVOKE {_verbs(right, 'GRANT OPTION')} ON {quoted(right.schema, right.table)} FROM {_whom(right)}"
    )


def restored_sql(right: TableRight) -> str:
    """Return what gives rights back."""
    option = " WITH GRANT OPTION" if "GRANT" in right.verbs else ""
    verbs = _verbs(replace(right, verbs=tuple(v for v in right.verbs if v != "GRANT")), "") or "USAGE"
    return f"GRANT {verbs} ON {quoted(right.schema, right.table)} TO {_whom(right)}{option}"


def _verbs(right: TableRight, option: str) -> str:
    odd = set(right.verbs) - VERBS
    if odd:
        raise ValueError(f"no rights on a table: {sorted(odd)}")
    column = f" ({quoted(right.column)})" if right.column else ""
    return ", ".join(option if verb == "GRANT" else f"{verb}{column}" for verb in right.verbs)


def _whom(right: TableRight) -> str:
    return account(right.user, right.host) if right.host else quoted(right.user)
