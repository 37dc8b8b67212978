"""The JSON Schema of the routing table, for editors and for whoever writes one."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.artefacts.routes.reading import AUTH, BODY, ENGINES, KIND, MOST_MS, NEEDED
from woosh_split.model.routing import (
    LITERAL,
    PARAMETER,
    TABLE_VERSION,
    TARGET_KINDS,
    TO_SHADOW,
    TO_SPLIT,
    WILDCARD,
)
from woosh_split.model.split import MONOLITH

_NAME = {"type": "string", "minLength": 1}
_SERVICE = {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}


def table_schema() -> str:
    """Return the schema's text."""
    return json.dumps(_schema(), indent=2) + "\n"


def _schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:woosh-split:routes:{TABLE_VERSION}",
        "title": "woosh-split routing table",
        "description": "Every route of the monolith, who owns it, and to whom it is sent today.",
        **_object(
            {
                "version": {"const": TABLE_VERSION, "description": "The version of this file's format."},
                "router": _router(),
                "services": {
                    "type": "array",
                    "items": _SERVICE | {"not": {"const": MONOLITH}},
                    "uniqueItems": True,
                    "description": "The targets besides the monolith. Their addresses are in the environment.",
                },
                "salt": _NAME
                | {
                    "description": "What sticky splits hash with the user; it must not change while one runs."
                },
                "routes": {
                    "type": "array",
                    "items": _route(),
                    "description": "In any order; `order` decides.",
                },
            },
            ("version",),
        ),
    }


def _router() -> dict[str, Any]:
    return _object(
        {
            "engine": {
                "enum": list(ENGINES),
                "description": "Express: the first that is registered. Fastify: the most special.",
            },
            "case_sensitive": {"type": "boolean", "description": "Whether /A and /a are two paths."},
            "strict_slash": {"type": "boolean", "description": "Whether /a and /a/ are two paths."},
            "version_header": {
                "type": ["string", "null"],
                "pattern": "^[A-Za-z0-9_-]+$",
                "description": "The header that tells the version, with header versioning.",
            },
        }
    ) | {"description": "How the monolith's own router compares."}


def _route() -> dict[str, Any]:
    return _object(
        {
            "id": {
                "type": "string",
                "pattern": "^[0-9a-f]{8}$",
                "description": "Fingerprint of methods, version and pattern.",
            },
            "methods": {
                "type": "array",
                "items": {"type": "string", "pattern": "^[A-Z][A-Z-]*$"},
                "minItems": 1,
                "uniqueItems": True,
                "description": "GET answers HEAD, too; ALL is every method.",
            },
            "path": _NAME | {"description": "The path as the monolith spells it, for people."},
            "segments": {
                "type": "array",
                "items": _segment(),
                "description": "The path as routers compare it.",
            },
            "handler": {"type": "string", "description": "Controller and method."},
            "source": {"type": "string", "description": "File and line of the handler."},
            "order": {"type": "integer", "minimum": 0, "description": "Whoever is lower is asked first."},
            "service": _SERVICE | {"description": f"The owner, or {MONOLITH}."},
            "auth": {"enum": list(AUTH), "description": "Whether the handler's guards ask for a token."},
            "body": {"enum": list(BODY), "description": "What the handler takes."},
            "kind": {"enum": list(KIND), "description": "What is spoken."},
            "versions": {
                "type": "array",
                "items": _NAME,
                "uniqueItems": True,
                "description": "Of header versioning.",
            },
            "timeout_ms": {"type": "integer", "minimum": 0, "maximum": MOST_MS, "description": "0: none."},
            "shadowable": {"type": "boolean", "description": "It reads only, so that it may be asked twice."},
            "shadowed": {"type": "boolean", "description": "An earlier route takes all of its requests."},
            "target": _target(),
        },
        NEEDED,
    )


def _segment() -> dict[str, Any]:
    pattern = _NAME | {"description": "A regular expression for the whole of it."}
    optional = {"type": "boolean", "description": "The segment and its slash may be missing."}
    return {
        "oneOf": [
            _object({LITERAL: {"type": "string", "pattern": "^[^/]*$"}, "optional": optional}, (LITERAL,)),
            _object({PARAMETER: _NAME, "pattern": pattern, "optional": optional}, (PARAMETER,)),
            _object({WILDCARD: _NAME, "pattern": pattern, "optional": optional}, (WILDCARD,)),
        ]
    }


def _target() -> dict[str, Any]:
    percent = {
        "if": {"properties": {"kind": {"enum": [TO_SPLIT, TO_SHADOW]}}, "required": ["kind"]},
        "then": {"required": ["percent"]},
    }
    return (
        _object(
            {
                "kind": {"enum": list(TARGET_KINDS)},
                "percent": {"type": "integer", "minimum": 0, "maximum": 100},
                "sticky": {"type": "boolean", "default": True, "description": "A user stays on one side."},
            },
            ("kind",),
        )
        | percent
        | {"description": "To whom the route is sent today."}
    )


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})
