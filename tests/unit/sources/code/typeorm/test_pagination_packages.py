"""Packages that are handed a repository or a query, and read what it stands for."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

MODULE = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { paginate } from 'nestjs-typeorm-paginate';
import { paginate as filtered, PaginateQuery } from 'nestjs-paginate';
import { Entity, PrimaryGeneratedColumn, ManyToOne, Repository, SelectQueryBuilder } from 'typeorm';
@Entity('owners') export class Owner { @PrimaryGeneratedColumn() id: number; }
@Entity('cats') export class Cat {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Owner, { eager: true }) owner: Owner;
  @ManyToOne(() => Owner) vet: Owner;
}
const CONFIG = { sortableColumns: ['id'], relations: ['vet'] };
async function page(query: SelectQueryBuilder<Cat>) {
  const [rows, total] = await query.getManyAndCount();
  return { rows, total };
}
@Injectable() export class Cats {
  constructor(@InjectRepository(Cat) private readonly cats: Repository<Cat>) {}
  plain(options: any) { return paginate<Cat>(this.cats, options); }
  filter(query: PaginateQuery) { return filtered(query, this.cats, { sortableColumns: ['id'] }); }
  joined(query: PaginateQuery) { return filtered(query, this.cats, CONFIG); }
  built(options: any) { const query = this.cats.createQueryBuilder('c'); return paginate(query, options); }
  async touched(options: any) { const { items } = await paginate(this.cats, options); await this.cats.save(items); }
  own() { return page(this.cats.createQueryBuilder('c')); }
}
@Module({ providers: [Cats] }) export class AppModule {}
"""


def test_a_package_that_is_handed_a_repository_reads_its_table(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": MODULE})

    assert found.of("Cats.plain") == {"read cats", "read owners"}
    assert found.of("Cats.filter") == {"read cats"}
    assert found.of("Cats.joined") == {"read cats", "read owners"}
    assert found.of("Cats.built") == {"read cats"}
    assert found.of("Cats.touched") == {"read cats", "read owners", "write cats"}


def test_a_query_that_a_helper_finishes_is_understood_where_it_was_made(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": MODULE})

    assert found.of("Cats.own") == {"read cats"}
    assert found.unresolved() == []
