"""The names that the organisation adds to the server: accounts, roles, and names that live for one statement."""

from __future__ import annotations

from hashlib import sha1

LONGEST_USER = 32
"""Characters of a user's name on MySQL; MariaDB takes more."""

ROLE, VIEWS = "_role", "_views"


def user_name(name: str) -> str:
    """Return the user of a service, short enough for a suffix too; what is cut off becomes eight digits."""
    room = LONGEST_USER - max(len(ROLE), len(VIEWS))
    if len(name) <= room:
        return name
    return f"{name[: room - 9]}_{_digits(name)}"


def role_name(user: str) -> str:
    """Return the role that holds a user's rights."""
    return f"{user}{ROLE}"


def definer_name(user: str) -> str:
    """Return the locked account whose rights the views of a service use."""
    return f"{user}{VIEWS}"


def passing_name(schema: str, table: str, what: str) -> str:
    """Return a name for an object that a later statement of the same file removes; it sorts after ordinary names."""
    return f"~ws_{_digits(f'{schema}.{table}')}_{what}"


def _digits(text: str) -> str:
    return sha1(text.encode(), usedforsecurity=False).hexdigest()[:8]
