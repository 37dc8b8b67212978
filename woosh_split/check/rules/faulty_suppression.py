"""WS903: a comment without a reason, without a code, or with a code that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from woosh_split.check.rule import Finding, about
from woosh_split.check.scene import Scene


class FaultySuppression:
    """A comment does not say what it suppresses or why; it suppresses nothing."""

    text = about(
        "WS903",
        "faulty-suppression",
        "A suppression lacks its reason or its code, or names a rule that does not exist.",
        "A suppression is a decision, and whoever finds it next year has to know why it was made. Without a code it "
        "would hide whatever comes.",
        "Write `// woosh-split-ignore-next-line WS303 -- why`, with the code that `check` prints; `until=2027-03-31` "
        "may stand before the reason.",
    )

    def find(self, scene: Scene) -> Iterator[Finding]:
        """Yield every comment that says too little."""
        for each in scene.suppressions:
            if each.problem:
                yield Finding(
                    scene.home_of_file(each.file), "", ", ".join(each.codes), each.file, each.line, "",
                    f"The suppression does not count: {each.problem}.",
                    "Write `// woosh-split-ignore-next-line WS303 -- why`.",
                    words=("woosh-split-ignore-next-line",),
                )  # fmt: skip
