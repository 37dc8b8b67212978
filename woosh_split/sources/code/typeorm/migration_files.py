"""Which files hold TypeORM's migrations, and in which order they were written: by their paths, without a look inside."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLACE = re.compile(r"(?:^|/)(?:migrations?/.*|\d{10,}[-_][^/]*)\.[jt]s$", re.IGNORECASE)
_STAMP = re.compile(r"\d{10,}")


def may_migrate(path: str) -> bool:
    """Tell a file that may hold a migration, by its path."""
    return bool(_PLACE.search(path)) and not path.endswith(".d.ts")


def in_order(paths: Iterable[str]) -> list[str]:
    """Return the files in the order in which they were written, by the time in their names."""
    return sorted(paths, key=lambda path: (stamp(path.rpartition("/")[2]), path))


def stamp(name: str) -> str:
    """Return the time in a name, to be compared with others; what has none comes last."""
    found = _STAMP.search(name)
    return found[0].rjust(20, "0") if found is not None else "~"


def has_stamp(name: str) -> bool:
    """Tell a name that begins with a time, as those of the generator do."""
    return _STAMP.match(name) is not None
