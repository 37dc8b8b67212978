"""Refactorings of SQL: the statement reads, writes and locks the same tables and columns, so the reader must say the same.

``FORMS`` are statements of one meaning in one list; the functions rewrite any of them by its tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from woosh_split.sql.lexer import IDENTIFIER, NUMBER, OPERATOR, STRING, WORD, Token, tokenize
from woosh_split.sql.words import RESERVED

Refactoring = Callable[[str, Random], str]
_GAPS = (
    " ",
    "\n",
    "\t\r\n ",
    "/**/",
    " /* FROM ghosts g JOIN ` ' */ ",
    " -- it's FROM ghosts;\n",
    " # (SELECT * FROM `ghosts\n",
    "/* -- */",
    " --\n",
)
_TABLE_FOLLOWS = ("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "STRAIGHT_JOIN")
_TABLES = ("orders", "users", "archive")

FORMS = {
    "select": r"""
        SELECT o.id, o.total FROM orders o WHERE o.status = 1
        select o.id, o.total from orders o where o.status = 1
        SELECT `o`.`id`, `o`.`total` FROM `orders` `o` WHERE `o`.`status` = 1
        SELECT o.id, o.total FROM shop.orders o WHERE o.status = 1
        SELECT o.id, o.total FROM `shop`.`orders` AS o WHERE o.status = 1
        SELECT o.id, o.total FROM `shop` . `orders` AS `o` WHERE o.status = 1
        SELECT orders.id, orders.total FROM orders WHERE orders.status = 1
        SELECT shop.orders.id, shop.orders.total FROM shop.orders WHERE shop.orders.status = 1
        SELECT id, total FROM orders WHERE status = 1
        SELECT id, total FROM (orders) WHERE status = 1
        SELECT id, total FROM ((orders)) WHERE status = 1
        SELECT o.id, o.total FROM (orders o) WHERE o.status = 1
        SELECT o.id, o.total FROM (orders AS o) WHERE o.status = 1
        (SELECT o.id, o.total FROM orders o WHERE o.status = 1)
        ((SELECT o.id, o.total FROM orders o WHERE o.status = 1))
        SELECT/**/o.id,/* FROM x */o.total/* ' */FROM/**/orders/**/o/**/WHERE/**/o.status=1
        SELECT o.id, o.total  FROM orders o  WHERE o.status = 1
        /* SELECT * FROM x */ SELECT o.id, o.total FROM orders o WHERE o.status = 1;
        SELECT SQL_NO_CACHE o.id, o.total FROM orders o WHERE o.status = 1
        SELECT HIGH_PRIORITY o.id, o.total FROM orders o WHERE o.status = 1
        SELECT SQL_CALC_FOUND_ROWS o.id, o.total FROM orders o WHERE o.status = 1
        SELECT SQL_SMALL_RESULT SQL_BUFFER_RESULT o.id, o.total FROM orders o WHERE o.status = 1
        SELECT SQL_BIG_RESULT o.id, o.total FROM orders o WHERE o.status = 1
        SELECT ALL o.id, o.total FROM orders o WHERE o.status = 1
        SELECT DISTINCTROW o.id, o.total FROM orders o WHERE o.status = 1
        SELECT DISTINCT o.id, o.total FROM orders o WHERE o.status = 1
        SELECT STRAIGHT_JOIN o.id, o.total FROM orders o WHERE o.status = 1
        SELECT /*! STRAIGHT_JOIN */ o.id, o.total FROM orders o WHERE o.status = 1
        SELECT /*!40001 SQL_NO_CACHE */ o.id, o.total FROM orders o WHERE o.status = 1
        SELECT /*+ MAX_EXECUTION_TIME(1000) */ o.id, o.total FROM orders o WHERE o.status = 1
        SELECT /*+ NO_INDEX_MERGE(o idx) BKA(o) */ o.id, o.total FROM orders o WHERE o.status = 1
        SELECT /*+ SET_VAR(sort_buffer_size = 16M) */ o.id, o.total FROM orders o WHERE o.status = 1
        SELECT o.id, o.total FROM orders o USE INDEX (idx) WHERE o.status = 1
        SELECT o.id, o.total FROM orders o FORCE INDEX FOR ORDER BY (idx) WHERE o.status = 1
        SELECT o.id, o.total FROM orders o USE INDEX () WHERE o.status = 1
        SELECT o.id, o.total FROM orders o IGNORE KEY (idx, PRIMARY) WHERE o.status = 1
        SELECT o.id, o.total FROM orders AS o USE INDEX (i1) IGNORE INDEX (i2) WHERE o.status = 1
        SELECT o.id, o.total FROM orders o USE INDEX (i1), USE INDEX (i3) WHERE o.status = 1
        SELECT o.id, o.total FROM orders o USE INDEX FOR GROUP BY (`PRIMARY`) WHERE o.status = 1
        SELECT o.id, o.total FROM orders PARTITION (p0) o WHERE o.status = 1
        SELECT o.id, o.total FROM orders PARTITION (p0, p1) AS o WHERE o.status = 1
        SELECT o.id, o.total FROM orders PARTITION (p0) AS o FORCE INDEX (x) WHERE o.status = 1
        SELECT id, total FROM orders PARTITION (p0) WHERE status = 1
        SELECT o.id, o.total FROM orders o WHERE o.status = ?
        SELECT o.id, o.total FROM orders o WHERE o.status = :status
        SELECT o.id, o.total FROM orders o WHERE o.status = @status
        SELECT o.id, o.total FROM orders o WHERE o.status = '1'
        SELECT o.id, o.total FROM orders o WHERE o.status = "1"
        SELECT o.id, o.total FROM orders o WHERE o.status = "FROM x JOIN y"
        SELECT o.id, o.total FROM orders o WHERE o.status = 'it\'s'
        SELECT o.id, o.total FROM orders o WHERE o.status = 'it''s -- x'
        SELECT o.id, o.total FROM orders o WHERE o.status = _utf8mb4'x' COLLATE utf8mb4_bin
        SELECT o.id, o.total FROM orders o WHERE o.status <=> 1
        SELECT o.id, o.total FROM orders o WHERE NOT o.status != 1
        SELECT o.id, o.total FROM orders o WHERE o.status IN (1)
        SELECT o.id, o.total FROM orders o WHERE o.status && 1 || 0
        SELECT o.id, o.total FROM orders o WHERE o.status REGEXP '^a'
        SELECT o.id, o.total FROM orders o WHERE o.status RLIKE '^a'
        SELECT o.id, o.total FROM orders o WHERE o.status SOUNDS LIKE 'a'
        SELECT o.id, o.total FROM orders o WHERE BINARY o.status = 'a'
        SELECT o.id, o.total FROM orders o WHERE o.status & 1
        SELECT o.id, o.total FROM orders o WHERE o.status DIV 2 = 1
        SELECT o.id, o.total FROM orders o WHERE o.status MOD 2 = 1
        SELECT o.id, o.total FROM orders o WHERE o.status->'$.a' = 1
        SELECT o.id, o.total FROM orders o WHERE o.status->>'$.a' = 1
        SELECT o.id, o.total FROM orders o WHERE JSON_EXTRACT(o.status, '$.a') = 1
        SELECT o.id, o.total FROM orders o WHERE CONVERT(o.status USING utf8) = 1
        SELECT o.id, o.total FROM orders o WHERE CAST(o.status AS SIGNED) = 1
        SELECT o.id, o.total FROM orders o WHERE CAST(o.status AS UNSIGNED INTEGER) = 1
        SELECT o.id, o.total FROM orders o WHERE CAST(o.status AS CHAR CHARACTER SET utf8) = 1
        SELECT o.id, o.total FROM orders o WHERE EXTRACT(DAY FROM o.status) = 1
        SELECT o.id, o.total FROM orders o WHERE TRIM(LEADING 'x' FROM o.status) = 1
        SELECT o.id, o.total FROM orders o WHERE SUBSTRING(o.status FROM 1 FOR 2) = 1
        SELECT o.id, o.total FROM orders o WHERE o.status > NOW() - INTERVAL 1 DAY
        SELECT o.id, o.total FROM orders o WHERE o.status > DATE_SUB(NOW(), INTERVAL ? DAY)
        SELECT o.id, o.total FROM orders o WHERE o.status BETWEEN TIMESTAMP '2020-01-01' AND {d '2020-01-01'}
        SELECT o.id, o.total FROM orders o WHERE POSITION('a' IN o.status) = 1
        SELECT o.id, o.total FROM orders o WHERE MATCH (o.status) AGAINST ('x' IN BOOLEAN MODE)
        SELECT o.id, o.total FROM orders o WHERE o.status MEMBER OF('[1]')
        SELECT o.id, o.total FROM orders o WHERE CASE WHEN o.status THEN 1 ELSE 0 END
        SELECT o.id, o.total FROM orders o WHERE IF(o.status, 1, 0)
        SELECT o.id, GROUP_CONCAT(DISTINCT o.total ORDER BY o.total DESC SEPARATOR ',') FROM orders o WHERE o.status = 1 GROUP BY o.id WITH ROLLUP
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 LIMIT 5, 10
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 LIMIT ? OFFSET ?
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 LIMIT :a, :b
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 ORDER BY NULL
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 ORDER BY FIELD(o.status, 1, 2)
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 GROUP BY o.id ASC
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 INTO OUTFILE '/tmp/x' FIELDS TERMINATED BY ',' LINES TERMINATED BY '\n'
        SELECT o.id, o.total INTO OUTFILE '/tmp/x' FROM orders o WHERE o.status = 1
        SELECT o.id, o.total INTO DUMPFILE '/tmp/x' FROM orders o WHERE o.status = 1
        SELECT o.id, o.total INTO @a, @b FROM orders o WHERE o.status = 1
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 INTO @a, @b
        SELECT @a := o.id, o.total FROM orders o WHERE o.status = 1
        SELECT (o.id), (o.total) FROM orders o WHERE (o.status) = (1)
        SELECT o.id AS 'the id', o.total "the total" FROM orders o WHERE o.status = 1
        SELECT o.id the_id, o.total AS `select` FROM orders o WHERE o.status = 1
        SELECT COUNT(DISTINCT o.id, o.total) FROM orders o WHERE o.status = 1
        SELECT o.id, SUM(o.total) OVER (PARTITION BY o.id ORDER BY o.status) FROM orders o
        SELECT o.id, SUM(o.total) OVER w FROM orders o WINDOW w AS (PARTITION BY o.id ORDER BY o.status ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
        SELECT o.id, ROW_NUMBER() OVER w, LAG(o.total, 1, 0) OVER w FROM orders o WHERE o.status = 1 WINDOW w AS (ORDER BY o.id), v AS (w)
        SELECT o.id, o.total FROM orders o JOIN (SELECT 1 AS one) d WHERE o.status = 1
        SELECT o.id, o.total FROM orders o, DUAL WHERE o.status = 1
        SELECT o.id, o.total FROM orders o WHERE ROW(o.status, 1) = ROW(1, 1)
        SELECT o.id, o.total FROM orders o WHERE (o.status, 1) IN ((1, 1))
        SELECT o.id, o.total FROM orders o TABLESAMPLE SYSTEM (10) WHERE o.status = 1
        { SELECT o.id, o.total FROM orders o WHERE o.status = 1 }
        SELECT o.id, o.total FROM { OJ orders o } WHERE o.status = 1
        SELECT o.id, o.total FROM orders o WHERE o.status = 0x41 OR o.status = b'1' OR o.status = N'x' OR o.status = X'41'
        SELECT o.id, o.total FROM orders o WHERE o.status = 1e3 OR o.status = .5
        SELECT o.id, o.total FROM orders o WHERE o.status IS NOT TRUE
        SELECT o.id, o.total FROM orders o WHERE o.status IS UNKNOWN
        SELECT o.id, o.total FROM orders o WHERE o.status XOR 1
        SELECT o.id, o.total FROM orders o WHERE ~o.status ^ 3 << 2
        SELECT o.id, o.total FROM orders o WHERE o.status LIKE '%a|%' ESCAPE '|'
        SELECT o.id, o.total FROM orders o WHERE o.status=1 AND o.total>=-1
        SELECT o.id, o.total FROM orders o WHERE o.status = @@session.x
        SELECT o.id, o.total FROM orders o WHERE o.status = DEFAULT(o.status)
        SELECT o.id, o.total FROM orders o HAVING o.status = 1
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 UNION SELECT o.id, o.total FROM orders o WHERE o.status = 2
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 UNION DISTINCT (SELECT id, total FROM orders WHERE status = 2 LIMIT 1) ORDER BY 1 LIMIT 3
        (SELECT o.id, o.total FROM orders o WHERE o.status = 1) UNION ALL (SELECT id, total FROM orders WHERE status = 2) ORDER BY id
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 EXCEPT SELECT 1, 2
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 INTERSECT SELECT 1, 2 FROM DUAL
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 UNION VALUES ROW(1, 2)
        SELECT d.id, d.total FROM (SELECT o.id, o.total FROM orders o WHERE o.status = 1) d
        SELECT d.id, d.total FROM (SELECT o.id, o.total FROM orders o WHERE o.status = 1) AS d (id, total)
        SELECT * FROM (SELECT o.id, o.total FROM orders o WHERE o.status = 1) d
        SELECT d.* FROM ((SELECT o.id, o.total FROM orders o WHERE o.status = 1)) d
        WITH d AS (SELECT o.id, o.total FROM orders o WHERE o.status = 1) SELECT * FROM d
        WITH d (id, total) AS (SELECT o.id, o.total FROM orders o WHERE o.status = 1) SELECT id FROM d
        WITH RECURSIVE d AS (SELECT o.id, o.total FROM orders o WHERE o.status = 1 UNION ALL SELECT id + 1, total FROM d WHERE id < 9) SELECT id FROM d x
        WITH d AS (SELECT o.id, o.total FROM orders o WHERE o.status = 1), e AS (SELECT * FROM d) SELECT * FROM e
        WITH orders AS (SELECT o.id, o.total FROM orders o WHERE o.status = 1) SELECT id, total FROM orders
        SELECT o.id, o.total FROM orders o, LATERAL (SELECT o.status AS s) l
        SELECT o.id, o.total FROM orders o JOIN LATERAL (SELECT o.status AS s) AS l ON TRUE
        SELECT o.id, o.total FROM orders o CROSS JOIN LATERAL (SELECT o.status AS s) AS l
        SELECT o.id, o.total FROM orders o, JSON_TABLE(o.status, '$[*]' COLUMNS (x INT PATH '$.x')) jt
        SELECT o.id, o.total FROM orders o, JSON_TABLE(o.status, '$[*]' COLUMNS (x FOR ORDINALITY, y INT EXISTS PATH '$.y', NESTED PATH '$.z[*]' COLUMNS (w VARCHAR(10) PATH '$' DEFAULT '1' ON EMPTY NULL ON ERROR))) AS jt
        SELECT o.id, o.total FROM orders o JOIN JSON_TABLE(o.status, '$[*]' COLUMNS (x INT PATH '$.x')) AS jt ON TRUE
        SELECT o.id, o.total FROM orders o LEFT JOIN JSON_TABLE(o.status, '$[*]' COLUMNS (NESTED '$.z[*]' COLUMNS (w INT PATH '$'))) AS jt ON jt.w = o.id
        SELECT o.id, o.total FROM orders o JOIN (VALUES ROW(1), ROW(2)) AS v (n) ON v.n = o.status
        SELECT o.id, o.total FROM orders o WHERE o.status IN (VALUES ROW(1), ROW(2))
        SELECT o.id, o.total FROM orders o WHERE o.status = 1 LIMIT 1 OFFSET 2
        WITH d AS (SELECT 1 AS x) SELECT o.id, o.total FROM orders o JOIN d ON d.x = o.status
        SELECT o.id, o.total FROM orders o WHERE EXISTS (SELECT 1 FROM DUAL WHERE o.status = 1)
        SELECT o.id, (SELECT o.total) FROM orders o WHERE o.status = ANY (SELECT 1)
        SELECT o.id, o.total FROM orders o WHERE o.status = SOME (SELECT 1 UNION SELECT 2)
        SELECT o.id, o.total FROM orders o WHERE o.status >= ALL (SELECT 1)
    """,
    "lock": r"""
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE
        SELECT o.id FROM orders o WHERE o.id = 1 FOR SHARE
        SELECT o.id FROM orders o WHERE o.id = 1 LOCK IN SHARE MODE
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE NOWAIT
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE SKIP LOCKED
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE OF o
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE OF `o` SKIP LOCKED
        SELECT o.id FROM orders AS O WHERE O.id = 1 FOR UPDATE OF O
        SELECT o.id FROM orders o WHERE o.id = 1 FOR SHARE OF o NOWAIT
        SELECT o.id FROM orders o WHERE o.id = 1 LIMIT 1 FOR UPDATE
        SELECT o.id FROM orders o WHERE o.id = 1 ORDER BY o.id LIMIT 1 FOR UPDATE
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE INTO @x
        SELECT o.id FROM orders o WHERE o.id = 1 INTO @x FOR UPDATE
        SELECT o.id INTO @x FROM orders o WHERE o.id = 1 FOR UPDATE
        SELECT o.id FROM orders o WHERE o.id = 1 for/**/update
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE -- x
        SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE WAIT 5
        SELECT o.id FROM orders o WHERE o.id = 1 LOCK IN SHARE MODE NOWAIT
        (SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE)
        (SELECT o.id FROM orders o WHERE o.id = 1) FOR UPDATE
        SELECT o.id FROM (orders o) WHERE o.id = 1 FOR UPDATE
        SELECT orders.id FROM orders WHERE orders.id = 1 FOR UPDATE OF orders
        SELECT orders.id FROM shop.orders WHERE orders.id = 1 FOR UPDATE OF orders
        SELECT id FROM orders WHERE id = 1 FOR UPDATE
        SELECT id FROM orders PARTITION (p1) WHERE id = 1 FOR UPDATE
        SELECT * FROM (SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE) d
        WITH d AS (SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE) SELECT * FROM d
        SELECT o.id FROM orders o WHERE o.id = ? FOR UPDATE /* x */
        SELECT o.id FROM orders o USE INDEX (x) WHERE o.id = ? FOR UPDATE OF o /*! SKIP LOCKED */
        (SELECT o.id FROM orders o WHERE o.id = 1 FOR UPDATE) UNION (SELECT o.id FROM orders o)
        SELECT o.id FROM orders o UNION SELECT o.id FROM orders o FOR UPDATE
        SELECT o.id FROM orders o LOCK IN SHARE MODE
    """,
    "join": r"""
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o INNER JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o CROSS JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o, users u WHERE u.id = o.user_id
        SELECT o.id, u.name FROM (orders o, users u) WHERE u.id = o.user_id
        SELECT o.id, u.name FROM (orders o), (users u) WHERE u.id = o.user_id
        SELECT o.id, u.name FROM (orders AS o JOIN users AS u ON u.id = o.user_id)
        SELECT o.id, u.name FROM ((orders AS o JOIN users AS u ON u.id = o.user_id))
        SELECT o.id, u.name FROM orders o STRAIGHT_JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o STRAIGHT_JOIN users u WHERE u.id = o.user_id
        SELECT STRAIGHT_JOIN o.id, u.name FROM orders o, users u WHERE u.id = o.user_id
        SELECT /*+ JOIN_ORDER(o, u) HASH_JOIN(o) */ o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o LEFT JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o LEFT OUTER JOIN (users u) ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o RIGHT JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM users u JOIN orders o ON u.id = o.user_id
        SELECT o.id, u.name FROM orders AS o FORCE INDEX (a) JOIN users AS u USE INDEX FOR JOIN (b) ON u.id = o.user_id
        SELECT o.id, u.name FROM orders PARTITION (p0) o JOIN users PARTITION (p1, p2) AS u ON u.id = o.user_id
        SELECT O.id, U.name FROM orders O JOIN users U ON U.id = O.user_id
        SELECT O.id, u.name FROM orders o JOIN users U ON U.id = O.user_id
        SELECT orders.id, users.name FROM orders JOIN users ON users.id = orders.user_id
        SELECT orders.id, users.name FROM shop.orders JOIN shop.users ON shop.users.id = shop.orders.user_id
        SELECT o.id, u.name FROM { OJ orders o LEFT OUTER JOIN users u ON u.id = o.user_id }
        SELECT o.id, u.name FROM orders o JOIN (users u JOIN DUAL) ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o JOIN LATERAL (SELECT u.id, u.name FROM users u WHERE u.id = o.user_id) u ON TRUE
        SELECT o.id, (SELECT u.name FROM users u WHERE u.id = o.user_id) FROM orders o
        SELECT o.id, u.name FROM (SELECT id, user_id FROM orders) o JOIN (SELECT id, name FROM users) u ON u.id = o.user_id
        WITH o AS (SELECT id, user_id FROM orders), u AS (SELECT id, name FROM users) SELECT o.id, u.name FROM o, u WHERE u.id = o.user_id
        WITH o AS (SELECT id, user_id FROM orders) SELECT o.id, u.name FROM o JOIN users AS u ON u.id = o.user_id
        SELECT o.id, u.name FROM/*x*/orders/**/o/**/JOIN/**/users/**/u/**/ON/**/u.id=o.user_id
        SELECT o.id, u.name FROM orders o /*!50000 JOIN users u ON u.id = o.user_id */
        SELECT o.id, u.name FROM orders o /*! INNER */ JOIN users u ON u.id = o.user_id
        SELECT o.id, u.name FROM orders o /*M!100000 JOIN users u ON u.id = o.user_id */
        SELECT o.id, u.name FROM orders o JOIN users u ON (u.id = o.user_id)
    """,
    "joinlock": r"""
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE OF o
        SELECT o.id, u.name FROM orders o, users u WHERE u.id = o.user_id FOR UPDATE OF o
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE OF `o` NOWAIT
        SELECT o.id, u.name FROM orders O JOIN users u ON u.id = O.user_id FOR SHARE OF O SKIP LOCKED
        SELECT orders.id, users.name FROM orders JOIN users ON users.id = orders.user_id FOR UPDATE OF orders
        SELECT o.id, u.name FROM (orders o JOIN users u ON u.id = o.user_id) FOR UPDATE OF o
        SELECT STRAIGHT_JOIN o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE OF o
    """,
    "bothlock": r"""
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE OF o, u
        SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id FOR UPDATE OF o FOR SHARE OF u
        SELECT o.id, u.name FROM (orders o JOIN users u ON u.id = o.user_id) FOR UPDATE
        SELECT o.id, u.name FROM orders o STRAIGHT_JOIN users u ON u.id = o.user_id LOCK IN SHARE MODE
    """,
    "insert": r"""
        INSERT INTO orders (id, total) VALUES (1, 2)
        insert into orders (id, total) values (1, 2)
        INSERT orders (id, total) VALUES (1, 2)
        INSERT IGNORE orders (id, total) VALUES (1, 2)
        INSERT IGNORE INTO orders (id, total) VALUES (1, 2)
        INSERT LOW_PRIORITY INTO orders (id, total) VALUES (1, 2)
        INSERT DELAYED INTO orders (id, total) VALUES (1, 2)
        INSERT HIGH_PRIORITY IGNORE INTO orders (id, total) VALUES (1, 2)
        INSERT INTO orders (id, total) VALUE (1, 2)
        INSERT INTO orders(id,total)VALUES(1,2)
        INSERT INTO `shop`.`orders` (`id`, `total`) VALUES (1, 2), (3, 4)
        INSERT INTO shop.orders (orders.id, orders.total) VALUES (1, 2)
        INSERT INTO orders (id, total) VALUES ROW(1, 2), ROW(3, 4)
        INSERT INTO orders SET id = 1, total = 2
        INSERT orders SET id = 1, total = 2
        INSERT INTO orders SET id = ?, total = ?
        INSERT INTO orders SET `id` = 1, `orders`.`total` = DEFAULT
        INSERT INTO orders SET id := 1, total := 2
        INSERT IGNORE orders SET orders.id = 1, orders.total = id + 1
        INSERT INTO orders (id, total) SELECT 1, 2
        INSERT INTO orders (id, total) (SELECT 1, 2)
        INSERT INTO orders (id, total) SELECT 1, 2 FROM DUAL
        INSERT INTO orders (id, total) SELECT 1, 2 FROM DUAL WHERE NOT EXISTS (SELECT 1)
        INSERT INTO orders (id, total) SELECT * FROM (SELECT 1, 2) t
        INSERT INTO orders (id, total) WITH t AS (SELECT 1, 2) SELECT * FROM t
        INSERT INTO orders PARTITION (p0) (id, total) VALUES (1, 2)
        INSERT INTO orders PARTITION (p0, p1) SET id = 1, total = 2
        INSERT INTO orders PARTITION (p0) (id, total) SELECT 1, 2
        INSERT /*+ SET_VAR(x = 1) */ INTO orders (id, total) VALUES (1, 2)
        INSERT /*! IGNORE */ INTO orders (id, total) VALUES (1, 2)
        INSERT INTO orders (id, total) VALUES (?, ?)
        INSERT INTO orders (id, total) VALUES (:id, :total)
        INSERT INTO orders (id, total) VALUES ?
        INSERT INTO orders (id, total) VALUES (DEFAULT, DEFAULT(total))
        INSERT INTO orders (id, total) VALUES (1, (SELECT 2))
        INSERT INTO orders (id, total) TABLE (SELECT 1)
        INSERT INTO orders (id, total) VALUES (1, 2) RETURNING id
        INSERT INTO orders (id, total) VALUES (1, 2) AS new
        INSERT INTO orders (id, total) VALUES (1, 2) AS new(a, b)
    """,
    "upsert": r"""
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = total + 1
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = 5, id = LAST_INSERT_ID(id)
        INSERT INTO orders (id, total) VALUES (1, 2) AS n ON DUPLICATE KEY UPDATE total = n.total
        INSERT INTO orders (id, total) VALUES (1, 2) AS n(a, b) ON DUPLICATE KEY UPDATE total = n.b
        INSERT INTO orders (id, total) VALUES (1, 2) AS `n` (`a`, `b`) ON DUPLICATE KEY UPDATE `total` = `b`
        INSERT INTO orders (id, total) VALUES ROW(1, 2) AS n ON DUPLICATE KEY UPDATE total = n.total
        INSERT INTO orders SET id = 1, total = 2 ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders SET id = 1, total = 2 AS n ON DUPLICATE KEY UPDATE total = n.total
        INSERT INTO orders SET id = 1, total = 2 AS n(a, b) ON DUPLICATE KEY UPDATE total = b
        INSERT INTO orders (id, total) SELECT 1, 2 ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders (id, total) SELECT 1, 2 FROM DUAL ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders (id, total) SELECT * FROM (SELECT 1 AS a, 2 AS b) t ON DUPLICATE KEY UPDATE total = t.b
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE orders.total = VALUES(orders.total)
        INSERT INTO shop.orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE shop.orders.total = VALUES(total)
        insert into `orders` (id, total) values (?, ?) on duplicate key update total = values(total)
        INSERT INTO orders (id, total) VALUES ? ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders (id, total) VALUES (1, 2) ON /* x */ DUPLICATE KEY /**/ UPDATE total = IF(VALUES(total) > total, VALUES(total), total)
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = (SELECT 1)
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = total
        INSERT INTO orders PARTITION (p0) (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = 1
        INSERT INTO orders (id, total) VALUES (1, 2) ON DUPLICATE KEY UPDATE total = ?
        INSERT INTO orders (id, total) (SELECT 1, 2) ON DUPLICATE KEY UPDATE total = VALUES(total)
        INSERT INTO orders (id, total) WITH t AS (SELECT 1, 2) SELECT * FROM t ON DUPLICATE KEY UPDATE total = VALUES(total)
    """,
    "insert-select": r"""
        INSERT INTO archive (id, total) SELECT o.id, o.total FROM orders o
        INSERT INTO archive (id, total) (SELECT o.id, o.total FROM orders o)
        INSERT INTO archive (id, total) SELECT id, total FROM orders
        INSERT archive (id, total) SELECT id, total FROM shop.orders
        INSERT INTO archive (id, total) SELECT d.* FROM (SELECT id, total FROM orders) d
        INSERT INTO archive (id, total) WITH d AS (SELECT id, total FROM orders) SELECT * FROM d
        INSERT INTO archive (id, total) (WITH d AS (SELECT id, total FROM orders) SELECT * FROM d)
        INSERT INTO archive (id, total) SELECT id, total FROM orders UNION ALL SELECT id, total FROM orders
        INSERT INTO archive (id, total) (SELECT id, total FROM orders) UNION ALL (SELECT id, total FROM orders)
        INSERT INTO archive (id, total) SELECT id, total FROM orders AS o USE INDEX (x)
        INSERT INTO archive PARTITION (p0) (id, total) SELECT id, total FROM orders PARTITION (p1)
        INSERT IGNORE archive(id,total)SELECT id,total FROM orders
        INSERT INTO archive (id, total) SELECT /*+ x() */ SQL_NO_CACHE id, total FROM orders
        INSERT INTO archive (id, total) VALUES ((SELECT MAX(o.id) FROM orders o), (SELECT MAX(o.total) FROM orders o))
        INSERT INTO archive SET id = (SELECT MAX(o.id) FROM orders o), total = (SELECT MAX(total) FROM orders)
        WITH d AS (SELECT id, total FROM orders) INSERT INTO archive (id, total) SELECT * FROM d
    """,
    "insert-table": r"""
        INSERT INTO archive SELECT * FROM orders
        INSERT INTO archive TABLE orders
        INSERT archive TABLE orders
        INSERT INTO archive TABLE shop.orders ORDER BY id LIMIT 3
        INSERT INTO archive () SELECT * FROM orders
        INSERT INTO archive (SELECT * FROM orders)
        INSERT INTO archive (TABLE orders)
        INSERT INTO archive (SELECT orders.* FROM orders)
        INSERT INTO archive SELECT o.* FROM `orders` o
        INSERT INTO archive WITH o AS (TABLE orders) SELECT * FROM o
    """,
    "replace": r"""
        REPLACE INTO orders (id, total) VALUES (1, 2)
        REPLACE orders (id, total) VALUES (1, 2)
        replace `orders` (id, total) value (1, 2)
        REPLACE LOW_PRIORITY INTO orders (id, total) VALUES (1, 2)
        REPLACE DELAYED orders (id, total) VALUES (1, 2)
        REPLACE INTO orders SET id = 1, total = 2
        REPLACE orders SET id = 1, total = 2
        REPLACE INTO orders PARTITION (p0) (id, total) VALUES (1, 2)
        REPLACE INTO orders PARTITION (p0) SET id = 1, total = 2
        REPLACE INTO orders (id, total) SELECT 1, 2
        REPLACE orders (id, total) SELECT 1, 2
        REPLACE INTO orders (id, total) (SELECT 1, 2)
        REPLACE INTO orders (id, total) WITH t AS (SELECT 1, 2) SELECT * FROM t
        REPLACE INTO orders (id, total) VALUES ROW(1, 2), ROW(3, 4)
        /* x */ REPLACE /* y */ INTO orders (id, total) VALUES (?, ?)
        REPLACE /*+ x() */ INTO shop.orders (id, total) VALUES ?
    """,
    "update": r"""
        UPDATE orders SET total = 1 WHERE id = 2
        update orders set total = 1 where id = 2
        UPDATE orders o SET o.total = 1 WHERE o.id = 2
        UPDATE orders AS o SET total = 1 WHERE id = 2
        UPDATE `shop`.`orders` AS `o` SET `o`.`total` = 1 WHERE `o`.`id` = 2
        UPDATE shop.orders SET shop.orders.total = 1 WHERE shop.orders.id = 2
        UPDATE orders SET orders.total = 1 WHERE orders.id = 2
        UPDATE (orders) SET total = 1 WHERE id = 2
        UPDATE (orders o) SET o.total = 1 WHERE id = 2
        UPDATE LOW_PRIORITY orders SET total = 1 WHERE id = 2
        UPDATE IGNORE orders SET total = 1 WHERE id = 2
        UPDATE LOW_PRIORITY IGNORE orders SET total = 1 WHERE id = 2
        UPDATE orders PARTITION (p0) SET total = 1 WHERE id = 2
        UPDATE orders PARTITION (p0) AS o SET o.total = 1 WHERE id = 2
        UPDATE orders USE INDEX (x) SET total = 1 WHERE id = 2
        UPDATE orders o FORCE INDEX (x) SET o.total = 1 WHERE id = 2
        UPDATE orders SET total = 1 WHERE id = 2 ORDER BY id LIMIT 1
        UPDATE orders SET total = 1 WHERE id = 2 LIMIT 1
        UPDATE orders SET total = 1 WHERE id = 2 ORDER BY id DESC LIMIT ?
        UPDATE orders SET total := 1 WHERE id = 2
        UPDATE orders SET total = total + 1
        UPDATE orders SET total = (@n := @n + 1) WHERE id = 2
        UPDATE orders SET total = DEFAULT WHERE id = 2
        UPDATE orders SET total = CASE WHEN id = 1 THEN 2 ELSE total END WHERE id IN (1, 2)
        UPDATE orders SET total = ? WHERE id = ?
        UPDATE orders SET total = IF(id = 1, 2, 3), total = 4
        UPDATE /*+ NO_MERGE() */ orders SET total = 1 WHERE id = 2
        UPDATE /*! IGNORE */ orders SET total = 1 WHERE id = 2
        UPDATE/**/orders/**/SET/* x = 1, */total/**/=/**/1
        UPDATE orders SET total = JSON_SET(total, '$.a', 1) WHERE id = 2
        UPDATE orders SET total = INTERVAL(1, 2) WHERE id = 2
        UPDATE orders SET total = (SELECT 1) WHERE id = 2
        UPDATE orders SET total = 1 WHERE id IN (SELECT 1)
        UPDATE orders JOIN (SELECT 1 AS n) d SET total = d.n WHERE id = 2
        UPDATE orders o JOIN (SELECT 1 AS n) d ON d.n = o.id SET o.total = d.n
        UPDATE orders o, (SELECT 1 AS n) d SET o.total = d.n WHERE o.id = d.n
        WITH d AS (SELECT 1 AS n) UPDATE orders o JOIN d ON d.n = o.id SET o.total = 1
        WITH d AS (SELECT 1 AS n) UPDATE orders SET total = 1 WHERE id IN (SELECT n FROM d)
        WITH d AS (SELECT 1 AS n) UPDATE orders, d SET orders.total = 1
        UPDATE orders AS o SET o.total = 1, o.total = 2
    """,
    "update-self": r"""
        UPDATE orders o JOIN orders p ON p.id = o.parent SET o.total = p.total
        UPDATE orders o, orders p SET o.total = p.total WHERE p.id = o.parent
        UPDATE (orders o JOIN orders p ON p.id = o.parent) SET o.total = p.total
        UPDATE (orders o, orders p) SET o.total = p.total WHERE p.id = o.parent
    """,
    "update-join": r"""
        UPDATE orders o JOIN users u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o INNER JOIN users u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o, users u SET o.total = 1 WHERE u.id = o.user_id AND u.name = 'x'
        UPDATE users u, orders o SET o.total = 1 WHERE u.id = o.user_id AND u.name = 'x'
        UPDATE users u JOIN orders o ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE (orders o, users u) SET o.total = 1 WHERE u.id = o.user_id AND u.name = 'x'
        UPDATE (orders o JOIN users u ON u.id = o.user_id) SET o.total = 1 WHERE u.name = 'x'
        UPDATE (orders o) JOIN (users u) ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o LEFT JOIN users u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o STRAIGHT_JOIN users u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o CROSS JOIN users u SET o.total = 1 WHERE u.id = o.user_id AND u.name = 'x'
        UPDATE orders JOIN users ON users.id = orders.user_id SET orders.total = 1 WHERE users.name = 'x'
        UPDATE shop.orders JOIN shop.users ON users.id = orders.user_id SET orders.total = 1 WHERE users.name = 'x'
        UPDATE shop.orders JOIN shop.users ON shop.users.id = shop.orders.user_id SET shop.orders.total = 1 WHERE shop.users.name = 'x'
        UPDATE IGNORE orders AS O JOIN users AS U ON U.id = O.user_id SET O.total = 1 WHERE U.name = 'x'
        UPDATE orders O JOIN users u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders PARTITION (p0) o JOIN users PARTITION (p1) u ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE orders o FORCE INDEX (a) JOIN users u USE INDEX (b) ON u.id = o.user_id SET o.total = 1 WHERE u.name = 'x'
        UPDATE `orders` `o` JOIN `users` `u` ON `u`.`id` = `o`.`user_id` SET `o`.`total` = ? WHERE `u`.`name` = ?
        UPDATE orders o SET o.total = 1 WHERE o.user_id IN (SELECT u.id FROM users u WHERE u.name = 'x')
        UPDATE orders o SET o.total = 1 WHERE EXISTS (SELECT u.id FROM users u WHERE u.name = 'x')
        UPDATE orders o JOIN (SELECT id FROM users WHERE name = 'x') u ON u.id = o.user_id SET o.total = 1
        WITH u AS (SELECT id FROM users WHERE name = 'x') UPDATE orders o JOIN u ON u.id = o.user_id SET o.total = 1
        WITH u AS (SELECT id FROM users WHERE name = 'x') UPDATE orders SET total = 1 WHERE user_id IN (SELECT id FROM u)
        WITH u AS (SELECT id FROM users WHERE name = 'x') UPDATE orders, u SET total = 1 WHERE user_id = u.id
    """,
    "delete": r"""
        DELETE FROM orders WHERE id = 1
        delete from orders where id = 1
        DELETE LOW_PRIORITY QUICK IGNORE FROM orders WHERE id = 1
        DELETE QUICK FROM orders WHERE id = 1
        DELETE IGNORE FROM orders WHERE id = 1
        DELETE FROM `shop`.`orders` WHERE id = 1
        DELETE FROM orders o WHERE o.id = 1
        DELETE FROM orders AS o WHERE o.id = 1
        DELETE FROM orders PARTITION (p0) WHERE id = 1
        DELETE FROM orders PARTITION (p0, p1) AS o WHERE o.id = 1
        DELETE FROM orders AS o PARTITION (p0) WHERE o.id = 1
        DELETE FROM orders WHERE id = 1 ORDER BY id LIMIT 5
        DELETE FROM orders WHERE id = 1 LIMIT 1
        DELETE FROM orders WHERE id = ? LIMIT ?
        DELETE FROM orders LIMIT 1
        DELETE FROM orders ORDER BY id
        DELETE FROM orders
        DELETE /*+ x() */ FROM orders
        DELETE/**/FROM/**/orders/**/WHERE/**/id=1
        DELETE o FROM orders o WHERE o.id = 1
        DELETE o FROM orders AS o
        DELETE `o` FROM `orders` AS `o`
        DELETE O FROM orders AS o
        DELETE orders FROM orders
        DELETE orders.* FROM orders
        DELETE o.* FROM orders o
        DELETE orders FROM shop.orders
        DELETE shop.orders FROM shop.orders
        DELETE shop.orders.* FROM shop.orders
        DELETE FROM o USING orders o
        DELETE FROM o.* USING orders o
        DELETE FROM orders USING orders
        DELETE FROM o USING orders AS o WHERE o.id = 1
        DELETE IGNORE o FROM orders o
        DELETE LOW_PRIORITY o FROM (orders o)
        DELETE FROM shop.orders USING shop.orders WHERE id = 1
        DELETE FROM orders RETURNING id
        WITH d AS (SELECT 1 AS n) DELETE FROM orders WHERE id IN (SELECT n FROM d)
        WITH d AS (SELECT 1 AS n) DELETE o FROM orders o JOIN d ON d.n = o.id
        DELETE o FROM orders o JOIN (SELECT 1 AS n) d ON d.n = o.id
    """,
    "delete-join": r"""
        DELETE o FROM orders o JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE o FROM orders o, users u WHERE u.id = o.user_id AND u.name = 'x'
        DELETE o FROM users u, orders o WHERE u.id = o.user_id AND u.name = 'x'
        DELETE o.* FROM orders o INNER JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE FROM o USING orders o JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE FROM o USING orders AS o, users AS u WHERE u.id = o.user_id AND u.name = 'x'
        DELETE FROM o USING users u INNER JOIN orders o ON u.id = o.user_id WHERE u.name = 'x'
        DELETE FROM o.* USING users u INNER JOIN orders o ON u.id = o.user_id WHERE u.name = 'x'
        DELETE orders FROM orders JOIN users ON users.id = orders.user_id WHERE users.name = 'x'
        DELETE FROM orders USING orders JOIN users ON users.id = orders.user_id WHERE users.name = 'x'
        DELETE FROM shop.orders USING shop.orders JOIN shop.users ON users.id = orders.user_id WHERE users.name = 'x'
        DELETE shop.orders FROM shop.orders JOIN shop.users ON users.id = orders.user_id WHERE users.name = 'x'
        DELETE O FROM orders o JOIN users u ON u.id = O.user_id WHERE u.name = 'x'
        DELETE QUICK IGNORE o FROM orders o LEFT JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE o FROM (orders o JOIN users u ON u.id = o.user_id) WHERE u.name = 'x'
        DELETE o FROM (orders o, users u) WHERE u.id = o.user_id AND u.name = 'x'
        DELETE o FROM orders o STRAIGHT_JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE o FROM orders PARTITION (p0) o JOIN users PARTITION (p1) u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE o FROM orders o FORCE INDEX (a) JOIN users u ON u.id = o.user_id WHERE u.name = 'x'
        DELETE FROM orders WHERE user_id IN (SELECT u.id FROM users u WHERE u.name = 'x')
        DELETE FROM orders WHERE EXISTS (SELECT 1 FROM users u WHERE u.id = orders.user_id AND u.name = 'x')
        DELETE FROM orders o WHERE EXISTS (SELECT 1 FROM users u WHERE u.id = o.user_id AND u.name = 'x')
        WITH u AS (SELECT id FROM users WHERE name = 'x') DELETE o FROM orders o JOIN u ON u.id = o.user_id
        WITH u AS (SELECT id FROM users WHERE name = 'x') DELETE FROM o USING orders o JOIN u ON u.id = o.user_id
        WITH u AS (SELECT id FROM users WHERE name = 'x') DELETE FROM orders WHERE user_id IN (SELECT id FROM u)
        DELETE o FROM orders o JOIN (SELECT id FROM users WHERE name = 'x') u ON u.id = o.user_id
    """,
    "delete-two": r"""
        DELETE o, u FROM orders o JOIN users u ON u.id = o.user_id
        DELETE u, o FROM orders o, users u WHERE u.id = o.user_id
        DELETE o.*, u.* FROM orders o JOIN users u ON u.id = o.user_id
        DELETE FROM o, u USING orders o JOIN users u ON u.id = o.user_id
        DELETE FROM o.*, u.* USING orders o JOIN users u ON u.id = o.user_id
        DELETE orders, users FROM orders JOIN users ON users.id = orders.user_id
        DELETE FROM orders, users USING orders JOIN users ON users.id = orders.user_id
        DELETE FROM orders, users USING orders INNER JOIN users WHERE users.id = orders.user_id
        DELETE shop.orders, shop.users FROM shop.orders JOIN shop.users ON users.id = orders.user_id
    """,
    "delete-self": r"""
        DELETE o FROM orders o JOIN orders p ON p.id = o.parent
        DELETE FROM o USING orders o JOIN orders p ON p.id = o.parent
        DELETE FROM o USING orders o, orders p WHERE p.id = o.parent
        DELETE o FROM orders o, orders p WHERE p.id = o.parent
        DELETE o FROM orders p, orders o WHERE p.id = o.parent
    """,
    "star": r"""
        SELECT * FROM orders
        TABLE orders
        table `orders`
        TABLE shop.orders ORDER BY id LIMIT 2
        SELECT orders.* FROM orders
        SELECT o.* FROM orders o
        SELECT shop.orders.* FROM shop.orders
        (TABLE orders)
        TABLE orders LIMIT 5 OFFSET 2
        SELECT * FROM (TABLE orders) t
        WITH o AS (TABLE orders) SELECT * FROM o
        WITH o AS (TABLE orders) TABLE o
        TABLE orders UNION TABLE orders
        SELECT * FROM orders UNION ALL TABLE orders
        TABLE orders INTO OUTFILE '/tmp/x'
        SELECT * FROM orders INTO OUTFILE '/tmp/x'
        SELECT *, 1 FROM orders
        SELECT * FROM orders WHERE 1 IN (TABLE orders)
        HANDLER orders OPEN
        HANDLER orders OPEN AS h
        HANDLER `shop`.`orders` OPEN
    """,
    "count": r"""
        SELECT COUNT(*) FROM orders
        SELECT COUNT(1) FROM orders
        SELECT COUNT( * ) AS n FROM orders o
        select count(*) n from (orders)
        SELECT 1 FROM orders
        SELECT EXISTS (SELECT 1 FROM orders)
        SELECT COUNT(*) OVER () FROM orders
        SELECT 1 WHERE EXISTS (SELECT 1 FROM orders)
        SELECT NOT EXISTS (SELECT 1 FROM orders) AS x FROM DUAL
        SELECT (SELECT COUNT(*) FROM orders) AS n
        SET @n = (SELECT COUNT(*) FROM orders)
        SET @n := (SELECT COUNT(*) FROM orders)
        SET @@session.x = (SELECT COUNT(*) FROM orders), @y = 1
        SET SESSION x = (SELECT COUNT(*) FROM orders)
        DO (SELECT COUNT(*) FROM orders)
        VALUES ROW((SELECT COUNT(*) FROM orders))
        SELECT IFNULL((SELECT COUNT(*) FROM orders), 0)
        SELECT COUNT(*) INTO @n FROM orders
        SELECT IF((SELECT COUNT(*) FROM orders) > 0, 1, 0)
    """,
    "call": r"""
        CALL close_day(1)
        call close_day(1)
        CALL `close_day`(?)
        CALL shop.close_day(1)
        CALL `shop`.`close_day` (1)
        CALL close_day
        CALL close_day()
        {CALL close_day(?)}
        { CALL close_day(?) }
        CALL /* x */ close_day(1);
        CALL close_day(@a, @b)
    """,
    "truncate": r"""
        TRUNCATE orders
        TRUNCATE TABLE orders
        truncate table `shop`.`orders`
        TRUNCATE /* x */ TABLE /**/ orders;
        TRUNCATE TABLE shop . orders
    """,
    "describe": r"""
        DESCRIBE orders
        DESC orders
        desc `orders`
        EXPLAIN orders
        SHOW COLUMNS FROM orders
        SHOW FULL COLUMNS FROM orders
        SHOW EXTENDED FULL COLUMNS IN orders
        SHOW FIELDS FROM orders FROM shop
        SHOW COLUMNS FROM shop.orders LIKE 'x%'
        SHOW INDEX FROM orders
        SHOW INDEXES IN orders
        SHOW KEYS FROM orders
        SHOW EXTENDED INDEX FROM orders
        SHOW CREATE TABLE orders
        SHOW CREATE TABLE `shop`.`orders`
        SHOW /* x */ CREATE TABLE orders
        DESCRIBE orders total
        DESC shop.orders
    """,
    "locktables": r"""
        LOCK TABLES orders WRITE
        LOCK TABLE orders WRITE
        lock tables `orders` read
        LOCK TABLES orders READ LOCAL
        LOCK TABLES orders LOW_PRIORITY WRITE
        LOCK TABLES orders AS o READ
        LOCK TABLES orders o WRITE
        LOCK TABLES shop.orders WRITE
        LOCK TABLES orders WRITE, orders AS o READ
    """,
    "temp": r"""
        CREATE TEMPORARY TABLE t AS SELECT id FROM orders
        CREATE TEMPORARY TABLE t SELECT id FROM orders
        CREATE TEMPORARY TABLE t (SELECT id FROM orders)
        CREATE TEMPORARY TABLE t AS (SELECT id FROM orders)
        CREATE TEMPORARY TABLE IF NOT EXISTS t AS SELECT id FROM orders
        CREATE TEMPORARY TABLE t ENGINE=MEMORY AS SELECT id FROM orders
        CREATE TEMPORARY TABLE t (id INT) SELECT id FROM orders
        CREATE TEMPORARY TABLE t (id INT, PRIMARY KEY (id)) ENGINE = MEMORY IGNORE AS SELECT id FROM orders
        CREATE TEMPORARY TABLE t (id INT DEFAULT 1 CHECK (id > 0)) REPLACE SELECT id FROM orders
        CREATE TEMPORARY TABLE shop.t AS SELECT id FROM orders
        create temporary table `t` as with d as (select id from orders) select * from d
        CREATE OR REPLACE TEMPORARY TABLE t AS SELECT id FROM orders
        CREATE TEMPORARY TABLE t AS SELECT id FROM orders UNION SELECT id FROM orders
    """,
    "temp-all": r"""
        CREATE TEMPORARY TABLE t AS SELECT * FROM orders
        CREATE TEMPORARY TABLE t AS TABLE orders
        CREATE TEMPORARY TABLE t TABLE orders
        CREATE TEMPORARY TABLE t AS (TABLE orders)
    """,
}


def rendered(
    text: str, change: Callable[[Token, Token | None, Token | None], str], gaps: Iterator[str] | None = None
) -> str:
    """Return the text with each token changed, and with what stood between them or the next of ``gaps``."""
    tokens = tokenize(text)
    parts: list[str] = []
    end = 0
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        between = text[end : token.start]
        free = (
            before is not None
            and NUMBER not in (token.kind, before.kind)
            and token.text not in ("@", ".", "*")
        )
        free = free and not (token.kind == STRING and token.start == end)  # N'x'
        parts.append(next(gaps) if gaps is not None and free and (between.strip() == "") else between)
        parts.append(change(token, before, tokens[index + 1] if index + 1 < len(tokens) else None))
        end = token.end
    return "".join([*parts, text[end:]])


def _as_it_is(token: Token, _before: Token | None, _after: Token | None) -> str:
    return token.text


def other_case(text: str, random: Random) -> str:
    """Write the words of the language in any case."""
    return rendered(
        text,
        lambda token, *_: (
            random.choice((str.lower, str.upper, str.title))(token.text)
            if token.kind == WORD and token.upper in RESERVED
            else token.text
        ),
    )


def comments_everywhere(text: str, random: Random) -> str:
    """Put blanks, line ends and comments wherever there may be one."""
    return rendered(text, _as_it_is, iter(lambda: random.choice(_GAPS), None))


def around(text: str, random: Random) -> str:
    """Put comments and semicolons before and behind the statement."""
    return random.choice(_GAPS) + text + random.choice(("", ";", " ; ;", "\n-- FROM ghosts", ";\n/* x; */"))


def quoted(text: str, random: Random) -> str:
    """Write the tables, and what is qualified, in back-ticks."""

    def change(token: Token, before: Token | None, after: Token | None) -> str:
        qualified = (before is not None and before.is_operator(".")) or (
            after is not None and after.is_operator(".")
        )
        if token.kind == WORD and (qualified or token.text in _TABLES) and random.random() < 0.7:
            return f"`{token.text}`"
        return token.text

    return rendered(text, change)


def of_schema(text: str, random: Random) -> str:
    """Name the schema of a table where it stands in a list of tables; of its columns, that stays as it is."""
    if (
        "WITH" in text.upper()
        or "OF " in text
        or "LOCK TABLE" in text.upper()
        or text.upper().startswith("DELETE")
    ):
        return text

    def change(token: Token, before: Token | None, after: Token | None) -> str:
        listed = before is not None and before.is_word(*_TABLE_FOLLOWS) and token.kind in (WORD, IDENTIFIER)
        if listed and token.name in _TABLES and not (after is not None and after.is_operator(".")):
            return random.choice(("shop.", "`shop`.", "`my-shop` . ")) + token.text
        return token.text

    return rendered(text, change)


def version_comment(text: str, random: Random) -> str:
    """Put some of the statement into a version comment, which the server runs."""
    tokens = tokenize(text)
    if "/*" in text or "--" in text or "#" in text or len(tokens) < 3:
        return text
    start, end = sorted(random.sample(range(1, len(tokens)), 2))
    opening = random.choice(("/*!50000 ", "/*! ", "/*!80013 "))
    first, last = tokens[start].start, tokens[end - 1].end
    glued = {OPERATOR, NUMBER} & {
        tokens[end].kind,
        tokens[end - 1].kind,
        tokens[start - 1].kind,
        tokens[start].kind,
    }
    if glued:
        return text
    return f"{text[:first]}{opening}{text[first:last]} */{text[last:]}"


def other_values(text: str, random: Random) -> str:
    """Write another value, or a placeholder, for each number that is compared or assigned."""
    after = ("=", ">", "<", ">=")
    values = (
        "?",
        ":value",
        "'FROM ghosts'",
        "'it''s'",
        "'a\\'b'",
        "NULL",
        "-1",
        "1.5e3",
        "@n",
        "NOW()",
        "x'41'",
    )
    return rendered(
        text,
        lambda token, before, _: (
            random.choice(values)
            if token.kind == NUMBER and before is not None and before.text in after
            else token.text
        ),
    )


ALL: tuple[Refactoring, ...] = (
    other_case,
    comments_everywhere,
    around,
    quoted,
    of_schema,
    version_comment,
    other_values,
)
