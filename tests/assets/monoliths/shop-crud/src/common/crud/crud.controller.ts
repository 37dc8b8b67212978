import { Body, Delete, Get, Param, ParseIntPipe, Post } from '@nestjs/common';
import { DeepPartial } from 'typeorm';
import { Auth } from '../decorators/auth.decorator';
import Public from '../decorators/public.decorator';
import { AuditedEntity } from '../entities/audited.entity';
import { CrudService } from './crud.service';

/** The routes that go with CrudService; a concrete controller gives the prefix. */
export abstract class CrudController<T extends AuditedEntity> {
  protected constructor(protected readonly service: CrudService<T>) {}

  @Public()
  @Get()
  list() {
    return this.service.findAll();
  }

  @Get(':id')
  get(@Param('id', ParseIntPipe) id: number) {
    return this.service.findOne(id);
  }

  @Post()
  @Auth('editor')
  add(@Body() dto: DeepPartial<T>) {
    return this.service.create(dto);
  }

  @Delete(':id')
  @Auth('admin')
  drop(@Param('id', ParseIntPipe) id: number) {
    return this.service.remove(id);
  }
}
