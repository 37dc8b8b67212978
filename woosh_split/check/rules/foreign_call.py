"""WS202: a call through a provider of another service."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.calls import call_finding, foreign_calls
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignCall:
    """A method calls a method of another service's provider, in the same process."""

    text = about(
        "WS202",
        "foreign-call",
        "A method calls a provider of another service.",
        "Today the call is free, cannot fail, and shares the caller's transaction. Once the services are apart it "
        "goes over the network, and none of this holds.",
        "Give the crossing the policy `remote` (the plan then makes the endpoint and its client), or `borrow` where "
        "the code may come along.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every call of an exported provider of another service."""
        for crossing, site in foreign_calls(scene, exported=True):
            message = f"{crossing.from_service} calls {crossing.what} of {crossing.to_service}."
            fix = f"Give crossing {crossing.id} the policy remote: a generated client makes the call."
            yield call_finding(scene, crossing, site, message, fix)
