"""A whole app from a few texts: ``app({"lib/a.dart": "..."})`` gives its calls and what is unresolved."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from woosh_split.model.code import ClientCall, Route, Unresolved
from woosh_split.sources.client.flutter import link_client, read_dart


@dataclass(frozen=True)
class App:
    """What was found, in short forms to compare."""

    calls: tuple[ClientCall, ...]
    unresolved: tuple[Unresolved, ...]

    @property
    def short(self) -> list[str]:
        """Verb and path of every call, sorted."""
        return sorted(f"{call.method} {call.path}" for call in self.calls)

    @property
    def placed(self) -> list[str]:
        """Verb, path, file and line of every call."""
        return [f"{call.method} {call.path} {call.file}:{call.line}" for call in self.calls]

    @property
    def open(self) -> list[str]:
        """File and line of everything unresolved."""
        return [f"{item.file}:{item.line}" for item in self.unresolved]


Maker = Callable[..., App]


@pytest.fixture(scope="session")
def app() -> Maker:
    """Return a function that reads and links Dart texts."""

    def make(sources: Mapping[str, str] | str, routes: Sequence[Route] = ()) -> App:
        files = {"lib/api.dart": sources} if isinstance(sources, str) else sources
        read = [read_dart(textwrap.dedent(text).encode(), path) for path, text in files.items()]
        return App(*link_client(read, routes))

    return make
