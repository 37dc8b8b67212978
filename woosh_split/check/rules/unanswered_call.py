"""WS603: a request of the app that no route answers."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene

CLIENT = "client"


class UnansweredCall:
    """The mobile app sends a request that no route of the monolith answers."""

    text = about(
        "WS603",
        "unanswered-call",
        "The app sends a request that no route answers.",
        "It fails with 404 today. After the split nobody can tell whether the gateway lost the route or it was "
        "never there.",
        "Correct the address in the app, remove the call, or add the route.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every request without a route."""
        for call in scene.facts.client_calls:
            if call.route is None:
                name = f"{call.method} {call.path}"
                yield Finding(
                    CLIENT,
                    "",
                    name,
                    call.file,
                    call.line,
                    "",
                    f"The app sends {name}, which no route answers.",
                    "Correct the address, remove the call, or add the route.",
                    words=(call.method.lower(),),
                )
