"""A live MySQL or MariaDB server as a source of schema facts."""
