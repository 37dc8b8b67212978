"""WS602: a generated file that somebody edited or removed."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class EditedGeneratedFile:
    """A file that a manifest lists has other bytes than were generated, or is not there."""

    text = about(
        "WS602",
        "edited-generated-file",
        "A generated file was edited or removed.",
        "Each later run of its generator has to merge the change, and may end in a conflict. The file no longer says "
        "what it was generated from.",
        "Change what it is generated from, or write a file of your own beside it, and have it generated anew. If it is to "
        "be edited from now on, move its line to `moved` in its manifest.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every generated file that is not as it was written."""
        for each in scene.edited:
            what = "is missing" if each.missing else "was edited"
            yield Finding(
                scene.home_of_file(each.path),
                "",
                each.path,
                each.path,
                1,
                "",
                f"{each.path} {what}; {each.generated_by} generated it.",
                "Have it generated anew, or move its line to `moved` in the manifest if it is to be edited.",
            )
