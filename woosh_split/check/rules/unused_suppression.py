"""WS901: a comment that suppresses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class UnusedSuppression:
    """A comment allows a violation that is not there."""

    text = about(
        "WS901",
        "unused-suppression",
        "A comment suppresses a violation that is not there.",
        "The next violation on that line would come in unseen. A comment that has done its work should go.",
        "Remove the comment, or the code in it that is not needed.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every code of a comment in force that met no violation."""
        for each, code in scene.unused_suppressions:
            home = scene.home_of_file(each.file)
            yield Finding(
                home, "", code, each.file, each.line, "",
                f"The comment suppresses {code}, and line {each.covers or each.line + 1} has no such violation.",
                "Remove the comment, or the code in it that is not needed.",
                words=(code,),
            )  # fmt: skip
