"""Relations and foreign keys between tables of two owners that no contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.places import table_place
from woosh_split.check.rule import Finding
from woosh_split.check.scene import DEBT, Scene
from woosh_split.model.crossing import RELATION, Crossing, Site

ENTITY, KEY = "entity", "foreign-key"


def foreign_relations(scene: Scene, via: str) -> Iterator[tuple[Crossing, Site]]:
    """Yield the relations of entities, or the foreign keys that the database itself holds.

    A key that only an entity declares is its relation seen twice: it is told as the relation. What a table
    points to in a reference table is a read, which is free, unless the database holds a key.
    """
    held = _held_by_database(scene) if via == KEY else frozenset()
    for crossing, site in scene.of_kind(RELATION):
        if site.via != via or (via == KEY and crossing.what not in held):
            continue
        if via == ENTITY and site.target in scene.placement.references:
            continue
        contract = scene.contract(crossing)
        if contract is None or (via == KEY and contract.policy != DEBT):
            yield crossing, site


def relation_finding(scene: Scene, crossing: Crossing, site: Site, message: str, fix: str) -> Finding:
    """Return a finding about a relation; its target is ``table->table``."""
    source = crossing.what.partition("->")[0]
    file, line = (site.file, site.line) if site.file and site.line else table_place(scene, source)
    return Finding(
        crossing.from_service,
        crossing.to_service,
        crossing.what,
        file,
        line,
        "",
        message + scene.remark(crossing),
        fix,
        words=(*reversed(scene.words(site.target)), source),
        sql=site.target if site.via == KEY and file.lower().endswith(".sql") else None,
        crossing=crossing.id,
        related=scene.owner_line(site.target),
    )


def _held_by_database(scene: Scene) -> frozenset[str]:
    """Return the keys, as ``table->table``, that the database holds and not only an entity wishes for."""
    wished = {
        (drift.table, drift.column)
        for drift in scene.facts.drift
        if drift.kind in ("foreign-key-differs", "missing-column") and drift.declared_by == "entity"
    }
    return frozenset(
        f"{table.name}->{key.table}"
        for table in scene.facts.tables
        if {"ddl", "database"} & set(table.declared_by)
        for key in table.foreign_keys
        if not any((table.name, column) in wished for column in key.columns)
    )
