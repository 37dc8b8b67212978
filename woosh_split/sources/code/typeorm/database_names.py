"""Where code names the monolith's own database before a table: in decorators of entities, and in statements as texts.

Only what is certain is found: a decorator that names the database by a literal, and a name in a statement that stands in
one text, where a table is expected (or with a column behind it), and where the bare name means nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from woosh_split.sources.code.typeorm.sql_texts import is_statement
from woosh_split.sources.code.typescript.syntax import nodes, parse
from woosh_split.sql.lexer import ERROR, IDENTIFIER, WORD, Token, tokenize

_ENTITIES = frozenset({b"Entity", b"ViewEntity"})
_DECORATORS = _ENTITIES | {b"JoinTable"}
_TAKES_FROM = frozenset({"SELECT", "DELETE"})
_EXPECT_TABLES = frozenset(
    {"JOIN", "STRAIGHT_JOIN", "INTO", "UPDATE", "DELETE", "USING", "TABLE", "TRUNCATE"}
)
_EXPECT_COLUMNS = frozenset(
    {"SELECT", "WHERE", "ON", "SET", "BY", "HAVING", "VALUES", "VALUE", "LIMIT", "WHEN"}
)


@dataclass(frozen=True, slots=True, order=True)
class DatabaseName:
    """The bytes that name the database, up to the name of the table or the next option; ``entity`` is the class, if any."""

    start: int
    end: int
    entity: str = ""


def database_names(
    content: bytes, database: str, tables: Collection[str], *, tsx: bool
) -> list[DatabaseName]:
    """Return the places; ``tables`` are those of the monolith, and no other name behind the database's counts."""
    name = re.escape(database.encode())
    if not re.search(rb"""\b%b[\\`\s]*\.|['"]%b['"]""" % (name, name), content):
        return []
    found: list[DatabaseName] = []
    for node in nodes(parse(content, tsx=tsx).root_node):
        if node.type == "decorator":
            found += _decorated(node, content, database)
        elif node.type in ("string", "template_string"):
            found += _named(node, content, database, tables)
    return sorted(found)


def stands_in_text(content: bytes, *, tsx: bool) -> Callable[[int], bool]:
    """Return what tells whether a byte stands in a string or in the text of a template: elsewhere ``shop.orders`` is a member."""
    around = [
        (node.start_byte, node.end_byte, node.type)
        for node in nodes(parse(content, tsx=tsx).root_node)
        if node.type in ("string", "template_string", "template_substitution")
    ]

    def stands(at: int) -> bool:
        kinds = [kind for start, end, kind in around if start <= at < end]
        return bool(kinds) and kinds[-1] != "template_substitution"

    return stands


def _decorated(node: Node, content: bytes, database: str) -> Iterator[DatabaseName]:
    call = next((each for each in node.named_children if each.type == "call_expression"), None)
    function = call.child_by_field_name("function") if call is not None else None
    arguments = call.child_by_field_name("arguments") if call is not None else None
    if function is None or arguments is None or function.text not in _DECORATORS:
        return
    entity = _class_of(node) if function.text in _ENTITIES else ""
    for given in arguments.named_children:
        if given.type == "string":
            yield from _prefix(given, content, database, entity)
        for pair in given.named_children if given.type == "object" else ():
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is None or value is None or value.type != "string":
                continue
            name = (key.text or b"").strip(b"'\"")
            if (
                name == b"database"
                and content[value.start_byte + 1 : value.end_byte - 1] == database.encode()
            ):
                yield from (DatabaseName(*each, entity) for each in _option(pair, given, content))
            elif name == b"name":
                yield from _prefix(value, content, database, entity)


def _prefix(text: Node, content: bytes, database: str, entity: str) -> Iterator[DatabaseName]:
    start, name = text.start_byte + 1, database.encode() + b"."
    inner = content[start : text.end_byte - 1]
    if inner.startswith(name) and b"." not in inner[len(name) :] and inner != name:
        yield DatabaseName(start, start + len(name), entity)


def _class_of(node: Node) -> str:
    parent = node.parent
    while parent is not None and parent.type not in ("class_declaration", "export_statement", "class"):
        parent = parent.parent
    if parent is not None and parent.type == "export_statement":
        parent = parent.child_by_field_name("declaration") or parent.child_by_field_name("value")
    name = parent.child_by_field_name("name") if parent is not None else None
    return (name.text or b"").decode() if name is not None else ""


