"""The example behind the gateway: its own limit, with and without the edit; its 401, word for word, of a moved route."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from example_run import APP_USER, BACKEND, SQL_MODE, build
from gateway_process import route, running_gateway, table
from mariadb import MariaDb
from monoliths import EXAMPLE
from ports import free_ports

from woosh_split.artefacts.gateway.trust_proxy import with_trust_proxy
from woosh_split.sources.code.nestjs.application_made import application_made

pytestmark = pytest.mark.xdist_group("gateway")


PROFILE = "/api/auth/profile?a=%22b%22&c='"
TABLE = table(route("/api/auth/profile", 0, "users", auth="required"), services=("users",))
UNAUTHORIZED = '{"statusCode":401,"timestamp":"{timestamp}","path":"{path}","method":"{method}","message":"Invalid or expired token"}'
"""What the example's own exception filter writes."""
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def built_monolith(folder: Path, trusting: bool) -> Path:
    """Return the main file of a copy of the built example, with the edit or without."""
    shutil.copytree(build().parent, folder / "dist")
    (folder / "node_modules").symlink_to(BACKEND / "node_modules")
    main = folder / "dist" / "main.js"
    if trusting:
        content = main.read_bytes()
        made = application_made(content)
        assert made is not None
        main.write_bytes(with_trust_proxy(content, made))
    return main


@pytest.mark.parametrize("trusting", [False, True], ids=["as-it-is", "with-the-edit"])
def test_two_clients_share_one_limit_only_without_the_edit(
    trusting: bool, built_gateway: Path, mariadb: MariaDb, tmp_path: Path
) -> None:
    name = f"first_day_{str(trusting).lower()}"
    mariadb.execute(
        f"SET GLOBAL sql_mode = '{SQL_MODE}'; CREATE DATABASE {name} CHARACTER SET latin1;"
        f" CREATE OR REPLACE USER {APP_USER}@'127.0.0.1' IDENTIFIED BY 'app'; GRANT ALL ON {name}.* TO {APP_USER}@'127.0.0.1';"
    )
    mariadb.execute((EXAMPLE.root / "database" / "schema.sql").read_text(encoding="utf-8"), name)
    (port,) = free_ports(1)
    environment = {
        "PATH": os.environ["PATH"], "PORT": str(port), "DB_HOST": mariadb.host, "DB_PORT": str(mariadb.port),
        "DB_USERNAME": APP_USER, "DB_PASSWORD": "app", "DB_DATABASE": name, "JWT_SECRET": "only for this test",
    }  # fmt: skip
    main = built_monolith(tmp_path, trusting)
    with (tmp_path / "app.log").open("wb") as log:
        app = subprocess.Popen(["node", str(main)], env=environment, cwd=tmp_path, stdout=log, stderr=log)
    try:
        wait_for(app, port, tmp_path / "app.log")
        addresses = {
            "MONOLITH_URL": f"http://127.0.0.1:{port}", "PROXY_HOPS": "1", "USERS_URL": "http://127.0.0.1:9",
            "JWT_SECRET": "only for this test", "UNAUTHORIZED_BODY": UNAUTHORIZED,
        }  # fmt: skip
        with running_gateway(built_gateway, tmp_path / "run", TABLE, addresses) as gateway:

            def ask(address: str) -> int:
                return gateway.ask("GET", "/api/version", {"X-Forwarded-For": address})[0]

            assert [ask("10.0.0.1") for _ in range(6)][-1] == 429
            assert (ask("10.0.0.2") == 429) is not trusting
            for headers in ({}, {"Authorization": "Bearer made.up.one"}):
                status, told, body = gateway.ask("GET", PROFILE, headers)
                by_gateway = [status, told["content-type"], TIMES.sub("", body.decode())]
                gateway.use(table(services=()))
                status, told, body = gateway.ask("GET", PROFILE, headers)
                gateway.use(TABLE)
                assert by_gateway == [status, told["content-type"], TIMES.sub("", body.decode())]
                assert status == 401
    finally:
        app.terminate()
        app.wait(timeout=30)


def wait_for(app: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the example answers; another route than the one that is counted afterwards is asked."""
    deadline = time.monotonic() + 60
    while app.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/nowhere", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the example did not start:\n{log.read_text()[-3000:]}")
