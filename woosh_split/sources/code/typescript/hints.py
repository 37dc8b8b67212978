"""Words in a file's bytes that make a closer look worth it, with their lines: a search costs less than a walk."""

from __future__ import annotations

_WORDS = (
    ("loopback", b"localhost"),
    ("loopback", b"127.0.0.1"),
    ("loopback", b"0.0.0.0"),
    ("protocol", b".protocol"),
    ("ip", b".ip"),
    ("ip", b"@Ip("),
    ("address", b"remoteAddress"),
    ("forwarded", b"orwarded-"),
    ("forwarded", b"ORWARDED-"),
    ("limit", b"rate-limit"),
    ("limit", b"express-slow-down"),
    ("session", b"express-session"),
    ("session", b"@fastify/session"),
    ("setting", b"setGlobalPrefix"),
    ("setting", b"enableVersioning"),
    ("setting", b"useGlobalGuards"),
    ("authorization", b"uthorization"),
    ("verb", b"'GET'"),
    ("verb", b'"GET"'),
    ("verb", b"'POST'"),
    ("verb", b'"POST"'),
)
_MOST = 40


def read_hints(source: bytes) -> tuple[tuple[str, int], ...]:
    """Return ``(hint, line)`` for each word that is found; at most so many of each that a large file stays cheap."""
    found: list[tuple[str, int]] = []
    for hint, word in _WORDS:
        at, line, counted = source.find(word), 1, 0
        for _ in range(_MOST):
            if at < 0:
                break
            line += source.count(b"\n", counted, at)
            counted = at
            found.append((hint, line))
            at = source.find(word, at + len(word))
    return tuple(sorted(set(found))) if found else ()
