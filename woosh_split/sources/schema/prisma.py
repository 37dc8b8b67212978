"""The tables of a Prisma schema, so that a Prisma monolith's tables are at least listed."""

from __future__ import annotations

import re

from woosh_split.model.schema import Column, ForeignKey, Table

_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*")|//[^\n]*""")
_BLOCK = re.compile(
    r'^[ \t]*(model|view|enum|type)\s+(\w+)\s*\{((?:"(?:[^"\\]|\\.)*"|[^"}])*)\}', re.MULTILINE
)
_FIELD = re.compile(r"^\s*(\w+)\s+(\w+|Unsupported\(\"[^\"]*\"\))(\[\])?(\?)?([^\n]*)$", re.MULTILINE)
_MAP = re.compile(r"@map\(\s*(?:name\s*:\s*)?\"([^\"]+)\"\s*\)")
_TABLE_MAP = re.compile(r"@@map\(\s*(?:name\s*:\s*)?\"([^\"]+)\"\s*\)")
_SCHEMA = re.compile(r"@@schema\(\s*\"([^\"]+)\"\s*\)")
_IDS = re.compile(r"@@id\(\s*(?:fields\s*:\s*)?\[([^\]]*)\]")
_RELATION = re.compile(r"@relation\((.*)\)")
_LIST = r"{}\s*:\s*\[([^\]]*)\]"
_SCALARS = frozenset({"String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes"})


def read_prisma(text: str, file: str) -> tuple[Table, ...]:
    """Return the tables of the models and views in a ``schema.prisma``, sorted by name.

    ``declared_by`` is ``entity``: a Prisma model is the code's declaration of the table. Types are Prisma's, lower case.
    """
    plain = _COMMENT.sub(lambda match: match.group(1) or "", text.replace("\r\n", "\n"))
    blocks = [(m.group(1), m.group(2), m.group(3), m.start()) for m in _BLOCK.finditer(plain)]
    enums = {name for kind, name, _, _ in blocks if kind == "enum"}
    models = {name: body for kind, name, body, _ in blocks if kind in ("model", "view")}
    tables = [
        Table(
            name=_table_name(name, body),
            schema=_first(_SCHEMA, body),
            entity=name,
            entity_file=file,
            columns=_columns(body, enums),
            foreign_keys=_foreign_keys(body, models),
            kind="view" if kind == "view" else "table",
            declared_by=("entity",),
            file=file,
            line=plain.count("\n", 0, start) + 1,
        )
        for kind, name, body, start in blocks
        if kind in ("model", "view")
    ]
    return tuple(sorted(tables, key=lambda table: table.name))


def _table_name(model: str, body: str) -> str:
    return _first(_TABLE_MAP, body) or model


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group(1) if match is not None else None


def _names(text: str | None) -> list[str]:
    return [name.strip().split("(")[0] for name in (text or "").split(",") if name.strip()]


def _column_names(body: str) -> dict[str, str]:
    """Return the column name of each field."""
    return {match.group(1): _first(_MAP, match.group(5)) or match.group(1) for match in _FIELD.finditer(body)}


def _columns(body: str, enums: set[str]) -> tuple[Column, ...]:
    keys = set(_names(_first(_IDS, body)))
    names = _column_names(body)
    columns = []
    for match in _FIELD.finditer(body):
        field, kind, is_list, optional, attributes = match.groups()
        if kind not in _SCALARS and kind not in enums and not kind.startswith("Unsupported"):
            continue
        primary = field in keys or bool(re.search(r"@id\b", attributes))
        columns.append(Column(names[field], kind.lower() + (is_list or ""), optional is not None, primary))
    return tuple(columns)


def _foreign_keys(body: str, models: dict[str, str]) -> tuple[ForeignKey, ...]:
    names = _column_names(body)
    keys = []
    for match in _FIELD.finditer(body):
        target = models.get(match.group(2))
        relation = _first(_RELATION, match.group(5))
        if target is None or relation is None:
            continue
        fields = _names(_first(re.compile(_LIST.format("fields")), relation))
        if fields:
            referenced = _names(_first(re.compile(_LIST.format("references")), relation))
            theirs = _column_names(target)
            keys.append(
                ForeignKey(
                    tuple(names.get(field, field) for field in fields),
                    _table_name(match.group(2), target),
                    tuple(theirs.get(field, field) for field in referenced),
                )
            )
    return tuple(sorted(keys, key=lambda key: (key.columns, key.table)))
