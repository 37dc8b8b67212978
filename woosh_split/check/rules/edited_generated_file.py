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
        "The next run of its generator takes the change away, or stops at it. Until then the file does not say what "
        "it was generated from.",
        "Change what it is generated from, or write a file of your own beside it, and have it generated anew. A file that "
        "is yours from now on is taken out of its manifest.",
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
                "Have it generated anew, or take it out of the manifest if it is yours now.",
            )
