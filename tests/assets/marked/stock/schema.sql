CREATE TABLE `items` (`id` int NOT NULL AUTO_INCREMENT, `sku` varchar(20) NOT NULL, `qty` int NOT NULL, `meta` json, PRIMARY KEY (`id`), UNIQUE KEY `sku` (`sku`));
CREATE TABLE `moves` (`id` int NOT NULL AUTO_INCREMENT, `item_id` int NOT NULL, `delta` int NOT NULL, `at` datetime, PRIMARY KEY (`id`), CONSTRAINT `m` FOREIGN KEY (`item_id`) REFERENCES `items` (`id`));
CREATE TABLE `sales` (`id` int NOT NULL AUTO_INCREMENT, `person_id` int, `total` decimal(10,2), `day` date, PRIMARY KEY (`id`));
CREATE TABLE `sale_lines` (`sale_id` int NOT NULL, `item_id` int NOT NULL, `n` int NOT NULL);
CREATE TABLE `people` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(40), `boss_id` int, PRIMARY KEY (`id`));
CREATE TABLE `audit_log` (`id` int NOT NULL AUTO_INCREMENT, `what` varchar(40), PRIMARY KEY (`id`));
CREATE TABLE `stage` (`sku` varchar(20), `qty` int);
CREATE TABLE `day_totals` (`day` date NOT NULL, `total` decimal(10,2), PRIMARY KEY (`day`));
CREATE TABLE `locks` (`name` varchar(20) NOT NULL, `owner` varchar(20), PRIMARY KEY (`name`));
CREATE TABLE `archive_sales` LIKE `sales`;
CREATE TABLE `settings` (`k` varchar(20) NOT NULL, `v` json, PRIMARY KEY (`k`));
CREATE VIEW `v_sales` AS SELECT s.id, s.total, p.name FROM sales s JOIN people p ON p.id = s.person_id;
DELIMITER ;;
CREATE PROCEDURE `close_day`(IN d date)
BEGIN
  DECLARE t decimal(10,2);
  SELECT SUM(total) INTO t FROM sales WHERE day = d;
  INSERT INTO day_totals (day, total) VALUES (d, t) ON DUPLICATE KEY UPDATE total = t;
END;;
CREATE TRIGGER `items_after` AFTER UPDATE ON `items` FOR EACH ROW INSERT INTO audit_log (what) VALUES ('item');;
CREATE FUNCTION `boss_of`(p int) RETURNS int READS SQL DATA RETURN (SELECT boss_id FROM people WHERE id = p);;
DELIMITER ;
