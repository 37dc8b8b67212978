"""Rows and statements that pass through observables of RxJS are followed as through promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import Small, small


def reading(tmp_path: Path, work: str) -> Small:
    """Return the facts of a monolith whose ``Boats.work`` does some work."""
    return small(
        tmp_path,
        {
            "src/app.module.ts": f"""
import {{ Injectable, Module, NestInterceptor, ExecutionContext, CallHandler }} from '@nestjs/common';
import {{ InjectRepository }} from '@nestjs/typeorm';
import {{ BaseEntity, DataSource, Entity, PrimaryColumn, Repository }} from 'typeorm';
import {{ Observable, concat, defer, firstValueFrom, forkJoin, from, iif, lastValueFrom, of, zip }} from 'rxjs';
import {{ catchError, concatMap, finalize, map, mergeMap, reduce, switchMap, tap, toArray }} from 'rxjs/operators';
@Entity('boats') export class Boat extends BaseEntity {{ @PrimaryColumn() id: number; }}
@Injectable() export class Boats implements NestInterceptor {{
  constructor(@InjectRepository(Boat) private readonly boats: Repository<Boat>, private readonly source: DataSource) {{}}
  async intercept(context: ExecutionContext, next: CallHandler) {{ {work} }}
  private rows(): Observable<Boat> {{ return from(this.boats.findOneBy({{ id: 1 }})); }}
}}
@Module({{ providers: [Boats] }}) export class AppModule {{}}
"""
        },
    )


@pytest.mark.parametrize(
    "work",
    [
        "return defer(() => this.source.query('DELETE FROM docks'));",
        "return next.handle().pipe(switchMap(() => this.source.query('DELETE FROM docks')));",
        "return next.handle().pipe(tap({ error: () => this.source.query('DELETE FROM docks') }));",
        "return next.handle().pipe(catchError(() => from(this.source.query('DELETE FROM docks'))));",
        "return next.handle().pipe(finalize(() => this.source.query('DELETE FROM docks')));",
        "const sql = await lastValueFrom(of('DELETE FROM docks')); return this.source.query(sql);",
        "const sql = await firstValueFrom(of('DELETE FROM docks').pipe(map((x) => x))); return this.source.query(sql);",
        "return of('DELETE FROM docks').pipe(switchMap((sql) => this.source.query(sql)));",
        "return of('docks').pipe(map((name) => `DELETE FROM ${name}`), concatMap((sql) => this.source.query(sql)));",
        "return from(['DELETE FROM docks']).pipe(concatMap((sql) => this.source.query(sql)));",
        "const [, sql] = await lastValueFrom(forkJoin([of(1), of('DELETE FROM docks')])); return this.source.query(sql);",
        "const { sql } = await lastValueFrom(forkJoin({ sql: of('DELETE FROM docks') })); return this.source.query(sql);",
        "return iif(() => true, defer(() => this.source.query('DELETE FROM docks')), of(1));",
        "return of(['DELETE', 'docks']).pipe(map(([verb, name]) => `${verb} FROM ${name}`)).subscribe((sql) => this.source.query(sql));",
        "const sql = await of('DELETE FROM docks').toPromise(); return this.source.query(sql);",
    ],
)
def test_a_statement_passes_through(tmp_path: Path, work: str) -> None:
    facts = reading(tmp_path, work)
    assert facts.of("Boats.intercept") == {"write docks"}
    assert facts.unresolved() == []


@pytest.mark.parametrize(
    "work",
    [
        "return from(this.boats.find()).pipe(map((rows) => rows[0]), mergeMap((row) => row.remove()));",
        "return from(this.boats.find()).pipe(switchMap((rows) => Promise.all(rows.map((row) => row.save()))));",
        "return zip(from(this.boats.find()), of(1)).pipe(map(([rows]) => rows), tap((rows) => rows[0].remove()));",
        "this.rows().subscribe((row) => row.save());",
        "this.rows().subscribe({ next: (row) => row.save() });",
        "const row = await firstValueFrom(this.rows()); await row.save();",
        "return from(this.boats.find()).pipe(mergeMap((rows) => from(rows)), toArray(), tap((rows) => rows[0].save()));",
    ],
)
def test_a_row_passes_through(tmp_path: Path, work: str) -> None:
    facts = reading(tmp_path, work)
    assert "write boats" in facts.of("Boats.intercept")
    assert facts.unresolved() == []


def test_what_an_operator_is_handed_is_read_though_nobody_pipes_it(tmp_path: Path) -> None:
    facts = reading(
        tmp_path, "const later = mergeMap(() => this.source.query('DELETE FROM docks')); return [later];"
    )
    assert facts.of("Boats.intercept") == {"write docks"}


def test_what_is_piped_inside_a_transaction_is_part_of_it(tmp_path: Path) -> None:
    work = """return this.source.transaction(async (manager) =>
      lastValueFrom(from([1, 2]).pipe(mergeMap(() => manager.query('DELETE FROM docks')), toArray())));"""
    assert reading(tmp_path, work).transactions() == {"Boats.intercept": ((), ("docks",))}
