"""The environment of programs that run code of the monolith: what is told to us alone is none of theirs."""

from __future__ import annotations

import os
from collections.abc import Mapping

_OURS = ("WOOSH_SPLIT_", "ADMIN_TOKEN")
"""How the names of our own variables begin, those with passwords, addresses of servers and the gateway's token among them."""


def lent_environment(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment (of this process, if none is given) without our own variables.

    All others stay: npm may need a registry's token or a proxy. Packages run code when they are installed, and the monolith's
    compiler is a package like any other.
    """
    given = os.environ if environment is None else environment
    return {name: value for name, value in given.items() if not name.upper().startswith(_OURS)}
