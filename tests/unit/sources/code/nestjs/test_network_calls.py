"""Calls over the network: which are known, and which are made while a transaction is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

HEAD = """
import { HttpModule, HttpService } from '@nestjs/axios';
import { Inject, Injectable, Module } from '@nestjs/common';
import { ClientProxy } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { Transactional, Propagation, runOnTransactionCommit } from 'typeorm-transactional';
import axios, { AxiosInstance, post as axiosPost } from 'axios';
import * as https from 'node:https';
import got from 'got';
import { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import { MailerService } from '@nestjs-modules/mailer';
import { createTransport } from 'nodemailer';
import nodeFetch from 'node-fetch';
import superagent from 'superagent';
import { request as undici, Pool } from 'undici';
"""


def calls(folder: Path, body: str, *, more: str = "", files: dict[str, str] | None = None) -> set[str]:
    """Return ``function target``, with ``in transaction`` where there is one, of a provider with ``body``."""
    source = f"""{HEAD}
{more}
@Injectable() export class Shop {{
  constructor(private readonly db: DataSource, private readonly http: HttpService,
    @Inject('BUS') private readonly bus: ClientProxy, private readonly rabbit: AmqpConnection,
    private readonly letters: MailerService) {{}}
  {body}
}}
@Module({{ imports: [HttpModule], providers: [Shop{", Courier" if "class Courier" in more else ""}] }})
export class AppModule {{}}
"""
    facts = small(folder, {"src/app.module.ts": source, **(files or {})}).facts
    found = [
        f"{each.function} {each.target}" + (f" in {each.transaction}" if each.transaction else "")
        for each in facts.network_calls
    ]
    assert len(found) == len(set(found))
    return set(found)


IN = " in app:Shop.run"


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("fetch('https://x.example')", "fetch"),
        ("nodeFetch('https://x.example')", "node-fetch"),
        ("this.rabbit.publish('shop', 'order.paid', {})", "AmqpConnection.publish"),
        ("this.letters.sendMail({ to: 'x' })", "MailerService.sendMail"),
        ("createTransport({}).sendMail({ to: 'x' })", "nodemailer.sendMail"),
        ("axios({ url })", "axios"),
        ("axios.patch(url)", "axios.patch"),
        ("axiosPost(url)", "axios.post"),
        ("(await import('axios')).default.get(url)", "axios.get"),
        ("require('axios').get(url)", "axios.get"),
        ("firstValueFrom(this.http.post(url, {}))", "HttpService.post"),
        ("this.http.axiosRef.get(url)", "axios.get"),
        ("this.http.axiosRef(url)", "axios"),
        ("got(url)", "got"),
        ("got.post(url)", "got.post"),
        ("got.extend({}).put(url)", "got.put"),
        ("https.request(url)", "https.request"),
        ("undici(url)", "undici.request"),
        ("new Pool(url).request({})", "undici.request"),
        ("superagent.post(url).send({})", "superagent.post"),
        ("this.bus.send('paid', {})", "ClientProxy.send"),
        ("this.bus.emit('paid', {})", "ClientProxy.emit"),
        ("axios.create({}).delete(url)", "axios.delete"),
    ],
)
def test_a_call_over_the_network_is_known_by_its_package(tmp_path: Path, code: str, target: str) -> None:
    assert calls(tmp_path, f"async run(url: string) {{ return {code}; }}") == {f"Shop.run {target}"}


@pytest.mark.parametrize(
    "code",
    ["axios.isAxiosError(e)", "axios.create({})", "this.db.fetch()", "https.createServer()", "got.extend({})",
     "this.fetch()", "superagent.agent()"],
)  # fmt: skip
def test_what_sends_nothing_is_no_call(tmp_path: Path, code: str) -> None:
    assert calls(tmp_path, f"private fetch() {{}} run(e: any) {{ return {code}; }}") == set()


def test_aliases_instances_and_wrappers_are_followed(tmp_path: Path) -> None:
    more = """
    const send = fetch;
    const client = axios.create({ baseURL: 'https://x.example' });
    export async function call(client: AxiosInstance, path: string) { return client.get(path); }
    """
    body = """
    private readonly own: AxiosInstance = axios.create({});
    a() { return send('x'); }
    b() { const { put } = axios; return put('x'); }
    c() { return client('x'); }
    d() { return this.own.post('x'); }
    async run() { await this.db.transaction(async (m) => { await call(client, 'x'); }); }
    """
    assert calls(tmp_path, body, more=more) == {
        "Shop.a fetch",
        "Shop.b axios.put",
        "Shop.c axios",
        "Shop.d axios.post",
        "call axios.get in app:Shop.run",
    }


def test_a_call_in_the_callback_of_a_transaction_is_in_it_and_one_beside_it_is_not(tmp_path: Path) -> None:
    body = """
    async run() {
      await fetch('before');
      await this.db.transaction(async (manager) => { await axios.get('x'); });
      await got('after');
    }
    """
    assert calls(tmp_path, body) == {"Shop.run fetch", f"Shop.run axios.get{IN}", "Shop.run got"}


def test_private_methods_and_other_services_are_followed_whoever_was_read_first(tmp_path: Path) -> None:
    more = """
    @Injectable() export class Courier {
      constructor(private readonly http: HttpService) {}
      even(n: number) { this.send(); return this.odd(n); }
      odd(n: number) { if (n) { return this.even(n - 1); } return this.http.get('x'); }
      send() { return this.http.post('x'); }
    }
    """
    body = """
    @Inject() private readonly courier: Courier;
    other() { return this.tell(); }
    private async tell() { await fetch('x'); }
    async run() { await this.db.transaction(async (m) => { await this.tell(); await this.courier.odd(3); }); }
    """
    assert calls(tmp_path, body, more=more) == {
        f"Shop.tell fetch{IN}",
        f"Courier.send HttpService.post{IN}",
        f"Courier.odd HttpService.get{IN}",
    }


def test_a_wrapper_that_runs_its_callback_in_a_transaction_is_followed(tmp_path: Path) -> None:
    body = """
    private inside<T>(work: (m: EntityManager) => Promise<T>) { return this.db.transaction((m) => work(m)); }
    async run() { await this.inside(async (m) => { await fetch('x'); }); await got('y'); }
    async bare() { await this.inside(async () => { await axios.get('x'); }); await axios.put('y'); }
    """
    assert calls(tmp_path, body) == {
        f"Shop.run fetch{IN}",
        "Shop.run got",
        "Shop.bare axios.get in app:Shop.inside",
        "Shop.bare axios.put",
    }


RUNNER = """
async run(bad: boolean) {
  const runner = this.db.createQueryRunner();
  await runner.connect();
  await fetch('before');
  await runner.startTransaction();
  try {
    if (bad) { await runner.rollbackTransaction(); throw new Error('bad'); }
    await axios.get('inside');
    await runner.commitTransaction();
    RETURN
  } catch (error) {
    await runner.rollbackTransaction();
    await superagent.get('rolled back');
    throw error;
  } finally {
    await runner.release();
  }
  await got('after');
}
"""


@pytest.mark.parametrize("leaves", ["", "return 1;"])
def test_a_query_runner_has_its_transaction_open_from_start_to_commit_or_rollback(
    tmp_path: Path, leaves: str
) -> None:
    assert calls(tmp_path, RUNNER.replace("RETURN", leaves)) == {
        "Shop.run fetch",
        f"Shop.run axios.get{IN}",
        "Shop.run superagent.get",
        "Shop.run got",
    }


def test_a_helper_may_begin_and_end_the_transaction_of_its_caller(tmp_path: Path) -> None:
    body = """
    private async begin() { const q = this.db.createQueryRunner(); await q.startTransaction(); return q; }
    private async open(q: QueryRunner) { await q.startTransaction(); }
    private async close(q: QueryRunner) { await q.commitTransaction(); await q.release(); }
    async run() {
      const q = await this.begin();
      await fetch('inside');
      await this.close(q);
      await got('after');
    }
    async second() {
      const q = this.db.createQueryRunner();
      await this.open(q);
      await axios.get('inside');
      await this.close(q);
      await axios.put('after');
    }
    async third() { await axios.post('nothing to do with it'); }
    """
    assert calls(tmp_path, body) == {
        f"Shop.run fetch{IN}",
        "Shop.run got",
        "Shop.second axios.get in app:Shop.second",
        "Shop.second axios.put",
        "Shop.third axios.post",
    }


def test_a_transactional_method_is_one_transaction_with_what_it_calls(tmp_path: Path) -> None:
    body = """
    @Transactional() async run() { await fetch('x'); await this.tell(); await this.apart(); }
    private async tell() { await axios.get('x'); }
    @Transactional({ propagation: Propagation.NOT_SUPPORTED }) async apart() { await got('x'); }
    """
    assert calls(tmp_path, body) == {
        f"Shop.run fetch{IN}",
        f"Shop.tell axios.get{IN}",
        "Shop.apart got",
    }


@pytest.mark.parametrize(
    "code",
    [
        "runOnTransactionCommit(() => fetch('x'));",
        "runOnTransactionCommit(() => this.tell());",
        "setTimeout(() => fetch('x'), 1000);",
        "setImmediate(() => this.tell());",
        "process.nextTick(() => this.tell());",
        "(this.db as any).hooks.afterCommit(() => fetch('x'));",
        "later.push(() => fetch('x'));",
        "later.push(() => this.tell());",
    ],
)
def test_what_is_left_for_after_the_transaction_is_not_in_it(tmp_path: Path, code: str) -> None:
    body = f"""
    private tell() {{ return fetch('x'); }}
    async run() {{
      const later: Array<() => unknown> = [];
      await this.db.transaction(async (m) => {{ {code} }});
      for (const each of later) {{ await each(); }}
    }}
    """
    found = calls(tmp_path, body)
    assert {each for each in found if " in " in each} == set()
    assert found


def test_what_a_method_leaves_for_later_is_not_in_its_callers_transaction(tmp_path: Path) -> None:
    body = """
    private tell() { setTimeout(() => fetch('x'), 1000); }
    async run() { await this.db.transaction(async (m) => { this.tell(); }); }
    """
    assert calls(tmp_path, body) == {"Shop.tell fetch"}


def test_one_call_is_listed_for_each_transaction_that_it_is_made_in(tmp_path: Path) -> None:
    body = """
    private tell() { return fetch('x'); }
    async run() { await this.db.transaction(async (m) => { await this.tell(); }); }
    async again() { await this.db.transaction(async (m) => { await this.tell(); }); }
    """
    assert calls(tmp_path, body) == {f"Shop.tell fetch{IN}", "Shop.tell fetch in app:Shop.again"}


def test_a_constructor_is_in_nobody_s_transaction(tmp_path: Path) -> None:
    more = "@Injectable() export class Courier { ready = fetch('x'); go() { return this.ready; } }"
    body = """
    @Inject() private readonly courier: Courier;
    async run() { await this.db.transaction(async (m) => { await this.courier.go(); }); }
    """
    assert calls(tmp_path, body, more=more) == {"Courier.constructor fetch"}


def test_a_unit_of_work_holds_what_is_done_between_its_begin_and_its_commit(tmp_path: Path) -> None:
    more = """
    @Injectable() export class Courier {
      private runner: QueryRunner;
      constructor(private readonly source: DataSource) {}
      async begin() { this.runner = this.source.createQueryRunner(); await this.runner.startTransaction(); }
      async commit() { await this.runner.commitTransaction(); }
      get manager() { return this.runner.manager; }
    }
    """
    body = """
    @Inject() private readonly unit: Courier;
    private tell() { return axios.get('x'); }
    async run() {
      await this.unit.begin();
      await this.unit.manager.query('DELETE FROM x');
      await fetch('inside');
      await this.tell();
      await this.unit.commit();
      await got('after');
    }
    """
    assert calls(tmp_path, body, more=more) == {
        f"Shop.run fetch{IN}",
        f"Shop.tell axios.get{IN}",
        "Shop.run got",
    }


@pytest.mark.parametrize(
    "body",
    [
        """private async work() {
             const runner = this.db.createQueryRunner();
             try { await runner.startTransaction(); await runner.commitTransaction(); return 1; }
             catch (error) { await runner.rollbackTransaction(); throw error; }
           }
           async run() { for (const id of [1, 2]) { await this.work(); await fetch('x'); } }""",
        """async run() {
             const send = await this.db.transaction(async (m) => { return () => fetch('x'); });
             await send();
           }""",
        """async run(found: boolean) {
             const runner = this.db.createQueryRunner();
             await runner.startTransaction();
             if (!found) { await runner.rollbackTransaction(); return; }
             await runner.commitTransaction();
             await fetch('x');
           }""",
    ],
)
def test_a_transaction_that_is_over_does_not_reach_its_caller_or_what_it_returned(
    tmp_path: Path, body: str
) -> None:
    assert calls(tmp_path, body) == {"Shop.run fetch"}


def test_a_method_that_is_handed_a_manager_is_in_its_transaction(tmp_path: Path) -> None:
    body = """
    async pay(m?: EntityManager) { await (m ?? this.db.manager).query('DELETE FROM x'); await fetch('x'); }
    async run() { await this.db.transaction((m) => this.pay(m)); }
    """
    assert calls(tmp_path, body) == {f"Shop.pay fetch{IN}"}
