"""What is between services stays there, whatever it is spelled like."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.routes.internal_paths import is_internal


@pytest.mark.parametrize(
    "path",
    [
        "/_internal", "/_internal/rpc/A/b", "/_INTERNAL/health/live", "/%5finternal", "//_internal/x", "/_internal;a=1",
        "/x/../_internal/y", "/x/%2e%2e/_internal", "\\_internal/x", "/_internal%3Fa", "/_internal/../api",
    ],
)  # fmt: skip
def test_every_spelling_of_an_internal_path_is_one(path: str) -> None:
    assert is_internal(path)


@pytest.mark.parametrize("path", ["/", "/api/_internal", "/_internals", "/internal", "/x/../internal"])
def test_what_only_looks_like_one_is_none(path: str) -> None:
    assert not is_internal(path)
