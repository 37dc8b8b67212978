"""What an edit changes in a file that is a person's: shown before it is made."""

from __future__ import annotations

from difflib import unified_diff


def file_diff(name: str, before: bytes, after: bytes, around: int = 3) -> str:
    """Return a unified diff of a file's bytes, which need not be UTF-8; line ends are not part of its lines."""
    old, new = (each.decode("utf-8", "replace").splitlines() for each in (before, after))
    return "\n".join(unified_diff(old, new, f"a/{name}", f"b/{name}", n=around, lineterm=""))
