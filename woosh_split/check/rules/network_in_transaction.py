"""WS502: a call over the network while a transaction is open."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.access import Transaction
from woosh_split.model.violation import Related


class NetworkInTransaction:
    """A service calls something over the network before its transaction is committed."""

    text = about(
        "WS502",
        "network-in-transaction",
        "A call goes over the network while a transaction is open.",
        "The rows stay locked, and a connection of the pool stays taken, for as long as the other side takes to "
        "answer. What it did is not undone by a rollback. Each service that is split off makes more such calls.",
        "Call before the transaction begins or after it is committed; or write a row that says what is to be sent, "
        "and have it sent afterwards (an outbox).",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every such call, once for each service whose transactions it is made in."""
        transactions = {each.id: each for each in scene.facts.transactions}
        held: dict[tuple[str, str, int, str, str], list[Transaction]] = {}
        for call in scene.facts.network_calls:
            opened = transactions.get(call.transaction or "")
            if opened is not None:
                home = scene.placement.home_of_module(opened.module)
                key = (home, call.file, call.line, call.function, call.target)
                held.setdefault(key, []).append(opened)
        for (home, file, line, function, target), around in held.items():
            yield Finding(
                home,
                "",
                target,
                file,
                line,
                function,
                f"{home} calls {target} while the transaction of {_named(around)} is open.",
                "Call before it begins or after it is committed.",
                words=(target.rpartition(".")[2], target.partition(".")[0]),
                related=tuple(
                    Related(each.file, each.line, f"the transaction of {each.function} begins here")
                    for each in around
                ),
            )


def _named(around: list[Transaction]) -> str:
    more = len(around) - 1
    return around[0].function + (f" (and {more} more)" if more else "")
