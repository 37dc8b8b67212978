-- woosh-split: phase 03-supply, back (supply)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;
DROP USER IF EXISTS `supply`@`%`;
DROP ROLE IF EXISTS `supply_role`;
DROP VIEW IF EXISTS `supply`.`orders`;
DROP VIEW IF EXISTS `supply`.`currencies`;
DROP VIEW IF EXISTS `supply`.`stock`;

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
        `shop`.`currencies` TO `shop`.`~ws_a4a7a689_old`,
        `shared`.`currencies` TO `shop`.`currencies`;
      SET moved = TRUE;
    END;
  END WHILE;
END$$
DELIMITER ;
DROP VIEW IF EXISTS `shop`.`~ws_a4a7a689_old`;

-- The schema shared goes only if it is empty.
SELECT IF(COUNT(*) = 0, 'DROP DATABASE IF EXISTS `shared`', 'SELECT ''shared still holds something and was left alone'' AS note') INTO @ws_sql FROM (
  SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shared' UNION ALL
  SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'shared' UNION ALL
  SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'shared') AS held;
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;

-- The schema supply goes only if it is empty.
SELECT IF(COUNT(*) = 0, 'DROP DATABASE IF EXISTS `supply`', 'SELECT ''supply still holds something and was left alone'' AS note') INTO @ws_sql FROM (
  SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'supply' UNION ALL
  SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'supply' UNION ALL
  SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'supply') AS held;
PREPARE ws_statement FROM @ws_sql;
EXECUTE ws_statement;
DEALLOCATE PREPARE ws_statement;
DROP USER IF EXISTS `supply_views`@`localhost`;
