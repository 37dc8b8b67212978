"""The database's address as texts of the code: a service asks the environment first."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.service.nestjs.address import where_told
from woosh_split.artefacts.service.nestjs.edits import apply_edits
from woosh_split.sources.code.typescript.outlining import read_outline

WHOLE = """\ufeff// Grüße
TypeOrmModule.forRoot({
  type: 'mysql',
  host: 'localhost',
  port: 3307,
  username: "root",
  password: '',
  database: `shop`,
  entities: [User],
})
"""


def edited(text: str) -> str:
    content = text.encode()
    return apply_edits(content, where_told(content, read_outline(content))).decode()


def test_every_part_that_is_a_text_gives_way_to_the_environment_and_stands_without_it() -> None:
    """Bytes around them stay, also behind a byte-order mark."""
    told = edited(WHOLE)
    assert told == (
        WHOLE.replace("'localhost'", "process.env['TYPEORM_HOST'] || 'localhost'")
        .replace("3307", "Number(process.env['TYPEORM_PORT'] || 3307)")
        .replace('"root"', "process.env['TYPEORM_USERNAME'] || \"root\"")
        .replace("''", "process.env['TYPEORM_PASSWORD'] || ''")
        .replace("`shop`", "process.env['TYPEORM_DATABASE'] || `shop`")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "f({ type: 'mariadb', host: 'db', username: process.env.USER });",
            "f({ type: 'mariadb', host: process.env['TYPEORM_HOST'] || 'db', "
            "port: Number(process.env['TYPEORM_PORT'] || 3306), username: process.env.USER });",
        ),
        (
            "new DataSource({ type: 'mysql' as const, url: 'mysql://a:b@db/shop' });",
            "new DataSource({ type: 'mysql' as const, url: process.env['TYPEORM_URL'] || 'mysql://a:b@db/shop' });",
        ),
    ],
)
def test_a_port_that_nobody_wrote_comes_behind_the_host(before: str, after: str) -> None:
    assert edited(before) == after


def test_what_is_spread_into_a_connection_is_part_of_it() -> None:
    """The second one has a name, and its database is another."""
    told = edited(
        "const server = { type: 'mysql' as const, host: 'db', port: 1 };\n"
        "f({ ...server, database: 'shop' }, { ...server, name: 'audit', database: 'audit' }, { ...other, database: 'x' });"
    )
    assert told == (
        "const server = { type: 'mysql' as const, host: process.env['TYPEORM_HOST'] || 'db', "
        "port: Number(process.env['TYPEORM_PORT'] || 1) };\n"
        "f({ ...server, database: process.env['TYPEORM_DATABASE'] || 'shop' }, "
        "{ ...server, name: 'audit', database: 'audit' }, { ...other, database: 'x' });"
    )


@pytest.mark.parametrize(
    "text",
    [
        "f({ type: 'mysql', host: process.env.DB_HOST || 'localhost', port: config.get('DB_PORT') });",
        "f({ type: 'mysql', host: `${name}.internal`, port: PORT });",
        "f({ type: 'postgres', host: 'localhost', username: 'root' });",
        "f({ type: 'mysql', name: 'archive', host: 'localhost', port: 3306 });",
        "f({ type: 'mysql', replication: { master: { host: 'a' }, slaves: [{ host: 'b' }] } });",
        "f({ type: 'mysql', host: 'localhost', ...rest });\nconst column = { type: 'varchar' };".replace(
            "host: 'localhost'", "host"
        ),
        "@Column({ type: 'mysql' }) kind: string;",
    ],
)
def test_what_is_asked_of_something_or_is_another_connection_stays(text: str) -> None:
    """One name of the environment would be wrong for a second connection and for replicas."""
    assert edited(text) == text
