"""Nest's own settings: nest-cli.json with the service's project in it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput


def nest_cli_document(nest: Mapping[str, Any], project: str | None, wanted: ProjectInput) -> dict[str, Any]:
    """Return nest-cli.json with the service's own project, and the libraries that came along."""
    if not nest:
        root = posixpath.dirname(wanted.entry) or "."
        return {"$schema": "https://json.schemastore.org/nest-cli", "sourceRoot": root}
    found = dict(nest)
    projects = mapping(nest.get("projects"))
    if projects:
        paths = (*wanted.files, *wanted.assets)
        kept = {
            name: each
            for name, each in projects.items()
            if name == project
            or (
                mapping(each).get("type") == "library"
                and any(path.startswith(str(mapping(each).get("root")) + "/") for path in paths)
            )
        }
        found["projects"] = kept
    if project is not None:
        own = mapping(projects[project])
        for key in ("root", "sourceRoot"):
            if key in own:
                found[key] = own[key]
    return found
