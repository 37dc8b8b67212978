"""The result of ``check`` as one JSON document; its schema is ``schema.py``."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from woosh_split.model.violation import CheckResult
from woosh_split.reports.check.layout import CheckLayout

VERSION = 1


def to_json(result: CheckResult, layout: CheckLayout) -> str:
    """Return the document; known violations are in it too, each with its state."""
    document = {
        "version": VERSION,
        "summary": {
            "new": len(result.new),
            "known": len(result.known),
            "stale": len(result.stale),
            "unresolved": result.unresolved,
            "files": result.files,
            "services": list(result.services),
            "rules": [rule.code for rule in result.rules],
            "change": None if result.change is None else _document(result.change),
        },
        "violations": [_document(each) for each in result.violations],
        "stale": [_document(each) for each in result.stale],
        "growth": [_document(each) for each in result.growth],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _document(item: Any) -> Any:
    found: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, tuple):
            value = [_document(each) for each in value]
        found[str(field.metadata.get("key", field.name))] = value
    return found
