"""What the code of each service will touch once it is extracted: its own modules', and code that is copied or borrowed.

No compiler is asked. It would tell the types that stand-ins need, and types reach no table; so what is granted does not
depend on whether the monolith's packages are installed where the SQL is written.
"""

from __future__ import annotations

from woosh_split.artefacts.database.stage import Reach
from woosh_split.errors import InputError
from woosh_split.model.facts import Facts
from woosh_split.model.placement import placement_of
from woosh_split.model.split import MONOLITH, SplitFile
from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.pipeline.service_closures import Closures, reach_of
from woosh_split.sources.code.nestjs.codebase import open_codebase


def service_reach(request: AnalyseRequest, facts: Facts, split: SplitFile) -> Reach | None:
    """Return what the code of every service touches, or None, with a note, where there is no code to be read."""
    try:
        with open_tree(request) as tree, open_codebase(tree, request.project, request.progress) as code:
            request.progress("following the code of each service", 0, 0)
            closures = Closures(code, facts, placement_of(split), split, None)
            return reach_of((*(each.name for each in split.services), MONOLITH), closures)
    except InputError as error:
        request.note(
            "What each service touches is told by its own modules alone: code that will be copied into it (a passport "
            f"strategy, a borrowed provider) is not followed, since {str(error)[:1].lower()}{str(error)[1:]}"
        )
        return None
