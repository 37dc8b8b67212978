export const TAKE_QUEUE = 'SELECT id, isbn, title FROM import_queue ORDER BY id LIMIT 100 FOR UPDATE';

export const ADD_BOOK = 'INSERT IGNORE INTO `books` (`isbn`, `title`) VALUES (?, ?)';
