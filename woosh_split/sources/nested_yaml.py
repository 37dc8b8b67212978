"""YAML that somebody may have nested so deep, as in ``nesting``: apart, since every run reads JSON and few of them YAML."""

from __future__ import annotations

from typing import Any

import yaml

DEEPEST = 100
"""Levels of YAML; the files that are read have ten. Its composer calls itself in C, and some ten thousand crash it."""
_LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class NestedError(yaml.YAMLError):
    """A YAML text is nested deeper than :data:`DEEPEST`."""


def yaml_of(text: str) -> Any:
    """Return what a YAML text holds.

    Raises:
        ValueError: it is not valid, nested too deep, or holds what looks like a date or a number and is none.
    """
    try:
        refuse_deep_yaml(text)
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    except _LET_THROUGH as error:
        raise ValueError(f"a value is not what it looks like or is tagged as: {error}") from error


_LET_THROUGH = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What PyYAML's constructors raise for ``2026-13-45``, ``!!bool x`` and numbers of thousands of digits."""


def refuse_deep_yaml(text: str) -> None:
    """Refuse a YAML text that is nested too deep; what is wrong with it otherwise is for its reader to find.

    Raises:
        NestedError: it is nested too deep.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise NestedError(f"it is nested deeper than {DEEPEST} levels")
    except NestedError:
        raise
    except yaml.YAMLError:
        return
