"""The commands as a group: how the help lists them, and what is said when one is interrupted."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperGroup

from woosh_split.cli.console import complain

SECTIONS = {
    "Understand and cut": ("analyse", "propose", "why", "plan", "report"),
    "Keep the boundaries": ("init", "check", "baseline", "rule"),
    "Take services out": ("extract", "verify", "database", "observe"),
    "Move traffic and tables": ("routes", "gateway", "client", "apply", "status", "rollback", "complete"),
    "Formats": ("schema",),
}
"""The order in which a team needs the commands."""


class CommandList(TyperGroup):
    """Commands whose help cuts no sentence off, as typer's own list does."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list below the options."""
        visible = {name: command for name, command in self.commands.items() if not command.hidden}
        width = max(map(len, visible))
        for title, names in self.sections(list(visible)).items():
            rows = [(name.ljust(width), _sentence(visible[name].help or "")) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)

    def sections(self, names: list[str]) -> dict[str, list[str]]:
        """Return the names that stand under each title."""
        return {"Commands": names}


class ProgramCommands(CommandList):
    """The commands of the program itself, in the sections of `SECTIONS`."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an interruption is told, which typer would leave with its code alone."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("Interrupted.")
            raise

    def sections(self, names: list[str]) -> dict[str, list[str]]:
        """Return the names that stand under each title; what is in no section is a mistake of ours."""
        assert set(names) == {name for section in SECTIONS.values() for name in section}
        return {title: list(section) for title, section in SECTIONS.items()}


def _sentence(text: str) -> str:
    """Return the first paragraph in one line."""
    return " ".join(inspect.cleandoc(text).split("\n\n")[0].split())
