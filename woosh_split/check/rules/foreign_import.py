"""WS101: an import of another service's code."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.imports import CODE, foreign_imports, import_finding
from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ForeignImport:
    """A file imports a value (an entity, a function, a constant) from a file of another service."""

    text = about(
        "WS101",
        "foreign-import",
        "A file imports code of another service.",
        "The two can no longer be built, released or changed apart. After the extraction the file is not there.",
        "Move what both need into shared code (a library in the split file), or keep a copy of it: give the "
        "crossing the policy `borrow`.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every import of a foreign value that is neither a module nor a provider."""
        for crossing, site in foreign_imports(scene, CODE):
            message = (
                f"{crossing.from_service} imports {site.target or crossing.what} from {crossing.to_service}."
            )
            fix = f"Move it to shared code, or give crossing {crossing.id} the policy borrow to take a copy along."
            yield import_finding(scene, crossing, site, message, fix)
