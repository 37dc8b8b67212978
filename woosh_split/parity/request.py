"""What the user asks of ``verify``, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from woosh_split.artefacts.database.stage import Reach
from woosh_split.model.facts import Facts
from woosh_split.model.split import SplitFile

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, the number done and the number in all (0 where it is not known)."""

BY_SPLIT, NO_ISOLATION = "split", "none"


def _quiet(stage: str, done: int, total: int) -> None:
    """Report nothing."""


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
    progress: Progress = _quiet
    note: Callable[[str], None] = _silent

    @property
    def services_folder(self) -> Path:
        """The folder that holds the services."""
        return self.generated or self.split_path.parent / "split" / "services"
