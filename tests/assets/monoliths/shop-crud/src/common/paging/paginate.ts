import { FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

export interface Page<T> {
  items: T[];
  total: number;
}

/** One page of any table; who hands the repository in is who reads. */
export async function paginate<T extends ObjectLiteral>(
  source: Repository<T>,
  page: number,
  where: FindOptionsWhere<T> = {},
): Promise<Page<T>> {
  const size = 25;
  const [items, total] = await source.findAndCount({ where, take: size, skip: (page - 1) * size });
  return { items, total };
}
