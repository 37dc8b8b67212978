"""Facts of a small shop, written by hand: what the tests of reports and conclusions share.

It has one of everything that a report shows: a hub, a spanning transaction, an unused entity, table and file,
a view, drift, a hazard, a job, an app call that nobody answers, and a text that tries to break a terminal.
"""

from __future__ import annotations

from woosh_split.model.access import Access, Transaction
from woosh_split.model.code import (
    Call,
    ClientCall,
    Event,
    Hazard,
    Import,
    Job,
    Module,
    NetworkCall,
    Route,
    SharedCall,
    Unresolved,
)
from woosh_split.model.facts import Coverage, Facts, Monolith
from woosh_split.model.schema import (
    Column,
    DatabaseEvent,
    Drift,
    ForeignKey,
    Relation,
    Routine,
    Table,
    Trigger,
)


def access(module: str, table: str, mode: str = "read", line: int = 1, **more: object) -> Access:
    """Build an access with the usual values of a repository call."""
    values: dict[str, object] = {
        "via": "repository",
        "function": f"{module.title()}Service.run",
        "file": f"src/{module}/{module}.service.ts",
        "operation": "select" if mode == "read" else "update",
    } | more
    return Access(module=module, table=table, mode=mode, line=line, **values)  # type: ignore[arg-type]


def module(name: str, *imports: str, extra_files: tuple[str, ...] = ()) -> Module:
    """Build a module with its own file, a controller and a service."""
    stem = f"src/{name}/{name}"
    return Module(
        name=name,
        class_name=f"{name.title()}Module",
        file=f"{stem}.module.ts",
        line=7,
        imports=imports,
        controllers=(f"{name.title()}Controller",),
        providers=(f"{name.title()}Service",),
        exports=(f"{name.title()}Service",),
        files=(f"{stem}.controller.ts", f"{stem}.module.ts", f"{stem}.service.ts", *extra_files),
    )


NAMES = ("billing", "orders", "stock", "users")

MODULES = (
    Module("app", "AppModule", "src/app.module.ts", 5, imports=NAMES, files=("src/app.module.ts",)),
    module("billing", "users"),
    module("orders", "stock", "users"),
    module("stock"),
    module("users", extra_files=("src/users/old-import.ts",)),
)

IMPORTS = (
    Import("src/main.ts", "src/app.module.ts", ("AppModule",), False, 2),
    *(Import("src/app.module.ts", f"src/{name}/{name}.module.ts", (), False, 3) for name in NAMES),
    *(
        Import(f"src/{name}/{name}.module.ts", f"src/{name}/{name}.{kind}.ts", (), False, 4)
        for name in NAMES
        for kind in ("controller", "service")
    ),
)


