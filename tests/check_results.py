"""Results of a check, written by hand: what the tests of its formats share.

There is one of everything: new and known ones, an error and a warning, a place of several lines, a related place,
a stale entry, growth, and words that try to break every format.
"""

from __future__ import annotations

from woosh_split.model.violation import (
    BaselineEntry,
    CheckResult,
    Growth,
    Related,
    RuleText,
    Violation,
)

NASTY = "a|b <c> & \"d\" 'e' 100%\r\n::error::f {0} [g](h), `i` ]]> \x1b[31m \ud800 \x00"

RULES = (
    RuleText(
        "WS101",
        "foreign-import",
        "A file imports code of another service.",
        "What is imported has to be there when the service runs alone.",
        "Move the type into a library, or call the service.",
        "reference/rules/WS101.md",
    ),
    RuleText(
        "WS302",
        "foreign-table-join",
        "A statement joins a table that another service owns.",
        "A join needs both tables on one server.",
        "Read the owner's published view.",
        "reference/rules/WS302.md",
    ),
    RuleText(
        "WS801",
        "unresolved-table",
        "A table's name is known only when the program runs.",
        "Nobody can tell who owns it.",
        "Write the name out.",
        "reference/rules/WS801.md",
        "warning",
    ),
)


def violation(code: str = "WS302", number: int = 1, **more: object) -> Violation:
    """Build a violation of one of the rules; ``number`` tells it from the others of that rule."""
    rule = next(each for each in RULES if each.code == code)
    values: dict[str, object] = {
        "code": code,
        "name": rule.name,
        "severity": rule.severity,
        "from_service": "orders",
        "to_service": "users",
        "target": "users",
        "path": "src/orders/orders.service.ts",
        "line": 40 + number,
        "column": 7,
        "end_line": 40 + number,
        "end_column": 12,
        "symbol": "OrdersService.list",
        "message": "orders joins the table users, which users owns.",
        "fix": rule.fix,
        "docs": rule.docs,
        "fingerprint": f"{code.lower()}{number:08x}",
    } | more
    return Violation(**values)  # type: ignore[arg-type]


def result(*violations: Violation, **more: object) -> CheckResult:
    """Build a result over the services orders and users."""
    values: dict[str, object] = {
        "violations": violations,
        "stale": (),
        "rules": RULES,
        "services": ("orders", "users"),
        "files": 12,
        "unresolved": 3,
    } | more
    return CheckResult(**values)  # type: ignore[arg-type]


def mixed() -> CheckResult:
    """Return a result with one of everything."""
    return result(
        violation("WS101", 1, path="src/orders/price list.ts", target="src/users/user.ts", symbol=""),
        violation(
            "WS302",
            1,
            end_line=44,
            crossing="3f2a9c01",
            related=(Related("src/users/user.entity.ts", 5, "users declares the table here"),),
        ),
        violation("WS302", 2, state="known", from_service="users", to_service="monolith", target="stores"),
        violation("WS801", 1, message=NASTY, fix=NASTY, target=NASTY, to_service="orders", symbol=NASTY),
        stale=(
            BaselineEntry("feedbeef", "WS101", "orders", "users", "src/orders/gone.ts", "", "src/users/x.ts"),
        ),
        growth=(
            Growth("orders", "WS101", 1, 1),
            Growth("orders", "WS302", 1, 0),
            Growth("users", "WS302", 1, 2),
        ),
    )


def clean() -> CheckResult:
    """Return a result without any violation."""
    return result()
