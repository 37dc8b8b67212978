"""The build script: the monolith's own, with the commands that compile replaced where another one is needed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.commands import (
    ALIAS_HOOKS,
    CLEANERS,
    COPIERS,
    PATH_WRITERS,
    SHELL,
    TOOLS,
    Part,
    Start,
    script_of,
)
from woosh_split.artefacts.service.nestjs.project.dependencies import Declared
from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.own_files import OwnFiles
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput

WRITE_PATHS = "write-paths.cjs"
"""The generated step that writes aliases as paths, for a monolith that has none of its own."""

_NEEDS_FOLDER = frozenset({"cp", "mv"})
"""Commands that fail where the folder that they write to is not there; the others of the copiers make it."""
_PLAIN = re.compile(r"[\w./@-]+")

_IGNORED = frozenset({"eslint", "prettier", "jest", "lint-staged", "husky", "vitest", "biome", "typedoc"})


def nest_build(
    parts: list[Part], plan: BuildPlan, wanted: ProjectInput, declared: Declared, options: Mapping[str, Any]
) -> tuple[str, list[str]]:
    """Return the script with ``nest build`` in it, and the packages that it needs."""
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
    plan.nest_options = tuple(each for each in extra if each != "--all")
    command = " ".join(["nest build", *((plan.project,) if plan.project else ()), *extra])
    kept, tools = _around(parts, plan, wanted, declared, {"nest", "tsc"}, command)
    return kept, ["@nestjs/cli", *tools]


def own_build(
    parts: list[Part], plan: BuildPlan, wanted: ProjectInput, declared: Declared
) -> tuple[str, list[str]]:
    """Return the monolith's own script, and the packages that it needs."""
    if not parts:
        return f"tsc -p {plan.config}", ["typescript"]
    command = f"tsc -p {plan.config}"
    if any(each.tool == "nest" for each in parts):
        plan.notes.append(Note("package.json", "`tsc` builds it: package.json does not declare @nestjs/cli"))
        kept, tools = _around(parts, plan, wanted, declared, {"nest", "tsc"}, command)
    else:
        kept, tools = _around(parts, plan, wanted, declared, set(), None)
    return kept or command, tools


def write_paths(plan: BuildPlan, wanted: ProjectInput, start: Start | None) -> None:
    """Add a step that writes aliases as paths, where neither the build nor the start of the monolith sees to them."""
    hooked = start is not None and any(flag in ALIAS_HOOKS for flag in start.flags)
    words = set(plan.build.replace("&&", " ").split())
    if hooked or words & PATH_WRITERS or "tsc" not in words or not plan.settings.has_aliases:
        return
    is_own = OwnFiles(wanted, plan.settings)
    if any(is_own(use.specifier) for use in wanted.code.packages if use.kind != "text"):
        plan.build = f"{plan.build} && node {WRITE_PATHS} {plan.config}"
        plan.writes_paths = True


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
        folder = _folder_to_make(each, wanted)
        if folder is not None:
            pieces.append(f"{'shx ' if each.tool == 'shx' else ''}mkdir -p {folder}")
        pieces.append(each.text)
        tools.extend(needs)
    if command is not None and command not in pieces:
        pieces.append(command)
    return " && ".join(pieces), tools


def _folder_to_make(part: Part, wanted: ProjectInput) -> str | None:
    """Return the folder of the output that a command copies into and that no code of the service is compiled into."""
    words = [word for word in part.words if word != "shx" and not word.startswith("-")]
    if len(words) < 3 or words[0] not in _NEEDS_FOLDER or _PLAIN.fullmatch(words[-1]) is None:
        return None
    target = words[-1].removeprefix("./")
    folder = target.rstrip("/") if target.endswith("/") or len(words) > 3 else posixpath.dirname(target)
    inside = folder.partition("/")[2]
    if not inside or any(f"/{inside}/" in f"/{path}" for path in wanted.files):
        return None
    return folder


def _is_possible(part: Part, wanted: ProjectInput) -> bool:
    """Tell whether what a command copies or runs is there."""
    script = script_of(part)
    words = [word for word in part.words if word != "shx"]
    if script is not None:
        sources = [script]
    elif words and words[0] in COPIERS:
        sources = [word.removeprefix("./") for word in words[1:] if not word.startswith("-")][:-1]
    else:
        return True
    present = (*wanted.files, *wanted.assets)
    for source in sources:
        stem = source.partition("*")[0].rstrip("/")
        if stem.startswith(("dist", "build", "node_modules", "package")) or not stem:
            continue
        if not any(each == stem or each.startswith((f"{stem}/", stem)) for each in present):
            return False
    return True
