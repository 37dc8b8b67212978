"""A service's Dockerfile and what stays out of its context."""

from __future__ import annotations

import json
import re

from woosh_split.artefacts.service.nestjs.project.node_version import system_of
from woosh_split.artefacts.service.nestjs.project.package_json import npmrc_of
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput
from woosh_split.artefacts.service.nestjs.project.templates import rendered


def docker_files(wanted: ProjectInput, plan: BuildPlan, node: str) -> dict[str, bytes]:
    """Return the Dockerfile, and .dockerignore in both places where Docker looks for it.

    The context of a workspace's member is the workspace, whose own .dockerignore counts then; BuildKit prefers
    ``Dockerfile.dockerignore`` beside the Dockerfile to either.
    """
    service = wanted.service
    monolith = wanted.monolith
    text = rendered(
        "Dockerfile.j2",
        service=service,
        node=node,
        system=system_of(node),
        npmrc=npmrc_of(monolith) is not None,
        shared=wanted.shared,
        environment=" ".join(map(_assigned, (each for each in plan.assignments if "$" not in each))),
        copied=_copied(wanted, plan),
        command=json.dumps(["node", *plan.flags, plan.main, *plan.arguments]),
    )
    ignored = rendered("dockerignore.j2")
    return {"Dockerfile": text, "Dockerfile.dockerignore": ignored, ".dockerignore": ignored}


def _assigned(text: str) -> str:
    name, _, value = text.partition("=")
    return (
        f"{name}={value}"
        if re.fullmatch(r"[\w./:@,+-]*", value)
        else f"{name}={json.dumps(value, ensure_ascii=False)}"
    )


def _copied(wanted: ProjectInput, plan: BuildPlan) -> list[str]:
    """Return what runs: the output, package.json (code may read it), and files that the flags or the code load."""
    copied = {"package.json", plan.main.partition("/")[0]}
    if any("tsconfig-paths" in flag for flag in plan.flags):
        copied |= {path for path in wanted.monolith.configs if "/" not in path}
    for flag in plan.flags:
        plain = flag.rpartition("=")[2].removeprefix("./")
        if plain in wanted.files or plain in wanted.assets:
            copied.add(plain)
    source = wanted.entry.partition("/")[0]
    # Files that are no code are found by their path from where the process starts, unless the build copies them.
    copied |= {
        path.partition("/")[0]
        for path in wanted.assets
        if "/" not in path or not path.startswith(f"{source}/")
    }
    if any(path.startswith(f"{source}/") for path in wanted.assets):
        copied.add(source)
    return sorted(copied)
