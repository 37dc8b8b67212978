"""Lists and texts of a file that its own statements go on filling, outside of every function."""

from __future__ import annotations

from pathlib import Path

import pytest
from nest_projects import backend
from small_monolith import small

MAIN = (
    "import { NestFactory } from '@nestjs/core';\n"
    "import { AppModule } from './app.module';\n"
    "NestFactory.create(AppModule);\n"
)
MODULES = (
    "import { Module } from '@nestjs/common';\n"
    "@Module({}) export class StaysModule {}\n"
    "@Module({}) export class MayModule {}\n"
)
ROOT = "@Module({ imports: [...features] }) export class AppModule {}\n"


@pytest.mark.parametrize(
    "filled",
    [
        "const features: any[] = [StaysModule]; features.push(MayModule);",
        "const features: any[] = [StaysModule]; if (process.env.MAY !== '0') features.push(MayModule);",
        "const features: any[] = [StaysModule]; if (process.env.MAY) { features.unshift(MayModule); }",
        "const features: any[] = [StaysModule]; for (const each of [MayModule]) features.push(each);",
        "let features: any[] = [StaysModule]; if (process.env.MAY) features = [...features, MayModule];",
        "let features: any[] = [StaysModule]; features = features.concat(MayModule);",
        "let features: any[]; features = [StaysModule, MayModule];",
    ],
)
def test_a_module_that_a_statement_adds_to_the_list_is_loaded(filled: str) -> None:
    """Whether the condition holds is known at run time only: all branches count, as in a function."""
    _, _, graph = backend({"src/main.ts": MAIN, "src/app.module.ts": f"{MODULES}{filled}\n{ROOT}"})
    assert [module.name for module in graph.modules] == ["app", "may", "stays"]


def test_a_statement_that_a_file_puts_together_at_the_top_is_known(tmp_path: Path) -> None:
    """What is added below the constant belongs to it, a condition or not."""
    text = """import { Injectable, Module } from '@nestjs/common';
    import { DataSource } from 'typeorm';
    const parts = ['SELECT * FROM orders o'];
    if (process.env.SHOPS) parts.push('JOIN shops s ON s.id = o.shop');
    let tail = 'SELECT b.id FROM bills b';
    tail += ' JOIN debts d ON d.bill = b.id';
    @Injectable() export class Work {
      constructor(private ds: DataSource) {}
      all() { return this.ds.query(parts.join(' ')); }
      open() { return this.ds.query(tail); }
    }
    @Module({ providers: [Work] }) export class AppModule {}
    """
    found = small(tmp_path, {"src/app.module.ts": text})
    assert found.of("Work.all") == {"read orders", "read shops"}
    assert found.of("Work.open") == {"read bills", "read debts"}
