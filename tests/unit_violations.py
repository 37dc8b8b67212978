"""A violation with the usual values, for tests that need some."""

from __future__ import annotations

from woosh_split.model.violation import Violation


def violation(
    code: str = "WS303",
    line: int = 5,
    symbol: str = "OrdersService.close",
    target: str = "users",
    path: str = "src/orders.ts",
) -> Violation:
    return Violation(
        code, "foreign-table-write", "error", "orders", "users", target, path, line, 3, line, 9, symbol,
        "message", "fix", "docs", "",
    )  # fmt: skip
