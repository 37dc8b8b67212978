"""Calls through providers of other services that no contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding
from woosh_split.check.scene import Scene
from woosh_split.check.wording import crossing_finding
from woosh_split.model.crossing import CALL, Crossing, Site


def foreign_calls(scene: Scene, *, exported: bool) -> Iterator[tuple[Crossing, Site]]:
    """Yield the calls of providers that their module exports, or of those that it does not."""
    exports = {(call.to_module, call.provider): False for call in scene.facts.calls}
    for module, provider in exports:
        found = scene.modules.get(module)
        exports[module, provider] = found is not None and provider in found.exports
    targets = {
        (call.file, call.line, call.function, f"{call.provider}.{call.method}"): (
            call.to_module,
            call.provider,
        )
        for call in scene.facts.calls
    }
    for crossing, site in scene.of_kind(CALL):
        key = targets[site.file, site.line, site.function, crossing.what]
        if scene.contract(crossing) is None and exports[key] == exported:
            yield crossing, site


def call_finding(scene: Scene, crossing: Crossing, site: Site, message: str, fix: str) -> Finding:
    """Return a finding about a call; its target is ``Provider.method``."""
    return crossing_finding(scene, crossing, site, message, fix, (crossing.what.rpartition(".")[2],))
