import { Controller, Delete, Injectable, Module, Param, Get, Query } from '@nestjs/common';
import { EntityManager, Repository, DataSource } from 'typeorm';
import { Card, Course, Folder, Message, Payment } from '../core/entities';
const EDITABLE = { cards: Card, folders: Folder } as const;
@Controller('admin') export class AdminController {
  private readonly repos: Map<string, Repository<any>>;
  constructor(private readonly ds: DataSource) {
    this.repos = new Map(Object.entries(EDITABLE).map(([name, cls]) => [name, ds.getRepository(cls)]));
  }
  @Delete(':kind/:id') drop(@Param('kind') kind: keyof typeof EDITABLE, @Param('id') id: string) { return this.ds.manager.delete(EDITABLE[kind], id); } //route DELETE /admin/:kind/:id //= admin: write library_cards, write folder
  @Get(':kind') list(@Param('kind') kind: string) { return this.repos.get(kind)!.find(); } //route GET /admin/:kind //= admin: read library_cards, read folder
  @Get('any/:table') any(@Param('table') table: string) { return this.ds.getRepository(table).find(); } //route GET /admin/any/:table //?
  @Get('wipe/all') async wipe() { await Promise.all(this.ds.entityMetadatas.map((m) => this.ds.getRepository(m.name).clear())); } //route GET /admin/wipe/all //?
}
@Module({ controllers: [AdminController] }) export class AdminModule {}
