"""Collations that a dump names and the server of the clones does not have."""

from __future__ import annotations

import pytest

from woosh_split.parity.collations import replace_unknown

MARIADB = {
    "utf8mb4_general_ci",
    "utf8mb4_unicode_520_nopad_ci",
    "utf8mb4_bin",
    "utf8mb3_general_ci",
    "latin1_swedish_ci",
}
MYSQL = {"utf8mb4_general_ci", "utf8mb4_0900_ai_ci", "utf8mb4_bin"}


@pytest.mark.parametrize(
    ("known", "sql", "expected"),
    [
        (MARIADB, "CREATE TABLE a (b TEXT) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;",
         "CREATE TABLE a (b TEXT) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_nopad_ci;"),
        (MARIADB, "b TEXT CHARACTER SET utf8mb4 COLLATE `utf8mb4_ja_0900_as_cs`", "b TEXT CHARACTER SET utf8mb4 COLLATE `utf8mb4_bin`"),
        (MARIADB, "/*!50003 SET collation_connection  = utf8mb4_0900_ai_ci */ ;", "/*!50003 SET collation_connection  = utf8mb4_unicode_520_nopad_ci */ ;"),
        (MYSQL, "COLLATE utf8mb4_uca1400_ai_ci", "COLLATE utf8mb4_0900_ai_ci"),
    ],
)  # fmt: skip
def test_a_collation_that_the_server_does_not_have_gives_way_to_the_nearest(
    known: set[str], sql: str, expected: str
) -> None:
    made, replaced = replace_unknown(sql.encode(), known)

    assert made.decode() == expected
    assert len(replaced) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "COLLATE=utf8mb4_general_ci COLLATE latin1_swedish_ci COLLATE binary",
        "COLLATE utf8_general_ci",  # a server's other name for utf8mb3
        "INSERT INTO notes VALUES ('the default is utf8mb4_0900_ai_ci now');",
    ],
)
def test_what_the_server_knows_or_nobody_can_replace_stays_as_it_stands(sql: str) -> None:
    assert replace_unknown(sql.encode(), MARIADB) == (sql.encode(), {})
