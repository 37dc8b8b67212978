"""What accesses need: the verbs that MySQL asks for, which are more than the statement's own.

- An UPDATE or DELETE with a condition reads the columns of the condition, so it needs SELECT.
- TypeORM's ``save`` inserts or updates, and reads the row first and again afterwards; the facts call it an insert.
- ON DUPLICATE KEY updates; the facts call it an insert.
- Setting a many-to-many relation inserts into its join table and deletes from it.
- What a trigger does runs with the rights of the trigger's definer; a foreign key's check needs none at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from woosh_split.model.access import WRITE, Access
from woosh_split.model.organisation import DELETE, INSERT, SELECT, UPDATE, VERBS

TRIGGER, VIEW = "trigger", "view"


def verbs_of(accesses: Iterable[Access], *, joining: bool = False) -> tuple[str, ...]:
    """Return the verbs that the accesses of one table need; ``joining``: it is a many-to-many's join table."""
    found: set[str] = set()
    for access in accesses:
        if access.via != TRIGGER:
            found |= _needs(access, joining=joining)
    return tuple(verb for verb in VERBS if verb in found)


def writes(access: Access) -> bool:
    """Whether an access writes with the service's own rights."""
    return access.mode == WRITE and access.via != TRIGGER


def _needs(access: Access, *, joining: bool) -> set[str]:
    if access.mode != WRITE:
        return {SELECT}
    if access.operation == "alter":
        return {SELECT}  # the right to ALTER is given apart, and on own tables alone
    if access.operation == "delete" or access.operation == "truncate":
        return {SELECT, DELETE}
    if access.operation != "insert":
        return {SELECT, UPDATE}
    found = {SELECT, INSERT, UPDATE}
    if joining and access.via == "relation":
        found.add(DELETE)
    return found
