import { Repository, DeepPartial, FindOptionsWhere } from 'typeorm';

export abstract class CrudService<T extends { id: number }, Dto = Partial<T>> {
  protected abstract readonly repository: Repository<T>;
  async list(page = 1, filter?: Dto): Promise<{ items: T[]; page: number }> {
    return { items: [], page: page + (filter ? 0 : 0) };
  }
  async save(dto: Dto): Promise<T> { return dto as unknown as T; }
  async patch(dto: DeepPartial<T>): Promise<T> { return dto as unknown as T; }
  async where(where: FindOptionsWhere<T>): Promise<T[]> { return [where as unknown as T]; }
  self(): this { return this; }
  async chain(): Promise<this> { return this; }
}
