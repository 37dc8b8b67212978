"""The split file: load, validate, merge, keeping people's comments and order."""
