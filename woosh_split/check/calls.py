"""Calls through providers of other services that no contract allows."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding
from woosh_split.check.scene import Scene
from woosh_split.check.wording import crossing_finding
from woosh_split.model.code import Call
from woosh_split.model.crossing import CALL, Crossing, Site


def foreign_calls(scene: Scene, *, exported: bool) -> Iterator[tuple[Crossing, Site]]:
    """Yield the calls of providers that their module exports, or of those that it does not."""
    exports = {
        (call.file, call.line, call.function, f"{call.provider}.{call.method}"): _is_exported(call, scene)
        for call in (*scene.facts.calls, *scene.facts.frame_calls)
    }
    for crossing, site in scene.of_kind(CALL):
        key = (site.file, site.line, site.function, crossing.what)
        if scene.contract(crossing) is None and exports[key] == exported:
            yield crossing, site


def _is_exported(call: Call, scene: Scene) -> bool:
    """Tell a call that needs no more of the module: what stands around the handlers asks its own module's providers."""
    module = scene.modules.get(call.to_module)
    return call.from_module == call.to_module or (module is not None and call.provider in module.exports)


def call_finding(scene: Scene, crossing: Crossing, site: Site, message: str, fix: str) -> Finding:
    """Return a finding about a call; its target is ``Provider.method``."""
    return crossing_finding(scene, crossing, site, message, fix, (crossing.what.rpartition(".")[2],))
