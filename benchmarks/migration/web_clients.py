"""Clients that speak HTTP, to the gateway or straight to the monolith: reads, writes, and transactions of the example's own."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ledger import Ledger

PASSWORD = "woosh-demo"
READS = (
    "/api/products", "/api/clients/basic", "/api/orders?page=1&limit=5", "/api/tasks", "/api/notices", "/api/routes",
    "/api/uplift-sales?userId=1", "/api/roles", "/api/profile", "/api/leave-requests?status=pending",
    "/api/leave/types/all", "/api/clock-in-out/status", "/api/journey-plans?limit=5", "/api/users/profile",
    "/api/client-stock/{client}", "/api/commission/history/1", "/api/analytics/daily-login-hours/1",
)  # fmt: skip
IDLE = 3.0
"""Seconds after which a client takes a new connection: Node ends one that was idle for five, perhaps as a request comes in."""
_ordering = threading.Lock()
"""The example numbers orders by the highest id, so two at once would refuse each other without any migration."""


class RefusedError(Exception):
    """An answer with another status than the monolith gives at rest."""


@dataclass
class Web:
    """One client with its connection and its token."""

    way: str
    port: int
    phone: str
    client: int
    """The outlet at which it sells; nobody else does."""
    product: int
    leave_type: int
    ledger: Ledger
    token: str = ""
    _connection: http.client.HTTPConnection | None = None
    _used: float = 0.0

    def log_in(self) -> None:
        """Get a token."""
        said = self.ask("POST", "/api/auth/login", {"phoneNumber": self.phone, "password": PASSWORD}, 200)
        self.token = said["accessToken"]

    def ask(self, method: str, path: str, body: Any = None, wanted: int = 201) -> Any:
        """Send a request; never a second time.

        Raises:
            RefusedError: the answer has another status.
            OSError: there is no answer.
        """
        if time.monotonic() - self._used > IDLE:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = None if body is None else json.dumps(body).encode()
        try:
            self._connection.request(method, path, data, headers | {"Content-Type": "application/json"})
            answer = self._connection.getresponse()
            content = answer.read()
            self._used = time.monotonic()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        if answer.will_close:
            self.close()
        if answer.status != wanted:
            raise RefusedError(f"{method} {path} at the {self.way}: {answer.status} {content[:300]!r}")
        return json.loads(content) if content else None

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def jobs(self, chance: random.Random) -> list[Callable[[], None]]:
        """Return what it does, one after the other in any order; half of it reads."""
        writes = [self.task, self.notice, self.order, self.sell, self.leave, self.role, self.outlet]
        return writes + [self._reading(chance)] * len(writes)

    def _reading(self, chance: random.Random) -> Callable[[], None]:
        def read() -> None:
            self.ask("GET", chance.choice(READS).format(client=self.client), wanted=200)

        return read

    def task(self) -> None:
        """A row, and the same row changed."""
        mark = self.ledger.mark()
        made = self.ask("POST", "/api/tasks", {"title": "Count the fridges", "description": mark})
        self.ledger.wrote("tasks", mark)
        self.ask("PATCH", f"/api/tasks/{made['id']}/status", {"status": "in_progress"}, 200)

    def notice(self) -> None:
        """A row."""
        mark = self.ledger.mark()
        self.ask("POST", "/api/notices", {"title": mark, "content": "On Friday", "countryId": 1})
        self.ledger.wrote("NoticeBoard", mark)

    def order(self) -> None:
        """A transaction: an order with two items; a trigger writes the client's ledger."""
        mark = self.ledger.mark()
        item = {"productId": self.product, "quantity": 2, "unitPrice": 116}
        with _ordering:
            self.ask(
                "POST", "/api/orders", {"clientId": self.client, "notes": mark, "orderItems": [item, item]}
            )
        self.ledger.wrote("sales_orders", mark)

    def sell(self) -> None:
        """A transaction across two services' tables: the sale, its item, and the client's stock, which it locks."""
        mark = self.ledger.mark()
        item = {"productId": self.product, "quantity": 3, "unitPrice": 50}
        made = self.ask(
            "POST",
            "/api/uplift-sales",
            {"clientId": self.client, "userId": 1, "comment": mark, "items": [item]},
        )
        self.ledger.wrote("UpliftSale", mark)
        self.ledger.sale(made["id"], self.client, 3)

    def leave(self) -> None:
        """A row."""
        mark = self.ledger.mark()
        dates = {"startDate": "2026-12-01", "endDate": "2026-12-01", "isHalfDay": 1}
        self.ask("POST", "/api/leave-requests", {"leaveTypeId": self.leave_type, "reason": mark, **dates})
        self.ledger.wrote("leave_requests", mark)

    def role(self) -> None:
        """A row."""
        mark = self.ledger.mark()
        self.ask("POST", "/api/roles", {"name": mark})
        self.ledger.wrote("role", mark)

    def outlet(self) -> None:
        """A row of the table that most services read, and the same row changed."""
        mark = self.ledger.mark()
        made = self.ask("POST", "/api/clients", {"name": mark, "contact": "0711", "regionId": 3})
        self.ledger.wrote("Clients", mark)
        self.ask("PATCH", f"/api/clients/{made['id']}", {"address": "Market Road 1"}, 200)
