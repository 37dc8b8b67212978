"""Fixtures that every test may take."""

from mariadb import mariadb

__all__ = ["mariadb"]
