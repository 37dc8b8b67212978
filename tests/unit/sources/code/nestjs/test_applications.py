"""Which application of a folder is taken, and what is said where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nest_projects import project
from small_monolith import small

from woosh_split.errors import InputError, NothingFound
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.nestjs.applications import Application, find_application
from woosh_split.sources.code.nestjs.code_files import is_test_file

MODULE = "import { Module } from '@nestjs/common';\n@Module({ IMPORTS }) export class NAME {}\n"


def main(module: str, path: str, call: str = "create") -> str:
    """Return an entry file."""
    return (
        f"import {{ NestFactory }} from '@nestjs/core';\nimport {{ {module} }} from '{path}';\n"
        f"async function start() {{ const app = await NestFactory.{call}({module}); await app.listen(1); }}\nstart();\n"
    )


def module(name: str, imports: str = "") -> str:
    """Return a module's file."""
    return MODULE.replace("IMPORTS", imports).replace("NAME", name)


def find(texts: dict[str, str], wanted: str | None = None) -> Application:
    """Find the application of some sources."""
    made = project(texts)
    return find_application(made.code, made.files, made.program, made.read_json, wanted)


WORKSPACE = {
    "nest-cli.json": json.dumps(
        {
            "sourceRoot": "apps/api/src",
            "projects": {
                "api": {"type": "application", "root": "apps/api", "sourceRoot": "apps/api/src"},
                "worker": {"type": "application", "root": "apps/worker", "sourceRoot": "apps/worker/src"},
            },
        }
    ),
    "apps/api/src/main.ts": main("ApiModule", "./api.module"),
    "apps/api/src/api.module.ts": module("ApiModule"),
    "apps/worker/src/main.ts": main("WorkerModule", "./worker.module"),
    "apps/worker/src/worker.module.ts": module("WorkerModule"),
}


def test_the_default_of_nest_cli_is_taken_and_said() -> None:
    """The note names the other applications."""
    found = find(WORKSPACE)
    assert (found.project.name, found.roots[0].decl.name) == ("api", "ApiModule")  # type: ignore[union-attr]
    assert found.note is not None and "worker" in found.note


SIDE_BY_SIDE = {
    "package.json": json.dumps({"name": "shop"}),
    **{
        path: text
        for folder in ("orders", "stock", "old/orders")
        for path, text in {
            f"{folder}/src/main.ts": main("AppModule", "./app.module"),
            f"{folder}/src/jobs.ts": main("JobsModule", "./app.module", "createApplicationContext"),
            f"{folder}/src/app.module.ts": module("AppModule") + "@Module({}) export class JobsModule {}\n",
        }.items()
    },
}


def test_applications_side_by_side_are_told_apart_without_a_file_that_says_so() -> None:
    """Each folder with a ``src`` that starts an HTTP application is one; what else its ``src`` starts belongs to it."""
    found = find(SIDE_BY_SIDE, "stock")
    assert {start.file for start in found.starts} == {"stock/src/main.ts", "stock/src/jobs.ts"}
    chosen = find(SIDE_BY_SIDE)
    assert len(chosen.starts) == 2
    assert chosen.note is not None and "old/orders" in chosen.note and "stock" in chosen.note


def test_a_name_that_several_applications_have_is_refused_with_their_folders() -> None:
    """The folder names one of them."""
    with pytest.raises(InputError, match=r"called Orders: name one by its folder \(old/orders, orders\)"):
        find(SIDE_BY_SIDE, "Orders")
    assert find(SIDE_BY_SIDE, "orders").project.folder == "orders"
    assert find(SIDE_BY_SIDE, "old/orders").project.folder == "old/orders"
    assert find(SIDE_BY_SIDE, "./orders/").project.folder == "orders"


