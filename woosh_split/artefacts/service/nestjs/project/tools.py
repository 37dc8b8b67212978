"""What the start command, the builder and the compiler's plugins load."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from woosh_split.artefacts.service.nestjs.project.commands import ALIAS_HOOKS, Start
from woosh_split.artefacts.service.nestjs.project.documents import mapping
from woosh_split.artefacts.service.nestjs.project.package_names import package_of
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith, Note
from woosh_split.model.secrets import is_secret_setting


def start_flags(plan: BuildPlan, start: Start | None, by_nest: bool) -> None:
    """Keep what the monolith hands to Node: flags, arguments, assignments, and the packages that flags load."""
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
        if by_nest and value in ALIAS_HOOKS and value.startswith("tsconfig"):
            continue  # the build has written the aliases as paths already
        package = package_of(value)
        if package is not None:
            tools.append(package)
        flags.extend((name, value))
    plan.flags = tuple(flags)
    plan.arguments = start.arguments
    secret = [
        each.partition("=") for each in start.assignments if is_secret_setting(*each.partition("=")[::2])
    ]
    plan.assignments = tuple(each for each in start.assignments if each.partition("=") not in secret)
    plan.notes += [
        Note(
            "package.json",
            f"its start script sets {name}, which is a secret: hand it to the service as a variable",
        )
        for name, _, _ in secret
    ]
    plan.run_tools = tuple(tools)


def builder_tools(plan: BuildPlan, monolith: Monolith) -> list[str]:
    """Return the packages of Nest's builder and of its settings, and those whose compiler settings are extended."""
    tools = {"webpack": ["ts-loader", "webpack"], "swc": ["@swc/cli", "@swc/core"]}.get(plan.builder, [])
    needs = monolith.webpack_needs if plan.webpack is not None else ()
    return [*tools, *(name for name in map(package_of, (*needs, *plan.settings.packages)) if name)]


def compiler_plugins(plan: BuildPlan) -> list[str]:
    """Return the packages of the compiler's own plugins, and ts-patch where they transform."""
    found: list[str] = []
    plugins = plan.settings.options.get("plugins")
    for each in plugins if isinstance(plugins, list) else ():
        name = mapping(each).get("transform")
        package = package_of(name) if isinstance(name, str) else None
        if package is not None:
            found.extend((package, "ts-patch"))
    return found


def runtime_plugins(nest: Mapping[str, Any], options: Mapping[str, Any]) -> list[str]:
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
