"""What really ran: general, slow and audit logs of MariaDB and MySQL, streamed in constant memory."""
