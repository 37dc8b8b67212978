#!/usr/bin/env python3
"""Print demo rows for the Woosh example as SQL.

The same arguments always give the same bytes, so that two databases filled from this script can be compared
row by row. Nothing is random: every value follows from the row's number.

    python3 seed.py --rows 50 | mariadb woosh
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | Decimal | date | datetime | None
Row: TypeAlias = tuple[Value, ...]

# fmt: off
# The rows below are laid out as tables; one value a line would hide them.

# bcrypt, cost 10, of the password "woosh-demo". Every account of the demo has it.
DEMO_HASH = "$2a$10$kgw4lcG0b8L3Xv8YSfnkI.pvlfjLUgNN5Urgeb/UOvOxKKqbwIPt6"
BATCH = 200
COUNTRIES = ("Kenya", "Tanzania", "Nigeria", "Uganda")
REGIONS = (("Nairobi", 1), ("Coast", 1), ("Rift Valley", 1), ("Dar es Salaam", 2), ("Lagos", 3), ("Kampala", 4))
CATEGORIES = ("Biscuits", "Soft drinks", "Household", "Snacks")
PRODUCTS = ("Ginger biscuit", "Cola 500ml", "Bar soap", "Maize crisps", "Cream biscuit", "Lemonade 1L",
            "Washing powder", "Salted nuts", "Oat biscuit", "Tonic water", "Candle box", "Popcorn")
SHOP_KINDS = ("Corner Shop", "Mini Mart", "Wholesalers", "Duka", "Kiosk", "Supermarket")
SHOP_NAMES = ("Amani", "Baraka", "Cheza", "Dada's", "Élan", "Furaha", "Green\\Blue", "Hodari")
REP_NAMES = ("Asha Njeri", "Brian Otieno", "Chao Mwadime", "Diana Kirui", "Emeka Obi", "Faith O'Hara")


def literal(value: Value) -> str:
    """Write one value as a SQL literal; strings are escaped, so that any name can be seeded."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return f"'{value:%Y-%m-%d %H:%M:%S}'"
    if isinstance(value, date):
        return f"'{value:%Y-%m-%d}'"
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def insert(table: str, columns: str, rows: Sequence[Row]) -> Iterator[str]:
    """Yield multi-row INSERT statements, small enough for the default packet size."""
    names = ", ".join(f"`{name}`" for name in columns.split())
    for start in range(0, len(rows), BATCH):
        values = ",\n".join("  (" + ", ".join(map(literal, row)) + ")" for row in rows[start : start + BATCH])
        yield f"INSERT INTO `{table}` ({names}) VALUES\n{values};\n"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute)


def money(cents: int) -> Decimal:
    """Return an amount without the rounding of floats."""
    return Decimal(cents) / 100


def client_name(number: int) -> str:
    """Name an outlet; some names carry quotes, accents and backslashes."""
    return f"{SHOP_NAMES[number % 8]} {SHOP_KINDS[number % 6]} {number}"


