import { Trail } from '@cargo/backend/data';
import { SCHEDULES } from '@cargo/shared/util';
import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { InjectDataSource, InjectEntityManager, InjectRepository } from '@nestjs/typeorm';
import { DataSource, EntityManager, LessThan, Repository } from 'typeorm';
import { Transactional } from 'typeorm-transactional';

@Injectable()
export class TrailService {
  constructor(
    @InjectRepository(Trail, 'audit') private readonly trails: Repository<Trail>,
    @InjectDataSource('audit') private readonly source: DataSource,
    @InjectEntityManager('audit') private readonly manager: EntityManager,
  ) {}

  last(): Promise<Trail[]> {
    return this.trails.find({ order: { at: 'DESC' }, take: 50 });
  }

  @Transactional({ connectionName: 'audit' })
  async record(what: string): Promise<void> {
    const [{ n }] = await this.source.query('SELECT COUNT(*) AS n FROM trails WHERE what = ? FOR UPDATE', [what]);
    if (Number(n) === 0) {
      await this.manager.insert(Trail, { what });
    }
  }

  @Cron(SCHEDULES.nightly, { name: 'forget' })
  async forget(): Promise<void> {
    await this.manager.delete(Trail, { at: LessThan(new Date(Date.now() - 1e10)) });
  }
}
