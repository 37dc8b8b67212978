"""WS204: an event inside the process whose handler is in another service."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.wording import crossing_finding
from woosh_split.model.crossing import EVENT

_SENDING = (
    ".emitAsync",
    ".emit",
    ".addBulk",
    ".add",
    ".publishAll",
    ".publish",
    ".send",
    ".dispatch",
    ".apply",
)
"""Methods that a line is likely to call where it does not name the event."""


class ForeignEvent:
    """A method emits an event that a function of another service handles."""

    text = about(
        "WS204",
        "foreign-event",
        "A method emits an event that another service handles.",
        "An event inside the process reaches its handlers only while they are in the same process. After "
        "the extraction no handler gets it, and no error shows that.",
        "Give the crossing the policy `remote`, so that `extract` makes a client that listens and calls "
        "the handler; or move the handler.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every place that emits an event to another service."""
        for crossing, site in scene.of_kind(EVENT):
            if scene.contract(crossing) is None:
                yield crossing_finding(
                    scene,
                    crossing,
                    site,
                    f"{crossing.from_service} emits {crossing.what}, which {crossing.to_service} handles.",
                    f"Give crossing {crossing.id} the policy remote, or move the handler.",
                    (crossing.what, *_SENDING),
                )
