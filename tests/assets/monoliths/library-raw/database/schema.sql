-- The library's schema; loads on MySQL 8 and on MariaDB.
CREATE DATABASE IF NOT EXISTS `archive`;

CREATE TABLE `authors` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `books` (
  `id` int NOT NULL AUTO_INCREMENT,
  `isbn` varchar(255) NOT NULL,
  `title` varchar(255) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `isbn` (`isbn`)
) ENGINE=InnoDB;

CREATE TABLE `book_authors` (
  `book_id` int NOT NULL,
  `author_id` int NOT NULL,
  PRIMARY KEY (`book_id`, `author_id`),
  CONSTRAINT `fk_ba_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE,
  CONSTRAINT `fk_ba_author` FOREIGN KEY (`author_id`) REFERENCES `authors` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE `copies` (
  `id` int NOT NULL AUTO_INCREMENT,
  `book_id` int DEFAULT NULL,
  `shelf_code` varchar(10) NOT NULL,
  `lent` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `members` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `debt` int NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `loans` (
  `id` int NOT NULL AUTO_INCREMENT,
  `copy_id` int NOT NULL,
  `member_id` int NOT NULL,
  `due` date NOT NULL,
  `closed` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `reservations` (
  `id` int NOT NULL AUTO_INCREMENT,
  `copy_id` int NOT NULL,
  `member_id` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_each` (`copy_id`, `member_id`)
) ENGINE=InnoDB;

CREATE TABLE `fines` (
  `id` int NOT NULL AUTO_INCREMENT,
  `loan_id` int NOT NULL,
  `member_id` int NOT NULL,
  `cents` int NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `fine_rates` (
  `kind` varchar(20) NOT NULL,
  `cents` int NOT NULL,
  PRIMARY KEY (`kind`)
) ENGINE=InnoDB;

CREATE TABLE `shelves` (
  `code` varchar(10) NOT NULL,
  `floor` int NOT NULL,
  PRIMARY KEY (`code`)
) ENGINE=InnoDB;

CREATE TABLE `counters` (
  `shelf_code` varchar(10) NOT NULL,
  `copies` int NOT NULL,
  PRIMARY KEY (`shelf_code`)
) ENGINE=InnoDB;

CREATE TABLE `audit_log` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `what` varchar(255) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `import_queue` (
  `id` int NOT NULL AUTO_INCREMENT,
  `isbn` varchar(255) NOT NULL,
  `title` varchar(255) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `archive`.`loans_2020` (
  `id` int NOT NULL,
  `member_id` int NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

ALTER TABLE `copies`
  ADD KEY `book_id` (`book_id`),
  ADD CONSTRAINT `fk_copy_book` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`);

ALTER TABLE `loans`
  ADD CONSTRAINT `fk_loan_copy` FOREIGN KEY (`copy_id`) REFERENCES `copies` (`id`),
  ADD CONSTRAINT `fk_loan_member` FOREIGN KEY (`member_id`) REFERENCES `members` (`id`);

ALTER TABLE `fines`
  ADD CONSTRAINT `fk_fine_loan` FOREIGN KEY (`loan_id`) REFERENCES `loans` (`id`);

CREATE VIEW `v_active_loans` AS
  SELECT l.`id`, l.`member_id`, l.`due`, c.`book_id`
  FROM `loans` l JOIN `copies` c ON c.`id` = l.`copy_id`
  WHERE l.`closed` = 0;

CREATE VIEW `v_overdue` AS
  SELECT a.`id`, a.`due`, m.`name`
  FROM `v_active_loans` a JOIN `members` m ON m.`id` = a.`member_id`
  WHERE a.`due` < CURRENT_DATE;

DELIMITER $$

CREATE TRIGGER `loans_after_insert` AFTER INSERT ON `loans` FOR EACH ROW
BEGIN
  UPDATE `copies` SET `lent` = 1 WHERE `id` = NEW.`copy_id`;
END$$

CREATE TRIGGER `loans_after_update` AFTER UPDATE ON `loans` FOR EACH ROW
BEGIN
  INSERT INTO `audit_log` (`what`) VALUES (CONCAT('loan ', NEW.`id`));
END$$

CREATE TRIGGER `fines_after_insert` AFTER INSERT ON `fines` FOR EACH ROW
BEGIN
  DECLARE v_fee INT DEFAULT 0;
  SELECT `cents` INTO v_fee FROM `fine_rates` WHERE `kind` = 'handling';
  UPDATE `members` SET `debt` = `debt` + NEW.`cents` + v_fee WHERE `id` = NEW.`member_id`;
END$$

CREATE TRIGGER `reservations_before_delete` BEFORE DELETE ON `reservations` FOR EACH ROW
  INSERT INTO `audit_log` (`what`) VALUES ('reservation gone')$$

CREATE DEFINER=CURRENT_USER PROCEDURE `add_fine`(IN p_loan INT, IN p_member INT, IN p_cents INT)
BEGIN
  IF p_cents > 0 THEN
    INSERT INTO `fines` (`loan_id`, `member_id`, `cents`) VALUES (p_loan, p_member, p_cents);
  END IF;
END$$

CREATE PROCEDURE `close_loan`(IN p_loan INT)
BEGIN
  DECLARE v_member INT;
  SELECT `member_id` INTO v_member FROM `reservations` WHERE `id` = p_loan LIMIT 1;
  UPDATE `copies` SET `lent` = 0 WHERE `id` = p_loan;
  CALL `add_fine`(p_loan, v_member, 100);
END$$

CREATE PROCEDURE `rebuild_counters`()
BEGIN
  DECLARE v_done INT DEFAULT 0;
  DECLARE v_code VARCHAR(10);
  DECLARE v_count INT;
  DECLARE shelf_cursor CURSOR FOR SELECT `shelf_code`, COUNT(*) FROM `copies` GROUP BY `shelf_code`;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = 1;
  OPEN shelf_cursor;
  shelf_loop: LOOP
    FETCH shelf_cursor INTO v_code, v_count;
    IF v_done = 1 THEN
      LEAVE shelf_loop;
    END IF;
    INSERT INTO `counters` (`shelf_code`, `copies`) VALUES (v_code, v_count)
      ON DUPLICATE KEY UPDATE `copies` = v_count;
  END LOOP;
  CLOSE shelf_cursor;
END$$

CREATE PROCEDURE `empty_table`(IN p_table VARCHAR(64))
BEGIN
  SET @statement = CONCAT('DELETE FROM ', p_table);
  PREPARE emptying FROM @statement;
  EXECUTE emptying;
  DEALLOCATE PREPARE emptying;
END$$

CREATE FUNCTION `fn_debt`(p_member INT) RETURNS INT READS SQL DATA
BEGIN
  DECLARE v_sum INT;
  SELECT COALESCE(SUM(`cents`), 0) INTO v_sum FROM `fines` WHERE `member_id` = p_member;
  RETURN v_sum;
END$$

CREATE EVENT `nightly_count` ON SCHEDULE EVERY 1 DAY DO
BEGIN
  REPLACE INTO `counters` (`shelf_code`, `copies`) SELECT `shelf_code`, COUNT(*) FROM `copies` GROUP BY `shelf_code`;
END$$

DELIMITER ;
