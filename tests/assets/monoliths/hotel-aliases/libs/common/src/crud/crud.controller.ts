import { Get, Param, ParseIntPipe } from '@nestjs/common';
import { BaseRow } from './base.entity';
import { CrudService } from './crud.service';

export abstract class CrudController<T extends BaseRow, S extends CrudService<T>> {
  protected constructor(protected readonly service: S) {}

  @Get()
  all(): Promise<T[]> {
    return this.service.findAll();
  }

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number): Promise<T> {
    return this.service.findOne(id);
  }
}
