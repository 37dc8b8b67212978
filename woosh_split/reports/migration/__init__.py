"""Where a migration stands, for people and for programs."""
