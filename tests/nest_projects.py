"""Small projects for the tests of the Nest front end: from a mapping of paths to sources, or from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woosh_split.sources.code.nestjs.applications import Application, find_application
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.scanning import read_modules
from woosh_split.sources.code.nestjs.structure import StructureWorld, structure_interpreter
from woosh_split.sources.code.typescript.interpret import Interpreter
from woosh_split.sources.code.typescript.program import ClassDecl, Program
from woosh_split.sources.code.typescript.project import ImportResolver
from woosh_split.sources.code.typescript.read import read_typescript
from woosh_split.sources.code.typescript.summary import Summary
from woosh_split.sources.files import walk

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """Files and what is needed to read them."""

    files: tuple[str, ...]
    code: tuple[str, ...]
    texts: Mapping[str, str]
    program: Program
    interpreter: Interpreter
    world: StructureWorld

    def read_json(self, path: str) -> Mapping[str, Any]:
        """Read a JSON file of the project, with comments and trailing commas."""
        return _json(self.texts.get(path, ""))

    def decl(self, file: str, name: str) -> ClassDecl:
        """Return a class of a file."""
        found = self.program.lookup(file, name)
        assert isinstance(found, ClassDecl)
        return found


def project(texts: Mapping[str, str]) -> Project:
    """Make a project of sources."""
    summaries: dict[str, Summary] = {}

    def load(path: str) -> Summary | None:
        if path not in summaries and path in texts:
            summaries[path] = read_typescript(texts[path].encode())
        return summaries.get(path)

    program = Program(ImportResolver(set(texts), lambda path: _json(texts.get(path, ""))), load)
    interpreter, world = structure_interpreter(program)
    code = tuple(sorted(path for path in texts if path.endswith(".ts") and not path.endswith(".d.ts")))
    return Project(tuple(sorted(texts)), code, texts, program, interpreter, world)


def folder_project(folder: Path) -> Project:
    """Make a project of a folder's files."""
    texts = {
        file.path: (folder / file.path).read_text("utf-8")
        for file in walk(folder)
        if file.path.endswith((".ts", ".json")) and "package-lock" not in file.path
    }
    return project(texts)


def _json(text: str) -> Mapping[str, Any]:
    if not text:
        return {}
    text = re.sub(r"(?m)^\s*//.*$", "", text)
    found = json.loads(re.sub(r",(\s*[}\]])", r"\1", text))
    return found if isinstance(found, dict) else {}


def backend(texts: Mapping[str, str], wanted: str | None = None) -> tuple[Project, Application, ModuleGraph]:
    """Make a project, find its application and read its modules."""
    made = project(texts)
    return read_backend(made, wanted)


def read_backend(made: Project, wanted: str | None = None) -> tuple[Project, Application, ModuleGraph]:
    """Find a project's application and read its modules."""
    application = find_application(made.code, made.files, made.program, made.read_json, wanted)
    return made, application, read_modules(application.roots, made.interpreter)


MAIN = """
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  SETTINGS
  await app.listen(3000);
}
bootstrap();
"""


def app(controllers: str, settings: str = "", imports: str = "", module: str = "") -> dict[str, str]:
    """Return the sources of an application whose root module stands in one file with ``controllers``.

    Every exported class that is decorated as a controller there must be listed in ``module`` or be called XController.
    """
    names = re.findall(r"export (?:default )?class (\w*Controller)\b", controllers)
    listed = module or f"controllers: [{', '.join(names)}]"
    source = (
        "import { All, Body, Controller, Delete, Get, Head, Module, Options, Patch, Post, Put, Query, Req,\n"
        "  RequestMapping, RequestMethod, SetMetadata, Sse, UseGuards, UseInterceptors, Version,\n"
        "  VERSION_NEUTRAL, applyDecorators, createParamDecorator } from '@nestjs/common';\n"
        f"{imports}\n{controllers}\n@Module({{ {listed} }})\nexport class AppModule {{}}\n"
    )
    return {"src/main.ts": MAIN.replace("SETTINGS", settings), "src/app.module.ts": source}
