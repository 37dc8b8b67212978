"""Passwords in URLs. A module of its own and light: whatever the program complains of goes through it."""

from __future__ import annotations

import re

MASK = "***"
_PASSWORD = re.compile(r"(://[^:/@\s]{0,200}):\S{0,500}@")


def masked_urls(text: str) -> str:
    """Return the text with ``***`` in the place of the password of every URL in it."""
    return _PASSWORD.sub(rf"\1:{MASK}@", text)


def has_url_password(text: str) -> bool:
    """Whether the text holds a URL with a password."""
    return _PASSWORD.search(text) is not None
