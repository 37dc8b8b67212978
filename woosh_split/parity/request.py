"""What the user asks of ``verify``, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.artefacts.database.stage import Reach
from woosh_split.model.facts import Facts
from woosh_split.model.progress import Progress, no_progress
from woosh_split.model.split import SplitFile

BY_SPLIT, NO_ISOLATION = "split", "none"


def _silent(text: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What is verified, and with what; empty values mean: what ``verify.yaml`` says, or what is found.

    ``generated`` is the folder of the services (None: ``split/services`` beside the split file). With ``control_only`` the monolith stands in for them.
    ``isolation`` is ``split`` or ``none``.
    """

    root: Path
    split_path: Path
    split: SplitFile
    facts: Facts
    services: tuple[str, ...] = ()
    everything: bool = False
    control_only: bool = False
    generated: Path | None = None
    requests: Path | None = None
    database: str | None = None
    isolation: str = BY_SPLIT
    seed: tuple[Path, ...] = ()
    seed_command: str | None = None
    sql_mode: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    env_file: Path | None = None
    database_keys: Mapping[str, str] = field(default_factory=dict)
    install: bool = True
    build: bool = True
    keep: bool = False
    ignore_columns: tuple[str, ...] = ()
    """``table.column`` each; beside those of ``verify.yaml``."""
    reach: Reach | None = None
    """What each service's code touches, and is granted; None: what its own modules touch."""
    progress: Progress = no_progress
    note: Callable[[str], None] = _silent

    @property
    def services_folder(self) -> Path:
        """The folder that holds the services."""
        return self.generated or self.split_path.parent / "split" / "services"
