"""What is known of how a service is built and started, while it is worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from woosh_split.artefacts.service.nestjs.project.compiler import Settings
from woosh_split.artefacts.service.nestjs.project.project_input import Note


@dataclass(slots=True)
class BuildPlan:
    """The scripts and what they need.

    ``builder`` is tsc, webpack, swc (all of ``nest build``) or own; ``config`` is the tsconfig that the build compiles
    with; ``main`` the file that ``node`` runs; ``nest_options`` what Nest's command is told; ``edits`` are
    compiler options to set, by tsconfig file.
    """

    builder: str
    build: str
    main: str
    config: str
    settings: Settings
    project: str | None = None
    flags: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()
    run_tools: tuple[str, ...] = ()
    build_tools: tuple[str, ...] = ()
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    nest_cli: dict[str, Any] | None = None
    nest_options: tuple[str, ...] = ()
    writes_paths: bool = False
    webpack: str | None = None
    """The monolith's own settings of webpack, by their path in the service."""
    notes: list[Note] = field(default_factory=list)
