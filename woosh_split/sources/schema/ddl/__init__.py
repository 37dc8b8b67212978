"""SQL dumps: what mysqldump, phpMyAdmin, HeidiSQL and people's hands write."""
