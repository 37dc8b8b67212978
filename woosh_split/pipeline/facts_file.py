"""``--facts FILE``: start from facts that were written earlier."""

from __future__ import annotations

import json
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.document import from_document
from woosh_split.model.facts import Facts


def read_facts(path: Path) -> Facts:
    """Read a facts file.

    Raises:
        InputError: the file cannot be read, is no JSON, or is no facts file of this version.
    """
    try:
        document = json.loads(path.read_bytes())
        if not isinstance(document, dict):
            raise ValueError("it holds no object")
        return from_document(document)
    except OSError as error:
        raise InputError(f"The facts file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path} is no facts file: {error}. Write it with `woosh-split analyse PATH --format json`."
        ) from error
