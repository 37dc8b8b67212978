"""CREATE TABLE and ALTER TABLE to changes."""

from __future__ import annotations

from woosh_split.model.schema import Column, ForeignKey
from woosh_split.sources.schema.ddl.reading import TokenReader, names_in, split_list
from woosh_split.sources.schema.steps import Change, ColumnSpec
from woosh_split.sql.lexer import IDENTIFIER, STRING, WORD, Token

_KEY_ITEMS = ("KEY", "INDEX", "FULLTEXT", "SPATIAL", "CHECK", "EXCLUDE", "PERIOD")
_TYPE_TAIL = frozenset({"UNSIGNED", "SIGNED", "ZEROFILL", "VARYING", "PRECISION"})
_NO_TYPE = ("NOT", "NULL", "DEFAULT", "PRIMARY", "REFERENCES", "AS", "UNIQUE", "CHECK")
_SERIAL = frozenset({"serial", "bigserial", "smallserial"})


def read_items(tokens: list[Token]) -> list[Change]:
    """Return the changes that the items of a CREATE TABLE make, in order."""
    changes: list[Change] = []
    for item in split_list(tokens):
        changes += _read_item(TokenReader(item))
    return changes


def _read_item(item: TokenReader) -> list[Change]:
    if item.at_word("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", *_KEY_ITEMS) and not _is_column(item):
        return _read_constraint(item)
    return _read_column(item, "add-column")


def _is_column(item: TokenReader) -> bool:
    """Say whether a word such as ``key`` or ``period`` is a column's name here: a type follows, no bracket."""
    following = item.peek(1)
    return (
        item.at_word("PERIOD", "EXCLUDE") and following is not None and not following.is_word("FOR", "USING")
    )


def _read_constraint(item: TokenReader) -> list[Change]:
    """[CONSTRAINT [name]] PRIMARY KEY (a) | FOREIGN KEY (a) REFERENCES t (b) | anything else, which says nothing."""
    name = ""
    if item.take_word("CONSTRAINT") and not item.at_word("PRIMARY", "UNIQUE", "FOREIGN", "CHECK"):
        name = item.take_name()
    if item.take_word("PRIMARY"):
        while not item.ended and not item.at_operator("("):
            item.index += 1
        return [Change("primary-key", name, columns=names_in(item.take_brackets()))]
    if not item.take_words("FOREIGN", "KEY"):
        return []
    item.take_words("IF", "NOT", "EXISTS")
    if not item.at_operator("("):
        name = name or item.take_name()
    columns = names_in(item.take_brackets())
    key = _read_references(item, columns)
    return [Change("foreign-key", name, foreign_key=key)] if key is not None else []


def _read_references(item: TokenReader, columns: tuple[str, ...]) -> ForeignKey | None:
    if not item.take_word("REFERENCES"):
        return None
    _, table = item.take_qualified()
    referenced = names_in(item.take_brackets())
    return ForeignKey(columns, table, referenced) if table else None


def _read_column(item: TokenReader, action: str, old_name: str = "") -> list[Change]:
    """Name, type and attributes; a trailing FIRST or AFTER is ignored."""
    name = item.take_name()
    if not name:
        return []
    type_text = _read_type(item)
    nullable, filled, primary = True, False, False
    references: ForeignKey | None = None
    while not item.ended:
        if item.take_words("NOT", "NULL"):
            nullable = False
        elif item.take_word("NULL"):
            nullable = True
        elif item.take_words("PRIMARY", "KEY"):
            primary = True
        elif item.take_word("DEFAULT", "AUTO_INCREMENT", "AUTOINCREMENT", "AS", "GENERATED", "IDENTITY"):
            filled = True
            if item.take_brackets() is None and not item.ended:
                item.index += 1
        elif item.take_words("ON", "UPDATE") or item.take_words("ON", "DELETE"):
            item.index += 2 if item.at_word("SET", "NO") else 1
        elif item.take_word("COMMENT", "COLLATE", "CHARSET"):
            item.index += 1
        elif item.at_word("REFERENCES"):
            references = _read_references(item, (name,))
        elif item.take_word("UNIQUE"):
            item.take_word("KEY")
        elif item.take_word("KEY"):
            primary = True
        elif item.take_brackets() is None:
            item.index += 1
    if type_text in _SERIAL:
        nullable, filled = False, True
    spec = ColumnSpec(Column(name, type_text, nullable), filled)
    changes = [Change(action, old_name or name, spec)]
    if primary:
        changes.append(Change("primary-key", "", columns=(name,)))
    if references is not None:
        changes.append(Change("foreign-key", "", foreign_key=references))
    return changes


