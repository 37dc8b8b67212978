"""How a service is built and started, told from the monolith's scripts and settings; no process is run here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from service_projects import COMPILER, PLAIN, Making

from woosh_split.artefacts.service.nestjs.project import workspace_files
from woosh_split.artefacts.service.nestjs.project.commands import build_parts, script_of, start_of
from woosh_split.artefacts.service.nestjs.project.compiler import settings_of
from woosh_split.artefacts.service.nestjs.project.documents import ProjectFileError
from woosh_split.artefacts.service.nestjs.project.node_version import node_tag, system_of


def test_scripts_that_a_script_runs_are_written_out_with_their_pre_and_post() -> None:
    scripts = {
        "prebuild": "rimraf dist",
        "build": "npm run gen && nest build",
        "gen": "prisma generate",
        "postbuild": "yarn copy",
        "copy": "cp a b",
    }
    assert [part.text for part in build_parts(scripts)] == [
        "rimraf dist",
        "prisma generate",
        "nest build",
        "cp a b",
    ]


def test_a_script_that_runs_itself_comes_to_an_end() -> None:
    assert build_parts({"build": "npm run build"}) == []


@pytest.mark.parametrize(
    ("scripts", "entry", "flags"),
    [
        ({"start:prod": "node dist/main"}, "dist/main", ()),
        (
            {"start": "nest start", "start:prod": "cross-env NODE_ENV=production node ./dist/main.js"},
            "dist/main.js",
            (),
        ),
        (
            {"start": "npm run start:prod", "start:prod": "node --import ./a.mjs -r b dist/src/main"},
            "dist/src/main",
            ("--import", "./a.mjs", "-r", "b"),
        ),
        (
            {"start:prod": "npm run migrate && node dist/main", "migrate": "typeorm migration:run"},
            "dist/main",
            (),
        ),
    ],
)
def test_the_start_command_is_found(scripts: dict[str, str], entry: str, flags: tuple[str, ...]) -> None:
    found = start_of(scripts)
    assert found is not None
    assert (found.entry, found.flags) == (entry, flags)


def test_a_monolith_that_only_nest_starts_says_nothing_of_its_output() -> None:
    assert start_of({"start": "nest start", "start:prod": "pm2 start x"}) is None


@pytest.mark.parametrize(
    ("command", "script"),
    [
        ("node scripts/copy.mjs", "scripts/copy.mjs"),
        ("node ./scripts/copy", "scripts/copy"),
        ("ts-node -P tsconfig.tools.json -r tsconfig-paths/register copy.ts --all", "copy.ts"),
        ("node --max-old-space-size 4096 scripts/copy.js", "scripts/copy.js"),
        ("tsx watch src/copy.ts", "src/copy.ts"),
        ("bun --bun run scripts/copy.ts", "scripts/copy.ts"),
        ("bun run tsc", None),
        ("bun x @nestjs/cli build", None),
        ("bun install", None),
        ("node -e \"require('fs').cpSync('src/a', 'dist/a')\"", None),
        ("node --eval=\"require('./x.js')\"", None),
        ("node --run gen", None),
        ("cp a/b.js c", None),
    ],
)
def test_a_script_is_what_an_interpreter_runs_and_no_word_or_code_for_it(
    command: str, script: str | None
) -> None:
    (part,) = build_parts({"build": command})
    assert script_of(part) == script


def scripts_of(making: Making) -> dict[str, str]:
    return making.package_json()["scripts"]  # type: ignore[no-any-return]


def test_the_output_mirrors_what_all_compiled_files_have_in_common() -> None:
    assert scripts_of(Making())["start"] == "node dist/main.js"
    assert scripts_of(Making(files={**PLAIN, "libs/a.ts": ""}))["start"] == "node dist/src/main.js"
    assert scripts_of(Making(files={**PLAIN, "types/a.d.ts": ""}))["start"] == "node dist/main.js"


def test_an_imported_json_file_counts_as_compiled() -> None:
    files = {**PLAIN, "src/v.ts": "import * as data from '../data.json';\ndata.x;"}
    assert (
        scripts_of(Making(files=files, more={"assets": ("data.json",)}))["start"] == "node dist/src/main.js"
    )


def test_the_root_folder_that_the_settings_name_counts() -> None:
    configs = {"tsconfig.json": {"compilerOptions": {**COMPILER, "rootDir": "./", "outDir": "build"}}}
    assert scripts_of(Making(configs=configs))["start"] == "node build/src/main.js"


def test_the_layout_of_the_monolith_is_kept_where_fewer_files_would_change_it() -> None:
    making = Making(scripts={"build": "nest build", "start:prod": "node dist/src/main"})
    assert scripts_of(making)["start"] == "node dist/src/main.js"
    assert json.loads(making.made().files["tsconfig.json"])["compilerOptions"]["rootDir"] == "."


def test_settings_that_need_no_change_keep_their_text() -> None:
    text = '{\n  // why\n  "compilerOptions": {"outDir": "dist", "experimentalDecorators": true,},\n}\n'
    assert Making(configs={"tsconfig.json": text}).made().files["tsconfig.json"].decode() == text


def test_settings_without_an_output_folder_get_one() -> None:
    files = Making(configs={"tsconfig.json": {"compilerOptions": {"strict": True}}}).made().files
    assert json.loads(files["tsconfig.json"])["compilerOptions"] == {"strict": True, "outDir": "dist"}


def test_a_monolith_without_settings_gets_some_that_compile_decorators() -> None:
    options = json.loads(Making(configs={}).made().files["tsconfig.json"])["compilerOptions"]
    assert options["experimentalDecorators"] is True
    assert options["emitDecoratorMetadata"] is True


def test_types_of_test_frameworks_are_left_out_and_the_workspaces_types_are_found() -> None:
    options = {
        **COMPILER,
        "types": ["node", "jest", "vitest/globals"],
        "typeRoots": ["./types", "node_modules/@types"],
    }
    made = json.loads(
        Making(configs={"tsconfig.json": {"compilerOptions": options}}).made().files["tsconfig.json"]
    )
    assert made["compilerOptions"]["types"] == ["node"]
    assert made["compilerOptions"]["typeRoots"] == [
        "./types",
        "node_modules/@types",
        "../node_modules/@types",
    ]


def test_what_is_extended_from_outside_of_the_service_is_written_into_it() -> None:
    configs = {
        "../../tsconfig.base.json": {
            "extends": "@tsconfig/node20/tsconfig.json",
            "compilerOptions": {"strict": True, "baseUrl": "apps/api", "target": "ES2019"},
            "exclude": ["apps/api/tmp"],
        },
        "tsconfig.json": {
            "extends": "../../tsconfig.base.json",
            "compilerOptions": {"target": "ES2022", "outDir": "dist"},
        },
    }
    assert json.loads(Making(configs=configs).made().files["tsconfig.json"]) == {
        "extends": "@tsconfig/node20/tsconfig.json",
        "compilerOptions": {
            "strict": True,
            "baseUrl": "../../apps/api",
            "target": "ES2022",
            "outDir": "dist",
        },
        "exclude": ["../../apps/api/tmp"],
    }


def test_references_to_projects_that_are_not_here_and_files_that_did_not_come_are_left_out() -> None:
    config = {
        "compilerOptions": COMPILER,
        "files": ["src/main.ts", "src/gone.ts"],
        "references": [{"path": "../other"}],
    }
    made = json.loads(Making(configs={"tsconfig.json": config}).made().files["tsconfig.json"])
    assert made["files"] == ["src/main.ts"]
    assert "references" not in made


def test_paths_are_read_against_the_base_of_the_file_that_holds_them() -> None:
    configs = {
        "tsconfig.json": '{"compilerOptions": {"baseUrl": "./src", "paths": {"@a/*": ["a/*"]}}}',
        "apps/api/tsconfig.app.json": '{"extends": "../../tsconfig.json", "compilerOptions": {"outDir": "../../dist"}}',
    }
    found = settings_of("apps/api/tsconfig.app.json", configs)
    assert found.options == {"baseUrl": "src", "paths": {"@a/*": ["src/a/*"]}, "outDir": "dist"}
    assert found.chain == ("tsconfig.json", "apps/api/tsconfig.app.json")


def test_settings_that_extend_themselves_come_to_an_end() -> None:
    assert settings_of("a.json", {"a.json": '{"extends": "./a.json"}'}).options == {}


def test_settings_that_are_not_valid_are_named() -> None:
    with pytest.raises(ProjectFileError, match=r"tsconfig\.json is not valid JSON"):
        Making(configs={"tsconfig.json": "{"}).made()


@pytest.mark.parametrize(
    ("build", "expected", "tools"),
    [
        ("nest build", "nest build", {"@nestjs/cli", "typescript"}),
        ("rimraf dist && nest build", "rimraf dist && nest build", {"@nestjs/cli", "rimraf", "typescript"}),
        (
            "eslint . && nest build && cp -r src/mails dist",
            "nest build && cp -r src/mails dist",
            {"@nestjs/cli", "typescript"},
        ),
        ("nest build && cp -r src/gone dist", "nest build", {"@nestjs/cli", "typescript"}),
        (
            "nest build && cp src/mails/a.hbs dist/mails/ && shx cp ./src/mails/a.hbs ./dist/x/mails/a.hbs",
            "nest build && mkdir -p dist/mails && cp src/mails/a.hbs dist/mails/ && "
            "shx mkdir -p dist/x/mails && shx cp ./src/mails/a.hbs ./dist/x/mails/a.hbs",
            {"@nestjs/cli", "typescript"},
        ),
        ('nest build && node -e "1 / 2"', 'nest build && node -e "1 / 2"', {"@nestjs/cli", "typescript"}),
        ("nest build && ts-node scripts/copy.ts", "nest build", {"@nestjs/cli", "typescript"}),
        (
            "nest build && tsx --tsconfig tsconfig.json ./scripts/copy.ts",
            "nest build",
            {"@nestjs/cli", "typescript"},
        ),
        (
            "nest build -p tsconfig.prod.json",
            "nest build -p tsconfig.prod.json",
            {"@nestjs/cli", "typescript"},
        ),
        (
            "tsc -p tsconfig.prod.json && tsc-alias",
            "tsc -p tsconfig.prod.json && tsc-alias",
            {"tsc-alias", "typescript"},
        ),
        ("tsc -p tsconfig.prod.json", "nest build -p tsconfig.prod.json", {"@nestjs/cli", "typescript"}),
    ],
)
def test_the_monoliths_build_is_kept_as_far_as_it_can_work_here(
    build: str, expected: str, tools: set[str]
) -> None:
    develop = dict.fromkeys(("@nestjs/cli", "typescript", "rimraf", "tsc-alias", "eslint"), "^1.0.0")
    making = Making(
        package={"devDependencies": develop},
        scripts={"build": build},
        configs={
            "tsconfig.json": {"compilerOptions": COMPILER},
            "tsconfig.prod.json": {"extends": "./tsconfig.json"},
        },
        more={"assets": ("src/mails/a.hbs",)},
    )
    package = making.package_json()
    assert package["scripts"]["build"] == expected
    assert {name for name in package["devDependencies"] if not name.startswith("@types/")} == tools


def test_a_project_of_a_nest_workspace_keeps_itself_and_the_libraries_that_came_along() -> None:
    project: dict[str, Any] = {"type": "application", "root": "apps/api", "sourceRoot": "apps/api/src"}
    nest = {
        "monorepo": True,
        "root": "apps/shop",
        "sourceRoot": "apps/shop/src",
        "projects": {
            "api": project,
            "shop": {"type": "application", "root": "apps/shop"},
            "used": {"type": "library", "root": "libs/used"},
            "unused": {"type": "library", "root": "libs/unused"},
        },
    }
    making = Making(
        entry="apps/api/src/main.ts",
        files={"apps/api/src/main.ts": "", "libs/used/src/index.ts": ""},
        nest_cli=nest,
    )
    made = json.loads(making.made().files["nest-cli.json"])
    assert (made["root"], made["sourceRoot"]) == ("apps/api", "apps/api/src")
    assert sorted(made["projects"]) == ["api", "used"]
    assert scripts_of(making)["build"] == "nest build api"


def test_a_package_of_a_workspace_is_compiled_with_its_own_settings_not_with_those_above_it() -> None:
    """Aliases stand in the package's file, which extends the one above; ``nest build`` would take that one."""
    making = Making(
        entry="modules/shop/src/main.ts",
        files={"modules/shop/src/main.ts": ""},
        configs={
            "tsconfig.json": {"compilerOptions": {"outDir": "dist"}},
            "tsconfig.build.json": {"extends": "./tsconfig.json"},
            "modules/shop/tsconfig.json": {
                "extends": "../../tsconfig.json",
                "compilerOptions": {"outDir": "./dist", "baseUrl": "./", "paths": {"@/*": ["./src/*"]}},
            },
        },
        scripts={"build": "nest build"},
    )
    made = making.made()
    assert made.config == "modules/shop/tsconfig.json"
    scripts = json.loads(made.files["package.json"])["scripts"]
    assert scripts["build"] == "nest build -p modules/shop/tsconfig.json"
    assert scripts["start"] == "node modules/shop/dist/main.js"


