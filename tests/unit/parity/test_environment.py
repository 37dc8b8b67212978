"""By which names a monolith reads its database, and what its processes see."""

from __future__ import annotations

from pathlib import Path

import pytest

from woosh_split.errors import InputError
from woosh_split.parity.accounts import Account
from woosh_split.parity.environment import code_files, environment_of, read_env, read_keys

ACCOUNT = Account("shop", "reader", "p@ss/word")


def monolith(folder: Path, code: str, example: str = "") -> Path:
    (folder / "src").mkdir()
    (folder / "src" / "config.ts").write_text(code)
    if example:
        (folder / ".env.example").write_text(example)
    return folder


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "process.env.DB_HOST; process.env['DB_PORT']; config.get<string>('DB_USERNAME'); config.get('DB_PASSWORD');"
            "config.getOrThrow('DB_DATABASE')",
            {"host": ("DB_HOST",), "port": ("DB_PORT",), "user": ("DB_USERNAME",), "password": ("DB_PASSWORD",),
             "database": ("DB_DATABASE",)},
        ),
        ("process.env.DATABASE_URL", {"url": ("DATABASE_URL",)}),
        (
            "env.get('MYSQL_HOST', 'x'); env.get('MYSQL_USER'); env.get('MYSQL_DATABASE'); env.get('DB_NAME')",
            {"host": ("MYSQL_HOST",), "user": ("MYSQL_USER",), "database": ("MYSQL_DATABASE",)},
        ),
        (  # what it is read for tells more than its name
            "const options = () => ({ host: process.env.DATABASE_URL, port: Number(process.env.DATABASE_PORT),"
            " username: config.get('DATABASE_LOGIN'), database: process.env.DATABASE_NAME });",
            {"host": ("DATABASE_URL",), "port": ("DATABASE_PORT",), "user": ("DATABASE_LOGIN",),
             "database": ("DATABASE_NAME",)},
        ),
        (
            "const options = { host: process.env.HOST_DATABASE, user: process.env.DATABASE_USER, database: process.env.DATABASE };",
            {"host": ("HOST_DATABASE",), "user": ("DATABASE_USER",), "database": ("DATABASE",)},
        ),
        ("const options = { url: process.env.DB_URL, port: process.env.PORT };", {"url": ("DB_URL",)}),
        (  # by functions of the project's own
            "const options = { host: env('DB_AT'), port: envNumber('DB_PORT', 3306), username: getEnv<string>('DB_USERNAME'),"
            " database: env('DB_DATABASE', 'shop') };",
            {"host": ("DB_AT",), "port": ("DB_PORT",), "user": ("DB_USERNAME",), "database": ("DB_DATABASE",)},
        ),
    ],
)  # fmt: skip
def test_names_are_found_in_the_code(tmp_path: Path, code: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert read_keys(monolith(tmp_path, code), {}, ()).database == expected


def test_code_is_looked_for_where_the_facts_look_for_it(tmp_path: Path) -> None:
    """A module may be called coverage; a link may lead to what is not on this machine, and what is built is no code."""
    for path in (
        "src/coverage/a.ts",
        "src/b.ts",
        "coverage/c.ts",
        "node_modules/d/d.ts",
        "src/e2e/e.ts",
        "src/f.js",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("process.env.DB_HOST", "utf-8")
    (tmp_path / "src" / "secrets.ts").symlink_to("/run/secrets/of/nobody.ts")

    found = [file.relative_to(tmp_path).as_posix() for file in code_files(tmp_path)]
    assert found == ["src/b.ts", "src/coverage/a.ts"]


def test_code_of_services_that_were_extracted_into_the_monoliths_folder_is_not_the_monoliths(
    tmp_path: Path,
) -> None:
    service = tmp_path / "split" / "services" / "orders"
    for folder in (tmp_path / "src", service / "src"):
        folder.mkdir(parents=True)
        (folder / "main.ts").write_text("process.env.PORT", "utf-8")
    (service / "woosh-split.manifest.json").write_text("{}")

    assert [file.relative_to(tmp_path).as_posix() for file in code_files(tmp_path)] == ["src/main.ts"]


def test_a_name_that_is_told_wins(tmp_path: Path) -> None:
    keys = read_keys(monolith(tmp_path, "process.env.DB_HOST; process.env.DB_NAME"), {"host": "SQL_AT"}, ())
    assert keys.database["host"] == ("SQL_AT",)


def test_a_name_that_is_told_for_one_part_is_no_other(tmp_path: Path) -> None:
    app = monolith(tmp_path, "process.env.DB_URL; process.env.DB_NAME")
    assert read_keys(app, {"host": "DB_URL"}, ()).database == {"host": ("DB_URL",), "database": ("DB_NAME",)}


def test_where_nothing_is_found_the_error_says_how_to_tell(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--database-key host=DB_HOST"):
        read_keys(monolith(tmp_path, "process.env.STORAGE_HOST"), {}, ())


def test_a_process_sees_the_account_and_nothing_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOOSH_SPLIT_DATABASE", "mysql://root:secret@production/shop")
    app = monolith(
        tmp_path, "process.env.DB_HOST; process.env.DB_NAME; process.env.DATABASE_URL",
        "NODE_ENV=development\nDB_HOST=production\nJWT_SECRET=\n",
    )  # fmt: skip
    keys = read_keys(app, {}, ())
    seen = environment_of(keys, ACCOUNT, ("127.0.0.1", 3307), 21000, {"FLAG": "on"}, "/bin", tmp_path)
    assert seen["DB_HOST"] == "127.0.0.1"
    assert seen["DB_NAME"] == "shop"
    assert seen["DATABASE_URL"] == "mysql://reader:p%40ss%2Fword@127.0.0.1:3307/shop"
    assert (seen["PORT"], seen["TZ"], seen["FLAG"], seen["NODE_ENV"]) == ("21000", "UTC", "on", "development")
    assert seen["JWT_SECRET"]  # made up, the same on every side
    assert not any("production" in value for value in seen.values())


def test_an_env_file_has_comments_quotes_and_exports() -> None:
    assert read_env("# no\nexport A=1\nB='x # y'\nC=z # note\nD=\n") == {
        "A": "1",
        "B": "x # y",
        "C": "z",
        "D": "",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('A="x y" # note', "x y"),
        ('A="x # y" # note', "x # y"),
        ("A=`it's`", "it's"),
        (r'A="first\nlast"', "first\nlast"),
        (r"A='first\nlast'", r"first\nlast"),
        ('A="first\nB=2\nlast"', "first\nB=2\nlast"),
        ("A=x#y", "x"),
        ('A="x', '"x'),
        ("A=x\r\nB=y", "x"),
        (r'A="C:\dir\"', "C:\\dir\\"),
    ],
)
def test_an_env_file_is_read_as_dotenv_reads_it(text: str, value: str) -> None:
    """A key in PEM stands on one line there, between double quotes."""
    assert read_env(text)["A"] == value


@pytest.mark.parametrize(
    ("code", "example", "expected"),
    [
        ("const options = { type: process.env.DATABASE_TYPE, host: process.env.DATABASE_HOST };", "", {"DATABASE_TYPE": "mysql"}),
        ("const options = { type: this.config.get<'mysql'>('DB_DIALECT') };", "", {"DB_DIALECT": "mysql"}),
        ("const options = { type: process.env.DB_TYPE as any };", "DB_TYPE=mariadb", {"DB_TYPE": "mariadb"}),
        ("const options = { type: process.env.MAIL_TYPE, name: process.env.DB_NAME };", "", {}),
    ],
)  # fmt: skip
def test_the_driver_that_the_environment_is_to_name_is_the_one_of_mysql(
    tmp_path: Path, code: str, example: str, expected: dict[str, str]
) -> None:
    """TypeORM opens nothing without one, so neither the monolith nor a service came up."""
    app = monolith(tmp_path, code + " process.env.DB_HOST; process.env.DB_DATABASE", example)
    assert read_keys(app, {}, ()).defaults == expected


def test_names_that_are_given_a_value_are_names_of_the_database_too(tmp_path: Path) -> None:
    """Code that reads a whole file of settings by a function of a library names none of them."""
    app = monolith(tmp_path, "const options = settings.database;")
    assert read_keys(app, {}, ("DB_HOST", "DB_NAME")).database == {
        "host": ("DB_HOST",),
        "database": ("DB_NAME",),
    }
