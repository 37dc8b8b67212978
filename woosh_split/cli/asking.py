"""Asks the monolith's own compiler what a proposal cannot know: which calls cannot go over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from woosh_split.cli.reading import request_with
from woosh_split.cli.workspace import Reading, completed
from woosh_split.errors import InputError

if TYPE_CHECKING:
    from woosh_split.cli.workspace import Workspace
    from woosh_split.model.facts import Facts
    from woosh_split.model.progress import Progress
    from woosh_split.model.split import SplitFile

Compiler = Annotated[
    bool | None,
    typer.Option(
        "--compiler/--no-compiler",
        help="Ask the monolith's own TypeScript which calls cannot go over the wire. Default: where it is installed.",
        show_default=False,
    ),
]


class Asking:
    """Asks the monolith's own compiler about a split file; ``refused`` says why it could not be asked.

    Unless that is ``wanted``, its absence is told and changes nothing else: a proposal needs no installed packages. Where it
    is not wanted (False), nobody is asked.
    """

    def __init__(
        self, workspace: Workspace, reading: Reading, facts: Facts, progress: Progress, *, wanted: bool | None
    ) -> None:
        self._workspace, self._reading, self._facts = workspace, reading, facts
        self._progress, self._wanted = progress, wanted
        self.refused = ""

    def bound(self, split: SplitFile) -> dict[str, str]:
        """Return which calls cannot go over the wire, and why.

        Raises:
            InputError: the compiler must be asked and cannot be.
        """
        if self._wanted is False:
            return {}
        from woosh_split.pipeline.bound_calls import bound_calls

        request = request_with(self._workspace.root, completed(self._reading, split), self._progress)
        try:
            return bound_calls(request, self._facts, split)
        except InputError as error:
            if self._wanted:
                raise
            self.refused = (
                "Calls without declared types are proposed as `remote`, because the monolith's compiler could "
                f"not be asked; `extract` will ask it. {error}"
            )
            return {}