@pytest.mark.parametrize(
    ("nvmrc", "engine", "types", "tag"),
    [
        ("v20.11.1\n", ">=18", None, "20.11.1"),
        ("lts/iron", None, None, "iron"),
        ("lts/*", None, None, "lts"),
        ("node", None, None, "current"),
        (None, ">=20", None, "20"),
        (None, "^18.17.0 || >=20", None, "18"),
        (None, ">=20.9.0 <23", None, "20"),
        (None, "20.x", None, "20"),
        (None, "18.19.1", None, "18.19.1"),
        (None, ">=16 <=20", None, "16"),
        (None, "*", "22.1.0", "22"),
        (None, None, None, "lts"),
    ],
)
def test_node_stays_the_monoliths(nvmrc: str | None, engine: str | None, types: str | None, tag: str) -> None:
    assert node_tag(nvmrc, [{"engines": {"node": engine}} if engine else {}], types) == tag


@pytest.mark.parametrize(
    ("tag", "system"),
    [
        ("16", "bullseye"),
        ("18.12.0", "bullseye"),
        ("18", "bookworm"),
        ("20.11.1", "bookworm"),
        ("lts", "bookworm"),
    ],
)
def test_an_image_of_that_node_exists_on_the_system(tag: str, system: str) -> None:
    assert system_of(tag) == system


