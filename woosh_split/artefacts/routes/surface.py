"""Everything that the gateway answers, as an OpenAPI 3.1 document: the monolith's surface, each operation with its owner."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.artefacts.service.nestjs.project.openapi import openapi_file, openapi_path
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput
from woosh_split.model.routing import RoutingTable

OWNER, ROUTE = "x-service", "x-route"
_ALL = ("get", "put", "post", "delete", "options")


def surface(wanted: ProjectInput, table: RoutingTable) -> str:
    """Return the document; ``x-service`` names the owner of an operation, ``x-route`` its id in the table."""
    document: dict[str, Any] = json.loads(openapi_file(wanted))
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in table.routes:
        path, _ = openapi_path(entry.path)
        for method in entry.methods:
            for verb in _ALL if method == "ALL" else (method.lower(),):
                known.setdefault((path, verb), (entry.service, entry.id))
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            found = known.get((path, verb))
            if found is not None:
                operation[OWNER], operation[ROUTE] = found
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
