import { Injectable, Module, Scope } from '@nestjs/common';
import { DataSource, EntityManager, Repository, TreeRepository } from 'typeorm';
import { Card, Folder } from '../core/entities';
export class Unit {
  private readonly fresh = new Set<object>();
  private readonly dirty: object[] = [];
  constructor(private readonly em: EntityManager) {}
  add(row: object) { this.fresh.add(row); return this; }
  touch(row: object) { this.dirty.push(row); return this; }
  async flush() { for (const row of [...this.fresh, ...this.dirty]) await this.em.save(row); } //?
}
@Injectable() export class LibraryService {
  private readonly folders: TreeRepository<Folder>;
  constructor(private readonly source: DataSource) { this.folders = source.getTreeRepository(Folder); }
  async tree() { return this.folders.findTrees(); } //= library: read folder, read folder_closure
  async under(id: number) {
    const top = await this.folders.findOneByOrFail({ id }); //= library: read folder
    return this.folders.countDescendants(top); //= library: read folder, read folder_closure
  }
  async renew(codes: string[]) {
    await this.source.transaction(async (em) => {
      const cards = await em.find(Card, { where: codes.map((code) => ({ code })) }); //= library: read library_cards
      const [valid, expired] = cards.reduce(([a, b], c) => (c.gone ? [a, [...b, c]] : [[...a, c], b]), [[], []] as [Card[], Card[]]);
      await em.recover(expired); //= library: write library_cards
      await em.save(valid.map((c) => Object.assign(c, { code: c.code + '!' }))); //= library: write library_cards
    });
  }
}
@Module({ providers: [LibraryService] }) export class LibraryModule {}
