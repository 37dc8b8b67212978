"""What uses and calls set off: views, triggers, procedures, functions, and cycles among them."""

from __future__ import annotations

from woosh_split.model.access import TableUse
from woosh_split.model.schema import Table
from woosh_split.sources.schema.ddl.dump import read_dump
from woosh_split.sql.effects import Effect, SchemaEffects

SCHEMA = """
CREATE TABLE Orders (id INT PRIMARY KEY, client_id INT);
CREATE TABLE clients (id INT PRIMARY KEY);
CREATE TABLE stock (id INT PRIMARY KEY);
CREATE TABLE audit (id INT PRIMARY KEY);
CREATE TABLE totals (id INT PRIMARY KEY);
CREATE VIEW simple AS SELECT id FROM orders;
CREATE VIEW nested AS SELECT s.id FROM simple s JOIN clients c ON c.id = s.id;
CREATE VIEW loop_a AS SELECT id FROM loop_b;
CREATE VIEW loop_b AS SELECT id FROM loop_a;
DELIMITER //
CREATE TRIGGER t1 AFTER UPDATE ON orders FOR EACH ROW BEGIN
  UPDATE stock SET id = NEW.id; CALL note(); END//
CREATE TRIGGER t2 AFTER UPDATE ON stock FOR EACH ROW UPDATE Orders SET id = id//
CREATE TRIGGER t3 BEFORE DELETE ON clients FOR EACH ROW INSERT INTO audit SELECT id FROM nested//
CREATE PROCEDURE note() INSERT INTO audit VALUES (1)//
CREATE PROCEDURE outer_one(IN x INT) BEGIN CALL inner_one(x); SELECT sum_up(x); END//
CREATE PROCEDURE inner_one(IN x INT) BEGIN UPDATE clients SET id = x; CALL outer_one(x); END//
CREATE FUNCTION sum_up(x INT) RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM totals)//
CREATE PROCEDURE dynamic(IN t TEXT) BEGIN SET @s = t; PREPARE p FROM @s; EXECUTE p; END//
CREATE PROCEDURE calls_dynamic() BEGIN CALL dynamic('x'); CALL nowhere(); END//
DELIMITER ;
"""
FACTS = read_dump(SCHEMA, "schema.sql")
EFFECTS = SchemaEffects(FACTS.tables, FACTS.bodies)


def _short(effects: tuple[Effect, ...] | None) -> list[str]:
    assert effects is not None
    return [f"{use.mode} {use.table} via {via}" for use, via in effects]


def _read(table: str) -> TableUse:
    return TableUse(table, "read", "select")


def test_a_plain_use_sets_off_nothing_and_takes_the_spelling_of_the_ddl() -> None:
    assert EFFECTS.expand([_read("ORDERS")], "raw-sql") == ((_read("Orders"), "raw-sql"),)


def test_a_table_that_the_ddl_lacks_is_kept_as_it_is() -> None:
    assert EFFECTS.expand([_read("nobody")], "raw-sql") == ((_read("nobody"), "raw-sql"),)


def test_a_read_of_a_view_reads_its_tables_through_views_inside_it() -> None:
    assert _short(EFFECTS.expand([_read("Nested")], "raw-sql")) == [
        "read nested via raw-sql",
        "read clients via view",
        "read simple via view",
        "read Orders via view",
    ]


def test_a_lock_on_a_view_locks_its_tables() -> None:
    effects = EFFECTS.expand([TableUse("simple", "read", "select", lock=True)], "raw-sql")

    assert [(use.table, use.lock) for use, _ in effects] == [("simple", True), ("Orders", True)]


def test_views_that_read_each_other_end() -> None:
    assert _short(EFFECTS.expand([_read("loop_a")], "raw-sql")) == [
        "read loop_a via raw-sql",
        "read loop_b via view",
        "read loop_a via view",
    ]


def test_a_write_through_a_view_writes_its_table_and_fires_that_tables_triggers() -> None:
    effects = _short(EFFECTS.expand([TableUse("simple", "write", "update")], "query-builder"))

    assert effects == [
        "write simple via query-builder",
        "write Orders via view",
        "write stock via trigger",
        "write Orders via trigger",
        "write audit via trigger",
    ]


def test_triggers_fire_for_their_event_only() -> None:
    insert = EFFECTS.expand([TableUse("Orders", "write", "insert")], "repository")

    assert _short(insert) == ["write Orders via repository"]


