"""A service's ``.env.example``: every key that its code reads, where and how, and no values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput
from woosh_split.artefacts.service.nestjs.project.templates import rendered
from woosh_split.model.routing import address_variable
from woosh_split.model.secrets import is_secret_name
from woosh_split.model.service_code import EnvironmentRead

_SET = "set"
_PLACES = 3
"""How many places are named of each key."""

OWN_KEYS = (
    "PORT",
    "INTERNAL_PRIVATE_KEY",
    "INTERNAL_PRIVATE_KEY_FILE",
    "INTERNAL_KEY_ID",
    "INTERNAL_PUBLIC_KEYS",
    "INTERNAL_PUBLIC_KEYS_FILE",
    "INTERNAL_TOKEN_REQUIRED",
    "INTERNAL_GATEWAY",
    "INTERNAL_OPEN_PATHS",
    "INTERNAL_TIMEOUT_MS",
    "INTERNAL_STARTUP_MS",
    "INTERNAL_BODY_LIMIT",
    "JOBS",
)
"""What the generated runtime reads; ``<OWNER>_URL`` comes on top."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key as the file shows it; ``ready`` says that the line waits for a value, else it is commented out."""

    name: str
    comments: tuple[str, ...]
    ready: bool


def environment_file(wanted: ProjectInput) -> bytes:
    """Return the text of ``.env.example``; what generated files read is told by the runtime's own keys."""
    code = wanted.code
    ours = set(wanted.generated)
    runtime = {*OWN_KEYS[1:], *map(address_variable, wanted.owners)}
    by_key: dict[str, list[EnvironmentRead]] = {}
    for read in code.environment:
        if read.file not in ours and read.key not in runtime and read.key != "PORT":
            by_key.setdefault(read.key, []).append(read)
    keys = [
        _key(name, reads)
        for name, reads in sorted(by_key.items())
        if any(each.reading != _SET for each in reads)
    ]
    ports = [
        each for each in code.environment
        if each.key == "PORT" and each.file not in ours and each.reading != _SET
    ]  # fmt: skip
    loose = [f"{file}:{line}" for file, line in code.loose_environment if file not in ours]
    return rendered(
        "env.example.j2",
        service=wanted.service,
        keys=keys,
        port=", ".join(_places(ports)) if ports else "the container's health check",
        owners=[(owner, address_variable(owner)) for owner in sorted(wanted.owners)],
        answers=bool(wanted.answers),
        jobs=bool(wanted.jobs),
        loose=loose,
    )


def _key(name: str, found: list[EnvironmentRead]) -> Key:
    reads = [each for each in found if each.reading != _SET]
    comments = [f"Read at {', '.join(_places(reads))}."]
    readings: Mapping[str, EnvironmentRead] = {each.reading: each for each in reversed(reads)}
    if "flag" in readings:
        where = _place(readings["flag"])
        comments.append(
            f'Any text at all counts as true at {where}, "false" and "0" too: to say no, leave it unset.'
        )
    compared = sorted({text for each in reads for text in each.compared})
    if compared and not is_secret_name(name):
        texts = ", ".join(f'"{text}"' for text in compared)
        comments.append(f"Compared with exactly {texts}.")
    elif not compared and "equals" in readings:
        comments.append("A validation schema turns the text into true or false.")
    if "number" in readings:
        comments.append("A number.")
    if "list" in readings:
        comments.append("A list in one text, taken apart by the code.")
    if "json" in readings:
        comments.append("JSON.")
    comments += [
        f'The code itself sets it to "{each.compared[0]}" at {_place(each)}, where a service may never come by: '
        "give it that text here, if what hangs on it is to be as there."
        for each in found
        if each.reading == _SET
    ]
    optional = all(each.fallback for each in reads)
    if optional and "flag" not in readings:
        comments.append("The code goes on without it.")
    return Key(name, tuple(comments), not optional and "flag" not in readings)


def _places(reads: list[EnvironmentRead]) -> list[str]:
    places = list(dict.fromkeys(map(_place, reads)))
    more = len(places) - _PLACES
    return [*places[:_PLACES], f"{more} more"] if more > 0 else places


def _place(read: EnvironmentRead) -> str:
    return f"{read.file}:{read.line}"
