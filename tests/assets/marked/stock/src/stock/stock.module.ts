import { Body, Controller, Get, Injectable, Module, Param, Patch, Post } from '@nestjs/common';
import { Transactional } from '@nestjs-cls/transactional';
import { Db, Query } from '../db/db';
import { page, SQL } from '../db/statements';
@Injectable() export class Stock {
  constructor(private readonly db: Db) {}
  list(n: number) { return this.db.all(page(SQL.items.all, n)); } //= stock: read items
  @Transactional() async take(id: number, n: number) {
    const item = await this.db.one<{ qty: number }>(SQL.items.one, [id]); //= stock: read items
    if (!item || item.qty < n) throw new Error('short');
    await this.db.all('UPDATE items SET qty = qty - ? WHERE id = ?', [n, id]); //= stock: write items, write audit_log
    await this.db.all(SQL.moves.add, [id, -n]); //= stock: write moves
  }
  put(sku: string, n: number) { return this.db.run(SQL.items.upsert, [sku, n]); } //= stock: write items, write audit_log
  history(id: number) {
    const q = Query.from('moves m').join('items i', 'i.id = m.item_id').where('i.id = ?');
    return this.db.fetch(q.select('m.delta'), [id]); //? //= stock: read moves
  }
  tagged(tag: string) {
    return this.db.all(`SELECT i.id FROM items i, JSON_TABLE(i.meta, '$.tags[*]' COLUMNS (tag varchar(20) PATH '$')) AS t WHERE t.tag = ?`, [tag]); //= stock: read items
  }
  newest() {
    return this.db.all(`SELECT * FROM (SELECT m.*, ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY at DESC) AS rn FROM moves m) x WHERE rn = 1`); //= stock: read moves
  }
}
@Controller('items') export class StockController {
  constructor(private readonly stock: Stock) {}
  @Get() list() { return this.stock.list(0); } //route GET /items
  @Patch(':id/take') take(@Param('id') id: string, @Body() b: any) { return this.stock.take(+id, b.n); } //route PATCH /items/:id/take
}
@Module({ controllers: [StockController], providers: [Stock], exports: [Stock] }) export class StockModule {}
