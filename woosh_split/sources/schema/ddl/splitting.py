"""A dump to its statements, in one linear pass; data statements are stepped over without being looked at.

One regular expression eats a statement a thousand pieces at a time, however long its VALUES, so that tens of megabytes
of rows cost about as much as reading them from disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from woosh_split.records import dataclass
from woosh_split.sql.lexer import ERROR, tokenize

# No group is repeated possessively: Python before 3.11.5 goes on at the wrong character after one (gh-106052).
# A doubled quote is two strings side by side, which comes to the same here.
_MYSQL_COMMENT = r"--(?=\s|\Z)[^\n]*+|\#[^\n]*+|/\*(?:(?!M?!)|M!999999\\-).*?\*/"
_ANSI_COMMENT = r"--[^\n]*+|/\*.*?\*/"
_MYSQL_STRING = r"""'[^'\\]*+(?:\\.[^'\\]*+)*'|"[^"\\]*+(?:\\.[^"\\]*+)*"|`[^`]*+`"""
_ANSI_STRING = r"""'[^']*+'|"[^"]*+"|`[^`]*+`|\$(\w*)\$.*?\$\1\$"""
_PIECES = 1000
"""Pieces that one match takes: it remembers each until it ends, and a statement may have millions."""
_DELIMITER = re.compile(r"DELIMITER[ \t]+(\S+)[^\n]*", re.IGNORECASE)
_COPY = re.compile(r"COPY\s[^;]*?FROM\s+stdin[^;]*;.*?^\\\.[^\n]*", re.IGNORECASE | re.DOTALL | re.MULTILINE)
_SLASH = re.compile(r"/[ \t]*$", re.MULTILINE)
_SLASH_LINE = re.compile(r"^/[ \t]*$", re.MULTILINE)
_STORED_ORACLE = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?(?:TRIGGER|PROCEDURE|FUNCTION|PACKAGE|TYPE)\b", re.IGNORECASE
)
_GO = re.compile(r"GO[ \t\r]*(?:\n|\Z)", re.IGNORECASE)
_FIRST_WORD = re.compile(r"(?:/\*M?!\d*\s*)*([A-Za-z]+)")
_STORED = re.compile(
    r"(?:/\*M?!\d*\s*)*CREATE\b[^;(]*?\b(?:PROCEDURE|FUNCTION|TRIGGER|EVENT)\b.*?\bBEGIN\b",
    re.IGNORECASE | re.DOTALL,
)
_SKIPPED = frozenset(
    [
        "INSERT",
        "REPLACE",
        "LOCK",
        "UNLOCK",
        "SET",
        "COMMIT",
        "START",
        "BEGIN",
        "ROLLBACK",
        "ANALYZE",
        "GRANT",
        "REVOKE",
        "FLUSH",
        "CALL",
        "SELECT",
        "DELETE",
        "UPDATE",
        "TRUNCATE",
        "OPTIMIZE",
        "CHECK",
        "SHOW",
        "COPY",
        "COMMENT",
        "PRAGMA",
        "END",
        "VACUUM",
        "PRINT",
        "EXEC",
        "EXECUTE",
        "IF",
        "DECLARE",
        "RETURN",
    ]
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that declares something; ``cut`` when the text ends inside it."""

    text: str
    line: int
    cut: bool = False


@lru_cache(maxsize=32)
def _patterns(delimiter: str, dialect: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands between statements, and what a statement is made of up to its delimiter."""
    mysql = dialect == "mysql"
    comment = _MYSQL_COMMENT if mysql else _ANSI_COMMENT
    string = _MYSQL_STRING if mysql else _ANSI_STRING
    end = re.escape(delimiter)
    if dialect == "tsql":
        end = r";|^GO[ \t\r]*$"
    first = re.escape(delimiter[0]) + ("G" if dialect == "tsql" else "")
    dash = "" if mysql else r"\$"
    blank = re.compile(
        rf"(?:\s++|--[^\n]*+|{comment}){{0,{_PIECES}}}", re.DOTALL
    )  # no statement begins with a minus
    body = re.compile(
        rf"(?:[^'\"`\#/\-{first}{dash}]++|{string}|{comment}|(?!{end}|/\*(?!M?!))[^'\"`]){{0,{_PIECES}}}",
        re.DOTALL | re.MULTILINE | (re.IGNORECASE if dialect == "tsql" else re.NOFLAG),
    )
    return blank, body


def split_dump(text: str, dialect: str = "mysql") -> Iterator[Statement]:
    """Yield the statements of a dump that can declare something, with the line on which each begins."""
    position, line, counted, delimiter = 0, 1, 0, ";"
    while position < len(text):
        blank, body = _patterns(delimiter, dialect)
        position = _end(blank, text, position)
        if position >= len(text):
            return
        special = _special(text, position, dialect)
        if special is not None:
            position = special.end()
            delimiter = special.group(1) if special.re is _DELIMITER else delimiter
            continue
        if text.startswith(delimiter, position):
            position += len(delimiter)
            continue
        start, position = position, _end(body, text, position)
        if dialect == "oracle" and _STORED_ORACLE.match(text, start):
            slash = _SLASH_LINE.search(text, start)
            position = slash.start() if slash is not None else len(text)
            line += text.count("\n", counted, start)
            counted = start
            yield Statement(text[start:position], line)
            continue
        if delimiter == ";" and _STORED.match(text, start, position):
            position = _block_end(body, text, start, position)
        closed = text.startswith(delimiter, position) or (
            dialect == "tsql" and bool(_GO.match(text, position))
        )
        cut = not closed and (position < len(text) or not _is_complete(text, start, delimiter))
        declares = _declares(text, start)
        if declares or cut:
            line += text.count("\n", counted, start)
            counted = start
            end = position if not cut else len(text) if declares else start + 200
            yield Statement(text[start:end], line, cut)
        if cut:
            return
        position += len(delimiter) if closed and text.startswith(delimiter, position) else 0


def _block_end(body: re.Pattern[str], text: str, start: int, position: int) -> int:
    """Return the end of a routine or trigger whose BEGIN ... END holds ``;`` though no DELIMITER was set.

    Scripts that a program sends as one text are written like that.
    """
    depth = _depth(text[start:position])
    while depth > 0 and text.startswith(";", position):
        end = _end(body, text, position + 1)
        depth += _depth(text[position:end])
        position = end
    return position


def _depth(text: str) -> int:
    """Return how many BEGIN and CASE in ``text`` are not closed by an END."""
    depth = 0
    tokens = tokenize(text)
    for index, token in enumerate(tokens):
        if token.is_word("BEGIN", "CASE") and not (index and tokens[index - 1].is_word("END")):
            depth += 1
        elif token.is_word("END"):
            other = index + 1 < len(tokens) and tokens[index + 1].is_word(
                "IF", "WHILE", "LOOP", "REPEAT", "FOR"
            )
            depth -= not other
    return depth


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    while (match := pattern.match(text, position)) is not None and match.end() > position:
        position = match.end()
    return position


def _special(text: str, position: int, dialect: str) -> re.Match[str] | None:
    """Return a client command at ``position``: DELIMITER, COPY with its rows, GO, psql's backslash commands."""
    if text[position] in "dD":
        return _DELIMITER.match(text, position)
    if dialect == "postgres" and text[position] in "cC":
        return _COPY.match(text, position)
    if dialect == "postgres" and text[position] == "\\":
        return _LINE.match(text, position)
    if dialect == "tsql" and text[position] in "gG":
        return _GO.match(text, position)
    if dialect == "oracle" and text[position] == "/":
        return _SLASH.match(text, position)
    return None


_LINE = re.compile(r"[^\n]*")


def _is_complete(text: str, start: int, delimiter: str) -> bool:
    """Say whether the last statement, which no delimiter ends, is whole all the same."""
    word = _FIRST_WORD.match(text, start)
    if word is not None and word.group(1).upper() in ("INSERT", "REPLACE"):
        return text[-100:].rstrip().endswith((")", "*/"))
    tokens = tokenize(text[start:])
    if not tokens or tokens[-1].kind == ERROR or tokens[-1].text in (",", "("):
        return False
    balance = sum(token.is_operator("(") - token.is_operator(")") for token in tokens)
    return balance == 0 and (delimiter == ";" or tokens[-1].is_word("END"))


def _declares(text: str, start: int) -> bool:
    word = _FIRST_WORD.match(text, start)
    return word is None or word.group(1).upper() not in _SKIPPED
