"""Functions that are handed a data source, a manager or a builder: what they ask of it is known where a caller says it."""

from __future__ import annotations

from pathlib import Path

from small_monolith import small

HEAD = """
import { Module, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Entity, EntityManager, PrimaryGeneratedColumn, Repository, SelectQueryBuilder } from 'typeorm';
@Entity('teams') export class Team { @PrimaryGeneratedColumn() id: number; }
@Entity('games') export class Game { @PrimaryGeneratedColumn() id: number; }
"""


def test_a_query_runner_and_a_repository_that_a_helper_asks_of_what_it_is_handed_are_not_told(
    tmp_path: Path,
) -> None:
    """Every caller hands in a data source that is known: nothing is left open."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
async function inTransaction<T>(source: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  await runner.connect();
  await runner.startTransaction();
  try {
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
function repositoryOf(manager: EntityManager) {
  const games = manager.getRepository(Game);
  return games;
}
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  play() { return inTransaction(this.source, async (manager) => { await manager.save(Team, {}); }); }
  wipe() { return repositoryOf(this.source.manager).clear(); }
}
@Module({ providers: [League] }) export class AppModule {}
"""
        },
    )

    assert found.unresolved() == []
    assert found.transactions() == {"League.play": ((), ("teams",))}
    assert found.of("League.wipe") == {"write games"}


def test_a_builder_leads_to_its_data_source(tmp_path: Path) -> None:
    """``qb.connection`` is the data source, whoever made the builder."""
    found = small(
        tmp_path,
        {
            "src/app.module.ts": HEAD
            + """
@Injectable() export class Scope {
  narrow<T>(qb: SelectQueryBuilder<T>, user: string) {
    const mine = qb.connection.createQueryBuilder(Game, 'g').select('g.id').where('g.userId = :user', { user });
    return qb.andWhere(`t.id IN (${mine.getQuery()})`);
  }
}
@Injectable() export class League {
  constructor(@InjectRepository(Team) private readonly teams: Repository<Team>, private readonly scope: Scope) {}
  list() { return this.scope.narrow(this.teams.createQueryBuilder('t'), '1').getMany(); }
}
@Module({ providers: [Scope, League] }) export class AppModule {}
"""
        },
    )

    assert found.unresolved() == []
    assert found.of("Scope.narrow") == {"read games"}
    assert found.of("League.list") == {"read teams"}


HELPED = """
import { DataSource, QueryRunner } from 'typeorm';
export function prepared(source: DataSource, given?: QueryRunner) {
  const runner = given || source.createQueryRunner();
  return { runner, owned: !given };
}
export function pair(source: DataSource, given?: QueryRunner): [QueryRunner, boolean] {
  return [given ?? source.createQueryRunner(), !given];
}
export async function within<T>(source: DataSource, work: (runner: QueryRunner) => Promise<T>, given?: QueryRunner) {
  const { runner, owned } = prepared(source, given);
  if (owned) { await runner.connect(); await runner.startTransaction(); }
  try {
    const result = await work(runner);
    if (owned) { await runner.commitTransaction(); }
    return result;
  } finally {
    if (owned) { await runner.release(); }
  }
}
"""


def test_a_runner_that_a_helper_makes_where_none_is_given_is_each_callers_own(tmp_path: Path) -> None:
    """`given || source.createQueryRunner()`, in an object, in a pair, and two helpers away."""
    found = small(
        tmp_path,
        {
            "src/helpers.ts": HELPED,
            "src/app.module.ts": HEAD
            + """
import { pair, within } from './helpers';
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  play(given?: any) { return within(this.source, async (runner) => { await runner.manager.save(Team, {}); }, given); }
  stop() { return within(this.source, async (runner) => { await runner.manager.delete(Game, 1); }); }
  async swap() {
    const [runner, owned] = pair(this.source);
    if (owned) await runner.startTransaction();
    await runner.manager.update(Game, 1, {});
    if (owned) await runner.commitTransaction();
  }
  async drop() {
    const [runner] = pair(this.source);
    await runner.startTransaction();
    await runner.manager.delete(Team, 1);
    await runner.commitTransaction();
  }
}
@Module({ providers: [League] }) export class AppModule {}
""",
        },
    )

    assert found.transactions() == {
        "League.play": ((), ("teams",)),
        "League.stop": ((), ("games",)),
        "League.swap": ((), ("games",)),
        "League.drop": ((), ("teams",)),
    }


