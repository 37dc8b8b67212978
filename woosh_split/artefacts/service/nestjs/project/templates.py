"""The door to the templates of ``templates/service/nestjs/project``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woosh_split.model.plain_text import plain
from woosh_split.resources import resource


def rendered(name: str, **values: object) -> bytes:
    """Return a file made from a template."""
    return _environment().get_template(name).render(values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/service/nestjs/project")),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown, a Dockerfile and an environment file: no HTML
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_one_line,
    )
    environment.filters["cell"] = _cell
    return environment


def _one_line(value: object) -> object:
    """Keep names of the monolith, such as a table's, from ending a line of a file of ours."""
    return plain(value) if isinstance(value, str) else value


def _cell(text: str) -> str:
    """Return a text that ends no cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())
