"""How a service is built and started: the monolith's own way where that works alone, ``nest build`` otherwise."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.build_script import nest_build, own_build, write_paths
from woosh_split.artefacts.service.nestjs.project.commands import (
    ALIAS_HOOKS,
    PATH_WRITERS,
    Part,
    Start,
    build_parts,
    for_workspaces,
    start_of,
)
from woosh_split.artefacts.service.nestjs.project.compiler import settings_of
from woosh_split.artefacts.service.nestjs.project.dependencies import Declared
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, texts
from woosh_split.artefacts.service.nestjs.project.layout import lay_out
from woosh_split.artefacts.service.nestjs.project.nest_cli import (
    nest_cli_document,
    place_assets,
    seen_from_above,
)
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput
from woosh_split.artefacts.service.nestjs.project.tools import (
    builder_tools,
    compiler_plugins,
    runtime_plugins,
    start_flags,
)
from woosh_split.artefacts.service.nestjs.project.webpack import set_up_webpack


def build_plan(wanted: ProjectInput, declared: Declared) -> BuildPlan:
    """Work out how the service is built."""
    monolith = wanted.monolith
    scripts = texts(read_document(monolith.package_json, "package.json").get("scripts"))
    nest = seen_from_above(read_document(monolith.nest_cli, "nest-cli.json"), monolith.nest_folder)
    project, options = _project(nest, wanted.entry)
    every = build_parts(scripts)
    parts = [each for each in every if not for_workspaces(each)]
    start = start_of(scripts)
    notes = [
        Note("package.json", f"`{each.text}` is left out of the build: it is for the monolith's own packages")
        for each in every
        if for_workspaces(each)
    ]
    by_nest = "@nestjs/cli" in declared and _is_nest(parts, start, monolith.configs, notes)
    builder = _builder(options, parts) if by_nest else "own"
    source = str(options.get("sourceRoot", posixpath.dirname(wanted.entry)))
    if builder == "swc" and not all(path.startswith(f"{source}/") for path in wanted.files):
        builder, nest = "tsc", _by_tsc(nest)
        options = _by_tsc(options)
        notes.append(
            Note("nest-cli.json", f"tsc builds it, since swc compiles {source} and nothing beside it")
        )
    config = _config(monolith.configs, options, parts, project, wanted.entry)
    settings = settings_of(config, monolith.configs)
    plan = BuildPlan(builder, "", "", config, settings, project, notes=notes)
    if by_nest:
        plan.build, tools = nest_build(parts, plan, wanted, declared, options)
        plan.nest_cli = nest_cli_document(nest, project, wanted)
        if builder == "webpack":
            set_up_webpack(plan, monolith, options)
    else:
        plan.build, tools = own_build(parts, plan, wanted, declared)
        write_paths(plan, wanted, start)
    lay_out(plan, wanted, options, start)
    if monolith.nest_folder and plan.nest_cli is not None and builder != "webpack":
        was = posixpath.dirname(start.entry) if start is not None else "dist"
        place_assets(plan.nest_cli, source, plan.main, wanted.entry, was or "dist")
    start_flags(plan, start, by_nest)
    plan.build_tools = tuple(
        dict.fromkeys(("typescript", *tools, *builder_tools(plan, monolith), *compiler_plugins(plan)))
    )
    plan.run_tools = tuple(dict.fromkeys((*plan.run_tools, *runtime_plugins(nest, options))))
    return plan


def _is_nest(
    parts: list[Part],
    start: Start | None,
    configs: Mapping[str, str],
    notes: list[Note],
) -> bool:
    """Tell whether ``nest build`` builds the service."""
    if not parts or any(each.tool == "nest" for each in parts):
        return True
    if any(each.tool in PATH_WRITERS for each in parts) or all(each.tool != "tsc" for each in parts):
        return False
    loads = start is not None and any(flag in ALIAS_HOOKS for flag in start.flags)
    aliases = any(settings_of(path, configs).has_aliases for path in configs)
    if loads or aliases:
        notes.append(
            Note(
                "package.json",
                "`nest build` takes the place of `tsc`: it writes the aliases of tsconfig as paths",
            )
        )
        return True
    return False


def _project(nest: Mapping[str, Any], entry: str) -> tuple[str | None, Mapping[str, Any]]:
    """Return the project of a Nest workspace that holds the entry, and the options that hold for it."""
    best: tuple[str, Mapping[str, Any]] | None = None
    for name, each in sorted(mapping(nest.get("projects")).items()):
        root = str(mapping(each).get("root") or mapping(each).get("sourceRoot") or "")
        if mapping(each).get("type") != "library" and root and entry.startswith(root.rstrip("/") + "/"):
            best = (name, mapping(each))
    if best is None:
        return None, nest
    name, each = best
    merged = {**nest, **each}
    merged["compilerOptions"] = {
        **mapping(nest.get("compilerOptions")),
        **mapping(each.get("compilerOptions")),
    }
    return name, merged


def _by_tsc(document: Mapping[str, Any]) -> dict[str, Any]:
    compiler = {**mapping(document.get("compilerOptions")), "builder": "tsc"}
    return {**document, "compilerOptions": compiler}


def _builder(options: Mapping[str, Any], parts: list[Part]) -> str:
    words = [word for each in parts if each.tool == "nest" for word in each.words]
    for at, word in enumerate(words):
        if word in ("-b", "--builder") and at + 1 < len(words):
            return words[at + 1]
        if word in ("--webpack", "--tsc"):
            return word[2:]
    compiler = mapping(options.get("compilerOptions"))
    builder = compiler.get("builder")
    if isinstance(builder, dict):
        builder = builder.get("type")
    if isinstance(builder, str):
        return builder
    if isinstance(compiler.get("webpack"), bool):
        return "webpack" if compiler["webpack"] else "tsc"
    return (
        "tsc"  # in a monorepo too: nest reads `webpack` and `builder` alone, whatever its documentation says
    )


def _config(
    configs: Mapping[str, str],
    options: Mapping[str, Any],
    parts: list[Part],
    project: str | None,
    entry: str,
) -> str:
    """Return the tsconfig that the build compiles with."""
    for each in parts:
        if each.tool in ("nest", "tsc", "tspc", "ttsc"):
            for at, word in enumerate(each.words[:-1]):
                if word in ("-p", "--project", "--path", "--build", "-b") and each.words[at + 1].endswith(
                    ".json"
                ):
                    return posixpath.normpath(each.words[at + 1])
    compiler = mapping(options.get("compilerOptions"))
    builder = mapping(compiler.get("builder"))
    for value in (compiler.get("tsConfigPath"), mapping(builder.get("options")).get("configPath")):
        if isinstance(value, str) and posixpath.normpath(value) in configs:
            return posixpath.normpath(value)
    if project is not None:
        root = str(options.get("root") or "")
        for name in ("tsconfig.app.json", "tsconfig.build.json", "tsconfig.json"):
            if posixpath.join(root, name) in configs:
                return posixpath.join(root, name)
    nearest = _nearest(configs, entry)
    if nearest != "tsconfig.json":  # a package of a workspace: what lies above it holds for all of them
        return nearest
    names_build = any(each.tool == "nest" for each in parts) or not parts
    return "tsconfig.build.json" if names_build and "tsconfig.build.json" in configs else nearest


def _nearest(configs: Mapping[str, str], entry: str) -> str:
    """Return the tsconfig nearest to the entry that compiles something: others only lead to those that do."""
    folder = posixpath.dirname(entry)
    while folder:
        for name in ("tsconfig.app.json", "tsconfig.build.json", "tsconfig.json"):
            path = posixpath.join(folder, name)
            if _compiles(path, configs):
                return path
        folder = posixpath.dirname(folder)
    return "tsconfig.json"


def _compiles(path: str, configs: Mapping[str, str]) -> bool:
    if path not in configs:
        return False
    document = read_document(configs[path], path)
    return document.get("files") != [] or "include" in document
