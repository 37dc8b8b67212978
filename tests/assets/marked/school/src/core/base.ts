import { BaseEntity, BeforeInsert, Column, DeleteDateColumn, PrimaryGeneratedColumn, DataSource, DeepPartial, FindManyOptions, FindOptionsRelations, FindOptionsWhere, Repository, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Body, Delete, Get, Param, Post, Put, Query, Type, NotFoundException } from '@nestjs/common';
export abstract class Model extends BaseEntity { @PrimaryGeneratedColumn() id: number; @DeleteDateColumn() gone: Date; }
export abstract class CrudService<E extends ObjectLiteral, C = DeepPartial<E>> {
  protected relations: FindOptionsRelations<E> = {};
  protected constructor(protected readonly repo: Repository<E>) {}
  async page(options: FindManyOptions<E> = {}) {
    const [rows, total] = await this.repo.findAndCount({ ...options, relations: this.relations }); //= courses: read course, read lesson, read person; students: read person
    return { rows, total };
  }
  async get(id: number): Promise<E> {
    const row = await this.repo.findOne({ where: { id } as any }); //= courses: read course, read person; students: read person
    if (!row) throw new NotFoundException(this.repo.metadata.name);
    return row;
  }
  async create(dto: C) { return this.repo.save(await this.before(this.repo.create(dto as any) as any)); } //= courses: write course, write lesson; students: write person, write library_cards
  async update(id: number, dto: Partial<C>) { return this.repo.save(Object.assign(await this.get(id), dto)); } //= courses: write course, write lesson; students: write person, write library_cards
  async remove(id: number) { await this.repo.softRemove(await this.get(id)); } //= courses: write course; students: write person, write library_cards
  protected async before(row: E): Promise<E> { return row; }
}
export interface Crud<E> { page(): any; get(id: number): Promise<E>; create(dto: any): any; update(id: number, dto: any): any; remove(id: number): any; }
export function CrudController<E>() {
  abstract class Base {
    protected abstract readonly service: Crud<E>;
    @Get() page(@Query() q: any) { return this.service.page(); } //route GET /courses, GET /students
    @Get(':id') get(@Param('id') id: string) { return this.service.get(+id); } //route GET /courses/:id, GET /students/:id
    @Post() create(@Body() dto: any) { return this.service.create(dto); } //route POST /courses, POST /students
    @Put(':id') update(@Param('id') id: string, @Body() dto: any) { return this.service.update(+id, dto); } //route PUT /courses/:id, PUT /students/:id
    @Delete(':id') remove(@Param('id') id: string) { return this.service.remove(+id); } //route DELETE /courses/:id, DELETE /students/:id
  }
  return Base;
}
