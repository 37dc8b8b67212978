"""Modules that code loads when it needs them."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SOURCES = {
    "src/app.module.ts": """
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { EagerModule } from './eager.module';
@Injectable() export class Exports {
  constructor(private readonly loader: LazyModuleLoader) {}
  async print(id: number) {
    const { ReportsModule, Reports } = await import('./reports.module');
    const ref = await this.loader.load(() => ReportsModule);
    return ref.get(Reports).print(id);
  }
  async again() { return this.loader.load(() => EagerModule); }
}
@Module({ imports: [EagerModule], providers: [Exports] }) export class AppModule {}
""",
    "src/eager.module.ts": "import { Module } from '@nestjs/common';\n@Module({}) export class EagerModule {}\n",
    "src/reports.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { InjectRepository } from '@nestjs/typeorm';
import { Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';
@Entity('reports') export class Report { @PrimaryGeneratedColumn() id: number; }
@Injectable() export class Reports {
  constructor(@InjectRepository(Report) private readonly rows: Repository<Report>, private readonly lazy: LazyModuleLoader) {}
  print(id: number) { return this.rows.findOneBy({ id }); }
  async deeper() { return this.lazy.load(async () => (await import('./fonts.module')).FontsModule); }
}
@Module({ providers: [Reports] }) export class ReportsModule {}
""",
    "src/fonts.module.ts": "import { Module } from '@nestjs/common';\n@Module({}) export class FontsModule {}\n",
}


def test_a_module_that_is_loaded_lazily_is_one_of_the_modules(tmp_path: Path) -> None:
    """So are those that it loads in turn. They are no imports; what is called of them is a call."""
    found = small(tmp_path, SOURCES)

    assert {module.name: module.imports for module in found.facts.modules} == {
        "app": ("eager",),
        "eager": (),
        "fonts": (),
        "reports": (),
    }
    assert found.uses() == {("Reports.print", "read", "reports")}
    calls = [(each.from_module, each.to_module, each.provider, each.method) for each in found.facts.calls]
    assert calls == [("app", "reports", "Reports", "print")]
    assert found.unresolved() == []
