import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Copy } from '../books/copy.entity';
import { Member } from '../members/member.entity';
import { Loan } from './loan.entity';
import { Reservation } from './reservation.entity';

@Injectable()
export class LoansService {
  constructor(
    @InjectRepository(Loan) private readonly loans: Repository<Loan>,
    @InjectRepository(Reservation) private readonly reservations: Repository<Reservation>,
    private readonly dataSource: DataSource,
  ) {}

  lend(copy: Copy, member: Member, due: string) {
    return this.loans.save({ copy, member, due });
  }

  async extend(id: number, due: string) {
    await this.loans.update(id, { due });
  }

  list() {
    return this.loans
      .createQueryBuilder('l')
      .leftJoinAndSelect('l.copy', 'c')
      .innerJoin('c.book', 'b')
      .leftJoin(Member, 'm', 'm.id = l.member_id')
      .getMany();
  }

  fined() {
    const query = this.loans.createQueryBuilder('l').innerJoin('fines', 'f', 'f.loan_id = l.id');
    query.select('SUM(f.cents)', 'cents');
    return query.getRawMany();
  }

  unreserved() {
    return this.dataSource
      .createQueryBuilder(Copy, 'c')
      .where((qb) => {
        const reserved = qb.subQuery().select('r.copyId').from(Reservation, 'r').getQuery();
        return `c.id NOT IN ${reserved}`;
      })
      .getCount();
  }

  busiest() {
    return this.dataSource
      .createQueryBuilder()
      .select('x.copyId')
      .from((sub) => sub.select('l.copy_id', 'copyId').from(Loan, 'l').groupBy('l.copy_id'), 'x')
      .innerJoin('shelves', 's', 's.code IS NOT NULL')
      .getRawMany();
  }

  locked(id: number) {
    return this.dataSource.transaction((em) =>
      em.createQueryBuilder(Loan, 'l').setLock('pessimistic_read').where('l.id = :id', { id }).getOneOrFail(),
    );
  }

  async reserve(copyId: number, memberId: number) {
    await this.dataSource
      .createQueryBuilder()
      .insert()
      .into(Reservation)
      .values({ copyId, memberId })
      .orUpdate(['member_id'], ['copy_id'])
      .execute();
  }

  async release(copyId: number) {
    await this.reservations.createQueryBuilder().delete().where('copy_id = :copyId', { copyId }).execute();
  }

  async closeAll() {
    await this.dataSource.createQueryBuilder().update('loans').set({ closed: true }).execute();
  }

  async forget() {
    await this.reservations.clear();
  }

  async close(id: number) {
    await this.dataSource.query('CALL close_loan(?)', [id]);
  }
}
