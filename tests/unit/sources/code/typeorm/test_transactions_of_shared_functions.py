"""Functions that several transactions lead to: they are read once, and what they do is in each of the transactions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from small_monolith import small

from woosh_split.sources.code.typescript.readings import Result
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.running import Running
from woosh_split.sources.code.typescript.scope import Frame, Scope
from woosh_split.sources.code.typescript.summary import Function

ENTITIES = """
import { Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('seats') export class Seat { @PrimaryGeneratedColumn() id: number; }
@Entity('mails') export class Mail { @PrimaryGeneratedColumn() id: number; }
@Entity('logs') export class Log { @PrimaryGeneratedColumn() id: number; }
@Entity('bills') export class Bill { @PrimaryGeneratedColumn() id: number; }
"""
AMBIENT = """
import { Module, Injectable } from '@nestjs/common';
import axios from 'axios';
import { DataSource } from 'typeorm';
import { Propagation, Transactional } from 'typeorm-transactional';
import { Seat, Mail, Log, Bill } from './entities';
@Injectable() export class Deep {
  constructor(private readonly ds: DataSource) {}
  async seats() { await this.ds.manager.save(Seat, {}); await axios.post('https://seats.example', {}); }
  @Transactional() async bills(again: boolean) { await this.ds.manager.find(Bill); if (again) await this.bills(false); }
}
@Injectable() export class Middle {
  constructor(private readonly deep: Deep, private readonly ds: DataSource) {}
  async all() {
    await this.deep.seats();
    await this.deep.bills(true);
    await this.own();
    await this.outside();
    setTimeout(() => this.logged(), 10);
  }
  @Transactional({ propagation: Propagation.REQUIRES_NEW }) async own() { await this.ds.manager.save(Mail, {}); }
  @Transactional({ propagation: Propagation.NOT_SUPPORTED }) async outside() { await this.ds.manager.find(Mail); }
  async logged() { await this.ds.manager.save(Log, {}); }
}
@Injectable() export class First {
  constructor(private readonly middle: Middle) {}
  @Transactional() async run() { await this.middle.all(); }
}
@Injectable() export class Second {
  constructor(private readonly middle: Middle, private readonly deep: Deep) {}
  @Transactional() async run() { await this.deep.seats(); await this.middle.all(); }
  async plain() { await this.middle.all(); }
}
@Injectable() export class Third {
  constructor(private readonly second: Second) {}
  @Transactional() async run() { await this.second.plain(); }
}
@Module({ providers: [Deep, Middle, First, Second, Third] }) export class AppModule {}
"""
KEPT = """
import { Module, Injectable } from '@nestjs/common';
import { DataSource, QueryRunner } from 'typeorm';
import { Seat, Mail } from './entities';
@Injectable() export class Work {
  private runner: QueryRunner;
  constructor(private readonly ds: DataSource) { this.runner = ds.createQueryRunner(); }
  async start() { await this.runner.startTransaction(); }
  async end() { await this.runner.commitTransaction(); }
  seats() { return this.runner.manager.getRepository(Seat); }
  mails() { return this.runner.manager.getRepository(Mail); }
}
@Injectable() export class Seats {
  constructor(private readonly work: Work) {}
  async take() { await this.work.seats().save({}); await this.tell(); }
  async tell() { await this.work.mails().save({}); }
}
@Injectable() export class First {
  constructor(private readonly work: Work, private readonly seats: Seats) {}
  async run() { await this.work.start(); await this.seats.take(); await this.work.end(); }
}
@Injectable() export class Second {
  constructor(private readonly work: Work, private readonly seats: Seats) {}
  async run() { await this.work.start(); await this.seats.tell(); await this.seats.take(); await this.work.end(); }
}
@Injectable() export class Third {
  constructor(private readonly work: Work, private readonly seats: Seats) {}
  async run() { await this.work.start(); await this.seats.tell(); await this.work.end(); }
}
@Module({ providers: [Work, Seats, First, Second, Third] }) export class AppModule {}
"""


def test_what_is_done_for_several_transactions_is_in_all_of_them(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": AMBIENT})

    within = (("bills",), ("logs", "seats"))
    assert found.transactions() == {
        "First.run": within,
        "Second.run": within,
        "Third.run": within,
        "Deep.bills": (("bills",), ()),
        "Middle.own": ((), ("mails",)),
    }
    sent = {each.transaction for each in found.facts.network_calls}
    assert sent == {each.id for each in found.facts.transactions if each.function.endswith(".run")}
    assert found.unresolved() == []


def test_a_kept_runners_transaction_has_what_the_functions_do_that_its_others_lead_to(tmp_path: Path) -> None:
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": KEPT})

    within = found.transactions()
    assert within["First.run"] == ((), ("mails", "seats"))
    assert within["Second.run"] == ((), ("mails", "seats"))
    assert within["Third.run"] == ((), ("mails",))


CHAIN = 12
METHODS = 30
MANY = f"""
import {{ Module, Injectable }} from '@nestjs/common';
import {{ DataSource }} from 'typeorm';
import {{ Transactional }} from 'typeorm-transactional';
import {{ Seat }} from './entities';
@Injectable() export class Shared {{
  constructor(private readonly ds: DataSource) {{}}
  {" ".join(f"async step{each}() {{ await this.step{each + 1}(); }}" for each in range(CHAIN))}
  async step{CHAIN}() {{ await this.ds.manager.save(Seat, {{}}); }}
}}
@Injectable() export class Entries {{
  constructor(private readonly shared: Shared) {{}}
  {" ".join(f"@Transactional() async entry{each}() {{ await this.shared.step0(); }}" for each in range(METHODS))}
}}
@Module({{ providers: [Shared, Entries] }}) export class AppModule {{}}
"""


def test_a_function_is_read_once_however_many_transactions_lead_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: Counter[str] = Counter()
    read = Running.read

    def counted(
        running: Running, function: Function, args: list[Value] | None, scope: Scope, frame: Frame
    ) -> Result:
        reads[frame.function] += 1
        return read(running, function, args, scope, frame)

    monkeypatch.setattr(Running, "read", counted)
    found = small(tmp_path, {"src/entities.ts": ENTITIES, "src/app.module.ts": MANY})

    assert found.transactions() == {f"Entries.entry{each}": ((), ("seats",)) for each in range(METHODS)}
    for step in range(CHAIN + 1):  # once inside of a transaction, once as nobody's
        assert reads[f"Shared.step{step}"] <= 2