def reference_rows(today: date) -> Iterator[str]:
    """Fill the small tables that everything else points at; staff ids never equal a rep's id."""
    start = at(today - timedelta(days=400), 8)
    yield from insert("Country", "id name status", [(i, n, 0) for i, n in enumerate(COUNTRIES, 1)])
    yield from insert("Regions", "id name countryId status", [(i, n, c, 0) for i, (n, c) in enumerate(REGIONS, 1)])
    yield from insert("role", "id name", [(1, "MANAGER"), (2, "SALES_REP"), (3, "RELIEVER")])
    yield from insert(
        "routes", "id name region region_name country_id country_name leader_id leader_name status",
        [
            (i, f"{name} route", i, name, country, COUNTRIES[country - 1], 1, REP_NAMES[0], int(i != 6))
            for i, (name, country) in enumerate(REGIONS, 1)
        ])
    yield from insert("departments", "id name", [(1, "Field"), (2, "Office")])
    yield from insert("outlet_categories", "id name created_at", [(1, "Retail", start), (2, "Wholesale", start)])
    yield from insert("asset_types", "id name", [(1, "Phone"), (2, "Fridge"), (3, "Umbrella")])
    yield from insert(
        "staff", "id name photo_url empl_no id_no role business_email password employment_type is_active",
        [
            (101, "Grace Wambui", "", "E001", 20011, "HR", "grace@example.com", DEMO_HASH, "Permanent", 1),
            (102, "Hassan Ali", "", "E002", 20012, "Stores", "hassan@example.com", DEMO_HASH, "Contract", 1),
        ])
    yield from insert(
        "users", "id username email password_hash full_name role department is_active created_at updated_at",
        [(1, "admin", "admin@example.com", DEMO_HASH, "Office Admin", "admin", "Office", 1, start, start)])
    yield from insert(
        "versions",
        "id version build_number min_required_version force_update update_message is_active created_at",
        [(1, "1.3.0", 30, "1.2.0", 0, None, 0, start), (2, "1.4.0", 41, "1.3.0", 0, "Faster lists", 1, start)])
    yield from insert(
        "leave_types", "id name description default_days is_active created_at updated_at",
        [(1, "Annual", "Paid", 21, 1, start, start), (2, "Sick", None, 14, 1, start, start)])
    tiers = [("Tier 0", 0, 9999, 0), ("Tier 1", 10000, 29999, 500), ("Tier 2", 30000, None, 1200)]
    yield from insert(
        "commission_configs",
        "id tier_name min_sales_amount max_sales_amount commission_amount commission_type is_active created_at updated_at",
        [(i, *tier, "fixed", 1, start, start) for i, tier in enumerate(tiers, 1)])


