"""Facts and split file to violations, against a baseline."""
