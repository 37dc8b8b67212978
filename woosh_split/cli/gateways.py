"""Which gateways a command asks, and with which token, where no option says so: the same for every command."""

from __future__ import annotations

import os
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.sources.admin_port import TOKEN_VARIABLE

GATEWAYS_VARIABLE = "WOOSH_SPLIT_GATEWAY"
LOCAL_GATEWAY = "http://127.0.0.1:9901"
"""The admin port of a gateway on this machine, as it is set up unless somebody changed it."""
TOKEN_HELP = f"Its token comes from {TOKEN_VARIABLE}, else ADMIN_TOKEN or ADMIN_TOKEN_FILE."


def gateways_or_local(given: list[str] | None) -> list[str]:
    """Return the gateways of an option, else those of the environment, else the one on this machine."""
    return given or os.environ.get(GATEWAYS_VARIABLE, "").split() or [LOCAL_GATEWAY]


def gateway_token() -> str | None:
    """Return the token of the admin ports, None where the environment has none.

    Raises:
        InputError: the file that it names cannot be read.
    """
    token = os.environ.get(TOKEN_VARIABLE) or os.environ.get("ADMIN_TOKEN") or None
    file = os.environ.get("ADMIN_TOKEN_FILE")
    if file and token is None:
        try:
            token = Path(file).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"ADMIN_TOKEN_FILE: {file} cannot be read.") from error
    return token
