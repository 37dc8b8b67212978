"""Dead code is what no access and no import leads to."""

from __future__ import annotations

from dataclasses import replace

from shop_facts import access, shop

from woosh_split.graph.dead_code import dead_code
from woosh_split.model.code import Import


def test_an_entity_whose_table_nobody_touches_is_dead() -> None:
    assert [table.entity for table in dead_code(shop()).entities] == ["Coupon"]


def test_a_table_without_entity_and_access_is_dead_but_a_view_is_not() -> None:
    """A view costs nothing to keep, and what it reads is seen through its own accesses."""
    assert [table.name for table in dead_code(shop()).tables] == ["audit_old"]


def test_a_table_that_raw_sql_touches_is_alive() -> None:
    facts = shop()
    found = dead_code(
        replace(facts, accesses=(*facts.accesses, access("orders", "audit_old", via="raw-sql")))
    )
    assert found.tables == ()


def test_a_file_that_no_import_leads_to_is_dead() -> None:
    assert dead_code(shop()).files == ("src/entities/coupon.entity.ts", "src/users/old-import.ts")


def test_an_entity_file_whose_table_is_used_is_alive_without_an_import() -> None:
    """TypeORM may load entities by a pattern of paths, which is no import."""
    facts = shop()
    found = dead_code(replace(facts, accesses=(*facts.accesses, access("orders", "coupons"))))
    assert found.files == ("src/users/old-import.ts",)


def test_a_file_imported_by_dead_files_only_is_dead() -> None:
    facts = shop()
    chain = Import("src/users/old-import.ts", "src/entities/coupon.entity.ts", ("Coupon",), False, 1)
    assert "src/entities/coupon.entity.ts" in dead_code(replace(facts, imports=(*facts.imports, chain))).files


def test_what_main_imports_beside_the_root_module_is_alive() -> None:
    facts = shop()
    beside = Import("src/main.ts", "src/users/old-import.ts", ("legacy",), False, 3)
    assert dead_code(replace(facts, imports=(*facts.imports, beside))).files == (
        "src/entities/coupon.entity.ts",
    )


def test_without_imports_no_file_is_called_dead() -> None:
    """A facts file without imports (``--only``) must not condemn every file."""
    assert dead_code(replace(shop(), imports=())).files == ()
