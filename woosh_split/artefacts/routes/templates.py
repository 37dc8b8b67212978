"""The door to the templates of ``templates/routes``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woosh_split.resources import resource


def rendered(name: str, **values: object) -> str:
    """Return a file made from a template."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resource("templates/routes")),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - configuration of proxies: no HTML
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
