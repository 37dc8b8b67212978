-- woosh-split: phase 05-cleanup, forward (monolith)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;

-- The user of monolith: locked until it is given a password.
CREATE USER IF NOT EXISTS `monolith`@`%` ACCOUNT LOCK;
CREATE ROLE IF NOT EXISTS `monolith_role`;
GRANT `monolith_role` TO `monolith`@`%`;
SET DEFAULT ROLE `monolith_role` FOR `monolith`@`%`;

-- What monolith may do.
GRANT SELECT, DELETE, DROP ON `shop`.`audit` TO `monolith_role`;
GRANT SELECT (`id`, `email`, `token_count`, `country_id`) ON `shop`.`users` TO `monolith_role`;
