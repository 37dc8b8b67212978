"""Transactions that packages open: ``@Transactional()``, transaction hosts, hooks that wait for the commit."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('seats') export class Seat { @PrimaryGeneratedColumn() id: number; }
@Entity('mails') export class Mail { @PrimaryGeneratedColumn() id: number; }
"""


def test_a_transaction_host_hands_out_the_running_transactions_manager(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/app.module.ts": """
import { Module, Injectable } from '@nestjs/common';
import { TransactionHost, Transactional, Propagation } from '@nestjs-cls/transactional';
import { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Seat, Mail } from './entities';
@Injectable() export class SeatRepository {
  constructor(private readonly txHost: TransactionHost<TransactionalAdapterTypeOrm>) {}
  get seats() { return this.txHost.tx.getRepository(Seat); }
  take() { return this.seats.save({}); }
  count() { return this.seats.count(); }
}
@Injectable() export class Booking {
  constructor(private readonly repo: SeatRepository, private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}
  @Transactional() async book() { await this.repo.take(); await this.own(); }
  @Transactional(Propagation.RequiresNew) async own() { await this.host.tx.insert(Mail, {}); }
  async wrapped() {
    await this.host.withTransaction(async () => { await this.host.tx.find(Seat); });
    await this.host.tx.delete(Mail, 1);
  }
}
@Module({ providers: [SeatRepository, Booking] }) export class AppModule {}
""",
        },
    )

    assert found.transactions() == {
        "Booking.book": ((), ("seats",)),
        "Booking.own": ((), ("mails",)),
        "Booking.wrapped": (("seats",), ()),
    }
    assert found.of("SeatRepository.count") == {"read seats"}
    assert found.unresolved() == []


def test_another_orms_transaction_host_is_none_of_typeorms(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/app.module.ts": """
import { Module, Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import { TransactionalAdapterKnex } from '@nestjs-cls/transactional-adapter-knex';
@Injectable() export class Seats {
  constructor(private readonly host: TransactionHost<TransactionalAdapterKnex>) {}
  count() { return this.host.tx('seats').count('id'); }
}
@Module({ providers: [Seats] }) export class AppModule {}
""",
        },
    )

    assert found.uses() == set()


def test_what_waits_for_the_commit_is_outside_of_the_transaction(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/app.module.ts": """
import { Module, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInTransaction, runOnTransactionCommit, Propagation } from 'typeorm-transactional';
import { Seat, Mail } from './entities';
@Injectable() export class Booking {
  constructor(private readonly ds: DataSource) {}
  book() {
    return runInTransaction(async () => {
      await this.ds.manager.save(Seat, {});
      runOnTransactionCommit(async () => { await this.ds.manager.insert(Mail, {}); });
    }, { propagation: Propagation.REQUIRED });
  }
}
@Module({ providers: [Booking] }) export class AppModule {}
""",
        },
    )

    assert found.transactions() == {"Booking.book": ((), ("seats",))}
    assert found.of("Booking.book") == {"write seats", "write mails"}


def test_a_handler_that_is_handed_a_manager_runs_in_the_transaction_of_an_interceptor(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/app.module.ts": """
import { Module, Injectable, Controller, Post, Get, Body, UseInterceptors, createParamDecorator } from '@nestjs/common';
import { InjectRepository, InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager, QueryRunner as Runner, DataSource, Repository } from 'typeorm';
import { Seat, Mail } from './entities';
const Tx = createParamDecorator((_: unknown, ctx: any) => ctx.switchToHttp().getRequest().tx);
@Injectable() export class InOne {
  constructor(private readonly source: DataSource) {}
  async intercept(context: any, next: any) {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    context.switchToHttp().getRequest().tx = runner.manager;
    return next.handle();
  }
}
@Injectable() export class Seats {
  constructor(@InjectRepository(Mail) private readonly mails: Repository<Mail>) {}
  async take(manager: EntityManager) { await manager.save(Seat, {}); await this.mails.count(); }
}
@Controller('seats') export class SeatsController {
  constructor(private readonly seats: Seats, @InjectEntityManager() private readonly plain: EntityManager) {}
  @Post() @UseInterceptors(InOne) async take(@Body() body: any, @Tx() manager: EntityManager) {
    await this.seats.take(manager);
    await manager.withRepository(this.plain.getRepository(Mail)).insert({});
  }
  @Post('all') @UseInterceptors(InOne) async all(@Tx() runner: Runner) { await runner.manager.find(Seat); }
  @Post('none') @UseInterceptors(InOne) async none(@Tx() manager: EntityManager) { await this.plain.find(Mail); }
  @Get() async list() { return this.plain.find(Mail); }
}
@Module({ providers: [Seats, InOne], controllers: [SeatsController] }) export class AppModule {}
""",
        },
    )

    inside = {name: tables for name, tables in found.transactions().items() if name != "InOne.intercept"}
    assert inside == {
        "SeatsController.take": ((), ("mails", "seats")),
        "SeatsController.all": (("seats",), ()),
    }
    assert found.of("Seats.take") == {"write seats", "read mails"}


def test_a_projects_own_transactional_decorator_opens_one_too(tmp_path: Path) -> None:
    """It marks the method, and a provider wraps what is marked when the application starts: only the name tells."""
    found = small(
        tmp_path,
        {
            "src/entities.ts": ENTITIES,
            "src/transactions.ts": """
import { SetMetadata, applyDecorators } from '@nestjs/common';
export const Transactional = (options: object = {}): MethodDecorator => SetMetadata('tx', options);
export function UseTransaction() { return applyDecorators(SetMetadata('tx', {})); }
export function Audited() { return SetMetadata('audited', true); }
""",
            "src/app.module.ts": """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Transactional, UseTransaction, Audited } from './transactions';
import { Seat, Mail } from './entities';
@Injectable() export class Letters {
  constructor(@InjectRepository(Mail) private readonly mails: Repository<Mail>) {}
  async send() { await this.mails.insert({}); }
}
@Injectable() export class Booking {
  constructor(@InjectRepository(Seat) private readonly seats: Repository<Seat>, private readonly letters: Letters) {}
  @Transactional({ readonly: false }) async book() { await this.seats.save({}); await this.letters.send(); }
  @UseTransaction() async cancel() { await this.seats.delete(1); }
  @Audited() async list() { return this.seats.find(); }
}
@Module({ providers: [Booking, Letters] }) export class AppModule {}
""",
        },
    )

    assert found.transactions() == {
        "Booking.book": ((), ("mails", "seats")),
        "Booking.cancel": ((), ("seats",)),
    }


def test_a_transaction_that_only_runs_what_it_is_handed_is_its_callers(tmp_path: Path) -> None:
    module = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Seat } from './entities';
@Injectable() export class Work {
  constructor(private readonly source: DataSource) {}
  async within<R>(work: (em: EntityManager) => Promise<R>): Promise<R> {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    try { return await work(runner.manager); } finally { await runner.commitTransaction(); }
  }
}
@Injectable() export class Seats {
  constructor(private readonly work: Work) {}
  take() { return this.work.within((em) => em.insert(Seat, {})); }
}
@Module({ providers: [Work, Seats] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": module})
    assert found.transactions() == {"Seats.take": ((), ("seats",))}


def test_who_has_a_free_function_open_a_transaction_opens_it_though_nothing_runs_in_it(
    tmp_path: Path,
) -> None:
    module = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { Seat } from './entities';
async function within<R>(source: DataSource, work: (em: EntityManager) => Promise<R>): Promise<R> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try { return await work(runner.manager); } finally { await runner.commitTransaction(); }
}
@Injectable() export class Clock { async next() { return 1; } }
@Injectable() export class Seats {
  constructor(private readonly source: DataSource, private readonly clock: Clock) {}
  take() { return within(this.source, (em) => em.insert(Seat, {})); }
  wait() { return within(this.source, async (em) => { const now = await this.clock.next(); return now; }); }
}
@Module({ providers: [Clock, Seats] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": module})
    assert found.transactions() == {"Seats.take": ((), ("seats",)), "Seats.wait": ((), ())}


def test_a_decorators_function_knows_what_it_says_of_this(tmp_path: Path) -> None:
    module = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Mail, Seat } from './entities';
@Injectable() export class Tx {
  constructor(private readonly source: DataSource) {}
  repository(of: Function) { return this.source.getRepository(of); }
}
export function Told() {
  return (target: object, key: string, descriptor: PropertyDescriptor) => {
    const original = descriptor.value;
    descriptor.value = async function (this: { tx: Tx }, ...args: unknown[]) {
      await original.apply(this, args);
      await this.tx.repository(Mail).insert({});
    };
  };
}
@Injectable() export class Seats {
  constructor(readonly tx: Tx) {}
  @Told() take() { return this.tx.repository(Seat).insert({}); }
}
@Module({ providers: [Tx, Seats] }) export class AppModule {}
"""
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": module})
    assert {(mode, table) for _, mode, table in found.uses()} == {("write", "seats"), ("write", "mails")}
    assert found.unresolved() == []
