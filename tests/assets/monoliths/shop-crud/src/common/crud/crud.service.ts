import { NotFoundException } from '@nestjs/common';
import { DeepPartial, FindOptionsWhere, Repository } from 'typeorm';
import { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { AuditedEntity } from '../entities/audited.entity';

/** What every table with an `id` gets for free. */
export abstract class CrudService<T extends AuditedEntity> {
  protected constructor(protected readonly repo: Repository<T>) {}

  async findAll(take = 20, skip = 0): Promise<[T[], number]> {
    return this.repo.findAndCount({ take, skip });
  }

  async findOne(id: number): Promise<T> {
    const found = await this.repo.findOneBy({ id } as FindOptionsWhere<T>);
    if (!found) {
      throw new NotFoundException();
    }
    return found;
  }

  async create(dto: DeepPartial<T>): Promise<T> {
    const { repo } = this;
    return repo.save(repo.create(dto));
  }

  async patch(id: number, dto: QueryDeepPartialEntity<T>): Promise<void> {
    await this.repo.update(id, dto);
  }

  async remove(id: number): Promise<void> {
    await this.repo.softDelete(id);
  }
}
