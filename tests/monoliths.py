"""The monoliths that the tests know: the example and the mini monoliths, with where their Nest application is."""

from __future__ import annotations

import functools
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woosh_split.model.document import to_document
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

ROOT = Path(__file__).parents[1]
_ASSETS = ROOT / "tests" / "assets" / "monoliths"


@dataclass(frozen=True, slots=True)
class Monolith:
    """A folder that ``analyse`` reads, and the Nest application in it."""

    root: Path
    project: str | None = None
    backend: str = "."
    """The folder of the Nest application, below ``root``."""
    entry: str = "src/main.ts"
    sources: tuple[str, ...] = ()
    """The folders with the application's sources, below ``backend``; empty means all."""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.root.name

    @property
    def truth(self) -> dict[str, Any]:
        """The hand-written truth; the example has none."""
        document: dict[str, Any] = json.loads((self.root / "truth.json").read_text(encoding="utf-8"))
        return document


EXAMPLE = Monolith(ROOT / "examples" / "woosh", backend="backend")
_LAYOUTS: dict[str, dict[str, Any]] = {
    "cargo-nx": {
        "project": "backend",
        "entry": "apps/backend/src/main.ts",
        "sources": ("apps/backend", "libs"),
    },
    "depot-mobile": {"backend": "backend"},
    "fleet-workspace": {
        "project": "api",
        "entry": "apps/api/src/main.ts",
        "sources": ("apps/api", "libs"),
    },
    "market-mixed": {"backend": "backend"},
    "school-legacy": {"entry": "server/main.ts"},
}
MINI = tuple(
    Monolith(path.parent, **_LAYOUTS.get(path.parent.name, {}))
    for path in sorted(_ASSETS.glob("*/truth.json"))
)
ALL = (EXAMPLE, *MINI)


def copy_sources(folder: Path) -> None:
    """Copy what is read of the example into ``folder``: the backend's sources, the dump and the split file."""
    for name in (
        "backend/src",
        "backend/package.json",
        "backend/tsconfig.json",
        "database",
        "woosh-split.yaml",
    ):
        source, target = EXAMPLE.root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)


@functools.cache
def facts_of(monolith: Monolith) -> dict[str, Any]:
    """Analyse a monolith as it stands, once a session and in one process; do not change what is returned."""
    return to_document(analyse(AnalyseRequest(root=monolith.root, project=monolith.project, jobs=1)))
