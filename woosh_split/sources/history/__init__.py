"""What version control remembers: which files were changed together."""
