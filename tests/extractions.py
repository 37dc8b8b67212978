"""Small monoliths that are taken apart for real: written to disk, extracted with a compiler that many tests share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from oracles import ORACLES, with_packages

from woosh_split.model.extraction import Extraction
from woosh_split.pipeline import extract as pipeline
from woosh_split.pipeline.extract import Extracted, ExtractRequest, extract
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.sources.code.typescript.compiler.process import CompilerProcess
from woosh_split.split.load import load_split

COMPILER = {
    "module": "commonjs", "target": "ES2021", "experimentalDecorators": True, "emitDecoratorMetadata": True,
    "esModuleInterop": True, "resolveJsonModule": True, "strict": True, "strictPropertyInitialization": False,
    "skipLibCheck": True, "outDir": "./dist", "baseUrl": "./", "types": ["node"],
}  # fmt: skip
PROJECT = {
    "package.json": json.dumps(
        {
            "name": "small",
            "scripts": {"build": "nest build"},
            "dependencies": {
                "@nestjs/common": "^10.0.0",
                "@nestjs/core": "^10.0.0",
                "@nestjs/typeorm": "^10.0.0",
                "rxjs": "^7.8.0",
                "typeorm": "^0.3.20",
            },
        },
        indent=2,
    ),
    "tsconfig.json": json.dumps({"compilerOptions": COMPILER, "include": ["src/**/*"]}),
    "src/main.ts": """import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
}
bootstrap();
""",
}
"""What every monolith has."""


@contextmanager
def shared_compiler(packages: Path = ORACLES) -> Iterator[CompilerProcess]:
    """Give one compiler to all extractions inside of the block."""
    with (
        CompilerProcess(with_packages(packages)) as compiler,
        patch.object(pipeline, "open_compiler", lambda _: _given(compiler)),
    ):
        yield compiler


@contextmanager
def _given(compiler: CompilerProcess) -> Iterator[CompilerProcess]:
    yield compiler


@dataclass(frozen=True)
class Apart:
    """A monolith that was taken apart."""

    folder: Path
    extracted: Extracted

    def of(self, service: str) -> Extraction:
        """Return one service."""
        return next(each for each in self.extracted.services if each.service == service)

    def texts(self, service: str) -> dict[str, str]:
        """Return a service's files as texts, without the runtime."""
        return {
            path: data.decode()
            for path, data in self.of(service).files
            if "/generated/runtime/" not in path and path.endswith((".ts", ".json"))
        }

    def code(self, service: str) -> list[str]:
        """Return the paths of a service's code, without the runtime."""
        return sorted(path for path in self.texts(service) if path.endswith(".ts"))


def write(folder: Path, files: Mapping[str, str], packages: Path = ORACLES) -> Path:
    """Write a monolith with its split file, and the packages that it needs."""
    for path, text in {**PROJECT, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(with_packages(packages) / "node_modules", target_is_directory=True)
    return folder


def take_apart(
    folder: Path,
    files: Mapping[str, str],
    split: str,
    *services: str,
    packages: Path = ORACLES,
    **wanted: object,
) -> Apart:
    """Write a monolith and extract services of it; without their names all, and what is left of the monolith."""
    write(folder, {**files, "woosh-split.yaml": f"version: 1\nmonolith: {{root: .}}\n{split}"}, packages)
    path = folder / "woosh-split.yaml"
    read = load_split(path)
    names = services or tuple(each.name for each in read.services)
    options = {"remainder": not services, **wanted}
    request = ExtractRequest(AnalyseRequest(folder, jobs=1), read, path, names, **options)  # type: ignore[arg-type]
    return Apart(folder, extract(request))
