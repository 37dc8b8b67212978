"""Dumps to tables, keys and stored code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woosh_split.model.schema import ForeignKey, Table
from woosh_split.sources.schema.ddl.dump import merge_dumps, read_dump
from woosh_split.sources.schema.facts import SchemaFacts

PHPMYADMIN = """-- phpMyAdmin SQL Dump
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
/*!40101 SET NAMES utf8mb4 */;

DELIMITER $$
--
-- Procedures; it's said with 'quotes
--
CREATE DEFINER=`root`@`localhost` PROCEDURE `CloseOrder` (IN `p_id` INT, OUT `total` DECIMAL(10,2))  READS SQL DATA BEGIN
  DECLARE done INT DEFAULT FALSE;
  DECLARE v_id INT DEFAULT (SELECT MAX(id) FROM sequences);
  DECLARE cur CURSOR FOR SELECT id FROM clients WHERE id = p_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION, SQLSTATE '23000' BEGIN ROLLBACK; INSERT INTO errors(msg) VALUES ('x;y'); END;
  CREATE TEMPORARY TABLE tmp_x AS SELECT o.id FROM orders o JOIN clients c ON c.id = o.client_id;
  read_loop: LOOP
    FETCH cur INTO v_id;
    IF done THEN LEAVE read_loop; END IF;
    IF EXISTS (SELECT 1 FROM stock WHERE id = v_id) THEN
      CALL Inner_Proc(v_id);
    ELSEIF CASE WHEN v_id THEN 1 ELSE 2 END = (SELECT COUNT(*) FROM counters) THEN DELETE FROM tmp_x;
    ELSE
      CASE v_id WHEN 1 THEN INSERT INTO log1 VALUES (1); ELSE INSERT INTO log2 VALUES (2); END CASE;
    END IF;
  END LOOP read_loop;
  WHILE v_id < (SELECT COUNT(*) FROM limits) DO SET v_id = v_id + 1; END WHILE;
  REPEAT SET v_id = v_id - 1; UNTIL v_id < (SELECT MIN(id) FROM floors) END REPEAT;
  SELECT SUM(amount) INTO total FROM orders WHERE client_id = p_id;
END$$
CREATE PROCEDURE Inner_Proc(x INT) UPDATE stock SET q = q - client_total(x) WHERE id = x$$
CREATE FUNCTION client_total(x INT) RETURNS decimal(10,2) CHARSET utf8 DETERMINISTIC
BEGIN RETURN (SELECT SUM(t) FROM totals WHERE totals.x = x); END$$
DELIMITER ;

