"""A service's package.json asks for what its code imports, what those load by name, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from service_projects import PLAIN, Making

from woosh_split.artefacts.service.nestjs.project.package_names import package_of, typed_by, types_of

DEVELOP = {
    "@nestjs/cli": "^10.0.0",
    "typescript": "~5.8.0",
    "@types/node": "^20.0.0",
    "jest": "^29.0.0",
    "@types/jest": "^29.0.0",
}
RUN = {
    "@nestjs/common": "^10.0.0",
    "@nestjs/core": "^10.0.0",
    "@nestjs/platform-express": "^10.0.0",
    "reflect-metadata": "^0.2.0",
    "rxjs": "^7.0.0",
    "typeorm": "^0.3.0",
}


def locked(packages: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """Return an npm lock; packages that are not told have version 1.0.0 and no peers."""
    entries: dict[str, Any] = {"": {}}
    for name in (*RUN, *DEVELOP):
        entries[f"node_modules/{name}"] = {"version": "1.0.0"}
    for name, entry in packages.items():
        entries[f"node_modules/{name}"] = {"version": "1.0.0", **entry}
    return "package-lock.json", json.dumps({"lockfileVersion": 3, "packages": entries})


def made(code: str, run: dict[str, str], packages: dict[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return the package.json of a service that has one file more."""
    develop = {**DEVELOP, **more.pop("develop", {})}
    making = Making(
        files={**PLAIN, "src/more.ts": code},
        package={"dependencies": {**RUN, **run}, "devDependencies": develop},
        lock=locked(packages),
        **more,
    )
    return making.package_json()


def extra(package: dict[str, Any]) -> set[str]:
    return set(package["dependencies"]) - set(RUN)


@pytest.mark.parametrize(
    "code",
    [
        "import kit from 'kit';\nkit();",
        "import 'kit';",
        "import * as kit from 'kit/deep';\nkit.x;",
        "import kit = require('kit');\nkit();",
        "const kit = require('kit');",
        "export const kit = () => import('kit');",
        "export { a } from 'kit';",
        "export * from 'kit';",
        "import { Kit } from 'kit';\n@D() class A { constructor(private k: Kit) {} }",
    ],
)
def test_what_the_code_loads_is_kept_at_the_locked_version(code: str) -> None:
    package = made(code, {"kit": "^3.0.0", "unused": "^1.0.0"}, {"kit": {"version": "3.1.4"}, "unused": {}})
    assert package["dependencies"]["kit"] == "3.1.4"
    assert extra(package) == {"kit"}


def test_what_only_a_type_needs_is_for_building_only() -> None:
    code = "import type { A } from 'kit';\nimport { B } from 'other';\nexport let a: A, b: B;"
    package = made(code, {"kit": "^1", "other": "^1"}, {"kit": {}, "other": {}})
    assert extra(package) == set()
    assert {"kit", "other"} <= set(package["devDependencies"])


def test_declared_peers_are_kept_optional_ones_too_and_those_of_peers() -> None:
    packages = {
        "kit": {"peerDependencies": {"driver": "*"}, "peerDependenciesMeta": {"driver": {"optional": True}}},
        "driver": {"peerDependenciesMeta": {"codec": {"optional": True}}},
        "codec": {},
        "absent": {},
    }
    package = made("import 'kit';", {"kit": "^1", "driver": "^1", "codec": "^1", "absent": "^1"}, packages)
    assert extra(package) == {"kit", "driver", "codec"}


def test_a_peer_that_the_monolith_does_not_declare_is_left_to_npm() -> None:
    assert extra(
        made("import 'kit';", {"kit": "^1"}, {"kit": {"peerDependencies": {"driver": "*"}}, "driver": {}})
    ) == {"kit"}


def test_a_package_that_is_named_in_a_string_only_is_kept_where_the_monolith_has_it() -> None:
    code = "export const log = { transport: { target: 'pino-pretty' }, engine: 'hbs', word: 'nothing' };"
    package = made(code, {"hbs": "^4"}, {"pino-pretty": {}, "hbs": {}}, develop={"pino-pretty": "^10"})
    assert extra(package) == {"hbs"}
    assert "pino-pretty" in package["devDependencies"]


def test_types_come_along_with_the_packages_that_they_describe() -> None:
    packages = {
        "kit": {"dependencies": {"inner": "*"}},
        "inner": {},
        **{f"@types/{name}": {} for name in ("kit", "inner", "other")},
    }
    package = made(
        "import 'kit';",
        {"kit": "^1"},
        packages,
        develop={f"@types/{n}": "^1" for n in ("kit", "inner", "other")},
    )
    assert {name for name in package["devDependencies"] if name.startswith("@types/")} == {
        "@types/node",
        "@types/kit",
        "@types/inner",
    }