def test_where_private_packages_come_from_travels() -> None:
    making = Making(monolith={"npmrc": "@acme:registry=https://npm.acme.test\n"})
    made = making.made().files
    assert "COPY package.json package-lock.json .npmrc ./" in made["Dockerfile"].decode()
    around = workspace_files({"one": made["package.json"]}, making.wanted().monolith)
    assert b"acme" in around[".npmrc"]


def test_a_token_does_not_travel() -> None:
    making = Making(monolith={"npmrc": "//npm.acme.test/:_authToken=s3cret\n"})
    made = making.made().files
    assert ".npmrc" not in made["Dockerfile"].decode()
    assert ".npmrc" not in workspace_files({"one": made["package.json"]}, making.wanted().monolith)


def test_nests_builder_takes_the_place_of_a_hook_that_resolves_aliases() -> None:
    making = Making(scripts={"build": "tsc", "start:prod": "node -r tsconfig-paths/register dist/main.js"})
    assert scripts_of(making)["build"] == "nest build"
    assert scripts_of(making)["start"] == "node dist/main.js"


def test_the_settings_of_a_package_hold_for_its_folder_in_a_service_with_code_beside_it() -> None:
    """Nest looks for sources, templates and tsconfig where its own file lies, which is the service's folder now."""
    nest = {
        "collection": "@nestjs/schematics",
        "compilerOptions": {
            "tsConfigPath": "tsconfig.json",
            "assets": [
                "**/*.hbs",
                {"include": "mails/*", "watchAssets": True},
                {"include": "x", "outDir": "api/dist/api/src/x"},
            ],
        },
    }
    making = Making(
        nest_cli=nest,
        files={"api/src/main.ts": "", "api/src/mails/send.ts": "", "shared/src/tax.ts": ""},
        entry="api/src/main.ts",
        configs={"api/tsconfig.json": {"compilerOptions": {**COMPILER, "outDir": "dist", "baseUrl": "."}}},
        monolith={"nest_folder": "api"},
    )
    assert json.loads(making.made().files["nest-cli.json"]) == {
        "collection": "@nestjs/schematics",
        "compilerOptions": {
            "tsConfigPath": "api/tsconfig.json",
            "assets": [
                {"include": "**/*.hbs", "outDir": "api/dist/api/src"},
                {"include": "mails/*", "watchAssets": True, "outDir": "api/dist/api/src"},
                {"include": "x", "outDir": "api/dist/api/src/x"},
            ],
        },
        "sourceRoot": "api/src",
    }
    assert scripts_of(making)["start"] == "node api/dist/api/src/main.js"


