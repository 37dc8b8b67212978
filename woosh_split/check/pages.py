"""The page of a rule: what it says of itself, and its examples, which are its tests as well.

The words stand beside the rule's code, the examples in ``rules/check/WSnnn.md``; the pages of the documentation
are generated from both.
"""

from __future__ import annotations

from collections.abc import Sequence

from woosh_split.model.violation import RuleText
from woosh_split.resources import resource

GROUPS = {
    "WS1": "Imports of another service's code",
    "WS2": "Injected providers, calls and events",
    "WS3": "Tables",
    "WS4": "Relations and foreign keys",
    "WS5": "Transactions",
    "WS6": "Routes and generated files",
    "WS7": "Ownership and contracts",
    "WS8": "What could not be resolved",
    "WS9": "Suppressions",
}


def examples(code: str) -> str:
    """Return the examples of a rule, as Markdown."""
    return resource(f"rules/check/{code}.md").read_text(encoding="utf-8")


def page(text: RuleText) -> str:
    """Return the page of a rule, as Markdown."""
    kind = {
        "error": "An error: a new one fails the check.",
        "warning": "A warning: it is shown and does not fail the check.",
    }
    return "\n".join(
        [
            f"# {text.code} {text.name}",
            "",
            text.summary,
            f"{kind[text.severity]}",
            "",
            "## Why",
            "",
            text.why,
            "",
            "## How to resolve it",
            "",
            text.fix,
            "",
            examples(text.code).strip(),
            "",
        ]
    )


def index(texts: Sequence[RuleText]) -> str:
    """Return the page that lists all rules, as Markdown."""
    lines = [
        "# Rules of check",
        "",
        "Each rule has a code, a name and a page: `woosh-split rule WS303` prints it. `--select` and `--ignore` take "
        "codes and beginnings of codes (`WS3`). [Check](../check.md) says how the command works, and [how "
        "to resolve a "
        "violation](../../how-to/resolve-a-violation.md) what to do about one.",
    ]
    for prefix, title in GROUPS.items():
        lines += ["", f"## {title}", "", "| Code | Name | Severity | What it finds |", "|---|---|---|---|"]
        lines += [
            f"| [{text.code}]({text.code}.md) | `{text.name}` | {text.severity} | {text.summary} |"
            for text in texts
            if text.code.startswith(prefix)
        ]
    return "\n".join([*lines, ""])


def index_text(texts: Sequence[RuleText]) -> str:
    """Return the list of all rules for a terminal."""
    width = max(len(text.name) for text in texts)
    lines = []
    for prefix, title in GROUPS.items():
        lines.append(f"{title}")
        lines.extend(
            f"  {text.code}  {text.name:<{width}}  {text.summary}"
            for text in texts
            if text.code.startswith(prefix)
        )
    return "\n".join(lines)
