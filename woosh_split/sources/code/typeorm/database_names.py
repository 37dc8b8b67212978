"""Where code names the monolith's own database before a table: in decorators of entities, and in statements as texts.

Only what is certain is found: a statement that stands in one text, whose names the reader of SQL tells from strings and
aliases, and a decorator that names the database by a literal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from woosh_split.sources.code.typeorm.sql_texts import is_statement
from woosh_split.sources.code.typescript.syntax import nodes, parse
from woosh_split.sql.lexer import ERROR, IDENTIFIER, WORD, Token, tokenize

_DECORATORS = frozenset({b"Entity", b"ViewEntity"})


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
    if database.encode() not in content:
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
    entity = _class_of(node)
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
                yield DatabaseName(*_with_comma(pair, given, content), entity)
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


def _with_comma(pair: Node, held: Node, content: bytes) -> tuple[int, int]:
    """Return the bytes of an option, with the comma that sets it apart from the next one, or else from the one before."""
    members = held.named_children
    at = members.index(pair)
    if at + 1 < len(members):
        return pair.start_byte, members[at + 1].start_byte
    return (members[at - 1].end_byte if at else pair.start_byte), pair.end_byte


def _named(node: Node, content: bytes, database: str, tables: Collection[str]) -> Iterator[DatabaseName]:
    """Yield the names in one statement. Every character of the text that is read stands for one byte of the file."""
    text = _as_sql(node, content)
    if text is None or not is_statement(text.strip()):
        return
    tokens = tokenize(text)
    if any(each.kind == ERROR for each in tokens):
        return
    found: list[DatabaseName] = []
    for index, token in enumerate(tokens):
        if token.kind not in (WORD, IDENTIFIER) or token.name != database:
            continue
        if index and tokens[index - 1].is_operator("."):
            continue
        table = _table_after(tokens, index)
        if table is None:
            return  # an alias of that name: what stands behind it may be a column
        if table.name in tables:
            base = node.start_byte + 1
            found.append(DatabaseName(base + token.start, base + table.start))
    yield from found


def _table_after(tokens: list[Token], index: int) -> Token | None:
    following = tokens[index + 1 : index + 3]
    if len(following) < 2 or not following[0].is_operator("."):
        return None
    return following[1] if following[1].kind in (WORD, IDENTIFIER) else None


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
