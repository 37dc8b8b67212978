"""WS103: a Nest module that imports the module of another service."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.imports import MODULES, foreign_imports, import_finding
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignModule:
    """A file imports the module class of another service, to put it into ``imports``."""

    text = about(
        "WS103",
        "foreign-module",
        "A Nest module imports the module of another service.",
        "Importing a module takes all that it exports, and what that needs in turn, into the same process. "
        "This is how foreign providers and repositories get in.",
        "Once every call into that service has the policy `remote`, the generated client's module takes "
        "its place and "
        "this import is allowed; or take the module along with the policy `borrow`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every import of a foreign module class; the root module of the application wires all and is free."""
        for crossing, site in foreign_imports(scene, MODULES):
            message = (
                f"{site.module} of {crossing.from_service} imports {site.target} of {crossing.to_service}."
            )
            fix = (
                f"Call {crossing.to_service} through a remote client, or give crossing {crossing.id} "
                "the policy borrow."
            )
            yield import_finding(scene, crossing, site, message, fix)
