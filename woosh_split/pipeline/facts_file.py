"""``--facts FILE``: start from facts that were written earlier."""

from __future__ import annotations

import json
from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.document import from_document
from woosh_split.model.facts import Facts

_FILES = ("file", "files")
"""How every key ends that holds paths: ``file``, ``entity_file``, ``from_file``, ``shared_files`` and the like."""


def read_facts(path: Path) -> Facts:
    """Read a facts file.

    Raises:
        InputError: the file cannot be read, is no JSON, or is no facts file of this version.
    """
    try:
        document = json.loads(path.read_bytes())
        if not isinstance(document, dict):
            raise ValueError("it holds no object")
        _refuse_places_outside(document)
        return from_document(document)
    except OSError as error:
        raise InputError(f"The facts file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path} is no facts file: {error}. Write it with `woosh-split analyse PATH --format json`."
        ) from error


def _refuse_places_outside(document: dict[str, object]) -> None:
    """Refuse files that are not below the monolith: commands read them, and some write them.

    Raises:
        ValueError: there is one.
    """
    pending: list[object] = [document]
    while pending:
        each = pending.pop()
        if isinstance(each, list):
            pending.extend(each)
        elif isinstance(each, dict):
            pending.extend(each.values())
            for key, value in each.items():
                if str(key).endswith(_FILES):
                    _refuse_outside(value if isinstance(value, list) else [value])


def _refuse_outside(names: list[object]) -> None:
    for name in names:
        if isinstance(name, str) and (name.startswith("/") or ".." in name.split("/")):
            raise ValueError(f"it names a file outside of the monolith's folder, {name!r}")
