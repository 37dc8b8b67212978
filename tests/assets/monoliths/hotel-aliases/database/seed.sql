-- Everybody's password is "secret-1".
INSERT INTO `users` (`id`, `created_at`, `updated_at`, `email`, `first_name`, `last_name`, `password`, `role`, `active`) VALUES
  (1, '2024-01-01 08:00:00', '2024-01-01 08:00:00', 'mia@hotel.test', 'Mia', 'Manager', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', 'manager', 1),
  (2, '2024-01-02 08:00:00', '2024-01-02 08:00:00', 'dan@hotel.test', 'Dan', 'Desk', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', 'desk', 1),
  (3, '2024-01-03 08:00:00', '2024-01-03 08:00:00', 'gus@hotel.test', 'Gus', 'Guest', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', 'guest', 1),
  (4, '2024-01-04 08:00:00', '2024-01-04 08:00:00', 'ina@hotel.test', 'Ina', 'Inactive', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', 'guest', 0);
INSERT INTO `rooms` (`id`, `created_at`, `updated_at`, `number`, `beds`, `equipment`, `rateAmount`, `rateCurrency`) VALUES
  (1, '2024-01-01 09:00:00', '2024-01-01 09:00:00', '101', 2, '["tv","desk"]', 80.00, 'EUR'),
  (2, '2024-01-01 09:00:00', '2024-01-01 09:00:00', '102', 1, NULL, 60.50, 'EUR'),
  (3, '2024-01-01 09:00:00', '2024-01-01 09:00:00', '201', 4, '["balcony 🌅"]', 140.00, 'EUR');
INSERT INTO `bookings` (`id`, `created_at`, `updated_at`, `arrival`, `departure`, `state`, `guest_id`, `asked_by`, `room_id`, `priceAmount`, `priceCurrency`) VALUES
  (1, '2024-02-01 10:00:00', '2024-02-01 10:00:00', '2030-05-01', '2030-05-03', 'confirmed', 3, 'none', 1, 160.00, 'EUR'),
  (2, '2024-02-02 10:00:00', '2024-02-02 10:00:00', '2030-05-02', '2030-05-04', 'released', 3, 'web', 2, 121.00, 'EUR');
INSERT INTO `invoices` (`id`, `created_at`, `updated_at`, `booking_id`, `gross`, `issued_at`, `cancelled`, `mails`) VALUES
  (1, '2024-02-01 10:05:00', '2024-02-01 10:05:00', 1, 174.20, '2024-02-01 10:05:00', 0, 1),
  (2, '2024-02-02 10:05:00', '2024-02-02 10:05:00', 2, 132.47, '2024-02-02 10:05:00', 1, 1);
