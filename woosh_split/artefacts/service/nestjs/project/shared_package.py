"""The project files of the package that services share: built by itself, before them, with the monolith's settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.build import Project
from woosh_split.artefacts.service.nestjs.project.build_plan import build_plan
from woosh_split.artefacts.service.nestjs.project.compiler import is_test_type
from woosh_split.artefacts.service.nestjs.project.dependencies import (
    Dependencies,
    declared_by,
    dependencies,
)
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, written
from woosh_split.artefacts.service.nestjs.project.locks.read import read_lock
from woosh_split.artefacts.service.nestjs.project.own_files import OwnFiles
from woosh_split.artefacts.service.nestjs.project.package_json import engines_of
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith, ProjectInput
from woosh_split.artefacts.service.nestjs.project.templates import rendered
from woosh_split.artefacts.service.nestjs.project.tools import compiler_plugins
from woosh_split.model.service_code import ServiceCode
from woosh_split.sources.code.typescript.package_maps import package_in

FOLDER = "packages/shared"
"""Where the package lies in the workspace of the services."""

_SINGLE = frozenset(
    {"class-transformer", "class-validator", "passport", "reflect-metadata", "rxjs", "typeorm"}
)
"""Packages of which a process must have one instance: they know classes by identity, or keep a registry."""

_CARRIED = ("license", "type")
_LEFT = frozenset(
    {
        "paths", "baseUrl", "outDir", "rootDir", "rootDirs", "declarationDir", "tsBuildInfoFile", "outFile", "composite",
        "incremental", "noEmit", "emitDeclarationOnly", "allowImportingTsExtensions", "typeRoots",
        "isolatedDeclarations", "noUnusedLocals", "noUnusedParameters",
    }
)  # fmt: skip
"""Options about where a build goes, and strictness that does not concern how the code runs."""


def package_name(monolith: Monolith) -> str:
    """Return the package's name, without a scope as those of the services are."""
    name = str(read_document(monolith.package_json, "package.json").get("name") or "monolith")
    return f"{name.rpartition('/')[2]}-shared"


def shared_package(
    monolith: Monolith, files: Mapping[str, str], code: ServiceCode, entry: str, ambient: Mapping[str, str]
) -> Project:
    """Make the files around the package's code; ``entry`` is the monolith's main file, ``ambient`` its declarations.

    Raises:
        ProjectFileError: a project file of the monolith is not valid JSON.
        LockFileError: its lock cannot be read.
    """
    name = package_name(monolith)
    declared = declared_by(monolith.package_json, monolith.root_package_json)
    lock = read_lock(monolith.lock_name, monolith.lock, monolith.lock_folder)
    wanted = ProjectInput(name, monolith, code, {**files, **ambient}, entry)
    plan = build_plan(wanted, declared)
    plugins = _nest_plugins(plan)
    tools = ("typescript", *compiler_plugins(plan), *(("@nestjs/cli",) if plugins else ()))
    types = plan.settings.options.get("types")
    needed = dependencies(
        declared, lock, monolith.read_package, code.packages,
        is_own=OwnFiles(wanted, plan.settings), run_tools=tuple(map(_plain, plugins)), build_tools=tools,
        types=tuple(map(str, types)) if isinstance(types, list) else None, runtime=(),
    )  # fmt: skip
    made: dict[str, bytes] = {
        "package.json": _package_json(name, monolith, needed, bool(plugins)),
        "tsconfig.json": _tsconfig(plan),
        "README.md": _readme(name, monolith),
        ".gitignore": rendered("gitignore.j2", output="dist"),
    }
    if plugins:
        made["nest-cli.json"] = written(
            {
                "$schema": "https://json.schemastore.org/nest-cli",
                "sourceRoot": ".",
                "compilerOptions": {"builder": "tsc", "plugins": plugins},
            }
        )
    return Project(made, tuple(needed.notes))


def _nest_plugins(plan: BuildPlan) -> list[Any]:
    """Return the plugins with which ``nest build`` changes classes: without them a DTO would describe itself otherwise."""
    found = mapping(mapping(plan.nest_cli).get("compilerOptions")).get("plugins")
    return found if isinstance(found, list) else []


def _plain(plugin: Any) -> str:
    name = str(mapping(plugin).get("name", "") if isinstance(plugin, dict) else plugin)
    return package_in(name)


def _package_json(name: str, monolith: Monolith, needed: Dependencies, nest: bool) -> bytes:
    document = read_document(monolith.package_json, "package.json")
    peers = {each: version for each, version in needed.run.items() if is_single(each)}
    found: dict[str, Any] = {
        "name": name,
        "version": version_of(monolith),
        "description": f"What the services of {document.get('name', 'the monolith')} share: code of the monolith, once",
        "private": True,
    }
    found.update({key: document[key] for key in _CARRIED if key in document})
    engines = engines_of(monolith)
    if engines:
        found["engines"] = engines
    found["files"] = ["dist"]
    found["scripts"] = {
        "build": "nest build" if nest else "tsc -p tsconfig.json",
        "typecheck": "tsc --noEmit -p tsconfig.json",
    }
    found["dependencies"] = {k: v for k, v in sorted(needed.run.items()) if k not in peers}
    found["peerDependencies"] = dict(sorted(peers.items()))
    found["devDependencies"] = dict(sorted({**needed.develop, **peers}.items()))
    return written(found)


def version_of(monolith: Monolith) -> str:
    """Return the version of the package, and of every service: the monolith's."""
    return str(read_document(monolith.package_json, "package.json").get("version", "0.0.0"))


def is_single(name: str) -> bool:
    """Tell a package of which there must be one instance in a process."""
    return name in _SINGLE or name.startswith("@nestjs/")


def _tsconfig(plan: BuildPlan) -> bytes:
    options = {key: value for key, value in plan.settings.options.items() if key not in _LEFT}
    if isinstance(options.get("types"), list):
        options["types"] = [each for each in options["types"] if not is_test_type(each)]
    options |= {
        "declaration": True, "skipLibCheck": True, "noEmit": False, "rootDir": ".", "outDir": "./dist",
    }  # fmt: skip
    document: dict[str, Any] = {}
    if plan.settings.packages:
        packages = list(plan.settings.packages)
        document["extends"] = packages[0] if len(packages) == 1 else packages
    document["compilerOptions"] = options
    document["include"] = ["**/*.ts", "**/*.tsx"]
    document["exclude"] = ["node_modules", "dist"]
    return written(document)


def _readme(name: str, monolith: Monolith) -> bytes:
    of = read_document(monolith.package_json, "package.json").get("name", "the monolith")
    return (
        f"# {name}\n\n"
        f"Generated by woosh-split: code of {of} that several services take along, once and at the paths that it has "
        "there. The services import it from `dist`, so it is built before them: `npm run build` in the workspace does "
        f"both in this order, `npm run build --workspace {name}` this alone.\n"
    ).encode()
