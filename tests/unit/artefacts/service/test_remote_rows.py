"""Which foreign writes may go to the owner (policy ``api``), and what is said of the others."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.service.nestjs.remote_rows import RemoteRows, judge, same_names
from woosh_split.model.access import WRITE, Access
from woosh_split.model.split import Contract
from woosh_split.sources.code.nestjs.codebase import EntityCode, Place
from woosh_split.sources.code.typescript.compiler.row_writes import RowWrite

CONTRACT = Contract("3f2a9c01", "visits", "clients", "write", "clients", "api")
CLIENT = Place("src/client.entity.ts", "Client")
OTHER = Place("src/order.entity.ts", "Order")
ENTITIES = {
    place: EntityCode(place, table, "table", (), (), (), None) for place, table in ((CLIENT, "clients"), (OTHER, "orders"))
}  # fmt: skip
AT = ("src/visits.service.ts", 5)


def access(via: str = "repository", transaction: str | None = None) -> Access:
    return Access("visits", "clients", WRITE, via, "VisitsService.note", *AT, transaction, "update")


def write(method: str = "update", place: Place = CLIENT, *hazards: tuple[str, str]) -> RowWrite:
    return RowWrite(method, "Repository", place.file, place.name, hazards)


def test_a_plain_write_goes_to_the_owner() -> None:
    rows, refused = judge(CONTRACT, [access()], {AT: [write(), write("save", OTHER)]}, ENTITIES)
    assert rows == (RemoteRows(CLIENT, "clients", ("update",), {"update": ("src/visits.service.ts:5",)}),)
    assert refused == ()


@pytest.mark.parametrize(
    ("found", "writes", "why"),
    [
        (access(transaction="visits:VisitsService.all"), [write()], "it takes part in the transaction VisitsService.all"),
        (access("query-builder"), [write()], "a query builder does it"),
        (access("raw-sql"), [write()], "it is raw SQL"),
        (access("relation"), [write()], "it is saved along with another entity"),
        (access("trigger"), [write()], "a trigger of the database does it"),
        (access(), [], "no call of a repository or entity manager is seen there"),
        (access(), [write("save", OTHER)], "no call of a repository or entity manager is seen there"),
        (access(), [write("upsert")], "`upsert` is none of insert, update, delete, save"),
        (access(), [write("update", CLIENT, ("operator", "where.id"))], "`where.id` may hold an operator of TypeORM"),
        (access(), [write("save", CLIENT, ("any", "dto"))], "nothing is known of the type of `dto`"),
        (access(), [write("save", CLIENT, ("stream", "dto.file"))], "`dto.file` cannot travel (stream)"),
    ],
)  # fmt: skip
def test_refused_with_its_place_and_what_fits(found: Access, writes: list[RowWrite], why: str) -> None:
    rows, refused = judge(CONTRACT, [found], {AT: writes}, ENTITIES)
    assert rows == ()
    (told,) = refused
    assert told.startswith(
        "src/visits.service.ts:5 VisitsService.note: the write of clients cannot go to clients"
    )
    assert why in told
    assert "What fits: `debt`" in told


def test_two_entities_of_one_name_at_one_owner_cannot_both_have_the_endpoint() -> None:
    twin = Place("src/old/client.entity.ts", "Client")
    rows = [RemoteRows(each, "clients", ("save",), {"save": ()}) for each in (CLIENT, twin)]
    assert list(same_names(rows[:1])) == []
    (told,) = same_names(rows)
    assert "two entities Client, here and in src/client.entity.ts" in told