CREATE TABLE `orders` (
  `id` int(11) NOT NULL,
  `status` enum('Open','b;c','it''s') DEFAULT 'Open' COMMENT 'x, (y)',
  `amount` DECIMAL(10, 2) UNSIGNED NOT NULL,
  `doubled` int(11) GENERATED ALWAYS AS (`amount` * 2) VIRTUAL,
  `stamp` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `client_id` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
INSERT INTO `orders` VALUES (1,'a;b','x'), (2, 'CREATE TABLE zz (a int);', 'y');

CREATE TABLE `clients` (`id` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(3) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL, KEY (name));

CREATE TABLE `open_orders` (
`id` int(11)
,`name` varchar(3)
);
DELIMITER $$
CREATE TRIGGER `after_order` AFTER UPDATE ON `orders` FOR EACH ROW INSERT INTO audit (v) VALUES ((SELECT name FROM clients))
$$
DELIMITER ;
DROP TABLE IF EXISTS `open_orders`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `open_orders`  AS
 SELECT `o`.`id` AS `id`, c.name FROM (`orders` `o` join `clients` `c` on(`c`.`id` = `o`.`client_id`)) WITH CHECK OPTION;

ALTER TABLE `orders`
  ADD PRIMARY KEY (`id`),
  ADD KEY `fk` (`client_id`);
ALTER TABLE `orders`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;
ALTER TABLE `orders`
  ADD CONSTRAINT `fk1` FOREIGN KEY (`client_id`) REFERENCES `clients` (`id`) ON DELETE SET NULL;
DELIMITER $$
CREATE DEFINER=`root`@`localhost` EVENT `tidy` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 00:00:00'
 ON COMPLETION NOT PRESERVE ENABLE DO BEGIN DELETE FROM audit; END$$
DELIMITER ;
COMMIT;
"""


def _table(facts: SchemaFacts, name: str) -> Table:
    return next(table for table in facts.tables if table.name == name)


def _line(start: str) -> int:
    return next(n for n, line in enumerate(PHPMYADMIN.splitlines(), 1) if line.startswith(start))


def _columns(facts: SchemaFacts, name: str) -> list[tuple[str, str, bool, bool]]:
    return [(c.name, c.type, c.nullable, c.primary_key) for c in _table(facts, name).columns]


def test_a_phpmyadmin_dump_gives_tables_with_the_keys_of_its_alters() -> None:
    facts = read_dump(PHPMYADMIN, "shop.sql")

    assert [(t.name, t.kind, t.line, t.declared_by) for t in facts.tables] == [
        ("clients", "table", _line("CREATE TABLE `clients`"), ("ddl",)),
        ("open_orders", "view", _line("CREATE ALGORITHM"), ("ddl",)),
        ("orders", "table", _line("CREATE TABLE `orders`"), ("ddl",)),
    ]
    assert _columns(facts, "orders") == [
        ("id", "int(11)", False, True),
        ("status", "enum('Open','b;c','it''s')", True, False),
        ("amount", "decimal(10,2) unsigned", False, False),
        ("doubled", "int(11)", True, False),
        ("stamp", "timestamp", False, False),
        ("client_id", "int(11)", True, False),
    ]
    assert _table(facts, "orders").foreign_keys == (ForeignKey(("client_id",), "clients", ("id",)),)
    assert _columns(facts, "clients") == [
        ("id", "int unsigned", False, True),
        ("name", "varchar(3)", False, False),
    ]
    assert _columns(facts, "open_orders") == [
        ("id", "int(11)", True, False),
        ("name", "varchar(3)", True, False),
    ]
    assert facts.required_columns == (("clients", "name"), ("orders", "amount"))
    assert facts.unresolved == ()


def test_compound_bodies_are_read_to_the_last_statement() -> None:
    facts = read_dump(PHPMYADMIN, "shop.sql")

    assert [(r.name, r.line, r.reads, r.writes) for r in facts.routines] == [
        ("client_total", _line("CREATE FUNCTION"), ("totals",), ()),
        (
            "CloseOrder",
            _line("CREATE DEFINER"),
            ("clients", "counters", "floors", "limits", "orders", "sequences", "stock", "totals"),
            ("errors", "log1", "log2", "stock"),
        ),
        ("Inner_Proc", _line("CREATE PROCEDURE Inner"), ("totals",), ("stock",)),
    ]
    assert [(t.name, t.table, t.event, t.timing, t.reads, t.writes) for t in facts.triggers] == [
        ("after_order", "orders", "update", "after", ("clients",), ("audit",))
    ]
    assert [(e.name, e.schedule, e.writes) for e in facts.db_events] == [
        ("tidy", "EVERY 1 DAY STARTS '2024-01-01 00:00:00'", ("audit",))
    ]


def test_a_bodys_own_variables_are_no_columns() -> None:
    facts = read_dump("CREATE PROCEDURE p(x INT) SELECT a, x FROM t WHERE t.b = x;", "a.sql")

    assert facts.bodies[0].uses[0].columns == ("a", "b")


def test_mysqldumps_version_comments_and_stand_in_views_are_understood() -> None:
    facts = read_dump(
        "/*!50001 CREATE TABLE `v` (`id` tinyint NOT NULL) ENGINE=MyISAM */;\n"
        "CREATE TABLE t (id bigint(20) NOT NULL, PRIMARY KEY (`id`) USING BTREE);\n"
        "/*!50001 DROP TABLE IF EXISTS `v`*/;\n"
        "/*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`a`@`b` SQL SECURITY DEFINER */\n"
        "/*!50001 VIEW `v` AS select `t`.`id` AS `id` from `t` */;\n"
        "DELIMITER ;;\n"
        "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN\n"
        "SET NEW.id = (SELECT MAX(id) FROM v); END */;;\nDELIMITER ;\n",
        "a.sql",
    )

    assert [(t.name, t.kind) for t in facts.tables] == [("t", "table"), ("v", "view")]
    assert _columns(facts, "v") == [("id", "", True, False)]
    assert [(t.name, t.reads) for t in facts.triggers] == [("tr", ("t", "v"))]


@pytest.mark.parametrize(
    ("alter", "columns", "key"),
    [
        ("ADD c INT", ["a", "b", "c"], ["a"]),
        ("ADD COLUMN (c INT, d INT) ", ["a", "b", "c", "d"], ["a"]),
        ("ADD COLUMN IF NOT EXISTS c INT FIRST, DROP COLUMN b", ["a", "c"], ["a"]),
        ("DROP b", ["a"], ["a"]),
        ("CHANGE a x BIGINT NOT NULL", ["x", "b"], ["x"]),
        ("CHANGE COLUMN `b` `key` TEXT", ["a", "key"], ["a"]),
        ("RENAME COLUMN b TO z", ["a", "z"], ["a"]),
        ("DROP PRIMARY KEY, ADD PRIMARY KEY (b)", ["a", "b"], ["b"]),
        (
            "ADD INDEX i (b), ADD UNIQUE KEY u (a), DROP INDEX j, ENGINE=InnoDB, AUTO_INCREMENT=4",
            ["a", "b"],
            ["a"],
        ),
        ("ADD FULLTEXT (b), ADD CHECK (a > 0), ALTER b SET DEFAULT 3", ["a", "b"], ["a"]),
    ],
)
def test_alters_change_the_table(alter: str, columns: list[str], key: list[str]) -> None:
    facts = read_dump(f"CREATE TABLE t (a INT PRIMARY KEY, b INT NOT NULL); ALTER TABLE t {alter};", "a.sql")

    table = _table(facts, "t")
    assert [column.name for column in table.columns] == columns
    assert [column.name for column in table.columns if column.primary_key] == key
    assert facts.unresolved == ()


def test_foreign_keys_come_and_go_and_follow_renames() -> None:
    facts = read_dump(
        "CREATE TABLE a (id INT); CREATE TABLE b (a_id INT, c_id INT,"
        " CONSTRAINT fk_a FOREIGN KEY (a_id) REFERENCES shop.a (id), FOREIGN KEY fk_c (c_id) REFERENCES c (id));"
        "ALTER TABLE b DROP FOREIGN KEY fk_c; ALTER TABLE a RENAME TO z; RENAME TABLE b TO y;",
        "a.sql",
    )

    assert [t.name for t in facts.tables] == ["y", "z"]
    assert _table(facts, "y").foreign_keys == (ForeignKey(("a_id",), "z", ("id",)),)


def test_create_like_and_create_as_select_know_their_columns() -> None:
    facts = read_dump(
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b LIKE a; CREATE TABLE c (LIKE a);"
        "CREATE TABLE d AS SELECT x.id, COUNT(*) AS n FROM a x; CREATE TABLE e SELECT * FROM a;"
        "CREATE TEMPORARY TABLE f (id INT);",
        "a.sql",
    )

    assert {t.name: [c.name for c in t.columns] for t in facts.tables} == {
        "a": ["id"],
        "b": ["id"],
        "c": ["id"],
        "d": ["id", "n"],
        "e": [],
    }


def test_the_engine_of_a_table_is_what_its_options_say_and_later_statements_change() -> None:
    facts = read_dump(
        "CREATE TABLE a (engine INT) ENGINE=MyISAM DEFAULT CHARSET=utf8; CREATE TABLE b LIKE a;"
        "CREATE TABLE c (id INT) COMMENT 'ENGINE=x' engine = 'Aria'; CREATE TABLE d (id INT);"
        "CREATE TABLE e (id INT) ENGINE=Memory; ALTER TABLE e ADD x INT, ENGINE=InnoDB;"
        "CREATE TABLE f (id INT) ENGINE InnoDB PARTITION BY HASH (id) (PARTITION p ENGINE = InnoDB);"
        "CREATE TABLE g AS SELECT engine, 1 AS n FROM a;",
        "a.sql",
    )

    assert {t.name: t.engine for t in facts.tables} == {
        "a": "MyISAM", "b": "MyISAM", "c": "Aria", "d": None, "e": "InnoDB", "f": "InnoDB", "g": None,
    }  # fmt: skip


def test_what_is_dropped_is_gone() -> None:
    facts = read_dump(
        "CREATE TABLE a (id INT); CREATE VIEW v AS SELECT id FROM a; CREATE PROCEDURE p() DELETE FROM a;"
        "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW DELETE FROM b;"
        "DROP VIEW v; DROP PROCEDURE IF EXISTS p; DROP TABLE `a`, c;",
        "a.sql",
    )

    assert (facts.tables, facts.routines, facts.triggers, facts.bodies) == ((), (), (), ())


def test_the_servers_own_schemas_are_left_out() -> None:
    facts = read_dump(
        "USE mysql; CREATE TABLE user (a INT); USE shop; CREATE TABLE a (b INT); CREATE TABLE sys.x (a INT);",
        "a.sql",
    )

    assert [t.name for t in facts.tables] == ["a"]


@pytest.mark.parametrize(
    ("end", "columns"),
    [
        ("CREATE TABLE b (x INT, y VARCHAR(3), z in", ["x", "y"]),
        ("CREATE TABLE b (x INT,", ["x"]),
        ("CREATE TABLE b (x INT, y VARCHAR(3) COMMENT 'un", ["x"]),
    ],
)
def test_a_dump_that_is_cut_off_keeps_what_was_read_and_says_so_once(end: str, columns: list[str]) -> None:
    facts = read_dump(f"CREATE TABLE a (id INT);\n\n{end}", "a.sql")

    assert [t.name for t in facts.tables] == ["a", "b"]
    assert [c.name for c in _table(facts, "b").columns] == columns
    assert [(u.kind, u.line, u.reason) for u in facts.unresolved] == [
        ("ddl", 3, "the file ends inside this statement: the dump is cut off")
    ]


@pytest.mark.parametrize(
    "end", ["INSERT INTO a VALUES (1,'x", "INSERT INTO a VALUES (1,2),\n(3", "/* a comment"]
)
def test_a_dump_that_is_cut_off_in_its_data_says_so(end: str) -> None:
    facts = read_dump(f"CREATE TABLE a (id INT);\n{end}", "a.sql")

    assert [t.name for t in facts.tables] == ["a"]
    assert [(u.line, "cut off" in u.reason) for u in facts.unresolved] == [(2, True)]


def test_a_procedure_that_is_cut_off_is_unresolved_at_its_beginning() -> None:
    facts = read_dump("DELIMITER $$\nCREATE PROCEDURE p()\nBEGIN\n  DELETE FROM a;\n", "a.sql")

    assert [(u.line, "cut off" in u.reason) for u in facts.unresolved] == [(2, True)]


def test_a_last_statement_without_semicolon_is_no_cut() -> None:
    assert read_dump("CREATE TABLE a (id INT);\nCREATE TABLE b (id INT)\n", "a.sql").unresolved == ()


def test_many_failures_of_one_kind_are_few_entries() -> None:
    facts = read_dump("\n".join(f"NONSENSE {n};" for n in range(500)), "a.sql")

    assert [(u.line, u.text) for u in facts.unresolved] == [
        (1, "497 more"),
        (1, "NONSENSE 0"),
        (2, "NONSENSE 1"),
        (3, "NONSENSE 2"),
    ]


def test_an_alter_of_an_unknown_table_is_unresolved_until_another_dump_creates_it() -> None:
    alter = read_dump("ALTER TABLE a ADD PRIMARY KEY (id);", "2.sql")
    create = read_dump("CREATE TABLE a (id INT);", "1.sql")
    merged = merge_dumps([create, alter])

    assert [u.reason for u in alter.unresolved] == ["ALTER of a, which no CREATE TABLE declares"]
    assert merged.unresolved == ()
    assert _columns(merged, "a") == [("id", "int", False, True)]
    assert _table(merged, "a").file == "1.sql"


def test_an_alter_in_a_file_that_comes_before_the_one_that_creates_the_table_is_applied() -> None:
    alters = read_dump(
        "ALTER TABLE a ADD COLUMN extra TEXT NOT NULL, MODIFY name VARCHAR(9);"
        "ALTER TABLE a DROP COLUMN gone; ALTER TABLE b ADD COLUMN c INT; CREATE TABLE b (id INT);",
        "1.add_extra.sql",
    )
    create = read_dump("CREATE TABLE shop.a (id INT PRIMARY KEY, name VARCHAR(3), gone INT);", "init.sql")
    merged = merge_dumps([alters, create])

    assert _columns(merged, "a") == [
        ("id", "int", False, True),
        ("name", "varchar(9)", True, False),
        ("extra", "text", False, False),
    ]
    assert _columns(merged, "b") == [("id", "int", True, False)]
    assert [u.reason for u in merged.unresolved] == ["ALTER of b, which no CREATE TABLE declares"]


def test_a_script_that_looks_at_a_table_is_no_statement_that_is_not_known() -> None:
    assert (
        read_dump("CREATE TABLE a (id INT); DESCRIBE a; DESC a; EXPLAIN SELECT 1;", "1.sql").unresolved == ()
    )


def test_a_body_with_semicolons_needs_no_delimiter() -> None:
    facts = read_dump(
        "CREATE PROCEDURE p(x INT) BEGIN IF x THEN DELETE FROM a; END IF;"
        " SELECT CASE x WHEN 1 THEN 2 END; CASE x WHEN 1 THEN BEGIN DELETE FROM b; END; END CASE; END;\n"
        "CREATE TABLE a (id INT);\nCREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN DELETE FROM c; END;",
        "a.sql",
    )

    assert [(r.name, r.writes) for r in facts.routines] == [("p", ("a", "b"))]
    assert [t.name for t in facts.tables] == ["a"]
    assert [(t.name, t.line, t.writes) for t in facts.triggers] == [("t", 3, ("c",))]


def test_dynamic_sql_in_a_body_is_unresolved() -> None:
    facts = read_dump(
        "CREATE PROCEDURE p(t TEXT) BEGIN SET @s = t; PREPARE x FROM @s; EXECUTE x; END;", "a.sql"
    )

    assert [(u.text, u.reason) for u in facts.unresolved] == [
        ("procedure p", "a statement is prepared at run time")
    ]


POSTGRES = """-- PostgreSQL database dump
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO a VALUES (1); RETURN NEW; END; $$;
CREATE TABLE public."Order" (
    id integer NOT NULL,
    name character varying(255) DEFAULT 'x'::character varying NOT NULL,
    created timestamp(6) without time zone,
    tags text[] DEFAULT '{}'::text[]
);
ALTER TABLE ONLY public."Order" ALTER COLUMN id SET DEFAULT nextval('public.order_id_seq'::regclass);
COPY public."Order" (id, name) FROM stdin;
1\tit's; CREATE TABLE bad (a int);
\\.
ALTER TABLE ONLY public."Order"
    ADD CONSTRAINT "Order_pkey" PRIMARY KEY (id);
"""
SQL_SERVER = """USE [shop]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Order Items](
\t[Id] [int] IDENTITY(1,1) NOT NULL,
\t[Price] [decimal](10, 2) NOT NULL,
 CONSTRAINT [PK_x] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Order Items]  WITH CHECK ADD  CONSTRAINT [FK_a] FOREIGN KEY([Id])
