"""The settings of webpack: the monolith's own, and packages stay out of the bundle wherever the workspace has them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith, Note
from woosh_split.artefacts.service.nestjs.project.templates import rendered

WEBPACK = "webpack.service.cjs"
"""The generated settings. Nest's own look for packages in the service's folder alone, and a workspace has them above it."""
_DEFAULT = "webpack.config.js"


def set_up_webpack(plan: BuildPlan, monolith: Monolith, options: Mapping[str, Any]) -> None:
    """Let Nest read the generated settings; ``options`` are those of the project in nest-cli.json."""
    named = mapping(options.get("compilerOptions")).get("webpackConfigPath")
    path = posixpath.normpath(
        named if isinstance(named, str) else posixpath.join(monolith.nest_folder, _DEFAULT)
    )
    if path in monolith.webpack:
        plan.webpack = path
    elif isinstance(named, str):
        plan.notes.append(
            Note("nest-cli.json", f"{path} has not come along; see whether webpack can do without it")
        )
    nest = plan.nest_cli if plan.nest_cli is not None else {}
    nest["compilerOptions"] = {**mapping(nest.get("compilerOptions")), "webpackConfigPath": WEBPACK}
    own = mapping(mapping(nest.get("projects")).get(plan.project)) if plan.project else {}
    if isinstance(mapping(own.get("compilerOptions")).get("webpackConfigPath"), str):
        compiler = {**mapping(own["compilerOptions"]), "webpackConfigPath": WEBPACK}
        nest["projects"] = {**nest["projects"], plan.project: {**own, "compilerOptions": compiler}}
    plan.nest_cli = nest


def webpack_files(plan: BuildPlan, monolith: Monolith) -> dict[str, bytes]:
    """Return the settings, and the monolith's own where it has some."""
    if plan.builder != "webpack":
        return {}
    files = {WEBPACK: rendered(f"{WEBPACK}.j2", own=plan.webpack)}
    if plan.webpack is not None:
        files[plan.webpack] = monolith.webpack[plan.webpack].encode()
    return files
