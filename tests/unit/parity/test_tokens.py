"""Keys of the services, which Node makes: what is said where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.errors import InputError
from woosh_split.parity import tokens


def node_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called ``node`` before all others."""
    program = folder / "node"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_node_that_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node_that("exec sleep 600", tmp_path, monkeypatch)
    monkeypatch.setattr(tokens, "_SECONDS", 0.2)
    with pytest.raises(InputError, match=r"timed out after 0\.2 seconds"):
        tokens.key_environments(["orders"])


def test_what_node_complains_of_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node_that("echo 'unknown key type' >&2; exit 1", tmp_path, monkeypatch)
    with pytest.raises(InputError, match="unknown key type"):
        tokens.key_environments(["orders"])
