-- The schema, as the server writes it.
SET FOREIGN_KEY_CHECKS = 0;
CREATE TABLE `bookings` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `arrival` date NOT NULL,
  `departure` date NOT NULL,
  `state` enum('requested','confirmed','released') NOT NULL DEFAULT 'requested',
  `guest_id` int(11) NOT NULL,
  `asked_by` varchar(40) NOT NULL DEFAULT 'none',
  `room_id` int(11) DEFAULT NULL,
  `priceAmount` decimal(10,2) NOT NULL,
  `priceCurrency` char(3) NOT NULL DEFAULT 'EUR',
  PRIMARY KEY (`id`),
  KEY `IDX_c3516888f860360af1a12f3716` (`room_id`,`arrival`),
  KEY `FK_b4403309538387262d97fdf2462` (`guest_id`),
  CONSTRAINT `FK_0b0fc32fe6bd0119e281628df7a` FOREIGN KEY (`room_id`) REFERENCES `rooms` (`id`) ON UPDATE NO ACTION,
  CONSTRAINT `FK_b4403309538387262d97fdf2462` FOREIGN KEY (`guest_id`) REFERENCES `users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `invoices` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `booking_id` int(11) NOT NULL,
  `gross` decimal(10,2) NOT NULL,
  `issued_at` datetime NOT NULL,
  `cancelled` tinyint(4) NOT NULL DEFAULT 0,
  `mails` int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_ed9c7aa7846704bbcb648377e8` (`booking_id`),
  UNIQUE KEY `REL_ed9c7aa7846704bbcb648377e8` (`booking_id`),
  CONSTRAINT `FK_ed9c7aa7846704bbcb648377e8f` FOREIGN KEY (`booking_id`) REFERENCES `bookings` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `rooms` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `number` varchar(10) NOT NULL,
  `beds` int(11) NOT NULL DEFAULT 2,
  `equipment` text DEFAULT NULL,
  `rateAmount` decimal(10,2) NOT NULL,
  `rateCurrency` char(3) NOT NULL DEFAULT 'EUR',
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_82a975f8999493b4cf1fbd9f88` (`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `users` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `created_at` datetime(6) NOT NULL DEFAULT current_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
  `email` varchar(120) NOT NULL,
  `first_name` varchar(60) NOT NULL,
  `last_name` varchar(60) NOT NULL,
  `password` varchar(100) NOT NULL,
  `role` enum('guest','desk','manager') NOT NULL DEFAULT 'guest',
  `active` tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `IDX_97672ac88f789774dd47f7c8be` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
SET FOREIGN_KEY_CHECKS = 1;
