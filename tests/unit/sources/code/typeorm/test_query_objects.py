"""Queries that are objects: what one does to the builder that it is handed counts for whoever runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

STORE = """
import { Entity, ManyToOne, ObjectLiteral, PrimaryGeneratedColumn, Repository, SelectQueryBuilder } from 'typeorm';
@Entity('patients') export class Patient { @PrimaryGeneratedColumn() id: number; }
@Entity('invoices') export class Invoice {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Patient) patient: Patient;
}
export interface QueryObject<T extends ObjectLiteral> {
  readonly alias: string;
  apply(qb: SelectQueryBuilder<T>): SelectQueryBuilder<T>;
}
export function run<T extends ObjectLiteral>(repo: Repository<T>, query: QueryObject<T>): Promise<T[]> {
  return query.apply(repo.createQueryBuilder(query.alias)).getMany();
}
export class Overdue implements QueryObject<Invoice> {
  readonly alias = 'inv';
  constructor(private readonly day: string) {}
  apply(qb: SelectQueryBuilder<Invoice>) {
    return qb.innerJoinAndSelect('inv.patient', 'p').where('inv.dueOn < :day', { day: this.day });
  }
}
"""
DESK = """
import { Injectable, Module } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Invoice, Overdue, QueryObject, run } from '../store';
@Injectable() export class Desk {
  constructor(@InjectRepository(Invoice) private readonly invoices: Repository<Invoice>) {}
  BODY
}
@Module({ providers: [Desk] }) export class DeskModule {}
"""
APP = """
import { Module } from '@nestjs/common';
import { DeskModule } from './desk/desk.module';
@Module({ imports: [DeskModule] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    "body",
    [
        "open(day: string) { return run(this.invoices, new Overdue(day)); }",
        "open(day: string) { return this.listed(new Overdue(day)); }\n"
        "  private listed(query: QueryObject<Invoice>) { return run(this.invoices, query); }",
    ],
    ids=["at once", "by way of a method that takes any"],
)
def test_what_a_query_object_reads_is_read_by_who_runs_it(tmp_path: Path, body: str) -> None:
    """Its type says that it gives a builder back, and nothing of what it adds."""
    texts = {
        "src/store.ts": STORE,
        "src/desk/desk.module.ts": DESK.replace("BODY", body),
        "src/app.module.ts": APP,
    }
    found = small(tmp_path, texts)
    assert {(each.module, each.table) for each in found.facts.accesses} == {
        ("desk", "invoices"),
        ("desk", "patients"),
    }
    assert found.unresolved() == []
