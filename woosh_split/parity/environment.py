"""The environment in which the monolith and its services start: by which names the code reads the database.

The names are found in the code and in ``.env.example``. A name is of the database when its words say so (``DB_HOST``,
``MYSQL_DATABASE``, ``DATABASE_URL``); where that does not tell, ``--database-key`` does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from woosh_split.errors import InputError
from woosh_split.parity.accounts import Account
from woosh_split.parity.redis_stores import redis_names
from woosh_split.sources.files import MANIFEST_FILE, is_skipped

_DRIVER = "type"
"""TypeORM's option for its driver, without which it opens no connection."""
ROLES = ("host", "port", "user", "password", "database", "url")
_ASKED = (
    r"(?:process\.env\.([A-Za-z_]\w*)|process\.env\[\s*['\"]([A-Za-z_]\w*)['\"]\s*\]"
    r"|(?:\.(?:get|getOrThrow)|\b\w*[eE]nv\w*)(?:<[^>()]*>)?\(\s*['\"`]([A-Z][A-Z0-9_]+)['\"`])"
)
"""What is read from the environment, from a config service, or by a function of one's own (``envNumber('DB_PORT')``)."""
_READ = re.compile(_ASKED)
_FIELD = re.compile(
    r"\b(host|port|user|username|password|database|url|type)\s*:\s*"
    r"(?:\+|Number\(|parseInt\(|<[^>]*>\s*|(?:this\.)?\w+(?=\.get))?\s*" + _ASKED
)
"""An option that is read from the environment: what it is for tells more than the name does (``host: DATABASE_URL``)."""
_QUOTED = "|".join(rf"{mark}(?:\\{mark}|[^{mark}])*{mark}" for mark in "'\"`")
_PAIR = re.compile(
    rf"^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*({_QUOTED}|[^#\n]*)[ \t]*(?:#.*)?$",
    re.MULTILINE,
)
"""A key and its value in an env file, as the package dotenv reads them: what is quoted may hold lines and ``#``."""
_OF_DATABASE = r"(?:DB|DATABASE|MYSQL|MARIADB|TYPEORM|RDS|SQL|MYSQLDB)"
_NAMES = {
    "host": r"(?:HOST|HOSTNAME|SERVER|ENDPOINT)",
    "port": r"PORT",
    "user": r"(?:USER|USERNAME|LOGIN)",
    "password": r"(?:PASSWORD|PASS|PASSWD|PWD)",
    "database": r"(?:DATABASE|DATABASE_NAME|DB|DBNAME|DB_NAME|NAME|SCHEMA)",
    "url": r"(?:URL|URI|DSN|CONNECTION_STRING)",
}
_WORD = re.compile(rf"(?:^|_)({_OF_DATABASE})(?:_|$)")
_PATTERNS = {role: re.compile(rf"({_OF_DATABASE})_?{words}") for role, words in _NAMES.items()}
_LISTEN = ("PORT", "APP_PORT", "API_PORT", "SERVER_PORT", "HTTP_PORT", "LISTEN_PORT")
_OWN_SECRET = re.compile(
    r"(?:JWT|AUTH|ACCESS|REFRESH|SESSION|COOKIE|TOKEN|APP|ENCRYPTION|SIGNING)\w*_(?:SECRET|KEY|SALT)"
)
EXAMPLES = (".env.example", ".env.sample", ".env.dist", "env.example", ".env.template")
"""Files that tell the names and hold no secrets, the first of which is read."""
NONE_SEEN = "none that looks like it"
_TESTS = frozenset({"test", "tests", "e2e"})


@dataclass(frozen=True, slots=True)
class Keys:
    """What the monolith reads: the names for each part of the database's address, and for its port."""

    database: Mapping[str, tuple[str, ...]]
    listen: tuple[str, ...]
    defaults: Mapping[str, str]
    made_up: tuple[str, ...] = ()
    """Secrets of its own that have no value in ``.env.example``: they get one, the same on every side."""
    redis: Mapping[str, str] = field(default_factory=dict)
    """The names for Redis, each with the part of the address that it is."""


def read_keys(
    app: Path, told: Mapping[str, str], given: Iterable[str], fixed: Mapping[str, str] | None = None
) -> Keys:
    """Return the names that the monolith in ``app`` reads; ``told`` are the user's words, ``given`` what has a value.

    ``fixed`` are the names that stand for parts of the address that the code has as texts.

    Raises:
        InputError: it cannot be told where the database's address is read from.
    """
    example = _example(app)
    code = tuple(file.read_text("utf-8", "replace") for file in code_files(app))
    given = frozenset(given)
    names = sorted({*_names_in_code(code), *example, *given})
    fields = _fields_in_code(code)
    database = _database_names(names, fields, told, fixed or {})
    if "url" not in database and not {"host", "database"} <= database.keys():
        raise _unknown_address(app, names)
    taken = {name for found in database.values() for name in found}
    return Keys(
        database,
        tuple(name for name in _LISTEN if name == "PORT" or name in names),
        _defaults(fields, example, taken),
        tuple(
            name
            for name in names
            if _OWN_SECRET.fullmatch(name) and not example.get(name) and name not in given
        ),
        redis_names(names),
    )


