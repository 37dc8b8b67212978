"""A service's package.json, and that of the workspace around all services."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.dependencies import Dependencies, declared_by
from woosh_split.artefacts.service.nestjs.project.documents import mapping, read_document, written
from woosh_split.artefacts.service.nestjs.project.locks.ranges import satisfies
from woosh_split.artefacts.service.nestjs.project.locks.read import read_lock
from woosh_split.artefacts.service.nestjs.project.overrides import overrides_of, pinned
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith, Note
from woosh_split.artefacts.service.nestjs.project.templates import rendered
from woosh_split.sources.nesting import json_of

_CARRIED = ("license", "type", "imports", "_moduleAliases", "prisma", "browserslist")
"""Keys of the monolith's package.json that change how its code runs or what may be done with it."""


def package_json(
    service: str, monolith: Monolith, plan: BuildPlan, needed: Dependencies, shared: str | None = None
) -> tuple[bytes, list[Note]]:
    """Return the text of package.json, and what of the monolith's has no place in it.

    ``shared`` is the package of the workspace that it imports shared code from.
    """
    document = read_document(monolith.package_json, "package.json")
    root = read_document(monolith.root_package_json, "package.json of the workspace")
    overrides, notes = overrides_of([root, document])
    found: dict[str, Any] = {
        "name": service,
        "version": document.get("version", "0.0.0"),
        "description": f"The service {service}, taken out of {document.get('name', 'the monolith')}",
        "private": True,
    }
    found.update({key: document[key] for key in _CARRIED if key in document})
    engines = engines_of(monolith)
    if engines:
        found["engines"] = engines
    found["scripts"] = scripts(plan)
    own = {shared: found["version"]} if shared is not None else {}
    found["dependencies"] = dict(sorted({**needed.run, **own}.items()))
    found["devDependencies"] = dict(sorted(needed.develop.items()))
    kept = pinned(overrides, {**needed.develop, **needed.run})
    if kept:
        found["overrides"] = dict(sorted(kept.items()))
    return written(found), notes


def engines_of(monolith: Monolith) -> dict[str, Any]:
    """Return the engines that the monolith asks for, as far as they concern running it."""
    document = read_document(monolith.package_json, "package.json")
    root = read_document(monolith.root_package_json, "package.json of the workspace")
    engines = {**mapping(root.get("engines")), **mapping(document.get("engines"))}
    return {key: each for key, each in engines.items() if key in ("node", "vscode")}


def scripts(plan: BuildPlan) -> dict[str, str]:
    """Return the scripts that work for the layout of the service."""
    run = shlex.join(["node", *plan.flags, plan.main, *plan.arguments])
    # What decides how the program runs is set in both; which environment it runs in, only in production.
    always = [each for each in plan.assignments if not each.startswith("NODE_ENV=")]
    found = {"build": plan.build, "start": " ".join([*map(_assigned, always), run])}
    if plan.nest_cli is not None:
        named = [plan.project] if plan.project else []
        found["start:dev"] = " ".join(["nest start", *named, *plan.nest_options, "--watch"])
    found["start:prod"] = " ".join([*map(_assigned, plan.assignments), run])
    found["typecheck"] = f"tsc --noEmit -p {plan.config}"
    return found


def _assigned(text: str) -> str:
    name, _, value = text.partition("=")
    return f"{name}={shlex.quote(value) if value else value}"


def workspace_files(packages: Mapping[str, bytes], monolith: Monolith) -> dict[str, bytes]:
    """Return the files of the workspace: ``split/services/package.json`` and what npm reads beside it.

    ``packages`` are the package.json files of its services, by service. npm reads ``overrides`` only of the workspace's
    root, so those of the services are hoisted; they come from one monolith and agree.
    """
    document = read_document(monolith.package_json, "package.json")
    overrides: dict[str, Any] = {}
    engines: dict[str, Any] = {}
    for service in sorted(packages):
        found = read_document(packages[service].decode(), f"{service}/package.json")
        for key, value in mapping(found.get("overrides")).items():
            overrides.setdefault(key, value)
        engines.update(mapping(found.get("engines")))
    root: dict[str, Any] = {
        "name": f"{document.get('name', 'monolith')}-services".rpartition("/")[2],
        "version": "0.0.0",
        "description": "The services of one monolith: one install serves them all",
        "private": True,
    }
    if engines:
        root["engines"] = engines
    # npm builds in this order: what the services share comes first.
    root["workspaces"] = [*(["packages/*"] if any("/" in each for each in packages) else []), "*"]
    root["scripts"] = {
        "build": "npm run build --workspaces --if-present",
        "typecheck": "npm run typecheck --workspaces --if-present",
    }
    if overrides:
        root["overrides"] = dict(sorted(overrides.items()))
    files = {
        "package.json": written(root),
        ".dockerignore": _ignored(3 if any("/" in each for each in packages) else 2),
        ".gitignore": rendered("gitignore.j2", output=None),
    }
    npmrc = npmrc_of(monolith)
    if npmrc is not None:
        files[".npmrc"] = npmrc
    return files


def npmrc_of(monolith: Monolith) -> bytes | None:
    """Return the monolith's .npmrc, which says where private packages come from; one that holds a secret is left out.

    Where its lock holds a peer that npm would refuse today, or nobody has judged peers, the versions are those that it runs on
    all the same: they were installed as with ``legacy-peer-deps``, and so are the services'. Of pnpm's lock, and of none,
    what is installed tells.
    """
    text = monolith.npmrc if monolith.npmrc is not None and not _has_secret(monolith.npmrc) else ""
    unjudged = read_lock(monolith.lock_name, monolith.lock, monolith.lock_folder).unjudged_peers()
    where = "in the monolith's lock"
    if unjudged is None:
        unjudged, where = _refused_beside(monolith), "installed beside the monolith"
    if unjudged is not None and "legacy-peer-deps" not in text:
        text = f"{text.rstrip()}\n".lstrip() + f"# As {where}: {unjudged}.\nlegacy-peer-deps=true\n"
    return text.encode() or None


def _refused_beside(monolith: Monolith) -> str | None:
    """Return the first peer of a declared package that lies beside it in another version than it may be."""
    declared = declared_by(monolith.package_json, monolith.root_package_json)
    for name in sorted({*declared.run, *declared.develop}):
        for peer, wanted in sorted(mapping(_installed(monolith, name).get("peerDependencies")).items()):
            version = str(_installed(monolith, peer).get("version", ""))
            if version and isinstance(wanted, str) and not satisfies(version, wanted):
                return f"{name} asks for {peer} {wanted} beside it, and {version} is there"
    return None


def _installed(monolith: Monolith, name: str) -> Mapping[str, Any]:
    text = monolith.read_package(name)
    try:
        return mapping(json_of(text)) if text is not None else {}
    except ValueError:
        return {}


def _ignored(depth: int) -> bytes:
    lines = [
        "# The context of the images is the whole workspace: nothing that was installed or built goes along."
    ]
    for name in ("node_modules", "dist", ".env", ".env.*", "*.log", ".git", "coverage"):
        lines.extend(f"{'*/' * level}{name}" for level in range(depth))
    lines.append("!*/.env.example")
    return ("\n".join(lines) + "\n").encode()


def _has_secret(npmrc: str) -> bool:
    """Tell whether a file names a token itself; ``${NPM_TOKEN}`` is none."""
    return any(
        key in line.lower() and "${" not in line
        for line in npmrc.splitlines()
        for key in ("_authtoken", "_password", "_auth=", "_auth ")
    )
