"""How TypeORM names tables and columns that nobody named: its default strategy and the snake-case one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field

from woosh_split.records import dataclass

_CAMEL = re.compile(r"^([A-Z])|[\s\-_](\w)")


def snake_case(text: str) -> str:
    """Return TypeORM's ``snakeCase``: ``orderID`` is ``order_id``, ``HTMLPage`` is ``html_page``."""
    text = re.sub(r"([A-Z])([A-Z])([a-z])", r"\1_\2\3", text)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text).lower()


def camel_case(text: str) -> str:
    """Return TypeORM's ``camelCase``: ``customer_id`` is ``customerId``, ``Customer`` is ``customer``."""
    return _CAMEL.sub(lambda match: (match[2] or "").upper() or match[1].lower(), text)


def title_case(text: str) -> str:
    """Return TypeORM's ``titleCase``: ``zipCode`` is ``Zipcode``."""
    return re.sub(r"\w\S*", lambda match: match[0][:1].upper() + match[0][1:].lower(), text)


@dataclass(frozen=True, slots=True)
class NamingStrategy:
    """Names for what has none; ``snake`` holds the methods that a snake-case strategy replaces.

    ``own`` asks a strategy of the project's own: it is given the method and what TypeORM hands it, and gives None where
    the method is not its own or the name cannot be told. ``schemas`` says that the server knows schemas within a database, as PostgreSQL does. TypeORM's MySQL driver takes an
    entity's ``database`` and never its ``schema``, which generators of entities write all the same.
    """

    snake: frozenset[str] = frozenset()
    prefix: str = ""
    schemas: bool = False
    own: Callable[..., str | None] = field(default=lambda *_: None, compare=False)

    def owner(self, database: str | None, schema: str | None) -> str | None:
        """Return the database or schema that an entity names for its table, None where its connection decides."""
        return (schema if self.schemas else None) or database

    def located(
        self, class_name: str, custom: str | None, database: str | None, schema: str | None
    ) -> tuple[str | None, str]:
        """Return where an entity's table lies, and its name: ``@Entity('sales.orders')`` says both in one."""
        before, _, table = self.table(class_name, custom).rpartition(".")
        return self.owner(database, schema) or before.rpartition(".")[2] or None, table

    def table(self, class_name: str, custom: str | None) -> str:
        """Return an entity's table as the class names it."""
        return self.prefix + (self.own("tableName", class_name, custom) or custom or snake_case(class_name))

    def column(self, property_name: str, custom: str | None, prefixes: tuple[str, ...]) -> str:
        """Return a column's name, with the prefixes of the embedded objects around it."""
        own = self.own("columnName", property_name, custom, prefixes)
        if own is not None:
            return own
        if "columnName" in self.snake:
            name = custom or snake_case(property_name)
            return "".join(f"{snake_case(prefix)}_" for prefix in prefixes) + name
        if prefixes:
            return camel_case("_".join(prefixes)) + title_case(custom or property_name)
        return custom or property_name

    def join_column(self, relation: str, referenced: str) -> str:
        """Return the column that holds a relation's key."""
        own = self.own("joinColumnName", relation, referenced)
        if own is not None:
            return own
        joined = f"{relation}_{referenced}"
        return snake_case(joined) if "joinColumnName" in self.snake else camel_case(joined)

    def join_table(self, first: str, second: str, first_property: str) -> str:
        """Return the table that joins two others."""
        own = self.own("joinTableName", first, second, first_property, "")
        return own or snake_case(f"{first}_{first_property.replace('.', '_')}_{second}")

    def join_table_column(self, table: str, column: str) -> str:
        """Return a column of a table that joins two others."""
        own = self.own("joinTableColumnName", table, column, column)
        if own is not None:
            return own
        joined = f"{table}_{column}"
        return snake_case(joined) if "joinTableColumnName" in self.snake else camel_case(joined)

    def closure_table(self, table: str) -> str:
        """Return the table that holds a tree's paths."""
        return self.own("closureJunctionTableName", table) or f"{table}_closure"


DEFAULT = NamingStrategy()
SNAKE = NamingStrategy(frozenset({"columnName", "joinColumnName", "joinTableColumnName", "tableName"}))
