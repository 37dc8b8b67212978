"""A service's README: what it is, what it answers, what it owns, whom it calls, and how to run it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from woosh_split.artefacts.service.nestjs.project.documents import read_document
from woosh_split.artefacts.service.nestjs.project.plan import BuildPlan
from woosh_split.artefacts.service.nestjs.project.project_input import Note, ProjectInput
from woosh_split.artefacts.service.nestjs.project.templates import rendered

_ENV_FILE = ".env"
_READ_ENV_FILES = frozenset(
    {
        "@nestjs/config",
        "dotenv",
        "dotenv-cli",
        "dotenv-flow",
        "dotenv-safe",
        "env-cmd",
        "nestjs-config",
        "nest-typed-config",
    }
)
"""Packages that read ``.env`` into the environment."""


def readme_file(
    wanted: ProjectInput,
    plan: BuildPlan,
    notes: Iterable[Note],
    scripts: Mapping[str, str],
    packages: Iterable[str],
) -> bytes:
    """Return the text of README.md; ``packages`` are those that the service is installed with."""
    monolith = read_document(wanted.monolith.package_json, "package.json")
    called: dict[tuple[str, str], list[str]] = {}
    for call in sorted(wanted.calls, key=lambda each: (each.owner, each.provider, each.method)):
        methods = called.setdefault((call.owner, call.provider), [])
        if call.method not in methods:
            methods.append(call.method)
    read: dict[str, list[str]] = {}
    for table, owner in sorted(wanted.tables_read):
        read.setdefault(owner, []).append(table)
    return rendered(
        "README.md.j2",
        service=wanted.service,
        monolith=monolith.get("name", "the monolith"),
        modules=sorted(wanted.modules),
        routes=sorted(wanted.routes, key=lambda each: (each.path, each.method, each.order)),
        owned=sorted(wanted.tables_owned),
        read=sorted(read.items()),
        called=[(owner, provider, methods) for (owner, provider), methods in called.items()],
        answers=sorted(wanted.answers),
        debts=sorted(wanted.debts, key=lambda each: (each.what, each.owner, each.kind, each.crossing)),
        jobs=sorted(wanted.jobs, key=lambda each: (each.function, each.schedule)),
        phase=wanted.phase,
        generated=sorted({_folder(path) for path in wanted.generated}),
        shared=wanted.shared,
        scripts=scripts,
        reads_env_file=_ENV_FILE in scripts.get("start:prod", "") or not _READ_ENV_FILES.isdisjoint(packages),
        builder=plan.builder,
        notes=list(dict.fromkeys((note.subject, note.text) for note in notes)),
    )


def _folder(path: str) -> str:
    """Return the folder ``generated`` that holds a file, the file itself for one that stands elsewhere."""
    before, mark, _ = path.partition("/generated/")
    return f"{before}/generated/" if mark else path
