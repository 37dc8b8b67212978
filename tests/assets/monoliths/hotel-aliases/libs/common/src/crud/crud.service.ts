import { NotFoundException } from '@nestjs/common';
import { DeepPartial, FindOptionsWhere, Repository } from 'typeorm';
import { BaseRow } from './base.entity';

/** What every service over one entity can do. */
export abstract class CrudService<T extends BaseRow> {
  protected constructor(protected readonly rows: Repository<T>, private readonly what: string) {}

  findAll(): Promise<T[]> {
    return this.rows.find({ order: { id: 'ASC' } as never });
  }

  async findOne(id: number): Promise<T> {
    const found = await this.rows.findOneBy({ id } as FindOptionsWhere<T>);
    if (!found) throw new NotFoundException(`${this.what} ${id} is not there`);
    return found;
  }

  create(values: DeepPartial<T>): Promise<T> {
    return this.rows.save(this.rows.create(values));
  }

  async remove(id: number): Promise<void> {
    await this.rows.remove(await this.findOne(id));
  }
}
