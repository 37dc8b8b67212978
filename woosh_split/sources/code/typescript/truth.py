"""What is surely true, and what is surely false: an option whose value is not known is neither."""

from __future__ import annotations

from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Literal


def is_true(value: Value | None) -> bool:
    """Whether a value is ``true`` and nothing else."""
    return isinstance(value, Literal) and value.value is True


def is_false(value: Value | None) -> bool:
    """Whether a value is ``false`` and nothing else."""
    return isinstance(value, Literal) and value.value is False
