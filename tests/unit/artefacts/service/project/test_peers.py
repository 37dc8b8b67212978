"""Peers of a monolith's lock that npm would refuse: the services are installed as the monolith was."""

from __future__ import annotations

import json

import pytest

from woosh_split.artefacts.service.nestjs.project.locks.ranges import satisfies
from woosh_split.artefacts.service.nestjs.project.package_json import npmrc_of
from woosh_split.artefacts.service.nestjs.project.project_input import Monolith


@pytest.mark.parametrize(
    ("version", "wanted", "fits"),
    [
        ("9.4.3", "^9.0.0", True), ("10.4.22", "^9.0.0", False), ("10.4.22", "^9.0.0 || ^10.0.0", True),
        ("0.3.17", "^0.3.0", True), ("0.4.0", "^0.3.0", False), ("0.0.4", "^0.0.3", False), ("1.2.9", "~1.2.3", True),
        ("1.3.0", "~1.2.3", False), ("1.9.0", "~1", True), ("2.0.0", ">=1.2 <3", True), ("3.0.0", ">=1.2 <3", False),
        ("3.0.0", "1 - 2", False), ("2.9.9", "1 - 2", True), ("5.1.6", ">=4.7.4", True), ("4.7.3", ">= 4.7.4", False),
        ("7.8.1", "7", True), ("7.8.1", "7.x", True), ("7.8.1", "7.7", False), ("1.0.0", "*", True), ("1.0.0", "", True),
        ("1.0.0", "latest", True), ("git+ssh://x", "^1", True), ("10.0.0-next.1", "^10.0.0", True), ("8.0.0", ">7", True),
        ("7.9.0", ">7", False),
    ],
)  # fmt: skip
def test_a_version_lies_in_a_range_as_npm_sees_it(version: str, wanted: str, fits: bool) -> None:
    assert satisfies(version, wanted) is fits


def monolith(sockets: str, npmrc: str | None = None) -> Monolith:
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"@nestjs/core": "^9", "@nestjs/websockets": "^10"}},
            "node_modules/@nestjs/core": {
                "version": "9.4.3",
                "peerDependencies": {"@nestjs/websockets": "^9.0.0", "@nestjs/microservices": "^9.0.0"},
                "peerDependenciesMeta": {"@nestjs/websockets": {"optional": True}},
            },
            "node_modules/@nestjs/websockets": {"version": sockets},
        },
    }
    return Monolith("{}", "package-lock.json", json.dumps(lock), npmrc=npmrc)


def test_a_lock_that_holds_a_refused_peer_was_made_without_refusing_any() -> None:
    expected = (
        b"# As in the monolith's lock: @nestjs/core asks for @nestjs/websockets ^9.0.0 beside it, and 10.4.22 is there.\n"
        b"legacy-peer-deps=true\n"
    )
    assert npmrc_of(monolith("10.4.22")) == expected
    assert npmrc_of(monolith("10.4.22", "save-exact=true\n")) == b"save-exact=true\n" + expected
    assert npmrc_of(monolith("10.4.22", "legacy-peer-deps=true\n")) == b"legacy-peer-deps=true\n"


def test_where_all_peers_fit_npm_judges_them() -> None:
    assert npmrc_of(monolith("9.4.3")) is None
    assert npmrc_of(monolith("9.4.3", "save-exact=true\n")) == b"save-exact=true\n"


@pytest.mark.parametrize(
    ("name", "lock", "writer"),
    [
        (
            "package-lock.json",
            '{"lockfileVersion": 1, "dependencies": {"rxjs": {"version": "6.6.7"}}}',
            "npm 6",
        ),
        ("yarn.lock", '# yarn lockfile v1\n\nrxjs@^6.0.0:\n  version "6.6.7"\n', "yarn"),
        ("yarn.lock", '__metadata:\n  version: 8\n\n"rxjs@npm:^6.0.0":\n  version: 6.6.7\n', "yarn"),
    ],
    ids=["npm 6", "yarn 1", "yarn 4"],
)
def test_where_nobody_has_judged_peers_npm_does_not_begin_with_it(name: str, lock: str, writer: str) -> None:
    """Found on a public backend with a lock of npm 6: npm refused to install its services, as it refuses the backend."""
    written = npmrc_of(Monolith("{}", name, lock))
    assert written is not None and written.decode().splitlines()[-1] == "legacy-peer-deps=true"
    assert f"{writer} wrote it" in written.decode()


@pytest.mark.parametrize(("name", "lock"), [("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"), (None, None)])
def test_where_the_lock_knows_no_peers_what_is_installed_tells(name: str | None, lock: str | None) -> None:
    """Of such peers pnpm only warns; npm, which installs the services, refuses them."""
    installed = {
        "@nestjsx/crud": {
            "version": "5.0.0",
            "peerDependencies": {"@nestjs/common": "^8.0.0", "absent": "^1.0.0"},
        },
        "@nestjs/common": {"version": "9.4.3"},
    }
    package = json.dumps({"dependencies": {"@nestjsx/crud": "^5.0.0", "@nestjs/common": "^9.0.0"}})
    read = {each: json.dumps(document) for each, document in installed.items()}.get
    assert npmrc_of(Monolith(package, name, lock, read_package=read)) == (
        b"# As installed beside the monolith: @nestjsx/crud asks for @nestjs/common ^8.0.0 beside it, and 9.4.3 is there.\n"
        b"legacy-peer-deps=true\n"
    )
    installed["@nestjs/common"]["version"] = "8.4.7"
    fitting = {each: json.dumps(document) for each, document in installed.items()}.get
    assert npmrc_of(Monolith(package, name, lock, read_package=fitting)) is None