def test_a_type_of_a_package_that_is_only_installed_needs_its_types_alone() -> None:
    code = "import { Request } from 'express';\n@D() class A { m(@R() r: Request) {} }"
    packages = {
        "@nestjs/platform-express": {"dependencies": {"express": "4"}},
        "express": {},
        "@types/express": {},
    }
    package = made(code, {}, packages, develop={"@types/express": "^4"})
    assert extra(package) == set()
    assert "@types/express" in package["devDependencies"]


def test_a_value_of_a_package_that_is_only_installed_is_asked_for_and_told() -> None:
    making = Making(
        files={**PLAIN, "src/more.ts": "import * as express from 'express';\nexpress.json();"},
        package={"dependencies": RUN, "devDependencies": DEVELOP},
        lock=locked({"express": {"version": "4.21.2"}}),
    )
    assert making.package_json()["dependencies"]["express"] == "4.21.2"
    assert [note.subject for note in making.made().notes] == ["express"]


def test_without_peers_in_lock_or_node_modules_every_dependency_is_kept_and_told() -> None:
    lock = 'yarn lockfile v1\n\nkit@^1:\n  version "1.2.3"\n'.removeprefix("yarn lockfile v1\n\n")
    making = Making(
        package={"dependencies": {**RUN, "kit": "^1"}, "devDependencies": DEVELOP}, lock=("yarn.lock", lock)
    )
    assert extra(making.package_json()) == {"kit"}
    assert any("every dependency" in note.text for note in making.made().notes)


def test_node_modules_tells_the_peers_that_an_old_lock_does_not() -> None:
    installed = {name: json.dumps({"version": "9.9.9"}) for name in RUN}
    making = Making(
        package={"dependencies": {**RUN, "kit": "^1"}, "devDependencies": DEVELOP},
        lock=("yarn.lock", ""),
        monolith={"read_package": installed.get},
    )
    package = making.package_json()
    assert extra(package) == set()
    assert package["dependencies"]["rxjs"] == "9.9.9"


def test_what_the_start_command_loads_is_kept_with_its_flag() -> None:
    scripts = {
        "build": "nest build",
        "start:prod": "NODE_ENV=production node -r newrelic --max-old-space-size=512 dist/main.js --quiet",
    }
    package = made("", {"newrelic": "^1"}, {"newrelic": {}}, scripts=scripts)
    assert extra(package) == {"newrelic"}
    assert package["scripts"]["start"] == "node -r newrelic --max-old-space-size=512 dist/main.js --quiet"
    assert package["scripts"]["start:prod"] == f"NODE_ENV=production {package['scripts']['start']}"


def test_a_plugin_of_nests_compiler_is_loaded_by_what_it_writes() -> None:
    nest = {"sourceRoot": "src", "compilerOptions": {"plugins": [{"name": "@nestjs/swagger", "options": {}}]}}
    package = made("", {"@nestjs/swagger": "^7"}, {"@nestjs/swagger": {}}, nest_cli=nest)
    assert extra(package) == {"@nestjs/swagger"}


def test_an_alias_and_a_path_below_the_base_are_no_packages() -> None:
    making = Making(
        files={**PLAIN, "src/kit/index.ts": "import '@app/greet';\nimport 'src/greet';\nimport 'kit';"},
        configs={"tsconfig.json": {"compilerOptions": {"baseUrl": "src", "paths": {"@app/*": ["*"]}}}},
    )
    assert making.made().notes == ()


def test_overrides_are_kept_and_agree_with_what_is_asked_for_directly() -> None:
    package = {
        "dependencies": {**RUN, "kit": "^1"},
        "devDependencies": DEVELOP,
        "overrides": {"kit": "^1.0.0", "tar": "6.2.1"},
        "resolutions": {"a/**/@b/c": "2.0.0", "**/left": "1.0.0", "odd": "patch:odd@1#x"},
        "pnpm": {"overrides": {"x>y": "3.0.0"}},
    }
    making = Making(
        files={**PLAIN, "src/k.ts": "import 'kit';"},
        package=package,
        lock=locked({"kit": {"version": "1.5.0"}}),
    )
    assert making.package_json()["overrides"] == {
        "a": {"@b/c": "2.0.0"},
        "kit": "1.5.0",
        "left": "1.0.0",
        "tar": "6.2.1",
        "x": {"y": "3.0.0"},
    }
    assert any("odd" in note.text for note in making.made().notes)


