"""Where the passwords go that `apply` gives to accounts: to the server, and into none of its logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymysql
import pytest
from database_shop import DUMP, shop_organisation, split
from mariadb import MariaDb, run_mariadb
from migrations import only, request

from woosh_split.pipeline.migration import apply_phase, rollback_phase

PHASE = "02-ordering"
PASSWORD = "Of no-log 7's \\ business"
JUDGED = "To be judged 7's \\ times"
"""Another one, since it stays in the binary log, whichever test comes first."""


@pytest.fixture(scope="module")
def logging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDb]:
    """A server that writes its binary log."""
    folder = tmp_path_factory.mktemp("db")
    yield from run_mariadb(folder, "--log-bin=binary", "--server-id=9")


@pytest.fixture
def shop(logging: MariaDb) -> Iterator[MariaDb]:
    with only(logging, DUMP) as server:
        yield server


def applied(server: MariaDb, password: str) -> str:
    """Apply and take back a phase; return the general log. The service logs in in between."""
    organisation = shop_organisation(split("schema", everywhere=True))
    user = next(part.account.user for part in organisation.parts if part.service == "ordering")
    wanted = request(
        server, organisation, passwords={part.account.user: password for part in organisation.parts}
    )
    server.start_general_log()
    apply_phase(wanted, PHASE)
    log = server.stop_general_log()
    if password.isascii():
        pymysql.connect(host=server.host, port=server.port, user=user, password=password).close()
    kept = server.execute(f"SELECT authentication_string FROM mysql.user WHERE User = '{user}';")
    escaped = password.replace("\\", "\\\\").replace("'", "''")
    assert kept == server.execute(f"SELECT PASSWORD('{escaped}') AS authentication_string;")
    rollback_phase(wanted, PHASE)
    return log


@pytest.mark.parametrize("password", [PASSWORD, "pässwörd-日本"])
def test_no_log_of_the_server_holds_a_password(shop: MariaDb, password: str) -> None:
    log = applied(shop, password)
    whole = log.encode() + b"".join(path.read_bytes() for path in (shop.folder / "data").glob("binary.0*"))
    assert whole.count(b"ALTER USER") >= 2
    for part in (password, password[:10]):
        assert part.encode() not in whole


def test_a_server_that_judges_passwords_gets_them_to_judge(shop: MariaDb, tmp_path: Path) -> None:
    shop.execute("INSTALL SONAME 'password_reuse_check';")
    try:
        assert "IDENTIFIED BY 'To be judged 7''s" in applied(shop, JUDGED)
    finally:
        shop.execute("UNINSTALL SONAME 'password_reuse_check';")
