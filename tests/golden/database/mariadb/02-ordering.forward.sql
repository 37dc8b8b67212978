-- woosh-split: phase 02-ordering, forward (ordering)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;

-- The schema ordering, with the character set and collation of shop.
SELECT CONCAT('CREATE DATABASE IF NOT EXISTS `ordering` CHARACTER SET ', DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME) INTO @ws_sql
  FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'shop';
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;

-- The schema shared, with the character set and collation of shop.
SELECT CONCAT('CREATE DATABASE IF NOT EXISTS `shared` CHARACTER SET ', DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME) INTO @ws_sql
  FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'shop';
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;

-- The user of ordering: locked until it is given a password.
CREATE USER IF NOT EXISTS `ordering`@`%` ACCOUNT LOCK;
CREATE ROLE IF NOT EXISTS `ordering_role`;
GRANT `ordering_role` TO `ordering`@`%`;
SET DEFAULT ROLE `ordering_role` FOR `ordering`@`%`;

-- Nobody logs in as this one: the views below use its rights.
CREATE USER IF NOT EXISTS `ordering_views`@`localhost` ACCOUNT LOCK;

-- odd `name`; with 'quotes' -- and \ will move to ordering; its old name stays alive as a view.
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `ordering`.`odd ``name``; with 'quotes' -- and \` AS SELECT * FROM `shop`.`odd ``name``; with 'quotes' -- and \`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `ordering`.`odd ``name``; with 'quotes' -- and \` TO `ordering_views`@`localhost`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `shop`.`~ws_607b1976_next` AS
  SELECT * FROM `ordering`.`odd ``name``; with 'quotes' -- and \`;

-- order_tags will move to ordering; its old name stays alive as a view.
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `ordering`.`order_tags` AS SELECT * FROM `shop`.`order_tags`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `ordering`.`order_tags` TO `ordering_views`@`localhost`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `shop`.`~ws_9c9222a9_next` AS
  SELECT * FROM `ordering`.`order_tags`;

-- orders will move to ordering; its old name stays alive as a view.
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `ordering`.`orders` AS SELECT * FROM `shop`.`orders`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `ordering`.`orders` TO `ordering_views`@`localhost`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `shop`.`~ws_02a4f8cd_next` AS
  SELECT * FROM `ordering`.`orders`;

-- countries will move to shared; its old name stays alive as a view.
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `shared`.`countries` AS SELECT * FROM `shop`.`countries`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `shared`.`countries` TO `ordering_views`@`localhost`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `shop`.`~ws_36a5bbfe_next` AS
  SELECT * FROM `shared`.`countries`;

-- All of them move at once, or none.
DELIMITER $$
BEGIN NOT ATOMIC
  DECLARE attempts INT DEFAULT 0;
  DECLARE moved BOOL DEFAULT FALSE;
  WHILE NOT moved DO
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213
      BEGIN
        SET attempts = attempts + 1;
        IF attempts >= 1000 THEN RESIGNAL; END IF;
        DO SLEEP(0.005);
      END;
      RENAME TABLE
        `ordering`.`odd ``name``; with 'quotes' -- and \` TO `ordering`.`~ws_607b1976_old`,
        `shop`.`odd ``name``; with 'quotes' -- and \` TO `ordering`.`odd ``name``; with 'quotes' -- and \`,
        `shop`.`~ws_607b1976_next` TO `shop`.`odd ``name``; with 'quotes' -- and \`,
        `ordering`.`order_tags` TO `ordering`.`~ws_9c9222a9_old`,
        `shop`.`order_tags` TO `ordering`.`order_tags`,
        `shop`.`~ws_9c9222a9_next` TO `shop`.`order_tags`,
        `ordering`.`orders` TO `ordering`.`~ws_02a4f8cd_old`,
        `shop`.`orders` TO `ordering`.`orders`,
        `shop`.`~ws_02a4f8cd_next` TO `shop`.`orders`,
        `shared`.`countries` TO `shared`.`~ws_36a5bbfe_old`,
        `shop`.`countries` TO `shared`.`countries`,
        `shop`.`~ws_36a5bbfe_next` TO `shop`.`countries`;
      SET moved = TRUE;
    END;
  END WHILE;
END$$
DELIMITER ;
DROP VIEW IF EXISTS `ordering`.`~ws_607b1976_old`, `ordering`.`~ws_9c9222a9_old`, `ordering`.`~ws_02a4f8cd_old`, `shared`.`~ws_36a5bbfe_old`;

-- What ordering sees of tables that lie elsewhere.
GRANT SELECT ON `shop`.`countries` TO `ordering_views`@`localhost`;
GRANT SELECT ON `shop`.`order_totals` TO `ordering_views`@`localhost`;
GRANT SELECT ON `shop`.`orders` TO `ordering_views`@`localhost`;
GRANT SELECT, UPDATE ON `shop`.`stock` TO `ordering_views`@`localhost`;
GRANT SELECT, UPDATE ON `shop`.`users` TO `ordering_views`@`localhost`;

-- order_totals stays in shop and is seen from here.
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `ordering`.`order_totals` AS
  SELECT * FROM `shop`.`order_totals`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `ordering`.`countries` AS
  SELECT `id`, `name` FROM `shop`.`countries`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `ordering`.`stock` AS
  SELECT `id`, `amount` FROM `shop`.`stock`;

-- users without password_hash, reset_token.
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`ordering_views`@`localhost` SQL SECURITY DEFINER VIEW `ordering`.`users` AS
  SELECT `id`, `email`, `token_count`, `country_id` FROM `shop`.`users`;

-- close_day as the monolith has it, but with the rights of its caller.
SET SESSION sql_mode = @@GLOBAL.sql_mode;
DELIMITER $$
CREATE OR REPLACE DEFINER=`ordering_views`@`localhost` PROCEDURE `ordering`.`close_day` (IN p_id INT) MODIFIES SQL DATA
SQL SECURITY INVOKER
BEGIN
  UPDATE `orders` SET total = COALESCE(total_of(p_id), 0) WHERE user_id = p_id;
  SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id;
END$$
DELIMITER ;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';

-- total_of as the monolith has it, but with the rights of its caller.
SET SESSION sql_mode = @@GLOBAL.sql_mode;
DELIMITER $$
CREATE OR REPLACE DEFINER=`ordering_views`@`localhost` FUNCTION `ordering`.`total_of` (p_id INT) RETURNS DECIMAL(10,2) READS SQL DATA
SQL SECURITY INVOKER
BEGIN RETURN (SELECT SUM(total) FROM orders WHERE user_id = p_id); END$$
DELIMITER ;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';

-- What ordering may do.
GRANT SELECT ON `ordering`.`countries` TO `ordering_role`;
GRANT SELECT, UPDATE ON `ordering`.`odd ``name``; with 'quotes' -- and \` TO `ordering_role`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `ordering`.`order_tags` TO `ordering_role`;
GRANT SELECT ON `ordering`.`order_totals` TO `ordering_role`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `ordering`.`orders` TO `ordering_role`;

-- DEBT 51665ed7, issue unfiled, until unscheduled: writes stock of supply
GRANT SELECT, UPDATE ON `ordering`.`stock` TO `ordering_role`;

-- DEBT 894dc45f, issue https://issues/7; DROP, until 2027-06-30: writes users of accounts
GRANT SELECT, UPDATE ON `ordering`.`users` TO `ordering_role`;
GRANT EXECUTE ON PROCEDURE `ordering`.`close_day` TO `ordering_role`;
GRANT EXECUTE ON FUNCTION `ordering`.`total_of` TO `ordering_role`;