REFERENCES [dbo].[Clients] ([Id])
GO
CREATE PROCEDURE [dbo].[p] @x int AS BEGIN SELECT 1 END
GO
"""
SQLITE = """PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar NOT NULL);
INSERT INTO users VALUES(1,'a;b');
CREATE TRIGGER tr AFTER INSERT ON users BEGIN UPDATE t SET a=1; DELETE FROM t; END;
CREATE TABLE z(a, b int);
COMMIT;
"""


def test_a_postgresql_dump_gives_its_tables_and_says_what_is_unread() -> None:
    facts = read_dump(POSTGRES, "pg.sql")

    assert _columns(facts, "Order") == [
        ("id", "integer", False, True),
        ("name", "character varying(255)", False, False),
        ("created", "timestamp(6) without time zone", True, False),
        ("tags", "text[]", True, False),
    ]
    assert [u.reason for u in facts.unresolved] == ["a function in the language of PostgreSQL is not read"]
    assert facts.required_columns == ()


def test_a_sql_server_script_gives_its_tables_and_says_what_is_unread() -> None:
    facts = read_dump(SQL_SERVER, "ms.sql")

    assert _columns(facts, "Order Items") == [
        ("Id", "int", False, True),
        ("Price", "decimal(10,2)", False, False),
    ]
    assert _table(facts, "Order Items").foreign_keys == (ForeignKey(("Id",), "Clients", ("Id",)),)
    assert [u.reason for u in facts.unresolved] == ["a procedure in the language of SQL Server is not read"]


def test_a_sqlite_dump_gives_its_tables_and_says_what_is_unread() -> None:
    facts = read_dump(SQLITE, "lite.sql")

    assert [t.name for t in facts.tables] == ["users", "z"]
    assert _columns(facts, "z") == [("a", "", True, False), ("b", "int", True, False)]
    assert [u.reason for u in facts.unresolved] == ["a trigger in the language of SQLite is not read"]


ORACLE = """--DROP TABLE clients;
CREATE TABLE clients (id NUMBER(10) NOT NULL, name VARCHAR2(40), CONSTRAINT pk PRIMARY KEY (id));
CREATE OR REPLACE TRIGGER t BEFORE INSERT ON clients FOR EACH ROW
BEGIN
  IF :NEW.id IS NULL THEN SELECT s.nextval INTO :NEW.id FROM DUAL; END IF;
