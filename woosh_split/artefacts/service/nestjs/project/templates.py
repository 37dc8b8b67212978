"""The door to the templates of ``templates/service/nestjs/project``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from woosh_split.artefacts.text_templates import text_templates


def rendered(name: str, **values: object) -> bytes:
    """Return a file made from a template."""
    return _environment().get_template(name).render(values).encode()


@cache
def _environment() -> Environment:
    environment = text_templates("templates/service/nestjs/project")
    environment.filters["cell"] = _cell
    return environment


def _cell(text: str) -> str:
    """Return a text that ends no cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())
