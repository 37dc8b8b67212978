"""``woosh-split rule``: what a rule of `check` is about, and how to resolve what it finds."""

from __future__ import annotations

from typing import Annotated

import typer

from woosh_split.cli import options
from woosh_split.cli.output import write_result

EXAMPLES = """\b
Examples:
  woosh-split rule
  woosh-split rule WS303
  woosh-split rule foreign-table-join
"""


def rule(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE", help="A code or name, such as WS303; none lists all.", show_default=False
        ),
    ] = None,
    debug: options.Debug = False,
) -> int:
    """Print the page of one rule of `check`, or the list of all rules."""
    from woosh_split.check.catalogue import rule_text, texts
    from woosh_split.check.pages import index_text, page

    write_result(index_text(texts()) if code is None else page(rule_text(code)), None)
    return 0
