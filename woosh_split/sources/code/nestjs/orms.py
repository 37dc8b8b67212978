"""Object mappers that are recognised and not followed yet: said once each, with the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.nestjs.workspace import ReadJson, Workspace
from woosh_split.sources.code.typescript.program import Program

PACKAGES = {
    "@prisma/client": "Prisma",
    "@prisma/extension-accelerate": "Prisma",
    "nestjs-prisma": "Prisma",
    "sequelize": "Sequelize",
    "sequelize-typescript": "Sequelize",
    "@nestjs/sequelize": "Sequelize",
    "@mikro-orm/core": "MikroORM",
    "@mikro-orm/nestjs": "MikroORM",
    "@mikro-orm/mysql": "MikroORM",
    "mongoose": "Mongoose",
    "@nestjs/mongoose": "Mongoose",
    "@typegoose/typegoose": "Mongoose",
    "knex": "Knex",
    "nest-knexjs": "Knex",
    "drizzle-orm": "Drizzle",
    "kysely": "Kysely",
    "objection": "Objection",
}
_LISTS = ("dependencies", "optionalDependencies")


def unsupported_orms(
    files: Iterable[str], program: Program, workspace: Workspace, folder: str, read_json: ReadJson
) -> tuple[Unresolved, ...]:
    """Return one note for each mapper: where it is imported first, else the package.json that asks for it.

    ``folder`` is the application's project; the package files above it count as well.
    """
    places: dict[str, tuple[str, int, str]] = {}
    for file in files:
        summary = program.summary(file)
        for each in summary.imports if summary is not None else ():
            name = PACKAGES.get(each.specifier)
            if name is not None and not each.type_only:
                places.setdefault(name, (file, each.line, each.specifier))
    for path in workspace.packages(folder)[:1]:
        for package in _dependencies(path, read_json):
            places.setdefault(PACKAGES[package], (path, 1, package))
    return tuple(
        Unresolved(
            "orm",
            file,
            line,
            text,
            f"{name} is recognised but not supported yet: what it reads and writes is not among the accesses",
        )
        for name, (file, line, text) in sorted(places.items())
    )


def _dependencies(path: str, read_json: ReadJson) -> Iterator[str]:
    document = read_json(path)
    for name in _LISTS:
        listed = document.get(name)
        if isinstance(listed, dict):
            yield from (package for package in sorted(listed) if package in PACKAGES)