def test_watching_is_told_what_building_is_told() -> None:
    """Without the tsconfig's place Nest finds none: it lies in the package's folder."""
    making = Making(
        nest_cli={"sourceRoot": "src"},
        files={"api/src/main.ts": "", "shared/src/tax.ts": ""},
        entry="api/src/main.ts",
        configs={"api/tsconfig.json": {"compilerOptions": COMPILER}},
        monolith={"nest_folder": "api"},
    )
    assert scripts_of(making)["build"] == "nest build -p api/tsconfig.json"
    assert scripts_of(making)["start:dev"] == "nest start -p api/tsconfig.json --watch"


def test_swc_builds_one_folder_so_tsc_takes_its_place_where_there_is_more() -> None:
    nest = {"sourceRoot": "src", "compilerOptions": {"builder": "swc"}}
    alone, more = Making(nest_cli=nest), Making(nest_cli=nest, files={**PLAIN, "libs/a.ts": ""})
    assert json.loads(alone.made().files["nest-cli.json"]) == nest
    assert json.loads(more.made().files["nest-cli.json"])["compilerOptions"] == {"builder": "tsc"}
    assert scripts_of(more)["start"] == "node dist/src/main.js"


def test_assignments_of_the_start_command_hold_in_the_image_too() -> None:
    making = Making(
        scripts={
            "build": "nest build",
            "start:prod": "NODE_ENV=production TZ='Africa/Nairobi' node dist/main",
        }
    )
    assert scripts_of(making)["start"] == "TZ=Africa/Nairobi node dist/main.js"
    assert scripts_of(making)["start:prod"] == "NODE_ENV=production TZ=Africa/Nairobi node dist/main.js"
    assert "ENV NODE_ENV=production TZ=Africa/Nairobi\n" in making.made().files["Dockerfile"].decode()


