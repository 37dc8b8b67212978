"""The JSON of ``observe``, read again: by a later run that adds to it, and by the commands that ask what really ran."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from woosh_split.errors import InputError
from woosh_split.model.observation import (
    OBSERVATION_VERSION,
    Explanation,
    Observation,
    OtherDatabase,
    RuntimeAccess,
    Seen,
    SeenUse,
    Source,
    Statement,
    Unseen,
)
from woosh_split.sources.nesting import json_of

OBSERVED = "observed"


def read_observation(path: Path) -> Observation:
    """Return what an earlier ``observe --format json`` wrote.

    Raises:
        InputError: there is no such file, or it is something else.
    """
    try:
        document = json_of(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read: {error.strerror}. `woosh-split observe --format json --output` writes it."
        ) from error
    except ValueError as error:
        raise InputError(
            f"{path} is no JSON: {error}. Give what `observe --format json --output` wrote."
        ) from error
    if not isinstance(document, dict) or document.get("version") != OBSERVATION_VERSION:
        raise InputError(
            f"{path} is no observation of version {OBSERVATION_VERSION}. Write it anew with `woosh-split observe`."
        )
    try:
        return _observation(document)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is no whole observation ({error}). Write it anew with `woosh-split observe`."
        ) from error


def seen_in(observation: Observation, name: str) -> Seen:
    """Return what an observation had seen, to be compared anew."""
    source = Source(
        OBSERVED, name, len(observation.statements), sum(each.count for each in observation.statements)
    )
    audited = tuple(
        (
            each.user,
            SeenUse(observation.schema, each.table, each.mode, each.operation, via=each.via),
            each.count,
        )
        for each in observation.accesses
        if each.via == "audit"
    )
    return Seen((source, *observation.sources), observation.statements, audited)


def _observation(document: dict[str, Any]) -> Observation:
    return Observation(
        schema=document["schema"],
        sources=tuple(Source(**_tuples(each, "notes")) for each in document["sources"]),
        statements=tuple(
            Statement(
                **_tuples(each, "calls")
                | {"uses": tuple(SeenUse(**_tuples(use, "columns")) for use in each["uses"])}
            )
            for each in document["statements"]
        ),
        accesses=tuple(_access(each) for each in document["accesses"]),
        foreign=tuple(_access(each) for each in document["foreign"]),
        unseen=tuple(Unseen(**each) for each in document["unseen"]),
        elsewhere=tuple(OtherDatabase(**_tuples(each, "tables")) for each in document["elsewhere"]),
        schemas=tuple(document["schemas"]),
        compared=document["compared"],
    )


def _access(each: dict[str, Any]) -> RuntimeAccess:
    places = tuple(Explanation(**place) for place in each["explained_by"])
    return RuntimeAccess(**_tuples(each, "columns", "digests") | {"explained_by": places})


def _tuples(each: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the object with its lists as tuples."""
    return each | {name: tuple(each[name]) for name in names if each.get(name) is not None}
