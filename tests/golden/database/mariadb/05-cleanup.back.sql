-- woosh-split: phase 05-cleanup, back (monolith)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;
DROP USER IF EXISTS `monolith`@`%`;
DROP ROLE IF EXISTS `monolith_role`;