def shop() -> Facts:
    """Return the facts of the shop."""
    return Facts(
        monolith=Monolith("shop", ".", "nestjs", 42, 3_141),
        modules=MODULES,
        tables=(
            Table("audit_old", declared_by=("ddl",), file="database/schema.sql", line=90),
            Table(
                "coupons",
                entity="Coupon",
                entity_file="src/entities/coupon.entity.ts",
                declared_by=("entity",),
            ),
            Table(
                "orders",
                entity="Order",
                entity_file="src/orders/order.entity.ts",
                columns=(
                    Column("id", "int", nullable=False, primary_key=True),
                    Column("user_id", "int", nullable=False),
                ),
                foreign_keys=(ForeignKey(("user_id",), "users", ("id",)),),
                declared_by=("ddl", "entity"),
                file="database/schema.sql",
                line=12,
            ),
            Table("order_totals", kind="view", declared_by=("ddl",), file="database/schema.sql", line=70),
            Table(
                "stock",
                entity="Stock",
                entity_file="src/stock/stock.entity.ts",
                declared_by=("ddl", "entity"),
            ),
            Table(
                "users", entity="User", entity_file="src/users/user.entity.ts", declared_by=("ddl", "entity")
            ),
        ),
        routes=(
            Route(
                "GET", "/api/orders", "orders", "OrdersController.list", "src/orders/orders.controller.ts", 10
            ),
            Route(
                "POST",
                "/api/orders",
                "orders",
                "OrdersController.create",
                "src/orders/orders.controller.ts",
                15,
                guards=("JwtGuard",),
                auth="required",
                body="json",
                order=1,
            ),
        ),
        accesses=(
            access("billing", "users", line=20),
            access("billing", "orders", "write", 22),
            access("orders", "orders", line=30),
            access("orders", "orders", "write", 33, transaction="orders-1", operation="insert"),
            access("orders", "users", line=31),
            access("stock", "stock", "write", 12, transaction="orders-1", lock=True),
            access("users", "users", "write", 9),
        ),
        calls=(
            Call(
                "billing",
                "users",
                "UsersService",
                "find",
                "BillingService.run",
                "src/billing/billing.service.ts",
                19,
            ),
            Call(
                "orders",
                "stock",
                "StockService",
                "take",
                "OrdersService.create",
                "src/orders/orders.service.ts",
                34,
            ),
            Call(
                "orders",
                "users",
                "UsersService",
                "find",
                "OrdersService.create",
                "src/orders/orders.service.ts",
                29,
            ),
            Call(
                "stock", "users", "UsersService", "find", "StockService.take", "src/stock/stock.service.ts", 8
            ),
        ),
        relations=(Relation("orders", "users", "many-to-one", None, "src/orders/order.entity.ts", 20),),
        transactions=(
            Transaction(
                "orders-1",
                "orders",
                "OrdersService.create",
                "src/orders/orders.service.ts",
                28,
                ("users",),
                ("orders", "stock"),
            ),
            Transaction(
                "users-1", "users", "UsersService.rename", "src/users/users.service.ts", 8, (), ("users",)
            ),
        ),
        jobs=(Job("billing", "BillingService.close", "0 3 * * *", "src/billing/billing.service.ts", 50),),
        events=(
            Event(
                "orders", "order.created", "emits", "OrdersService.create", "src/orders/orders.service.ts", 40
            ),
        ),
        client_calls=(
            ClientCall("GET", "/api/orders", "GET /api/orders", "app/lib/orders.dart", 11),
            ClientCall("DELETE", "/api/orders/:id", None, "app/lib/orders.dart", 25),
        ),
        unresolved=(
            Unresolved(
                "sql",
                "src/stock/stock.service.ts",
                60,
                "SELECT *\n\x1b[31m FROM ${table}",
                "the table is computed",
            ),
        ),
        imports=IMPORTS,
        routines=(
            Routine("close_month", "procedure", ("orders",), ("audit_old",), "database/schema.sql", 100),
        ),
        triggers=(
            Trigger("orders_ai", "orders", "insert", "after", (), ("stock",), "database/schema.sql", 120),
        ),
        db_events=(DatabaseEvent("nightly", "EVERY 1 DAY", (), ("audit_old",), "database/schema.sql", 130),),
        hazards=(
            Hazard(
                "ip-keyed-limit",
                "ThrottlerGuard",
                "10 requests a minute for each address",
                "src/app.module.ts",
                9,
            ),
        ),
        drift=(
            Drift(
                "missing-table",
                "coupons",
                None,
                "entity",
                "ddl",
                "no dump creates it",
                "src/entities/coupon.entity.ts",
                3,
            ),
        ),
        shared_files=("src/entities/coupon.entity.ts",),
        coverage=Coverage(8, 7),
        network_calls=(
            NetworkCall(
                "stock", "StockService.take", "HttpService.post", "src/stock/stock.service.ts", 13, "orders-1"
            ),
        ),
        frame_calls=(
            Call(
                "stock",
                "stock",
                "Shelves",
                "holds",
                "ShelfGuard.canActivate",
                "src/stock/shelf.guard.ts",
                6,
                bound_by="sync",
            ),
        ),
        shared_calls=(
            SharedCall(
                "orders",
                "OrdersService.place",
                "Coupons.use",
                "src/entities/coupon.entity.ts",
                "src/orders/orders.service.ts",
                21,
            ),
        ),
    )
