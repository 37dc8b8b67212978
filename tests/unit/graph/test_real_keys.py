"""Which foreign keys the database has, where entities declare more of them."""

from __future__ import annotations

from woosh_split.graph.drift import find_drift
from woosh_split.graph.real_keys import real_keys
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import Column, ForeignKey, Table
from woosh_split.pipeline.schema import join_tables

TO_REP = ForeignKey(("approvedBy",), "SalesRep", ("id",))
TO_STAFF = ForeignKey(("approvedBy",), "staff", ("id",))
TO_PLAN = ForeignKey(("planId",), "plans", ("id",))
TO_CLIENT = ForeignKey(("clientId",), "Clients", ("id",))


def test_a_key_that_only_an_entity_declares_is_none() -> None:
    """The dump has the same column refer to another table, lacks a column, and has one of the keys."""
    entity = Table(
        "requests",
        columns=tuple(Column(name, "int") for name in ("approvedBy", "planId", "clientId")),
        foreign_keys=(TO_CLIENT, TO_PLAN, TO_REP),
        declared_by=("entity",),
    )
    dump = Table(
        "requests",
        columns=(Column("approvedBy", "int"), Column("clientid", "int")),
        foreign_keys=(TO_STAFF, ForeignKey(("clientid",), "Clients", ("id",))),
        declared_by=("ddl",),
    )
    unknown = Table(
        "ghosts", columns=(Column("clientId", "int"),), foreign_keys=(TO_CLIENT,), declared_by=("entity",)
    )
    tables = join_tables([entity, unknown], [dump], [], [])
    drift = find_drift([entity, unknown], [dump], [])
    found = real_keys(Facts(Monolith("m", ".", "nestjs", 1, 1), tables=tables, drift=drift))
    assert [(key.columns, key.table) for key in found["requests"]] == [
        (("approvedBy",), "staff"),
        (("clientid",), "Clients"),
    ]
    assert found["ghosts"] == (TO_CLIENT,)
