"""A proposal on paper: what goes where and why, what it costs, and what only a person can decide."""
