"""What the project files of a service are made of, from its closure, the split file and the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from woosh_split.artefacts.service.nestjs.assembly import ServiceFiles
from woosh_split.artefacts.service.nestjs.project.project_input import Debt, ProjectInput, RemoteCall
from woosh_split.model.access import READ, Access
from woosh_split.model.code import Job
from woosh_split.model.extraction import Extraction
from woosh_split.sources.code.nestjs.needs.read import read_service_code
from woosh_split.sources.code.nestjs.token_hazards import further_places

if TYPE_CHECKING:
    from woosh_split.pipeline.extracting import Extracting


def project_input(
    work: Extracting,
    name: str,
    result: Extraction,
    files: ServiceFiles,
    texts: Mapping[str, bytes],
    jobs: Sequence[Job],
    reach: Sequence[Access],
) -> ProjectInput:
    """Return a service as its project files tell of it: ``texts`` is its code, ``files`` where that comes from.

    ``reach`` is what that code touches: an entity of others may be there for its type alone, and SQL needs none.
    """
    decoded = {path: data.decode("utf-8", "replace") for path, data in texts.items()}
    moved = {work.below(each.path) for each in files.moved}
    own = set(result.modules)
    issues = {each.id: each for each in work.split.crossings}
    debts = tuple(
        Debt(
            each.id, each.kind, each.what, each.to_service, contract.issue,
            contract.until.isoformat() if contract.until else None,
        )
        for each in work.crossings
        if each.from_service == name
        and (contract := issues.get(each.id)) is not None
        and contract.policy == "debt"
    )  # fmt: skip
    phase = next((each.id for each in work.split.phases if name in each.services), None)
    reads = {
        (each.table, owner)
        for each in reach
        if each.mode == READ and (owner := work.placement.owner_of_table(each.table)) != name
    }
    entry = work.code.entries[0] if work.code.entries else work.code.root.file
    return ProjectInput(
        service=name,
        monolith=work.texts,
        code=read_service_code({**decoded, **work.texts.configs, "package.json": work.texts.package_json}),
        files=decoded,
        entry=work.below(entry),
        assets=tuple(work.below(each) for each in files.assets),
        generated=tuple(path for path in sorted(decoded) if path not in moved),
        owners=tuple(sorted({each.owner for each in result.calls})),
        routes=tuple(each for each in work.facts.routes if each.module in own),
        modules=result.modules,
        tables_owned=tuple(
            sorted(t.name for t in work.facts.tables if work.placement.owner_of_table(t.name) == name)
        ),
        tables_read=tuple(sorted(reads)),
        calls=tuple(RemoteCall(each.owner, each.provider, each.method) for each in result.calls),
        answers=tuple((each.provider, each.method) for each in result.endpoints),
        debts=debts,
        jobs=tuple(jobs),
        token_places=tuple((each.kind, each.name) for each in further_places(work.facts.hazards)),
        phase=phase,
    )  # fmt: skip
