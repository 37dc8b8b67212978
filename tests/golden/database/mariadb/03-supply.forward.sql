-- woosh-split: phase 03-supply, forward (supply)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;

-- The schema supply, with the character set and collation of shop.
SELECT CONCAT('CREATE DATABASE IF NOT EXISTS `supply` CHARACTER SET ', DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME) INTO @ws_sql
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

-- The user of supply: locked until it is given a password.
CREATE USER IF NOT EXISTS `supply`@`%` ACCOUNT LOCK;
CREATE ROLE IF NOT EXISTS `supply_role`;
GRANT `supply_role` TO `supply`@`%`;
SET DEFAULT ROLE `supply_role` FOR `supply`@`%`;

-- Nobody logs in as this one: the views below use its rights.
CREATE USER IF NOT EXISTS `supply_views`@`localhost` ACCOUNT LOCK;

-- currencies will move to shared; its old name stays alive as a view.
CREATE OR REPLACE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `shared`.`currencies` AS SELECT * FROM `shop`.`currencies`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `shared`.`currencies` TO `supply_views`@`localhost`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`supply_views`@`localhost` SQL SECURITY DEFINER VIEW `shop`.`~ws_a4a7a689_next` AS
  SELECT * FROM `shared`.`currencies`;

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
        `shared`.`currencies` TO `shared`.`~ws_a4a7a689_old`,
        `shop`.`currencies` TO `shared`.`currencies`,
        `shop`.`~ws_a4a7a689_next` TO `shop`.`currencies`;
      SET moved = TRUE;
    END;
  END WHILE;
END$$
DELIMITER ;
DROP VIEW IF EXISTS `shared`.`~ws_a4a7a689_old`;

-- What supply sees of tables that lie elsewhere.
GRANT SELECT ON `shop`.`currencies` TO `supply_views`@`localhost`;
GRANT SELECT ON `shop`.`orders` TO `supply_views`@`localhost`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.`stock` TO `supply_views`@`localhost`;

-- stock stays in shop and is seen from here.
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`supply_views`@`localhost` SQL SECURITY DEFINER VIEW `supply`.`stock` AS
  SELECT * FROM `shop`.`stock`;
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`supply_views`@`localhost` SQL SECURITY DEFINER VIEW `supply`.`currencies` AS
  SELECT `code` FROM `shop`.`currencies`;

-- orders without user_id, twice.
CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`supply_views`@`localhost` SQL SECURITY DEFINER VIEW `supply`.`orders` AS
  SELECT `id`, `total` FROM `shop`.`orders`;

-- What supply may do.
GRANT SELECT ON `supply`.`currencies` TO `supply_role`;
GRANT SELECT ON `supply`.`orders` TO `supply_role`;
GRANT SELECT, UPDATE ON `supply`.`stock` TO `supply_role`;