def _read_type(item: TokenReader) -> str:
    """Return the type's text: lower case except for the values of an ENUM or SET."""
    token = item.peek()
    if token is None or token.kind not in (WORD, IDENTIFIER) or token.is_word(*_NO_TYPE):
        return ""  # SQLite lets a column go without
    item.index += 1
    text = token.name.lower()
    while item.at_operator("."):  # a schema's own type
        item.index += 1
        text = item.take_name().lower()
    while not item.ended:
        if (
            item.at_word("CHARACTER")
            and (following := item.peek(1)) is not None
            and following.is_word("VARYING")
        ):
            item.index += 1
            text += " character"
        elif item.at_word(*_TYPE_TAIL):
            text += f" {item.take_word(*_TYPE_TAIL).lower()}"
        elif item.at_operator("("):
            inside = item.take_brackets()
            if inside is None:
                item.index = len(item.tokens)
                break
            text += f"({','.join(_plain(part) for part in split_list(inside))})"
        elif (
            item.at_word("WITH", "WITHOUT")
            and (following := item.peek(1)) is not None
            and following.is_word("TIME")
        ):
            text += f" {item.take_word('WITH', 'WITHOUT').lower()} time zone"
            item.index += 2
        elif item.at_operator("["):
            text += "[]"
            item.index += 2
        else:
            break
    return text


def _plain(tokens: list[Token]) -> str:
    return " ".join(token.text if token.kind == STRING else token.text.lower() for token in tokens)


def read_alterations(tokens: list[Token]) -> list[Change]:
    """Return the changes of an ALTER TABLE, from what follows the table's name."""
    changes: list[Change] = []
    adding = False
    for tokens_of_item in split_list(tokens):
        item = TokenReader(tokens_of_item)
        if item.at_word("ADD"):
            adding = True
            changes += _read_addition(item)
        elif item.at_word(*_ALTERATIONS):
            adding = False
            changes += _read_alteration(item)
        elif item.at_word("ENGINE") and (
            not adding or (len(item.tokens) > 1 and item.tokens[1].is_operator("="))
        ):
            changes += read_engine(item)
        elif adding:  # SQL Server: ADD a int, b int
            changes += _read_item(item)
    return changes


_ALTERATIONS = ("MODIFY", "CHANGE", "DROP", "RENAME", "ALTER")


def read_engine(item: TokenReader) -> list[Change]:
    """ENGINE [=] name, also as a text in quotes."""
    item.take_word("ENGINE")
    item.take_operator("=")
    token = item.peek()
    name = token.text.strip("'\"") if token is not None and token.kind == STRING else item.take_name()
    return [Change("engine", name)] if name else []


def _read_addition(item: TokenReader) -> list[Change]:
    item.index += 1
    item.take_word("COLUMN")
    item.take_words("IF", "NOT", "EXISTS")
    if item.at_operator("("):
        return read_items(item.take_brackets() or [])
    return _read_item(item)


def _read_alteration(item: TokenReader) -> list[Change]:
    word = item.take_word(*_ALTERATIONS)
    if word == "RENAME":
        return _read_rename(item)
    if word == "DROP":
        return _read_drop(item)
    item.take_word("COLUMN")
    item.take_words("IF", "EXISTS")
    if word == "MODIFY":
        return _read_column(item, "change-column")
    old = item.take_name()
    if word == "CHANGE":
        return _read_column(item, "change-column", old)
    if item.take_words("SET", "NOT", "NULL"):
        return [Change("set-not-null", old)]
    if item.take_words("DROP", "NOT", "NULL"):
        return [Change("set-null", old)]
    if item.take_word("TYPE") or item.take_words("SET", "DATA", "TYPE"):
        return [Change("set-type", old, ColumnSpec(Column(old, _read_type(item))))]
    if item.take_words("SET", "DEFAULT"):
        return [Change("set-default", old)]
    if item.at_word("SET", "DROP", "ADD"):
        return []
    return _read_column(TokenReader(item.tokens, item.index - 1), "change-column")


def _read_rename(item: TokenReader) -> list[Change]:
    if item.take_word("COLUMN"):
        old = item.take_name()
        item.take_word("TO")
        return [Change("rename-column", old, new_name=item.take_name())]
    if item.take_word("INDEX", "KEY", "CONSTRAINT"):
        return []
    item.take_word("TO", "AS")
    return [Change("rename", new_name=item.take_qualified()[1])]


def _read_drop(item: TokenReader) -> list[Change]:
    if item.take_words("PRIMARY", "KEY"):
        return [Change("drop-primary-key")]
    if item.take_words("FOREIGN", "KEY") or item.take_word("CONSTRAINT"):
        item.take_words("IF", "EXISTS")
        return [Change("drop-foreign-key", item.take_name())]
    if item.at_word("INDEX", "KEY", "CHECK", "PARTITION", "DEFAULT"):
        return []
    item.take_word("COLUMN")
    item.take_words("IF", "EXISTS")
    return [Change("drop-column", item.take_name())]
