"""Lock files: which version of each package the monolith runs on, and what that version needs."""
