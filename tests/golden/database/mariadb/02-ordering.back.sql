-- woosh-split: phase 02-ordering, back (ordering)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;
DROP USER IF EXISTS `ordering`@`%`;
DROP ROLE IF EXISTS `ordering_role`;
DROP FUNCTION IF EXISTS `ordering`.`total_of`;
DROP PROCEDURE IF EXISTS `ordering`.`close_day`;
DROP VIEW IF EXISTS `ordering`.`users`;
DROP VIEW IF EXISTS `ordering`.`stock`;
DROP VIEW IF EXISTS `ordering`.`countries`;
DROP VIEW IF EXISTS `ordering`.`order_totals`;

-- The tables come back, with every row that was written meanwhile.
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
        `shop`.`odd ``name``; with 'quotes' -- and \` TO `shop`.`~ws_607b1976_old`,
        `ordering`.`odd ``name``; with 'quotes' -- and \` TO `shop`.`odd ``name``; with 'quotes' -- and \`,
        `shop`.`order_tags` TO `shop`.`~ws_9c9222a9_old`,
        `ordering`.`order_tags` TO `shop`.`order_tags`,
        `shop`.`orders` TO `shop`.`~ws_02a4f8cd_old`,
        `ordering`.`orders` TO `shop`.`orders`,
        `shop`.`countries` TO `shop`.`~ws_36a5bbfe_old`,
        `shared`.`countries` TO `shop`.`countries`;
      SET moved = TRUE;
    END;
  END WHILE;
END$$
DELIMITER ;
DROP VIEW IF EXISTS `shop`.`~ws_607b1976_old`, `shop`.`~ws_9c9222a9_old`, `shop`.`~ws_02a4f8cd_old`, `shop`.`~ws_36a5bbfe_old`;

-- The schema shared goes only if it is empty.
SELECT IF(COUNT(*) = 0, 'DROP DATABASE IF EXISTS `shared`', 'SELECT ''shared still holds something and was left alone'' AS note') INTO @ws_sql FROM (
  SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shared' UNION ALL
  SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'shared' UNION ALL
  SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'shared') AS held;
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;

-- The schema ordering goes only if it is empty.
SELECT IF(COUNT(*) = 0, 'DROP DATABASE IF EXISTS `ordering`', 'SELECT ''ordering still holds something and was left alone'' AS note') INTO @ws_sql FROM (
  SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'ordering' UNION ALL
  SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ordering' UNION ALL
  SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'ordering') AS held;
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;
DROP USER IF EXISTS `ordering_views`@`localhost`;
