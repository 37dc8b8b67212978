import { Controller, Get, Injectable, Module, Param, Query as Q } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import sql, { join, raw, Sql } from 'sql-template-tag';
@Injectable() export class Stats {
  constructor(@InjectDataSource() private readonly source: DataSource) {}
  private async ask(q: Sql) { return this.source.query(q.sql, q.values); }
  days(from: string, to: string) { return this.ask(sql`SELECT day, total FROM day_totals WHERE day BETWEEN ${from} AND ${to}`); } //= stats: read day_totals
  filter(names: string[], paid?: boolean) {
    const more = paid ? sql`AND s.total > 0` : sql`AND EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id)`;
    return this.ask(sql`SELECT s.* FROM sales s JOIN people p ON p.id = s.person_id WHERE p.name IN (${join(names)}) ${more}`); //= stats: read sales, read people, read sale_lines
  }
  own(from: string) { return this.source.sql`SELECT COUNT(*) FROM moves WHERE at > ${from}`; } //= stats: read moves
  async cube(dim: 'day' | 'person_id') {
    const rows = await this.source.query(`SELECT ${dim}, SUM(total) OVER w AS running FROM sales WINDOW w AS (ORDER BY ${dim})`); //= stats: read sales
    return Object.fromEntries(rows.map((r: any) => [r[dim], r.running]));
  }
  any(name: string) { return this.source.query(`SELECT * FROM ${name}`); } //?
}
@Controller('stats') export class StatsController {
  constructor(private readonly stats: Stats) {}
  @Get('days/:from/:to?') days(@Param() p: any) { return this.stats.days(p.from, p.to); } //route GET /stats/days/:from/:to?
  @Get('raw') raw(@Q('t') t: string) { return this.stats.any(t); } //route GET /stats/raw
}
@Module({ controllers: [StatsController], providers: [Stats] }) export class StatsModule {}
