"""Imports of another service's files that no contract allows, each under the one rule that it breaks."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding
from woosh_split.check.scene import Scene
from woosh_split.check.wording import crossing_finding
from woosh_split.model.code import Module
from woosh_split.model.crossing import IMPORT, Crossing, Site
from woosh_split.model.split import MONOLITH
from woosh_split.model.violation import Related

CODE, TYPES, MODULES, PROVIDERS = "code", "types", "modules", "providers"


def foreign_imports(scene: Scene, kind: str) -> Iterator[tuple[Crossing, Site]]:
    """Yield the imports that break the rule on ``kind``: code, types, modules or providers."""
    for crossing, site in scene.of_kind(IMPORT):
        if scene.contract(crossing) is None and _kind(scene, crossing, site) == kind:
            yield crossing, site


def import_finding(scene: Scene, crossing: Crossing, site: Site, message: str, fix: str) -> Finding:
    """Return a finding about an import; its target is the file."""
    names = tuple(site.target.split(", ")) if site.target else ()
    words = (*names, crossing.what.rpartition("/")[2].removesuffix(".ts"))
    related = (Related(crossing.what, None, f"a file of {crossing.to_service}"),)
    return crossing_finding(scene, crossing, site, message, fix, words, related=related)


def provider_words(scene: Scene, crossing: Crossing, site: Site) -> tuple[str, str]:
    """Return what is said of a foreign provider, and the way out.

    A module that lists the class among its own providers has an instance of its own: only the code is another's.
    """
    module = scene.modules.get(site.module)
    if module is not None and set(site.target.split(", ")) <= set(module.providers):
        return (
            f"{site.module} of {crossing.from_service} provides {site.target} itself, and its code is that of "
            f"{crossing.to_service}.",
            f"Give crossing {crossing.id} the policy borrow: each service then has its own copy.",
        )
    return (
        f"{crossing.from_service} takes in the provider {site.target} of {crossing.to_service}.",
        f"Give its calls the policy remote, or give crossing {crossing.id} the policy borrow.",
    )


def _kind(scene: Scene, crossing: Crossing, site: Site) -> str | None:
    if site.via == "type":
        return TYPES
    names = set(site.target.split(", ")) - {""}
    module = scene.modules.get(scene.module_of_file.get(crossing.what, ""))
    if module is None or not names:
        return CODE
    source, target = crossing.from_service, crossing.to_service
    if crossing.what == module.file and names == {module.class_name}:
        if _is_root(scene, site.module) or scene.calls_allowed(source, target):
            return None
        return MODULES
    if names <= _providers(module):
        allowed = all(scene.calls_allowed(source, target, name) for name in names)
        return None if allowed else PROVIDERS
    return CODE


def _providers(module: Module) -> set[str]:
    return {*module.providers, *module.exports}


def _is_root(scene: Scene, name: str) -> bool:
    """Tell the module that puts the monolith together: the extraction takes moved modules out of it by itself."""
    return scene.placement.home_of_module(name) == MONOLITH and name in scene.roots
