-- Everybody's password is "secret-1".
INSERT INTO `people` (`id`, `name`, `email`, `password_hash`, `bio`, `subscribed`, `kind`) VALUES
  (1, 'Ada Author', 'ada@news.test', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', 'Writes 📰', NULL, 'author'),
  (2, 'Bo Bylined', 'bo@news.test', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', NULL, NULL, 'author'),
  (3, 'Ria Reader', 'ria@news.test', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', NULL, 1, 'reader'),
  (4, 'Sol Silent', 'sol@news.test', '$2a$04$wEgKvtKK4UMV2kJB8Y.tTu6e6RVeGixE4feol47XtNgiMDy8JDAzi', NULL, 0, 'reader');
INSERT INTO `sections` (`id`, `title`, `mpath`, `parentId`) VALUES (1, 'World', '1.', NULL), (2, 'Europe', '1.2.', 1), (3, 'Sports', '3.', NULL);
INSERT INTO `tags` (`id`, `slug`, `label`) VALUES (1, 'politics', 'Politics'), (2, 'long-read', 'Long read');
INSERT INTO `articles` (`id`, `slug`, `headline`, `text`, `state`, `written_at`, `version`, `authorId`, `sectionId`, `seoTitle`, `seoDescription`) VALUES
  (1, 'first-light', 'First light', 'It dawned. ☀️', 'published', '2024-03-01 06:00:00', 1, 1, 2, 'Dawn', NULL),
  (2, 'second-wind', 'Second wind', 'It blew.', 'published', '2024-03-02 06:00:00', 1, 2, NULL, NULL, NULL),
  (3, 'third-time', 'Third time', 'It was lucky.', 'locked', '2024-03-03 06:00:00', 2, 1, 3, NULL, NULL);
INSERT INTO `article_tags` (`article_id`, `tag_id`) VALUES (1, 1), (1, 2), (3, 2);
INSERT INTO `comments` (`id`, `text`, `state`, `articleId`, `personId`, `mark`, `at`, `parentId`) VALUES
  (1, 'Nice', 'shown', 1, 3, 'plain', '2024-03-01 07:00:00', NULL),
  (2, 'Thanks', 'shown', 1, 1, 'plain', '2024-03-01 08:00:00', 1),
  (3, 'Spam http://x.test', 'hidden', 1, 4, 'link', '2024-03-01 09:00:00', NULL);
INSERT INTO `media_assets` (`id`, `articleId`, `name`, `bytes`, `digest`) VALUES (1, 1, 'dawn.jpg', 3, REPEAT('a', 64));
INSERT INTO `newsletter_issues` (`id`, `lines`, `recipients`) VALUES (1, '["First light"]', 1);
