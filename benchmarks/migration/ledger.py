"""What the clients of the load were told: every acknowledged row by its mark, every failure, every wait."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

MARK = "ws-demo-"
"""How every row begins that the load writes, in the column that ``COLUMNS`` names."""
COLUMNS = {
    "FeedbackReport": "comment",
    "sales_orders": "notes",
    "tasks": "description",
    "NoticeBoard": "title",
    "leave_requests": "reason",
    "stores": "store_name",
    "UpliftSale": "comment",
    "role": "name",
    "Clients": "name",
}


@dataclass
class Ledger:
    """All clients write into the same one."""

    asked: Counter[str] = field(default_factory=Counter)
    """Requests and statements, by the way they went."""
    failures: list[str] = field(default_factory=list)
    retried: int = 0
    rows: dict[str, set[str]] = field(default_factory=dict)
    """The marks of the rows of each table that were acknowledged."""
    sold: Counter[int] = field(default_factory=Counter)
    """What was sold of each client's stock."""
    sales: set[int] = field(default_factory=set)
    """Sales for which the stock's ledger must have a row."""
    counted: int = 0
    """How often the counter was acknowledged to have grown by one."""
    longest: dict[str, float] = field(default_factory=dict)
    """The longest wait in seconds, by what was going on."""
    now: str = "at rest"
    _number: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def mark(self) -> str:
        """Return a mark that no other row has."""
        with self._lock:
            self._number += 1
            return f"{MARK}{self._number}"

    def wrote(self, table: str, mark: str) -> None:
        """A row was acknowledged."""
        with self._lock:
            self.rows.setdefault(table, set()).add(mark)

    def took(self, way: str, seconds: float, began: str) -> None:
        """A job has ended that began while ``began`` was going on."""
        with self._lock:
            self.asked[way] += 1
            for state in {began, self.now}:
                self.longest[state] = max(self.longest.get(state, 0.0), seconds)

    def failed(self, what: str) -> None:
        """A client was refused."""
        with self._lock:
            self.failures.append(what)

    def sale(self, id_: int, client: int, quantity: int) -> None:
        """A sale was acknowledged."""
        with self._lock:
            self.sales.add(id_)
            self.sold[client] += quantity

    def grew(self) -> None:
        """The counter was acknowledged to have grown."""
        with self._lock:
            self.counted += 1

    def tried_again(self) -> None:
        """A transaction lost against another one, as it may on any day."""
        with self._lock:
            self.retried += 1
