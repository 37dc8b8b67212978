"""WS902: a comment whose time is over."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class ExpiredSuppression:
    """The ``until`` of a comment has passed; what it suppressed is a violation again."""

    text = about(
        "WS902",
        "expired-suppression",
        "A suppression has expired.",
        "Whoever wrote the comment meant to be done by that day. What it suppressed is a violation again.",
        "Resolve the violation and remove the comment, or agree on a new day.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every comment whose day has passed."""
        for each in scene.suppressions:
            if each.until is not None and each.until < scene.today and not each.problem:
                yield Finding(
                    scene.home_of_file(each.file), "", ", ".join(each.codes), each.file, each.line, "",
                    f"The suppression of {', '.join(each.codes)} ended on {each.until.isoformat()}.",
                    "Resolve the violation and remove the comment, or agree on a new day.",
                    words=(f"until={each.until.isoformat()}",),
                )  # fmt: skip
