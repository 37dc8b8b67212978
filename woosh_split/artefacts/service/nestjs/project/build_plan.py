"""How a service is built and started: the monolith's own way where that works alone, ``nest build`` otherwise."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from woosh_split.artefacts.service.nestjs.project.commands import (
    CLEANERS,
    COPIERS,
    PATH_WRITERS,
    SHELL,
    TOOLS,
    Part,
    Start,
    build_parts,
    start_of,
)
from woosh_split.artefacts.service.nestjs.project.compiler import Settings, settings_of
from woosh_split.artefacts.service.nestjs.project.dependencies import Declared
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, texts
from woosh_split.artefacts.service.nestjs.project.package_names import package_of
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput

_ALIAS_HOOKS = frozenset({"tsconfig-paths/register", "module-alias/register"})
_IGNORED = frozenset({"eslint", "prettier", "jest", "lint-staged", "husky", "vitest", "biome", "typedoc"})


@dataclass(slots=True)
class BuildPlan:
    """The scripts and what they need.

    ``builder`` is tsc, webpack, swc (all of ``nest build``) or own; ``config`` is the tsconfig that the build compiles
    with; ``main`` the file that ``node`` runs; ``edits`` are compiler options to set, by tsconfig file.
    """

    builder: str
    build: str
    main: str
    config: str
    settings: Settings
    project: str | None = None
    flags: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()
    run_tools: tuple[str, ...] = ()
    build_tools: tuple[str, ...] = ()
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    nest_cli: dict[str, Any] | None = None
    notes: list[Note] = field(default_factory=list)


def build_plan(wanted: ProjectInput, declared: Declared) -> BuildPlan:
    """Work out how the service is built."""
    monolith = wanted.monolith
    scripts = texts(read_document(monolith.package_json, "package.json").get("scripts"))
    nest = read_document(monolith.nest_cli, "nest-cli.json")
    project, options = _project(nest, wanted.entry)
    parts = build_parts(scripts)
    start = start_of(scripts)
    notes: list[Note] = []
    by_nest = "@nestjs/cli" in declared and _is_nest(parts, start, monolith.configs, wanted.files, notes)
    builder = _builder(nest, options, parts) if by_nest else "own"
    source = str(options.get("sourceRoot", posixpath.dirname(wanted.entry)))
    if builder == "swc" and not all(path.startswith(f"{source}/") for path in wanted.files):
        builder, nest = "tsc", _by_tsc(nest)
        options = _by_tsc(options)
        notes.append(
            Note("nest-cli.json", f"tsc builds it, since swc compiles {source} and nothing beside it")
        )
    config = _config(monolith.configs, options, parts, project)
    settings = settings_of(config, monolith.configs)
    plan = BuildPlan(builder, "", "", config, settings, project, notes=notes)
    if by_nest:
        plan.build, tools = _nest_build(parts, plan, wanted, declared, options)
        plan.nest_cli = nest_cli_document(nest, project, wanted)
    else:
        plan.build, tools = _own_build(parts, plan, wanted, declared)
    _lay_out(plan, wanted, options, start)
    _start_flags(plan, start, by_nest)
    plan.build_tools = tuple(dict.fromkeys(("typescript", *tools, *_builder_tools(plan), *_plugins(plan))))
    plan.run_tools = tuple(dict.fromkeys((*plan.run_tools, *_runtime_plugins(nest, options))))
    return plan


def _is_nest(
    parts: list[Part],
    start: Start | None,
    configs: Mapping[str, str],
    files: Collection[str],
    notes: list[Note],
) -> bool:
    """Tell whether ``nest build`` builds the service."""
    if not parts or any(each.tool == "nest" for each in parts):
        return True
    if any(each.tool in PATH_WRITERS for each in parts) or all(each.tool != "tsc" for each in parts):
        return False
    loads = start is not None and any(flag in _ALIAS_HOOKS for flag in start.flags)
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


def _builder(nest: Mapping[str, Any], options: Mapping[str, Any], parts: list[Part]) -> str:
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
    return "webpack" if nest.get("monorepo") is True else "tsc"


def _config(
    configs: Mapping[str, str], options: Mapping[str, Any], parts: list[Part], project: str | None
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
    names_build = any(each.tool == "nest" for each in parts) or not parts
    return "tsconfig.build.json" if names_build and "tsconfig.build.json" in configs else "tsconfig.json"


# Commands ----------------------------------------------------------------------------------------------


def _nest_build(
    parts: list[Part], plan: BuildPlan, wanted: ProjectInput, declared: Declared, options: Mapping[str, Any]
) -> tuple[str, list[str]]:
    compiles = [each for each in parts if each.tool == "nest"]
    extra: list[str] = []
    if compiles:
        words = list(compiles[0].words[2:])
        extra = words[1:] if words and not words[0].startswith("-") else words
        extra = [each for each in extra if each not in ("--watch", "-w")]
    default = "tsconfig.build.json" if "tsconfig.build.json" in wanted.monolith.configs else "tsconfig.json"
    named = mapping(options.get("compilerOptions")).get("tsConfigPath")
    is_named = isinstance(named, str) and posixpath.normpath(named) == plan.config
    if plan.config != default and not is_named and not {"-p", "--path"} & set(extra) and plan.project is None:
        extra.extend(("-p", plan.config))
    command = " ".join(["nest build", *((plan.project,) if plan.project else ()), *extra])
    kept, tools = _around(parts, plan, wanted, declared, {"nest", "tsc"}, command)
    return kept, ["@nestjs/cli", *tools]


def _own_build(
    parts: list[Part], plan: BuildPlan, wanted: ProjectInput, declared: Declared
) -> tuple[str, list[str]]:
    if not parts:
        return f"tsc -p {plan.config}", ["typescript"]
    command = f"tsc -p {plan.config}"
    if any(each.tool == "nest" for each in parts):
        plan.notes.append(Note("package.json", "`tsc` builds it: package.json does not declare @nestjs/cli"))
        kept, tools = _around(parts, plan, wanted, declared, {"nest", "tsc"}, command)
    else:
        kept, tools = _around(parts, plan, wanted, declared, set(), None)
    return kept or command, tools


def _around(
    parts: list[Part],
    plan: BuildPlan,
    wanted: ProjectInput,
    declared: Declared,
    replaced: Collection[str],
    command: str | None,
) -> tuple[str, list[str]]:
    """Return the script with the compiling commands replaced by ``command``, and the packages that it needs."""
    pieces: list[str] = []
    tools: list[str] = []
    for each in parts:
        if each.tool in replaced:
            if command is not None and command not in pieces:
                pieces.append(command)
            continue
        if each.tool in _IGNORED:
            plan.notes.append(Note("package.json", f"`{each.text}` is no part of the service's build script"))
            continue
        if not _is_possible(each, wanted):
            plan.notes.append(
                Note("package.json", f"`{each.text}` is left out of the build: the service has no such files")
            )
            continue
        needs = list(TOOLS.get(each.tool, ()))
        if each.tool in CLEANERS and not any(name in declared for name in needs):
            plan.notes.append(
                Note(
                    "package.json", f"`{each.text}` is left out of the build: package.json has no {each.tool}"
                )
            )
            continue
        if each.text.startswith("cross-env "):
            needs.append("cross-env")
        if not needs and each.tool not in SHELL:
            plan.notes.append(
                Note("package.json", f"`{each.text}` is kept in the build; see whether it runs here")
            )
        pieces.append(each.text)
        tools.extend(needs)
    if command is not None and command not in pieces:
        pieces.append(command)
    return " && ".join(pieces), tools


def _is_possible(part: Part, wanted: ProjectInput) -> bool:
    """Tell whether what a command copies or runs is there."""
    words = [word for word in part.words if word != "shx"]
    if not words or (words[0] not in COPIERS and words[0] != "node"):
        return True
    paths = [word.removeprefix("./") for word in words[1:] if not word.startswith("-")]
    sources = paths[:1] if words[0] == "node" else paths[:-1]
    present = (*wanted.files, *wanted.assets)
    for source in sources:
        stem = source.partition("*")[0].rstrip("/")
        if stem.startswith(("dist", "build", "node_modules", "package")) or not stem:
            continue
        if not any(each == stem or each.startswith((f"{stem}/", stem)) for each in present):
            return False
    return True


# Layout ------------------------------------------------------------------------------------------------


def _lay_out(plan: BuildPlan, wanted: ProjectInput, options: Mapping[str, Any], start: Start | None) -> None:
    """Find where the compiler writes the entry, and make that the place where the monolith has it."""
    entry = wanted.entry.rpartition(".")[0]
    out = str(plan.settings.options.get("outDir", "dist"))
    expected = start.entry.removesuffix(".js") if start is not None else None
    if plan.builder == "webpack":
        file = str(options.get("entryFile", "main"))
        plan.main = posixpath.normpath(posixpath.join("dist", posixpath.dirname(plan.config), f"{file}.js"))
        return
    if plan.builder == "swc":
        # Its command line leaves out the first folder of what it compiles, and no more.
        plan.main = posixpath.join(out, entry.partition("/")[2] or entry) + ".js"
        if expected is not None and expected.endswith("/" + posixpath.basename(entry)):
            plan.main = f"{expected}.js"
        return
    if "outDir" not in plan.settings.options:
        plan.edits.setdefault(plan.config, {})["outDir"] = posixpath.relpath(
            "dist", posixpath.dirname(plan.config) or "."
        )
    root = _compiled_root(plan, wanted)
    hoped = _root_of(expected, out, entry)
    if hoped is not None and hoped != root and "rootDir" not in plan.settings.options:
        if hoped == "" or root.startswith(f"{hoped}/"):
            plan.edits.setdefault(plan.config, {})["rootDir"] = posixpath.relpath(
                hoped or ".", posixpath.dirname(plan.config) or "."
            )
            root = hoped
        else:
            plan.notes.append(
                Note(
                    "package.json",
                    f"the monolith starts {expected}.js; here the compiler writes another path",
                )
            )
    if plan.builder == "own" and not any(word in plan.build for word in ("tsc", "tspc")) and expected:
        plan.main = f"{expected}.js"
        return
    plan.main = posixpath.normpath(posixpath.join(out, posixpath.relpath(entry, root or "."))) + ".js"


def _compiled_root(plan: BuildPlan, wanted: ProjectInput) -> str:
    """Return the folder that the output mirrors: ``rootDir``, or what all compiled files have in common."""
    declared = plan.settings.options.get("rootDir")
    if isinstance(declared, str):
        return "" if declared == "." else declared
    if plan.settings.options.get("composite") is True:
        return posixpath.dirname(plan.config)
    compiled = [path for path in wanted.files if not path.endswith((".d.ts", ".d.mts", ".d.cts"))]
    compiled.extend(_imported_json(wanted))
    common = posixpath.commonpath([posixpath.dirname(path) or "." for path in compiled]) if compiled else ""
    if any("/" not in path for path in compiled):
        return ""
    return "" if common == "." else common


def _imported_json(wanted: ProjectInput) -> list[str]:
    found = set()
    for use in wanted.code.packages:
        if use.specifier.endswith(".json") and use.specifier.startswith(".") and not use.type_only:
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(use.file), use.specifier)))
    return sorted(path for path in found if path in wanted.assets or path == "package.json")


def _root_of(expected: str | None, out: str, entry: str) -> str | None:
    """Return the root that makes ``out`` + (entry below root) what the monolith starts."""
    if expected is None or not expected.startswith(f"{out}/"):
        return None
    rest = expected[len(out) + 1 :]
    if entry == rest:
        return ""
    return entry[: -len(rest) - 1] if entry.endswith(f"/{rest}") else None


# Flags and tools ---------------------------------------------------------------------------------------


def _start_flags(plan: BuildPlan, start: Start | None, by_nest: bool) -> None:
    if start is None:
        return
    flags: list[str] = []
    tools: list[str] = []
    waiting = list(start.flags)
    while waiting:
        flag = waiting.pop(0)
        name, _, value = flag.partition("=")
        takes = name in ("-r", "--require", "--import", "--loader", "--experimental-loader")
        if takes and not value and waiting:
            value = waiting.pop(0)
        if not takes:
            flags.append(flag)
            continue
        if by_nest and value in _ALIAS_HOOKS and value.startswith("tsconfig"):
            continue  # the build has written the aliases as paths already
        package = package_of(value)
        if package is not None:
            tools.append(package)
        flags.extend((name, value))
    plan.flags = tuple(flags)
    plan.arguments = start.arguments
    plan.assignments = start.assignments
    plan.run_tools = tuple(tools)


def _builder_tools(plan: BuildPlan) -> list[str]:
    tools = {"webpack": ["ts-loader", "webpack"], "swc": ["@swc/cli", "@swc/core"]}.get(plan.builder, [])
    return [*tools, *(name for name in map(package_of, plan.settings.packages) if name)]


def _plugins(plan: BuildPlan) -> list[str]:
    """Return the packages of the compiler's own plugins, and ts-patch where they transform."""
    found: list[str] = []
    plugins = plan.settings.options.get("plugins")
    for each in plugins if isinstance(plugins, list) else ():
        name = mapping(each).get("transform")
        package = package_of(name) if isinstance(name, str) else None
        if package is not None:
            found.extend((package, "ts-patch"))
    return found


def _runtime_plugins(nest: Mapping[str, Any], options: Mapping[str, Any]) -> list[str]:
    """Return the packages of Nest's compiler plugins: what they write into the output loads them."""
    found: list[str] = []
    for document in (nest, options):
        plugins = mapping(document.get("compilerOptions")).get("plugins")
        for each in plugins if isinstance(plugins, list) else ():
            name = each if isinstance(each, str) else mapping(each).get("name")
            package = package_of(name) if isinstance(name, str) else None
            if package is not None and package not in found:
                found.append(package)
    return found


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
