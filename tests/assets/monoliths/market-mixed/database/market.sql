-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: market
-- ------------------------------------------------------
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

DROP TABLE IF EXISTS `coupons`;
CREATE TABLE `coupons` (
  `code` varchar(20) NOT NULL,
  `cents` int NOT NULL DEFAULT '0',
  PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci;

INSERT INTO `coupons` VALUES ('DELETE FROM vendors;',100),('IT''S',50),('BACK\\',5);

DROP TABLE IF EXISTS `vendors`;
CREATE TABLE `vendors` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL COMMENT 'shown; never empty',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4;

DROP TABLE IF EXISTS `products`;
CREATE TABLE `products` (
  `id` int NOT NULL AUTO_INCREMENT,
  `vendor_id` int NOT NULL,
  `title` varchar(120) NOT NULL,
  `indexed` tinyint(1) NOT NULL DEFAULT '0',
  PRIMARY KEY (`id`),
  KEY `products_vendor` (`vendor_id`),
  CONSTRAINT `products_vendor` FOREIGN KEY (`vendor_id`) REFERENCES `vendors` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `vendor_id` int NOT NULL,
  `coupon` varchar(20) DEFAULT NULL,
  `discount` int NOT NULL DEFAULT '0',
  `status` varchar(255) NOT NULL DEFAULT 'open',
  PRIMARY KEY (`id`),
  KEY `orders_vendor` (`vendor_id`),
  CONSTRAINT `orders_coupon` FOREIGN KEY (`coupon`) REFERENCES `coupons` (`code`),
  CONSTRAINT `orders_vendor` FOREIGN KEY (`vendor_id`) REFERENCES `vendors` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
/*!50100 PARTITION BY HASH (`id`)
PARTITIONS 4 */;

DROP TABLE IF EXISTS `order_items`;
CREATE TABLE `order_items` (
  `id` int NOT NULL AUTO_INCREMENT,
  `order_id` int NOT NULL,
  `product_id` int NOT NULL,
  `cents` int NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `items_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `items_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

DROP TABLE IF EXISTS `order_archive`;
CREATE TABLE `order_archive` LIKE `orders`;

DROP TABLE IF EXISTS `stock`;
CREATE TABLE `stock` (
  `product_id` int NOT NULL,
  `quantity` int NOT NULL,
  PRIMARY KEY (`product_id`),
  CONSTRAINT `stock_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`)
) ENGINE=InnoDB;

DROP TABLE IF EXISTS `stock_moves`;
CREATE TABLE `stock_moves` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `product_id` int NOT NULL,
  `delta` int NOT NULL,
  `day` date GENERATED ALWAYS AS (cast(`at` as date)) STORED,
  `at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

DROP TABLE IF EXISTS `daily_totals`;
CREATE TABLE `daily_totals` (
  `day` date NOT NULL,
  `moves` int NOT NULL DEFAULT '0',
  `orders` int NOT NULL DEFAULT '0',
  PRIMARY KEY (`day`)
) ENGINE=InnoDB;

DROP TABLE IF EXISTS `ledger`;
CREATE TABLE `ledger` (
  `id` int NOT NULL AUTO_INCREMENT,
  `day` date NOT NULL,
  `cents` int NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `orders_bi` BEFORE INSERT ON `orders` FOR EACH ROW BEGIN
  SET NEW.discount = COALESCE((SELECT c.cents FROM coupons c WHERE c.code = NEW.coupon), 0);
END */;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `orders_bd` BEFORE DELETE ON `orders` FOR EACH ROW BEGIN
  INSERT INTO order_archive (id, vendor_id, status) VALUES (OLD.id, OLD.vendor_id, OLD.status);
END */;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `items_ai` AFTER INSERT ON `order_items` FOR EACH ROW
  UPDATE stock SET quantity = quantity - 1 WHERE product_id = NEW.product_id */;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `stock_au` AFTER UPDATE ON `stock` FOR EACH ROW BEGIN
  IF NEW.quantity <> OLD.quantity THEN
    INSERT INTO stock_moves (product_id, delta) VALUES (NEW.product_id, NEW.quantity - OLD.quantity);
  END IF;
END */;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `moves_ai` AFTER INSERT ON `stock_moves` FOR EACH ROW BEGIN
  INSERT INTO daily_totals (day, moves) VALUES (CURRENT_DATE, 1) ON DUPLICATE KEY UPDATE moves = moves + 1;
END */;;
DELIMITER ;

/*!50001 DROP VIEW IF EXISTS `v_open_orders`*/;
SET @saved_cs_client     = @@character_set_client;
/*!50001 CREATE VIEW `v_open_orders` AS SELECT
 1 AS `id`,
 1 AS `vendor`*/;
/*!50001 DROP VIEW IF EXISTS `v_busy_vendors`*/;
/*!50001 CREATE VIEW `v_busy_vendors` AS SELECT
 1 AS `vendor`,
 1 AS `open`*/;

/*!50106 SET @save_time_zone= @@TIME_ZONE */ ;
DELIMITER ;;
/*!50106 CREATE*/ /*!50117 DEFINER=`root`@`localhost`*/ /*!50106 EVENT `nightly` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 02:00:00' ON COMPLETION PRESERVE ENABLE DO BEGIN
  DELETE FROM daily_totals WHERE day < CURRENT_DATE - INTERVAL 1 YEAR;
  CALL touch_daily();
END */ ;;
DELIMITER ;

DELIMITER ;;
CREATE DEFINER=`root`@`localhost` FUNCTION `fn_rate`() RETURNS int
    READS SQL DATA
BEGIN
  RETURN (SELECT MAX(cents) FROM coupons);
END ;;
CREATE DEFINER=`root`@`localhost` FUNCTION `fn_total`(p_order INT) RETURNS int
    READS SQL DATA
BEGIN
  DECLARE v_total INT DEFAULT 0;
  SELECT SUM(i.cents) INTO v_total FROM order_items i WHERE i.order_id = p_order;
  IF v_total > 1000 THEN
    SET v_total = v_total - fn_rate();
  END IF;
  RETURN v_total;
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `touch_daily`()
BEGIN
  DECLARE v_orders INT;
  SELECT COUNT(*) INTO v_orders FROM orders;
  UPDATE daily_totals SET orders = v_orders WHERE day = CURRENT_DATE;
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `archive_order`(IN p_order INT)
BEGIN
  INSERT INTO order_archive SELECT * FROM orders WHERE id = p_order;
  CALL touch_daily();
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `close_order`(IN p_order INT)
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
  START TRANSACTION;
  UPDATE orders SET status = 'closed' WHERE id = p_order;
  CALL `archive_order`(p_order);
  COMMIT;
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `monthly_report`()
BEGIN
  DROP TEMPORARY TABLE IF EXISTS tmp_report;
  CREATE TEMPORARY TABLE tmp_report AS SELECT day, moves FROM daily_totals;
  INSERT INTO tmp_report SELECT day, cents FROM ledger;
  SELECT * FROM tmp_report ORDER BY day;
  DROP TEMPORARY TABLE tmp_report;
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `reindex_products`()
BEGIN
  PREPARE st FROM 'UPDATE products SET indexed = 1';
  EXECUTE st;
  DEALLOCATE PREPARE st;
END ;;
CREATE DEFINER=`root`@`localhost` PROCEDURE `prune`(IN p_table VARCHAR(64))
BEGIN
  SET @statement = CONCAT('DELETE FROM ', p_table);
  PREPARE st FROM @statement;
  EXECUTE st;
  DEALLOCATE PREPARE st;
END ;;
DELIMITER ;

/*!50001 DROP VIEW IF EXISTS `v_open_orders`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v_open_orders` AS select `o`.`id` AS `id`,`v`.`name` AS `vendor` from (`orders` `o` join `vendors` `v` on((`v`.`id` = `o`.`vendor_id`))) where (`o`.`status` = 'open') */;
/*!50001 DROP VIEW IF EXISTS `v_busy_vendors`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v_busy_vendors` AS select `w`.`vendor` AS `vendor`,count(0) AS `open` from `v_open_orders` `w` where exists(select 1 from `products` `p` where (`p`.`title` = `w`.`vendor`)) group by `w`.`vendor` */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
-- Dump completed on 2024-05-01  2:00:00
