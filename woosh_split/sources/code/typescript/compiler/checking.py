"""What the compiler finds wrong with whole trees, on the disk or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woosh_split.sources.code.typescript.compiler.process import CompilerProcess

VIRTUAL_FOLDER = ".woosh-split-virtual"
"""Virtual trees are laid below the compiler's folder, so that they see its ``node_modules``; it is never on the disk."""


@dataclass(frozen=True, slots=True)
class VirtualProject:
    """A tree of files that need not be on the disk: path below its root -> text, its tsconfig among them."""

    name: str
    files: Mapping[str, str]
    tsconfig: str = "tsconfig.json"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One error of the compiler; ``file`` is relative to the project, "" and line 0 where it is about none."""

    file: str
    line: int
    code: int
    message: str


def diagnose(
    compiler: CompilerProcess, projects: Sequence[VirtualProject]
) -> tuple[tuple[Diagnostic, ...], ...]:
    """Type-check trees as ``tsc --noEmit`` would, each with its own tsconfig; packages are those of the compiler's folder.

    What was parsed of packages is shared by all of them, so ask for many at once.

    Raises:
        InputError: as :meth:`CompilerProcess.ask`.
    """
    base = compiler.folder / VIRTUAL_FOLDER
    asked = [
        {"root": str(base / each.name), "tsconfig": each.tsconfig, "files": dict(each.files)}
        for each in projects
    ]
    kept = compiler.kept
    known = {n: answer for n, each in enumerate(asked) if kept and (answer := kept.get("diagnose", each))}
    fresh = [n for n in range(len(asked)) if n not in known]
    if fresh or not asked:
        for n, answer in zip(
            fresh, compiler.ask("diagnose", projects=[asked[n] for n in fresh]), strict=True
        ):
            known[n] = answer
            if kept:
                kept.put("diagnose", asked[n], answer)
    return tuple(_diagnostics(known[n]) for n in range(len(asked)))


def diagnose_folder(compiler: CompilerProcess, root: Path, tsconfig: str) -> tuple[Diagnostic, ...]:
    """Type-check a project that is on the disk.

    Raises:
        InputError: as :meth:`CompilerProcess.ask`.
    """
    (answer,) = compiler.ask("diagnose", projects=[{"root": str(root.resolve()), "tsconfig": tsconfig}])
    return _diagnostics(answer)


def _diagnostics(answer: dict[str, list[list[object]]]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(*row) for row in answer["diagnostics"])  # type: ignore[arg-type]
