"""Why something was put where it is, in one sentence that a person can check with ``why`` and ``--details``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from woosh_split.graph.joint import (
    CALL,
    CO_CHANGE,
    EVENT,
    FOREIGN_KEY,
    JOIN,
    MODULE,
    READ_TIE,
    RELATION,
    TABLE,
    TIE_KINDS,
    TRANSACTION,
    WRITE_TIE,
    Item,
    Tie,
)
from woosh_split.model.proposal import Ownership
from woosh_split.model.split import MONOLITH
from woosh_split.proposal.weights import NAME, SUBJECT

_WORDS = {
    WRITE_TIE: "write",
    TRANSACTION: "shared transaction",
    CALL: "call",
    EVENT: "event",
    JOIN: "join",
    RELATION: "relation",
    READ_TIE: "read",
    FOREIGN_KEY: "foreign key",
    CO_CHANGE: "common commit",
    NAME: "shared word",
    SUBJECT: "common subject",
}


class Reasons:
    """The ties of every item to every service, ready to be put into words."""

    def __init__(
        self,
        ties: Iterable[Tie],
        home: Mapping[Item, str],
        private: Mapping[str, str] | None = None,
        users: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """``private`` maps a table to the one module that it belongs to: it comes along wherever that goes.

        So what ties such a table to anything else ties its module. ``users`` are the modules that touch each table,
        also those whose ties are not counted, since everybody uses it.
        """
        self._users = users or {}
        keeper = {Item(TABLE, table): Item(MODULE, module) for table, module in (private or {}).items()}
        self._own: dict[Item, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._count: dict[Item, dict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        for tie in ties:
            sites = len(tie.places) if tie.places else max(1, int(tie.strength))
            for one, other in ((tie.first, tie.second), (tie.second, tie.first)):
                if keeper.get(other) == one:
                    self._own[one][tie.kind] += sites
                elif other in home:
                    self._count[one][home[other]][tie.kind] += sites
                    if one in keeper and keeper[one] not in (other, keeper.get(other)):
                        self._count[keeper[one]][home[other]][tie.kind] += sites

    def of_module(self, module: str, service: str, decided_by: str) -> str:
        """Return why a module is in its service: the ties that hold it there, beside the strongest elsewhere.

        What it does to tables of its own is told apart, since that speaks for no service: they come along.
        """
        ties = self._count[Item(MODULE, module)]
        mine = self._own.get(Item(MODULE, module), {})
        if not ties and not mine and service == MONOLITH:
            common = sorted(table for table, modules in self._users.items() if module in modules)
            if common:
                return f"it only reads what many use ({', '.join(common)}), and keeps no data: it stays with the monolith"
            return "nothing ties it to anything, and it keeps no data: it stays with the monolith"
        if not ties and service == MONOLITH and decided_by == "cluster":
            return "nothing ties it or its table to anything: it stays with the monolith until a person places it"
        inside = _told(ties.get(service, {}))
        rest = sorted(
            (name for name in ties if name != service), key=lambda name: (-sum(ties[name].values()), name)
        )
        beside = f"; next {rest[0]} with {_told(ties[rest[0]])}" if rest and inside else ""
        told = f"{inside} inside{beside}" if inside else f"nothing inside ties it{_elsewhere(rest, ties)}"
        told += f"; own tables: {_told(mine)}" if mine else ""
        return told if decided_by in ("cluster", "") else f"by {_DECIDED.get(decided_by, decided_by)}; {told}"


_DECIDED = {"name": "its name", "pin": "a pin", "split file": "the split file"}


def _elsewhere(rest: list[str], ties: Mapping[str, Mapping[str, int]]) -> str:
    return f"; {rest[0]} has {_told(ties[rest[0]])}" if rest else " to anything else either"


def _told(count: Mapping[str, int]) -> str:
    parts = []
    for kind in (*TIE_KINDS, NAME, SUBJECT):
        number = count.get(kind, 0)
        if number:
            parts.append(f"{number} {_WORDS[kind]}{'' if number == 1 else 's'}")
    return ", ".join(parts)


def of_table(each: Ownership) -> str:
    """Return why a table has its owner."""
    if each.role == "unused":
        return (
            f"no code touches it; held by {', '.join(each.pinned_by)}"
            if each.pinned_by
            else "no code touches it"
        )
    if not each.bids:
        return "only shared code touches it"
    verb = "read" if each.role == "read-only" else "write"
    bids = [f"{bid.service} {bid.score:g}" for bid in each.bids[:3]]
    return f"{verb} score: {', '.join(bids)}; margin {each.margin:.0%}"
