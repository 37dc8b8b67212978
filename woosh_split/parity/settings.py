"""``verify.yaml``: what a verification needs to know of a monolith, in a file beside the split file.

Every key has an option of the same meaning; the option wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from woosh_split.errors import InputError
from woosh_split.model.meant import nearest
from woosh_split.sources.nested_yaml import yaml_of

SETTINGS_FILE = "verify.yaml"
_KEYS: dict[str, type[str] | type[list[Any]] | type[dict[Any, Any]]] = {
    "requests": str, "seed": list, "seed_command": list, "sql_mode": str, "character_set": str, "environment": dict,
    "database_keys": dict, "ignore": list, "start_command": list, "login": dict,
    "ignore_columns": list,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """The file's word; paths are relative to its folder."""

    folder: Path
    requests: str | None = None
    seed: tuple[str, ...] = ()
    seed_command: tuple[str, ...] = ()
    sql_mode: str | None = None
    character_set: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    database_keys: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    start_command: tuple[str, ...] = ()
    login: Mapping[str, Any] = field(default_factory=dict)
    ignore_columns: tuple[str, ...] = ()


def read_settings(folder: Path) -> Settings:
    """Return the settings beside the split file; without a file there are none.

    Raises:
        InputError: the file cannot be read, or holds what is not known.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        return Settings(folder)
    try:
        told = yaml_of(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {' '.join(str(error).split())}.") from error
    if told is None:
        return Settings(folder)
    if not isinstance(told, dict):
        raise InputError(f"{path} must hold keys and values. Known keys are: {', '.join(_KEYS)}.")
    for key, value in told.items():
        _check(path, key, value)
    return Settings(
        folder, told.get("requests"), tuple(map(str, told.get("seed", ()))), tuple(map(str, told.get("seed_command", ()))),
        told.get("sql_mode"), told.get("character_set"), _texts(path, "environment", told.get("environment", {})),
        _texts(path, "database_keys", told.get("database_keys", {})), tuple(map(str, told.get("ignore", ()))),
        tuple(map(str, told.get("start_command", ()))), told.get("login", {}), tuple(map(str, told.get("ignore_columns", ()))),
    )  # fmt: skip


def _check(path: Path, key: Any, value: Any) -> None:
    if key not in _KEYS:
        near = nearest(str(key), _KEYS)
        hint = f" Did you mean {near!r}?" if near else f" Known keys are: {', '.join(_KEYS)}."
        raise InputError(f"{path}: the key {key!r} is not known.{hint}")
    if not isinstance(value, _KEYS[key]):
        kinds = {"str": "a text", "list": "a list", "dict": "keys and values"}
        raise InputError(f"{path}: {key} must be {kinds[_KEYS[key].__name__]}.")


def _texts(path: Path, key: str, told: Mapping[Any, Any]) -> dict[str, str]:
    for name, value in told.items():
        if not isinstance(value, str):
            raise InputError(
                f"{path}: {key}.{name} must be a text, as all of an environment is. Put it into quotes: "
                f'{name}: "{str(value).lower() if isinstance(value, bool) else value}".'
            )
    return {str(name): value for name, value in told.items()}
