"""Takes a running monolith apart, service by service."""

__version__ = "0.1.0"
