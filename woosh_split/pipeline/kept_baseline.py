"""The entries of a baseline, kept by its content: each of thousands is proved by its fingerprint, which takes a while."""

from __future__ import annotations

import json
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from woosh_split.check.baseline import load_baseline, parse_baseline
from woosh_split.model.violation import BaselineEntry
from woosh_split.sources.cache import digest
from woosh_split.sources.tree import SourceTree

_VALUES = attrgetter(*(field.name for field in fields(BaselineEntry)))


def kept_baseline(path: Path, tree: SourceTree | None) -> tuple[BaselineEntry, ...]:
    """Return the entries of a baseline, none where there is no file; they are looked for in the cache of ``tree``.

    Raises:
        InputError: as :func:`load_baseline`.
    """
    if tree is None or not tree.cache.is_open:
        return load_baseline(path)
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return load_baseline(path)  # which says what is wrong
    key = b"baseline-2:" + digest(content)
    blob = tree.cache.get_many([key]).get(key)
    if blob is not None:
        try:
            return tuple(BaselineEntry(*values) for values in json.loads(blob))
        except (ValueError, TypeError, RecursionError):  # damaged
            pass
    found = parse_baseline(text, path)
    tree.cache.put_many({key: json.dumps([_VALUES(each) for each in found]).encode("ascii")})
    return found
