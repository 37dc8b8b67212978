-- The schema, as the server writes it; the view by hand.
SET FOREIGN_KEY_CHECKS = 0;
CREATE TABLE `article_tags` (
  `article_id` int(11) NOT NULL,
  `tag_id` int(11) NOT NULL,
  PRIMARY KEY (`article_id`,`tag_id`),
  KEY `IDX_f8c9234a4c4cb37806387f0c9e` (`article_id`),
  KEY `IDX_1325dd0b98ee0f8f673db6ce19` (`tag_id`),
  CONSTRAINT `FK_1325dd0b98ee0f8f673db6ce194` FOREIGN KEY (`tag_id`) REFERENCES `tags` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT `FK_f8c9234a4c4cb37806387f0c9e9` FOREIGN KEY (`article_id`) REFERENCES `articles` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `articles` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `slug` varchar(120) NOT NULL,
  `headline` varchar(120) NOT NULL,
  `text` text NOT NULL,
  `state` enum('draft','published','locked') NOT NULL DEFAULT 'draft',
  `written_at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `version` int(11) NOT NULL,
  `authorId` int(11) NOT NULL,
  `sectionId` int(11) DEFAULT NULL,
  `seoTitle` varchar(80) DEFAULT NULL,
  `seoDescription` varchar(160) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_1123ff6815c5b8fec0ba9fec37` (`slug`),
  KEY `FK_65d9ccc1b02f4d904e90bd76a34` (`authorId`),
  KEY `FK_357003ca84dcce26257472d945f` (`sectionId`),
  CONSTRAINT `FK_357003ca84dcce26257472d945f` FOREIGN KEY (`sectionId`) REFERENCES `sections` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT `FK_65d9ccc1b02f4d904e90bd76a34` FOREIGN KEY (`authorId`) REFERENCES `people` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `comments` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `text` text NOT NULL,
  `state` varchar(12) NOT NULL DEFAULT 'new',
  `articleId` int(11) NOT NULL,
  `personId` int(11) NOT NULL,
  `mark` varchar(20) NOT NULL DEFAULT '',
  `at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `parentId` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `FK_b0011304ebfcb97f597eae6c31f` (`articleId`),
  KEY `FK_5cc1425fae918c103ec0425f57a` (`personId`),
  KEY `FK_8770bd9030a3d13c5f79a7d2e81` (`parentId`),
  CONSTRAINT `FK_5cc1425fae918c103ec0425f57a` FOREIGN KEY (`personId`) REFERENCES `people` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT `FK_8770bd9030a3d13c5f79a7d2e81` FOREIGN KEY (`parentId`) REFERENCES `comments` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT `FK_b0011304ebfcb97f597eae6c31f` FOREIGN KEY (`articleId`) REFERENCES `articles` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `media_assets` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `articleId` int(11) NOT NULL,
  `name` varchar(120) NOT NULL,
  `bytes` int(11) NOT NULL,
  `digest` char(64) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `FK_b371528a0c1bd5db5c9f5c31da0` (`articleId`),
  CONSTRAINT `FK_b371528a0c1bd5db5c9f5c31da0` FOREIGN KEY (`articleId`) REFERENCES `articles` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `newsletter_issues` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `lines` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`lines`)),
  `recipients` int(11) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `people` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(80) NOT NULL,
  `email` varchar(120) NOT NULL,
  `password_hash` varchar(100) NOT NULL,
  `bio` varchar(200) DEFAULT NULL,
  `subscribed` tinyint(4) DEFAULT NULL,
  `kind` varchar(20) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_c77e8752faa45901af2b245dff` (`email`),
  KEY `IDX_60708a7025a4774f3a527eb5c4` (`kind`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `sections` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `title` varchar(60) NOT NULL,
  `mpath` varchar(255) DEFAULT '',
  `parentId` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `FK_8e7fcde70f17a43e54e98809192` (`parentId`),
  CONSTRAINT `FK_8e7fcde70f17a43e54e98809192` FOREIGN KEY (`parentId`) REFERENCES `sections` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `tags` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `slug` varchar(40) NOT NULL,
  `label` varchar(40) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_b3aa10c29ea4e61a830362bd25` (`slug`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE VIEW `article_stats` AS
  SELECT `article`.`id` AS `articleId`, `article`.`headline` AS `headline`, COUNT(`comment`.`id`) AS `comments`
  FROM `articles` `article` LEFT JOIN `comments` `comment` ON `comment`.`articleId` = `article`.`id`
  GROUP BY `article`.`id`, `article`.`headline`;
SET FOREIGN_KEY_CHECKS = 1;
