"""Names and texts as SQL spells them. Every statement that we write, to a file or to a server, is made of these."""

from __future__ import annotations

_ESCAPES = {"\\": "\\\\", "'": "''", "\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z"}


def quoted(*names: str) -> str:
    """Return a name, or a name with what it lies in, in back-ticks; a back-tick inside is doubled."""
    return ".".join(f"`{name.replace('`', '``')}`" for name in names)


def account(user: str, host: str) -> str:
    """Return an account as a statement names it."""
    return f"{quoted(user)}@{quoted(host)}"


def literal(text: str) -> str:
    r"""Return a text in single quotes, for a session whose ``sql_mode`` lets ``\`` escape."""
    return "'" + "".join(_ESCAPES.get(character, character) for character in text) + "'"


def comment(text: str) -> str:
    """Return a text as comment lines; whatever could end a line early is a blank."""
    lines = [
        " ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in text.split("\n")
    ]
    return "\n".join(f"-- {line}".rstrip() for line in lines)