def test_extra_events_fire_too() -> None:
    insert = EFFECTS.expand([TableUse("clients", "write", "insert")], "raw-sql", [("Clients", "delete")])

    assert _short(insert) == [
        "write clients via raw-sql",
        "write audit via trigger",
        "read nested via trigger",
        "read clients via trigger",
        "read simple via trigger",
        "read Orders via trigger",
    ]


def test_truncate_fires_no_trigger() -> None:
    assert _short(EFFECTS.expand([TableUse("clients", "write", "truncate")], "raw-sql")) == [
        "write clients via raw-sql"
    ]


def test_a_call_follows_inner_calls_and_functions_and_ends_in_a_cycle() -> None:
    assert _short(EFFECTS.call("OUTER_ONE")) == ["write clients via procedure", "read totals via procedure"]


def test_a_function_is_followed_and_an_unknown_one_is_none() -> None:
    assert _short(EFFECTS.function("sum_up")) == ["read totals via procedure"]
    assert EFFECTS.function("my_date_format") is None


def test_a_procedure_without_a_body_is_none() -> None:
    assert EFFECTS.call("GetCheckins") is None


def test_problems_are_those_of_inner_procedures_too() -> None:
    assert EFFECTS.problems("dynamic") == ("a statement is prepared at run time",)
    assert EFFECTS.problems("calls_dynamic") == (
        "a statement is prepared at run time",
        "procedure nowhere has no body in the schema",
    )
    assert EFFECTS.problems("note") == ()


def test_tables_that_differ_in_case_only_are_told_apart_and_any_other_spelling_is_the_schemas() -> None:
    twins = (Table("Orders"), Table("orders"), Table("Clients"))
    for effects in (SchemaEffects(twins, ()), SchemaEffects((), (), twins)):
        assert _short(effects.expand([_read("Orders"), _read("orders"), _read("CLIENTS")], "code")) == [
            "read Orders via code",
            "read orders via code",
            "read Clients via code",
        ]


def test_two_spellings_of_code_are_one_table_where_the_schema_has_one() -> None:
    code = (Table("Orders"), Table("orders"))
    effects = SchemaEffects((Table("orders"),), (), code)
    (effect,) = effects.expand([_read("Orders"), _read("orders")], "code")
    assert effect[0].table == "orders"


def test_a_function_in_a_view_runs_whenever_the_view_is_read() -> None:
    facts = read_dump(
        SCHEMA + "CREATE VIEW summed AS SELECT id, sum_up(id) FROM clients;\n"
        "CREATE TRIGGER t4 BEFORE DELETE ON totals FOR EACH ROW INSERT INTO audit SELECT id FROM summed;\n",
        "schema.sql",
    )
    effects = SchemaEffects(facts.tables, facts.bodies)

    assert _short(effects.expand([_read("summed")], "raw-sql")) == [
        "read summed via raw-sql",
        "read clients via view",
        "read totals via procedure",
    ]
    assert "read totals via trigger" in _short(
        effects.expand([TableUse("totals", "write", "delete")], "raw-sql")
    )


def test_of_two_uses_of_one_table_the_lock_stands_whichever_comes_first() -> None:
    plain, locking = _read("clients"), TableUse("clients", "read", "select", True)
    for uses in ([plain, locking], [locking, plain], [plain, locking, plain]):
        assert EFFECTS.expand(uses, "raw-sql") == ((locking, "raw-sql"),)


def test_only_a_known_table_may_be_one_where_tables_are_known() -> None:
    assert EFFECTS.may_be_a_table("orders")
    assert EFFECTS.may_be_a_table("`shop`.`ORDERS`")
    assert not EFFECTS.may_be_a_table("now")
    assert SchemaEffects((), ()).may_be_a_table("now")


def test_uses_keep_all_else_when_only_their_spelling_changes() -> None:
    use = TableUse("ORDERS", "read", "select", True, ("id",), ("STOCK", "CLIENTS"))
    ((found, _),) = EFFECTS.expand([use], "raw-sql")
    assert found == TableUse("Orders", "read", "select", True, ("id",), ("clients", "stock"))
    ((found, _),) = EFFECTS.expand([TableUse("Orders", "read", "select", joined_with=("STOCK",))], "raw-sql")
    assert found.joined_with == ("stock",)
