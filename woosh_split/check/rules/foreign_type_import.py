"""WS102: an import of nothing but types of another service."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.imports import TYPES, foreign_imports, import_finding
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.model.violation import WARNING


class ForeignTypeImport:
    """A file imports types of another service; nothing of it is there at run time."""

    text = about(
        "WS102",
        "foreign-type-import",
        "A file imports only types of another service.",
        "A type binds no running code, but the two must still be built together, and a changed type of one breaks the "
        "build of the other.",
        "Move the type to the contract that both know, or declare what is needed where it is needed.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every type-only import of a foreign file."""
        for crossing, site in foreign_imports(scene, TYPES):
            message = (
                f"{crossing.from_service} imports the type {site.target or crossing.what} "
                f"from {crossing.to_service}."
            )
            fix = f"Declare the type where it is used, or give crossing {crossing.id} the policy borrow."
            yield import_finding(scene, crossing, site, message, fix)
