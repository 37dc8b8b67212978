"""What the user asks of ``extract``, and what comes of it, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.artefacts.service.nestjs.project.project_input import Monolith
from woosh_split.model.extraction import Extraction
from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile
from woosh_split.pipeline.request import AnalyseRequest

COPY, SLICE = "copy", "slice"


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """What to extract. ``services`` are names of the split file; ``remainder`` is the monolith without those of ``completed``."""

    analysis: AnalyseRequest
    split: SplitFile
    split_path: Path
    services: tuple[str, ...]
    remainder: bool = False
    compile: bool = True
    stage: str = COPY
    through: str | None = None
    """The last phase that is complete, for the remainder; None: all of them are."""
    folder: str | None = None
    """Where services are written, below the monolith's root; None where that is elsewhere."""
    facts: Facts | None = None
    packaged: frozenset[str] = frozenset()
    """The services that import shared code from the package; the others have copies."""
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each service the paths of which it keeps a copy of its own, since people changed it."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The services, and the monolith's project files that the workspace around them is made of."""

    services: tuple[Extraction, ...]
    """What is written, a folder for each; the package of shared code is the last, where there is one."""
    monolith: Monolith
    folder: str | None = None
    """Where slices lie, below the monolith's root; None for services of their own."""
    configs: Mapping[str, str] = field(default_factory=dict)
    """The monolith's tsconfig files by their path below its root."""
