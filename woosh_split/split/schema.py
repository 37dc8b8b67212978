"""The JSON Schema of the split file: what editors complete and explain while a person types."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.model.crossing import KINDS
from woosh_split.model.split import LONGEST_PHASE, MONOLITH, POLICIES, SHARED_SCHEMA, SPLIT_VERSION
from woosh_split.split.reading import ISOLATIONS, UNFILED, UNSCHEDULED

_NAME = {"type": "string", "minLength": 1}
_DATE = {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}


def split_schema() -> str:
    """Return the schema as JSON text."""
    return json.dumps(_schema(), indent=2, ensure_ascii=False)


def _schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:woosh-split:split:{SPLIT_VERSION}",
        "title": "woosh-split split file",
        "description": "Which service owns what, and the contract of every crossing.",
        **_object(
            {
                "version": {"const": SPLIT_VERSION, "description": "The version of this file's format."},
                "monolith": _location(),
                "isolation": _isolation(
                    "How the database holds services apart, unless a service says otherwise."
                ),
                "services": _map(_service(), "Services by name.", _service_name()),
                "reference": _map(_reference(), "Tables that many read and one service, or nobody, writes."),
                "libraries": _names("Modules without tables that others use: shared code, no service."),
                "crossings": _list(_contract(), "Every crossing with its policy."),
                "pins": _pins(),
                "phases": _list(_phase(), "The migration, in the order in which it is carried out."),
            },
            required=("version",),
        ),
    }


def _location() -> dict[str, Any]:
    either = {"anyOf": [_NAME, _names("Several."), {"type": "null"}]}
    return _object(
        {
            "root": _NAME | {"description": "The monolith's folder, relative to this file.", "default": "."},
            "app": {
                "type": ["string", "null"],
                "minLength": 1,
                "description": "The application in a monorepo, by name or folder.",
            },
            "dump": either | {"description": "SQL dumps, relative to root. Default: all that are found."},
            "client": either | {"description": "Folders of Flutter apps, relative to root."},
        },
        "Where things are.",
    )


def _service() -> dict[str, Any]:
    return _object(
        {
            "modules": _names("Modules whose code goes to the service."),
            "tables": _names("Tables that the service owns."),
            "schema": {
                "type": ["string", "null"],
                "pattern": "^[A-Za-z_][A-Za-z0-9_$]{0,63}$",
                "description": "Its schema; under grants the name of its user. Default: its name with _ for -.",
            },
            "strict": {
                "type": "boolean",
                "default": False,
                "description": "No entry of the baseline may leave it.",
            },
            "isolation": _isolation("How the database holds this service apart."),
        },
        "A bounded context.",
    )


def _reference() -> dict[str, Any]:
    return _object(
        {
            "writer": {
                "type": ["string", "null"],
                "minLength": 1,
                "description": "The one service that writes it; none: nobody does.",
            },
            "in": _NAME
            | {
                "default": SHARED_SCHEMA,
                "description": f"{SHARED_SCHEMA}, or the service that publishes it.",
            },
        },
        "A reference table.",
    )


def _contract() -> dict[str, Any]:
    contract = _object(
        {
            "id": {
                "type": "string",
                "pattern": "^[0-9a-f]{8}$",
                "description": "As propose and check print it.",
            },
            "from": _NAME | {"description": f"The service that reaches out, or {MONOLITH}."},
            "to": _NAME | {"description": f"The service that is reached, or {MONOLITH}."},
            "kind": {"enum": list(KINDS), "description": "What reaches over."},
            "what": _NAME
            | {"description": "A table, Provider.method, table->table, Class.function, event or file."},
            "policy": {"enum": list(POLICIES), "description": "How it works until it is gone."},
            "columns": _names("What a published view shows. Default: all columns."),
            "issue": _NAME | {"description": f"Where the debt is tracked, or {UNFILED}."},
            "until": {
                "anyOf": [_DATE, {"const": UNSCHEDULED}],
                "description": f"The day on which the debt ends, or {UNSCHEDULED}.",
            },
        },
        "The contract of one crossing.",
        ("id", "from", "to", "kind", "what", "policy"),
    )
    debt = {"properties": {"policy": {"const": "debt"}}, "required": ["policy"]}
    return contract | {"if": debt, "then": {"required": ["issue", "until"]}}


def _pins() -> dict[str, Any]:
    groups = {
        "type": ["array", "null"],
        "items": {"type": "array", "items": _NAME, "minItems": 2, "uniqueItems": True},
    }
    return _object(
        {
            "together": groups | {"description": "Groups of modules or tables that share a service."},
            "apart": groups | {"description": "Groups of which no two share a service."},
            "service": _map(_NAME, "The service of a module or table, by name; monolith: leave it there."),
        },
        "Placements that always hold. module:NAME and table:NAME say which is meant where a name is both.",
    )


def _phase() -> dict[str, Any]:
    return _object(
        {
            "id": _NAME | {"maxLength": LONGEST_PHASE, "description": "Its name, for apply and rollback."},
            "services": _names("The services that leave in it."),
            "depends_on": _names("Earlier phases that have to be done."),
        },
        "A step of the migration that can be rolled back.",
        ("id",),
    )


def _isolation(about: str) -> dict[str, Any]:
    return {"enum": list(ISOLATIONS), "description": about}


def _service_name() -> dict[str, Any]:
    return {"pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "not": {"enum": [MONOLITH, SHARED_SCHEMA]}}


def _names(about: str) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": _NAME, "uniqueItems": True, "description": about}


def _list(items: dict[str, Any], about: str) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": items, "description": about}


def _map(values: dict[str, Any], about: str, names: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"type": ["object", "null"], "additionalProperties": values, "description": about}
    return found if names is None else found | {"propertyNames": names}


def _object(properties: dict[str, Any], about: str = "", required: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"type": ["object", "null"] if about and not required else "object"}
    if about:
        found["description"] = about
    found |= {"properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})