END;
/
CREATE TABLE orders (id NUMBER(10));
"""


def test_an_oracle_script_gives_its_tables_and_says_what_is_unread() -> None:
    facts = read_dump(ORACLE, "ora.sql")

    assert [(t.name, t.line) for t in facts.tables] == [("clients", 2), ("orders", 8)]
    assert [(u.line, u.reason) for u in facts.unresolved] == [
        (3, "a trigger in the language of Oracle is not read")
    ]


def test_sql_server_needs_nothing_between_two_tables() -> None:
    facts = read_dump("CREATE TABLE [a] (x INT,)\n\nCREATE TABLE [b] (y INT)\nGO\n", "ms.sql")

    assert [(t.name, t.line) for t in facts.tables] == [("a", 1), ("b", 3)]


def test_a_body_may_drop_its_own_temporary_table() -> None:
    facts = read_dump(
        "CREATE PROCEDURE p() BEGIN CREATE TEMPORARY TABLE tmp (a INT); INSERT INTO tmp SELECT x FROM t;"
        " ALTER TABLE tmp ADD b INT; DROP TABLE tmp; DROP TABLE other; END;",
        "a.sql",
    )

    assert [(r.reads, r.writes) for r in facts.routines] == [(("t",), ())]
    assert [u.reason for u in facts.unresolved] == ["DDL at run time"]


def _without_places(facts: SchemaFacts) -> object:
    return (
        [(t.name, t.kind, t.columns, t.foreign_keys) for t in facts.tables],
        [(r.name, r.reads, r.writes) for r in facts.routines],
        [(t.name, t.reads, t.writes) for t in facts.triggers],
        [(e.name, e.schedule, e.writes) for e in facts.db_events],
    )


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_byte_order_marks_and_line_ends_change_nothing(newline: str) -> None:
    changed = read_dump("\ufeff" + PHPMYADMIN.replace("\n", newline), "shop.sql")

    assert changed == read_dump(PHPMYADMIN, "shop.sql")


NOISE = st.sampled_from(
    ["", "\n", "-- it's; noise\n", "# CREATE TABLE no (a int);\n", "/* ' ; */", "SET @a = ';';"]
)


@given(noise=st.lists(NOISE, min_size=8, max_size=8))
@settings(max_examples=50, deadline=None)
def test_comments_and_settings_between_statements_change_nothing(noise: list[str]) -> None:
    pieces = PHPMYADMIN.split("\n\n")
    text = "".join(piece + "\n" + extra for piece, extra in zip(pieces, noise * 2, strict=False))

    assert _without_places(read_dump(text, "a.sql")) == _without_places(read_dump(PHPMYADMIN, "a.sql"))


@given(cut=st.integers(min_value=0, max_value=len(PHPMYADMIN)))
@settings(max_examples=80, deadline=None)
def test_a_dump_cut_anywhere_never_crashes_and_never_invents_a_table(cut: int) -> None:
    facts = read_dump(PHPMYADMIN[:cut], "a.sql")

    assert {t.name for t in facts.tables} <= {"orders", "clients", "open_orders"}
    assert sum("cut off" in u.reason for u in facts.unresolved) <= 1


@given(st.text(alphabet="CREATE TABLE(a int);'`\"/*!-#$\n DELIMITER", max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_crash(text: str) -> None:
    assert read_dump(text, "a.sql") == read_dump(text, "a.sql")


def test_a_template_of_a_migration_tool_makes_no_tables_and_is_said_once() -> None:
    """What ``${table.prefix}`` stands for is in no file; in a text in quotes it is only a value."""
    text = (
        "CREATE TABLE `${table.prefix}node` (id INT PRIMARY KEY);\n"
        "alter table ${table.prefix}space drop create_time;\n"
        "CREATE TABLE plain (id INT PRIMARY KEY, text VARCHAR(9) DEFAULT '${x}');\n"
    )
    facts = read_dump(text, "changelog/one.sql")
    assert [table.name for table in facts.tables] == ["plain"]
    assert [(each.line, each.text) for each in facts.unresolved] == [(1, "${table.prefix}")]
    assert "2 statements are not read" in facts.unresolved[0].reason


def test_a_function_that_stands_first_in_a_condition_or_answer_is_called_all_the_same() -> None:
    """``IF f(x) THEN`` is read as the expression ``f(x)``, where ``f`` was once taken for an alias with columns."""
    facts = read_dump(
        """DELIMITER $$
CREATE PROCEDURE p(x INT) BEGIN
  DECLARE n INT DEFAULT first_of(x);
  IF may(x) THEN SET n = 1; ELSEIF must(x) THEN SET n = 2; END IF;
  WHILE waits(x) DO SET n = 3; END WHILE;
  REPEAT SET n = 4; UNTIL is_done(x) END REPEAT;
  CASE kind_of(x) WHEN 1 THEN SET n = 5; END CASE;
END$$
CREATE FUNCTION f(x INT) RETURNS INT RETURN next_of(x) + 1$$
""",
        "shop.sql",
    )

    called = {body.name: body.functions for body in facts.bodies}
    assert called == {"f": ("next_of",), "p": ("first_of", "is_done", "kind_of", "may", "must", "waits")}
