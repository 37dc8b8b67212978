"""WS802: a file, or a part of one, that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene
from woosh_split.check.unresolved import FILE, unresolved_findings
from woosh_split.model.violation import WARNING


class UnparsedFile:
    """The analysis met a file, or a part of one, that could not be read."""

    text = about(
        "WS802",
        "unparsed-file",
        "A file could not be read or parsed in full.",
        "The part that was not understood was not checked. The rest of the file and all other files were.",
        "Fix the file; if it is valid TypeScript, please report it.",
        WARNING,
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every such place."""
        yield from unresolved_findings(scene, FILE, self.text.fix)
