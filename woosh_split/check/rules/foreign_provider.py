"""WS201: a provider of another service is injected."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.imports import PROVIDERS, foreign_imports, import_finding, provider_words
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignProvider:
    """A file takes in the class of another service's provider, to have it injected."""

    text = about(
        "WS201",
        "foreign-provider",
        "A service injects a provider of another service.",
        "An injected class runs in the injector's process, on the injector's connection, inside its transactions. "
        "None of that is left when the other service runs elsewhere.",
        "Give the calls the policy `remote`: a generated client with the same methods takes the provider's "
        "place, and "
        "the import is allowed; or take the code along with the policy `borrow`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every import of a class that is a provider of a module of another service."""
        for crossing, site in foreign_imports(scene, PROVIDERS):
            message, fix = provider_words(scene, crossing, site)
            yield import_finding(scene, crossing, site, message, fix)