def _option(pair: Node, held: Node, content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the bytes of an option and of the comma that sets it apart; what stands between the two (a comment) stays."""
    parts = held.children
    at = parts.index(pair)
    after = next((each for each in parts[at + 1 :] if each.type != "comment"), None)
    before = next((each for each in reversed(parts[:at]) if each.type != "comment"), None)
    if after is not None and after.type == ",":
        if content[pair.end_byte : after.start_byte].strip():
            yield pair.start_byte, pair.end_byte
            yield after.start_byte, after.end_byte
        else:
            yield _with_line(content, pair.start_byte, after.end_byte)
    elif before is not None and before.type == "," and not content[before.end_byte : pair.start_byte].strip():
        yield before.start_byte, pair.end_byte
    else:
        if before is not None and before.type == ",":
            yield before.start_byte, before.end_byte
        yield pair.start_byte, pair.end_byte


def _with_line(content: bytes, start: int, end: int) -> tuple[int, int]:
    """Widen a range to its whole line where nothing else stands there, else by the blanks behind it."""
    after = end
    while content[after : after + 1] in (b" ", b"\t"):
        after += 1
    line = content.rfind(b"\n", 0, start) + 1
    if content[line:start].strip() or content[after : after + 1] not in (b"\r", b"\n"):
        return start, after
    return line, content.index(b"\n", after) + 1 if b"\n" in content[after:] else after


def _named(node: Node, content: bytes, database: str, tables: Collection[str]) -> Iterator[DatabaseName]:
    """Yield the names in one statement. Every character of the text that is read stands for one byte of the file."""
    text = _as_sql(node, content)
    if text is None or not is_statement(text.strip()):
        return
    tokens = tokenize(text)
    if any(each.kind == ERROR for each in tokens):
        return
    base = node.start_byte + 1
    places = _table_places(tokens)
    unclear = _unclear(tokens, places, database)
    for index, token in enumerate(tokens):
        table = _table_after(tokens, index)
        if table is None or token.name != database or table.name not in tables or table.name in unclear:
            continue
        is_column = index + 3 >= len(tokens) or not tokens[index + 3].is_operator(".")
        if not is_column or places[index]:
            yield DatabaseName(base + token.start, base + table.start)


def _table_after(tokens: list[Token], index: int) -> Token | None:
    """Return the second part of the name of several parts that begins at a token, None where none does."""
    if index + 2 >= len(tokens) or not tokens[index + 1].is_operator("."):
        return None
    names = (WORD, IDENTIFIER)
    if tokens[index].kind not in names or tokens[index + 2].kind not in names:
        return None
    return None if index and tokens[index - 1].is_operator(".") else tokens[index + 2]


def _unclear(tokens: list[Token], places: list[bool], database: str) -> set[str]:
    """Return the tables whose bare name may mean something else here: that of another database, or of a WITH."""
    found = set()
    has_with = any(each.is_word("WITH") for each in tokens)
    for index, token in enumerate(tokens):
        table = _table_after(tokens, index)
        if table is not None and token.name != database and places[index]:
            found.add(table.name)
        before = tokens[index - 1] if index else None
        if (
            has_with
            and before is not None
            and (before.is_word("WITH", "RECURSIVE") or before.is_operator(","))
        ):
            found.add(token.name)
    return found


def _table_places(tokens: list[Token]) -> list[bool]:
    """Return for each token whether a table is expected there. Elsewhere a name of two parts is an alias and its column."""
    found: list[bool] = []
    levels = [(False, False)]  # of each bracket: whether tables follow now, and whether FROM leads to some
    for at, token in enumerate(tokens):
        tables, takes_from = levels[-1]
        found.append(tables)
        if token.is_operator("("):
            levels.append((tables, False))  # EXTRACT(year FROM x)
        elif token.is_operator(")"):
            del levels[max(1, len(levels) - 1) :]
        elif token.kind == WORD:
            if token.is_word("FROM"):
                tables = takes_from
            elif token.upper in _EXPECT_TABLES:
                tables = not (at and tokens[at - 1].is_word("KEY", "FOR"))
            elif token.upper in _EXPECT_COLUMNS:
                tables = False
            levels[-1] = (tables, takes_from or token.upper in _TAKES_FROM)
    return found


def _as_sql(node: Node, content: bytes) -> str | None:
    """Return a text between its quotes, as long as it is there; None where it cannot be told what it says."""
    start, end = node.start_byte + 1, node.end_byte - 1
    inner = bytearray(content[start:end])
    opens = False  # in back-ticks a blank would be part of the name
    for part in node.named_children:
        at, stop = part.start_byte - start, part.end_byte - start
        if part.type == "template_substitution":
            inner[at:stop] = b"_" * (stop - at)  # part of a name, where one stands beside it
        elif part.type == "escape_sequence":
            escaped = content[part.start_byte + 1 : part.end_byte]
            if escaped not in (b"`", b"'", b'"', b"n", b"t", b"\n"):
                return None
            opens = not opens if escaped == b"`" else opens
            quote = escaped if escaped in (b"`", b"'", b'"') else b" "
            inner[at:stop] = b" " + quote if opens else quote + b" "
    # One character a byte: places in the text are places in the file. Names beyond ASCII are none that is looked for.
    return inner.decode("latin-1")
