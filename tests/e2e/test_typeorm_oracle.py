"""TypeORM itself agrees with the facts: tables, columns, keys and relations of the entity classes.

TypeORM builds its metadata from the loaded classes (``tests/node/typeorm-metadata.cjs``), dead ones included. Several
classes may share a table (single table inheritance, two entity classes of one name): the table then has the columns,
keys and relations of all of them. Columns and keys that only a dump knows are no matter of TypeORM: for a table that a
dump declares as well, the entity's columns and keys must be among those of the facts, or else stand in the facts' drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from monoliths import ALL, Monolith, facts_of
from oracles import typeorm_entities

pytestmark = pytest.mark.parametrize("monolith", ALL, ids=lambda monolith: monolith.name)

Key = tuple[tuple[str, ...], str, tuple[str, ...]]


def entity_tables(monolith: Monolith) -> dict[str, dict[str, Any]]:
    """The tables of the facts that an entity, or a join table of one, declares."""
    return {
        table["name"]: table for table in facts_of(monolith)["tables"] if "entity" in table["declared_by"]
    }


def by_table(monolith: Monolith) -> dict[str, list[dict[str, Any]]]:
    """TypeORM's metadata, all classes of a table together."""
    grouped = defaultdict(list)
    for entity in typeorm_entities(monolith):
        grouped[entity["table"]].append(entity)
    return dict(grouped)


def only_from_entities(monolith: Monolith) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Pair our tables that nothing but entities declares with TypeORM's."""
    theirs = by_table(monolith)
    for name, table in entity_tables(monolith).items():
        if table["declared_by"] == ["entity"]:
            yield table, theirs[name]


def test_the_tables_are_those_of_typeorm(monolith: Monolith) -> None:
    assert set(entity_tables(monolith)) ^ set(by_table(monolith)) == set()


def test_a_table_names_an_entity_class_of_its_own(monolith: Monolith) -> None:
    theirs = by_table(monolith)
    wrong = {
        name: (table["entity"], table["entity_file"])
        for name, table in entity_tables(monolith).items()
        if (table["entity"], table["entity_file"])
        not in {(each["class"], each["file"]) for each in theirs[name]}
    }
    assert wrong == {}


def test_views_are_views(monolith: Monolith) -> None:
    views = {name for name, table in entity_tables(monolith).items() if table["kind"] == "view"}
    assert views == {each["table"] for each in typeorm_entities(monolith) if each["type"] == "view"}


def test_columns_are_those_of_typeorm(monolith: Monolith) -> None:
    wrong = {}
    for table, entities in only_from_entities(monolith):
        ours = {(column["name"], column["primary_key"]) for column in table["columns"]}
        theirs = {(column["name"], column["primary"]) for each in entities for column in each["columns"]}
        if ours != theirs:
            wrong[table["name"]] = {"only ours": ours - theirs, "only TypeORM's": theirs - ours}
    assert wrong == {}


def test_nullable_columns_are_those_of_typeorm(monolith: Monolith) -> None:
    """A child of single table inheritance makes its columns nullable in the table, so such tables are left to the truths."""
    wrong = {}
    for table, entities in only_from_entities(monolith):
        if len(entities) > 1:
            continue
        ours = {column["name"] for column in table["columns"] if column["nullable"]}
        theirs = {column["name"] for column in entities[0]["columns"] if column["nullable"]}
        if ours != theirs:
            wrong[table["name"]] = {"only ours": ours - theirs, "only TypeORM's": theirs - ours}
    assert wrong == {}


def key_of(key: dict[str, Any], referenced: str) -> Key:
    pairs = sorted(zip(key["columns"], key[referenced], strict=True))
    return tuple(one for one, _ in pairs), key["table"], tuple(other for _, other in pairs)


def test_foreign_keys_are_those_of_typeorm(monolith: Monolith) -> None:
    wrong = {}
    for table, entities in only_from_entities(monolith):
        ours = {key_of(key, "referenced_columns") for key in table["foreign_keys"]}
        theirs = {key_of(key, "referenced") for each in entities for key in each["foreignKeys"]}
        if ours != theirs:
            wrong[table["name"]] = {"only ours": ours - theirs, "only TypeORM's": theirs - ours}
    assert wrong == {}


def test_what_the_dump_lacks_of_an_entity_is_drift(monolith: Monolith) -> None:
    """Asked of the class that the table names: a second, dead class of the same table declares nothing."""
    facts = facts_of(monolith)
    missing = {(each["table"], each["column"]) for each in facts["drift"] if each["kind"] == "missing-column"}
    theirs = by_table(monolith)
    holes = [
        (name, column["name"])
        for name, table in entity_tables(monolith).items()
        if "ddl" in table["declared_by"]
        for each in theirs[name]
        if (each["class"], each["file"]) == (table["entity"], table["entity_file"])
        for column in each["columns"]
        if column["name"].lower() not in {known["name"].lower() for known in table["columns"]}
        and (name, column["name"]) not in missing
    ]
    assert holes == []


def test_relations_are_those_of_typeorm(monolith: Monolith) -> None:
    """Relations between the same two tables are one fact a kind and a join table, so sets are compared."""
    ours = {
        (each["from_table"], each["to_table"], each["kind"], each["join_table"])
        for each in facts_of(monolith)["relations"]
    }
    theirs = {
        (entity["table"], each["to"], each["kind"], each["joinTable"])
        for entity in typeorm_entities(monolith)
        if entity["type"] not in ("junction", "closure-junction")
        for each in entity["relations"]
    }
    assert {"only ours": ours - theirs, "only TypeORM's": theirs - ours} == {
        "only ours": set(),
        "only TypeORM's": set(),
    }
