"""Results of `check` to text: one format a file, all of them in ``registry.py``; nothing here prints."""