def rep_rows(today: date, reps: int) -> Iterator[str]:
    """Fill the reps and a working week of sessions for each."""
    start = at(today - timedelta(days=300), 9)
    rows: list[Row] = []
    for i in range(1, reps + 1):
        region_id = (i - 1) % len(REGIONS) + 1
        region, country = REGIONS[region_id - 1]
        name = REP_NAMES[(i - 1) % len(REP_NAMES)] + (f" {i}" if i > len(REP_NAMES) else "")
        manager = int(i == 1)
        # the last rep has left: status 0, and no role any more
        left = i == reps
        rows.append((i, name, f"rep{i}@example.com", f"+2547000{i:05d}", DEMO_HASH, country,
                     COUNTRIES[country - 1], region_id, region, region_id, f"{region} route", 40 + i % 5, 5, 1000 * i,
                     None if left else 2 - manager, "MANAGER" if manager else "USER", manager, int(not left),
                     start, start, manager, 0, 0, None))
    yield from insert(
        "SalesRep",
        "id name email phoneNumber password countryId country region_id region route_id route visits_targets new_clients"
        " volume_targets role_id role manager_type status createdAt updatedAt retail_manager key_channel_manager"
        " distribution_manager photoUrl",
        rows)
    sessions: list[Row] = []
    for i in range(1, reps + 1):
        for back in range(1, 6):
            day = today - timedelta(days=back)
            begin, end = at(day, 8, i % 60), at(day, 16, (i * 7) % 60)
            minutes = int((end - begin).total_seconds() // 60)
            sessions.append((len(sessions) + 1, i, "Africa/Nairobi", minutes, 2, str(end), str(begin), 0))
    yield from insert(
        "LoginHistory", "id userId timezone duration status sessionEnd sessionStart corrected", sessions
    )


def catalogue_rows(today: date) -> Iterator[str]:
    """Fill products, prices and depots."""
    start = at(today - timedelta(days=350), 10)
    yield from insert("Category", "id name", list(enumerate(CATEGORIES, 1)))
    yield from insert(
        "CategoryPriceOption", "id category_id label value value_tzs value_ngn sort_order is_active",
        [
            (2 * i - 1 + wholesale, i, label, money(12000 * i - 2000 * wholesale), money(230000 * i), money(150000 * i),
             wholesale, 1)
            for i in range(1, len(CATEGORIES) + 1)
            for wholesale, label in enumerate(("Retail", "Wholesale"))
        ])
    yield from insert(
        "products",
        "id product_code product_name description category_id category unit_of_measure cost_price selling_price tax_type"
        " reorder_level current_stock image_url is_active created_at updated_at is_tester",
        [
            (i, f"P{i:04d}", name, None if i % 3 else f'A "{name}" in a box', (i - 1) % 4 + 1, CATEGORIES[(i - 1) % 4],
             "PCS", money(5000 + 900 * i), money(8000 + 1300 * i), ("16%", "zero_rated", "exempted")[i % 3],
             10, 500 - 17 * i, None, int(i != 12), start, start, int(i == 11))
            for i, name in enumerate(PRODUCTS, 1)
        ])
    stores = [(i, f"ST{i:02d}", f"{n} depot", None, i, int(i < 4), start) for i, n in enumerate(COUNTRIES, 1)]
    yield from insert("stores", "id store_code store_name address country_id is_active created_at", stores)
    yield from insert(
        "store_inventory", "id store_id product_id quantity reserved_quantity last_updated",
        [
            ((s - 1) * len(PRODUCTS) + p, s, p, (37 * s * p) % 90, 0, at(today, 6))
            for s in range(1, len(stores) + 1)
            for p in range(1, len(PRODUCTS) + 1)
        ])


def client_rows(today: date, clients: int, reps: int) -> Iterator[str]:
    """Fill the outlets with their reps and their stock."""
    rows: list[Row] = []
    for i in range(1, clients + 1):
        region_id = (i - 1) % len(REGIONS) + 1
        region, country = REGIONS[region_id - 1]
        route: tuple[Value, Value] = (None, None) if i % 9 == 0 else (region_id, f"{region} route")
        rows.append((i, client_name(i), f"Plot {i}, {region}", None if i % 7 == 0 else -1.28 - i / 1000,
                     None if i % 7 == 0 else 36.82 + i / 1000, money(100 * i), money(500000), "30 days",
                     None if i % 4 else f"shop{i}@example.com", region_id, region, *route, f"+2547110{i:05d}",
                     None, f"{region} town", int(i % 5 != 0), i % 3 + 1, None, country, (i - 1) % reps + 1,
                     at(today - timedelta(days=200 - i % 190), 11), None))
    yield from insert(
        "Clients",
        "id name address latitude longitude balance credit_limit payment_terms email region_id region route_id"
        " route_name contact tax_pin location status client_type outlet_account countryId added_by created_at"
        " subcategory_id",
        rows)
    numbers = range(1, clients + 1)
    yield from insert(
        "ClientAssignment", "id outletId salesRepId assignedAt status",
        [(i, i, (i - 1) % reps + 1, at(today - timedelta(days=100), 9), "active") for i in numbers if i % 6])
    stock: list[Row] = []
    ledger: list[Row] = []
    for i in numbers:
        for p in (i % 12 + 1, (i + 5) % 12 + 1):
            quantity = (i * p) % 40 + 5
            rep = (i - 1) % reps + 1
            stock.append((len(stock) + 1, i, p, quantity, rep))
            ledger.append((len(ledger) + 1, i, p, "stock_adjustment", quantity, 0, 0, quantity, None, "seed",
                           at(today - timedelta(days=30), 12), rep, None, at(today - timedelta(days=30), 12)))
    yield from insert("ClientStock", "id clientId productId quantity salesrepId", stock)
    yield from insert(
        "outlet_quantity_transactions",
        "id clientId productId transactionType quantityIn quantityOut previousBalance newBalance referenceId"
        " referenceType transactionDate userId notes createdAt",
        ledger)


def visit_rows(today: date, clients: int, reps: int) -> Iterator[str]:
    """Fill the visits, and a report for every visit that was finished."""
    plans: list[Row] = []
    reports: list[tuple[int, int, datetime]] = []
    for i in range(1, 2 * clients + 1):
        client, rep = (i - 1) % clients + 1, (i - 1) % reps + 1
        day = today - timedelta(days=(i - 1) % 40)
        status = (3, 0, 1, 4)[i % 4] if day <= today else 0
        came = at(day, 9, i % 60) if status in (1, 3) else None
        left = at(day, 10, i % 60) if status == 3 else None
        # plan 3 names a route that was deleted years ago; no foreign key ever stopped that
        route = 9999 if i == 3 else (client - 1) % len(REGIONS) + 1
        plans.append((i, at(day, 0), "09:00", rep, client, status, came, -1.28 if came else None,
                      36.82 if came else None, None, f"Visit {i}" if i % 3 == 0 else None, left, i % 2 == 0, route))
        if left:
            reports.append((client, rep, left))
    yield from insert(
        "JourneyPlan",
        "id date time userId clientId status checkInTime latitude longitude imageUrl notes checkoutTime"
        " showUpdateLocation routeId",
        plans)
    yield from insert(
        "FeedbackReport", "id comment createdAt clientId userId",
        [(i, f"All fine, visit {i}", t, c, r) for i, (c, r, t) in enumerate(reports, 1)])
    yield from insert(
        "ProductReport", "id productName quantity comment createdAt clientId userId productId",
        [(i, PRODUCTS[i % 12], i % 25, None, t, c, r, i % 12 + 1) for i, (c, r, t) in enumerate(reports, 1)])
    yield from insert(
        "VisibilityReport", "id comment imageUrl createdAt clientId userId",
        [(i, "Shelf at the door", None, t, c, r) for i, (c, r, t) in enumerate(reports, 1)])


def sale_rows(today: date, clients: int, reps: int) -> Iterator[str]:
    """Fill uplift sales, orders and payments; two triggers of the dump fire on the way."""
    sales: list[Row] = []
    sale_items: list[Row] = []
    orders: list[Row] = []
    order_items: list[Row] = []
    payments: list[Row] = []
    for i in range(1, clients + 1):
        rep, product, quantity = (i - 1) % reps + 1, i % 12 + 1, i % 4 + 1
        day = today - timedelta(days=i % 45)
        price = money(8000 + 1300 * product)
        total = price * quantity
        # sale 2 keeps the zero date that the non-strict server once stored
        touched: Value = "0000-00-00 00:00:00" if i == 2 else at(day, 15)
        sales.append((i, i, rep, int(i % 10 != 0), total, None, at(day, 15), touched))
        sale_items.append((i, i, product, quantity, price, total, at(day, 15), price))
        tax = (total * Decimal("0.16")).quantize(Decimal("0.01"))
        status = ("draft", "confirmed", "delivered", "paid")[i % 4]
        orders.append((i, f"SO-{i:06d}", i, day, day + timedelta(days=3), total, tax, total + tax, total, None, rep,
                       rep, at(day, 14), at(day, 14), status, int(i % 4 > 1), 0))
        order_items.append((i, i, product, quantity, price, tax, total + tax, total, "16%", 0, 0))
        if i % 3 == 0:
            payments.append((i // 3, i, total, None, at(day, 16), "mpesa", "pending", rep))
    yield from insert("UpliftSale", "id clientId userId status totalAmount comment createdAt updatedAt", sales)
    yield from insert(
        "UpliftSaleItem", "id upliftSaleId productId quantity unitPrice total createdAt original_price",
        sale_items)
    yield from insert(
        "sales_orders",
        "id so_number client_id order_date expected_delivery_date subtotal tax_amount total_amount net_price notes"
        " salesrep created_by created_at updated_at status my_status received_by",
        orders)
    yield from insert(
        "sales_order_items",
        "id sales_order_id product_id quantity unit_price tax_amount total_price net_price tax_type shipped_quantity"
        " is_tester",
        order_items)
    yield from insert(
        "salesclient_payment", "id clientId amount invoicefileUrl date paymentMethod status salesrepId", payments
    )


def office_rows(today: date, clients: int, reps: int) -> Iterator[str]:
    """Fill requests, leave, tasks and notices, then some of the tables that no code reads."""
    then = at(today - timedelta(days=12), 10)
    people = range(1, reps + 1)
    yield from insert(
        "asset_requests", "id requestNumber salesRepId requestDate status notes createdAt updatedAt",
        [(i, f"AR-{i:05d}", i, then, "pending", "A fridge please 🙏", then, then) for i in people])
    yield from insert(
        "asset_request_items",
        "id assetRequestId assetName assetType quantity notes assignedQuantity returnedQuantity createdAt",
        [(i, i, "Display fridge", "Fridge", 1, None, 0, 0, then) for i in people])
    yield from insert(
        "sample_request", "id clientId userId requestNumber requestDate status notes createdAt updatedAt",
        [(i, i % clients + 1, i, f"SR-{i:05d}", then, "pending", None, then, then) for i in people])
    yield from insert(
        "sample_request_item", "id sampleRequestId productId quantity notes createdAt",
        [(i, i, i % 12 + 1, 2, None, then) for i in people])
    first, last = today + timedelta(days=20), today + timedelta(days=24)
    yield from insert(
        "leaves", "id userId leaveType startDate endDate reason attachmentUrl status createdAt updatedAt",
        [(i, i, "Annual", first, last, "Family", None, "PENDING", then, then) for i in people])
    yield from insert(
        "leave_requests",
        "id employee_type_id leave_type_id start_date end_date is_half_day reason status applied_at created_at"
        " updated_at salesrep",
        [(i, 1, i % 2 + 1, first, last, 0, "Family", "pending", then, then, then, i) for i in people])
    yield from insert(
        "tasks",
        "id title description priority status isCompleted completedAt createdAt salesRepId assignedById assigned_by"
        " dueDate notes",
        [
            (i, f"Check the shelf of {client_name(i)}", "Photo and count", ("low", "medium", "high")[i % 3],
             "pending", 0, None, then, i, 101, 101, at(today + timedelta(days=2), 17), "")
            for i in people
        ])
    yield from insert(
        "daily_commissions",
        "id sales_rep_id commission_date daily_sales_amount commission_amount commission_tier sales_count status"
        " notes created_at updated_at",
        [(i, i, today - timedelta(days=1), money(1500000), money(50000), "Tier 1", 4, "pending", None, then, then)
         for i in people])
    yield from insert(
        "NoticeBoard", "id title content country_id created_at updated_at",
        [(1, "New price list", "Prices change on Monday.", 1, then, then),
         (2, "Café réunion", "All of Lagos, 9 o'clock.", 3, then, then), (3, "Holiday", "Closed.", None, then, then)])
    yield from insert(
        "documents", "id title category file_url uploaded_by uploaded_at",
        [(1, "outlets.xlsx", "excel:clients:done", "/imports/outlets.xlsx", 1, then),
         (2, "Handbook", "hr", "/hr/handbook.pdf", 1, then)])
    yield from insert(
        "notices", "id title content created_at country_id status",
        [(1, "Staff only", "Not for the app.", then, 1, 1)])
    yield from insert(
        "attendance", "id staff_id date checkin_time status created_at updated_at",
        [(1, 101, today, "08:02:00", 1, then, then), (2, 102, today, "08:31:00", 1, then, then)])
    yield from insert(
        "payments",
        "id payment_number supplier_id payment_date payment_method amount created_by created_at updated_at",
        [(1, "PAY-0001", 1, today, "bank", money(990000), 1, then, then)])
    yield from insert(
        "client_payments", "id customer_id amount payment_date payment_method created_at",
        [(1, 1, money(120000), today, "cash", then)])
    yield from insert(
        "staff_tasks", "id title description staff_id assigned_by_id created_at updated_at",
        [(1, "Count the depot", "Before Friday", 102, 101, then, then)])
    yield from insert(
        "offers",
        "id offer_code client_id product_id list_price discount_percent valid_from created_by created_at updated_at",
        [(1, "OF-1", 1, 1, money(10000), Decimal("12.50"), today, 101, then, then)])
    yield from insert(
        "Token", "id token salesRepId createdAt expiresAt",
        [(i, f"old-token-{i}", i, then, then) for i in people])


def script(rows: int, today: date) -> Iterator[str]:
    """Yield the whole script, parents before children, so that no foreign key has to be switched off."""
    reps = 5 + rows // 10
    yield "-- Demo rows for the Woosh example. Password of every account: woosh-demo\n"
    yield "SET NAMES utf8mb4;\nSET time_zone = '+00:00';\n"
    # the triggers stamp their rows with the clock: stop it
    yield f"SET timestamp = UNIX_TIMESTAMP({literal(at(today, 18))});\nSTART TRANSACTION;\n"
    yield from reference_rows(today)
    yield from rep_rows(today, reps)
    yield from catalogue_rows(today)
    yield from client_rows(today, rows, reps)
    yield from visit_rows(today, rows, reps)
    yield from sale_rows(today, rows, reps)
    yield from office_rows(today, rows, reps)
    yield "COMMIT;\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Read the options and print."""
    parser = argparse.ArgumentParser(description="Print demo rows for the Woosh example as SQL.")
    parser.add_argument("--rows", type=int, default=20, help="number of outlets; the rest scales with it (default 20)")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2025, 8, 14), help="the day of the newest rows")
    arguments = parser.parse_args(argv)
    if arguments.rows < 1:
        parser.error("--rows must be 1 or more")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.writelines(script(arguments.rows, arguments.today))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
