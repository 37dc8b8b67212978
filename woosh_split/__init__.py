"""Takes a running monolith apart, service by service."""
