"""A dump's bytes to facts: the form in which the cache keeps the reading."""

from __future__ import annotations

from woosh_split.sources.schema.ddl.dump import read_dump
from woosh_split.sources.schema.facts import SchemaFacts


def read_dump_bytes(content: bytes, path: str) -> SchemaFacts:
    """Read the dump at a path; bytes that are not UTF-8 (old dumps are latin1) become replacement marks."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return read_dump(content.decode("utf-16", "replace"), path)
    return read_dump(content.decode("utf-8", "replace"), path)
