"""What touches tables and is not followed: other object mappers, packages with tables of their own, a TypeORM that is too old.

Each is said once, with the place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from woosh_split.model.code import Unresolved
from woosh_split.sources.code.nestjs.workspace import ReadJson, Workspace
from woosh_split.sources.code.typescript.program import Program

_MAPPERS = {
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
    "@supabase/supabase-js": "Supabase",
}
_BY_THEMSELVES = {
    "@adminjs/typeorm": "AdminJS reads and writes the tables of its resources",
    "@admin-bro/typeorm": "AdminBro reads and writes the tables of its resources",
    "typeorm-adapter": "casbin keeps its rules in a table (casbin_rule, unless it is told another)",
    "connect-typeorm": "connect-typeorm keeps sessions in a table",
    "express-mysql-session": "express-mysql-session keeps sessions in a table (sessions, unless it is told another)",
}
"""Packages that touch tables out of the code's sight, each with what it does."""
_FOLLOWED = "what it reads and writes is not among the accesses"
_SAID = {
    package: f"{name} is recognised but not supported yet: {_FOLLOWED}" for package, name in _MAPPERS.items()
} | {
    package: f"{what}: that is not among the accesses, so no service has a right for it; grant it by hand"
    for package, what in _BY_THEMSELVES.items()
}
_LISTED = {
    package: f"{name} is a dependency, and nothing that was read imports it: if it is used all the same, {_FOLLOWED}"
    for package, name in _MAPPERS.items()
}
"""What is said of a mapper that only a package.json names: many are left over, but a script may load it."""
_LISTS = ("dependencies", "optionalDependencies")
_BEFORE_DATA_SOURCES = re.compile(r"[\^~=v\s]*0\.[012]\.")


def unsupported_orms(
    files: Iterable[str],
    program: Program,
    workspace: Workspace,
    folder: str,
    read_json: ReadJson,
    followed: Collection[str] = (),
) -> tuple[Unresolved, ...]:
    """Return one note for each mapper or package: where it is imported first, else the package.json that asks for it.

    ``folder`` is the application's project; the package files above it count as well. Of ``followed`` packages the tables
    were found.
    """
    places: dict[str, tuple[str, int, str]] = {}
    packages = workspace.packages(folder)[:1]
    for file in files:
        summary = program.summary(file)
        for each in summary.imports if summary is not None else ():
            said = _SAID.get(each.specifier)
            if said is not None and not each.type_only and each.specifier not in followed:
                places.setdefault(said, (file, each.line, each.specifier))
    for path in packages:
        for package in _dependencies(path, read_json):
            if _SAID[package] not in places and package not in followed:
                places.setdefault(_LISTED.get(package, _SAID[package]), (path, 1, package))
    old = tuple(_old_typeorm(path, read_json(path)) for path in packages)
    return tuple(each for each in old if each is not None) + tuple(
        Unresolved("orm", file, line, text, said) for said, (file, line, text) in sorted(places.items())
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
            yield from (package for package in sorted(listed) if package in _SAID)
