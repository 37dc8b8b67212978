"""Parameters with a default: what a caller leaves out is what the function's author put there."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

SOURCES = {
    "src/entities.ts": """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('notes') export class Note { @PrimaryGeneratedColumn() id: number; }
@Entity('drafts') export class Draft { @PrimaryGeneratedColumn() id: number; }
""",
    "src/notes.ts": """
import { Controller, DynamicModule, Module, Type } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Note } from './entities';
export abstract class NoteStore { abstract all(): Promise<Note[]>; }
export class TableNoteStore extends NoteStore {
  constructor(@InjectRepository(Note) private readonly notes: Repository<Note>) { super(); }
  all() { return this.notes.find(); }
}
@Module({}) export class NotesModule {
  static register(store: Type<NoteStore> = TableNoteStore): DynamicModule {
    return { module: NotesModule, providers: [{ provide: NoteStore, useClass: store }] };
  }
}
""",
    "src/app.module.ts": """
import { Injectable, Module } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Draft } from './entities';
import { NotesModule } from './notes';
@Injectable() export class Desk {
  constructor(private readonly source: DataSource) {}
  tidy() { return this.source.transaction(async (m) => { await this.drop(m); }); }
  alone() { return this.drop(); }
  private drop(manager: EntityManager = this.source.manager) { return manager.delete(Draft, {}); }
}
@Module({ imports: [NotesModule.register()], providers: [Desk] }) export class AppModule {}
""",
}


def test_a_class_that_is_the_default_of_a_dynamic_module_is_its_provider(tmp_path: Path) -> None:
    found = small(tmp_path, SOURCES)

    assert found.of("TableNoteStore.all") == {"read notes"}
    assert {each.module for each in found.facts.accesses if each.table == "notes"} == {"notes"}


def test_a_manager_that_is_left_out_is_the_one_outside_of_transactions(tmp_path: Path) -> None:
    found = small(tmp_path, SOURCES)

    assert found.of("Desk.drop") == {"write drafts"}
    assert found.transactions() == {"Desk.tidy": ((), ("drafts",))}
