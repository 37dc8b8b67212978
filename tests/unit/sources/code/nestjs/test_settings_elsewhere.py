"""A prefix, versions or guards that are set elsewhere than in the file that makes the application."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small

from woosh_split.pipeline.analyse import open_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.nestjs.codebase import open_codebase

MODULE = """import { Controller, Get, Module } from '@nestjs/common';
@Controller('cats') export class Cats { @Get() list() { return []; } }
@Module({ controllers: [Cats] }) export class AppModule {}
"""
MADE = "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n"
STARTED = f"""{MADE}async function run() {{
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(1);
}}
run();
"""


def _read(folder: Path, **files: str) -> Small:
    texts = {f"src/{name.replace('__', '.')}.ts": text for name, text in files.items()}
    return small(folder, {"src/app.module.ts": MODULE, **texts})


def _paths(found: Small) -> list[str]:
    return [route.path for route in found.facts.routes]


def _told(found: Small) -> list[tuple[str, int, str]]:
    return [(u.file, u.line, u.text) for u in found.facts.unresolved if u.kind == "route"]


FACTORY = f"{MADE}export async function createApp() {{ return NestFactory.create(AppModule); }}\n"
HANDED_OUT = "import {{ createApp }} from './factory';\nasync function run() {{ const app = await createApp(); app.setGlobalPrefix('{}'); await app.listen(1); }}\nrun();\n"


@pytest.mark.parametrize(
    "files",
    [
        {"main": HANDED_OUT.format("api"), "factory": FACTORY},
        {
            "main": "import { bootstrap } from './bootstrap';\nbootstrap();\n",
            "bootstrap": STARTED.replace("async function run", "export async function bootstrap").replace("run();\n", ""),
        },
        {
            "main": "import { Worker } from 'node:worker_threads';\nnew Worker(__dirname + '/server.worker.js');\n",
            "server__worker": STARTED,
        },
        {"main": "import { fork } from 'node:child_process';\nfork('./dist/http.js');\n", "http": STARTED},
        {
            "main": f"{MADE}import {{ configure }} from './configure';\nasync function run() {{ const app = await NestFactory.create(AppModule); configure(app); await app.listen(1); }}\nrun();\n",
            "configure": "import { INestApplication } from '@nestjs/common';\nexport const configure = (app: INestApplication) => { app.setGlobalPrefix('api'); };\n",
        },
    ],
    ids=["a factory hands it out", "bootstrap elsewhere", "a worker", "a forked file", "a helper"],
)  # fmt: skip
def test_a_prefix_that_another_file_sets_is_found(files: dict[str, str], tmp_path: Path) -> None:
    found = _read(tmp_path, **files)
    assert _paths(found) == ["/api/cats"]
    assert _told(found) == []


def test_two_files_that_set_up_what_one_factory_makes_are_two_applications(tmp_path: Path) -> None:
    """The main file's settings hold; the other's are told."""
    files = {"main": HANDED_OUT.format("api"), "repl": HANDED_OUT.format("repl"), "factory": FACTORY}
    found = _read(tmp_path, **files)
    assert _paths(found) == ["/api/cats"]
    assert _told(found) == [("src/repl.ts", 2, "setGlobalPrefix")]


SEED = "import { createApp } from './factory';\nasync function run() { const app = await createApp(); await app.init(); app.get('X').seed(); await app.close(); }\nrun();\n"


def test_the_file_that_listens_stands_for_the_application_not_one_that_only_uses_it(tmp_path: Path) -> None:
    """A command that fills the database comes first by its name."""
    found = _read(tmp_path, main="", cli=SEED, server=HANDED_OUT.format("api"), factory=FACTORY)
    assert _paths(found) == ["/api/cats"]
    assert _told(found) == []


def test_code_that_only_uses_an_application_is_no_entry_of_it(tmp_path: Path) -> None:
    """A provider may ask the application that the main file exports; it would be the main file of every service."""
    server = f"{MADE}export const ready = NestFactory.create(AppModule).then(async (app) => {{ app.setGlobalPrefix('api'); await app.listen(1); return app; }});\n"
    asking = "import { ready } from './server';\nexport class Asking { ask() { return ready.then((app) => app.get('X').go()); } }\n"
    _read(tmp_path, main="", server=server, asking=asking)
    request = AnalyseRequest(tmp_path, jobs=1)
    with open_tree(request) as tree, open_codebase(tree, None, request.progress) as code:
        assert code.entries == ("src/server.ts",)


def test_a_file_that_listens_by_itself_stands_for_its_application_also_where_another_sets_up_more(
    tmp_path: Path,
) -> None:
    """The main file starts itself; what the handler of a platform adds is another application's."""
    main = STARTED.replace("async function", "export async function").replace("(1);", "(1);\n  return app;")
    handler = "import { run } from './main';\nexport const handler = async () => { const app = await run(); app.setGlobalPrefix('lambda'); };\n"
    found = _read(tmp_path, main=main, handler=handler)
    assert _paths(found) == ["/api/cats"]
    assert ("src/handler.ts", 2, "setGlobalPrefix") in _told(found)


def test_a_prefix_of_a_worker_beside_the_main_file_is_told(tmp_path: Path) -> None:
    """Both serve the same root module, and the routes are those of the main file."""
    main = STARTED.replace("  app.setGlobalPrefix('api');\n", "").replace(
        "run();", "run(); new Worker('./w.js');"
    )
    found = _read(tmp_path, main=f"import {{ Worker }} from 'node:worker_threads';\n{main}", w=STARTED)
    assert _paths(found) == ["/cats"]
    assert _told(found) == [("src/w.ts", 5, "setGlobalPrefix")]
    assert "src/main.ts:5 sets them" in found.facts.unresolved[0].reason


def test_settings_on_an_application_that_could_not_be_followed_are_told(tmp_path: Path) -> None:
    """A prefix, versions and guards, each in its line; what a comment or a test says is none."""
    main = f"{MADE}async function run() {{ const app = await NestFactory.create(AppModule); app.get('SETUP').apply(app); await app.listen(1); }}\nrun();\n"
    setup = """export class Setup {
  // app.setGlobalPrefix('old');
  apply(app: any) {
    app.setGlobalPrefix('api');
    app.enableVersioning();
    app.useGlobalGuards({});
  }
}
"""
    found = _read(tmp_path, main=main, setup=setup, setup__spec=setup)
    assert _told(found) == [
        ("src/setup.ts", 4, "setGlobalPrefix"),
        ("src/setup.ts", 5, "enableVersioning"),
        ("src/setup.ts", 6, "useGlobalGuards"),
    ]
