-- woosh-split: phase 02-ordering, forward (ordering)
-- Run it as an administrator on a server where nothing else works with these tables. No statement waits for a lock:
-- where one stays taken for some seconds the client stops.

SET NAMES utf8mb4;
SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0;

-- The user of ordering: locked until it is given a password.
CREATE USER IF NOT EXISTS `ordering`@`%` ACCOUNT LOCK;
CREATE ROLE IF NOT EXISTS `ordering_role`;
GRANT `ordering_role` TO `ordering`@`%`;
SET DEFAULT ROLE `ordering_role` FOR `ordering`@`%`;

-- What ordering may do.
GRANT SELECT ON `shop`.`countries` TO `ordering_role`;
GRANT SELECT, UPDATE ON `shop`.`odd ``name``; with 'quotes' -- and \` TO `ordering_role`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.`order_tags` TO `ordering_role`;
GRANT SELECT ON `shop`.`order_totals` TO `ordering_role`;
GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.`orders` TO `ordering_role`;

-- DEBT 51665ed7, issue unfiled, until unscheduled: writes stock of supply
GRANT SELECT, UPDATE ON `shop`.`stock` TO `ordering_role`;

-- DEBT 894dc45f, issue https://issues/7; DROP, until 2027-06-30: writes users of accounts
GRANT SELECT (`id`, `email`, `token_count`, `country_id`), UPDATE (`id`, `email`, `token_count`, `country_id`) ON `shop`.`users` TO `ordering_role`;
GRANT EXECUTE ON PROCEDURE `shop`.`close_day` TO `ordering_role`;
GRANT EXECUTE ON FUNCTION `shop`.`total_of` TO `ordering_role`;
