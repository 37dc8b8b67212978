"""A noun of the model as JSON, under the model's own names."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def model_json(version: int, value: DataclassInstance, *, indent: int = 2) -> str:
    """Return the value with ``version`` before its fields; dates are ISO 8601.

    ``version`` changes when a key changes its meaning.
    """
    return json.dumps({"version": version} | asdict(value), ensure_ascii=False, indent=indent, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a document")
