-- woosh-split: phase 04-accounts, forward (accounts)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;

-- The user of accounts: locked until it is given a password.
CREATE USER IF NOT EXISTS `accounts`@`%` ACCOUNT LOCK;
CREATE ROLE IF NOT EXISTS `accounts_role`;
GRANT `accounts_role` TO `accounts`@`%`;
SET DEFAULT ROLE `accounts_role` FOR `accounts`@`%`;

-- What accounts may do.
GRANT SELECT, INSERT, UPDATE ON `shop`.`countries` TO `accounts_role`;
GRANT SELECT ON `shop`.`orders` TO `accounts_role`;
GRANT SELECT, INSERT, UPDATE ON `shop`.`users` TO `accounts_role`;
