"""One compiler for all extractions of a test module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from extractions import shared_compiler

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess


@pytest.fixture(scope="module", autouse=True)
def compiler() -> Iterator[CompilerProcess]:
    """Keep a compiler alive, and give it to every extraction."""
    with shared_compiler() as process:
        yield process
