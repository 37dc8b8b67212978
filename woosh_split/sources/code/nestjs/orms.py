"""Object mappers that are recognised and not followed yet, and a TypeORM that is too old: said once each, with the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

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
_BEFORE_DATA_SOURCES = re.compile(r"[\^~=v\s]*0\.[012]\.")


def unsupported_orms(
    files: Iterable[str], program: Program, workspace: Workspace, folder: str, read_json: ReadJson
) -> tuple[Unresolved, ...]:
    """Return one note for each mapper: where it is imported first, else the package.json that asks for it.

    ``folder`` is the application's project; the package files above it count as well.
    """
    places: dict[str, tuple[str, int, str]] = {}
    packages = workspace.packages(folder)[:1]
    for file in files:
        summary = program.summary(file)
        for each in summary.imports if summary is not None else ():
            name = PACKAGES.get(each.specifier)
            if name is not None and not each.type_only:
                places.setdefault(name, (file, each.line, each.specifier))
    for path in packages:
        for package in _dependencies(path, read_json):
            places.setdefault(PACKAGES[package], (path, 1, package))
    old = tuple(_old_typeorm(path, read_json(path)) for path in packages)
    return tuple(each for each in old if each is not None) + tuple(
        Unresolved(
            "orm",
            file,
            line,
            text,
            f"{name} is recognised but not supported yet: what it reads and writes is not among the accesses",
        )
        for name, (file, line, text) in sorted(places.items())
    )


def _old_typeorm(path: str, document: Mapping[str, object]) -> Unresolved | None:
    """Say of a TypeORM before 0.3 that it is read, and that no service can be made of it yet."""
    listed = document.get("dependencies")
    version = listed.get("typeorm") if isinstance(listed, dict) else None
    if not isinstance(version, str) or _BEFORE_DATA_SOURCES.match(version) is None:
        return None
    return Unresolved(
        "orm",
        path,
        1,
        f"typeorm {version}",
        "it has no DataSource, which services need: it is read, but upgrade typeorm to 0.3 and @nestjs/typeorm to 9 or later "
        "before you extract",
    )


def _dependencies(path: str, read_json: ReadJson) -> Iterator[str]:
    document = read_json(path)
    for name in _LISTS:
        listed = document.get(name)
        if isinstance(listed, dict):
            yield from (package for package in sorted(listed) if package in PACKAGES)
