"""WS804: any other place that the analysis could not tell."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.unresolved import OTHER, unresolved_findings
from woosh_split.model.violation import WARNING


class UnresolvedPlace:
    """The analysis met any other place that the analysis could not tell."""

    text = about(
        "WS804",
        "unresolved-place",
        "A module, route, job, event, relation or request could not be resolved.",
        "The analysis saw that there is something here, but not what it is. A crossing may hide behind it.",
        "Make it readable (a constant instead of a computed value), or accept the warning.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every such place."""
        yield from unresolved_findings(scene, OTHER, self.text.fix)
