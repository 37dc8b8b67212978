"""Nest's own settings: nest-cli.json with the service's project in it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput

_FOLDERS = ("root", "sourceRoot")
_CONFIGS = ("tsConfigPath", "webpackConfigPath")


def seen_from_above(nest: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return nest-cli.json of a folder as it reads one level up: a package's, in a service that has code beside it."""
    if not folder or not nest:
        return dict(nest)
    found = _moved({**nest, "sourceRoot": nest.get("sourceRoot", "src")}, folder)
    projects = mapping(nest.get("projects"))
    if projects:
        found["projects"] = {name: _moved(mapping(each), folder) for name, each in projects.items()}
    return found


def _moved(options: Mapping[str, Any], folder: str) -> dict[str, Any]:
    found = dict(options)
    for key in _FOLDERS:
        if isinstance(found.get(key), str):
            found[key] = posixpath.normpath(posixpath.join(folder, found[key]))
    compiler = dict(mapping(options.get("compilerOptions")))
    for key in _CONFIGS:
        if isinstance(compiler.get(key), str):
            compiler[key] = posixpath.normpath(posixpath.join(folder, compiler[key]))
    if compiler:
        found["compilerOptions"] = compiler
    return found


def place_assets(nest: dict[str, Any], source: str, main: str, entry: str, was: str) -> None:
    """Name the folder into which files go that are no code: beside the code that reads them, by its own path.

    Nest writes them to ``outDir`` itself, which is the code's place only where nothing but ``source`` is compiled. ``was``
    is the folder of the compiled code in the monolith, as an asset's own ``outDir`` may name it.
    """
    compiler = mapping(nest.get("compilerOptions"))
    assets = compiler.get("assets")
    below = posixpath.relpath(posixpath.dirname(entry) or ".", source)
    if not isinstance(assets, list) or below.startswith(".."):
        return
    up = posixpath.join(".", *(".." for part in below.split("/") if part != "."))
    place = posixpath.normpath(posixpath.join(posixpath.dirname(main), up))

    def placed(asset: Any) -> Any:
        if not isinstance(asset, dict):
            return {"include": asset, "outDir": place}
        told = posixpath.normpath(str(asset.get("outDir", was)))
        inside = posixpath.relpath(told, was)
        return {
            **asset,
            "outDir": told if inside.startswith("..") else posixpath.normpath(posixpath.join(place, inside)),
        }

    nest["compilerOptions"] = {**compiler, "assets": [placed(each) for each in assets]}


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
