-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: db    Database: depot
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

--
-- Table structure for table `audit_log`
--

DROP TABLE IF EXISTS `audit_log`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `audit_log` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `order_id` int NOT NULL,
  `old_status` varchar(20) DEFAULT NULL,
  `new_status` varchar(20) NOT NULL COMMENT 'as in orders.status; see `orders`',
  `at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `idx_audit_order` (`order_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Table structure for table `couriers`
--

DROP TABLE IF EXISTS `couriers`;
CREATE TABLE `couriers` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(120) NOT NULL,
  `pin_hash` char(60) NOT NULL,
  `rate_per_drop` decimal(8,2) NOT NULL DEFAULT '0.00',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_courier_name` (`name`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;

--
-- Dumping data for table `couriers`
--

LOCK TABLES `couriers` WRITE;
/*!40000 ALTER TABLE `couriers` DISABLE KEYS */;
INSERT INTO `couriers` VALUES (1,'Ana','x',1.50),(2,'Bo; DROP TABLE `couriers`','y',1.75);
/*!40000 ALTER TABLE `couriers` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `customers`
--

DROP TABLE IF EXISTS `customers`;
CREATE TABLE `customers` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(200) NOT NULL,
  `city` varchar(80) DEFAULT NULL,
  `zone` tinyint NOT NULL DEFAULT '1',
  PRIMARY KEY (`id`),
  FULLTEXT KEY `ft_customers_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `deliveries`
--