@pytest.mark.parametrize("odd", [None, [], "x", 1, {"a": None}, {"a": {"b": 1}}])
@pytest.mark.parametrize(
    "key",
    ["scripts", "dependencies", "devDependencies", "overrides", "resolutions", "engines", "pnpm", "volta"],
)
def test_a_key_of_package_json_that_holds_something_odd_stops_nothing(key: str, odd: object) -> None:
    assert Making(package={key: odd}).made().files["package.json"]


def test_an_output_folder_outside_of_the_service_becomes_its_own() -> None:
    making = Making(configs={"tsconfig.json": {"compilerOptions": {**COMPILER, "outDir": "../dist"}}})
    assert json.loads(making.made().files["tsconfig.json"])["compilerOptions"]["outDir"] == "dist"
    assert scripts_of(making)["start"] == "node dist/main.js"


def test_commands_for_the_monoliths_own_packages_are_left_out_and_told() -> None:
    making = Making(scripts={"build": "pnpm --recursive build && nx build api"})
    assert scripts_of(making)["build"] == "nest build"
    assert len(making.made().notes) == 2


def test_what_is_exported_before_the_start_holds_for_it() -> None:
    found = start_of({"start:prod": "export NODE_ENV=prod&&node dist/main"})
    assert found is not None
    assert found.assignments == ("NODE_ENV=prod",)