def test_several_starts_in_one_src_are_one_application() -> None:
    """So are those deeper in it."""
    found = find(
        {
            "src/main.ts": main("AppModule", "./app.module"),
            "src/admin.ts": main("AdminModule", "./app.module"),
            "src/workers/main.ts": main("AdminModule", "../app.module", "createMicroservice"),
            "src/app.module.ts": module("AppModule") + "@Module({}) export class AdminModule {}\n",
        }
    )
    assert (found.note, len(found.starts)) == (None, 3)


@pytest.mark.parametrize("wanted", ["worker", "Worker", "apps/worker", "./apps/worker/"])
def test_a_project_is_named_by_key_folder_or_path(wanted: str) -> None:
    """Capitals and a trailing slash do not matter."""
    assert find(WORKSPACE, wanted).project.name == "worker"


def test_an_unknown_project_is_refused_with_the_list_and_a_guess() -> None:
    """The message is what the user needs to go on."""
    with pytest.raises(
        InputError, match=r"called workr\. Did you mean worker\? The applications are: api, worker"
    ):
        find(WORKSPACE, "workr")


def test_without_a_default_the_application_with_most_modules_is_taken() -> None:
    """An npm workspace: the projects are its packages."""
    found = find(
        {
            "package.json": '{"name": "all", "workspaces": ["packages/*"]}',
            "packages/small/package.json": '{"name": "@acme/small"}',
            "packages/small/src/main.ts": main("SmallModule", "./small.module"),
            "packages/small/src/small.module.ts": module("SmallModule"),
            "packages/large/package.json": '{"name": "@acme/large"}',
            "packages/large/src/main.ts": main("LargeModule", "./large.module"),
            "packages/large/src/large.module.ts": "import { Module } from '@nestjs/common';\n"
            "@Module({}) class InnerModule {}\n@Module({ imports: [InnerModule] }) export class LargeModule {}\n",
        }
    )
    assert found.project.name == "@acme/large"


def test_an_nx_project_is_named_by_its_project_file() -> None:
    """project.json comes before package.json."""
    texts = {
        "package.json": '{"name": "all"}',
        "apps/shop/project.json": '{"name": "shop-api"}',
        "apps/shop/src/main.ts": main("AppModule", "./app.module"),
        "apps/shop/src/app.module.ts": module("AppModule"),
    }
    assert find(texts).project.name == "shop-api"


def test_all_entry_files_of_a_project_belong_together_the_http_one_first() -> None:
    """A seed script and a worker add their root modules; a serverless entry with the same root adds none."""
    found = find(
        {
            "package.json": '{"name": "one"}',
            "src/lambda.ts": main("AppModule", "./app.module"),
            "src/main.ts": main("AppModule", "./app.module"),
            "src/app.module.ts": module("AppModule"),
            "src/seed.ts": main("SeedModule", "./seed.module", "createApplicationContext"),
            "src/seed.module.ts": module("SeedModule"),
            "src/broker.ts": main("BrokerModule", "./broker.module", "createMicroservice"),
            "src/broker.module.ts": module("BrokerModule"),
        }
    )
    assert [root.decl.name for root in found.roots if root.decl] == [
        "AppModule",
        "BrokerModule",
        "SeedModule",
    ]
    assert found.http is not None and found.http.file == "src/main.ts"


def test_the_root_module_is_followed_through_a_helper_that_makes_the_application() -> None:
    """The helper's calls on the application count for the entry file that hands in the module."""
    found = find(
        {
            "src/make.ts": "import { NestFactory } from '@nestjs/core';\n"
            "export async function make(root: any) {\n"
            "  const app = await NestFactory.create(root);\n  app.setGlobalPrefix('v0');\n  return app;\n}\n",
            "src/main.ts": "import { make } from './make';\nimport { AppModule } from './app.module';\n"
            "make(AppModule).then((app) => app.listen(1));\n",
            "src/app.module.ts": module("AppModule"),
        }
    )
    assert found.http is not None
    assert [(call.method, call.file) for call in found.http.calls] == [
        ("setGlobalPrefix", "src/make.ts"),
        ("listen", "src/main.ts"),
    ]
    assert found.unresolved == ()


