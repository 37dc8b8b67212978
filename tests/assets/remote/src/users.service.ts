import { Injectable } from '@nestjs/common';
import { Repository, UpdateResult } from 'typeorm';
import { CrudService } from './crud.service';
import Address, { Geo, Json, Kind, Status, User as Person } from './user.entity';
import { Order, Error as OrderError } from './order.entity';
import { other, Level as Grade } from './other';
export { Level as Rank, Totals } from './other';
export * from './codes';

/** What is asked for. 👍 */
export interface Query { text?: string; page: Page }
interface Page { size: number; order?: SortOrder }
export enum SortOrder { Up = 'up', Down = 'down' }
export const SIZES = [10, 20, 50] as const;
export type Size = (typeof SIZES)[number];
type Hidden = { reason: string; who: Person; at: import('./order.entity').Order };
export class Summary {
  constructor(readonly count: number, readonly first?: Person) {}
  get empty(): boolean { return this.count === 0; }
}
export type Found = Awaited<ReturnType<typeof other>>;
const DEFAULTS = { text: 'none', kind: Kind.Person };
export function defaults() { return { ...DEFAULTS, size: SIZES[0] as Size }; }
export let counter = 0;

@Injectable()
export class UsersService extends CrudService<Person, { name: string; address?: Address }> {
  protected readonly repository!: Repository<Person>;
  static hash(text: string): string { return text; }
  hits = 0;
  get last(): string { return ''; }
  handler = async (id: number, ...rest: string[]) => ({ id, rest, when: new Date() });

  async findOne(id: number, status?: Status, kind: Kind = Kind.Person) {
    const found = new Person();
    return found.id === id && status && kind ? found : null;
  }
  async search(query: Query, { size, order }: { size: Size; order?: SortOrder }): Promise<Summary> {
    counter += size + (order ? 1 : 0) + (query.text ? 1 : 0);
    return new Summary(counter);
  }
  async hidden(): Promise<Hidden[]> { return []; }
  async json(value: Json, point: Geo.Point): Promise<Json> { return [value, point.x]; }
  async failing(): Promise<{ mine: OrderError; order: Order }> { throw new Error('no'); }
  async update(id: number): Promise<UpdateResult> { return { id } as unknown as UpdateResult; }
  async maps(values: Map<string, Set<Date>>, big: bigint, file: Buffer): Promise<Record<string, Person>> {
    return { [String(values.size + file.length)]: new Person(), [String(big)]: new Person() };
  }
  find(id: number): Promise<Person>;
  find(name: string, exact?: boolean): Promise<Person[]>;
  async find(key: number | string, exact?: boolean): Promise<Person | Person[]> {
    return exact || typeof key === 'string' ? [] : new Person();
  }
  async remove(id = 1, reason: string) { return { id, reason, deep: { tags: [reason], by: undefined as Person | undefined } }; }
  async inferred() { return other(); }
  async graded(grade: Grade.High | Grade.Low): Promise<Grade.High | null> { return grade === Grade.High ? grade : null; }
  async nothing(): Promise<void> {}
  async 'odd-name'(remote: string) { return remote; }
  async remote(a: any, b: unknown, c: object) { return [a, b, c]; }
}
