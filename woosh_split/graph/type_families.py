"""Which column types hold the same kind of value, whatever they are called."""

from __future__ import annotations

_FAMILIES = {
    "number": "tinyint smallint mediumint int integer bigint decimal numeric dec fixed float double real number bit bool "
    "boolean serial bigserial smallserial int2 int4 int8 float4 float8 bigint-unsigned money",
    "text": "char varchar nchar nvarchar character tinytext text mediumtext longtext enum set string uuid simple-array "
    "simple-json simple-enum citext json jsonb longvarchar",
    "time": "date datetime timestamp timestamptz time timetz datetime2",
    "bytes": "binary varbinary tinyblob blob mediumblob longblob bytea bytes buffer",
    "space": "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection",
}
_BY_TYPE = {name: family for family, names in _FAMILIES.items() for name in names.split()}
_EITHER = frozenset({("bytes", "text"), ("bytes", "number")})
"""Pairs that are no sure difference: binary(16) holds a uuid, bit(1) and binary(1) hold a flag."""


def surely_differ(one: str, other: str) -> bool:
    """Say whether values of the two types cannot be the same kind of thing; unknown types never differ."""
    families = tuple(sorted((_family(one), _family(other))))
    return "" not in families and families[0] != families[1] and families not in _EITHER


def _family(text: str) -> str:
    words = text.lower().replace("(", " ").split()
    return _BY_TYPE.get(words[0], "") if words and not text.endswith("[]") else ""
