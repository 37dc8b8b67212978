"""Collations of a dump that the server of the clones does not have: MySQL's newer ones on MariaDB, and the other way round.

All clones get the same one in its place, so that what is compared stays comparable.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_NAMED = re.compile(
    rb"(\b(?:COLLATE|COLLATION_CONNECTION|COLLATION_DATABASE|COLLATION_SERVER)\b\s*=?\s*['\"`]?)"
    rb"([A-Za-z0-9]+_[A-Za-z0-9_]+)\b",
    re.IGNORECASE,
)
_EXACT = ("_bin", "_as_cs")
_NEAREST = (
    "{0}_0900_ai_ci",
    "{0}_unicode_520_nopad_ci",
    "{0}_unicode_520_ci",
    "{0}_unicode_ci",
    "{0}_general_ci",
)


def replace_unknown(sql: bytes, known: Collection[str]) -> tuple[bytes, dict[str, str]]:
    """Return a script in which every named collation is one that the server has, and what stands for what.

    Of one that the server does not have, the nearest of the same character set is taken: by bytes where case counts,
    else Unicode's own order. One whose character set the server does not have either stays, and the server refuses it.
    """
    replaced: dict[str, str] = {}

    def nearest(found: re.Match[bytes]) -> bytes:
        whole = bytes(found[0])
        name = str(found[2], "ascii").lower()
        if name in known:
            return whole
        charset = name.partition("_")[0]
        exact = (f"{charset}_bin",) if name.endswith(_EXACT) else ()
        choices = (*exact, *(each.format(charset) for each in _NEAREST))
        instead = next((each for each in choices if each in known), None)
        if instead is None:
            return whole
        replaced[name] = instead
        made: bytes = found[1] + instead.encode("ascii")
        return made

    return (_NAMED.sub(nearest, sql) if known else sql), replaced
