"""Facts of small NestJS monoliths that a test writes down as a mapping of paths to sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from woosh_split.model.facts import Facts
from woosh_split.pipeline.analyse import analyse
from woosh_split.pipeline.request import AnalyseRequest

PACKAGE = '{"name": "small", "dependencies": {"@nestjs/core": "10.0.0", "typeorm": "0.3.20"}}'
MAIN = """
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
async function bootstrap() { const app = await NestFactory.create(AppModule); await app.listen(3000); }
bootstrap();
"""


@dataclass(frozen=True)
class Small:
    """The facts, in forms that are short to compare."""

    facts: Facts

    def uses(self, function: str | None = None) -> set[tuple[str, str, str]]:
        """Return ``(function, mode, table)`` of the accesses, or those of one function."""
        return {
            (each.function, each.mode, each.table)
            for each in self.facts.accesses
            if function in (None, each.function)
        }

    def of(self, function: str) -> set[str]:
        """Return ``mode table`` of one function's accesses."""
        return {f"{mode} {table}" for _, mode, table in self.uses(function)}

    def unresolved(self) -> list[str]:
        """Return the kinds and texts of what was left open."""
        return [f"{each.kind}: {each.text}" for each in self.facts.unresolved]

    def transactions(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return what each function's transaction reads and writes."""
        return {each.function: (each.reads, each.writes) for each in self.facts.transactions}


def small(folder: Path, texts: Mapping[str, str]) -> Small:
    """Write a monolith into ``folder`` and read it; ``main.ts`` and ``package.json`` come with it."""
    for path, text in {"package.json": PACKAGE, "src/main.ts": MAIN, **texts}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return Small(analyse(AnalyseRequest(folder)))