def test_without_an_entry_file_the_module_that_nobody_imports_is_the_root() -> None:
    """It is said, since it is a guess."""
    found = find(
        {
            "src/shop.module.ts": "import { Module } from '@nestjs/common';\nimport { CartModule } from './cart.module';\n"
            "@Module({ imports: [CartModule] }) export class ShopModule {}\n",
            "src/cart.module.ts": module("CartModule"),
        }
    )
    assert [root.decl.name for root in found.roots if root.decl] == ["ShopModule"]
    assert found.note is not None and "ShopModule" in found.note


def test_a_folder_without_nest_is_refused_with_what_was_looked_for() -> None:
    """Files of tests do not count."""
    spec = {"test/app.e2e-spec.ts": main("AppModule", "../src/app")}
    one, two = {"src/index.ts": "export const one = 1;"}, {"src/more.ts": "export const two = 2;"}
    with pytest.raises(NothingFound, match="there is no TypeScript file that is not a test"):
        find(spec)
    with pytest.raises(NothingFound, match="the only TypeScript file does not call NestFactory"):
        find({**spec, **one})
    with pytest.raises(NothingFound, match="none of the 2 TypeScript files calls NestFactory"):
        find({**spec, **one, **two})


def test_files_that_are_skipped_unread_are_counted_all_the_same(tmp_path: Path) -> None:
    """A broken file, and one that does not mention Nest, were there to be looked at."""
    (tmp_path / "broken.ts").write_text("class {{{ ", "utf-8")
    with pytest.raises(NothingFound, match="the only TypeScript file does not call NestFactory"):
        analyse(AnalyseRequest(tmp_path))
    (tmp_path / "other.ts").write_text("export const one = 1;", "utf-8")
    with pytest.raises(NothingFound, match="none of the 2 TypeScript files calls NestFactory"):
        analyse(AnalyseRequest(tmp_path))


@pytest.mark.parametrize("specifier", ["@nestjs/core/nest-factory", "@nestjs/core/index.js"])
def test_a_factory_imported_from_inside_of_its_package_makes_the_application(specifier: str) -> None:
    """Editors write such imports as readily."""
    found = find(
        {
            "src/main.ts": main("AppModule", "./app.module").replace("@nestjs/core", specifier),
            "src/app.module.ts": module("AppModule"),
        }
    )
    assert found.note is None
    assert [start.file for start in found.starts] == ["src/main.ts"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/users.controller.spec.ts", True),
        ("src/users-spec.ts", True),
        ("test/helpers/app.ts", True),
        ("src/__tests__/x.ts", True),
        ("src/testing-lab/lab.module.ts", False),
        ("src/contest.ts", False),
        ("src/latest.service.ts", False),
    ],
)
def test_tests_are_told_by_name_or_folder(path: str, expected: bool) -> None:
    """A name that merely contains the word is no test."""
    assert is_test_file(path) is expected


MADE_BY_A_CLASS = """
import { NestFactory } from '@nestjs/core';
import { INestApplication, VersioningType } from '@nestjs/common';
import { AppModule } from './app.module';
class Server {
  constructor(private readonly app: INestApplication) {
    this.paths();
  }
  async run() {
    this.versions();
    await this.app.listen(3000);
  }
  private paths() { this.app.setGlobalPrefix('api'); }
  private versions() { this.app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }); }
}
async function init() {
  const made = await NestFactory.create(AppModule);
  const server = new Server(made);
  await server.run();
}
init();
"""


def test_an_application_that_is_handed_to_an_object_is_set_up_by_its_methods(tmp_path: Path) -> None:
    module = """
import { Module, Controller, Get } from '@nestjs/common';
@Controller('teams') export class TeamController { @Get() all() {} }
@Module({ controllers: [TeamController] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/main.ts": MADE_BY_A_CLASS, "src/app.module.ts": module})

    assert found.unresolved() == []
    assert [each.path for each in found.facts.routes] == ["/api/v1/teams"]
