import { Body, Delete, Get, Param, Post, Put, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';

export interface Crud<T> {
  all(): Promise<T[]>;
  one(id: string): Promise<T | null>;
  add(row: Partial<T>): Promise<T>;
  change(id: string, row: Partial<T>): Promise<unknown>;
  drop(id: string): Promise<unknown>;
}

/** Five routes for whoever extends it. */
@UseGuards(JwtAuthGuard)
export abstract class CrudController<T> {
  protected abstract readonly rows: Crud<T>;

  @Get()
  list() {
    return this.rows.all();
  }

  @Get(':id')
  find(@Param('id') id: string) {
    return this.rows.one(id);
  }

  @Post()
  create(@Body() row: Partial<T>) {
    return this.rows.add(row);
  }

  @Put(':id')
  update(@Param('id') id: string, @Body() row: Partial<T>) {
    return this.rows.change(id, row);
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.rows.drop(id);
  }
}
