"""The weights of ``rules/weights.yml``: the one place where taste enters the proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from woosh_split.graph.joint import TIE_KINDS
from woosh_split.resources import resource

NAME, SUBJECT = "name", "subject"
_TIES = {*TIE_KINDS, NAME, SUBJECT}
_OWNERSHIP = {"insert", "delete", "truncate", "update", "call"}
_PRICE = {"transaction", "write", "join", "call", "read", "relation", "event"}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by name: of ties between items, of writes that speak for an owner, of crossings to be paid."""

    ties: Mapping[str, float]
    ownership: Mapping[str, float]
    price: Mapping[str, float]


@cache
def weights() -> Weights:
    """Read the weights once.

    Raises:
        ValueError: the table lacks a weight, or has one without a reason: the installation is not whole.
    """
    document = yaml.safe_load(resource("rules/weights.yml").read_text(encoding="utf-8"))
    return Weights(
        _read(document["ties"], _TIES),
        _read(document["ownership"], _OWNERSHIP),
        _read(document["price"], _PRICE),
    )


def _read(rows: dict[str, dict[str, object]], expected: set[str]) -> dict[str, float]:
    if set(rows) != expected:
        raise ValueError(f"rules/weights.yml: {sorted(set(rows) ^ expected)} is missing or unknown")
    found = {}
    for name, row in rows.items():
        weight, why = row.get("weight"), row.get("why")
        if not isinstance(weight, float) or weight < 0 or not isinstance(why, str) or len(why) < 20:
            raise ValueError(f"rules/weights.yml: {name} needs a weight (a number with a point) and a why")
        found[name] = weight
    return found
