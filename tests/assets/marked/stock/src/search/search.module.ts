import { Injectable, Module } from '@nestjs/common';
import { Db } from '../db/db';
const SOURCES: Record<string, { table: string; fields: string[] }> = {
  item: { table: 'items', fields: ['sku'] },
  person: { table: 'people', fields: ['name'] },
};
@Injectable() export class Search {
  constructor(private readonly db: Db) {}
  async everywhere(word: string) {
    const parts = Object.entries(SOURCES).map(([kind, { table, fields }]) => `SELECT '${kind}' AS kind, id FROM ${table} WHERE ${fields.map((f) => `${f} LIKE ?`).join(' OR ')}`);
    return this.db.all(parts.join(' UNION ALL '), [word]); //= search: read items, read people
  }
  one(kind: string, id: number) { return this.db.one('SELECT * FROM ' + SOURCES[kind].table + ' WHERE id = ?', [id]); } //= search: read items, read people
}
@Module({ providers: [Search] }) export class SearchModule {}
