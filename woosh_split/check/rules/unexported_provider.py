"""WS203: a call through a provider that its module does not export."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.calls import call_finding, foreign_calls
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class UnexportedProvider:
    """A method calls a provider of another service that the other module keeps to itself."""

    text = about(
        "WS203",
        "unexported-provider",
        "A method calls a provider of another service that its module does not export.",
        "What a module does not export is private. The caller has declared the class again among its own "
        "providers, or got it through the module reference: there may be two instances, with two states.",
        "Call something that the module exports, or have the owner export it; then give the crossing the policy "
        "`remote`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every call of a provider of another service that is not exported."""
        for crossing, site in foreign_calls(scene, exported=False):
            message = (
                f"{crossing.from_service} calls {crossing.what} of {crossing.to_service}, "
                "which its module does not export."
            )
            fix = (
                f"Call what {crossing.to_service} exports, or give crossing {crossing.id} the policy remote."
            )
            yield call_finding(scene, crossing, site, message, fix)