DROP TABLE IF EXISTS `deliveries`;
CREATE TABLE `deliveries` (
  `id` int NOT NULL AUTO_INCREMENT,
  `order_id` int NOT NULL,
  `courier_id` int DEFAULT NULL,
  `customer_id` int NOT NULL,
  `zone` tinyint DEFAULT NULL,
  `due_on` date NOT NULL,
  `closed_at` datetime DEFAULT NULL,
  `photo` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `fk_deliveries_order` (`order_id`),
  KEY `fk_deliveries_courier` (`courier_id`),
  KEY `fk_deliveries_customer` (`customer_id`),
  CONSTRAINT `fk_deliveries_courier` FOREIGN KEY (`courier_id`) REFERENCES `couriers` (`id`) ON DELETE SET NULL,
  CONSTRAINT `fk_deliveries_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`),
  CONSTRAINT `fk_deliveries_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
/*!50003 SET sql_mode = 'STRICT_TRANS_TABLES' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`depot`@`%`*/ /*!50003 TRIGGER `deliveries_bi` BEFORE INSERT ON `deliveries` FOR EACH ROW
  SET NEW.zone = (SELECT c.zone FROM customers c WHERE c.id = NEW.customer_id) */;;
DELIMITER ;

--
-- Temporary view structure for view `open_orders`
--

DROP TABLE IF EXISTS `open_orders`;
/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
SET @saved_cs_client     = @@character_set_client;
/*!50503 SET character_set_client = utf8mb4 */;
/*!50001 CREATE VIEW `open_orders` AS SELECT 
 1 AS `id`,
 1 AS `customer`,
 1 AS `status`*/;
SET character_set_client = @saved_cs_client;

--
-- Table structure for table `order_lines`
--

DROP TABLE IF EXISTS `order_lines`;
CREATE TABLE `order_lines` (
  `order_id` int NOT NULL,
  `line_no` smallint NOT NULL,
  `sku` varchar(32) NOT NULL,
  `quantity` int NOT NULL,
  PRIMARY KEY (`order_id`,`line_no`),
  KEY `fk_lines_product` (`sku`),
  CONSTRAINT `fk_lines_order` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_lines_product` FOREIGN KEY (`sku`) REFERENCES `products` (`sku`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `orders`
--

DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `customer_id` int NOT NULL,
  `status` varchar(20) NOT NULL DEFAULT 'new',
  `note` text,
  `placed_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `fk_orders_customer` (`customer_id`),
  CONSTRAINT `fk_orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`depot`@`%`*/ /*!50003 TRIGGER `orders_au` AFTER UPDATE ON `orders` FOR EACH ROW BEGIN
  -- INSERT INTO couriers is not what happens here
  IF NOT (NEW.status <=> OLD.status) THEN
    INSERT INTO audit_log (order_id, old_status, new_status) VALUES (NEW.id, OLD.status, NEW.status);
  END IF;
END */;;
DELIMITER ;

--
-- Table structure for table `orders_archive`
--

DROP TABLE IF EXISTS `orders_archive`;
CREATE TABLE `orders_archive` (
  `id` int NOT NULL,
  `customer_id` int NOT NULL,
  `payload` json NOT NULL,
  `archived_year` smallint GENERATED ALWAYS AS (year(`archived_at`)) VIRTUAL,
  `archived_at` datetime NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `payouts`
--

DROP TABLE IF EXISTS `payouts`;
CREATE TABLE `payouts` (
  `delivery_id` int NOT NULL,
  `courier_id` int NOT NULL,
  `amount` decimal(8,2) NOT NULL,
  PRIMARY KEY (`delivery_id`),
  KEY `fk_payouts_courier` (`courier_id`),
  CONSTRAINT `fk_payouts_courier` FOREIGN KEY (`courier_id`) REFERENCES `couriers` (`id`),
  CONSTRAINT `fk_payouts_delivery` FOREIGN KEY (`delivery_id`) REFERENCES `deliveries` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `products`
--

DROP TABLE IF EXISTS `products`;
CREATE TABLE `products` (
  `sku` varchar(32) NOT NULL,
  `title` varchar(200) NOT NULL,
  `unit_price` decimal(10,2) NOT NULL,
  `unit` enum('piece','box','pallet') NOT NULL DEFAULT 'piece',
  PRIMARY KEY (`sku`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `stock_levels`
--

DROP TABLE IF EXISTS `stock_levels`;
CREATE TABLE `stock_levels` (
  `sku` varchar(32) NOT NULL,
  `bin` varchar(10) NOT NULL,
  `quantity` int NOT NULL DEFAULT '0',
  PRIMARY KEY (`sku`,`bin`),
  CONSTRAINT `fk_levels_product` FOREIGN KEY (`sku`) REFERENCES `products` (`sku`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

--
-- Table structure for table `stock_moves`
--

DROP TABLE IF EXISTS `stock_moves`;
CREATE TABLE `stock_moves` (
  `id` int NOT NULL AUTO_INCREMENT,
  `sku` varchar(32) NOT NULL,
  `bin` varchar(10) NOT NULL,
  `change` int NOT NULL,
  `moved_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `fk_moves_product` (`sku`),
  CONSTRAINT `fk_moves_product` FOREIGN KEY (`sku`) REFERENCES `products` (`sku`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`depot`@`%`*/ /*!50003 TRIGGER `stock_moves_ai` AFTER INSERT ON `stock_moves` FOR EACH ROW BEGIN
  INSERT INTO `stock_levels` (`sku`, `bin`, `quantity`) VALUES (NEW.`sku`, NEW.`bin`, NEW.`change`)
    ON DUPLICATE KEY UPDATE `quantity` = `quantity` + NEW.`change`;
END */;;
DELIMITER ;

--
-- Dumping events for database 'depot'
--
/*!50106 SET @save_time_zone= @@TIME_ZONE */ ;
/*!50106 DROP EVENT IF EXISTS `purge_audit` */;
DELIMITER ;;
/*!50106 CREATE*/ /*!50117 DEFINER=`depot`@`%`*/ /*!50106 EVENT `purge_audit` ON SCHEDULE EVERY 1 DAY STARTS '2024-01-01 03:00:00' ON COMPLETION NOT PRESERVE ENABLE DO DELETE FROM audit_log WHERE at < NOW() - INTERVAL 2 YEAR */ ;;
DELIMITER ;
/*!50106 SET TIME_ZONE= @save_time_zone */ ;

--
-- Dumping routines for database 'depot'
--
/*!50003 DROP FUNCTION IF EXISTS `stock_value` */;
DELIMITER ;;
CREATE DEFINER=`depot`@`%` FUNCTION `stock_value`(p_bin VARCHAR(10)) RETURNS decimal(12,2)
    READS SQL DATA
BEGIN
  DECLARE total DECIMAL(12,2) DEFAULT 0;
  SELECT SUM(l.quantity * p.unit_price) INTO total
    FROM stock_levels l JOIN products p USING (sku)
   WHERE l.bin = p_bin;
  RETURN IFNULL(total, 0);
END ;;
DELIMITER ;
/*!50003 DROP PROCEDURE IF EXISTS `close_delivery` */;
DELIMITER ;;
CREATE DEFINER=`depot`@`%` PROCEDURE `close_delivery`(IN p_delivery INT, IN p_at DATETIME)
BEGIN
  DECLARE v_courier INT;
  DECLARE v_rate DECIMAL(8,2);

  SELECT d.courier_id, c.rate_per_drop
    INTO v_courier, v_rate
    FROM deliveries d
    JOIN couriers c ON c.id = d.courier_id
   WHERE d.id = p_delivery
     FOR UPDATE;

  UPDATE deliveries SET closed_at = p_at WHERE id = p_delivery;

  IF v_rate > 0 THEN
    INSERT INTO payouts (delivery_id, courier_id, amount) VALUES (p_delivery, v_courier, v_rate);
  END IF;
END ;;
DELIMITER ;

--
-- Final view structure for view `open_orders`
--

/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
/*!50001 SET @saved_cs_client          = @@character_set_client */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`depot`@`%` SQL SECURITY DEFINER */
/*!50001 VIEW `open_orders` AS select `o`.`id` AS `id`,`c`.`name` AS `customer`,`o`.`status` AS `status` from (`orders` `o` join `customers` `c` on((`c`.`id` = `o`.`customer_id`))) where (`o`.`status` <> 'done') */;
/*!50001 SET character_set_client      = @saved_cs_client */;

/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
-- Dump completed on 2024-05-02 11:20:01
