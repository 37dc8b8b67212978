"""Small services for the tests of the files around a service's code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from woosh_split.artefacts.service.nestjs.project import Monolith, Project, ProjectInput, project
from woosh_split.sources.code.nestjs.needs.read import read_service_code

ROOT = Path(__file__).parents[1]
BACKEND = ROOT / "examples" / "woosh" / "backend"

COMPILER: Mapping[str, Any] = {
    "module": "commonjs",
    "emitDecoratorMetadata": True,
    "experimentalDecorators": True,
    "target": "ES2021",
    "outDir": "./dist",
    "baseUrl": "./",
    "skipLibCheck": True,
}


def main_file(root_module: str) -> str:
    """Return an entry that listens and answers."""
    return (
        "import { NestFactory } from '@nestjs/core';\n"
        f"import {{ AppModule }} from '{root_module}';\n"
        "async function bootstrap() {\n"
        "  const app = await NestFactory.create(AppModule, { logger: false });\n"
        "  await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');\n"
        "}\n"
        "bootstrap();\n"
    )


def module_file(greeting: str) -> str:
    """Return a root module with one controller that answers with what another file gives."""
    return (
        "import { Controller, Get, Module } from '@nestjs/common';\n"
        f"import {{ greet }} from '{greeting}';\n"
        "@Controller() class Greetings { @Get() hello() { return greet('woosh'); } }\n"
        "@Module({ controllers: [Greetings] }) export class AppModule {}\n"
    )


GREETING = "export function greet(name: string): string { return `hello ${name}`; }\n"

PLAIN: Mapping[str, str] = {
    "src/main.ts": main_file("./app.module"),
    "src/app.module.ts": module_file("./greet"),
    "src/greet.ts": GREETING,
}


@dataclass(frozen=True)
class Making:
    """A service to be made; what is not said is the example's."""

    files: Mapping[str, str] = field(default_factory=lambda: PLAIN)
    configs: Mapping[str, Any] = field(
        default_factory=lambda: {"tsconfig.json": {"compilerOptions": COMPILER}}
    )
    scripts: Mapping[str, str] = field(default_factory=lambda: {"build": "nest build"})
    entry: str = "src/main.ts"
    nest_cli: Mapping[str, Any] | None = None
    package: Mapping[str, Any] = field(default_factory=dict)
    service: str = "greeter"
    lock: tuple[str, str] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    monolith: Mapping[str, Any] = field(default_factory=dict)

    def configs_as_texts(self) -> dict[str, str]:
        """Return the tsconfig files as texts."""
        return {
            path: each if isinstance(each, str) else json.dumps(each, indent=2) + "\n"
            for path, each in self.configs.items()
        }

    def wanted(self) -> ProjectInput:
        """Return the input."""
        package = json.loads((BACKEND / "package.json").read_text(encoding="utf-8"))
        name, text = self.lock or (
            "package-lock.json",
            (BACKEND / "package-lock.json").read_text(encoding="utf-8"),
        )
        configs = self.configs_as_texts()
        own = Monolith(
            package_json=json.dumps({**package, "scripts": dict(self.scripts), **self.package}),
            lock_name=name,
            lock=text,
            configs=configs,
            nest_cli=json.dumps(self.nest_cli) if self.nest_cli is not None else None,
            **self.monolith,
        )
        code = read_service_code({**self.files, **configs})
        return ProjectInput(self.service, own, code, self.files, entry=self.entry, **self.more)

    def made(self) -> Project:
        """Return the files and notes."""
        return project(self.wanted())

    def package_json(self) -> dict[str, Any]:
        """Return the package.json that is made."""
        return json.loads(self.made().files["package.json"])  # type: ignore[no-any-return]


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
