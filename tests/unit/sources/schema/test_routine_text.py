"""The text of procedures and functions, and the schema that a dump names."""

from __future__ import annotations

import pytest

from woosh_split.sources.schema.ddl.routine_text import RoutineText, routine_texts
from woosh_split.sources.schema.ddl.schema_name import schema_names


def test_a_procedure_of_mysqldump_is_read_out_of_its_version_comments() -> None:
    dump = (
        "/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION' */ ;\nDELIMITER ;;\n"
        "/*!50003 CREATE*/ /*!50020 DEFINER=`root`@`localhost`*/ /*!50003 PROCEDURE `p`(IN a INT)\n"
        "BEGIN SELECT a; END */;;\nDELIMITER ;\n"
    )
    assert routine_texts(dump) == {
        "p": RoutineText(
            "p",
            "procedure",
            "(IN a INT)\nSQL SECURITY INVOKER\nBEGIN SELECT a; END",
            "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION",
        )
    }


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("", "(a INT) RETURNS INT"),
        ("DETERMINISTIC SQL SECURITY DEFINER COMMENT 'x'", "(a INT) RETURNS INT DETERMINISTIC  COMMENT 'x'"),
        ("SQL SECURITY INVOKER", "(a INT) RETURNS INT"),
        ("NOT DETERMINISTIC READS SQL DATA", "(a INT) RETURNS INT NOT DETERMINISTIC READS SQL DATA"),
        ("CONTAINS SQL\n  SQL SECURITY DEFINER", "(a INT) RETURNS INT CONTAINS SQL"),
    ],
)
def test_a_routine_runs_with_the_rights_of_its_caller(declared: str, expected: str) -> None:
    dump = f"-- `\nCREATE FUNCTION F(a INT) RETURNS INT {declared}\nRETURN a;\n"
    assert routine_texts(dump)["f"].rest == f"{expected}\nSQL SECURITY INVOKER\nRETURN a"


def test_the_mode_is_that_of_the_session_when_the_dump_creates_it() -> None:
    dump = (
        'CREATE PROCEDURE `a`() SELECT 1;\nSET SQL_MODE = "ANSI";\nCREATE PROCEDURE `b`() SELECT 1;\n'
        "SET sql_mode='';\nCREATE PROCEDURE `c`() SELECT 1;\n"
    )
    assert [text.sql_mode for text in routine_texts(dump).values()] == [None, "ANSI", ""]


def test_what_is_cut_off_no_routine_or_of_another_database_is_left_out() -> None:
    assert (
        routine_texts("CREATE TABLE `t` (id INT);\nDELIMITER $$\nCREATE PROCEDURE `p`() BEGIN SELECT 1;")
        == {}
    )
    assert (
        routine_texts("-- PostgreSQL database dump\nCREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$;") == {}
    )
    assert routine_texts("CREATE FUNCTION f RETURNS STRING SONAME 'x.so'; -- `") == {}


@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        ("USE `shop`;\n-- Database: `other`\n", ("shop",)),
        ("use shop ;", ("shop",)),
        ("CREATE DATABASE IF NOT EXISTS `sh``op` DEFAULT CHARACTER SET utf8mb4;", ("sh`op",)),
        (
            "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET latin1 */;",
            ("shop",),
        ),
        ("CREATE SCHEMA IF NOT EXISTS shop;", ("shop",)),
        ("CREATE DATABASE shop;", ("shop",)),
        ("--\n-- Database: `shop`\n--\n", ("shop",)),
        ("-- Host: localhost    Database: shop\n-- ----\n", ("shop",)),
        ("USE a;\nUSE b;\nUSE mysql;\n", ("a", "b")),
        ("CREATE TABLE t (id INT);", ()),
        ("", ()),
    ],
)
def test_the_schema_that_a_dump_names(dump: str, expected: tuple[str, ...]) -> None:
    assert schema_names(dump) == expected
