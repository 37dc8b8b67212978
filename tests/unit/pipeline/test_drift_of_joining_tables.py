"""Drift of the tables that stand in no entity class of their own: joining tables and closure tables."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

MODULE = """
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Entity, PrimaryGeneratedColumn, ManyToMany, JoinTable, Tree, TreeChildren, TreeParent } from 'typeorm';
@Entity('labels') export class Label { @PrimaryGeneratedColumn() id: number; }
@Entity('notes') export class Note {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Label) @JoinTable({ name: 'note_labels' }) labels: Label[];
}
@Entity('shelves') @Tree('closure-table') export class Shelf {
  @PrimaryGeneratedColumn() id: number;
  @TreeChildren() below: Shelf[];
  @TreeParent() above: Shelf;
}
@Entity('old') export class Old {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Label) @JoinTable({ name: 'old_labels' }) labels: Label[];
}
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', entities: [Label, Note, Shelf] })] }) export class AppModule {}
"""
DUMP = """
CREATE TABLE `labels` (`id` int NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `notes` (`id` int NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `note_labels` (`notesId` int NOT NULL, `labelsId` int NOT NULL);
CREATE TABLE `shelves` (`id` int NOT NULL, `aboveId` int NULL, PRIMARY KEY (`id`));
CREATE TABLE `shelves_closure` (`id_ancestor` int NOT NULL, `id_descendant` int NOT NULL);
CREATE TABLE `old` (`id` int NOT NULL);
CREATE TABLE `old_labels` (`oldId` int NOT NULL, `labelsId` int NOT NULL);
"""


def test_only_what_no_registered_entity_brings_along_is_missing_in_the_entities(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": MODULE, "schema.sql": DUMP})

    missing = {each.table for each in found.facts.drift if each.kind == "missing-table"}
    assert missing == {"old", "old_labels"}
