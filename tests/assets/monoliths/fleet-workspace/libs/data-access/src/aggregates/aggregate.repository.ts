import { DeepPartial, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

/** What every aggregate can do; the subclass says of which entity. */
export abstract class AggregateRepository<Root extends ObjectLiteral, Key = number> {
  protected constructor(protected readonly rows: Repository<Root>) {}

  byId(id: Key): Promise<Root | null> {
    return this.rows.findOne({ where: { id } as unknown as FindOptionsWhere<Root> });
  }

  page(skip: number, take = 50): Promise<[Root[], number]> {
    return this.rows.findAndCount({ skip, take });
  }

  store(draft: DeepPartial<Root>): Promise<Root> {
    return this.rows.save(draft as Root);
  }
}
