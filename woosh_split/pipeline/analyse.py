"""``woosh-split analyse``: a folder to facts."""

from __future__ import annotations

from woosh_split.model.facts import Facts
from woosh_split.pipeline.request import AnalyseRequest


def analyse(request: AnalyseRequest) -> Facts:
    """Read the monolith below ``request.root`` and return its facts.

    Raises:
        InputError: the folder, a dump or the project cannot be read or holds no monolith.
        DatabaseError: ``request.database`` is given and the server cannot be read.
    """
    raise NotImplementedError
