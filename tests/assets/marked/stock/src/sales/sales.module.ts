import { Injectable, Module } from '@nestjs/common';
import { Db } from '../db/db';
import { Table } from '../db/statements';
import { Stock, StockModule } from '../stock/stock.module';
@Injectable() export class Sales {
  constructor(private readonly db: Db, private readonly stock: Stock) {}
  async sell(person: number, lines: { item: number; n: number }[]) {
    return this.db.atomically(async (em) => {
      const { insertId } = await em.query(`INSERT INTO ${Table.Sales} (person_id, day) VALUES (?, CURDATE())`, [person]); //= sales: write sales
      const values = lines.map((l) => [insertId, l.item, l.n]);
      await em.query('INSERT INTO sale_lines (sale_id, item_id, n) VALUES ?', [values]); //= sales: write sale_lines
      await em.query('UPDATE sales s JOIN (SELECT sale_id, SUM(n) AS n FROM sale_lines GROUP BY sale_id) l ON l.sale_id = s.id SET s.total = l.n WHERE s.id = ?', [insertId]); //= sales: write sales, read sale_lines
      await this.stock.put('x', 1);
      return insertId;
    });
  }
  async forget(person: number) {
    await this.db.run('DELETE s, l FROM sales s LEFT JOIN sale_lines l ON l.sale_id = s.id JOIN people p ON p.id = s.person_id WHERE p.id = ?', [person]); //= sales: write sales, write sale_lines, read people
    await this.db.run('DELETE FROM l USING sale_lines AS l INNER JOIN items AS i ON i.id = l.item_id WHERE i.qty = 0'); //= sales: write sale_lines, read items
  }
  async archive(before: string) {
    await this.db.run('INSERT INTO archive_sales SELECT * FROM sales WHERE day < ?', [before]); //= sales: write archive_sales, read sales
    await this.db.run('REPLACE INTO day_totals (day, total) SELECT day, SUM(total) FROM sales GROUP BY day', []); //= sales: write day_totals, read sales
    await this.db.run('CALL close_day(?)', [before]); //= sales: read sales, write day_totals
  }
  top() { return this.db.all('WITH RECURSIVE chain AS (SELECT id, boss_id FROM people WHERE boss_id IS NULL UNION ALL SELECT p.id, p.boss_id FROM people p JOIN chain c ON c.id = p.boss_id) SELECT c.id, SUM(s.total) FROM chain c JOIN sales s ON s.person_id = c.id GROUP BY c.id'); } //= sales: read people, read sales
  seen() { return this.db.all('SELECT * FROM v_sales WHERE total > 3'); } //= sales: read v_sales, read sales, read people
  bosses() { return this.db.all('SELECT boss_of(person_id) FROM sales'); } //= sales: read sales, read people
  by(kind: 'sales' | 'archive_sales', id: number) { return this.db.one(`SELECT * FROM ${kind} WHERE id = ?`, [id]); } //= sales: read sales, read archive_sales
}
@Module({ imports: [StockModule], providers: [Sales], exports: [Sales] }) export class SalesModule {}
