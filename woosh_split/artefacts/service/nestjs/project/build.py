"""All files around a service's code."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from woosh_split.artefacts.service.nestjs.project.build_plan import build_plan
from woosh_split.artefacts.service.nestjs.project.build_script import WRITE_PATHS
from woosh_split.artefacts.service.nestjs.project.compiler import config_files
from woosh_split.artefacts.service.nestjs.project.dependencies import (
    Dependencies,
    declared_by,
    dependencies,
)
from woosh_split.artefacts.service.nestjs.project.docker import docker_files
from woosh_split.artefacts.service.nestjs.project.documents import read_document, written
from woosh_split.artefacts.service.nestjs.project.environment import environment_file
from woosh_split.artefacts.service.nestjs.project.locks.read import read_lock
from woosh_split.artefacts.service.nestjs.project.node_version import node_tag
from woosh_split.artefacts.service.nestjs.project.openapi import openapi_file
from woosh_split.artefacts.service.nestjs.project.own_files import OwnFiles
from woosh_split.artefacts.service.nestjs.project.package_json import package_json, scripts
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput
from woosh_split.artefacts.service.nestjs.project.readme import readme_file
from woosh_split.artefacts.service.nestjs.project.templates import rendered
from woosh_split.artefacts.service.nestjs.project.webpack import webpack_files
from woosh_split.resources import resource

_MINIMAL = {
    "compilerOptions": {
        "module": "commonjs",
        "target": "ES2021",
        "moduleResolution": "node",
        "emitDecoratorMetadata": True,
        "experimentalDecorators": True,
        "esModuleInterop": True,
        "skipLibCheck": True,
        "outDir": "./dist",
        "baseUrl": "./",
    }
}
"""Settings for a monolith that has no tsconfig of its own."""


@dataclass(frozen=True, slots=True)
class Project:
    """The files, relative to the service's folder, and what a person should know about them."""

    files: Mapping[str, bytes]
    notes: tuple[Note, ...]
    config: str = "tsconfig.json"
    """The tsconfig that the service is compiled with."""


def project(wanted: ProjectInput) -> Project:
    """Make the files around a service's code.

    Raises:
        ProjectFileError: a project file of the monolith is not valid JSON.
        LockFileError: its lock cannot be read.
    """
    monolith = wanted.monolith
    declared = declared_by(monolith.package_json, monolith.root_package_json)
    lock = read_lock(monolith.lock_name, monolith.lock, monolith.lock_folder)
    plan = build_plan(wanted, declared)
    needed = dependencies(
        declared,
        lock,
        monolith.read_package,
        wanted.code.packages,
        is_own=OwnFiles(wanted, plan.settings),
        run_tools=plan.run_tools,
        build_tools=plan.build_tools,
        types=_types(plan),
    )
    documents = [
        read_document(monolith.package_json, "package.json"),
        read_document(monolith.root_package_json, "package.json of the workspace"),
    ]
    node = node_tag(monolith.nvmrc, documents, _types_node(needed))
    text, more = package_json(wanted.service, monolith, plan, needed, wanted.shared)
    notes = tuple(dict.fromkeys((*plan.notes, *needed.notes, *more)))
    files: dict[str, bytes] = {"package.json": text}
    files.update(_configs(wanted, plan))
    if plan.nest_cli is not None:
        files["nest-cli.json"] = written(plan.nest_cli)
    if plan.writes_paths:
        files[WRITE_PATHS] = resource(f"templates/service/nestjs/project/{WRITE_PATHS}").read_bytes()
    files.update(webpack_files(plan, monolith))
    if monolith.nvmrc is not None:
        files[".nvmrc"] = monolith.nvmrc.encode()
    if monolith.swcrc is not None:
        files[".swcrc"] = monolith.swcrc.encode()
    files.update(docker_files(wanted, plan, node))
    files[".env.example"] = environment_file(wanted)
    files[".gitignore"] = rendered("gitignore.j2", output=_output(wanted, plan))
    files["openapi.json"] = openapi_file(wanted)
    files["README.md"] = readme_file(wanted, plan, notes, scripts(plan), (*needed.run, *needed.develop))
    return Project(dict(sorted(files.items())), notes, plan.config)


def _output(wanted: ProjectInput, plan: BuildPlan) -> str | None:
    """Return the folder that the build writes, none where sources stand in it too."""
    folder, slash, _ = plan.main.removeprefix("./").partition("/")
    held = any(path.startswith(f"{folder}/") for path in (*wanted.files, *wanted.assets))
    return folder if slash and not held else None


def project_files(wanted: ProjectInput) -> Mapping[str, bytes]:
    """Return the files alone; the README names the notes."""
    return project(wanted).files


def _configs(wanted: ProjectInput, plan: BuildPlan) -> dict[str, bytes]:
    configs = wanted.monolith.configs
    if plan.config not in configs:
        return {plan.config: written({**_MINIMAL, "exclude": ["node_modules", "dist"]})}
    named = {plan.config, "tsconfig.json"}
    # Libraries of a Nest workspace have their own settings, which editors and `nest build` of them read.
    for path in configs:
        folder = posixpath.dirname(path)
        if (
            folder
            and any(each.startswith(f"{folder}/") for each in wanted.files)
            and not path.startswith("../")
        ):
            named.add(path)
    present = {*wanted.files, *wanted.assets}
    return dict(config_files(sorted(each for each in named if each in configs), configs, present, plan.edits))


def _types(plan: BuildPlan) -> tuple[str, ...] | None:
    value = plan.settings.options.get("types")
    return tuple(str(each) for each in value) if isinstance(value, list) else None


def _types_node(needed: Dependencies) -> str | None:
    return needed.develop.get("@types/node", needed.run.get("@types/node"))
