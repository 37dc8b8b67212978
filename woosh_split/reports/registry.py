"""Every format and every part of a report, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.meant import nearest
from woosh_split.reports.dot import to_dot
from woosh_split.reports.json import to_json
from woosh_split.reports.layout import Layout
from woosh_split.reports.markdown import to_markdown
from woosh_split.reports.mermaid import to_mermaid
from woosh_split.reports.parts import CONCLUSIONS, GRAPHS, SECTIONS
from woosh_split.reports.terminal import to_text

Render = Callable[[Facts, Layout], str]

FORMATS: dict[str, Render] = {
    "text": to_text,
    "json": to_json,
    "markdown": to_markdown,
    "mermaid": to_mermaid,
    "dot": to_dot,
}


def parts_of(format_name: str, asked: list[str]) -> tuple[str, ...]:
    """Return the parts that ``--only`` names, in the order of reading.

    Raises:
        InputError: a part does not exist, or this format cannot show it.
    """
    wanted = {part.strip().lower().replace("_", "-") for value in asked for part in value.split(",")} - {""}
    known = GRAPHS if format_name in {"mermaid", "dot"} else tuple(SECTIONS)
    if format_name == "json":
        known = tuple(part for part in known if part not in CONCLUSIONS)
    for part in sorted(wanted - set(known)):
        raise InputError(f"--only {part}: {_why_not(part, format_name, known)}")
    return tuple(part for part in known if part in wanted)


def _why_not(part: str, format_name: str, known: tuple[str, ...]) -> str:
    if part in SECTIONS:
        return f"the format {format_name} has no such part, it has {', '.join(known)}."
    near = nearest(part, known)
    hint = f"Did you mean {near}?" if near else f"There are {', '.join(known)}."
    return f"there is no such part. {hint}"
