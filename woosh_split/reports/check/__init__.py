"""What `check` found, in every format: pure functions of the result."""
