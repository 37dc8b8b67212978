"""Counts what ran, digest by digest: each digest is parsed once, and the memory has a bound whatever the log holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from woosh_split.model.access import WRITE
from woosh_split.model.observation import ALTER, SeenUse, Statement
from woosh_split.sources.logs.stream import Ran
from woosh_split.sql.digest import ROUGH, Digest, digest_of
from woosh_split.sql.lexer import ERROR, Token, render
from woosh_split.sql.qualified import joined_names, parts_of
from woosh_split.sql.statement import SqlReading, read_sql
from woosh_split.sql.tables import SYSTEM_SCHEMAS
from woosh_split.sql.text import DDL_AT_RUN_TIME, UNCLOSED

MOST_DIGESTS = 20_000
"""Digests that are kept one by one; later ones melt into one for each set of uses."""

MOST_KEYS = 60_000
_LONGEST_KEY = 16_384
_KEY_BYTES = 48 << 20
_ROWS = re.compile(rb"\([?,\s+\-NULDEFAT]*+\)(?:\s*+,\s*+\([?,\s+\-NULDEFAT]*+\))+", re.IGNORECASE)
"""The rows of an INSERT, without their values (but NULL and DEFAULT): of a million bytes of them a key keeps one."""
MELTED = "(other statements)"
CUT = "the statement is cut off"
_TEXT_FOLLOWS = frozenset({"PREPARE", "EXECUTE"})
"""What a log tells again under its own name: the text that is prepared, and what is executed."""

_STORED = ("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "VIEW", "USER", "ROLE", "DATABASE", "SCHEMA")
"""What is made or removed by these runs later, if at all."""

_VIEW_REFUSES = {
    "TRUNCATE": "TRUNCATE", "ALTER": "ALTER", "DROP": "DROP", "RENAME": "RENAME", "ANALYZE": "ANALYZE",
    "OPTIMIZE": "OPTIMIZE", "HANDLER": "HANDLER", "REPAIR": "REPAIR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """A digest as it was read once."""

    id: str
    text: str
    uses: tuple[SeenUse, ...]
    calls: tuple[str, ...]
    problem: str | None
    refused: str | None


class Tally:
    """Statements by user, schema and digest. ``unread`` counts the runs of statements that could not be parsed."""

    def __init__(self) -> None:
        self._digests: list[_Known] = []
        self._by_id: dict[str, int] = {}
        self._by_uses: dict[object, int] = {}
        self._keys: dict[bytes, int] = {}
        self._key_bytes = 0
        self._counts: dict[tuple[str | None, str | None, int], int] = {}

    def take(self, ran: Iterable[Ran]) -> None:
        """Count everything that ran."""
        keys, counts, rough = self._keys, self._counts, ROUGH.sub
        for user, schema, text, cut in ran:
            key = rough(b"?", text)
            if len(key) > _LONGEST_KEY:
                key = _ROWS.sub(b"(?)", key)
            index = keys.get(key)
            if index is None:
                index = self._meet(key, text, cut)
            slot = (user, schema, index)
            counts[slot] = counts.get(slot, 0) + 1

    def add(self, user: str | None, schema: str | None, text: str, count: int, *, cut: bool = False) -> None:
        """Count a statement that ran ``count`` times."""
        slot = (user, schema, self._index(digest_of(text, cut=cut), cut))
        self._counts[slot] = self._counts.get(slot, 0) + count

    def statements(self, nobody: str) -> tuple[Statement, ...]:
        """Return what was counted, sorted; ``nobody`` is the user where none is known."""
        found = [
            Statement(
                known.id, known.text, nobody if user is None else user, schema, count,
                known.uses, known.calls, known.problem, known.refused,
            )
            for (user, schema, index), count in self._counts.items()
            for known in (self._digests[index],)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.digest, each.user, each.schema or "")))

    def _meet(self, key: bytes, text: bytes, cut: bool) -> int:
        index = self._index(digest_of(text.decode("utf-8", "replace"), cut=cut), cut)
        # An odd back-tick or a left-over quote: the key may have swallowed a name, so it stands for this text only.
        if len(key) <= _LONGEST_KEY and not key.count(b"`") & 1 and b"'" not in key and not cut:
            if len(self._keys) >= MOST_KEYS or self._key_bytes > _KEY_BYTES:
                self._keys.clear()
                self._key_bytes = 0
            self._keys[key] = index
            self._key_bytes += len(key)
        return index

    def _index(self, digest: Digest, cut: bool) -> int:
        index = self._by_id.get(digest.id)
        if index is None:
            known = _read(digest, cut)
            if len(self._digests) >= MOST_DIGESTS:
                return self._melted(known)
            index = self._by_id[digest.id] = len(self._digests)
            self._digests.append(known)
        return index

    def _melted(self, known: _Known) -> int:
        what = (known.uses, known.calls, known.problem, known.refused)
        index = self._by_uses.get(what)
        if index is None:
            number = len(self._digests) - MOST_DIGESTS
            index = self._by_uses[what] = len(self._digests)
            self._digests.append(
                _Known(f"other-{number}", MELTED, known.uses, known.calls, known.problem, known.refused)
            )
        return index


def _read(digest: Digest, cut: bool) -> _Known:
    stored = digest.verb in ("CREATE", "ALTER", "DROP") and any(
        t.is_word(*_STORED) for t in digest.tokens[:12]
    )
    if digest.verb in _TEXT_FOLLOWS or stored:
        return _Known(digest.id, digest.text, (), (), None, None)
    if digest.tokens and digest.tokens[-1].kind == ERROR:
        return _Known(digest.id, digest.text, (), (), CUT if cut else UNCLOSED, None)
    tokens = list(digest.tokens)
    text = render(joined_names(tokens))
    reading: SqlReading = read_sql.__wrapped__(text)  # each digest is read once: nothing to remember
    uses = tuple(
        filter(
            None,
            (_use(each.table, each.mode, each.operation, each.columns, each.lock) for each in reading.uses),
        )
    )
    uses += _extra(reading, uses)
    within = _stored_code(tokens)
    if within is not None:
        uses = tuple(replace(use, via=within) for use in uses)
    problem = reading.problem
    if problem is not None and DDL_AT_RUN_TIME in problem:
        problem = None
    if problem is not None and cut:
        problem = CUT
    refused = _refused(digest, tokens)
    if refused is not None and not uses:
        uses = _altered(tokens)
    return _Known(digest.id, digest.text, uses, reading.calls, problem, refused)


def _use(
    table: str, mode: str, operation: str, columns: tuple[str, ...] | None, lock: bool
) -> SeenUse | None:
    schema, name = parts_of(table)
    if schema is not None and schema.lower() in SYSTEM_SCHEMAS:
        return None
    return SeenUse(schema, name, mode, operation, columns, lock)


def _stored_code(tokens: list[Token]) -> str | None:
    """Return whose inner statement this is: general logs show those of triggers and procedures as if a user ran them.

    In a trigger they name NEW or OLD; in a routine the server writes a variable as NAME_CONST('name', value).
    """
    for token, following in pairwise(tokens):
        if token.is_word("NEW", "OLD") and following.is_operator("."):
            return "trigger"
        if token.is_word("NAME_CONST") and following.is_operator("("):
            return "procedure"
    return None


def _extra(reading: SqlReading, uses: tuple[SeenUse, ...]) -> tuple[SeenUse, ...]:
    """Return the writes that ON DUPLICATE KEY UPDATE makes besides its INSERT."""
    found = (_use(table, WRITE, event, None, False) for table, event in reading.extra_events)
    return tuple(each for each in found if each is not None and each not in uses)


def _refused(digest: Digest, tokens: list[Token]) -> str | None:
    """Return what of a statement a view would not do: DDL, TRUNCATE, index hints."""
    if digest.verb in _VIEW_REFUSES:
        return _VIEW_REFUSES[digest.verb]
    if digest.verb == "CREATE" and any(token.is_word("INDEX", "TRIGGER") for token in tokens[:6]):
        return "CREATE INDEX or TRIGGER"
    for token, following in pairwise(tokens):
        if token.is_word("USE", "FORCE", "IGNORE") and following.is_word("INDEX", "KEY"):
            return "index hint"
    return None


def _altered(tokens: list[Token]) -> tuple[SeenUse, ...]:
    """Return the table of an ALTER TABLE, DROP TABLE, CREATE INDEX and the like as one that is altered."""
    joined = joined_names(tokens)
    for index, token in enumerate(joined[:-1]):
        if token.is_word("TABLE") or (token.is_word("ON") and tokens[0].is_word("CREATE")):
            rest = [each for each in joined[index + 1 :] if not each.is_word("IF", "EXISTS", "NOT")]
            if rest and rest[0].kind in ("word", "identifier"):
                found = _use(rest[0].name, WRITE, ALTER, None, False)
                return () if found is None else (found,)
    return ()
