"""The text that callers hand to the SQL reader: how a part that only run time knows is marked."""

from __future__ import annotations

HOLE = "\ue5a1"
"""Stands in SQL text for an interpolation that cannot be resolved, as `${name}` in a template or `+ name`.

A character of Unicode's private use area, so no source text means anything by it. Callers substitute whatever they
do know (constants, literals) and put one ``HOLE`` for each part that they do not, without adding blanks or quotes:
``"SELECT * FROM orders_" + HOLE`` is a computed table name, ``"... LIMIT " + HOLE`` is a value.
"""
