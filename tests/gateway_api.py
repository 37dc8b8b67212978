"""HTTPRoute objects as a cluster takes them: the schema made strict, and its rules that a schema cannot say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

SCHEMA = Path(__file__).parent / "assets" / "gateway-api" / "httproute-v1.json"
_PATH = re.compile(r"(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+")
_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")


def objects_of(text: str) -> list[dict[str, Any]]:
    """Return the objects of a file."""
    return [each for each in yaml.safe_load_all(text) if each is not None]


def faults(objects: list[dict[str, Any]]) -> list[str]:
    """Return what a cluster would refuse, or would have to choose about."""
    found = [
        f"{each['metadata']['name']}: {error.json_path}: {error.message}"
        for each in objects
        for error in _validator().iter_errors(each)
    ]
    names = [each["metadata"]["name"] for each in objects]
    found += [
        f"{name}: no name, or twice" for name in names if names.count(name) > 1 or not _NAME.fullmatch(name)
    ]
    for each in objects:
        found += [f"{each['metadata']['name']}: {fault}" for fault in _broken_rules(each["spec"]["rules"])]
    matches = [
        json.dumps(match, sort_keys=True) for each in objects for match in _matches(each["spec"]["rules"])
    ]
    found += [f"two rules for {one}" for one, other in combinations(sorted(matches), 2) if one == other]
    return found


def _broken_rules(rules: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the rules of the definition (CEL) that are broken, of those that concern fields which are rendered."""
    matches = list(_matches(rules))
    if len(matches) > 128:
        yield f"{len(matches)} matches in all"
    for match in matches:
        value = match["path"]["value"]
        if not value.startswith("/") or re.search(r"//|/\./|/\.\./|%2[fF]|#|/\.\.?$", value):
            yield f"path {value}"
        if not _PATH.fullmatch(value):
            yield f"characters of {value}"
        if match["path"]["type"] not in ("Exact", "PathPrefix"):
            yield f"the type of {value} is left to implementations"
    for rule in rules:
        kinds = [each["type"] for each in rule.get("filters", [])]
        if len(kinds) != len(set(kinds)):
            yield "a filter twice"
        if any(
            backend.get("kind", "Service") == "Service" and "port" not in backend
            for backend in rule.get("backendRefs", [])
        ):
            yield "a Service without a port"


def _matches(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for rule in rules:
        yield from rule["matches"]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(_strict(json.loads(SCHEMA.read_text(encoding="utf-8"))))


def _strict(schema: Any) -> Any:
    """Return a schema that refuses unknown keys: a cluster drops them without a word."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made