def _database_names(
    names: Iterable[str], fields: Mapping[str, str], told: Mapping[str, str], fixed: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the names for each part of the database's address: what a person said, what the code shows, and ``fixed``."""
    database: dict[str, tuple[str, ...]] = {role: (told[role],) for role in ROLES if role in told}
    # A name that somebody has told the part of is no other part, whatever its words are (DATABASE_URL of a host).
    untold = [name for name in names if name not in set(told.values())]
    parts = {name: role for name, role in fields.items() if role != _DRIVER}
    for role, found in _of_database(untold, parts).items():
        database.setdefault(role, found)
    for role, name in fixed.items():
        database[role] = tuple(dict.fromkeys((*database.get(role, ()), name)))
    return database


def _unknown_address(app: Path, names: Iterable[str]) -> InputError:
    seen = ", ".join(name for name in names if re.search(_OF_DATABASE, name)) or NONE_SEEN
    return InputError(
        f"By which names does the code in {app} read the database's address? Seen were: {seen}. Say it with "
        "--database-key host=DB_HOST --database-key database=DB_NAME and so on (host, port, user, password, "
        "database, or url), or under database_keys in verify.yaml."
    )


def _defaults(fields: Mapping[str, str], example: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    """Return what ``.env.example`` gives a value; of the database only the driver's name is no part of the address."""
    drivers = {
        name for name, role in fields.items() if role == _DRIVER and _WORD.search(name.upper())
    } - taken
    return dict.fromkeys(sorted(drivers), "mysql") | {
        name: value for name, value in sorted(example.items()) if value and name not in taken
    }


def code_files(app: Path) -> Iterator[Path]:
    """Yield the files of the monolith's own code, in order."""
    found: list[Path] = []
    for top, folders, files in os.walk(app):
        if top != str(app) and MANIFEST_FILE in files:  # an extracted service among the monolith's files
            folders.clear()
            continue
        above = Path(top).relative_to(app).parts
        folders[:] = [name for name in folders if name not in _TESTS and not is_skipped(name, above)]
        found += [Path(top, name) for name in files if name.endswith(".ts")]
    yield from (file for file in sorted(found) if file.is_file())  # a link may lead nowhere


def _names_in_code(code: Iterable[str]) -> Iterable[str]:
    for text in code:
        for found in _READ.finditer(text):
            yield next(name for name in found.groups() if name)


def _fields_in_code(code: Iterable[str]) -> dict[str, str]:
    """Return the names that are always read for the same option, with the part of the address that it is, or ``type``."""
    found: dict[str, set[str]] = {}
    for text in code:
        for each in _FIELD.finditer(text):
            found.setdefault(each[2] or each[3] or each[4], set()).add(
                "user" if each[1] == "username" else each[1]
            )
    return {name: next(iter(roles)) for name, roles in found.items() if len(roles) == 1}


def _example(app: Path) -> dict[str, str]:
    for name in EXAMPLES:
        if (app / name).is_file():
            return read_env((app / name).read_text("utf-8", "replace"))
    return {}


def read_env(text: str) -> dict[str, str]:
    r"""Return the keys of an env file; comments are left out, quotes are taken off, in double ones ``\n`` is a line's end."""
    found = {}
    for pair in _PAIR.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        value = pair[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"`":
            inner = value[1:-1]
            value = inner.replace("\\n", "\n").replace("\\r", "\r") if value[0] == '"' else inner
        found[pair[1]] = value
    return found


def _of_database(names: Iterable[str], fields: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the names for each role, those of the prefix that has most roles; ``fields`` are what some are read for."""
    by_prefix: dict[str, dict[str, list[str]]] = {}
    for name in names:
        word = _WORD.search(name.upper())
        if name in fields and word is not None:
            by_prefix.setdefault(word[1], {}).setdefault(fields[name], []).append(name)
            continue
        for role, pattern in _PATTERNS.items():
            found = pattern.fullmatch(name.upper())
            if found is not None:
                by_prefix.setdefault(found[1], {}).setdefault(role, []).append(name)
    found_roles: dict[str, list[str]] = {}
    for prefix in sorted(by_prefix, key=lambda each: (-len(by_prefix[each]), each)):
        roles = by_prefix[prefix]
        if (
            not found_roles or "url" in roles
        ):  # a second prefix is another database; a URL may stand beside the parts
            for role, each in roles.items():
                found_roles.setdefault(role, each)
    return {role: tuple(sorted(each)) for role, each in found_roles.items()}


def environment_of(
    keys: Keys,
    account: Account,
    server: tuple[str, int],
    port: int,
    given: Mapping[str, str],
    path: str,
    home: Path,
) -> dict[str, str]:
    """Return the whole environment of a process; nothing of ours but PATH reaches it."""
    host, database_port = server
    values = {
        "host": host,
        "port": str(database_port),
        "user": account.user,
        "password": account.password,
        "database": account.database,
        "url": f"mysql://{account.user}:{quote(account.password, safe='')}@{host}:{database_port}/{account.database}",
    }
    own = {name: f"woosh-split verify, not a secret: {name}" for name in keys.made_up}
    address = {name: values[role] for role, names in keys.database.items() for name in names}
    return {
        "PATH": path,
        "HOME": str(home),
        "TMPDIR": str(home),
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        **keys.defaults,
        **own,
        **given,
        **address,
        **dict.fromkeys(keys.listen, str(port)),
    }
