"""The door to the templates of ``templates/routes``."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment

from woosh_split.artefacts.text_templates import text_templates


def rendered(name: str, **values: object) -> str:
    """Return a file made from a template."""
    return _templates().get_template(name).render(values)


@cache
def _templates() -> Environment:
    return text_templates("templates/routes", one_line=False)