@pytest.mark.parametrize(
    ("specifier", "package"),
    [
        ("rxjs/operators", "rxjs"),
        ("@nestjs/common/pipes", "@nestjs/common"),
        ("fs", None),
        ("fs/promises", None),
        ("node:test", None),
        ("./x", None),
        ("#internal", None),
        ("@", None),
        ("@scope", None),
        ("", None),
    ],
)
def test_a_specifier_names_a_package_or_none(specifier: str, package: str | None) -> None:
    assert package_of(specifier) == package


@pytest.mark.parametrize("name", ["express", "@nestjs/common"])
def test_a_package_and_its_types_name_each_other(name: str) -> None:
    assert typed_by(types_of(name)) == name


def test_a_driver_that_an_old_typeorm_loads_by_name_is_kept_without_being_named_as_a_peer() -> None:
    package = made("import 'typeorm';", {"mysql": "^2", "left-pad": "^1"}, {"mysql": {}, "left-pad": {}})
    assert extra(package) == {"mysql"}


def test_a_package_of_the_monoliths_own_repository_is_told_and_not_asked_for() -> None:
    making = Making(
        files={**PLAIN, "src/more.ts": "import { a } from '@acme/shared';\na();"},
        package={
            "dependencies": {**RUN, "@acme/shared": "workspace:*", "kit": "^1"},
            "devDependencies": DEVELOP,
        },
        lock=locked({"kit": {}}),
    )
    assert extra(making.package_json()) == set()
    assert [note.subject for note in making.made().notes] == ["@acme/shared"]


def test_the_workspaces_own_package_json_declares_too() -> None:
    root = json.dumps(
        {"devDependencies": {"@nestjs/cli": "^10", "typescript": "~5.8.0"}, "engines": {"node": ">=18"}}
    )
    making = Making(
        package={"dependencies": RUN, "devDependencies": {}},
        lock=locked({}),
        monolith={"root_package_json": root},
    )
    assert {"@nestjs/cli", "typescript"} <= set(making.package_json()["devDependencies"])


TOKEN = "s3cr3t-t0k3n"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"git+https://user:{TOKEN}@git.example.com/kit.git#v1", "git+https://git.example.com/kit.git#v1"),
        (f"https://{TOKEN}@git.example.com/kit.tgz", "https://git.example.com/kit.tgz"),
        (f"git+https://user:a@{TOKEN}@git.example.com/kit.git", "git+https://git.example.com/kit.git"),
        (f"git+ssh://git:{TOKEN}@git.example.com/kit.git", "git+ssh://git@git.example.com/kit.git"),
        ("git+ssh://git@git.example.com/kit.git", "git+ssh://git@git.example.com/kit.git"),
        (f"github:user:{TOKEN}@shop/kit", "github:shop/kit"),
        (f"HTTPS://{TOKEN}@git.example.com/kit.tgz", "HTTPS://git.example.com/kit.tgz"),
        (f"https://git.example.com/kit.tgz?private_token={TOKEN}", "https://git.example.com/kit.tgz"),
        (f"https://git.example.com/kit.tgz?at=1&token={TOKEN}&b", "https://git.example.com/kit.tgz?at=1&b"),
        ("https://git.example.com/kit.tgz?at=a@b", "https://git.example.com/kit.tgz?at=a@b"),
    ],
)
def test_a_credential_in_an_address_stays_out_of_the_service_and_is_told(address: str, kept: str) -> None:
    making = Making(
        files={**PLAIN, "src/more.ts": "import 'kit';"},
        package={
            "dependencies": {**RUN, "kit": address},
            "devDependencies": DEVELOP,
            "overrides": {"kit": address, "deep": {"inner": address}},
        },
        lock=locked({"kit": {"version": "1.0.0", "resolved": address}} if address.startswith("git") else {}),
    )
    made_of = making.made()
    package = making.package_json()
    assert package["dependencies"]["kit"].partition("#")[0] == kept.partition("#")[0]
    assert package["overrides"]["deep"]["inner"] == kept
    told = [note for note in made_of.notes if "credential" in note.text]
    assert {note.subject for note in told} == ({"kit", "inner"} if address != kept else set())
    assert not any(TOKEN.encode() in data for data in made_of.files.values())
    assert TOKEN not in str(made_of.notes)
