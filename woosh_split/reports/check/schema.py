"""The JSON Schema of what ``check --format json`` prints, generated from the dataclasses that it is made of."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.model.violation import BaselineChange, BaselineEntry, Growth, Violation
from woosh_split.reports.check.json import VERSION
from woosh_split.reports.schema import object_schema

_COUNT = {"type": "integer", "minimum": 0}


def check_schema() -> str:
    """Return the schema as JSON text; further keys may be added without a new version."""
    definitions: dict[str, Any] = {}
    kinds = (("violations", Violation), ("stale", BaselineEntry), ("growth", Growth))
    lists = {key: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}} for key, kind in kinds}
    for kind in (Violation, BaselineEntry, Growth, BaselineChange):
        definitions[kind.__name__] = object_schema(kind, definitions)
    counts = ("new", "known", "stale", "unresolved", "files")
    texts = {"type": "array", "items": {"type": "string"}}
    change = {"anyOf": [{"$ref": "#/$defs/BaselineChange"}, {"type": "null"}]}
    summary = dict.fromkeys(counts, _COUNT) | {"services": texts, "rules": texts, "change": change}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:woosh-split:check:{VERSION}",
        "title": "woosh-split check",
        "type": "object",
        "properties": {
            "version": {"const": VERSION},
            "summary": {"type": "object", "properties": summary, "required": list(summary)},
            **lists,
        },
        "required": ["version", "summary", *lists],
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False)
