"""What is taken apart: the example, the mini monoliths that compile, and public monoliths that were fetched beforehand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ASSETS = ROOT / "tests" / "assets" / "monoliths"
_ORACLES = ROOT / "tests" / "node" / "node_modules"
_LEFT_OUT = shutil.ignore_patterns(
    "node_modules", "dist", ".git", ".*cache", "split", "woosh-split.*", "coverage"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A monolith and what its compiler needs."""

    name: str
    root: Path
    packages: Path
    """A ``node_modules`` folder."""
    backend: str = "."
    tsconfig: str = "tsconfig.json"
    """Below ``backend``."""
    project: str | None = None
    """Which application of a monorepo."""

    def copy(self, folder: Path) -> Path:
        """Copy the sources below ``folder``, with the packages as a link; split files stay behind."""
        copy = folder / "monolith"
        shutil.copytree(self.root, copy, ignore=_LEFT_OUT, symlinks=True)
        for place in {copy, copy / self.backend}:
            (place / "node_modules").symlink_to(self.packages)
        return copy


OWN = (
    Subject(
        "woosh",
        ROOT / "examples" / "woosh",
        ROOT / "examples" / "woosh" / "backend" / "node_modules",
        backend="backend",
    ),
    Subject(
        "hotel-aliases",
        _ASSETS / "hotel-aliases",
        _ORACLES,
        tsconfig="apps/api/tsconfig.app.json",
        project="api",
    ),
    Subject("newsroom-glob", _ASSETS / "newsroom-glob", _ORACLES),
    Subject(
        "cargo-nx",
        _ASSETS / "cargo-nx",
        _ORACLES,
        tsconfig="apps/backend/tsconfig.app.json",
        project="backend",
    ),
    Subject("clinic-tx", _ASSETS / "clinic-tx", _ORACLES),
    Subject("depot-mobile", _ASSETS / "depot-mobile", _ORACLES, backend="backend"),
    Subject(
        "fleet-workspace",
        _ASSETS / "fleet-workspace",
        _ORACLES,
        tsconfig="apps/api/tsconfig.app.json",
        project="api",
    ),
    Subject("library-raw", _ASSETS / "library-raw", _ORACLES),
    Subject("market-mixed", _ASSETS / "market-mixed", _ORACLES, backend="backend"),
    Subject("portal-routes", _ASSETS / "portal-routes", _ORACLES),
    Subject("school-legacy", _ASSETS / "school-legacy", _ORACLES),
    Subject("shop-crud", _ASSETS / "shop-crud", _ORACLES),
)


def public(folder: Path) -> Iterator[Subject]:
    """Yield the fetched monoliths of a folder: those whose packages are installed beside their ``tsconfig.json``."""
    for tsconfig in sorted([*folder.glob("*/tsconfig.json"), *folder.glob("*/*/tsconfig.json")]):
        home = tsconfig.parent
        if (home / "node_modules" / "@nestjs" / "typeorm").exists():
            yield Subject(home.relative_to(folder).as_posix(), home, home / "node_modules")
