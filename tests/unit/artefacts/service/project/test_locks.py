"""The same package.json, locked by every package manager and version; and locks that are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.artefacts.service.nestjs.project.locks.locked import Lock, LockFileError, NoLock
from woosh_split.artefacts.service.nestjs.project.locks.npm import read_npm_lock
from woosh_split.artefacts.service.nestjs.project.locks.pnpm import read_pnpm_lock
from woosh_split.artefacts.service.nestjs.project.locks.read import read_lock
from woosh_split.artefacts.service.nestjs.project.locks.yarn import read_yarn_lock

LOCKS = Path(__file__).parents[4] / "assets" / "locks"
WRITERS = sorted(path.name for path in LOCKS.iterdir() if path.is_dir())
WITHOUT_PEERS = {"npm-1", "yarn-1"}
PACKAGE = json.loads((LOCKS / "package.json").read_text(encoding="utf-8"))
ASKED = {**PACKAGE["dependencies"], **PACKAGE["devDependencies"]}


def lock_of(writer: str) -> Lock:
    (file,) = (LOCKS / writer).iterdir()
    return read_lock(file.name, file.read_text(encoding="utf-8"))


def test_every_package_manager_is_there() -> None:
    assert WRITERS == ["npm-1", "npm-2", "npm-3", "pnpm-7", "pnpm-8", "pnpm-9", "yarn-1", "yarn-3", "yarn-4"]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_declared_package_gets_the_version_that_is_locked(writer: str) -> None:
    lock = lock_of(writer)
    found = {name: lock.find(name, asked) for name, asked in sorted(ASKED.items())}
    assert {name: package.spec for name, package in found.items() if package is not None} == {
        "debug": "4.4.3",
        "supports-color": "8.1.1",
        "uuid9": "npm:uuid@9.0.1",
        "zod": "3.25.76",
        "zod-to-json-schema": "3.22.5",
    }


@pytest.mark.parametrize("writer", WRITERS)
def test_peers_are_those_of_the_package_optional_ones_too_or_not_known(writer: str) -> None:
    lock = lock_of(writer)
    schema, debug = lock.find("zod-to-json-schema", "~3.22.0"), lock.find("debug", "^4.3.4")
    assert schema is not None
    assert debug is not None
    known = writer not in WITHOUT_PEERS
    assert schema.peers == (("zod",) if known else None)
    assert debug.peers == (("supports-color",) if known else None)


@pytest.mark.parametrize("writer", WRITERS)
def test_what_a_package_brings_along_is_followed(writer: str) -> None:
    lock = lock_of(writer)
    debug = lock.find("debug", "^4.3.4")
    assert debug is not None
    assert "ms" in debug.dependencies
    brought = lock.below(debug, "ms")
    assert brought is not None
    assert brought.spec == "2.1.3"


@pytest.mark.parametrize("writer", WRITERS)
def test_a_package_that_nobody_asked_for_has_the_version_that_others_brought(writer: str) -> None:
    found = lock_of(writer).find("has-flag", None)
    assert found is not None
    assert found.spec == "4.0.0"


@pytest.mark.parametrize("writer", WRITERS)
def test_a_package_that_is_not_locked_is_not_found(writer: str) -> None:
    assert lock_of(writer).find("left-pad", None) is None


def test_without_a_lock_nothing_is_known() -> None:
    assert isinstance(read_lock(None, None), NoLock)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package-lock.json", "{"),
        ("package-lock.json", "[]"),
        ("yarn.lock", "debug@^4\n  version 1\n"),
        ("yarn.lock", "debug@^4:\n  version\n"),
        ("yarn.lock", "__metadata:\n  - ]\n"),
        ("pnpm-lock.yaml", "a: [\n"),
        ("pnpm-lock.yaml", ""),
    ],
)
def test_a_lock_that_cannot_be_read_is_named_with_what_to_do(name: str, text: str) -> None:
    with pytest.raises(LockFileError, match=r"install"):
        read_lock(name, text)


# npm ---------------------------------------------------------------------------------------------------


def test_a_package_of_a_workspace_gets_what_lies_nearest_to_it() -> None:
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {},
            "apps/api": {},
            "node_modules/rxjs": {"version": "6.6.7"},
            "apps/api/node_modules/rxjs": {"version": "7.8.1"},
            "node_modules/tslib": {"version": "2.6.0"},
        },
    }
    nested = read_npm_lock(json.dumps(lock), "apps/api")
    outer = read_npm_lock(json.dumps(lock))
    specs = [
        found.spec
        for found in (nested.find("rxjs", "^7"), nested.find("tslib", None), outer.find("rxjs", "^6"))
        if found
    ]
    assert specs == ["7.8.1", "2.6.0", "6.6.7"]


def test_a_package_from_a_repository_keeps_its_address_at_the_locked_commit() -> None:
    sha = "0123456789abcdef0123456789abcdef01234567"
    entry = {"version": "1.0.0", "resolved": f"git+ssh://git@github.com/acme/kit.git#{sha}"}
    npm = read_npm_lock(json.dumps({"lockfileVersion": 3, "packages": {"node_modules/kit": entry}}))
    yarn = read_yarn_lock(
        f'"kit@github:acme/kit#main":\n  version "1.0.0"\n  resolved "https://codeload.github.com/acme/kit/tar.gz/{sha}"\n'
    )
    pnpm = read_pnpm_lock(
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      kit:\n        specifier: github:acme/kit#main\n"
        f"        version: https://codeload.github.com/acme/kit/tar.gz/{sha}\n"
    )
    found = [lock.find("kit", "github:acme/kit#main") for lock in (npm, yarn, pnpm)]
    assert [each.spec for each in found if each] == [f"github:acme/kit#{sha}"] * 3


def test_a_pnpm_workspace_is_asked_for_its_own_package() -> None:
    text = (
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies: {}\n"
        "  apps/api:\n    dependencies:\n      rxjs:\n        specifier: ^7\n        version: 7.8.1(tslib@2.6.0)\n"
        "packages:\n  rxjs@7.8.1:\n    resolution: {integrity: x}\n"
    )
    found = read_pnpm_lock(text, "apps/api").find("rxjs", "^7")
    assert found is not None
    assert found.spec == "7.8.1"


# Made up -----------------------------------------------------------------------------------------------

NAMES = st.from_regex(r"(@[a-z][a-z0-9-]{0,6}/)?[a-z][a-z0-9.-]{0,8}", fullmatch=True)
VERSIONS = st.from_regex(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}(-(rc|beta)\.[0-9])?", fullmatch=True)
RANGES = st.from_regex(r"(\^|~|>=)?[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}( \|\| \^[0-9]{1,2})?", fullmatch=True)
TREES = st.dictionaries(
    NAMES, st.tuples(RANGES, VERSIONS, st.dictionaries(NAMES, RANGES, max_size=3)), min_size=1, max_size=8
)


def quoted(text: str) -> str:
    return f'"{text}"' if text.startswith(("@", '"')) or set(text) & set(" :,|") else text


@given(TREES)
def test_whatever_yarn_writes_in_its_first_format_is_read_back(
    tree: dict[str, tuple[str, str, dict[str, str]]],
) -> None:
    lines = ["# yarn lockfile v1", "", ""]
    for name, (asked, version, needs) in sorted(tree.items()):
        lines.append(", ".join(quoted(f"{name}@{each}") for each in (asked, "*")) + ":")
        lines.append(f'  version "{version}"')
        if needs:
            lines.append("  dependencies:")
            lines.extend(f'    {quoted(need)} "{each}"' for need, each in sorted(needs.items()))
        lines.append("")
    lock = read_yarn_lock("\n".join(lines))
    for name, (asked, version, needs) in tree.items():
        found = lock.find(name, asked)
        assert found is not None
        assert (found.spec, found.dependencies, found.peers) == (version, tuple(sorted(needs)), None)


@given(TREES)
def test_npm_and_pnpm_agree_on_what_is_locked(tree: dict[str, tuple[str, str, dict[str, str]]]) -> None:
    npm = {"lockfileVersion": 3, "packages": {"": {}}}
    pnpm = {
        "lockfileVersion": "9.0",
        "importers": {".": {"dependencies": {}}},
        "packages": {},
        "snapshots": {},
    }
    for name, (asked, version, needs) in tree.items():
        npm["packages"][f"node_modules/{name}"] = {
            "version": version,
            "dependencies": needs,
            "peerDependencies": needs,
        }  # type: ignore[index]
        pnpm["importers"]["."]["dependencies"][name] = {"specifier": asked, "version": version}  # type: ignore[index]
        pnpm["packages"][f"{name}@{version}"] = {"peerDependencies": needs}  # type: ignore[index]
        pnpm["snapshots"][f"{name}@{version}"] = {"dependencies": needs}  # type: ignore[index]
    first, second = read_npm_lock(json.dumps(npm)), read_pnpm_lock(json.dumps(pnpm))
    for name, (asked, _, _) in tree.items():
        assert first.find(name, asked) == second.find(name, asked)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("yarn.lock", "pnpm-lock.yaml", "package-lock.json"):
        try:
            read_lock(name, text).find("rxjs", "^7")
        except LockFileError:
            continue
