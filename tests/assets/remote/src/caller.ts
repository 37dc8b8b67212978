import { Injectable } from '@nestjs/common';
import { CODES, Code, Rank, SIZES, Size, SortOrder, Totals, Summary, UsersService, defaults } from './users.service';
import type { Query, Found } from './users.service';
import { Kind, User } from './user.entity';

@Injectable()
export class Caller {
  constructor(private readonly users: UsersService) {}

  async run(query: Query): Promise<string> {
    const one: User | null = await this.users.findOne(1, 'active', Kind.Company);
    const many: User[] = await this.users.find('a', true);
    const exact: User = await this.users.find(1);
    const summary: Summary = await this.users.search(query, { size: SIZES[0], order: SortOrder.Up });
    const page: { items: User[]; page: number } = await this.users.list(1, { name: 'x' });
    const saved: User = await this.users.save({ name: 'x' });
    const { id, rest, when } = await this.users.handler(1, 'a', 'b');
    const removed = await this.users.remove(undefined, 'x');
    const found: Found = await this.users.inferred();
    const who: string[] = (await this.users.hidden()).map((each) => each.who.name + each.at.total.toFixed(2));
    const json = await this.users.json({ a: [1, null] }, { x: 1, y: 2 });
    const record = await this.users.maps(new Map([['a', new Set([new Date()])]]), 1n, Buffer.from(''));
    const affected: number | undefined = (await this.users.update(1)).affected;
    const code: number = (await this.users.failing()).mine.code;
    const odd: string = await this.users['odd-name']('x');
    const grade: Rank.High | null = await this.users.graded(Rank.Low);
    const code2: Code = 'ok';
    const totals: Totals = found;
    const size: Size = defaults().size;
    await this.users.nothing();
    await this.users.remote(1, 2, {});
    return [one?.isActive(), many[0].label, exact.id, summary.empty, page.page, saved.name, id, rest.join(), when.toISOString(),
      removed.deep.by?.name, found.sum, who, json, record.a.name, affected, code, grade, CODES[code2], totals.sum, odd, size].join();
  }
}
