"""JSON texts of the monolith's, read and written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from woosh_split.errors import InputError
from woosh_split.sources.nesting import json_of


class ProjectFileError(InputError):
    """A project file of the monolith cannot be read."""


def read_document(text: str | None, path: str) -> dict[str, Any]:
    """Read a JSON file that may hold comments and trailing commas; no text is an empty object.

    Raises:
        ProjectFileError: it is not valid, or no object.
    """
    if text is None or not text.strip():
        return {}
    text = text.removeprefix("\ufeff")
    try:
        document = json_of(text, relaxed=True)
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise ProjectFileError(f"{path} is not valid JSON: {reason}. Fix it and extract again.") from error
    if not isinstance(document, dict):
        raise ProjectFileError(f"{path} holds no JSON object. Fix it and extract again.")
    return document


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a mapping, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def texts(value: Any) -> dict[str, str]:
    """Return the pairs of a mapping whose values are texts."""
    return {key: each for key, each in mapping(value).items() if isinstance(each, str)}


def written(document: Mapping[str, Any]) -> bytes:
    """Write a document as npm writes package.json: two spaces, letters as they are, a line end at the end."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
