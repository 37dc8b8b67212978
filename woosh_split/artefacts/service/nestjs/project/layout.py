"""Where the compiler writes the entry of a service, and how that stays the place where the monolith has it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.commands import Start
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput


def lay_out(plan: BuildPlan, wanted: ProjectInput, options: Mapping[str, Any], start: Start | None) -> None:
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
    if "outDir" not in plan.settings.options or out.startswith("../"):
        # Every service has its own output, whatever folder beside itself the monolith writes to.
        out = "dist"
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
