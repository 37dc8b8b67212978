"""What the code says at places where rows are written: the method, the entity, and what of the arguments cannot travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess


@dataclass(frozen=True, slots=True)
class RowWrite:
    """A call of a repository or of an entity manager (``handle``); the entity is a class and the file that declares it.

    ``hazards`` are pairs of what cannot travel and where; the kind ``any`` says that nothing is known of an argument.
    """

    method: str
    handle: str
    entity_file: str | None
    entity: str | None
    hazards: tuple[tuple[str, str], ...]


def row_writes(
    compiler: CompilerProcess, root: Path, tsconfig: str, places: Sequence[tuple[str, int]]
) -> tuple[tuple[RowWrite, ...], ...]:
    """Return the writes that stand at each place, a file relative to ``root`` and a line.

    Raises:
        InputError: as :meth:`CompilerProcess.ask`.
    """
    asked = [{"file": file, "line": line} for file, line in places]
    answers = compiler.ask("rows", root=str(root.resolve()), tsconfig=tsconfig, places=asked)
    return tuple(tuple(_write(each) for each in answer) for answer in answers)


def _write(told: dict[str, object]) -> RowWrite:
    entity = told["entity"]
    hazards = [(each["kind"], each["place"]) for each in told["hazards"]]  # type: ignore[attr-defined]
    if told["spread"]:
        hazards.append(("any", "a spread argument"))
    return RowWrite(
        str(told["method"]), str(told["handle"]),
        entity["file"] if isinstance(entity, dict) else None,
        entity["name"] if isinstance(entity, dict) else None,
        tuple(dict.fromkeys(hazards)),
    )  # fmt: skip
