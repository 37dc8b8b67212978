"""WS502: who is told of a call over the network, and how often."""

from __future__ import annotations

from datetime import date

from woosh_split.check.rule import Finding
from woosh_split.check.rules.network_in_transaction import NetworkInTransaction
from woosh_split.check.scene import look
from woosh_split.model.access import Transaction
from woosh_split.model.code import Module, NetworkCall
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.split import Service, SplitFile

SERVICES = (Service("orders", modules=("orders",)), Service("users", modules=("users",)))


def opened(name: str, module: str, line: int) -> Transaction:
    return Transaction(name, module, f"{module.title()}.run", f"src/{module}.ts", line)


TRANSACTIONS = (opened("o1", "orders", 3), opened("o2", "orders", 9), opened("u1", "users", 5))


def found(*transactions: str | None) -> list[Finding]:
    """Return what is found about one call in the shared code that is made in these transactions."""
    facts = Facts(
        Monolith("m", ".", "nestjs", 3, 1),
        (Module("orders", "O", "src/o.ts", 1), Module("users", "U", "src/u.ts", 1)),
        transactions=TRANSACTIONS,
        network_calls=tuple(
            NetworkCall("~shared", "send", "axios.post", "src/send.ts", 7, each) for each in transactions
        ),
    )
    scene = look(facts, SplitFile(services=SERVICES), date(2026, 11, 28))
    return list(NetworkInTransaction().find(scene))


def test_a_call_outside_of_every_transaction_is_none() -> None:
    assert found(None) == []


def test_the_service_whose_transaction_it_is_is_told_at_the_place_of_the_call() -> None:
    (each,) = found("u1")
    assert (each.from_service, each.to_service, each.target) == ("users", "", "axios.post")
    assert (each.file, each.line, each.symbol) == ("src/send.ts", 7, "send")
    assert [(other.path, other.line) for other in each.related] == [("src/users.ts", 5)]


def test_a_service_is_told_once_however_many_of_its_transactions_make_the_call() -> None:
    first, second = found("o1", "o2", "u1")
    assert (first.from_service, second.from_service) == ("orders", "users")
    assert (
        first.message == "orders calls axios.post while the transaction of Orders.run (and 1 more) is open."
    )
    assert [other.line for other in first.related] == [3, 9]