RESOLVED = """
import { DataSource, QueryRunner } from 'typeorm';
export function resolved(given: QueryRunner | undefined, source: DataSource): QueryRunner {
  if (given) return given;
  return source.createQueryRunner();
}
"""


def test_a_runner_that_a_helper_hands_back_stays_whose_it_was(tmp_path: Path) -> None:
    found = small(
        tmp_path,
        {
            "src/helpers.ts": RESOLVED,
            "src/app.module.ts": HEAD
            + """
import { QueryRunner } from 'typeorm';
import { resolved } from './helpers';
@Injectable() export class League {
  constructor(private readonly source: DataSource) {}
  async pay(given?: QueryRunner) {
    const runner = resolved(given, this.source);
    await runner.startTransaction();
    await runner.manager.save(Team, {});
    await runner.commitTransaction();
  }
  async season() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.save(Game, {});
    await this.pay(runner);
    await runner.commitTransaction();
  }
}
@Module({ providers: [League] }) export class AppModule {}
""",
        },
    )

    assert found.transactions() == {
        "League.pay": ((), ("teams",)),
        "League.season": ((), ("games", "teams")),
    }


SAME_WORK_EITHER_WAY = """
@Injectable() export class Games {
  constructor(private readonly source: DataSource) {}
  async book(given?: EntityManager) {
    const work = async (manager: any) => { await manager.save(Game, {}); };
    if (given) {
      return await work(given);
    } else {
      return await this.source.transaction(work);
    }
  }
}
@Injectable() export class League {
  constructor(private readonly source: DataSource, private readonly games: Games) {}
  async season() {
    return this.source.transaction(async (manager) => {
      await manager.save(Team, {});
      await this.games.book(manager);
    });
  }
  async close() {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.delete(Team, {});
    await this.games.book(runner.manager);
    await runner.commitTransaction();
  }
}
@Module({ providers: [League, Games] }) export class AppModule {}
"""


def test_work_that_joins_a_callers_transaction_leaves_it_the_callers(tmp_path: Path) -> None:
    """``given ? work(given) : source.transaction(work)``: the callback is run in the caller's transaction or in its own."""
    found = small(tmp_path, {"src/app.module.ts": HEAD + SAME_WORK_EITHER_WAY})

    assert found.transactions() == {
        "Games.book": ((), ("games",)),
        "League.close": ((), ("games", "teams")),
        "League.season": ((), ("games", "teams")),
    }


BEHIND_A_PROXY = """
import { AsyncLocalStorage } from 'async_hooks';
class Current { static managers = new AsyncLocalStorage<EntityManager>(); }
function wrapped<T>(base: Repository<T>): Repository<T> {
  return new Proxy(base, {
    get(target: Repository<T>, name: string | symbol) {
      const manager = Current.managers.getStore();
      const used = manager ? manager.getRepository(target.target) : target;
      const value = used[name];
      return typeof value === 'function' ? (...args: unknown[]) => value.apply(used, args) : value;
    },
  });
}
@Injectable() export class League {
  private teams: Repository<Team>;
  constructor(@InjectRepository(Team) base: Repository<Team>) { this.teams = wrapped(base); }
  list() { return this.teams.createQueryBuilder('t').getMany(); }
  close() { return this.teams.delete({}); }
}
@Module({ providers: [League] }) export class AppModule {}
"""


def test_what_a_proxy_stands_before_is_asked_through_it(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/app.module.ts": HEAD + BEHIND_A_PROXY})

    assert found.unresolved() == []
    assert found.of("League.list") == {"read teams"}
    assert found.of("League.close") == {"write teams"}
