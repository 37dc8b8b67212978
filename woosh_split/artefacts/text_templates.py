"""Templates of files that people read and change: code, configuration, Markdown, and no HTML."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woosh_split.model.plain_text import plain
from woosh_split.resources import resource
from woosh_split.split.writing import scalar


def text_templates(folder: str, *, one_line: bool = True) -> Environment:
    """Return the templates of a folder of our resources; a name that is not given is an error.

    With ``one_line`` no text that is put in ends a line: what is behind the name of a table or of a file of the monolith
    would be code of ours, outside of the comment in which it stands. Templates with macros put whole lines in.
    """
    templates = Environment(
        loader=FileSystemLoader(str(resource(folder))),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - no HTML
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_one_line if one_line else None,
    )
    # A service may be called `null`, `on` or `yes`.
    templates.filters["yaml"] = scalar
    return templates


def _one_line(value: object) -> object:
    return plain(value) if isinstance(value, str) else value
